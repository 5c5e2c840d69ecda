//! One word of a line over a claim that was exchanged for another: *helps* for *hurts*, *asthma* for *COPD*, *left* for
//! *right*. What only words the line anew is no exchange: other forms of one word, words of one sense, and what could stand
//! in any heading.

use crate::text::lexicon::{HEADINGS, WordSet};
use crate::text::spelling::unify_spelling;
use crate::text::words::PlainText;
use std::sync::LazyLock;

/// Prefixes that make another thing of a word when they come, go or change.
static PREFIXES: LazyLock<&[&str]> = LazyLock::new(|| HEADINGS.entries("prefixes"));

/// Words and signs of which one is the other's opposite, so that they are seen in a line that was worded anew.
static OPPOSITES: LazyLock<Vec<(Vec<&'static str>, Vec<&'static str>)>> = LazyLock::new(|| {
    let rows = HEADINGS.entries("opposites").iter().filter_map(|row| row.split_once(" | "));
    rows.map(|(these, those)| (these.split(", ").collect(), those.split(", ").collect())).collect()
});

/// Words of one sense in a heading.
static SENSES: LazyLock<Vec<Vec<&'static str>>> =
    LazyLock::new(|| HEADINGS.entries("senses").iter().map(|row| row.split(", ").collect()).collect());

/// Words that may come and go in any heading without a change of what it says.
static NEUTRAL: LazyLock<WordSet> = LazyLock::new(|| HEADINGS.words("neutral"));

/// Endings by which forms of one word differ, the longest first.
static ENDINGS: LazyLock<&[&str]> = LazyLock::new(|| HEADINGS.entries("endings"));

/// What was exchanged between two lines for something that says another thing, in words. Words of which `is_judged` says so are compared elsewhere.
pub(super) fn describe_exchanges(before: &str, now: &str, is_judged: impl Fn(&str) -> bool) -> Vec<String> {
    let (was, is) = (split_unified_words(before), split_unified_words(now));
    let only = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|w| !others.contains(w)).cloned().collect()
    };
    let (mut gone, mut come) = (only(&was, &is), only(&is, &was));
    let mut pairs: Vec<(String, String)> = Vec::new();
    for old in &gone {
        pairs.extend(
            come.iter()
                .filter(|new| is_opposed(old, new) || is_opposed(new, old) || differs_by_prefix(old, new))
                .map(|new| (old.clone(), new.clone())),
        );
    }
    if pairs.is_empty() {
        gone.retain(|word| !is_judged(word));
        come.retain(|word| !is_judged(word));
        pairs.extend(find_exchange(&gone, &come, (&was, &is)));
    }
    pairs.into_iter().map(|(old, new)| format!("“{old}” became “{new}”")).collect()
}

/// A content word or two that stand where a content word or two stood.
fn find_exchange<'w>(
    gone: &'w [String],
    come: &'w [String],
    (was, is): (&[String], &[String]),
) -> Option<(String, String)> {
    const MOST: usize = 2;
    let telling = |these: &'w [String], others: &[String]| -> Vec<&'w String> {
        these.iter().filter(|w| !is_neutral(w) && !others.iter().any(|other| is_one_sense(w, other))).collect()
    };
    let (gone, come) = (telling(gone, is), telling(come, was));
    let stands_for = |short: &[&String], long: &[&String]| matches!(short, [one] if is_abbreviation(one, long));
    let is_exchange = (1..=MOST).contains(&gone.len()) && (1..=MOST).contains(&come.len());
    let is_abbreviated = stands_for(&gone, &come) || stands_for(&come, &gone);
    let pair = gone.first().zip(come.first()).filter(|_| is_exchange && !is_abbreviated);
    pair.map(|(old, new)| ((*old).clone(), (*new).clone()))
}

/// The words of a line in lower case, each once; figures are looked at elsewhere.
fn split_unified_words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let all = unify_spelling(&PlainText::new(line, &[]).words());
    for (i, word) in all.iter().enumerate() {
        let mut text = word.text.to_lowercase().trim_end_matches("'s").to_owned();
        // Who was treated in a trial is not who was treated in a ward.
        if text == "treatment"
            && all.get(i + 1).is_some_and(|next| matches!(next.text.as_str(), "group" | "groups" | "arm"))
        {
            text = "intervention".to_owned();
        }
        let is_word = text.chars().any(char::is_alphabetic) || !text.is_ascii();
        if is_word && text.chars().count() > 1 | usize::from(!text.is_ascii()) && !words.contains(&text) {
            words.push(text);
        }
    }
    words
}

