//! Notes at a text's foot: which of them name a source, and which only explain. Several sources in one note are several entries.

use super::unheaded::{self, explains};
use crate::read::piece::Piece;
use crate::read::printed;

/// With an address alone, a note of more words than this explains.
const FEW: usize = 25;

/// Whether a note names a source.
pub(super) fn names_source(piece: &Piece) -> bool {
    let text = piece.text();
    let links: Vec<(&str, &str)> = piece.links.iter().map(|link| ("", link.url.as_str())).collect();
    let parsed = printed::parse_linked(text, &links);
    let item = &parsed.item;
    if item.doi.is_some()
        || item.pmid.is_some()
        || item.pmcid.is_some()
        || item.isbn.is_some()
        || unheaded::is_entry(text)
    {
        return true;
    }
    let words = text.split_whitespace().filter(|word| !word.contains('/')).count();
    if item.url.is_some() {
        return words <= FEW || !explains(text);
    }
    let is_dated = item.issued.is_some() && item.title.is_some() && !item.author.is_empty();
    parsed.confident && is_dated && !explains(text)
}

/// The sources that a note names, each as a piece: `Roe B. …; Lee K. …`.
pub(super) fn split_sources(piece: Piece) -> Vec<Piece> {
    let text = piece.text().to_owned();
    let mut cuts = Vec::new();
    let mut from = 0;
    // "N Engl J Med 2020; 383: 1866": where a volume follows, no source begins.
    let behind = |(at, joint): &(usize, &str)| text.get(at + joint.len()..).unwrap_or_default();
    let begins =
        |joint: &(usize, &str)| behind(joint).starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '‘'));
    let joints: Vec<(usize, &str)> = find_joints(&text).into_iter().filter(begins).collect();
    for (n, (at, joint)) in joints.iter().copied().enumerate() {
        let end = joints.get(n + 1).map_or(text.len(), |(next, _)| *next);
        let next = text.get(at + joint.len()..end).unwrap_or_default();
        let before = text.get(from..at).unwrap_or_default();
        if stands_alone(before) && stands_alone(next) {
            cuts.push((from, at));
            from = at + joint.len();
        }
    }
    if cuts.is_empty() {
        return vec![piece];
    }
    cuts.push((from, text.len()));
    piece.parts(&cuts)
}

/// What may part two sources of a note, and where it stands; of two at one place, the longer.
fn find_joints(text: &str) -> Vec<(usize, &'static str)> {
    const JOINTS: [&str; 8] = ["; see also ", ". See also ", "; cf. ", ". Cf. ", "; see ", ". See ", "; and ", "; "];
    let mut found: Vec<(usize, &str)> =
        JOINTS.iter().flat_map(|joint| text.match_indices(joint).map(|(at, _)| (at, *joint))).collect();
    found.sort_by_key(|(at, joint)| (*at, usize::MAX - joint.len()));
    found.dedup_by_key(|(at, _)| *at);
    found
}

/// Whether words are an entry without those around them.
fn stands_alone(text: &str) -> bool {
    /// No source is longer, in bytes.
    const LONGEST: usize = 4_000;
    if text.len() > LONGEST {
        return false;
    }
    let parsed = printed::parse(text);
    let item = &parsed.item;
    let has_words = item.title.is_some() || text.split_whitespace().count() >= 3;
    unheaded::is_entry(text) || has_words && (item.doi.is_some() || item.pmid.is_some() || item.url.is_some())
}
