//! Words that are struck out. The printed page takes them back, so they are no part of the text; that some were left out is
//! told once.

use crate::read::entry::Note;
use std::ops::Range;

/// Elements that strike out what they hold.
const STRIKING: &[&str] = &["del", "s", "strike"];

/// What is struck out at the place that has been reached in a file.
#[derive(Debug, Default)]
pub(super) struct Striking {
    /// Marks of the format that are open.
    depth: u32,
    /// Elements that are open, and whether they strike.
    elements: Vec<(String, bool)>,
    /// Where the last of each element is closed; one that is never closed strikes nothing.
    closed_at: Vec<(&'static str, usize)>,
    /// Lines with words that were left out.
    lines: Vec<u32>,
}

impl Striking {
    pub(super) fn from_body(body: &str) -> Self {
        let lower = body.to_ascii_lowercase();
        let last = |name: &'static str| Some((name, lower.rfind(&format!("</{name}"))?));
        let closed_at = STRIKING.iter().copied().chain(["span"]).filter_map(last).collect();
        Self { closed_at, ..Self::default() }
    }

    pub(super) fn open(&mut self) {
        self.depth += 1;
    }

    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    pub(super) fn is_on(&self) -> bool {
        self.depth > 0 || self.elements.iter().any(|(_, strikes)| *strikes)
    }

    /// Takes note of a tag of HTML at a place of the body.
    pub(super) fn take_tag(&mut self, tag: &str, byte: usize) {
        let lower = tag.to_ascii_lowercase();
        let inside = lower.trim_start_matches('<').trim_end_matches(['>', '/']);
        let (closes, rest) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        let Some((_, last)) = self.closed_at.iter().find(|(known, _)| *known == name) else { return };
        if closes {
            if let Some(at) = self.elements.iter().rposition(|(open, _)| *open == name) {
                self.elements.remove(at);
            }
        } else if byte < *last && self.elements.len() < 100 {
            let strikes = name != "span" || lower.contains("line-through");
            self.elements.push((name, strikes));
        }
    }

    /// Takes note that words of a line are left out.
    pub(super) fn leave_out(&mut self, line: u32) {
        if self.lines.last() != Some(&line) {
            self.lines.push(line);
        }
    }

    pub(super) fn into_note(self) -> Option<Note> {
        note_lines(&self.lines, "line")
    }
}

/// One note on all lines that lost words, or whatever is counted in a file.
pub(super) fn note_lines(lines: &[u32], what: &str) -> Option<Note> {
    /// More lines than this are counted.
    const NAMED: usize = 8;
    let (first, rest) = lines.split_first()?;
    let named: Vec<String> = rest.iter().take(NAMED).map(u32::to_string).collect();
    let more = rest.len().saturating_sub(NAMED);
    let also = match (named.len(), more) {
        (0, _) => String::new(),
        (1, _) => format!(", and in {what} {}", named.concat()),
        (_, 0) => format!(", and in {what}s {}", named.join(", ")),
        (_, more) => format!(", and in {what}s {} and {more} more", named.join(", ")),
    };
    Some(Note::new((*first, 1), format!("struck-out words were left out{also}")))
}

/// The parts of a line of plain text that are not struck out, in bytes; the whole where nothing is.
pub(super) fn find_kept(line: &str) -> Vec<Range<usize>> {
    let lower = line.to_ascii_lowercase();
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    // Elements that are closed nowhere behind are not looked for again.
    let mut unclosed: Vec<&str> = Vec::new();
    while let Some(start) = lower.get(at..).and_then(|rest| rest.find(['~', '<'])).map(|i| at + i) {
        let rest = lower.get(start..).unwrap_or_default();
        let length = match rest.starts_with('~') {
            true => measure_tildes(rest),
            false => measure_element(rest, &mut unclosed),
        };
        at = start + length.unwrap_or_else(|| rest.bytes().take_while(|b| *b == b'~').count().max(1));
        if length.is_some() {
            parts.push(from..start);
            from = at;
        }
    }
    parts.push(from..line.len());
    parts
}

/// The length of `~~never~~` at the head of a text.
fn measure_tildes(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("~~")?;
    let words = inner.get(..inner.find('~')?)?;
    let hugs = !words.is_empty() && words.trim() == words;
    (hugs && inner.get(words.len()..)?.starts_with("~~")).then(|| words.len() + 4)
}

/// The length of `<del>never</del>` at the head of a text.
fn measure_element(rest: &str, unclosed: &mut Vec<&str>) -> Option<usize> {
    let name = STRIKING
        .iter()
        .find(|name| rest.get(1..).and_then(|r| r.strip_prefix(**name)).is_some_and(|r| r.starts_with('>')))?;
    if unclosed.contains(name) {
        return None;
    }
    let close = format!("</{name}>");
    let end = rest.find(&close).map(|at| at + close.len());
    if end.is_none() {
        unclosed.push(name);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_struck_is_kept() {
        for (line, want) in [
            ("Heat eases pain.", "Heat eases pain."),
            ("Heat ~~never~~ eases pain.", "Heat  eases pain."),
            ("Heat <del>never</del> eases <S>all</S> pain.", "Heat  eases  pain."),
            ("~~Heat harms.~~", ""),
            ("About ~~ 5 days ~~ or so", "About ~~ 5 days ~~ or so"),
            ("Heat <del>never eases pain.", "Heat <del>never eases pain."),
        ] {
            assert_eq!(find_kept(line).into_iter().map(|part| &line[part]).collect::<String>(), want);
        }
    }

    #[test]
    fn one_note_tells_of_all_lines() {
        assert_eq!(note_lines(&[], "line"), None);
        assert_eq!(note_lines(&[4], "line").unwrap().message, "struck-out words were left out");
        assert_eq!(note_lines(&[4, 7], "line").unwrap().message, "struck-out words were left out, and in line 7");
        assert_eq!(
            note_lines(&[4, 7, 9], "line").unwrap().message,
            "struck-out words were left out, and in lines 7, 9"
        );
    }
}
