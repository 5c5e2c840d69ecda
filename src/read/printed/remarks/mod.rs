//! What an entry says about the work or about itself, beside what identifies it: that it was retracted or corrected,
//! is ahead of print, when a page was updated, its language, its length, and the labels of links. All of it is taken out
//! of the string before a style reads it.

mod citation;
mod dated;
mod genre;
mod labels;
mod language;
mod meeting;
mod number;

use self::citation::cut_citation_lead;
use self::dated::take_dates;
use self::genre::take_genre;
use self::labels::cut_labels;
use self::language::take_language;
use self::meeting::take_meeting;
use self::number::take_numbers;
use super::dates::read_date_at_head;
use super::identifiers::Identifiers;
use super::words::{find_word, is_year};
use crate::model::{NoticeKind, PartialDate};
use crate::text::fate::take_fate;
use crate::text::lexicon::PRINTED_REFERENCES;
use std::sync::LazyLock;

pub(super) use self::genre::{is_genre, is_sort};
pub(super) use self::meeting::Meeting;
pub(super) use self::number::WorkNumbers;

/// What an entry says about the work or about itself.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// When it was published, where a word says so.
    pub(super) published: Option<PartialDate>,
    /// When the page was updated or reviewed: the date of publication where no other is printed.
    pub(super) updated: Option<PartialDate>,
    /// `in press`, `retracted`.
    pub(super) status: Option<String>,
    /// What sort of work it is.
    pub(super) genre: Option<String>,
    pub(super) numbers: WorkNumbers,
    /// Where it was presented.
    pub(super) meeting: Option<Meeting>,
    /// Its language, as a tag.
    pub(super) language: Option<&'static str>,
    /// Its page in a newspaper.
    pub(super) page: Option<String>,
}

/// Takes every remark out of a text whose identifiers were taken.
pub(super) fn take(text: &mut String, identifiers: &Identifiers) -> Remarks {
    let retracted = take_retraction(text);
    cut_notes_behind(text);
    let dates = take_dates(text);
    cut_citation_lead(text);
    let status = take_status(text);
    cut_annotation(text, identifiers.accessed.is_some());
    cut_labels(text);
    let genre = take_genre(text);
    let numbers = take_numbers(text);
    let meeting = take_meeting(text);
    let language = take_language(text);
    cut_extent(text);
    let page = take_section(text);
    let bracketed = take_dates_in_brackets(text);
    tidy(text);
    Remarks {
        published: dates.published,
        updated: dates.updated.or(bracketed),
        status: retracted.or(status).map(str::to_owned),
        genre,
        numbers,
        meeting,
        language,
        page,
    }
}

/// No entry holds more of one kind; what is beyond stays in the text.
const MOST: usize = 8;

/// `… 2001: 21(4); 405-9. (Gait, Overviews)`: a sentence in brackets at the end, with which whoever keeps the list files the entry;
/// behind a page, also what they say of it after that. One with a figure in it may say when, or where.
fn cut_annotation(text: &mut String, was_read: bool) {
    let found = text.match_indices(" (").find_map(|(at, _)| {
        let (before, behind) = (text.get(..at)?.trim_end(), text.get(at + 2..)?);
        let (inner, rest) = behind.split_once(')')?;
        let files = inner.starts_with(char::is_uppercase) && !inner.contains(|c: char| c.is_ascii_digit() || c == '(');
        let ends = rest.trim_matches(['.', ' ']).is_empty() || (was_read && rest.starts_with(' '));
        (files && ends && before.ends_with(['.', ']', ';'])).then_some(at)
    });
    if let Some(at) = found {
        text.truncate(at);
    }
}

/// `RETRACTED: Title`, `Title [Retracted]`, `Retracted in: …`, `(Retraction published 2011, …)`.
fn take_retraction(text: &mut String) -> Option<&'static str> {
    const BEHIND: [&str; 5] =
        ["retracted in", "retraction in", "retraction published", "retracted and replaced in", "retracted by"];
    let fate = take_fate(text).and_then(|kind| match kind {
        NoticeKind::Withdrawal => Some("withdrawn"),
        NoticeKind::Removal => Some("removed"),
        NoticeKind::Concern => None,
        _ => Some("retracted"),
    });
    if BEHIND.iter().any(|mark| cut_behind(text, mark)) { Some("retracted") } else { fate }
}

