//! Words that turn what stands under them: negations, advice and warnings, populations, directions, times.

use super::exchanged::describe_exchanges;
use super::heads::{CELL, JOINT};
use crate::text::lexicon::{QUANTITIES, SOFTLY_TURNING, TURNING, WordSet};
use crate::text::spelling::unify_spelling;
use crate::text::words::PlainText;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The turning words that came or went between what stood over words and what stands there now, were exchanged or changed
/// places, in words.
pub fn describe_turns(before: &str, now: &str) -> Vec<String> {
    if before == now {
        return Vec::new();
    }
    let (was, is) = (list_turning_words(before), list_turning_words(now));
    let named = |words: &BTreeSet<String>, other: &BTreeSet<String>, line: &str, what: &str| {
        let lone = words.difference(other).filter(|word| !is_said_softly(word, line));
        lone.map(|word| format!("“{word}” {what}")).collect::<Vec<_>>()
    };
    let mut turned = [named(&was, &is, now, "went"), named(&is, &was, before, "came")].concat();
    if turned.is_empty() {
        let is_judged = |word: &str| name_turning(word).is_some();
        turned = describe_exchanges(before, now, is_judged);
    }
    if turned.is_empty() {
        let pairs = before.split(JOINT).zip(now.split(JOINT));
        turned.extend(pairs.filter_map(|(before, now)| find_changed_places(before, now)));
    }
    turned
}

/// Whether a line says a turning word in another way.
fn is_said_softly(turning: &str, line: &str) -> bool {
    let soft = SOFTLY_TURNING.lists().iter().filter(|list| list.name == turning).flat_map(|list| &list.entries);
    let words: Vec<String> = PlainText::new(line, &[]).words().into_iter().map(|w| w.text.to_lowercase()).collect();
    soft.into_iter().any(|soft| words.iter().any(|word| word == soft))
}

/// The turning words of a line, each once.
fn list_turning_words(over: &str) -> BTreeSet<String> {
    list_turning(over).into_iter().collect()
}

/// What a review signs of the lines over a claim: their words, in one spelling.
pub fn unify_headings(over: &str) -> Vec<String> {
    list_plain_words(over)
}

/// Words of a line that stand in another order where order tells: in the heads of columns, and beside "not" or "before".
fn find_changed_places(before: &str, now: &str) -> Option<String> {
    let (was, is) = (list_turning(before), list_turning(now));
    let order_tells =
        || before.contains(CELL) || was.iter().any(|w| matches!(w.as_str(), "not" | "except" | "before" | "after"));
    let moved = was.iter().zip(&is).find(|(was, is)| was != is)?;
    order_tells().then(|| format!("“{}” and “{}” changed places", moved.0, moved.1))
}

/// What a turning word says: words of one list say one thing.
fn name_turning(word: &str) -> Option<&'static str> {
    static NAMES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
        // A word that stands in two lists says what the first is named after.
        let lists = TURNING.lists().iter().rev();
        lists.flat_map(|list| list.entries.iter().map(|word| (*word, list.name))).collect()
    });
    NAMES.get(word).copied()
}

/// Words beside a figure that make it say for whom or when; other figures of a heading number or count.
static MEASURED: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("measured headings"));
const ORDINALS: &[&str] = &["first", "second", "third", "fourth"];

/// Words whose number or letter behind them says which of several things is meant.
static NUMBERED: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("numbered things"));
/// A number up to twelve in digits, where a word or a Roman numeral says it.
fn read_digits(word: &str) -> Option<String> {
    let lists = ["cardinals", "roman numerals"].map(|list| QUANTITIES.entries(list));
    let place = lists.iter().find_map(|list| list.iter().take(12).position(|number| *number == word))?;
    Some((place + 1).to_string())
}

/// Children's vaccines are vaccines for children.
fn without_possessive(word: String) -> String {
    word.strip_suffix("'s").filter(|w| w.len() > 2 && *w != "don").map(str::to_owned).unwrap_or(word)
}

/// The words of a line in lower case, numbers in digits where they count or number something, phrases of bounds as one word.
fn list_plain_words(over: &str) -> Vec<String> {
    let words: Vec<String> = unify_spelling(&PlainText::new(over, &[]).words())
        .into_iter()
        .map(|w| without_possessive(w.text.to_lowercase()))
        .collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let at = |i: usize| words.get(i).map_or("", String::as_str);
        let (before, next) = (if i == 0 { "" } else { at(i - 1) }, at(i + 1));
        let is_counting = NUMBERED.contains(before) || word.len() > 2 && MEASURED.contains(next);
        let number = if is_counting { read_digits(word) } else { None };
        let one = match (before, word.as_str(), next) {
            (_, "side", "effect" | "effects") => "adverse",
            ("at", "least", _) | ("least", _, _) if word == "least" => "at_least",
            ("at", "most", _) | ("up", "to", _) => "at_most",
            ("older" | "elderly" | "senior", "adults" | "adult" | "citizens" | "people", _) => "older",
            ("young" | "younger", "adults" | "adult" | "people", _) => "younger",
            ("stay" | "keep" | "steer", "away" | "clear", _) => "avoid",
            _ => number.as_deref().unwrap_or(word),
        };
        out.push(one.to_owned());
    }
    out
}

/// The turning words of a line in their order, each where it stands first.
fn list_turning(over: &str) -> Vec<String> {
    let words = list_plain_words(over);
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
            MEASURED.contains(before) || MEASURED.contains(next) || MEASURED.contains(at(i + 2)) && next == "−";
        let is_figure = word.starts_with(|c: char| c.is_ascii_digit()) || ORDINALS.contains(&word.as_str());
        let is_name = |word: &str| word.chars().count() == 1 || word.contains(|c: char| c.is_ascii_digit());
        let is_numbered = NUMBERED.contains(before) && is_name(word);
        let turns = if is_numbered {
            Some(format!("{} {word}", before.trim_end_matches('s')))
        } else if is_figure && is_measured {
            Some(format!("{word} {}", if MEASURED.contains(next) { next } else { before }).trim().to_owned())
        } else if word.ends_with("n't") || word == "don'ts" {
            Some("not".to_owned())
        } else if !(is_place || is_cause || is_idiom) {
            name_turning(word).map(str::to_owned)
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
