//! Where plain digits in a text may be a marker that was raised once: behind the stop of a sentence, or before it.

use crate::text::citing::is_dash;
use crate::text::lexicon::{QUANTITIES, WordSet};
use std::sync::LazyLock;

/// Short words with a stop behind which a number belongs to them: `no.2`, `vol.2`.
static NUMBERED: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("before a number in brackets"));

/// The longest run of numbers, in characters.
const LONGEST: usize = 40;

/// Where digits stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind a stop that ends a word or closes a bracket, where no figure goes on.
    Certain,
    /// Behind a stop that may belong to an abbreviation, or behind the stop of a year.
    Likely,
    /// Behind a word and its comma.
    BehindComma,
    /// Right behind a word or a per cent sign.
    BeforeStop,
}

/// Where digits that begin at a place stand; none where they are part of a figure, a date or a name.
pub(super) fn find_place(words: &[char], at: usize) -> Option<Place> {
    if !words.get(at)?.is_ascii_digit() {
        return None;
    }
    let before = words.get(..at)?;
    let (last, rest) = before.split_last()?;
    match last {
        '.' | '!' | '?' | '…' => find_behind_stop(rest),
        '”' | '"' | '’' | ')' if rest.last().is_some_and(|c| matches!(c, '.' | '!' | '?')) => Some(Place::Certain),
        ',' => (count(rest, char::is_lowercase) > 3).then_some(Place::BehindComma),
        '%' => Some(Place::BeforeStop),
        _ => (count(before, char::is_lowercase) > 3).then_some(Place::BeforeStop),
    }
}

/// What stands before a stop tells whether digits behind it can belong to anything else.
fn find_behind_stop(before: &[char]) -> Option<Place> {
    let last = *before.last()?;
    if matches!(last, '%' | ')' | ']' | '”' | '"' | '’') {
        return Some(Place::Certain);
    }
    let (small, capitals, digits) =
        (count(before, char::is_lowercase), count(before, char::is_uppercase), count(before, |c| c.is_ascii_digit()));
    let edge = |length: usize| before.len().checked_sub(length + 1).and_then(|i| before.get(i)).copied();
    let is_free = |length: usize| edge(length).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '-' | '/'));
    if small > 3 {
        return Some(Place::Certain);
    }
    if small > 1 {
        let word: String = before.iter().skip(before.len() - small).collect();
        const SHORT: [&str; 12] = ["no", "nos", "vol", "fig", "ch", "sec", "art", "pp", "vs", "dr", "st", "ca"];
        return (!SHORT.contains(&word.as_str()) && !NUMBERED.contains(&word) && is_free(small))
            .then_some(Place::Likely);
    }
    // `COPD.2`, `U.S.2`
    let is_dotted = capitals == 1 && edge(1) == Some('.') && edge(2).is_some_and(char::is_uppercase);
    if is_dotted || capitals > 1 && is_free(capitals) {
        return Some(Place::Likely);
    }
    // `in 2019.2`
    let year: String = before.iter().skip(before.len() - digits.min(before.len())).collect();
    let is_year = digits == 4 && (year.starts_with("19") || year.starts_with("20")) && is_free(4);
    is_year.then_some(Place::Likely)
}

fn count(before: &[char], is: fn(char) -> bool) -> usize {
    before.iter().rev().take(LONGEST).take_while(|c| is(**c)).count()
}

/// The numbers that begin here: `2,3`, `2-4`, `2, 3`; a comma or dash behind the last is none of it.
pub(super) fn read_label(words: &[char]) -> String {
    let mut length = 0;
    while length < LONGEST
        && let Some(c) = words.get(length)
    {
        let next_is_digit = words.get(length + 1).is_some_and(char::is_ascii_digit);
        let is_space = *c == ' ' && length > 0 && words.get(length - 1) == Some(&',') && next_is_digit;
        if !(c.is_ascii_digit() || *c == ',' || is_dash(*c) || is_space) {
            break;
        }
        length += 1;
    }
    let label: String = words.iter().take(length).collect();
    label.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned()
}
