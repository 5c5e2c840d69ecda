//! What a Markdown file shows beside its text: the words of its front matter, what stands in for pictures, buttons, what it hands to the
//! components of a site, what it shows without scripts, and what it tells search engines.

use crate::read::article::beside::UnreadLine;
use crate::read::article::cursor::Cursor;
use crate::read::article::front_matter;
use crate::read::article::structured::{is_structured, list_lines};
use crate::read::entry::Source;
use crate::text::markup::to_plain;

/// Attributes of elements and of a site's components that are shown as words.
const SHOWN: &[&str] = &[
    "alt",
    "title",
    "text",
    "caption",
    "description",
    "label",
    "content",
    "summary",
    "heading",
    "message",
    "quote",
    "subtitle",
];

/// The lines, in the order of the file.
pub(super) fn read(source: &Source<'_>) -> Vec<UnreadLine> {
    let (shown, head) = front_matter::list_shown(source.text);
    let fields = shown.into_iter().filter(|(_, words)| words.contains(' '));
    let mut lines: Vec<UnreadLine> = fields.map(|(line, words)| UnreadLine { words, line, column: 1 }).collect();
    let mut at = head;
    let mut cursor = Cursor::new(source.text, 1);
    for row in source.text.get(head..).unwrap_or_default().split_inclusive('\n') {
        let found = find_alternatives(row).chain(find_attributes(row)).chain(find_buttons(row));
        lines.extend(found.filter_map(|(byte, words)| UnreadLine::find(&mut cursor, at + byte, words)));
        at += row.len();
    }
    let scripts = find_elements(source.text, "script").into_iter().filter(|(tag, ..)| is_structured(find_type(tag)));
    lines.extend(scripts.flat_map(|(_, byte, data)| list_lines(&mut cursor, byte, data)));
    let instead = find_elements(source.text, "noscript").into_iter();
    lines.extend(instead.filter_map(|(_, byte, words)| {
        let skipped = words.len() - words.trim_start().len();
        UnreadLine::find(&mut cursor, byte + skipped, &to_plain(words))
    }));
    lines.sort_by_key(|line| (line.line, line.column));
    lines
}

/// What elements of a name hold: their tag, where the rest begins, and that.
fn find_elements<'t>(text: &'t str, name: &str) -> Vec<(&'t str, usize, &'t str)> {
    let is_tag = |at: usize, opened: &str| {
        let named = text.get(at + opened.len()..).and_then(|behind| behind.get(..name.len()));
        named.is_some_and(|named| named.eq_ignore_ascii_case(name))
    };
    let mut found = Vec::new();
    let mut at = 0;
    let next = |at: usize, sign: &str| Some(at + text.get(at..)?.find(sign)?);
    while let Some(open) = next(at, "<") {
        at = open + 1;
        if !is_tag(open, "<") {
            continue;
        }
        let Some(from) = next(open, ">").map(|end| end + 1) else { break };
        let mut closes = text.get(from..).unwrap_or_default().match_indices("</").map(|(end, _)| from + end);
        let Some(end) = closes.find(|end| is_tag(*end, "</")) else { break };
        found.extend(text.get(open..from).zip(text.get(from..end)).map(|(tag, held)| (tag, from, held)));
        at = end;
    }
    found
}

/// The type that a tag gives.
fn find_type(tag: &str) -> &str {
    let behind = tag.split_once("type=").map_or("", |(_, behind)| behind);
    behind.trim_start_matches(['"', '\'']).split(['"', '\'', ' ', '>']).next().unwrap_or_default()
}

/// What stands in for pictures: `![words](file)`.
fn find_alternatives(row: &str) -> impl Iterator<Item = (usize, &str)> {
    row.match_indices("![").filter_map(|(at, open)| {
        let from = at + open.len();
        let words = row.get(from..)?.split_once(']')?.0;
        Some((from, words))
    })
}

/// Words that an element or a component is handed: `<Callout text="words">`, `{{< callout text="words" >}}`.
fn find_attributes(row: &str) -> impl Iterator<Item = (usize, &str)> {
    let holds_any = row.contains('<') || row.contains("{{") || row.contains("{%");
    row.match_indices("=\"").filter(move |_| holds_any).filter_map(|(at, open)| {
        let name = row.get(..at)?.rsplit(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let from = at + open.len();
        let words = row.get(from..)?.split_once('"')?.0;
        SHOWN.contains(&name.to_ascii_lowercase().as_str()).then_some((from, words))
    })
}

/// What is on buttons.
fn find_buttons(row: &str) -> impl Iterator<Item = (usize, &str)> {
    row.match_indices("<button").filter_map(|(at, _)| {
        let from = at + row.get(at..)?.find('>')? + 1;
        let words = row.get(from..)?.split_once('<')?.0;
        Some((from, words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_listed_where_it_stands() {
        let text = "---\ntitle: Sore knees\ndescription: \"What helps, and what does not\"\nauthor: Ana Ravindran\nurl: a b\n---\n\n\
            Text.\n\n![Two women walking](a.png)\n\n{{< callout text=\"Red light for knees\" id=\"a b\" >}}\n\n<button class=\"x y\">Book now, pay later</button>\n";
        let lines = read(&Source { text, file_name: "a.md" });
        let told: Vec<(u32, u32, &str)> = lines.iter().map(|l| (l.line, l.column, l.words.as_str())).collect();
        assert_eq!(
            told,
            [
                (2, 1, "Sore knees"),
                (3, 1, "What helps, and what does not"),
                (10, 3, "Two women walking"),
                (12, 19, "Red light for knees"),
                (14, 21, "Book now, pay later"),
            ]
        );
    }
}
