//! Advice that somebody stands behind: "is recommended", "it’s best to", "guidelines advise".

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::lexicon::{CLAIMS, Phrases};
use std::sync::LazyLock;

pub(in crate::detect) const SIGNAL: Signal = Signal { find };

fn find(sentence: &Sentence) -> Vec<Reason> {
    let families: [(&Phrases, Mark); 2] = [(&ADVICE, Mark::Advice), (&HINTS, Mark::Hint)];
    let hits = families.into_iter().filter_map(|(list, mark)| {
        let hit = list.find(&sentence.tokens).into_iter().next()?;
        Some(Reason::new(mark, "advice", &sentence.words(hit)))
    });
    hits.collect()
}

static ADVICE: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("advice: advice"));

/// Words that tell what to do, and say too little alone.
static HINTS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("advice: hints"));
