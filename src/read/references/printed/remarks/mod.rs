//! What an entry says about the work or about itself, beside what identifies it: that it was retracted or corrected,
//! is ahead of print, when a page was updated, its language, its length, and the labels of links. All of it is taken out
//! of the string before a style reads it.

mod language;

use super::dates::date_at_head;
use super::words::find_word;
use crate::model::{CslDate, Item, PartialDate};
use language::language;

/// What was taken, beside what went into the item.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// When the page was updated or reviewed: the date of publication where no other is printed.
    pub(super) updated: Option<PartialDate>,
}

/// Takes every remark out of `text` into `item`.
pub(super) fn take(text: &mut String, item: &mut Item) -> Remarks {
    let mut remarks = Remarks::default();
    retraction(text, item);
    notes_behind(text);
    dated(text, item, &mut remarks);
    status(text, item);
    labels(text);
    report_number(text, item);
    language(text, item);
    extent(text);
    dates_in_brackets(text, &mut remarks);
    tidy(text);
    remarks
}

/// No entry holds more of one kind; what is beyond stays in the text.
const MOST: usize = 8;

/// `RETRACTED: Title`, `Title [Retracted]`, `Retracted in: …`, `(Retraction published 2011, …)`.
fn retraction(text: &mut String, item: &mut Item) {
    const MARKS: [&str; 9] = [
        "[retracted article]",
        "[retracted]",
        "(retracted article)",
        "(retracted)",
        "retracted article:",
        "retracted article.",
        "retracted:",
        "retracted.",
        "retracted -",
    ];
    const BEHIND: [&str; 5] =
        ["retracted in", "retraction in", "retraction published", "retracted and replaced in", "retracted by"];
    for mark in MARKS {
        if let Some(at) = find_word(text, mark).filter(|at| opens_word(text, *at)) {
            text.replace_range(at..at + mark.len(), " ");
            item.status = Some("retracted".to_owned());
        }
    }
    if BEHIND.iter().any(|mark| cut_behind(text, mark)) {
        item.status = Some("retracted".to_owned());
    }
    if let Some(rest) = text.trim_start().strip_prefix("WITHDRAWN: ").map(str::to_owned) {
        *text = rest;
        item.status = Some("withdrawn".to_owned());
    }
}

/// `Erratum in: …`, `Licence: …`: what such words begin is about another work, up to the bracket or the end.
fn notes_behind(text: &mut String) {
    const MARKS: [&str; 14] = [
        "erratum in",
        "erratum:",
        "published correction appears in",
        "published erratum appears in",
        "published correction in",
        "correction in",
        "corrected and republished",
        "comment in:",
        "comment on:",
        "update in:",
        "update of:",
        "summary for patients in",
        "licence:",
        "license:",
    ];
    for mark in MARKS {
        cut_behind(text, mark);
    }
}

/// Cuts from a mark that begins a sentence or a bracket to the bracket's end, or to the end of the entry.
fn cut_behind(text: &mut String, mark: &str) -> bool {
    let Some(at) = find_word(text, mark) else { return false };
    let before = text.get(..at).unwrap_or_default().trim_end();
    let Some(last) = before.chars().next_back() else { return false };
    let end = match last {
        '[' => text.get(at..).and_then(|r| r.rfind(']')).map(|e| at + e + 1),
        '(' => text.get(at..).and_then(|r| r.rfind(')')).map(|e| at + e + 1),
        '.' | ';' | '?' | ']' | ')' => Some(text.len()),
        _ => return false,
    };
    let start = if matches!(last, '[' | '(') { before.len() - 1 } else { at };
    text.replace_range(start..end.unwrap_or(text.len()), " ");
    true
}

