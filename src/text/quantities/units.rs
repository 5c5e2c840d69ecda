//! What a number counts in.

use super::lex::{Piece, PieceKind};
use super::measures::find_measure;
use super::nouns::{find_counted, find_time_unit, is_time, names_people};
use super::numbers::{Form, Number, is_year};
use crate::text::lexicon::{QUANTITIES, WordSet};
use std::sync::LazyLock;

/// A unit, and the piece after it.
pub(super) struct Unit {
    pub(super) name: &'static str,
    pub(super) after: usize,
}

/// The unit of a number, looked for after it, then before it. None means that the number is no figure at all, such as
/// the 2 of "type 2 diabetes" or the "one" of "one of them".
pub(super) fn read_unit(pieces: &[Piece], at: usize, number: Number) -> Option<Unit> {
    let before = |n: usize| at.checked_sub(n).and_then(|i| pieces.get(i));
    let word_before = before(1).and_then(Piece::word);
    let here = |name| Some(Unit { name, after: number.after });
    if number.form == Form::Share {
        return here("%");
    }
    if let Some(unit) = read_unit_after(pieces, number) {
        // "one recent study" counts nothing, "one day" is no measure as "half an hour" is, and "one foot on a stool" is a part of the body.
        let is_loose = is_time(unit.name) || matches!(unit.name, "studies" | "people");
        let loose = matches!(number.form, Form::Words)
            && (number.high == 1.0 && is_loose || number.high <= 2.0 && unit.name == "foot");
        return (!loose || word_before.is_some_and(is_time_word)).then_some(unit);
    }
    if before(1).is_some_and(|p| matches!(p.what, PieceKind::Mark('$' | '£' | '€'))) {
        return here("money");
    }
    // "At week 28", but not "each year 9,870 bites".
    let how_often = before(2)
        .and_then(Piece::word)
        .is_some_and(|w| matches!(w, "a" | "each" | "every" | "per" | "last" | "past" | "this" | "that"));
    if let Some(time) = word_before.filter(|word| word.len() > 2 && !how_often).and_then(find_time_unit) {
        return here(time);
    }
    if word_before.is_some_and(|w| LABELS.contains(w)) {
        return None;
    }
    if is_age(pieces, at) {
        return here("year");
    }
    if number.form != Form::Digits {
        return (number.form == Form::Words && number.high > 1.0)
            .then_some(Unit { name: "number", after: number.after });
    }
    if let Some(statistic) = read_statistic(pieces, at) {
        return (statistic == "p").then_some(Unit { name: "p-value", after: number.after });
    }
    if is_count(pieces, at) {
        return here("people");
    }
    if is_scale_before(pieces, at) {
        return here("");
    }
    if is_ratio(pieces, at) {
        return here("ratio");
    }
    here(if pieces.get(at).is_some_and(is_year) { "year-date" } else { "" })
}

