//! Fields of a stored row in words, as the log and conflicts have them: a JSON object of columns.

use serde_json::{Map, Value};

/// Of a field's value no more than this is shown, in characters.
const LONGEST: usize = 60;
/// Of a row with more fields than this, none is shown.
const MOST: usize = 4;

/// Each field with its value where they are few: `status: accepted, note: “Two in five”`.
pub fn describe_fields(object: &str) -> String {
    match serde_json::from_str::<Map<String, Value>>(object) {
        Ok(fields) if fields.len() <= MOST => {
            let fields = fields.iter().map(|(name, value)| format!("{name}: {}", describe_value(Some(value))));
            fields.collect::<Vec<_>>().join(", ")
        }
        _ => "the whole record".to_owned(),
    }
}

/// A field's value: its beginning, in quotation marks where it is more than a word.
pub fn describe_value(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => return "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let short: String = text.chars().take(LONGEST).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    if short.contains(' ') || short.is_empty() { format!("“{short}{more}”") } else { format!("{short}{more}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_shown_with_their_values_where_they_are_few() {
        for (object, words) in [
            (r#"{"status":"accepted","note":null}"#, "status: accepted, note: nothing"),
            (r#"{"text":"two words","empty":"","score":0.5}"#, "text: “two words”, empty: “”, score: 0.5"),
            (r#"{"a":1,"b":2,"c":3,"d":4,"e":5}"#, "the whole record"),
            ("[]", "the whole record"),
        ] {
            assert_eq!(describe_fields(object), words);
        }
        let long = Value::String("x".repeat(100));
        assert_eq!(describe_value(Some(&long)), format!("{}…", "x".repeat(LONGEST)));
    }
}
