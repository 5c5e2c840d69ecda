//! What governs a word of a sentence from within its own clause: a denial, a question left open, a belief of the past or a wrong
//! one, the report of what others claim. What stands in another clause says nothing of it: "Doctors once thought it useless,
//! but turmeric cures arthritis".

use super::ending::trim_end_markers;
use super::lexicon::{CERTAINTY, PhraseMatch, Phrases};
use super::tokens::Token;
use std::ops::Range;
use std::sync::LazyLock;

/// So many words to each side belong to a clause at most.
const LONGEST: usize = 120;

/// So many words before it can deny or leave open what a word says.
const NEAR: usize = 8;

/// What parts a word from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing, or a mark that parts no clauses.
    None,
    /// A comma.
    Comma,
    /// A semicolon, a dash, the end of a sentence inside a quotation.
    Clause,
}

/// What stands before each word of a sentence.
pub(super) fn find_gaps(sentence: &str, tokens: &[Token]) -> Vec<Gap> {
    let mut chars = sentence.chars();
    let (mut at, mut gaps) = (0u32, Vec::with_capacity(tokens.len()));
    for token in tokens {
        let between = token.start.saturating_sub(at);
        let mut gap = Gap::None;
        for c in chars.by_ref().take(between as usize) {
            gap = match c {
                ';' | '—' | '!' | '?' => Gap::Clause,
                ',' if gap == Gap::None => Gap::Comma,
                _ => gap,
            };
        }
        chars.by_ref().take(token.end.saturating_sub(token.start) as usize).for_each(drop);
        at = token.end;
        gaps.push(gap);
    }
    gaps
}

/// Whether a sentence asks and tells nothing by that, as "Did you know that ginger cures nausea?" does.
pub(crate) fn only_asks(sentence: &str, tokens: &[Token]) -> bool {
    let asks = trim_end_markers(sentence).trim_end_matches(['”', '"', '’', ')', '*']).ends_with('?');
    asks && !holds_any(&TELLS, tokens, 0..tokens.len())
}

/// Whether something in its own clause takes the certainty from a word.
pub(super) fn is_governed(tokens: &[Token], gaps: &[Gap], hit: PhraseMatch) -> bool {
    let clause = find_clause(tokens, gaps, hit);
    let before = clause.start..hit.first;
    let unbroken = (before.clone()).rev().take(NEAR);
    let unbroken = unbroken.take_while(|i| !tokens.get(i + 1).is_some_and(|next| next.after_break)).last();
    let near = unbroken.unwrap_or(hit.first)..hit.first;
    near.clone().any(|at| denies(tokens, at, hit.first))
        || near.clone().any(|at| OPEN.match_at(tokens, at).is_some())
        || near.clone().any(|at| DOUBTS.match_at(tokens, at).is_some() && !is_denied(tokens, at))
        || before.clone().any(|at| UNPROVEN.match_at(tokens, at).is_some())
        || before.clone().any(|at| WRONG.match_at(tokens, at).is_some() && !is_denied(tokens, at))
        || before.clone().any(|at| PAST.match_at(tokens, at).is_some() && !holds_any(&NOW, tokens, at..hit.first))
        || near.clone().any(|at| AGAINST.match_at(tokens, at).is_some())
        || is_reported(tokens, clause)
}

/// What stands behind a word in its own clause.
pub(super) fn find_range_behind(tokens: &[Token], gaps: &[Gap], hit: PhraseMatch) -> Range<usize> {
    hit.after..find_clause(tokens, gaps, hit).end
}

pub(super) fn holds_any(list: &Phrases, tokens: &[Token], mut places: Range<usize>) -> bool {
    places.any(|at| list.match_at(tokens, at).is_some())
}

