//! How common something is, and how it goes on, without a figure.

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::lexicon::{CLAIMS, Phrases};
use std::sync::LazyLock;

pub(in crate::detect) const SIGNAL: Signal = Signal { find };

fn find(sentence: &Sentence) -> Vec<Reason> {
    let families: [(&Phrases, Mark, &str); 3] = [
        (&FREQUENCY, Mark::Frequency, "says how common something is"),
        (&OUTLOOK, Mark::Outlook, "says how something goes on"),
        (&HINTS, Mark::Hint, "says how often"),
    ];
    let hits = families.into_iter().filter_map(|(list, mark, what)| {
        let hit = list.find(&sentence.tokens).into_iter().next()?;
        Some(Reason::new(mark, what, &sentence.words(hit)))
    });
    hits.collect()
}

static FREQUENCY: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("frequency: frequency"));

static OUTLOOK: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("frequency: outlook"));

static HINTS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("frequency: hints"));
