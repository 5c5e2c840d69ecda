//! Re-anchoring against an edit corpus of our own: eight kinds of edit, each at every sentence of a text whose sentences
//! are deliberately alike. Nothing may land in a wrong place, and nothing that matters may change unseen.

#![allow(clippy::expect_used, reason = "the corpus is ours: what is missing in it is a fault of the test")]
#![allow(clippy::print_stdout, reason = "how often harmless edits asked is worth seeing")]

use super::changed_words::Row;
use claimbook::model::OccurrenceState;
use claimbook::text::anchor::{AnchoringText, Selector, capture, reanchor};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A text as paragraphs of sentences.
type Text = Vec<Vec<String>>;

const TOPICS: [&str; 12] = [
    "back pain",
    "pelvic girdle pain",
    "swelling of the ankles",
    "heartburn",
    "poor sleep",
    "leg cramps",
    "nausea",
    "shortness of breath",
    "a stiff neck",
    "numb fingers",
    "constipation",
    "headache",
];
const VERBS: [&str; 6] = ["reduces", "increases", "prevents", "relieves", "worsens", "shortens"];
const POPULATIONS: [&str; 5] = ["women", "adults", "runners", "older people", "nurses"];
const REMEDIES: [&str; 7] = ["walking", "swimming", "yoga", "massage", "a warm bath", "stretching", "a support belt"];

/// Sixty sentences in paragraphs of four, made from few patterns: every sentence has near relatives.
fn text() -> Text {
    let sentence = |i: usize| {
        let (topic, verb) = (TOPICS[i % 12], VERBS[(i * 5 + i / 12) % 6]);
        let (who, remedy) = (POPULATIONS[(i * 3 + 1) % 5], REMEDIES[(i * 2 + i / 7) % 7]);
        let n = 11 + i;
        match i % 4 {
            0 => format!("In more than {n}% of {who}, {remedy} {verb} {topic} within {} weeks.", 2 + i % 9),
            1 => format!("A study of {} {who} found that {remedy} {verb} {topic} by {n} points.", 100 + i * 7),
            2 => format!("There is no evidence that {remedy} {verb} {topic} in {who} before week {n}."),
            _ => format!("About {n} of 100 {who} say that {topic} is worse at night, and {remedy} {verb} it."),
        }
    };
    (0..60).map(sentence).collect::<Vec<_>>().chunks(4).map(<[String]>::to_vec).collect()
}

fn joined(text: &Text) -> String {
    text.iter().map(|p| p.join(" ")).collect::<Vec<_>>().join("\n\n")
}

/// Where a sentence stands in the joined text, in code points.
fn place(text: &Text, paragraph: usize, sentence: usize) -> (u32, u32) {
    let before: usize = text[..paragraph].iter().map(|p| p.join(" ").chars().count() + 2).sum();
    let within: usize = text[paragraph][..sentence].iter().map(|s| s.chars().count() + 1).sum();
    let start = before + within;
    (start as u32, (start + text[paragraph][sentence].chars().count()) as u32)
}

/// An edit of one sentence, and where that sentence is afterwards: none if it is gone.
struct Edit {
    kind: &'static str,
    /// The text as it was, where the edit needs a special one.
    old: Text,
    new: Text,
    place: Option<(usize, usize)>,
    /// Whether the claim is worded as before.
    harmless: bool,
}

fn edits(text: &Text, p: usize, s: usize) -> Vec<Edit> {
    let n = p * 4 + s;
    let made = |kind, change: &dyn Fn(&mut Text), place, harmless| {
        let mut new = text.clone();
        change(&mut new);
        Edit { kind, old: text.clone(), new, place, harmless }
    };
    let here = Some((p, s));
    let reworded = |from: &'static str, to: &'static str| move |t: &mut Text| t[p][s] = t[p][s].replacen(from, to, 1);
    let verb = VERBS.iter().find(|v| text[p][s].contains(**v)).expect("every sentence has a verb");
    let who = POPULATIONS.iter().find(|w| text[p][s].contains(**w)).expect("every sentence has a population");
    let number = (11 + n).to_string();
    let other = (p + 7) % 15;
    let mut all = vec![
        made("shift", &|t| t.insert(0, vec!["A new opening, which says what follows.".into()]), Some((p + 1, s)), true),
        made("delete", &|t| drop(t[p].remove(s)), None, false),
        made("number", &|t| t[p][s] = t[p][s].replacen(&number, &(12 + n).to_string(), 1), here, false),
        made("verb", &reworded(verb, if *verb == "reduces" { "increases" } else { "reduces" }), here, false),
        made("population", &reworded(who, if *who == "women" { "men" } else { "women" }), here, false),
        made("typo", &|t| t[p][s] = misspelt(&t[p][s], n), here, false),
        made(
            "move",
            &|t| {
                let sentence = t[p].remove(s);
                t[other].push(sentence);
            },
            Some((other, 4)),
            true,
        ),
        made("neighbours", &|t| t[p] = surrounded(&t[p][s]), Some((p, 1)), true),
    ];
    let mut doubled = text.clone();
    let copy = doubled[p][s].clone();
    doubled[other].insert(1, copy);
    let mut left = doubled.clone();
    left[p].remove(s);
    all.push(Edit { kind: "duplicate", old: doubled, new: left, place: None, harmless: false });
    let (from, to) = match n % 4 {
        0 => ("more than", "less than"),
        1 => ("found that", "did not find that"),
        2 => ("no evidence", "evidence"),
        _ => ("of 100", "of 1000"),
    };
    all.push(made("sense", &reworded(from, to), here, false));
    all
}