/// `Erratum in: …`, `Licence: …`: what such words begin is about another work, up to the bracket or the end.
fn cut_notes_behind(text: &mut String) {
    static MARKS: LazyLock<&[&str]> = LazyLock::new(|| PRINTED_REFERENCES.entries("about other works"));
    for mark in MARKS.iter() {
        cut_behind(text, mark);
    }
}

/// Where an entry leads to other works, `See also …`, whose identifiers are none of its own.
pub(in crate::read) fn find_other_works(text: &str) -> Option<usize> {
    let at = find_word(text, "see also")?;
    text.get(..at)?.trim_end().ends_with(['.', ';', '?', ']', ')', '”', '"']).then_some(at)
}

/// Cuts from a mark that begins a sentence or a bracket to the bracket's end, or to the end of the entry.
fn cut_behind(text: &mut String, mark: &str) -> bool {
    let Some(at) = find_word(text, mark) else { return false };
    let before = text.get(..at).unwrap_or_default().trim_end();
    let Some(last) = before.chars().next_back() else { return false };
    let end = match last {
        '[' => text.get(at..).and_then(|r| find_closing(r, ['[', ']'])).map(|e| at + e + 1),
        '(' => text.get(at..).and_then(|r| find_closing(r, ['(', ')'])).map(|e| at + e + 1),
        '.' | ';' | '?' | ']' | ')' => Some(text.len()),
        _ => return false,
    };
    let start = if matches!(last, '[' | '(') { before.len() - 1 } else { at };
    text.replace_range(start..end.unwrap_or(text.len()), " ");
    true
}

/// Where the bracket closes that opened before a string; the last one where they do not match.
fn find_closing(text: &str, [open, close]: [char; 2]) -> Option<usize> {
    let mut depth = 1_i32;
    let matching = text.char_indices().find(|(_, c)| {
        depth += i32::from(*c == open) - i32::from(*c == close);
        depth == 0
    });
    matching.map(|(at, _)| at).or_else(|| text.rfind(close))
}

/// Says where the work stands, not where it was published.
fn take_status(text: &mut String) -> Option<&'static str> {
    static LABELS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| PRINTED_REFERENCES.pairs("statuses"));
    let mut first = None;
    for (label, status) in LABELS.iter() {
        let Some(at) = find_word(text, label).filter(|at| opens_word(text, *at)) else { continue };
        let before = text.get(..at).unwrap_or_default().trim_end();
        let closed = text.get(at + label.len()..).unwrap_or_default();
        // "(in press)" stands where the date does, and a style reads it there; at the end it does not.
        let last = before.ends_with('(') && closed.trim_end_matches('.') == ")";
        let stands =
            last || label.starts_with('[') || before.ends_with(['.', ';', ']', ',']) || label.contains("ahead");
        if stands && !closed.starts_with(char::is_alphanumeric) {
            let (from, to) = if last { (before.len() - 1, text.len()) } else { (at, at + label.len()) };
            text.replace_range(from..to, if last { "." } else { " " });
            first.get_or_insert(*status);
        }
    }
    first
}

/// `312 p.` at the end: how long a book is.
fn cut_extent(text: &mut String) {
    let trimmed = text.trim_end().trim_end_matches('.');
    let Some((before, unit)) = trimmed.rsplit_once(' ') else { return };
    let Some((before, number)) = before.rsplit_once(' ') else { return };
    let length = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let dated = || before.trim_end().rsplit([' ', ';']).next().is_some_and(is_year);
    if length && matches!(unit, "p" | "pp" | "pages") && (before.ends_with(['.', ',', ';']) || dated()) {
        let end = before.trim_end_matches([',', ';']).len();
        text.truncate(end);
    }
}

