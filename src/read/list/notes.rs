//! Notes at a text's foot: which of them name a source, and which only explain. Several sources in one note are several entries.

use super::unheaded;
use crate::read::piece::Piece;
use crate::read::printed;
use crate::text::lexicon::{REFERENCE_LISTS, WordSet};
use std::sync::LazyLock;

/// With an address alone, a note of more words than this explains.
const FEW: usize = 25;

/// Words that explanations are made of, and titles seldom.
static EXPLAINING: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("explaining"));

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

fn explains(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().filter(|word| EXPLAINING.contains(word)).count() >= 2
        || words().next().is_some_and(|w| EXPLAINING.contains(w))
}

/// The sources that a note names, each as a piece: `Roe B. …; Lee K. …`.
pub(super) fn part_sources(piece: Piece) -> Vec<Piece> {
    let text = piece.text().to_owned();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices("; ") {
        let rest = text.get(at + 2..).unwrap_or_default();
        let next = rest.split("; ").next().unwrap_or(rest);
        let before = text.get(from..at).unwrap_or_default();
        if stands_alone(before) && stands_alone(next) {
            parts.push(piece.part(from, at));
            from = at + 2;
        }
    }
    if parts.is_empty() {
        return vec![piece];
    }
    parts.push(piece.part(from, text.len()));
    parts
}

/// Whether words are an entry without those around them.
fn stands_alone(text: &str) -> bool {
    let parsed = printed::parse(text);
    let item = &parsed.item;
    let has_words = item.title.is_some() || text.split_whitespace().count() >= 3;
    unheaded::is_entry(text) || has_words && (item.doi.is_some() || item.pmid.is_some() || item.url.is_some())
}