/// `Published January 25, 2023`, `[updated 2022 Nov 3;`, `Page last reviewed: 12 April 2021`, `Epub 2015 Dec 1`.
fn dated(text: &mut String, item: &mut Item, remarks: &mut Remarks) {
    // The date of publication, the date of another version, or neither.
    const LABELS: [(&str, Sort); 25] = [
        ("preprint posted online", Sort::Published),
        ("first published online", Sort::Published),
        ("published online ahead of print", Sort::Published),
        ("published online first", Sort::Published),
        ("published online", Sort::Published),
        ("first published", Sort::Published),
        ("date published", Sort::Published),
        ("published on", Sort::Published),
        ("published", Sort::Published),
        ("posted online", Sort::Published),
        ("posted on", Sort::Published),
        ("posted", Sort::Published),
        ("page last reviewed", Sort::Updated),
        ("page last updated", Sort::Updated),
        ("medically reviewed", Sort::Updated),
        ("content last reviewed", Sort::Updated),
        ("last reviewed", Sort::Updated),
        ("last updated", Sort::Updated),
        ("last modified", Sort::Updated),
        ("date updated", Sort::Updated),
        ("updated", Sort::Updated),
        ("reviewed", Sort::Updated),
        ("revised", Sort::Updated),
        ("ecollection", Sort::Neither),
        ("epub", Sort::Neither),
    ];
    for (label, sort) in LABELS {
        let Some(at) = find_word(text, label).filter(|at| opens_word(text, *at)) else { continue };
        let behind = text.get(at + label.len()..).unwrap_or_default();
        let words = behind.trim_start_matches([':', ' ']);
        let from = text.len() - words.strip_prefix("on ").unwrap_or(words).len();
        let Some(found) = text.get(from..).and_then(date_at_head).filter(|d| d.start <= 1) else { continue };
        let begins = text.get(..at).unwrap_or_default().trim_end();
        if !(begins.is_empty() || begins.ends_with(['.', ';', ',', '[', '(', '?', ')', ']', '”', '"'])) {
            continue;
        }
        match sort {
            Sort::Published => _ = item.issued.get_or_insert(CslDate(found.date)),
            Sort::Updated => _ = remarks.updated.get_or_insert(found.date),
            Sort::Neither => {}
        }
        let end = from + found.end;
        let closing = text.get(end..).is_some_and(|t| t.starts_with(['.', ';', ']', ')']));
        let opening = text.get(..at).is_some_and(|b| b.ends_with(['[', '(']));
        // "[updated 2022 Nov 3; cited …]" keeps its brackets for what is cited.
        let bracket = opening && text.get(end..).is_some_and(|t| t.starts_with([']', ')']));
        let end = if closing && (bracket || !opening) { end + 1 } else { end };
        text.replace_range(at - usize::from(bracket)..end, if bracket || opening { " " } else { ". " });
    }
}

/// What a labelled date tells.
#[derive(Clone, Copy)]
enum Sort {
    Published,
    Updated,
    Neither,
}

/// Says where the work stands, not where it was published.
fn status(text: &mut String, item: &mut Item) {
    const LABELS: [(&str, &str); 14] = [
        ("[epub ahead of print]", "ahead of print"),
        ("epub ahead of print", "ahead of print"),
        ("[online ahead of print]", "ahead of print"),
        ("online ahead of print", "online ahead of print"),
        ("[ahead of print]", "ahead of print"),
        ("advance online publication", "advance online publication"),
        ("published online ahead of print", "ahead of print"),
        ("manuscript in preparation", "manuscript in preparation"),
        ("manuscript submitted for publication", "submitted"),
        ("[in press]", "in press"),
        ("[forthcoming]", "forthcoming"),
        ("forthcoming", "forthcoming"),
        ("in press", "in press"),
        ("published online", "published online"),
    ];
    for (label, status) in LABELS {
        let Some(at) = find_word(text, label).filter(|at| opens_word(text, *at)) else { continue };
        let before = text.get(..at).unwrap_or_default().trim_end();
        let closed = text.get(at + label.len()..).unwrap_or_default();
        // "(in press)" stands where the date does, and a style reads it there.
        let stands = label.starts_with('[') || before.ends_with(['.', ';', ']', ',']) || label.contains("ahead");
        if stands && !closed.starts_with(char::is_alphanumeric) {
            text.replace_range(at..at + label.len(), " ");
            item.status.get_or_insert_with(|| status.to_owned());
        }
    }
}

/// Labels of links and registers that say nothing about the work.
fn labels(text: &mut String) {
    const LABELS: [&str; 27] = [
        "[pubmed abstract]",
        "[pubmed]",
        "[medline]",
        "[abstract free full text]",
        "[full text]",
        "[free full text]",
        "[pdf]",
        "[google scholar]",
        "[crossref]",
        "[cross ref]",
        "[internet]",
        "[online]",
        "[preprint]",
        "[electronic resource]",
        "[web page]",
        "[website]",
        "also available online",
        "available online",
        "available from:",
        "available at:",
        "[pii]",
        "[epub]",
        "[epub",
        "epub",
        "[html]",
        "[pmc free article]",
        "[article]",
    ];
    for label in LABELS {
        for _ in 0..MOST {
            let Some(at) = find_word(text, label).filter(|at| opens_word(text, *at)) else { break };
            let start = match label {
                "[pii]" => text.get(..at).and_then(|b| b.trim_end().rfind(' ')).map_or(at, |i| i + 1),
                _ => at,
            };
            text.replace_range(start..at + label.len(), " ");
        }
    }
    // "[Abstract]" at the end is a link; before a journal it says what the work is.
    while let Some(rest) = text.trim_end().strip_suffix("[Abstract]") {
        let length = rest.len();
        text.truncate(length);
    }
}

