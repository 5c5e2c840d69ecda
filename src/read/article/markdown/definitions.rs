//! Definitions of links, `[1]: https://… "Title"`. Where `[1]` alone stands in the text, or the definition in a list of
//! references, the number is a marker and its definition an entry.

use crate::model::BlockKind;
use crate::read::piece::{Link, Piece};
use crate::text::normalise::{FileSpan, count_chars, join_spans};
use pulldown_cmark::RefDefs;
use std::collections::{BTreeSet, VecDeque};

/// A definition whose label is a number.
pub(super) struct Definition {
    pub(super) at: usize,
    pub(super) label: String,
    url: String,
    title: Option<String>,
}

/// The numbered definitions of a body, in order.
pub(super) struct Definitions {
    all: VecDeque<Definition>,
    /// Numbers that stand in the text alone.
    alone: BTreeSet<String>,
    /// Numbers that give words of the text their address, `[heat][1]`.
    linked: BTreeSet<String>,
}

impl Definitions {
    pub(super) fn new(body: &str, defined: &RefDefs<'_>) -> Self {
        let numbered = defined.iter().filter(|(label, definition)| is_number(label) && is_source(&definition.dest));
        let mut all: Vec<Definition> = numbered
            .map(|(label, definition)| Definition {
                at: definition.span.start,
                label: label.to_owned(),
                url: definition.dest.to_string(),
                title: definition.title.as_ref().map(ToString::to_string),
            })
            .collect();
        all.sort_by_key(|definition| definition.at);
        let (alone, linked) = if all.is_empty() { Default::default() } else { find_numbers(body) };
        Self { all: all.into(), alone, linked }
    }

    /// Whether a number's definition is an entry.
    pub(super) fn has(&self, label: &str) -> bool {
        self.alone.contains(label)
    }

    /// Whether a definition waits that stands before a place.
    pub(super) fn is_waiting(&self, byte: usize) -> bool {
        self.all.front().is_some_and(|definition| definition.at < byte)
    }

    /// The next definition that stands before a place.
    pub(super) fn take_next_before(&mut self, byte: usize) -> Option<Definition> {
        if self.is_waiting(byte) { self.all.pop_front() } else { None }
    }

    /// Whether a definition is an entry, in a list of references or not.
    pub(super) fn is_entry(&self, definition: &Definition, in_list: bool) -> bool {
        self.alone.contains(&definition.label) || in_list && !self.linked.contains(&definition.label)
    }
}

impl Definition {
    /// The entry that it is: a note of its own that the number points at.
    pub(super) fn into_piece(self, (line, column): (u32, u32)) -> Piece {
        let title = self.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        let stop = if title.is_some_and(|title| title.ends_with(['.', '?', '!'])) { "" } else { "." };
        let before = title.map(|title| format!("{title}{stop} ")).unwrap_or_default();
        let printed = format!("{before}{}", self.url);
        let mut piece = Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text: &printed, line, column }]));
        let end = count_chars(piece.text());
        let start = end.saturating_sub(count_chars(&self.url));
        piece.links.push(Link { start, end, url: self.url });
        piece.footnote = Some(self.label);
        piece
    }
}

fn is_number(label: &str) -> bool {
    (1..=4).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit())
}

fn is_source(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "doi:", "10."].iter().any(|start| lower.starts_with(start))
}

/// The numbers in square brackets that stand alone, with nothing about them that makes them a part of a link, `[1]`; and those
/// that give words their address, `[words][1]`.
fn find_numbers(body: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut alone, mut linked) = (BTreeSet::new(), BTreeSet::new());
    for (at, _) in body.match_indices('[') {
        let rest = body.get(at + 1..).unwrap_or_default();
        let Some(label) = rest.get(..rest.len().min(6)).unwrap_or_default().split(']').next() else { continue };
        let behind = rest.get(label.len() + 1..).and_then(|behind| behind.chars().next());
        let before = body.get(..at).and_then(|before| before.chars().next_back());
        if !is_number(label) || !rest.get(label.len()..).is_some_and(|r| r.starts_with(']')) {
            continue;
        }
        if before == Some(']') && !body.get(..at).is_some_and(ends_with_number) {
            linked.insert(label.to_owned());
        } else if !matches!(behind, Some('(' | ':')) {
            alone.insert(label.to_owned());
        }
    }
    (alone, linked)
}

/// `[1][2]`: the bracket before holds a number too.
fn ends_with_number(before: &str) -> bool {
    let inside = before.strip_suffix(']').and_then(|inside| inside.rsplit('[').next());
    inside.is_some_and(is_number)
}
