//! The date on which a page was read; it is never the date of publication.

use crate::model::PartialDate;
use crate::read::printed::dates::{Dated, find_dates, read_date_at_head};
use crate::read::printed::words::find_word;
use crate::text::lexicon::PRINTED_REFERENCES;
use std::sync::LazyLock;

/// What stands before such a date, the longest first: a label may hold another.
static LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut labels = PRINTED_REFERENCES.entries("before a date of access").to_vec();
    labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
    labels
});

/// What may stand between such a date and the address, in the languages of the labels.
const BEFORE_ADDRESS: [&str; 10] = ["de", "von", "da", "van", "från", "du", "via", "sur", "su", "à l’adresse"];

/// Whether a word is the last of such a label: `consultado`, `am`.
pub(in super::super) fn is_before_access(word: &str) -> bool {
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    !plain.is_empty()
        && LABELS.iter().any(|label| label.trim_end_matches(':').rsplit(' ').next().is_some_and(|last| last == plain))
}

/// Takes the date of reading out of the text, with its words: "Accessed May 3, 2024", "Last accessed …", "Retrieved May 3, 2024,
/// from", "[cited 2020 Jan 5]". Of two the first counts.
pub(in crate::read) fn take_accessed(text: &mut String) -> Option<PartialDate> {
    let mut accessed = None;
    for _ in 0..2 {
        let Some((start, end, date)) = LABELS.iter().find_map(|label| {
            let at = find_word(text, label)?;
            let marked = text.get(..at).is_none_or(|b| b.is_empty() || b.ends_with([' ', '[', '(', ';', ',']));
            let behind = text.get(at + label.len()..)?;
            let from = text.len() - behind.trim_start_matches([':', ' ']).len();
            let rest = text.get(from..)?;
            let found = read_date_at_head(rest)
                .filter(|d| d.start == 0)
                .or_else(|| read_short_date(rest))
                .or_else(|| read_loosely(rest))?;
            if !marked {
                return None;
            }
            Some((at, from + found.end, found.date))
        }) else {
            break;
        };
        accessed.get_or_insert(date);
        let before = text.get(..start).unwrap_or_default();
        let opening = before.ends_with(['[', '(']);
        let rest = text.get(end..).unwrap_or_default();
        let closed = rest.trim_start_matches(['.', ',', ' ']);
        let closed = if opening { closed.strip_prefix([']', ')']).unwrap_or(closed) } else { closed };
        let closed = closed.trim_start_matches(['.', ',', ' ']);
        // "… 2023, from https://…" leaves a word behind, and "2017 [cited 2018 May 4];10(1)" the mark before its volume.
        let closed = closed.strip_prefix("from ").unwrap_or(closed);
        // The address was taken out before: "… 2021, de" is left of "… 2021, de https://…".
        let left = closed.trim_end_matches(['.', ' ', ':']).replace('\'', "’");
        let closed = if BEFORE_ADDRESS.contains(&left.as_str()) { "" } else { closed };
        let joined = closed.starts_with(';');
        let start = start - usize::from(opening);
        let from = if joined { text.get(..start).unwrap_or_default().trim_end().len() } else { start };
        text.replace_range(from..text.len() - closed.len(), if joined { "" } else { " " });
    }
    accessed
}

/// `6/14/21`: a year of two figures, which stands only here.
pub(in super::super) fn read_short_date(rest: &str) -> Option<Dated> {
    let token = rest.split(' ').next()?.trim_end_matches(['.', ',', ')', ']', ';']);
    let mut parts = token.split('/').map(|part| part.parse::<i64>().ok());
    let (first, second, year) = (parts.next()??, parts.next()??, parts.next()??);
    let (month, day) = match (first, second) {
        (month @ ..=12, day @ 13..) | (day @ 13.., month @ ..=12) => (Some(month), Some(day)),
        _ => (None, None),
    };
    let date = PartialDate::from_parts(Some(2000 + year).filter(|_| year < 100), month, day).ok()?;
    Some(Dated { start: 0, end: token.len(), date })
}

/// `between May and August 2010`: a date that ends a short sentence.
fn read_loosely(rest: &str) -> Option<Dated> {
    let sentence = rest.get(..rest.find('.').unwrap_or(rest.len())).filter(|s| s.len() <= 40)?.trim_end();
    find_dates(sentence).into_iter().next_back().filter(|d| d.end == sentence.len())
}