/// `;Sect. E:1 (col. 2)`: where in a newspaper; `2004. Chapter 7, Lifestyle`: which part of a report.
fn take_section(text: &mut String) -> Option<String> {
    let mut page = None;
    if let Some(at) = find_word(text, "; sect. ").or_else(|| find_word(text, ";sect. ")) {
        let behind = text.get(at..).and_then(|t| t.split_once(':')).map_or("", |(_, behind)| behind);
        let first = behind.split([' ', '(', '.']).next().unwrap_or_default();
        page = Some(first.to_owned()).filter(|p| p.contains(|c: char| c.is_ascii_digit()));
        text.truncate(at);
    }
    if let Some(at) = find_word(text, ", sec. ") {
        text.truncate(at);
    }
    // "(CADTH report: summary)." behind the year says what sort of work it is.
    let dated = |at: &usize| text.get(..*at).is_some_and(|b| b.rsplit([' ', ';']).take(2).any(is_year));
    if let Some(at) = text.rfind(". (").filter(|at| text.trim_end_matches(['.', ' ']).ends_with(')') && dated(at)) {
        text.truncate(at + 1);
    }
    if let Some(at) =
        text.find(". Chapter ").filter(|at| text.get(..*at).is_some_and(|b| b.rsplit(' ').next().is_some_and(is_year)))
    {
        text.truncate(at + 1);
    }
    page
}

/// `[December 2013]`, `[about 1 p.]`: a date or a length that the library added.
fn take_dates_in_brackets(text: &mut String) -> Option<PartialDate> {
    let mut first = None;
    for _ in 0..MOST {
        let inner = |at: usize| text.get(at + 1..).and_then(|r| r.get(..r.find(']')?));
        let found = text.match_indices('[').find_map(|(at, _)| {
            let inner = inner(at)?;
            let date = read_date_at_head(inner).filter(|d| d.start == 0 && d.end == inner.len());
            (date.is_some() || inner.starts_with("about ")).then_some((at, inner.len(), date))
        });
        let Some((at, length, date)) = found else { break };
        first = first.or(date.map(|d| d.date));
        text.replace_range(at..at + length + 2, " ");
    }
    first
}

/// Whether no letter stands directly before: "Epub" is also part of "Republic".
fn opens_word(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
}

/// One space between words, and no marks left without words between them.
fn tidy(text: &mut String) {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word = if out.ends_with(['.', ';', '?']) { word.trim_start_matches([']', ';', ',']) } else { word };
        let lone = matches!(word, "[" | "(");
        let empty = lone
            || matches!(word, "" | "." | ";" | "()" | "[]" | "(" | "<>" | ".." | "]." | "(;" | "[;" | "()." | "[].")
            || (word == "," && out.ends_with(['.', ',']));
        if empty
            && (out.is_empty() || lone || word.len() > 1 || word.is_empty() || out.ends_with(['.', ',', ';', '?', '!']))
        {
            continue;
        }
        if !(out.is_empty() || word == "." || word == ";") {
            out.push(' ');
        }
        out.push_str(word);
    }
    *text = out;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_taken_out() {
        for (text, rest, status) in [
            ("RETRACTED: Cold. Scalpel. 2009;1:2.", "Cold. Scalpel. 2009;1:2.", Some("retracted")),
            ("Cold [Retracted]. Scalpel, 1, 2.", "Cold. Scalpel, 1, 2.", Some("retracted")),
            ("Cold. S. 2009;1:2. Retracted in: S. 2011;3:4.", "Cold. S. 2009;1:2.", Some("retracted")),
            ("Cold. S. 2009;1:2. Erratum in: S. 2011;3:4.", "Cold. S. 2009;1:2.", None),
            ("Cold [published erratum appears in S 1995; 1(6):8]. S. 2009;1:2. [PDF]", "Cold. S. 2009;1:2.", None),
            ("Warm. Walks 2001: 2(4); 5-9. [PDF] (Gait, Overviews)", "Warm. Walks 2001: 2(4); 5-9.", None),
            ("Soup. Nutr. 2024 [Epub ahead of print].", "Soup. Nutr. 2024.", Some("ahead of print")),
            ("Tea. Herb J. 2019;4:1. Epub 2018 Dec 3.", "Tea. Herb J. 2019;4:1.", None),
            ("The Republic of knees. J. 2001;1:2. French.", "The Republic of knees. J. 2001;1:2.", None),
            ("Knees. Sable: Hall; 2018. 312 p.", "Knees. Sable: Hall; 2018.", None),
            ("Knees [in press]. J Joints.", "Knees. J Joints.", Some("in press")),
        ] {
            let mut left = text.to_owned();
            let remarks = take(&mut left, &Identifiers::default());
            assert_eq!((left.as_str(), remarks.status.as_deref()), (rest, status), "{text}");
        }
    }
}
