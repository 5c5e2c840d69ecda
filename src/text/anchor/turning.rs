//! Words that turn what stands under them: negations, advice and warnings, populations, directions, times.

use super::heads::{CELL, JOINT};
use crate::text::spelling::one_spelling;
use crate::text::words::Plain;
use std::collections::BTreeSet;

/// The turning words that came or went between what stood over words and what stands there now, or changed places, in words.
pub fn turned(before: &str, now: &str) -> Vec<String> {
    let (was, is) = (turning_words(before), turning_words(now));
    let named = |words: &BTreeSet<String>, other: &BTreeSet<String>, what: &str| {
        words.difference(other).map(|word| format!("“{word}” {what}")).collect::<Vec<_>>()
    };
    let mut turned = [named(&was, &is, "went"), named(&is, &was, "came")].concat();
    if turned.is_empty() {
        let pairs = before.split(JOINT).zip(now.split(JOINT));
        turned.extend(pairs.filter_map(|(before, now)| changed_places(before, now)));
    }
    turned
}

/// The turning words of what stands over a claim, each once.
pub fn turning_words(over: &str) -> BTreeSet<String> {
    turning(over).into_iter().collect()
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
    ("not", &["not", "cannot", "never", "no", "none", "without", "neither", "nor", "non", "myth", "myths", "false", "wrong", "untrue"]),
    ("except", &["except", "excluding", "unless"]),
    ("only", &["only"]),
    ("avoid", &["avoid", "avoided", "avoids", "avoiding", "avoidance"]),
    ("safe", &["safe", "safely", "safer", "safest", "harmless"]),
    ("unsafe", &["unsafe", "dangerous", "danger", "dangers", "harmful", "harm", "harms", "hazard", "hazards", "toxic", "poisonous"]),
    ("risk", &["risk", "risks", "risky"]),
    ("side effect", &["adverse", "unwanted"]),
    ("benefit", &["benefit", "benefits", "beneficial"]),
    ("stop", &["stop", "stopped", "stopping", "quit", "discontinue", "discontinued"]),
    ("forbidden", &["forbidden", "banned", "prohibited", "contraindicated", "contraindication", "contraindications", "limit", "limited"]),
    ("allowed", &["allowed", "permitted", "okay", "ok", "suitable"]),
    ("unsuitable", &["unsuitable", "inappropriate", "ineffective", "unproven", "useless"]),
    ("caution", &["caution", "cautions", "warning", "warnings", "beware", "careful"]),
    ("recommended", &["recommended", "recommend", "recommendation", "recommendations", "preferred"]),
    ("good", &["good", "healthy"]),
    ("bad", &["bad", "unhealthy"]),
    ("pros", &["pro", "pros", "advantage", "advantages", "upside", "upsides"]),
    ("cons", &["con", "cons", "disadvantage", "disadvantages", "downside", "downsides", "drawback", "drawbacks"]),
    ("yes", &["yes"]),
    ("placebo", &["placebo", "sham"]),
    ("increase", &["increase", "increases", "increased", "increasing", "raise", "raises", "raised", "raising", "rise", "rises", "rising", "higher", "high"]),
    ("decrease", &["decrease", "decreases", "decreased", "decreasing", "reduce", "reduces", "reduced", "reducing", "reduction", "lower", "lowers", "lowering", "low", "less", "fewer", "fall", "falls"]),
    ("worse", &["worse", "worsen", "worsens", "worsening", "worst", "aggravate", "aggravates"]),
    ("highest", &["highest", "maximum"]),
    ("lowest", &["lowest", "minimum"]),
    ("before", &["before", "until"]),
    ("after", &["after", "since", "post"]),
    ("over", &["over", "above"]),
    ("under", &["under", "below"]),
    ("women", &["women", "woman", "female", "females", "girl", "girls"]),
    ("men", &["men", "man", "male", "males", "boy", "boys"]),
    ("children", &["child", "children", "kid", "kids", "pediatric"]),
    ("babies", &["baby", "babies", "infant", "infants", "newborn", "newborns", "toddler", "toddlers", "neonates"]),
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
    "ml", "%", "age", "ages", "aged", "type", "stage", "grade", "phase", "dose", "doses", "over", "under", "−", "<", ">", "≤", "≥", "mmol", "kg", "mcg", "iu",
];
const ORDINALS: &[&str] = &["first", "second", "third", "fourth"];

/// The turning words of a line in their order, each where it stands first.
fn turning(over: &str) -> Vec<String> {
    let words: Vec<String> =
        one_spelling(&Plain::new(over, &[]).words()).into_iter().map(|w| w.text.to_lowercase()).collect();
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
        let turns = if is_figure && is_measured {
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
            assert_eq!(!turned(before, now).is_empty(), turns, "{before} / {now}: {:?}", turned(before, now));
        }
        assert_eq!(turned("Medicines to avoid", "Medicines that are safe"), ["“avoid” went", "“safe” came"]);
    }
}