fn read_unit_after(pieces: &[Piece], number: Number) -> Option<Unit> {
    let mut at = number.after;
    if pieces.get(at).is_some_and(|p| p.is_mark('%')) {
        return Some(Unit { name: "%", after: at + 1 });
    }
    if pieces.get(at).is_some_and(|p| p.is_mark('°') || p.is_mark('º')) {
        return Some(read_degrees(pieces, at + 1));
    }
    if let Some(PieceKind::Mark(sign @ ('℃' | '℉'))) = pieces.get(at).map(|p| &p.what) {
        return Some(Unit { name: if *sign == '℃' { "°C" } else { "°F" }, after: at + 1 });
    }
    if pieces.get(at).is_some_and(|p| p.is_dash() && p.glued) {
        at += 1;
    }
    let word = pieces.get(at)?.word()?;
    let next = pieces.get(at + 1).and_then(Piece::word);
    if number.form == Form::Ordinal {
        return match word {
            "trimester" | "trimesters" => Some(Unit { name: "trimester", after: at + 1 }),
            "week" | "month" | "day" | "year" => Some(Unit { name: find_time_unit(word)?, after: at + 1 }),
            _ => None,
        };
    }
    if is_scale(pieces, at) {
        return Some(Unit { name: "", after: at + 1 });
    }
    let (name, length) = match (word, next) {
        // One letter is a unit of time behind digits alone.
        ("h" | "d" | "y" | "s", _) if number.form != Form::Digits => return None,
        // "in her 30s"
        ("s" | "d", _) if pieces.get(at).is_some_and(|p| p.glued) => return None,
        ("percent" | "pct", _) => ("%", 1),
        ("mm", Some("hg")) => ("mmhg", 2),
        ("beats", Some("per" | "a")) => ("bpm", 3),
        ("mm" | "millimetres" | "millimeters", Some("of")) if is_word(pieces, at + 2, "mercury") => ("mmhg", 3),
        ("international", Some("unit" | "units")) => ("iu", 2),
        ("per", Some("cent")) => ("%", 2),
        ("percentage", Some("point" | "points")) => ("percentage point", 2),
        ("times", Some("a" | "per" | "each" | "every" | "daily" | "weekly" | "in")) => ("times", 1),
        ("times", Some("on" | "before" | "after" | "and" | "for")) => ("times", 1),
        ("times", None) => ("times", 1),
        ("fold" | "times", _) => ("fold", 1),
        ("degree" | "degrees", _) => return Some(read_degrees(pieces, at + 1)),
        ("fl" | "fluid", Some("oz" | "ounce" | "ounces")) => ("fl oz", 2),
        // A letter that stands for millions, too.
        ("m", _) if number.form != Form::Digits || names_people(pieces, at + 1) => return None,
        ("point" | "points", _) => ("point", 1),
        _ => match find_time_unit(word).or_else(|| find_measure(word)) {
            Some(unit) => read_denominator(pieces, at, unit),
            None => return find_counted(pieces, at).map(|(name, after)| Unit { name, after }),
        },
    };
    Some(Unit { name, after: at + length })
}

/// Degrees by the scale that is named behind them, if one is.
fn read_degrees(pieces: &[Piece], at: usize) -> Unit {
    match pieces.get(at).and_then(Piece::word) {
        Some("c" | "celsius" | "centigrade") => Unit { name: "°C", after: at + 1 },
        Some("f" | "fahrenheit") => Unit { name: "°F", after: at + 1 },
        _ => Unit { name: "degree", after: at },
    }
}

/// "on a scale of 0 to 10", "scores range from 0 to 100".
fn is_scale_before(pieces: &[Piece], at: usize) -> bool {
    let mut back = pieces.iter().take(at).rev().map_while(Piece::word).take(3);
    back.any(|w| matches!(w, "scale" | "range" | "ranges" | "ranging" | "scored"))
}

fn is_word(pieces: &[Piece], at: usize, wanted: &str) -> bool {
    pieces.get(at).and_then(Piece::word) == Some(wanted)
}

/// "10-point scale", "11-point numeric rating scale", "100-mm visual analogue scale": how long a scale is, and no figure.
fn is_scale(pieces: &[Piece], at: usize) -> bool {
    let measured =
        pieces.get(at).and_then(Piece::word).is_some_and(|w| matches!(w, "point" | "points" | "mm" | "cm" | "item"));
    let words = (at + 1..at + 6).map_while(|i| pieces.get(i)?.word());
    let mut named = words.take_while(|w| !matches!(*w, "on" | "in" | "of" | "for" | "and" | "or" | "than"));
    measured && named.any(|w| matches!(w, "scale" | "scales" | "vas" | "nrs" | "likert" | "questionnaire"))
}

/// A measure by what it is divided by: `mg/dL`, `mmol per litre`, `kg/m²`; and how many pieces that takes.
fn read_denominator(pieces: &[Piece], at: usize, unit: &'static str) -> (&'static str, usize) {
    let divided = pieces.get(at + 1).is_some_and(|p| p.is_mark('/') || p.word() == Some("per"));
    let by = pieces.get(at + 2).and_then(Piece::word).filter(|_| divided).unwrap_or_default();
    let whole = match (by, find_measure(by)) {
        ("m2" | "m²" | "m", _) if unit == "kg" => return ("kg/m2", 3),
        ("dl" | "decilitre" | "deciliter", _) => "dl",
        (_, Some(whole)) => whole,
        _ => return (unit, 1),
    };
    DENOMINATED.iter().find(|(part, of, _)| (*part, *of) == (unit, whole)).map_or((unit, 1), |(.., name)| (*name, 3))
}

