//! The words that matter most among those that changed: what differs in figures, units, negation, comparison, direction or
//! population is named.

use crate::text::spelling::unify_spelling;
use crate::text::words::PlainText;
use std::collections::BTreeSet;

/// What kind of meaning a word carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Figure,
    Unit,
    Negation,
    Comparator,
    Direction,
    Population,
}

#[rustfmt::skip]
const FIGURES: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty",
    "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "dozen", "half", "third",
    "thirds", "quarter", "quarters", "fifth", "twice", "once", "thrice", "double", "triple", "first", "second", "fourth", "ii", "iii", "iv", "vi", "vii", "viii",
];
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "percent", "percentage", "mg", "g", "kg", "mcg", "µg", "μg", "ml", "l", "dl", "mmol", "iu", "mm", "cm", "m", "km", "kcal", "calories", "mmhg",
    "bpm", "second", "seconds", "minute", "minutes", "min", "hour", "hours", "day", "days", "daily", "week", "weeks", "weekly", "month",
    "months", "monthly", "year", "years", "yearly", "trimester", "trimesters", "times", "fold", "dose", "doses", "per", "pounds", "lb", "lbs", "inches",
];
#[rustfmt::skip]
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "none", "neither", "nor", "without", "cannot", "unless", "except", "excluding", "lack", "lacks", "fail", "fails",
    "failed", "nobody", "nothing", "hardly", "rarely", "seldom", "scarcely", "non", "instead", "little", "absence", "against", "although", "despite", "however", "but",
];
#[rustfmt::skip]
const COMPARATORS: &[&str] = &[
    "more", "less", "fewer", "greater", "higher", "lower", "over", "under", "above", "below", "least", "most", "up", "down", "than", "exceeding",
    "nearly", "almost", "about", "approximately", "around", "roughly", "only", "between", "within", "before", "after", "during", "until",
    "since", "every", "all", "some", "many", "few", "several", "each", "any", "both", "either", "may", "might", "can", "could", "will", "would",
    "must", "should", "shall", "always", "often", "sometimes", "usually", "commonly", "probably", "likely", "possible", "possibly", "maximum", "minimum",
    "same", "similar", "equal", "equally", "exactly", "up", "past", "from", "to", "if", "when", "and", "or",
];
/// Stems: a word belongs here if it begins with one.
#[rustfmt::skip]
const DIRECTIONS: &[&str] = &[
    "increas", "decreas", "reduc", "rais", "rise", "rising", "fall", "lower", "improv", "worse", "worst", "reliev", "relief", "aggravat", "caus", "prevent",
    "protect", "help", "harm", "benefi", "safe", "risk", "effect", "strengthen", "weaken", "loosen", "tighten", "gain", "lose", "losing", "loss",
    "better", "best", "positiv", "negativ", "high", "low", "early", "earlier", "late", "left", "right", "avoid", "stop", "start", "promot", "inhibit", "block",
    "treat", "trigger", "associat", "link", "significan", "eas", "support", "recommend", "contraindicat", "allow", "forbid", "mild", "severe", "acute", "chronic",
    "common", "rare", "strong", "weak", "drop", "declin", "grow", "shorten", "lengthen", "extend", "exceed", "limit", "continu", "begin", "end", "remov", "add",
];
#[rustfmt::skip]
const POPULATIONS: &[&str] = &[
    "women", "woman", "men", "man", "girl", "girls", "boy", "boys", "child", "children", "adult", "adults", "infant", "infants", "baby", "babies",
    "newborn", "newborns", "elderly", "older", "younger", "old", "young", "pregnant", "pregnancy", "postpartum", "patient", "patients", "people", "person", "persons",
    "teenager", "teenagers", "adolescent", "adolescents", "mother", "mothers", "father", "fathers", "male", "males", "female", "females",
    "participant", "participants", "smoker", "smokers", "athlete", "athletes", "animal", "animals", "rat", "rats", "mice", "human", "humans", "primiparous", "multiparous",
    "menopausal", "postmenopausal", "premenopausal", "diabetic", "obese", "healthy", "runners", "workers", "students", "nurses", "he", "she", "they", "those", "who",
];