/// The words of the clause that a word stands in.
pub(super) fn find_clause(tokens: &[Token], gaps: &[Gap], hit: PhraseMatch) -> Range<usize> {
    let gap = |at: usize| gaps.get(at).copied().unwrap_or(Gap::None);
    let starts = |at: usize| gap(at) == Gap::Clause || TURNS.match_at(tokens, at).is_some();
    let earliest = hit.first.saturating_sub(LONGEST);
    let mut from = (earliest..=hit.first).rev().find(|at| starts(*at)).unwrap_or(earliest);
    // "Although it was once thought useless, turmeric cures …": the clause begins behind that comma.
    if CONCEDES.match_at(tokens, from).is_some()
        && let Some(comma) = (from + 1..=hit.first).find(|at| gap(*at) == Gap::Comma)
    {
        from = comma;
    }
    // A comma and "and" part two sentences, unless another comma shows that they end a list: "garlic, onions, and leeks".
    let joins = |at: usize| gap(at) == Gap::Comma && ADDS.match_at(tokens, at).is_some();
    let comma = |at: &usize| gap(*at) == Gap::Comma;
    if let Some(first) = (from + 1..=hit.first).find(comma).filter(|at| joins(*at)) {
        from = first;
    }
    let latest = tokens.len().min(hit.after + LONGEST);
    let mut rest = hit.after..latest;
    let to = rest.find(|at| starts(*at) || joins(*at)).unwrap_or(latest);
    from..to
}

/// Whether the word at a place denies what follows up to another: "no evidence", but not "no doubt", "few people know that".
pub(super) fn denies(tokens: &[Token], at: usize, until: usize) -> bool {
    let Some(denial) = DENIALS.match_at(tokens, at) else { return false };
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let some = word(at) == "few" && at.checked_sub(1).is_some_and(|before| word(before) == "a");
    !some && ONLY.match_at(tokens, at).is_none() && !holds_any(&CERTAIN, tokens, denial.after..until)
}

/// Whether a word is denied right before: "no myth", "not in doubt", "without question".
fn is_denied(tokens: &[Token], at: usize) -> bool {
    (at.saturating_sub(3)..at)
        .any(|before| DENIALS.match_at(tokens, before).is_some() || BEYOND.match_at(tokens, before).is_some())
}

/// Whether a clause passes on what others say.
fn is_reported(tokens: &[Token], mut clause: Range<usize>) -> bool {
    clause.any(|at| match REPORTED.match_at(tokens, at) {
        // "According to the label" is how something is taken.
        Some(hit) => {
            !(tokens.get(at).is_some_and(|t| t.word == "according")
                && holds_any(&DIRECTIONS, tokens, hit.after..hit.after + 4))
        }
        None => false,
    })
}

/// A question that tells: "Did you know that ginger cures nausea?"
static TELLS: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("questions that tell"));

/// Words that begin a clause of its own.
static TURNS: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("clause openers"));

/// Those of them whose clause ends at a comma.
static CONCEDES: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("conceding"));

/// Words that add a sentence behind a comma.
static ADDS: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("adding"));

/// Words that deny what follows them in their clause.
static DENIALS: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("denials"));

/// "Not only safe but cheap" denies nothing.
static ONLY: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("not only"));

/// What makes a denial before it a certainty: "no doubt", "nobody disputes", "few people know that".
static CERTAIN: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("denied into certainty"));

/// Words before "doubt" that take it away.
static BEYOND: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("beyond doubt"));

/// Words before a word in its clause that leave it open.
static OPEN: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("left open"));

/// The same, unless they are denied.
static DOUBTS: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("doubts"));

/// What says that something is a belief of the past.
static PAST: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("in the past"));

/// What leads from the past to today.
static NOW: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("nowadays"));

/// What says that nothing shows it.
static UNPROVEN: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("unproven"));

/// What says that a belief is wrong.
static WRONG: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("wrong beliefs"));

/// What says it of the words up to the next comma.
static AGAINST: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("contrary"));

/// What passes on what others claim, at a distance.
static REPORTED: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("reported"));

/// What something is taken according to.
static DIRECTIONS: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("directions for use"));
