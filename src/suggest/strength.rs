//! How likely a suggestion is right, and that in a word. Calibrated on the places of medical summaries of which the right entry is
//! known, over documents: docs/accuracy.md has the table.

use crate::model::Strength;

/// How much more likely a point makes an entry: its logarithm.
pub(super) const DISTINCTION: f64 = 0.3;
/// How many lists follow the text, to one that does not, before their words are looked at.
pub(super) const ORDERLY: f64 = 0.2;
/// The points of what the claim could as well rest on outside the list.
const ELSEWHERE: f64 = 8.0;
/// From here on a suggestion is strong, or fair.
const STRONG: f64 = 0.8;
const FAIR: f64 = 0.3;

/// Entries with their shares, by their points alone.
pub(super) fn to_shares(points: &[(usize, f64)]) -> Vec<(usize, f64)> {
    let best = points.iter().map(|(_, p)| *p).fold(ELSEWHERE, f64::max);
    let weight = |total: f64| (DISTINCTION * (total - best)).exp();
    let all: f64 = points.iter().map(|(_, p)| weight(*p)).sum::<f64>() + weight(ELSEWHERE);
    points.iter().map(|(entry, p)| (*entry, weight(*p) / all)).collect()
}

/// A score in a word.
pub(super) fn choose_strength(score: f64) -> Strength {
    match score {
        s if s >= STRONG => Strength::Strong,
        s if s >= FAIR => Strength::Fair,
        _ => Strength::Weak,
    }
}
