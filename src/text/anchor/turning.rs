//! Words that turn what stands under them: negations, advice and warnings, populations, directions, times.

use super::exchanged::exchanged;
use super::heads::{CELL, JOINT};
use crate::text::spelling::unify_spelling;
use crate::text::words::PlainText;
use std::collections::BTreeSet;

/// The turning words that came or went between what stood over words and what stands there now, were exchanged or changed
/// places, in words.
pub fn describe_turns(before: &str, now: &str) -> Vec<String> {
    if before == now {
        return Vec::new();
    }
    let (was, is) = (turning_words(before), turning_words(now));
    let named = |words: &BTreeSet<String>, other: &BTreeSet<String>, line: &str, what: &str| {
        let lone = words.difference(other).filter(|word| !is_said_softly(word, line));
        lone.map(|word| format!("“{word}” {what}")).collect::<Vec<_>>()
    };
    let mut turned = [named(&was, &is, now, "went"), named(&is, &was, before, "came")].concat();
    if turned.is_empty() {
        let is_judged = |word: &str| TURNING.iter().any(|(_, words)| words.contains(&word));
        turned = exchanged(before, now, is_judged);
    }
    if turned.is_empty() {
        let pairs = before.split(JOINT).zip(now.split(JOINT));
        turned.extend(pairs.filter_map(|(before, now)| changed_places(before, now)));
    }
    turned
}

/// Words that say what a turning word says, though on their own they turn nothing.
const SOFT: &[(&str, &[&str])] = &[
    (
        "decrease",
        &[
            "ease",
            "eases",
            "easing",
            "relieve",
            "relieves",
            "relieving",
            "relief",
            "soothe",
            "soothing",
            "lessen",
            "cut",
            "cutting",
            "beat",
        ],
    ),
    ("increase", &["rich", "boost", "boosts", "boosting", "plenty"]),
    ("not", &["trouble", "problem", "problems", "difficulty", "difficulties", "struggle", "struggling"]),
    ("good", &["well", "best"]),
    ("benefit", &["help", "helps"]),
    ("recommended", &["best", "advice", "advise", "advised"]),
];

/// Whether a line says a turning word in another way.
fn is_said_softly(turning: &str, line: &str) -> bool {
    let soft = SOFT.iter().filter(|(word, _)| *word == turning).flat_map(|(_, soft)| *soft);
    let words: Vec<String> = PlainText::new(line, &[]).words().into_iter().map(|w| w.text.to_lowercase()).collect();
    soft.into_iter().any(|soft| words.iter().any(|word| word == soft))
}

/// The turning words of a line, each once.
fn turning_words(over: &str) -> BTreeSet<String> {
    turning(over).into_iter().collect()
}

/// What a review signs of the lines over a claim: their words, in one spelling.
pub fn unify_headings(over: &str) -> Vec<String> {
    plain_words(over)
}

/// Words of a line that stand in another order where order tells: in the heads of columns, and beside "not" or "before".
fn changed_places(before: &str, now: &str) -> Option<String> {
    let (was, is) = (turning(before), turning(now));
    let order_tells =
        || before.contains(CELL) || was.iter().any(|w| matches!(w.as_str(), "not" | "except" | "before" | "after"));
    let moved = was.iter().zip(&is).find(|(was, is)| was != is)?;
    order_tells().then(|| format!("“{}” and “{}” changed places", moved.0, moved.1))
}

