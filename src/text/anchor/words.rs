//! The words that must not change unseen. Two wordings are compared word by word: what may differ without a person
//! being asked is spelling alone, and what differs in figures, units, negation, comparison, direction or population is
//! named.

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
        _ if has(NEGATIONS) || word.ends_with("n't") || word.ends_with("n’t") => Some(Class::Negation),
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

/// The words of a text in lower case: letters and figures with the points, commas and apostrophes inside them; a sign
/// that carries meaning is a word of its own.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit_before = word.ends_with(|c: char| c.is_ascii_digit());
        let next = chars.peek().copied();
        let joins = match c {
            '.' | ',' => digit_before && next.is_some_and(|n| n.is_ascii_digit()),
            '\'' | '’' => !word.is_empty() && next.is_some_and(char::is_alphabetic),
            _ => c.is_alphanumeric(),
        };
        // A hyphen before a figure is a minus sign or a range; either way it counts.
        let is_dash = matches!(c, '-' | '–');
        // `40mg` is a figure and a unit.
        let unit_begins = joins && digit_before && c.is_alphabetic();
        if (!joins || unit_begins) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if joins {
            word.extend(c.to_lowercase());
        } else if "%‰°€$£<>≤≥=±~≈+−".contains(c) || (is_dash && next.is_some_and(|n| n.is_ascii_digit()))
        {
            words.push(if is_dash { "−".to_owned() } else { c.to_string() });
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// How two wordings differ.
pub(super) struct Difference {
    /// Figures, units, negations, comparators, directions and populations that differ, in words.
    pub(super) altered: Vec<String>,
    /// Nothing differs but spelling, punctuation and spaces.
    pub(super) is_harmless: bool,
}

impl Difference {
    pub(super) fn between(old: &str, new: &str) -> Self {
        let (old, new) = (words(old), words(new));
        let mut altered = BTreeSet::new();
        let mut is_harmless = true;
        for op in similar::capture_diff_slices(similar::Algorithm::Patience, &old, &new) {
            let (gone, come) =
                (old.get(op.old_range()).unwrap_or_default(), new.get(op.new_range()).unwrap_or_default());
            if op.tag() == similar::DiffTag::Equal {
                continue;
            }
            is_harmless &= is_spelling(gone, come);
            altered.extend(named(gone, come));
        }
        is_harmless &= altered.is_empty();
        Self { altered: altered.into_iter().collect(), is_harmless }
    }
}

/// The words with meaning among those that went and came, paired by their class.
fn named(gone: &[String], come: &[String]) -> Vec<String> {
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

/// Whether words differ in spelling alone: each by one slip, or by a British for an American form.
fn is_spelling(gone: &[String], come: &[String]) -> bool {
    gone.concat() == come.concat() || (gone.len() == come.len() && gone.iter().zip(come).all(|(a, b)| is_slip(a, b)))
}

/// One letter left out, doubled, swapped or mistaken in a word of five or more, its first letter apart: `a` makes the
/// opposite of many words, and so do the pairs named here.
fn is_slip(one: &str, other: &str) -> bool {
    const OPPOSITES: [(&str, &str); 10] = [
        ("hyper", "hypo"),
        ("inter", "intra"),
        ("pre", "pro"),
        ("pre", "per"),
        ("ab", "ad"),
        ("ante", "anti"),
        ("infra", "intra"),
        ("macro", "micro"),
        ("ileum", "ilium"),
        ("super", "supra"),
    ];
    if one == other {
        return true;
    }
    if class(one).is_some() || class(other).is_some() {
        return false;
    }
    let opposed = |(a, b): &(&str, &str)| {
        (one.starts_with(a) && other.starts_with(b)) || (one.starts_with(b) && other.starts_with(a))
    };
    let same_start = one.chars().next() == other.chars().next();
    let long = one.chars().count().min(other.chars().count()) >= 4;
    long && same_start && !OPPOSITES.iter().any(opposed) && strsim::osa_distance(one, other) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_points_and_lose_their_units() {
        assert_eq!(
            words("40.5% (95% CI 33–48.4) of 12,908; 40mg isn't."),
            ["40.5", "%", "95", "%", "ci", "33", "−", "48.4", "of", "12,908", "40", "mg", "isn't"]
        );
    }

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
            let difference = Difference::between(old, new);
            assert_eq!(difference.altered, [altered], "{old} / {new}");
            assert!(!difference.is_harmless);
        }
    }

    #[test]
    fn spelling_is_harmless_and_another_word_is_not() {
        for (old, new, harmless) in [
            ("Relaxin loosens the ligaments.", "relaxin  loosens the ligaments", true),
            ("the pelvic ligments", "the pelvic ligaments", true),
            ("the color of it", "the colour of it", true),
            ("pelvic-floor pain", "pelvicfloor pain", true),
            ("take ibuprofen", "take naproxen", false),
            ("hypertension", "hypotension", false),
            ("adduction", "abduction", false),
            ("symptomatic", "asymptomatic", false),
            ("the joint", "the big joint", false),
        ] {
            assert_eq!(Difference::between(old, new).is_harmless, harmless, "{old} / {new}");
        }
    }
}
