//! Safety: what is safe, what to avoid, what is a warning sign.

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::lexicon::{CLAIMS, Phrases};
use std::sync::LazyLock;

pub(in crate::detect) const SIGNAL: Signal = Signal { find };

fn find(sentence: &Sentence) -> Vec<Reason> {
    let families: [(&Phrases, Mark, &str); 2] =
        [(&SAFETY, Mark::Safety, "safety word"), (&SIGNS, Mark::Sign, "speaks of a sign")];
    let mut reasons = Vec::new();
    for (list, mark, what) in families {
        let mut words: Vec<String> = list.find(&sentence.tokens).into_iter().map(|h| sentence.words(h)).collect();
        words.dedup();
        if !words.is_empty() {
            reasons.push(Reason::new(mark, what, &words.join(", ")));
        }
    }
    reasons
}

static SAFETY: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("safety: safety"));

static SIGNS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("safety: signs"));
