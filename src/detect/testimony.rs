//! Testimonies: somebody tells that something rid them of an illness.

use super::sentence::{LISTS, Words};
use crate::text::lexicon::{CLAIMS, PhraseMatch, Phrases};
use std::sync::LazyLock;

static TESTIFYING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: testimonies"));
static THANKING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: testimonies by thanks"));

/// Whether somebody bears witness in a sentence that something rid them of an illness: “Turmeric cured my arthritis,” says Ann.
pub fn testifies(sentence: &str) -> bool {
    is_testimony(&Words::new(sentence))
}

/// The same of words that were read.
pub(super) fn is_testimony(words: &Words) -> bool {
    const WITNESSES: [&str; 7] = ["i", "me", "my", "mine", "our", "us", "we"];
    let is_own = words.tokens.iter().any(|token| WITNESSES.contains(&token.word.as_str()));
    let is_illness = |list: &str| matches!(list, "health: diseases" | "health: symptoms");
    let holds = |list: &Phrases| !list.find(&words.tokens).is_empty();
    is_own
        && words.listed.iter().any(|entry| is_illness(LISTS.name(entry.list)))
        && holds(&TESTIFYING)
        && (holds(&THANKING) || TESTIFYING.find(&words.tokens).into_iter().any(|hit| is_doing(words, hit)))
}

/// Whether something did it to the witness: "cured my arthritis", and neither "I cured" nor "my pain ended".
fn is_doing(words: &Words, hit: PhraseMatch) -> bool {
    const NO_DOERS: [&str; 9] = ["i", "we", "my", "our", "and", "who", "that", "never", "not"];
    const OWNED: [&str; 6] = ["my", "our", "me", "us", "all", "every"];
    let is_one_of = |at: Option<usize>, list: &[&str]| {
        at.and_then(|at| words.tokens.get(at)).is_some_and(|token| list.contains(&token.word.as_str()))
    };
    let before = hit.first.checked_sub(1);
    before.is_some() && !is_one_of(before, &NO_DOERS) && is_one_of(Some(hit.after), &OWNED)
}