/// Words that turn what stands under them, each under one name: what is negated, advised or warned of, for whom, when.
#[rustfmt::skip]
const TURNING: &[(&str, &[&str])] = &[
    ("not", &["not", "cannot", "never", "no", "none", "without", "neither", "nor", "non", "nobody", "nothing", "instead", "myth", "myths", "false", "wrong", "untrue", "✗", "✘", "❌", "🚫", "⛔"]),
    ("except", &["except", "excluding", "unless"]),
    ("only", &["only"]),
    ("avoid", &["avoid", "avoided", "avoids", "avoiding", "avoidance", "skip", "skipping"]),
    ("safe", &["safe", "safely", "safer", "safest", "harmless"]),
    ("unsafe", &["unsafe", "dangerous", "danger", "dangers", "harmful", "harm", "harms", "hazard", "hazards", "toxic", "poisonous"]),
    ("risk", &["risk", "risks", "risky"]),
    ("side effect", &["adverse", "unwanted"]),
    ("benefit", &["benefit", "benefits", "beneficial"]),
    ("stop", &["stop", "stopped", "stopping", "quit", "cease", "discontinue", "discontinued"]),
    ("forbidden", &["forbidden", "banned", "prohibited", "contraindicated", "contraindication", "contraindications", "limit", "limited"]),
    ("allowed", &["allowed", "permitted", "okay", "ok", "suitable"]),
    ("unsuitable", &["unsuitable", "inappropriate", "ineffective", "unproven", "useless"]),
    ("fails", &["fail", "fails", "failed", "failing"]),
    ("caution", &["⚠", "caution", "cautions", "warning", "warnings", "beware", "careful"]),
    ("recommended", &["recommended", "recommend", "recommendation", "recommendations", "preferred"]),
    ("good", &["good", "healthy"]),
    ("bad", &["bad", "unhealthy"]),
    ("pros", &["pro", "pros", "advantage", "advantages", "upside", "upsides"]),
    ("cons", &["con", "cons", "disadvantage", "disadvantages", "downside", "downsides", "drawback", "drawbacks"]),
    ("yes", &["yes"]),
    ("placebo", &["placebo", "sham"]),
    ("increase", &["increase", "increases", "increased", "increasing", "raise", "raises", "raised", "raising", "rise", "rises", "rising", "higher", "high", "↑"]),
    ("decrease", &["decrease", "decreases", "decreased", "decreasing", "reduce", "reduces", "reduced", "reducing", "reduction", "lower", "lowers", "lowering", "low", "less", "fewer", "↓"]),
    ("worse", &["worse", "worsen", "worsens", "worsening", "worst", "aggravate", "aggravates"]),
    ("highest", &["highest", "maximum"]),
    ("lowest", &["lowest", "minimum"]),
    ("at least", &["at_least"]),
    ("at most", &["at_most"]),
    ("before", &["before", "until"]),
    ("after", &["after", "since", "post"]),
    ("over", &["over", "above"]),
    ("under", &["under", "below"]),
    ("women", &["women", "woman", "female", "females", "girl", "girls"]),
    ("men", &["men", "man", "male", "males", "boy", "boys"]),
    ("children", &["child", "children", "kid", "kids", "pediatric"]),
    ("babies", &["baby", "babies", "infant", "infants", "newborn", "newborns", "neonates"]),
    ("toddlers", &["toddler", "toddlers"]),
    ("teenagers", &["teenager", "teenagers", "teens", "adolescent", "adolescents"]),
    ("adults", &["adult", "adults"]),
    ("older people", &["older", "elderly", "seniors"]),
    ("younger people", &["younger", "young"]),
    ("pregnancy", &["pregnant", "pregnancy", "pregnancies", "antenatal", "prenatal"]),
    ("after birth", &["postpartum", "postnatal"]),
    ("breastfeeding", &["breastfeeding", "breastfed", "nursing", "lactation"]),
    ("menopause", &["menopause", "menopausal", "postmenopausal", "premenopausal"]),
    ("smokers", &["smoker", "smokers"]),
    ("nonsmokers", &["nonsmoker", "nonsmokers"]),
    ("diabetes", &["diabetic", "diabetics", "diabetes"]),
    ("athletes", &["athlete", "athletes", "runners"]),
    ("animals", &["animal", "animals", "rat", "rats", "mice", "dogs", "cats"]),
    ("mild", &["mild"]),
    ("severe", &["severe"]),
    ("acute", &["acute"]),
    ("chronic", &["chronic"]),
];

/// Words beside a figure that make it say for whom or when; other figures of a heading number or count.
#[rustfmt::skip]
const MEASURED: &[&str] = &[
    "week", "weeks", "month", "months", "year", "years", "day", "days", "hour", "hours", "minute", "minutes", "trimester", "trimesters", "mg", "g", "μg",
    "ml", "%", "age", "ages", "aged", "dose", "doses", "over", "under", "−", "<", ">", "≤", "≥", "mmol", "kg", "mcg", "iu",
];
const ORDINALS: &[&str] = &["first", "second", "third", "fourth"];

/// Words whose number or letter behind them says which of several things is meant.
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "type", "types", "grade", "grades", "stage", "stages", "phase", "phases", "class", "group", "arm", "level", "degree", "category", "schedule", "part", "vitamin",
    "hepatitis", "influenza", "omega", "factor", "protein", "trimester", "week", "day", "month", "year", "age", "score", "covid", "form", "pattern", "strain",
];
const NUMBERS: &[(&str, &[&str])] = &[
    ("1", &["one", "i"]),
    ("2", &["two", "ii"]),
    ("3", &["three", "iii"]),
    ("4", &["four", "iv"]),
    ("5", &["five", "v"]),
    ("6", &["six", "vi"]),
    ("7", &["seven", "vii"]),
    ("8", &["eight", "viii"]),
    ("9", &["nine", "ix"]),
    ("10", &["ten", "x"]),
    ("11", &["eleven", "xi"]),
    ("12", &["twelve", "xii"]),
];

/// Children's vaccines are vaccines for children.
fn without_possessive(word: String) -> String {
    word.strip_suffix("'s").filter(|w| w.len() > 2 && *w != "don").map(str::to_owned).unwrap_or(word)
}

