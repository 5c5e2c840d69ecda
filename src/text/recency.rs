//! Words that call what a sentence rests on new: "recent research", "the latest guidelines", "recently found". What is new to
//! somebody ("before you take a new medicine", "new mothers") is none of it.

use super::governing::{denies, only_asks};
use super::is_stop_word;
use super::lexicon::{PhraseMatch, Phrases, WORDING};
use super::tokens::{Token, scan};
use super::wording::{FoundWord, make_found_word};
use std::sync::LazyLock;

/// So many words may stand between "new" and what is new: "the latest clinical guidelines".
const BETWEEN: usize = 2;

/// The words of a sentence that call a source or a treatment new.
pub fn find_recency_words(sentence: &str) -> Vec<FoundWord> {
    let tokens = scan(sentence);
    if only_asks(sentence, &tokens) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let hit = match_word(&tokens, at).or_else(|| DONE.match_at(&tokens, at));
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        at = hit.after;
        let denied = (hit.first.saturating_sub(3)..hit.first).any(|before| denies(&tokens, before, hit.first));
        if !denied {
            found.extend(make_found_word(&tokens, hit.first, hit.after));
        }
    }
    found
}

/// A word of newness with what it is said of.
fn match_word(tokens: &[Token], at: usize) -> Option<PhraseMatch> {
    let new = NEW.match_at(tokens, at)?;
    let unbroken = |at: usize| tokens.get(at).is_some_and(|t| !t.after_break);
    let passed = |at: usize| tokens.get(at).is_some_and(|t| !is_stop_word(&t.word));
    let noun = (new.after..=new.after + BETWEEN)
        .take_while(|at| unbroken(*at) && (new.after..*at).all(passed))
        .find(|at| SAID_OF.match_at(tokens, *at).is_some())?;
    (!is_new_to_somebody(tokens, at)).then_some(PhraseMatch { first: at, after: noun + 1, ..new })
}

/// "Before you start a new medicine".
fn is_new_to_somebody(tokens: &[Token], at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|before| TO_SOMEBODY.match_at(tokens, before).is_some())
}

/// Words of newness.
static NEW: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("recency words"));

/// The same of what was done.
static DONE: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("recently"));

/// What such a word is said of.
static SAID_OF: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("what is new"));

/// What makes it new to somebody.
static TO_SOMEBODY: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("new to somebody"));
