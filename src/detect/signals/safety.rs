//! Safety: what is safe, what to avoid, what is a warning sign.

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::phrases::Phrases;
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

static SAFETY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "safe, safely, safer, safest, unsafe, avoid, avoided, avoiding, do not, dont take, dont use, dont apply, \
         dont lift, dont exceed, never take, never use, must not, should not, shouldnt, stop taking, stop using, \
         not recommended, isnt recommended, arent recommended, contraindicat*, warning, caution, no side effects, \
         allerg*, interact with, may be used, can be used, not suitable",
    )
});

static SIGNS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "red flag, red flags, warning sign, warning signs, sign of, signs of, symptom of, symptoms of, watch for, \
         watch out for, could mean, may mean, can mean, could indicate, may indicate, can indicate, indicates, \
         could signal, may signal, is diagnosed, are diagnosed, diagnosed with, diagnosed by, seek medical \
         attention, seek medical help, seek emergency, seek immediate, medical emergency, call 911, any of these \
         symptoms, these symptoms, get medical help",
    )
});