/// The words of a line in lower case, numbers in digits where they count or number something, phrases of bounds as one word.
fn plain_words(over: &str) -> Vec<String> {
    let words: Vec<String> = unify_spelling(&PlainText::new(over, &[]).words())
        .into_iter()
        .map(|w| without_possessive(w.text.to_lowercase()))
        .collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let at = |i: usize| words.get(i).map_or("", String::as_str);
        let (before, next) = (if i == 0 { "" } else { at(i - 1) }, at(i + 1));
        let digits = || NUMBERS.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(digits, _)| *digits);
        let is_counting = NUMBERED.contains(&before) || word.len() > 2 && MEASURED.contains(&next);
        let one = match (before, word.as_str(), next) {
            (_, "side", "effect" | "effects") => "adverse",
            ("at", "least", _) | ("least", _, _) if word == "least" => "at_least",
            ("at", "most", _) | ("up", "to", _) => "at_most",
            ("older" | "elderly" | "senior", "adults" | "adult" | "citizens" | "people", _) => "older",
            ("young" | "younger", "adults" | "adult" | "people", _) => "younger",
            ("stay" | "keep" | "steer", "away" | "clear", _) => "avoid",
            _ if is_counting => digits().unwrap_or(word),
            _ => word,
        };
        out.push(one.to_owned());
    }
    out
}

/// The turning words of a line in their order, each where it stands first.
fn turning(over: &str) -> Vec<String> {
    let words = plain_words(over);
    let at = |i: usize| words.get(i).map_or("", String::as_str);
    let mut found: Vec<String> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let (before, next) = (if i == 0 { "" } else { at(i - 1) }, at(i + 1));
        // The lower back is a place, a risk factor a cause, and what is over the counter is above nothing.
        let is_place = matches!(word.as_str(), "low" | "lower" | "high" | "higher")
            && matches!(
                next,
                "back"
                    | "limb"
                    | "limbs"
                    | "leg"
                    | "legs"
                    | "body"
                    | "abdomen"
                    | "school"
                    | "spine"
                    | "intensity"
                    | "impact"
            );
        let is_cause = word.starts_with("risk") && next.starts_with("factor");
        let is_idiom = word == "over" && matches!(next, "the" | "time");
        let is_measured =
            MEASURED.contains(&before) || MEASURED.contains(&next) || MEASURED.contains(&at(i + 2)) && next == "−";
        let is_figure = word.starts_with(|c: char| c.is_ascii_digit()) || ORDINALS.contains(&word.as_str());
        let is_name = |word: &str| word.chars().count() == 1 || word.contains(|c: char| c.is_ascii_digit());
        let is_numbered = NUMBERED.contains(&before) && is_name(word);
        let turns = if is_numbered {
            Some(format!("{} {word}", before.trim_end_matches('s')))
        } else if is_figure && is_measured {
            Some(format!("{word} {}", if MEASURED.contains(&next) { next } else { before }).trim().to_owned())
        } else if word.ends_with("n't") || word == "don'ts" {
            Some("not".to_owned())
        } else if !(is_place || is_cause || is_idiom) {
            TURNING.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(name, _)| (*name).to_owned())
        } else {
            None
        };
        found.extend(turns.filter(|word| !found.contains(word)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_words_are_seen_and_other_edits_are_not() {
        for (before, now, turns) in [
            ("Medicines to avoid", "Medicines that are safe", true),
            ("Medicines to avoid", "Medicines", true),
            ("Foods you can eat", "Foods you can't eat", true),
            ("Dose for adults", "Dose for children", true),
            ("In pregnancy", "After birth", true),
            ("What lowers the risk", "What raises the risk", true),
            ("First trimester", "Second trimester", true),
            ("From week 20", "From week 28", true),
            ("Before surgery", "After surgery", true),
            ("Everyone except smokers", "Everyone", true),
            ("Benefits", "Risks", true),
            ("Type 1 diabetes", "Type 2 diabetes", true),
            ("Highest dose", "Lowest dose", true),
            ("Pros", "Cons", true),
            ("Exercise", "Placebo", true),
            ("Good foods", "Bad foods", true),
            ("Medicine | Adults | Children", "Medicine | Children | Adults", true),
            ("Take before meals, not after", "Take after meals, not before", true),
            ("Do's", "Don'ts", true),
            ("Exercise in pregnancy: benefits", "Benefits of exercise in pregnancy", false),
            ("Treatment", "How it is treated", false),
            ("Dose for an adult", "Doses for adults", false),
            ("5 exercises to try", "7 exercises to try", false),
            ("3. Exercise", "4. Exercise", false),
            ("Lower back pain", "Back pain", false),
            ("Causes", "Causes and risk factors", false),
            ("Back pain in pregnancy", "Back pain during pregnancy", false),
            ("How common it is", "How common is it?", false),
            ("Medicines to avoid", "Medicines to be avoided", false),
            ("Paediatric doses", "Pediatric doses", false),
            ("What helps", "Helpful things to try", false),
        ] {
            assert_eq!(
                !describe_turns(before, now).is_empty(),
                turns,
                "{before} / {now}: {:?}",
                describe_turns(before, now)
            );
        }
        assert_eq!(describe_turns("Medicines to avoid", "Medicines that are safe"), ["“avoid” went", "“safe” came"]);
    }
}
