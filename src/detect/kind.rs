//! The kind of a claim: what the model says fits best, but where a sentence names its source or tells a figure of the publisher's
//! own. Those two are plain in the words, and too rare to be learned.

use super::model::Scores;
use super::sentence::Words;
use crate::model::{Kind, Word};
use crate::text::lexicon::{CLAIMS, Phrases};
use std::sync::LazyLock;

/// A sentence needs this share of `context` to need no evidence: a claim that is taken for background is overlooked.
const CONTEXT_SHARE: f32 = 0.7;
/// How much all items of a list say of an item's kind, beside its own words: nearly all lists are of one kind ("you are more
/// likely to get it if you are over 50 / have light skin"), and an item of two words says little by itself.
const SIBLING_WEIGHT: f32 = 3.0;
/// How much the claims right before and behind say of a claim's kind, under the same heading: symptoms stand beside symptoms.
const NEIGHBOUR_WEIGHT: f32 = 0.15;
/// A source stands among so many first words of a sentence that is about it.
const FURTHEST_SOURCE: usize = 16;
/// What says which source it is stands at most so many words before it.
const DETERMINER_DISTANCE: usize = 8;
/// What it reports stands at most so many words behind it.
const REPORT_DISTANCE: usize = 8;

/// What speaks for a claim's kind beside its own words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KindHints<'s> {
    /// The scores of the other items of its list.
    pub(super) siblings: &'s [Scores],
    /// Those of the claims right before and behind.
    pub(super) neighbours: &'s [Scores],
    /// Its words leave no doubt ("the safest remedy"): it is never mere background.
    pub(super) is_absolute: bool,
}

/// The kind of a claim, given its scores and what stands around it.
pub(super) fn choose_kind(words: &Words, own: &Scores, hints: KindHints<'_>) -> Kind {
    let context_share = if hints.is_absolute { f32::INFINITY } else { CONTEXT_SHARE };
    if is_own_figure(words) {
        return Kind::Outcome;
    }
    if names_source(words) {
        return Kind::SourceDescription;
    }
    let mut sums = own.kinds;
    for (others, weight) in [(hints.siblings, SIBLING_WEIGHT), (hints.neighbours, NEIGHBOUR_WEIGHT)] {
        let share = weight / others.len().max(1) as f32;
        for other in others {
            sums.iter_mut().zip(other.kinds).for_each(|(sum, kind)| *sum += share * kind);
        }
    }
    let mut ranked: Vec<(f32, Kind)> = sums.into_iter().zip(Kind::ALL.iter().copied()).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all: f32 = ranked.iter().map(|(sum, _)| sum.exp()).sum();
    let kind = ranked.iter().find(|(sum, kind)| *kind != Kind::Context || sum.exp() / all >= context_share);
    kind.map_or(Kind::Context, |(_, kind)| *kind)
}

/// "67% of our members": a figure and the publisher's own people.
fn is_own_figure(words: &Words) -> bool {
    let has_figure = words.tokens.iter().any(|token| matches!(token.word.as_str(), "<n>" | "%"));
    has_figure && !OWN_PEOPLE.find(&words.tokens).is_empty()
}

/// "A 2023 review found that…", "They found that…": a particular source and what it reports.
fn names_source(words: &Words) -> bool {
    let tokens = &words.tokens;
    if CONTINUATIONS.match_at(tokens, 0).is_some() {
        return true;
    }
    let sources = SOURCES.find(tokens).into_iter().filter(|source| source.first <= FURTHEST_SOURCE);
    let determines = |at: usize| DETERMINERS.match_at(tokens, at).is_some();
    let reports = |at: usize| REPORTS.match_at(tokens, at).is_some();
    sources.into_iter().any(|source| {
        (source.first.saturating_sub(DETERMINER_DISTANCE)..source.first).any(determines)
            && (source.after..source.after + REPORT_DISTANCE).any(reports)
    })
}

static SOURCES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: sources"));

static DETERMINERS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: points at one"));

static REPORTS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: reports"));

static CONTINUATIONS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: goes on reporting"));

static OWN_PEOPLE: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: own people and products"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_source_and_a_figure_of_its_own_are_told_by_the_words() {
        for (sentence, source, own) in [
            ("A 2023 review found that walking helps.", true, false),
            ("The Leeds trial followed 300 runners for a year.", true, false),
            ("They found that pain fell by half.", true, false),
            ("Studies show that walking helps.", false, false),
            ("Researchers think that nerves are to blame.", false, false),
            ("The pain shows in the morning.", false, false),
            ("Our members report 67% less pain.", false, true),
            ("Our members come from all over the country.", false, false),
        ] {
            let words = Words::new(sentence);
            assert_eq!((names_source(&words), is_own_figure(&words)), (source, own), "{sentence}");
        }
    }
}
