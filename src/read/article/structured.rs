//! What a file tells search engines in its structured data (JSON-LD) and shows nowhere else: the answers of a list of questions, what
//! customers are said to think, descriptions. People read it beside the article's address.

use super::beside::UnreadLine;
use super::cursor::Cursor;
use crate::text::markup::to_plain_line;
use serde_json::Value;

/// Fields whose words are shown.
const SHOWN: &[&str] = &["abstract", "description", "disambiguatingDescription", "reviewBody", "slogan", "text"];
/// So many values are looked at, and so many lines are told.
const VALUES: usize = 5_000;
const LINES: usize = 500;

/// Parses what a script holds; comments around it and line breaks within strings are common.
pub(super) fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim_end_matches(';').trim();
    let flat = || text.replace(|c: char| c.is_control(), " ");
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&flat())).ok()
}

/// Whether a script of this type holds structured data.
pub(super) fn is_structured(kind: &str) -> bool {
    kind.to_ascii_lowercase().starts_with("application/ld+json")
}

/// The lines of structured data that begins at a byte of the file that a cursor goes through.
pub(super) fn list_lines(cursor: &mut Cursor<'_>, byte: usize, data: &str) -> Vec<UnreadLine> {
    let Some(whole) = parse(data) else { return Vec::new() };
    let mut words: Vec<&str> = Vec::new();
    let mut open: Vec<(&str, &Value)> = vec![("", &whole)];
    let mut seen = 0;
    while let Some((field, value)) = open.pop().filter(|_| seen < VALUES) {
        seen += 1;
        match value {
            Value::String(text) if SHOWN.contains(&field) => words.push(text),
            Value::Array(all) => open.extend(all.iter().rev().map(|one| (field, one))),
            Value::Object(thing) => open.extend(thing.iter().rev().map(|(field, one)| (field.as_str(), one))),
            _ => {}
        }
    }
    // Values come in the order of the file, so that none stands before the last.
    let mut reached = 0;
    let lines = words.into_iter().take(LINES).filter_map(|text| {
        // Up to a sign that JSON may write in several ways.
        let plain = text.split(|c: char| c == '"' || c == '\\' || c == '/' || c.is_control() || !c.is_ascii()).next();
        let found = plain.filter(|plain| plain.contains(' ')).and_then(|plain| data.get(reached..)?.find(plain));
        reached += found.unwrap_or_default();
        UnreadLine::find(cursor, byte + found.map_or(0, |_| reached), &to_plain_line(text))
    });
    lines.collect()
}
