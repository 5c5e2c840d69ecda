//! Nouns behind a figure: times, people, studies.

use super::lex::Piece;
use crate::text::lexicon::{QUANTITIES, WordSet};
use std::sync::LazyLock;

/// The singular of a unit of time.
pub(super) fn find_time_unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "week" | "weeks" | "wk" | "wks" => "week",
        "month" | "months" | "mo" | "mos" | "mth" | "mths" => "month",
        "day" | "days" | "d" => "day",
        "year" | "years" | "yr" | "yrs" | "y" | "yo" => "year",
        "hour" | "hours" | "hr" | "hrs" | "h" => "hour",
        "minute" | "minutes" | "min" | "mins" => "minute",
        "seconds" | "sec" | "secs" | "s" => "second",
        "trimester" | "trimesters" => "trimester",
        _ => return None,
    })
}

/// Whether a word is a unit of time.
pub(super) fn is_time(word: &str) -> bool {
    find_time_unit(word).is_some()
}

/// What is counted, "12,908 pregnant women", "34 randomised trials", and where the words go on behind it: the noun within
/// three words, and no clause ends before it.
pub(super) fn find_counted(pieces: &[Piece], at: usize) -> Option<(&'static str, usize)> {
    (at..at + 3)
        .map_while(|i| pieces.get(i)?.word().map(|w| (i, w)))
        .take_while(|(_, w)| !matches!(*w, "of" | "in" | "and" | "or" | "for" | "to" | "at"))
        .find_map(|(i, word)| {
            if PEOPLE.contains(word) {
                return Some(("people", i + 1));
            }
            matches!(word, "studies" | "study" | "trials" | "trial" | "rcts" | "reviews" | "articles")
                .then_some(("studies", i + 1))
        })
}

/// Whether people are named here, within three words.
pub(super) fn names_people(pieces: &[Piece], at: usize) -> bool {
    find_counted(pieces, at).is_some_and(|(name, _)| name == "people")
}

/// Whether a word names people.
pub(super) fn is_people(word: &str) -> bool {
    PEOPLE.contains(word)
}

static PEOPLE: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("people"));
