//! What a number counts in.

use super::lex::{Piece, What};
use super::nouns::{find_counted, is_time, names_people, time_unit};
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
pub(super) fn unit_of(pieces: &[Piece], at: usize, number: Number) -> Option<Unit> {
    let before = |n: usize| at.checked_sub(n).and_then(|i| pieces.get(i));
    let word_before = before(1).and_then(Piece::word);
    let here = |name| Some(Unit { name, after: number.after });
    if number.form == Form::Share {
        return here("%");
    }
    if let Some(unit) = after_number(pieces, number) {
        // "one recent study" counts nothing, and "one day" is no measure.
        let loose = matches!(number.form, Form::Words)
            && number.high <= 1.0
            && (is_time(unit.name) || matches!(unit.name, "studies" | "people"));
        return (!loose || word_before.is_some_and(is_time_word)).then_some(unit);
    }
    if before(1).is_some_and(|p| matches!(p.what, What::Mark('$' | '£' | '€'))) {
        return here("money");
    }
    if let Some(time) = word_before.filter(|word| word.len() > 1).and_then(time_unit) {
        return here(time);
    }
    if number.form != Form::Digits || word_before.is_some_and(|w| LABELS.contains(w)) || is_p_value(pieces, at) {
        return None;
    }
    if is_count(pieces, at) {
        return here("people");
    }
    if scale_before(pieces, at) {
        return here("");
    }
    if is_ratio(pieces, at) {
        return here("ratio");
    }
    if before(1).and_then(Piece::word).is_some_and(|w| matches!(w, "aged" | "age" | "ages")) {
        return here("year");
    }
    here(if pieces.get(at).is_some_and(is_year) { "year-date" } else { "" })
}

fn after_number(pieces: &[Piece], number: Number) -> Option<Unit> {
    let mut at = number.after;
    if pieces.get(at).is_some_and(|p| p.is_mark('%')) {
        return Some(Unit { name: "%", after: at + 1 });
    }
    if pieces.get(at).is_some_and(|p| p.is_mark('°') || p.is_mark('º')) {
        return Some(degrees(pieces, at + 1));
    }
    if let Some(What::Mark(sign @ ('℃' | '℉'))) = pieces.get(at).map(|p| &p.what) {
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
            "week" | "month" | "day" | "year" => Some(Unit { name: time_unit(word)?, after: at + 1 }),
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
        ("mm" | "millimetres" | "millimeters", Some("of")) if is_word(pieces, at + 2, "mercury") => ("mmhg", 3),
        ("international", Some("unit" | "units")) => ("iu", 2),
        ("per", Some("cent")) | ("percentage", Some("point" | "points")) => ("%", 2),
        ("times", Some("a" | "per" | "each" | "every" | "daily" | "weekly" | "in")) => ("times", 1),
        ("fold" | "times", _) => ("fold", 1),
        ("degree" | "degrees", _) => return Some(degrees(pieces, at + 1)),
        ("fl" | "fluid", Some("oz" | "ounce" | "ounces")) => ("fl oz", 2),
        // A letter that stands for millions, too.
        ("m", _) if number.form != Form::Digits || names_people(pieces, at + 1) => return None,
        ("point" | "points", _) => ("point", 1),
        _ => match time_unit(word).or_else(|| measure(word)) {
            Some(unit) => denominated(pieces, at, unit),
            None => return find_counted(pieces, at).map(|(name, after)| Unit { name, after }),
        },
    };
    Some(Unit { name, after: at + length })
}

/// Degrees by the scale that is named behind them, if one is.
fn degrees(pieces: &[Piece], at: usize) -> Unit {
    match pieces.get(at).and_then(Piece::word) {
        Some("c" | "celsius" | "centigrade") => Unit { name: "°C", after: at + 1 },
        Some("f" | "fahrenheit") => Unit { name: "°F", after: at + 1 },
        _ => Unit { name: "degree", after: at },
    }
}

/// "on a scale of 0 to 10", "scores range from 0 to 100".
fn scale_before(pieces: &[Piece], at: usize) -> bool {
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
fn denominated(pieces: &[Piece], at: usize, unit: &'static str) -> (&'static str, usize) {
    let divided = pieces.get(at + 1).is_some_and(|p| p.is_mark('/') || p.word() == Some("per"));
    let by = pieces.get(at + 2).and_then(Piece::word).filter(|_| divided).unwrap_or_default();
    let whole = match (by, measure(by)) {
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

fn measure(word: &str) -> Option<&'static str> {
    Some(match word {
        "mg" | "milligram" | "milligrams" | "milligramme" | "milligrammes" => "mg",
        "g" | "gram" | "grams" | "gramme" | "grammes" => "g",
        "kg" | "kgs" | "kilogram" | "kilograms" | "kilo" | "kilos" => "kg",
        "mcg" | "mug" | "ug" | "microgram" | "micrograms" => "mcg",
        "ng" | "nanogram" | "nanograms" => "ng",
        "mmol" | "millimole" | "millimoles" => "mmol",
        "mol" | "mole" | "moles" => "mol",
        "ml" | "millilitre" | "millilitres" | "milliliter" | "milliliters" => "ml",
        "l" | "litre" | "litres" | "liter" | "liters" => "l",
        "iu" => "iu",
        "mmhg" => "mmhg",
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => "cm",
        "inch" | "inches" => "inch",
        "bpm" => "bpm",
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => "mm",
        "kcal" | "calorie" | "calories" => "kcal",
        "lb" | "lbs" | "pound" | "pounds" => "lb",
        "ounce" | "ounces" | "oz" => "oz",
        "stone" | "stones" => "stone",
        "foot" | "feet" | "ft" => "foot",
        "yard" | "yards" | "yd" => "yard",
        "mile" | "miles" => "mile",
        "m" | "metre" | "metres" | "meter" | "meters" => "m",
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => "km",
        _ => return None,
    })
}

/// Words whose number is a name, not a figure.
static LABELS: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("labels"));

/// "n = 12,908".
fn is_count(pieces: &[Piece], at: usize) -> bool {
    let word = at.checked_sub(2).and_then(|i| pieces.get(i)).and_then(Piece::word);
    pieces.get(at.wrapping_sub(1)).is_some_and(|p| p.is_mark('=')) && word == Some("n")
}

/// "P = .002", "p < 0.05".
fn is_p_value(pieces: &[Piece], at: usize) -> bool {
    let mut back = pieces.iter().take(at).rev();
    let sign = back.next().is_some_and(|p| matches!(p.what, What::Mark('=' | '<' | '>' | '≤' | '≥')));
    sign && matches!(back.next().and_then(Piece::word), Some("p" | "i2" | "chi2"))
}

/// "OR 2.6", "relative risk of 0.7", "hazard ratio, 1.4".
fn is_ratio(pieces: &[Piece], at: usize) -> bool {
    let mut back = pieces.iter().take(at).rev().skip_while(|p| {
        p.is_mark('=')
            || p.is_mark(',')
            || p.is_mark(':')
            || p.is_mark(')')
            || matches!(p.word(), Some("of" | "was" | "is"))
    });
    match back.next().map(|p| &p.what) {
        Some(What::Word { folded, capitals }) => {
            matches!(folded.as_str(), "or" | "rr" | "hr" | "aor" | "arr" | "ahr" | "smd" | "md" | "irr") && *capitals
                || folded == "ratio"
                || folded == "risk" && back.next().and_then(Piece::word) == Some("relative")
        }
        _ => false,
    }
}
