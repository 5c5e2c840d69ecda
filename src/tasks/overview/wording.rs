//! The article's text, cut where claims begin and end.

use crate::model::{BlockKind, Snapshot};
use crate::text::CharIndex;
use std::collections::BTreeSet;

/// A block of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBlock {
    /// What it is for.
    pub kind: BlockKind,
    /// Heading level, depth of a list item, or 1 for the head of a table.
    pub level: u8,
    /// Its text in pieces.
    pub pieces: Vec<TextPiece>,
    /// The claims that begin here, in order, each where it is worded first.
    pub claims: Vec<usize>,
}

/// A stretch of text that belongs to the same claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPiece {
    /// The text.
    pub text: String,
    /// The claims that it words, by their places in the overview.
    pub claims: Vec<usize>,
    /// Of those, the ones whose words end with it.
    pub ends: Vec<usize>,
    /// It is a marker of a reference.
    pub is_marker: bool,
}

/// Cuts the newest version's text at the places of each claim.
pub(super) fn cut_text<'p>(snapshot: &Snapshot, claims: impl Iterator<Item = &'p [(u32, u32)]>) -> Vec<TextBlock> {
    let Some(version) = &snapshot.version else { return Vec::new() };
    let index = CharIndex::new(&version.text);
    let mut spans: Vec<(u32, u32, usize)> = Vec::new();
    for (at, places) in claims.enumerate() {
        spans.extend(places.iter().map(|(start, end)| (*start, *end, at)));
    }
    spans.sort_unstable();
    let mut shown = BTreeSet::new();
    let blocks = version.blocks.0.iter().map(|block| {
        let within = |span: &&(u32, u32, usize)| span.0 < block.end && span.1 > block.start;
        let here: Vec<(u32, u32, usize)> = spans.iter().filter(within).copied().collect();
        let marks = block.marks_within(block.start, block.end);
        let mut cuts: BTreeSet<u32> = BTreeSet::from([block.start, block.end]);
        let inner = here.iter().map(|(start, end, _)| (*start, *end)).chain(marks.iter().copied());
        cuts.extend(inner.flat_map(|(start, end)| [start, end]).filter(|at| (block.start..block.end).contains(at)));
        let cuts: Vec<u32> = cuts.into_iter().collect();
        let pieces = cuts.windows(2).filter_map(|pair| {
            let [from, to] = *pair else { return None };
            let covering = here.iter().filter(|(start, end, _)| *start <= from && to <= *end);
            let mut claims: Vec<usize> = covering.clone().map(|(.., claim)| *claim).collect();
            claims.dedup();
            Some(TextPiece {
                text: index.slice(from, to).to_owned(),
                ends: covering.filter(|(_, end, _)| *end == to).map(|(.., claim)| *claim).collect(),
                claims,
                is_marker: marks.iter().any(|(start, end)| *start <= from && to <= *end),
            })
        });
        let begun = here.iter().filter(|(start, ..)| *start >= block.start).map(|(.., claim)| *claim);
        TextBlock {
            kind: block.kind,
            level: block.level,
            pieces: pieces.collect(),
            claims: begun.filter(|claim| shown.insert(*claim)).collect(),
        }
    });
    blocks.collect()
}