/// One slip in a longer word that carries no figure: two letters swapped, one doubled, one left out.
fn misspelt(sentence: &str, n: usize) -> String {
    let words: Vec<&str> = sentence.split(' ').collect();
    #[rustfmt::skip]
    let plain = [
        "evidence", "study", "found", "night", "swimming", "walking", "massage", "stretching", "ankles", "girdle", "sleep", "cramps", "breath", "fingers",
        "heartburn", "headache", "constipation", "nausea", "back",
    ];
    let at = words.iter().rposition(|w| plain.contains(w)).expect("every sentence has a word that carries no sense");
    let mut letters: Vec<char> = words[at].chars().collect();
    match n % 3 {
        0 if letters.len() > 3 => letters.swap(2, 3),
        1 if letters.len() > 3 => letters.insert(2, letters[2]),
        _ => drop(letters.remove(letters.len() / 2)),
    }
    let word: String = letters.into_iter().collect();
    words.iter().enumerate().map(|(i, w)| if i == at { word.as_str() } else { w }).collect::<Vec<_>>().join(" ")
}

fn surrounded(sentence: &str) -> Vec<String> {
    let new = ["Nobody had written this before.", "Speak with a midwife about it.", "A closing remark."];
    vec![new[0].into(), sentence.to_owned(), new[1].into(), new[2].into()]
}

/// What an edit came to.
#[derive(Default, Debug)]
struct Tally {
    cases: usize,
    wrong: usize,
    silent: usize,
    asked: usize,
}

/// Runs the corpus at every `step`th paragraph; with the old text at hand or without; `part` picks the words of a sentence that were captured, by code points within it.
fn run(step: usize, with_old: bool, part: impl Fn(&str) -> (usize, usize)) -> BTreeMap<&'static str, (bool, Tally)> {
    let text = text();
    let mut tallies: BTreeMap<&str, (bool, Tally)> = BTreeMap::new();
    for (p, s) in (0..15).step_by(step).flat_map(|p| (0..4).map(move |s| (p, s))) {
        for edit in edits(&text, p, s) {
            let (start, _) = place(&edit.old, p, s);
            let (from, to) = part(&edit.old[p][s]);
            let selector = capture(&joined(&edit.old), start + from as u32, start + to as u32);
            let (old, new) = (joined(&edit.old), joined(&edit.new));
            let found = reanchor(&selector, with_old.then_some(old.as_str()), &new);
            let carried = matches!(found.state, OccurrenceState::Exact | OccurrenceState::Moved);
            let (_, tally) = tallies.entry(edit.kind).or_insert((edit.harmless, Tally::default()));
            tally.cases += 1;
            let right = edit.place.is_some_and(|(p, s)| {
                let (start, end) = place(&edit.new, p, s);
                found.start >= start && found.end <= end
            });
            tally.wrong += usize::from(carried && !right);
            // A part of a sentence may well be untouched by an edit of the rest.
            let touched = edit.place.is_none_or(|_| !new.contains(&selector.exact));
            tally.silent += usize::from(carried && !edit.harmless && touched);
            tally.asked += usize::from(!carried && edit.harmless);
        }
    }
    tallies
}

