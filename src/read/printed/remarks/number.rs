//! Numbers of reports, guidelines, versions, registered trials and articles, where they stand apart: in brackets behind a
//! title, or as a sentence of their own.

use super::{MOST, opens_word};
use crate::read::printed::words::{find_sentence_spans, find_word};
use crate::text::lexicon::{PRINTED_REFERENCES, WordSet};
use std::sync::LazyLock;

/// The numbers of a work.
#[derive(Debug, Default)]
pub(in super::super) struct WorkNumbers {
    /// That of an article, or else the first one.
    pub(in super::super) number: Option<String>,
    /// One of them is that of a work that is no article.
    pub(in super::super) is_report: bool,
    pub(in super::super) version: Option<String>,
    /// `Abstract 44`.
    pub(in super::super) note: Option<String>,
}

/// Takes them out of the text.
pub(super) fn take_numbers(text: &mut String) -> WorkNumbers {
    let mut numbers = take_bracketed(text);
    numbers.number = take_article_number(text).or(numbers.number);
    numbers.version = numbers.version.or(take_version(text));
    for _ in 0..MOST {
        let Some((from, to, number)) = find_sentence(text) else { break };
        let words = text.get(from..to).unwrap_or_default().trim_end_matches('.').to_owned();
        text.replace_range(from..to, " ");
        match words.starts_with("Abstract") {
            true => _ = numbers.note.get_or_insert(words),
            false => numbers.add_report(number),
        }
    }
    numbers
}

impl WorkNumbers {
    /// Adds the number of a work that is no article.
    fn add_report(&mut self, number: String) {
        self.number.get_or_insert(number);
        self.is_report = true;
    }
}

/// Words that the number in a bracket stands behind.
static BEFORE: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("before a number in brackets"));

/// `(Report No. 44)`, `(NICE Guideline No. 193)`, `(Version 2.1)`, `(ClinicalTrials.gov Identifier NCT01234567)`.
fn take_bracketed(text: &mut String) -> WorkNumbers {
    let mut numbers = WorkNumbers::default();
    for _ in 0..MOST {
        let found = text.match_indices('(').find_map(|(at, _)| {
            let inner = text.get(at + 1..)?;
            let inner = inner.get(..inner.find(')').filter(|end| *end <= 80)?)?;
            let (words, number) = inner.rsplit_once(' ')?;
            let label = words.rsplit(' ').next()?.trim_matches(['.', ':', '(']).to_lowercase();
            // "(CAS No. 302-01-2)" belongs to a title.
            let kind = words.rsplit(' ').nth(1).map(str::to_lowercase);
            let kind = kind.is_none_or(|k| !label.starts_with('n') || REPORTS.iter().any(|r| r.contains(&k.as_str())));
            let fits = kind && BEFORE.contains(&label) && number.contains(|c: char| c.is_ascii_digit());
            let behind = text.get(at + inner.len() + 2..)?.trim_start();
            let closes = behind.is_empty() || behind.starts_with(['.', '[', ';', ',']);
            // "12 (No. 4)" is an issue.
            let journal = text.get(..at)?.trim_end().ends_with(|c: char| c.is_ascii_digit());
            (fits && closes && !journal).then(|| (at, inner.len(), label, number.trim_matches(',').to_owned()))
        });
        let Some((at, length, label, number)) = found else { break };
        text.replace_range(at..at + length + 2, "");
        match label.as_str() {
            "version" | "release" => _ = numbers.version.get_or_insert(number),
            _ => numbers.add_report(number),
        }
    }
    numbers
}

/// `Art. No.: CD009990`: stops that end no sentence. Of several labels the last counts.
fn take_article_number(text: &mut String) -> Option<String> {
    let mut last = None;
    for label in ["art. no.:", "art. no.", "art no.:", "article no.:", "article id:", "article id"] {
        let Some(at) = find_word(text, label).filter(|at| opens_word(text, *at)) else { continue };
        let behind = text.get(at + label.len()..).unwrap_or_default();
        let number = behind.trim_start().split([' ', ',', ';']).next().unwrap_or_default().trim_end_matches('.');
        if number.contains(|c: char| c.is_ascii_digit()) {
            let end = at + label.len() + (behind.len() - behind.trim_start().len()) + number.len();
            last = Some(number.to_owned());
            text.replace_range(at..end, " ");
        }
    }
    last
}

/// `Version 1.2022.` behind a title.
fn take_version(text: &mut String) -> Option<String> {
    let at = text.find(". Version ")?;
    let number = text.get(at + 10..).unwrap_or_default().split([' ', ',', ';']).next().unwrap_or_default();
    let (ends, plain) = (number.ends_with('.'), number.trim_end_matches('.'));
    if !ends || plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let (version, length) = (plain.to_owned(), number.len());
    text.replace_range(at..at + 10 + length, ".");
    Some(version)
}

/// Kinds of reports; those of the second list are often named by their numbers alone.
const REPORTS: [&[&str]; 2] = [
    &[
        "report",
        "sheet",
        "factsheet",
        "note",
        "memorandum",
        "monograph",
        "publ",
        "publication",
        "paper",
        "brief",
        "leaflet",
        "circular",
        "technical",
        "series",
        "document",
        "identifier",
        "registration",
    ],
    &["episode", "review", "bulletin", "opinion", "guideline", "statement", "abstract", "faq"],
];

/// The words between them.
const MARKS: [&str; 9] = [", no. ", ", no ", " no. ", " no.: ", " no: ", " no ", " number ", " nr. ", ": "];

/// `AHCPR Publ No 96-0692.`, `Comparative Effectiveness Review No. 241.`, `Abstract 44.`, `NCT01234567.`
fn find_sentence(text: &str) -> Option<(usize, usize, String)> {
    find_sentence_spans(text).into_iter().enumerate().skip(1).find_map(|(at, sentence)| {
        let part = sentence.text;
        let lower = part.to_lowercase();
        let split = MARKS.iter().find_map(|m| lower.find(m).map(|i| (i, i + m.len())));
        let (end, from) = split.or_else(|| lower.rfind(' ').map(|i| (i, i + 1))).unwrap_or((0, 0));
        let kind = lower.get(..end)?.rsplit(' ').next()?;
        let number = part.get(from..)?.trim_end_matches(['.', ',', ';']);
        let named = |kinds: &[&str]| kinds.contains(&kind);
        let marked = split.is_some();
        let [reports, others] = REPORTS;
        // "EMA/123456/2021", "INDG171"
        let capitals = part.chars().take_while(char::is_ascii_uppercase).count();
        let figures = part.contains(|c: char| c.is_ascii_digit());
        if at >= 2 && !part.contains(' ') && capitals >= 2 && figures {
            return Some((sentence.start, sentence.end(), part.to_owned()));
        }
        let fits = (marked && named(reports))
            || ((marked || matches!(kind, "abstract" | "guideline" | "guidance" | "episode"))
                && at >= 2
                && named(others));
        let long = split.is_some_and(|(end, from)| from - end > 2)
            && at >= 2
            && number.len() >= 6
            && part.split(' ').count() <= 4;
        let fits = fits || long;
        let plain = !number.is_empty()
            && !number.starts_with('[')
            && !number.contains(' ')
            && number.contains(|c: char| c.is_ascii_digit());
        let to = sentence.end();
        let stop = usize::from(text.get(to..).is_some_and(|rest| rest.starts_with('.')));
        (fits && plain && end <= 60).then(|| (sentence.start, to + stop, number.to_owned()))
    })
}
