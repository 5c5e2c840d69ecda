//! Reading a number where one begins: digits, words, fractions, "1 in 7", ranges.

use super::lex::{Piece, PieceKind};
use crate::text::lexicon::{QUANTITIES, WordSet};
use std::sync::LazyLock;

/// A number, not yet knowing its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) decimals: u8,
    /// The piece after it.
    pub(super) after: usize,
    pub(super) form: Form,
}

/// How a number is written, which decides what it can count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In digits.
    Digits,
    /// In words, which may be no figure at all ("one of them").
    Words,
    /// As a share of a whole: "two-thirds", "1 in 7"; the values are per cent.
    Share,
    /// "third", "20th".
    Ordinal,
}

/// The number that begins at a piece.
pub(super) fn read_number(pieces: &[Piece], at: usize) -> Option<Number> {
    read_one_of_time(pieces, at).or_else(|| read_share(pieces, at)).or_else(|| {
        let first = read_single(pieces, at)?;
        Some(read_range(pieces, first).unwrap_or(first))
    })
}

/// "Within a year", "half an hour", "half a million".
fn read_one_of_time(pieces: &[Piece], at: usize) -> Option<Number> {
    let word = |i: usize| pieces.get(i).and_then(Piece::word);
    let number = |value: f64, after| Number { low: value, high: value, decimals: 0, after, form: Form::Words };
    let timed = |i: usize| word(i).is_some_and(super::nouns::is_time);
    match (word(at)?, word(at + 1)?) {
        ("half", "a" | "an") if timed(at + 2) => Some(number(0.5, at + 2)),
        ("half", "a") => Some(read_multiplied(pieces, number(0.5, at + 2))).filter(|n| n.low > 1.0),
        ("a" | "an", _) if timed(at + 1) && at.checked_sub(1).and_then(word).is_some_and(|w| PLACING.contains(&w)) => {
            Some(number(1.0, at + 1))
        }
        _ => None,
    }
}

/// Words before "a year" that make it a length of time; "30 minutes a day" is how often.
const PLACING: [&str; 13] =
    ["after", "within", "for", "by", "before", "lasts", "to", "about", "around", "nearly", "almost", "than", "least"];

/// The value of a number in one word.
pub(super) fn find_cardinal(word: &str) -> Option<f64> {
    find_position(&CARDINALS, word).map(|n| n + 1.0)
}

fn read_single(pieces: &[Piece], at: usize) -> Option<Number> {
    let piece = pieces.get(at)?;
    let plain = |value: f64, decimals, after, form| Number { low: value, high: value, decimals, after, form };
    if let Some((value, decimals)) = piece.read_number() {
        let ordinal = pieces
            .get(at + 1)
            .filter(|p| p.glued)
            .and_then(Piece::word)
            .is_some_and(|w| matches!(w, "st" | "nd" | "rd" | "th"));
        let number =
            if ordinal { plain(value, 0, at + 2, Form::Ordinal) } else { plain(value, decimals, at + 1, Form::Digits) };
        return Some(read_multiplied(pieces, add_half(pieces, number)));
    }
    let word = piece.word()?;
    if let Some(n) = find_position(&ORDINALS, word) {
        return Some(plain(n + 1.0, 0, at + 1, Form::Ordinal));
    }
    let (value, after) = read_spelt(pieces, at)?;
    Some(read_multiplied(pieces, add_half(pieces, plain(value, 0, after, Form::Words))))
}

/// "Two and a half".
fn add_half(pieces: &[Piece], number: Number) -> Number {
    let word = |i: usize| pieces.get(number.after + i).and_then(Piece::word);
    let is_half = number.form != Form::Ordinal && (word(0), word(1), word(2)) == (Some("and"), Some("a"), Some("half"));
    match is_half {
        true => {
            Number { low: number.low + 0.5, high: number.high + 0.5, decimals: 1, after: number.after + 3, ..number }
        }
        false => number,
    }
}

/// Numbers in words to ninety-nine.
fn read_spelt(pieces: &[Piece], at: usize) -> Option<(f64, usize)> {
    let word = pieces.get(at)?.word()?;
    if let Some(n) = find_position(&CARDINALS, word) {
        return Some((n + 1.0, at + 1));
    }
    if let Some((_, value)) = LARGE.iter().find(|(name, _)| *name == word) {
        return Some((*value, at + 1));
    }
    let tens = (find_position(&TENS, word)? + 2.0) * 10.0;
    let hyphen = usize::from(pieces.get(at + 1).is_some_and(Piece::is_dash));
    let unit = pieces
        .get(at + 1 + hyphen)
        .and_then(Piece::word)
        .and_then(|w| find_position(&CARDINALS, w))
        .filter(|n| *n < 9.0);
    Some(match unit {
        Some(n) => (tens + n + 1.0, at + 2 + hyphen),
        None => (tens, at + 1),
    })
}