/// `(Report No. 44)`, `AHCPR Publ No 96-0692.`: the number of a report, in brackets or as the last sentence.
fn report_number(text: &mut String, item: &mut Item) {
    const MARKS: [&str; 4] = [" no. ", " no ", " number ", " nr. "];
    let Some((mark, at)) = MARKS.iter().find_map(|m| text.to_ascii_lowercase().rfind(m).map(|at| (*m, at))) else {
        return;
    };
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind(['(', '.', ']', '?']).map_or(0, |i| i + 1);
    let words = before.get(start..).unwrap_or_default().trim().to_lowercase();
    let report = [
        "report",
        "publ",
        "publication",
        "working paper",
        "brief",
        "leaflet",
        "circular",
        "technical",
        "series",
        "document",
    ];
    let Some(last) = words.split_whitespace().next_back().filter(|w| report.contains(w)) else { return };
    let behind = text.get(at + mark.len()..).unwrap_or_default();
    let number = behind.split([')', ' ', ';']).next().unwrap_or_default().trim_end_matches(['.', ',']);
    let end = at + mark.len() + number.len();
    let bracketed = before.get(..start).is_some_and(|b| b.ends_with('('));
    let closes = text.get(end..).unwrap_or_default();
    let fits = number.contains(|c: char| c.is_ascii_digit()) && words.len() <= 40 && last.len() >= 4;
    if fits
        && (bracketed && closes.starts_with(')')
            || !bracketed && start > 0 && closes.starts_with('.')
            || closes.is_empty())
    {
        let number = number.to_owned();
        text.replace_range(start - usize::from(bracketed)..(end + 1).min(text.len()), " ");
        item.number = Some(number);
    }
}

/// `312 p.` at the end: how long a book is.
fn extent(text: &mut String) {
    let trimmed = text.trim_end().trim_end_matches('.');
    let Some((before, unit)) = trimmed.rsplit_once(' ') else { return };
    let Some((before, number)) = before.rsplit_once(' ') else { return };
    let length = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if length && matches!(unit, "p" | "pp" | "pages") && before.ends_with(['.', ',', ';']) {
        let end = before.trim_end_matches([',', ';']).len();
        text.truncate(end);
    }
}

/// `[December 2013]`, `[about 1 p.]`: a date or a length that the library added.
fn dates_in_brackets(text: &mut String, remarks: &mut Remarks) {
    for _ in 0..MOST {
        let inner = |at: usize| text.get(at + 1..).and_then(|r| r.get(..r.find(']')?));
        let found = text.match_indices('[').find_map(|(at, _)| {
            let inner = inner(at)?;
            let date = date_at_head(inner).filter(|d| d.start == 0 && d.end == inner.len());
            (date.is_some() || inner.starts_with("about ")).then_some((at, inner.len(), date))
        });
        let Some((at, length, date)) = found else { return };
        remarks.updated = remarks.updated.or(date.map(|d| d.date));
        text.replace_range(at..at + length + 2, " ");
    }
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
            ("Soup. Nutr. 2024 [Epub ahead of print].", "Soup. Nutr. 2024.", Some("ahead of print")),
            ("Tea. Herb J. 2019;4:1. Epub 2018 Dec 3.", "Tea. Herb J. 2019;4:1.", None),
            ("The Republic of knees. J. 2001;1:2. French.", "The Republic of knees. J. 2001;1:2.", None),
            ("Knees. Sable: Hall; 2018. 312 p.", "Knees. Sable: Hall; 2018.", None),
            ("Knees [in press]. J Joints.", "Knees. J Joints.", Some("in press")),
        ] {
            let (mut left, mut item) = (text.to_owned(), Item::default());
            take(&mut left, &mut item);
            assert_eq!((left.as_str(), item.status.as_deref()), (rest, status), "{text}");
        }
    }
}