fn is_opposed(one: &str, other: &str) -> bool {
    OPPOSITES.iter().any(|(these, those)| these.contains(&one) && those.contains(&other))
}

/// Whether two words are one stem behind other prefixes, or one of them has none: *likely* and *unlikely*.
fn differs_by_prefix(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    let stem_of = |word: &str, prefix: &str| word.strip_prefix(prefix).map(stem).filter(|s| s.len() >= STEM);
    let (plain_one, plain_other) = (stem(one), stem(other));
    let long_enough = |prefix: &str, s: &str| prefix.len() > 1 || s.len() > 7;
    PREFIXES.iter().any(|prefix| {
        stem_of(one, prefix).is_some_and(|s| long_enough(prefix, &s) && s == plain_other)
            || stem_of(other, prefix).is_some_and(|s| {
                long_enough(prefix, &s)
                    && (s == plain_one
                        || PREFIXES
                            .iter()
                            .filter(|p| p.len() > 1 && *p != prefix)
                            .any(|p| stem_of(one, p).as_ref() == Some(&s)))
            })
    })
}

fn is_neutral(word: &str) -> bool {
    NEUTRAL.contains(word)
}

fn is_one_sense(one: &str, other: &str) -> bool {
    let (a, b) = (stem(one), stem(other));
    let has = |sense: &[&str], word: &str, stemmed: &str| sense.iter().any(|w| *w == word || stem(w) == stemmed);
    a == b || SENSES.iter().any(|sense| has(sense, one, &a) && has(sense, other, &b))
}

/// A word without the endings that its forms differ by.
fn stem(word: &str) -> String {
    let mut word = word;
    for _ in 0..2 {
        let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 3));
        let Some(cut) = cut else { break };
        word = cut;
    }
    let mut letters = word.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && word.len() > 3 => {
            word.chars().take(word.chars().count() - 1).collect()
        }
        (Some('i' | 'e'), _) if word.len() > 3 => word.chars().take(word.chars().count() - 1).collect(),
        _ => word.to_owned(),
    }
}

