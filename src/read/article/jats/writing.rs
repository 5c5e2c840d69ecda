//! What is written of an article so far.

use crate::model::BlockKind;
use crate::read::article::runs::Runs;
use crate::read::piece::Piece;
use crate::read::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// An article that is being written out as pieces.
pub(super) struct Writing {
    pub(super) pieces: Vec<Piece>,
    pub(super) runs: Runs,
    /// What the entries of the list are numbered, by identifier.
    pub(super) labels: BTreeMap<String, String>,
    /// Notes by their identifiers, and what they are called where the text points at them.
    pub(super) notes: BTreeMap<String, String>,
    /// Notes that stand in the line, with their labels.
    pub(super) inner_notes: Vec<(String, Element)>,
    /// Lines with words that are struck out.
    pub(super) struck: Vec<u32>,
    /// What the next paragraph is.
    pub(super) kind: BlockKind,
    pub(super) depth: u8,
    pub(super) number: Option<String>,
    pub(super) footnote: Option<String>,
}

impl Writing {
    pub(super) fn new(article: &Element) -> Self {
        let number = |entry: &Element, at: usize| {
            let label = entry.child("label").map(Element::words).unwrap_or_default();
            let bare = label.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            if bare.is_empty() { (at + 1).to_string() } else { bare }
        };
        let entries = article.find_descendants("ref").into_iter().enumerate();
        let labels = entries.filter_map(|(at, entry)| Some((entry.attribute("id")?.to_owned(), number(entry, at))));
        Self {
            labels: labels.collect(),
            pieces: Vec::new(),
            runs: Runs::default(),
            notes: BTreeMap::new(),
            inner_notes: Vec::new(),
            struck: Vec::new(),
            kind: BlockKind::Paragraph,
            depth: 0,
            number: None,
            footnote: None,
        }
    }

    /// What a note is called: as it or its mark is labelled, or by its number; two of one name are told apart.
    pub(super) fn note_label(&mut self, id: &str, printed: &str) -> String {
        if let Some(known) = self.notes.get(id) {
            return known.clone();
        }
        let bare = printed.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ' ')).to_owned();
        let taken: BTreeSet<&String> = self.notes.values().collect();
        let label = match bare.is_empty() || taken.contains(&bare) {
            true => (self.notes.len() + 1..).map(|n| n.to_string()).find(|n| !taken.contains(n)).unwrap_or_default(),
            false => bare,
        };
        self.notes.insert(id.to_owned(), label.clone());
        label
    }
}