fn class(word: &str) -> Option<Class> {
    let has = |list: &[&str]| list.contains(&word);
    match word {
        _ if word.contains(|c: char| c.is_numeric()) || has(FIGURES) => Some(Class::Figure),
        _ if word.contains(['%', '‰', '°', '€', '$', '£']) || has(UNITS) => Some(Class::Unit),
        "<" | ">" | "≤" | "≥" | "=" | "±" | "~" | "≈" | "+" | "−" => Some(Class::Comparator),
        _ if has(NEGATIONS) || word.ends_with("n't") || word == "no," => Some(Class::Negation),
        _ if has(COMPARATORS) => Some(Class::Comparator),
        _ if has(POPULATIONS) => Some(Class::Population),
        _ if DIRECTIONS.iter().any(|stem| directed(word, stem)) => Some(Class::Direction),
        _ => None,
    }
}

/// Whether a word is of this stem, with or without a negating or intensifying start (`unsafe`, `ineffective`).
fn directed(word: &str, stem: &str) -> bool {
    word.starts_with(stem)
        || ["un", "in", "non", "dis"].iter().any(|start| word.strip_prefix(start).is_some_and(|w| w.starts_with(stem)))
}

/// The words of a text as they are compared, in lower case.
fn words(text: &str) -> Vec<String> {
    let words = unify_spelling(&PlainText::new(text, &[]).words());
    words.into_iter().map(|w| w.text.to_lowercase()).collect()
}

/// Figures, units, negations, comparators, directions and populations that differ between two wordings, in words.
pub(super) fn altered(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (words(old), words(new));
    let mut altered = BTreeSet::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Patience, &old, &new) {
        if op.tag() != similar::DiffTag::Equal {
            let gone = old.get(op.old_range()).unwrap_or_default();
            altered.extend(name_changes(gone, new.get(op.new_range()).unwrap_or_default()));
        }
    }
    altered.into_iter().collect()
}

/// The words with meaning among those that went and came, paired by their class.
fn name_changes(gone: &[String], come: &[String]) -> Vec<String> {
    let telling = |all: &[String]| all.iter().filter_map(|w| Some((class(w)?, w.clone()))).collect::<Vec<_>>();
    let mut come = telling(come);
    let mut out = Vec::new();
    for (class, word) in telling(gone) {
        match come.iter().position(|(other, _)| *other == class) {
            Some(at) => out.push(format!("“{word}” became “{}”", come.remove(at).1)),
            None => out.push(format!("“{word}” went")),
        }
    }
    out.extend(come.into_iter().map(|(_, word)| format!("“{word}” came")));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_is_named() {
        for (old, new, altered) in [
            ("In 40% of women", "In 45% of women", "“40” became “45”"),
            ("10 mg a day", "10 g a day", "“mg” became “g”"),
            ("is safe", "is not safe", "“not” came"),
            ("is safe", "is unsafe", "“safe” became “unsafe”"),
            ("more than 40", "less than 40", "“more” became “less”"),
            ("reduces pain", "increases pain", "“reduces” became “increases”"),
            ("in women", "in men", "“women” became “men”"),
            ("p < 0.05", "p > 0.05", "“<” became “>”"),
            ("a change of -2 points", "a change of 2 points", "“−” went"),
        ] {
            assert_eq!(super::altered(old, new), [altered], "{old} / {new}");
        }
    }

    #[test]
    fn spelling_and_other_words_are_not_named() {
        for (old, new) in [
            ("Relaxin loosens the ligaments.", "relaxin  loosens the ligaments"),
            ("the color of it", "the colour of it"),
            ("1,200 mg", "1200 mg"),
            ("take ibuprofen", "take naproxen"),
        ] {
            assert_eq!(altered(old, new), [""; 0], "{old} / {new}");
        }
    }
}
