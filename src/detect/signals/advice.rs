//! Advice that somebody stands behind: "is recommended", "it’s best to", "guidelines advise".

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::phrases::Phrases;
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

static ADVICE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "is recommended, are recommended, is also recommended, are also recommended, recommended for, recommend, \
         recommends, recommended by, advise, advises, advised, its best to, it is best to, is advisable, is \
         preferred, first line, gold standard, primary approach, treatment of choice, you should, women should, \
         people should, patients should, adults should, children should, pregnant women should",
    )
});

/// Words that tell what to do, and say too little alone.
static HINTS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list("should, try, consider, aim for, make sure, choose, use, keep, need to, can become")
});
