//! How common something is, and how it goes on, without a figure.

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::phrases::Phrases;
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

static FREQUENCY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "is common, are common, is very common, are very common, is so common, more common, most common, less \
         common, is rare, are rare, rarely, uncommon, commonly, most women, many women, most people, many people, \
         most adults, many adults, most patients, many patients, most children, most pregnant, many pregnant, \
         majority of, prevalence, incidence, is widespread, one of the leading, leading cause, affects many, \
         affects most, millions of",
    )
});

static OUTLOOK: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "goes away, go away, resolves, resolve on its own, resolve within, gets better, get better on its own, \
         clears up, clear up, recovery takes, recover within, recovers, usually improves, usually improve, heal \
         within, heals within, lasts for, last for, comes back, recurs, returns to normal, become chronic, \
         becomes chronic, long term effects, prognosis",
    )
});

static HINTS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::from_list("often, usually, sometimes, typically, frequently, tend to, tends to"));
