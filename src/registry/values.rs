//! Values of answers, taken as meant: text or number, one or a list of one, present or null. Nothing here fails; what cannot
//! be understood is as good as absent.

use crate::model::{Item, Name, PartialDate};
use crate::text::markup::to_plain_line;
use serde_json::Value;

/// A scalar as text, without markup, trimmed; none where nothing is left. DataCite's `(:unkn) unknown` means "not given".
pub(super) fn read_text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(s) => to_plain_line(s),
        Value::Number(n) => n.to_string(),
        _ => return None,
    };
    Some(text).filter(|t| !t.is_empty() && !t.starts_with("(:"))
}

/// The same for one field of an object.
pub(super) fn read_field(of: &Value, name: &str) -> Option<String> {
    read_text(of.get(name))
}

/// The elements of a list; one thing that is no list is a list of one (XML turned into JSON does that).
pub(super) fn list_elements(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(all)) => all,
        None | Some(Value::Null) => &[],
        Some(one) => std::slice::from_ref(one),
    }
}

/// Every text of a list of texts.
pub(super) fn read_texts(value: Option<&Value>) -> Vec<String> {
    list_elements(value).iter().filter_map(|v| read_text(Some(v))).collect()
}

/// A date in Crossref's `date-parts`, as far as it makes sense: what is null, missing or impossible is not invented.
pub(super) fn read_date_parts(value: Option<&Value>) -> Option<PartialDate> {
    let parts = list_elements(value?.get("date-parts")).first().map(|first| list_elements(Some(first)))?;
    let part = |at: usize| parts.get(at).and_then(|v| v.as_i64().or_else(|| v.as_str()?.trim().parse().ok()));
    let lengths = [(part(1), part(2)), (part(1), None), (None, None)];
    lengths.into_iter().find_map(|(month, day)| PartialDate::from_parts(part(0), month, day).ok())
}

/// A date in text: `2024-01-02T03:04:05Z`, `2008 Dec 12`, `2019 Nov-Dec`, `2019`.
pub(super) fn read_date(value: Option<&Value>) -> Option<PartialDate> {
    read_text(value).and_then(|t| PartialDate::parse_loose(&t))
}

/// Names in CSL's and Crossref's shapes; one that cannot be read leaves the others standing.
pub(super) fn read_names(value: Option<&Value>) -> Vec<Name> {
    let clean = |part: Option<String>| part.map(|p| to_plain_line(&p)).filter(|p| !p.is_empty());
    let names = list_elements(value).iter().filter_map(|v| serde_json::from_value::<Name>(v.clone()).ok());
    let names = names.map(|n| Name {
        family: clean(n.family),
        given: clean(n.given),
        suffix: clean(n.suffix),
        literal: clean(n.literal),
        ..n
    });
    names.filter(|n| !n.short_name().is_empty()).collect()
}

/// A title with its subtitle, unless the title already holds it.
pub(super) fn with_subtitle(title: Option<String>, subtitle: Option<String>) -> Option<String> {
    let title = title?;
    Some(match subtitle {
        Some(more) if !title.to_lowercase().contains(&more.to_lowercase()) => {
            format!("{}: {more}", title.trim_end_matches([':', ' ']))
        }
        _ => title,
    })
}

/// ISSNs or ISBNs as an item holds them, a comma between two.
pub(super) fn join_values(values: Vec<String>) -> Option<String> {
    (!values.is_empty()).then(|| values.join(", "))
}

/// An item of a CSL type.
pub(super) fn make_item(kind: &str) -> Item {
    Item { kind: kind.to_owned(), ..Item::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates_are_never_more_precise_than_what_is_registered() {
        for (parts, expected) in [
            (json!([[null]]), None),
            (json!([[]]), None),
            (json!([]), None),
            (json!(null), None),
            (json!([[2023]]), Some("2023")),
            (json!([[2023, 12]]), Some("2023-12")),
            (json!([[2023, 12, 2]]), Some("2023-12-02")),
            (json!([["2023", "12"]]), Some("2023-12")),
            (json!([[2023, 0, 0]]), Some("2023")),
            (json!([[2023, 2, 31]]), Some("2023-02")),
            (json!([2023, 12]), Some("2023")),
            (json!("2023"), Some("2023")),
        ] {
            let date = read_date_parts(Some(&json!({ "date-parts": parts })));
            assert_eq!(date.map(|d| d.to_string()).as_deref(), expected, "{parts}");
        }
        assert_eq!(read_date_parts(Some(&json!([]))), None);
    }
}