/// Whether a word is made of the first letters of others.
fn is_abbreviation(word: &str, of: &[&String]) -> bool {
    of.len() > 1 && word.chars().eq(of.iter().filter_map(|w| w.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::super::describe_turns;

    #[test]
    fn an_exchanged_word_asks() {
        let mut silent = Vec::new();
        for (before, now) in [
            ("What helps", "What hurts"),
            ("What works", "What fails"),
            ("What prevents it", "What causes it"),
            ("Protective factors", "Risk factors"),
            ("Common side effects", "Rare side effects"),
            ("Left knee", "Right knee"),
            ("Weight gain", "Weight loss"),
            ("After a positive test", "After a negative test"),
            ("Normal values", "Abnormal values"),
            ("Treatment group", "Control group"),
            ("Sleep at least this long", "Sleep at most this long"),
            ("Up to 2 weeks", "From 2 weeks"),
            ("Type I", "Type II"),
            ("Grade I sprains", "Grade III sprains"),
            ("Stage one", "Stage two"),
            ("Phase II", "Phase III"),
            ("Hypertension", "Hypotension"),
            ("Hyperthyroidism", "Hypothyroidism"),
            ("Daily dose", "Weekly dose"),
            ("Weekly dose", "Monthly dose"),
            ("Short-term use", "Long-term use"),
            ("Likely causes", "Unlikely causes"),
            ("Approved uses", "Unapproved uses"),
            ("Where it is legal", "Where it is illegal"),
            ("Most people", "Few people"),
            ("For everyone", "For nobody"),
            ("Asthma", "COPD"),
            ("Living with gout", "Living with lupus"),
            ("Infants", "Toddlers"),
            ("During exercise", "Outside exercise"),
            ("Foods to eat", "Foods to skip"),
            ("Foods to try", "Foods to stay away from"),
            ("Instead of surgery", "With surgery"),
            ("✓ Exercise", "✗ Exercise"),
            ("Exercise ✅", "Exercise ❌"),
            ("Symptomatic people", "Asymptomatic people"),
            ("Ibuprofen", "Paracetamol"),
            ("Vitamin D", "Vitamin K"),
            ("Hepatitis B", "Hepatitis C"),
            ("For nurses", "For runners"),
            ("In the morning", "In the evening"),
            ("Hip", "Shoulder"),
            ("Once a day", "Twice a day"),
            ("Arthritis", "Arthrosis"),
            ("Tolerance", "Intolerance"),
            ("Regular doses", "Irregular doses"),
            ("Two weeks", "Four weeks"),
            ("Adults", "Older adults"),
            ("In England", "In Canada"),
            ("Fact", "Myth"),
            ("With food", "Without food"),
            ("Remedies", "Complications"),
            ("Side effects", "Benefits"),
            ("Causes", "Symptoms"),
            ("For patients", "For nurses"),
            ("Two capsules", "Two sachets"),
            ("Stroke", "Heart attack"),
            ("Pain in the upper back", "Pain in the lower back"),
            ("Stage IIIA", "Stage IIIB"),
            ("Part one", "Part two"),
            ("Class A drugs", "Class B drugs"),
            ("Summer", "Winter"),
            ("What heals wounds", "What harms wounds"),
            ("Deficiency", "Excess"),
            ("Inpatients", "Outpatients"),
            ("For beginners", "For experts in judo"),
            ("Always", "Sometimes"),
            ("Reversible damage", "Irreversible damage"),
            ("Vaccinated people", "Unvaccinated people"),
            ("Ages 2 to 5", "Ages 6 to 12"),
            ("Every 4 hours", "Every 6 hours"),
        ] {
            silent.extend(
                [(before, now), (now, before)].into_iter().filter(|(one, other)| describe_turns(one, other).is_empty()),
            );
        }
        assert_eq!(silent, []);
    }

    #[test]
    fn a_line_that_is_only_worded_anew_does_not() {
        let mut asks = Vec::new();
        for (before, now) in [
            ("Reduce your pain", "Ease your pain"),
            ("High-protein snacks", "Protein-rich snacks"),
            ("Tips for older adults", "Tips for seniors"),
            ("Can't sleep?", "Trouble sleeping?"),
            ("What helps", "What works"),
            ("Causes", "Reasons"),
            ("Overview", "Introduction"),
            ("Sore knees", "Knee pain"),
            ("Treating asthma", "Asthma treatments"),
            ("Asthma", "What is asthma?"),
            ("How to prevent falls", "Preventing falls"),
            ("Preventing falls", "Prevention of falls"),
            ("Exercise for sore backs", "Exercises that ease back pain"),
            ("Signs of gout", "Gout: symptoms"),
            ("When to see a doctor", "When to call your doctor"),
            ("The bottom line", "In short"),
            ("Remedies", "Home remedies that work"),
            ("5 ways to sleep better", "7 tips for better sleep"),
            ("Irritable bowel syndrome", "IBS"),
            ("Two weeks", "2 weeks"),
            ("Type II diabetes", "Type 2 diabetes"),
            ("COVID-19 vaccine", "COVID-19 vaccination"),
            ("Diabetes diet", "A diet for diabetes"),
            ("Walking and your knees", "Your knees and walking"),
            ("In pregnancy", "If you are pregnant"),
            ("Dosage", "Dose"),
            ("Kids", "Children"),
            ("Medicines", "Medication"),
            ("Vaccines for children", "Children's vaccines"),
            ("Side effects", "Adverse reactions"),
            ("Women's health", "Health of women"),
            ("Relief for aching joints", "Soothing aching joints"),
            ("Treatment", "What you can do"),
            ("Causes of gout", "Why gout happens"),
            ("Symptoms", "What you may notice"),
            ("Asthma treatment", "Asthma control"),
            ("Eating well", "A healthy diet"),
            ("When to worry", "When to call a doctor"),
            ("Exercise", "Exercise and activity"),
            ("The benefits of yoga", "How yoga helps"),
            ("FAQ", "Frequently asked questions"),
            ("Dose for adults", "How much adults should take"),
        ] {
            asks.extend(
                [(before, now), (now, before)]
                    .into_iter()
                    .filter(|(one, other)| !describe_turns(one, other).is_empty()),
            );
        }
        assert_eq!(asks, []);
    }
}