/// Numbers that multiply the one before them, or stand alone: "a thousand dentists".
const LARGE: [(&str, f64); 5] =
    [("dozen", 12.0), ("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9)];

/// "1.2 million".
fn read_multiplied(pieces: &[Piece], mut number: Number) -> Number {
    let next = pieces.get(number.after).and_then(Piece::word);
    let Some((_, times)) = LARGE.iter().find(|(name, _)| Some(*name) == next) else { return number };
    (number.low, number.high, number.after) = (number.low * times, number.high * times, number.after + 1);
    number
}

/// "12–38", "33 to 48.4", "between 16 and 45", "40% to 60%": from the first number on.
fn read_range(pieces: &[Piece], first: Number) -> Option<Number> {
    let sign = usize::from(pieces.get(first.after).is_some_and(|p| p.is_mark('%')));
    let joint = pieces.get(first.after + sign)?;
    // "Between 20 and 40", "between the ages of 20 and 40".
    let mut before = pieces.iter().take(first.after.saturating_sub(1)).rev().map(Piece::word);
    let between = before.find(|word| !matches!(word, Some("the" | "ages" | "age" | "of"))) == Some(Some("between"));
    // "the second and third trimester" spans both; "20 and 30 weeks" does not.
    let and = between || first.form == Form::Ordinal;
    let joins = joint.is_dash() || joint.word() == Some("to") || (and && matches!(joint.word(), Some("and" | "or")));
    // "From week 16 to week 32" names its unit twice.
    let unit_before = |at: usize| {
        at.checked_sub(1).and_then(|i| pieces.get(i)).and_then(Piece::word).filter(|w| super::nouns::is_time(w))
    };
    let at = first.after + sign + 1;
    let twice = unit_before(at + 1).is_some_and(|unit| unit_before(first.after.saturating_sub(1)) == Some(unit));
    let last =
        read_single(pieces, at + usize::from(twice)).filter(|n| joins && n.low >= first.low && n.form == first.form)?;
    Some(Number { high: last.low, decimals: first.decimals.max(last.decimals), ..last })
        .map(|n| Number { low: first.low, ..n })
}

/// A share of a whole: "two-thirds", "half of", "1 in 7", "482 of 500".
fn read_share(pieces: &[Piece], at: usize) -> Option<Number> {
    let per_cent = |part: f64, whole: f64, after: usize| {
        let value = 100.0 * part / whole;
        (whole > 0.0 && part <= whole).then_some(Number {
            low: value,
            high: value,
            decimals: 0,
            after,
            form: Form::Share,
        })
    };
    let word = |i: usize| pieces.get(i).and_then(Piece::word);
    let of = |i: usize| word(i) == Some("of");
    // "Half have pain", "a third of them", "by a quarter", but not "half a tablet" and "a third trial".
    let alone = |i: usize| of(i) || pieces.get(i).is_none_or(|p| p.ends_clause() || p.word().is_some_and(is_verb));
    match word(at) {
        Some("half") if alone(at + 1) || of(at + 2) => return per_cent(1.0, 2.0, at + 1),
        // "Half the patients", but not "half the dose".
        Some("half")
            if super::nouns::names_people(
                pieces,
                at + 1 + usize::from(matches!(word(at + 1), Some("the" | "all"))),
            ) =>
        {
            return per_cent(1.0, 2.0, at + 1);
        }
        Some(w) if alone(at + 1) && at > 0 && word(at - 1) == Some("a") => {
            if let Some(whole) = find_fraction(w).filter(|_| !w.ends_with('s')) {
                return per_cent(1.0, whole, at + 1);
            }
        }
        _ => {}
    }
    let part = read_single(pieces, at).filter(|n| n.form != Form::Ordinal)?;
    if let Some(rate) = read_rate(pieces, part) {
        return per_cent(part.low, rate.low, rate.after);
    }
    if part.decimals > 0 {
        return None;
    }
    let hyphen = usize::from(pieces.get(part.after).is_some_and(Piece::is_dash));
    if let Some(whole) = word(part.after + hyphen).and_then(find_fraction).filter(|_| part.low < 10.0)
        && word(part.after + hyphen + 1) != Some("trimester")
    {
        return per_cent(part.low, whole, part.after + hyphen + 1);
    }
    if let Some(share) = read_slashed_whole(pieces, part) {
        return per_cent(part.low, share.low, share.after);
    }
    let whole_at = match (word(part.after)?, word(part.after + 1)) {
        ("out", Some("of")) if word(part.after + 2) == Some("every") => part.after + 3,
        ("in" | "of", Some("every" | "the")) | ("out", Some("of")) => part.after + 2,
        ("in" | "of", _) => part.after + 1,
        _ => return None,
    };
    // "One in 3" is written as often as "1 in 3"; "one of 34 trials" counts nothing.
    let mixed = word(part.after) != Some("of");
    let whole = read_single(pieces, whole_at)
        .filter(|n| n.form != Form::Ordinal && (mixed || n.form == part.form) && n.decimals == 0 && n.low > 1.0)?;
    let one = part.low == 1.0 && part.form == Form::Digits;
    let is_year = word(part.after) == Some("in") && (1900.0..2100.0).contains(&whole.low) && !one;
    let has_unit =
        pieces.get(whole.after).is_some_and(|p| p.is_mark('%') || p.word().is_some_and(super::nouns::is_time));
    if is_year || has_unit { None } else { per_cent(part.low, whole.low, whole.after) }
}

/// The whole of a rate: "3 per 1,000 births", "one case per million", "1 relapse in every 20"; "10 per 2 units" is none.
fn read_rate(pieces: &[Piece], part: Number) -> Option<Number> {
    let word = |i: usize| pieces.get(i).and_then(Piece::word);
    let joint = (part.after..part.after + 2).find(|i| matches!(word(*i), Some("per" | "in")))?;
    let every = word(joint + 1) == Some("every");
    let per = word(joint) == Some("per");
    let whole = read_single(pieces, joint + 1 + usize::from(every)).filter(|n| n.form != Form::Ordinal)?;
    (per && whole.low >= 100.0 || every && joint > part.after).then_some(whole)
}

/// The whole behind a slash: "5/1,000", "12/40 patients"; but no month of a year, and no blood pressure.
fn read_slashed_whole(pieces: &[Piece], part: Number) -> Option<Number> {
    let slash = pieces.get(part.after).filter(|p| p.is_mark('/') && part.form == Form::Digits)?;
    let whole = read_single(pieces, part.after + 1).filter(|n| n.form == Form::Digits && n.decimals == 0)?;
    let round = [100.0, 1e3, 1e4, 1e5, 1e6].contains(&whole.low);
    let fits = slash.glued && (round || whole.low >= 10.0 && super::nouns::names_people(pieces, whole.after));
    let dated = pieces.get(whole.after).is_some_and(|p| p.is_mark('/'));
    (fits && !dated).then_some(whole)
}

/// What people do of whom there are a half or a third.
fn is_verb(word: &str) -> bool {
    static VERBS: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("verbs after a share"));
    VERBS.contains(word)
}

/// The whole that a fraction's name divides: "thirds" is 3.
fn find_fraction(word: &str) -> Option<f64> {
    const NAMES: [&str; 8] = ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "tenth"];
    const WHOLES: [f64; 8] = [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0];
    let singular = word.strip_suffix('s').unwrap_or(word);
    NAMES.iter().position(|n| *n == singular).and_then(|i| WHOLES.get(i)).copied()
}

static CARDINALS: LazyLock<&[&str]> = LazyLock::new(|| QUANTITIES.entries("cardinals"));
static ORDINALS: LazyLock<&[&str]> = LazyLock::new(|| QUANTITIES.entries("ordinals"));
static TENS: LazyLock<&[&str]> = LazyLock::new(|| QUANTITIES.entries("tens"));

fn find_position(list: &[&str], word: &str) -> Option<f64> {
    u8::try_from(list.iter().position(|w| *w == word)?).ok().map(f64::from)
}

/// Whether a number looks like a year: four digits, no thousands comma.
pub(super) fn is_year(piece: &Piece) -> bool {
    matches!(piece.what, PieceKind::Number { value, decimals: 0, grouped: false } if (1900.0..2100.0).contains(&value) && piece.end - piece.start == 4)
}