fn judge(tallies: &BTreeMap<&'static str, (bool, Tally)>) {
    let (mut harmless, mut asked) = (0, 0);
    for (kind, (is_harmless, tally)) in tallies {
        println!("{kind}: {tally:?}");
        assert!(tally.cases >= 40, "{kind}");
        assert_eq!((tally.wrong, tally.silent), (0, 0), "{kind}");
        if *is_harmless {
            harmless += tally.cases;
            asked += tally.asked;
        }
    }
    println!("asked in {asked} of {harmless} harmless edits");
    assert!(asked * 200 <= harmless, "asked in {asked} of {harmless} harmless edits, more than 5 in 1,000");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn whole_sentences_survive_what_is_harmless_and_nothing_else_passes() {
    judge(&run(1, true, |sentence| (0, sentence.chars().count())));
}

/// The same as rows of the table in docs/accuracy.md.
pub(crate) fn whole_sentences() -> Vec<(String, Row)> {
    let row = |(kind, (harmless, t)): (&str, (bool, Tally))| {
        let asked = if harmless { t.asked } else { t.cases - t.silent };
        (kind.to_owned(), Row { edits: t.cases, wrong: t.wrong + t.silent, asked, harmless })
    };
    run(1, true, |sentence| (0, sentence.chars().count())).into_iter().map(row).collect()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn parts_of_sentences_do_too_without_the_old_text() {
    // From behind the second word to the last but one: comparators and figures may stand outside.
    let tallies = run(2, false, |sentence| {
        let spaces: Vec<usize> = sentence.char_indices().filter(|(_, c)| *c == ' ').map(|(i, _)| i).collect();
        (spaces[1] + 1, spaces[spaces.len() - 1])
    });
    for (kind, (_, tally)) in &tallies {
        println!("{kind}: {tally:?}");
        assert_eq!((tally.wrong, tally.silent), (0, 0), "{kind}");
    }
}

#[test]
fn what_stands_beside_the_words_counts() {
    for (old, new, exact) in [
        ("It helps more than 40% of women in pain.", "It helps less than 40% of women in pain.", "40% of women"),
        ("It helps 40% of women in pain.", "It helps 140% of women in pain.", "40% of women"),
        ("It is safe for women.", "It is not safe for women.", "safe for women"),
        ("It is safe for women.", "It is unsafe for women.", "safe for women"),
        ("They took 5 mg daily.", "They took 5 mg weekly.", "5 mg"),
        ("Scores fell by 5 points.", "Scores fell by 5.5 points.", "Scores fell by 5"),
        ("Relaxin loosens ligaments.", "It is not true that Relaxin loosens ligaments.", "Relaxin loosens ligaments."),
    ] {
        let start = old.find(exact).expect("the words are there");
        let found = reanchor(&capture(old, start as u32, (start + exact.len()) as u32), Some(old), new);
        assert_eq!(found.state, OccurrenceState::Changed, "{new}: {found:?}");
        assert!(!found.altered.is_empty(), "{new}");
    }
}

#[test]
fn copies_are_told_apart_by_their_neighbours_or_not_at_all() {
    let old =
        "First comes rest. Rest helps. Then comes work.\n\nWhoever sleeps well knows. Rest helps. Nobody doubts it.";
    let second = old.rfind("Rest helps.").expect("there") as u32;
    let selector = capture(old, second, second + 11);
    assert_eq!(selector.count, 2);
    let shifted = format!("New.\n\n{old}");
    let found = reanchor(&selector, None, &shifted);
    assert_eq!((found.state, found.start), (OccurrenceState::Moved, second + 6));
    let twins = "Rest helps. Rest helps. Rest helps.";
    let selector = capture(twins, 12, 23);
    assert_eq!(reanchor(&selector, Some(twins), twins).state, OccurrenceState::Exact);
    assert_eq!(reanchor(&selector, None, "Rest helps. Rest helps.").state, OccurrenceState::Ambiguous);
}

#[test]
fn a_changed_figure_is_named() {
    let old = "Ice is cold. In 40% of women relaxin loosens the ligaments of the pelvis. Fire is hot.";
    let new = old.replace("40%", "45%");
    let found = reanchor(&capture(old, 13, 73), Some(old), &new);
    assert_eq!(found.state, OccurrenceState::Changed);
    assert_eq!(found.altered, ["“40” became “45”"]);
    assert!(found.found.starts_with("In 45% of women") && found.score > 0.9);
    assert_eq!(found.runner_up, None);
    let gone = reanchor(&capture(old, 13, 73), Some(old), "Ice is cold. Fire is hot.");
    assert_eq!(gone.state, OccurrenceState::Orphaned);
}

proptest! {
    #[test]
    fn no_input_panics_and_an_unchanged_text_is_exact(
        text in "[a-e .\n0-9é中“”]{0,120}", other in "[a-e .\n0-9é中“”]{0,120}", start in 0..130_u32, length in 1..60_u32
    ) {
        let selector = capture(&text, start, start.saturating_add(length));
        let size = text.chars().count() as u32;
        prop_assert!(selector.start <= selector.end && selector.end <= size);
        if !selector.exact.is_empty() {
            prop_assert!(selector.count >= 1);
            let same = reanchor(&selector, Some(&text), &text);
            prop_assert_eq!((same.state, same.start, same.end), (OccurrenceState::Exact, selector.start, selector.end));
        }
        let found = reanchor(&selector, Some(&text), &other);
        let size = other.chars().count() as u32;
        prop_assert!(found.start <= found.end && found.end <= size);
        prop_assert!((0.0..=1.0).contains(&found.score));
        let words: String = other.chars().skip(found.start as usize).take((found.end - found.start) as usize).collect();
        prop_assert_eq!(found.found, words);
    }

    #[test]
    fn any_selector_is_borne(exact in any::<String>(), prefix in any::<String>(), text in any::<String>(), start in any::<u32>()) {
        let selector = Selector { exact, prefix, suffix: String::new(), start, end: start.saturating_add(3), count: 1 };
        let _ = AnchoringText::new(&text).reanchor(&selector, None);
    }
}
