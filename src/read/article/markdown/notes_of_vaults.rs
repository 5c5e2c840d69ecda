//! What note takers such as Obsidian add to Markdown: `[[Note|words]]`, `![[picture.png]]`, `==marked==`, `%%comment%%`. Words
//! stay where they stand, and spaces take the place of the rest. A block may end with a name of its own, `^ref1`, and
//! `[[#^ref1|1]]` leads to it: a marker, where the block is an entry.

use crate::read::piece::{KeyedCitation, Piece};

/// Takes the name that a block ends with as its key, and makes citations of links to such blocks.
pub(super) fn name_block(piece: &mut Piece) {
    let name = piece.text().rsplit_once(" ^").map(|(before, name)| (before.len(), name.to_owned()));
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if let Some((end, name)) = name.filter(|(_, name)| is_name(name)) {
        *piece = piece.slice(0, end);
        piece.key = Some(name);
    }
    for link in piece.links.extract_if(.., |link| link.url.starts_with("#^")) {
        let keys = vec![link.url.trim_start_matches("#^").to_owned()];
        piece.citations.push(KeyedCitation { start: link.start, end: link.end, keys });
    }
}

/// So far a mark reaches, in bytes.
const LONGEST: usize = 2_000;

/// A line without such marks; none where it has none.
pub(super) fn rewrite_line(line: &str) -> Option<String> {
    if !["[[", "==", "%%"].iter().any(|mark| line.contains(mark)) {
        return None;
    }
    // In a note, such a link leads to where somebody keeps the source.
    let is_note = line.trim_start().starts_with("[^");
    let mut out = String::with_capacity(line.len());
    let mut left = line;
    while let Some(c) = left.chars().next() {
        // What nothing closes is looked for at each of its marks, and no further than a mark reaches.
        let rest = left.get(..left.floor_char_boundary(LONGEST)).unwrap_or(left);
        let found = match c {
            '`' => measure_code(rest).map(|length| (length, rest.get(..length).unwrap_or_default().to_owned())),
            '!' => read_link(rest.get(1..).unwrap_or_default())
                .map(|(length, _)| (length + 1, " ".repeat(count_chars_before(rest, length + 1)))),
            '[' => read_link(rest).map(|(length, words)| match is_note && words.contains('/') {
                true => (length, " ".repeat(count_chars_before(rest, length))),
                false => (length, words),
            }),
            '=' => find_between(rest, "==").map(|(length, words)| (length, format!("  {words}  "))),
            '%' => find_between(rest, "%%").map(|(length, _)| (length, " ".repeat(count_chars_before(rest, length)))),
            _ => None,
        };
        let (length, words) = found.unwrap_or_else(|| (c.len_utf8(), c.to_string()));
        out.push_str(&words);
        left = left.get(length..).unwrap_or_default();
    }
    Some(out)
}

fn count_chars_before(text: &str, bytes: usize) -> usize {
    text.get(..bytes).map_or(0, |text| text.chars().count())
}

/// The bytes of a span of code at the head of a text.
fn measure_code(text: &str) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mark = text.get(..ticks)?;
    text.get(ticks..)?.find(mark).map(|at| at + 2 * ticks)
}

/// `[[Note|words]]`: its bytes, and its words in their columns. A number that is a link is no note, and a key stays one.
fn read_link(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix("[[")?;
    let end = inner.find("]]").filter(|end| *end > 0)?;
    let (name, length) = (inner.get(..end)?, end + 4);
    if let Some((block, words)) = name.strip_prefix("#^").and_then(|named| named.split_once('|')) {
        return Some((length, format!("[{words}](#^{block})  ")));
    }
    let is_marker =
        name.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–' | ' ')) || name.contains(['[', '^']);
    if is_marker || text.get(length..)?.starts_with('(') || name.eq_ignore_ascii_case("toc") || name == "_TOC_" {
        return None;
    }
    if name.starts_with('@') {
        return Some((length, format!(" [{name}] ")));
    }
    let words = name.rsplit('|').next().unwrap_or(name);
    let before = count_chars_before(name, name.len() - words.len()) + 2;
    Some((length, format!("{}{words}  ", " ".repeat(before))))
}

/// Words between two marks, with its bytes: they begin and end with no space.
fn find_between<'t>(text: &'t str, mark: &str) -> Option<(usize, &'t str)> {
    let inner = text.strip_prefix(mark)?;
    let words = inner.get(..inner.find(mark)?)?;
    let is_tight = |words: &str| !words.is_empty() && words.trim() == words && !words.starts_with('=');
    (is_tight(words) || mark == "%%").then_some((words.len() + 2 * mark.len(), words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_closes_is_left_and_takes_time_that_grows_with_it() {
        for mark in ["[[é", "![[", "==a", "%%", "`=="] {
            let line = format!("%% {}", mark.repeat(30_000));
            assert!(rewrite_line(&line).is_some_and(|plain| plain.len() >= line.len() / 2), "{mark}");
        }
        assert_eq!(rewrite_line("==Knees== and [[Hip|hips]]").as_deref(), Some("  Knees   and       hips  "));
    }
}
