//! Sources: named ones ("a 2023 review found") and those without a name ("research shows").

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::lexicon::{CLAIMS, Phrases};
use crate::text::wording::{find_named_source, find_vague_sources};
use std::sync::LazyLock;

pub(in crate::detect) const SIGNAL: Signal = Signal { find };

fn find(sentence: &Sentence) -> Vec<Reason> {
    let named = find_named_source(sentence.text).map(|s| Reason::new(Mark::NamedStudy, "names a study", &s.text));
    let cited = CITED.find(&sentence.tokens).into_iter().map(|h| {
        let words = sentence.words(h);
        Reason::new(Mark::NamedStudy, "names a source", &words)
    });
    let mut reasons: Vec<Reason> = named.into_iter().chain(cited).collect();
    if reasons.is_empty() {
        let vague = find_vague_sources(sentence.text);
        reasons.extend(
            vague.iter().map(|w| Reason::new(Mark::VagueStudy, "speaks of a source without naming it", &w.word)),
        );
    }
    reasons
}

/// Sources by authority or by author.
static CITED: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("studies: cited"));