const DENOMINATED: [(&str, &str, &str); 16] = [
    ("mg", "dl", "mg/dl"),
    ("mg", "l", "mg/l"),
    ("mg", "ml", "mg/ml"),
    ("mg", "kg", "mg/kg"),
    ("mg", "g", "mg/g"),
    ("g", "dl", "g/dl"),
    ("g", "l", "g/l"),
    ("g", "kg", "g/kg"),
    ("mcg", "l", "mcg/l"),
    ("mcg", "ml", "mcg/ml"),
    ("mcg", "kg", "mcg/kg"),
    ("ng", "ml", "ng/ml"),
    ("mmol", "l", "mmol/l"),
    ("mmol", "mol", "mmol/mol"),
    ("iu", "ml", "iu/ml"),
    ("iu", "l", "iu/l"),
];

fn is_time_word(word: &str) -> bool {
    matches!(
        word,
        "after"
            | "before"
            | "within"
            | "for"
            | "by"
            | "until"
            | "about"
            | "than"
            | "least"
            | "to"
            | "every"
            | "past"
            | "first"
            | "last"
    )
}

/// Words whose number is a name, not a figure.
static LABELS: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("labels"));

/// "n = 12,908".
fn is_count(pieces: &[Piece], at: usize) -> bool {
    let word = at.checked_sub(2).and_then(|i| pieces.get(i)).and_then(Piece::word);
    pieces.get(at.wrapping_sub(1)).is_some_and(|p| p.is_mark('=')) && word == Some("n")
}

/// What a statistic is called: "P = .002", "p < 0.05", "I2 = 31%".
fn read_statistic(pieces: &[Piece], at: usize) -> Option<&str> {
    let mut back = pieces.iter().take(at).rev();
    let sign = back.next().is_some_and(|p| matches!(p.what, PieceKind::Mark('=' | '<' | '>' | '≤' | '≥')));
    back.next().and_then(Piece::word).filter(|w| sign && matches!(*w, "p" | "i2" | "i²" | "chi2"))
}

/// "aged 16", "from the age of 50", "people over 80", "those younger than 5".
fn is_age(pieces: &[Piece], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|i| pieces.get(i)).and_then(Piece::word).unwrap_or_default();
    match (word(2), word(1)) {
        (_, "aged" | "age" | "ages")
        | ("age" | "ages", "of" | "above" | "over" | "under")
        | ("older" | "younger", "than") => true,
        (whom, "over" | "under") => whom == "those" || super::nouns::is_people(whom),
        _ => false,
    }
}

/// Ratios in short.
const RATIOS: [&str; 9] = ["or", "rr", "hr", "aor", "arr", "ahr", "smd", "md", "irr"];

/// How many words may say what a ratio is of.
const LONGEST_NAME: usize = 10;

/// "OR 2.6", "relative risk of 0.7", "hazard ratio, 1.4".
fn is_ratio(pieces: &[Piece], at: usize) -> bool {
    let names_ratio = |i: usize| match pieces.get(i).map(|p| &p.what) {
        Some(PieceKind::Word { folded, capitals }) if RATIOS.contains(&folded.as_str()) => {
            *capitals || folded.len() > 2 && folded.starts_with('a')
        }
        Some(PieceKind::Word { folded, .. }) => {
            folded == "ratio"
                || folded == "risk"
                    && i.checked_sub(1).and_then(|i| pieces.get(i)).and_then(Piece::word) == Some("relative")
        }
        _ => false,
    };
    let marks = |p: &Piece| p.is_mark('=') || p.is_mark(',') || p.is_mark(':') || p.is_mark(')');
    let right_before = (0..at).rev().find(|i| pieces.get(*i).is_some_and(|p| !marks(p)));
    // "The hazard ratio for death with early feeding was 0.85."
    let goes_on = |i: &usize| pieces.get(*i).is_some_and(|p| p.word().is_some());
    right_before.is_some_and(names_ratio) || (0..at).rev().take(LONGEST_NAME).take_while(goes_on).any(names_ratio)
}
