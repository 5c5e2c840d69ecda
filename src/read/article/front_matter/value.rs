//! The values before a text, whichever of three languages they are written in.

use serde_json::{Map, Value};

/// Reads YAML, TOML or JSON by the fence that was found. An error names its line within the words, from 1.
pub(super) fn read(fence: &str, words: &str) -> Result<Map<String, Value>, (u32, String)> {
    if fence.is_empty() {
        return Ok(read_lines(':', words));
    }
    let read = match fence {
        "+++" => from_toml(words),
        "{" => serde_json::from_str(words).map_err(|e| (e.line() as u32, e.to_string())),
        _ => from_yaml(words),
    };
    match read? {
        Value::Object(fields) => Ok(fields),
        Value::Null => Ok(Map::new()),
        _ => Err((1, "it holds no fields".to_owned())),
    }
}

fn from_yaml(words: &str) -> Result<Value, (u32, String)> {
    let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(words);
    read.map(convert_yaml).map_err(|e| (e.location().map_or(1, |at| at.line() as u32), e.to_string()))
}

/// Without tags such as `!r`, and with keys that are numbers as words.
fn convert_yaml(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(yes) => Value::Bool(yes),
        Yaml::Number(number) => serde_json::to_value(number).unwrap_or_default(),
        Yaml::String(words) => Value::String(words),
        Yaml::Sequence(all) => Value::Array(all.into_iter().map(convert_yaml).collect()),
        Yaml::Mapping(fields) => Value::Object(
            fields.into_iter().map(|(key, value)| (to_words(&convert_yaml(key)), convert_yaml(value))).collect(),
        ),
        Yaml::Tagged(tagged) => convert_yaml(tagged.value),
    }
}

fn from_toml(words: &str) -> Result<Value, (u32, String)> {
    let read: Result<toml::Table, _> = words.parse();
    read.map(|fields| convert_toml(toml::Value::Table(fields))).map_err(|e| {
        let before = e.span().and_then(|span| words.get(..span.start)).unwrap_or_default();
        (before.matches('\n').count() as u32 + 1, e.message().to_owned())
    })
}

fn convert_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(words) => Value::String(words),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => Value::Bool(yes),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(all) => Value::Array(all.into_iter().map(convert_toml).collect()),
        toml::Value::Table(fields) => {
            Value::Object(fields.into_iter().map(|(key, value)| (key, convert_toml(value))).collect())
        }
    }
}

/// A value in words; empty for what holds others.
pub(super) fn to_words(value: &Value) -> String {
    match value {
        Value::String(words) => words.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Lines of `key: value` in a head that its language refuses, such as an unquoted `title: Knees: what helps`.
pub(super) fn read_lines(separator: char, words: &str) -> Map<String, Value> {
    let simple = words.lines().filter_map(|line| line.split_once(separator));
    let simple = simple.filter(|(key, _)| !key.starts_with([' ', '\t', '#', '-']));
    let value = |value: &str| value.trim().trim_matches(['"', '\'']).to_owned();
    simple
        .map(|(key, printed)| (key.trim().to_owned(), value(printed)))
        .filter(|(_, value)| !value.is_empty() && !value.starts_with(['[', '{', '|', '>']))
        .map(|(key, value)| (key, Value::String(value)))
        .collect()
}
