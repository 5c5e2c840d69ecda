//! Effects: what helps, what causes, what does harm, what makes something more likely.

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::lexicon::{CLAIMS, PhraseMatch, Phrases};
use std::sync::LazyLock;

pub(in crate::detect) const SIGNAL: Signal = Signal { find };

fn find(sentence: &Sentence) -> Vec<Reason> {
    let families: [(&Phrases, Mark, &str); 4] = [
        (&RISKS, Mark::Risk, "speaks of a link or risk"),
        (&HARMS, Mark::Harm, "speaks of harm"),
        (&HELPS, Mark::Help, "effect verb"),
        (&CAUSES, Mark::Cause, "cause verb"),
    ];
    let mut reasons = Vec::new();
    for (list, mark, what) in families {
        let hit = list.find(&sentence.tokens).into_iter().find(|h| !is_instruction(sentence, *h));
        reasons.extend(hit.map(|h| Reason::new(mark, what, &sentence.words(h))));
    }
    reasons
}

/// An imperative at the head of a sentence ("Support your back with a pillow") tells what to do, not what it does.
fn is_instruction(sentence: &Sentence, hit: PhraseMatch) -> bool {
    hit.first == 0
        && sentence.tokens.get(hit.after.saturating_sub(1)).is_some_and(|t| !t.word.ends_with('s'))
        && hit.after == 1
}

static HELPS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("effects: helps"));

static CAUSES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("effects: causes"));

static HARMS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("effects: harms"));

static RISKS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("effects: risks"));
