//! Dates that a word stands before: `Published January 25, 2023`, `[updated 2022 Nov 3;`, `Page last reviewed: 12 April
//! 2021`, `Medically reviewed by A. Poe, MD on May 2, 2021`, `Epub 2015 Dec 1`.

use super::opens_word;
use crate::model::PartialDate;
use crate::read::printed::dates::{Dated, find_dates, read_date_at_head};
use crate::read::printed::words::find_words;
use crate::text::lexicon::PRINTED_REFERENCES;
use std::sync::LazyLock;

/// What a labelled date tells.
#[derive(Clone, Copy)]
enum DateLabel {
    /// The date of publication.
    Published,
    /// That of another version, which stands for it where no other is printed.
    Updated,
    /// None of the work's.
    Neither,
}

use DateLabel::{Neither, Published, Updated};

/// The labels and what each tells, the longer before those that they hold.
static LABELS: LazyLock<Vec<(&str, DateLabel)>> = LazyLock::new(|| {
    let sort = |word: &str| match word {
        "published" => Published,
        "updated" => Updated,
        _ => Neither,
    };
    PRINTED_REFERENCES.pairs("dates").into_iter().map(|(label, word)| (label, sort(word))).collect()
});

/// The longest name of a reviewer between a label and its date, in bytes.
const REVIEWER: usize = 80;

/// The first labelled date of each sort.
#[derive(Debug, Default)]
pub(super) struct LabelledDates {
    pub(super) published: Option<PartialDate>,
    pub(super) updated: Option<PartialDate>,
}

/// Takes every labelled date out of the text.
pub(super) fn take_dates(text: &mut String) -> LabelledDates {
    let mut first = LabelledDates::default();
    for &(label, sort) in LABELS.iter() {
        let Some((at, end, found)) = find(text, label) else { continue };
        match sort {
            Published => _ = first.published.get_or_insert(found.date),
            Updated => _ = first.updated.get_or_insert(found.date),
            Neither => {}
        }
        let closing = text.get(end..).is_some_and(|t| t.starts_with(['.', ';', ']', ')']));
        let opening = text.get(..at).is_some_and(|b| b.ends_with(['[', '(']));
        // "[updated 2022 Nov 3; cited …]" keeps its brackets for what is cited.
        let bracket = opening && text.get(end..).is_some_and(|t| t.starts_with([']', ')']));
        let end = if closing && (bracket || !opening) { end + 1 } else { end };
        text.replace_range(at - usize::from(bracket)..end, if bracket || opening { " " } else { ". " });
    }
    first
}

/// Where a label with its date begins and ends, and the date.
fn find(text: &str, label: &str) -> Option<(usize, usize, Dated)> {
    find_words(text, label).filter(|at| opens_word(text, *at)).find_map(|labelled| {
        let at = find_sentence_start(text, label, labelled);
        let begins = text.get(..at)?.trim_end();
        // "Br J Sports Med Published Online First: 4 May 2020"
        let online = label.ends_with("online first") && text.get(at..)?.starts_with('P');
        let marks = ['.', ';', ',', '[', '(', '?', '!', ')', ']', '”', '"', '|', '–', '—', '-'];
        if !(begins.is_empty() || begins.ends_with(marks) || online) {
            return None;
        }
        let words = text.get(labelled + label.len()..)?.trim_start_matches([':', ',', ' ']);
        let words = words.strip_prefix("on ").unwrap_or(words);
        let from = text.len() - words.len();
        let found = match words.starts_with("by ") {
            true => find_dates(words).into_iter().next().filter(|d| d.start <= REVIEWER)?,
            false => read_date_at_head(words).filter(|d| d.start <= 1)?,
        };
        Some((at, from + found.end, found))
    })
}

/// Where the sentence of a label begins, if few words stand before it: `Topic last updated`, `This page was last reviewed`.
fn find_sentence_start(text: &str, label: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let from = before.rfind(". ").map_or(0, |stop| stop + 2);
    let words = before.get(from..).unwrap_or_default();
    let few = (1..=4).contains(&words.split_whitespace().count());
    let plain = words.chars().all(|c| c.is_alphabetic() || c == ' ') && words.starts_with(char::is_uppercase);
    if label.starts_with("last ") && from > 0 && few && plain { from } else { at }
}
