//! The parser of one printed entry. What identifies the work and what is remarked on it are taken out first; then every
//! family of styles proposes how to read what is left, and the reading that holds together best is taken. What nobody can
//! read is noted, and the printed entry is always kept whole by the caller.

mod broken;
mod chapter;
mod dates;
mod doubts;
mod draft;
mod editions;
mod entry;
mod explain;
mod foreign;
mod identifiers;
mod judge;
mod known;
mod names;
mod numbers;
mod organisations;
mod places;
mod publishers;
mod remarks;
mod sites;
mod source;
mod styles;
mod thesis;
mod title;
mod title_and_source;
mod wide;
mod words;

use super::entry::{Doubts, NO_TITLE, Parsed};
use crate::model::{CslDate, Item};
use crate::text::normalise;
use doubts::{HOLDS, find_doubts};
use draft::Draft;
use entry::Entry;
use identifiers::Identifiers;
use judge::{Reading, judge};
use known::make_item;
use remarks::Remarks;
use styles::{STYLES, Style};

pub use explain::{Candidate, StyleExamples, explain, styles};
pub(super) use identifiers::take_accessed;
pub(super) use names::read_given_first;
pub(super) use organisations::is_organisation;
pub use places::{Place, find_places};
pub(super) use remarks::find_other_works;

/// Longer strings, in bytes, are no entries; they are kept, and only the identifiers are read that stand so far from their
/// beginning.
const LONGEST: usize = 20_000;
/// Strings of more sentences are no entries either: each style looks behind every one of them.
const MOST_SENTENCES: usize = 100;

/// What stands before the styles: what was taken out of an entry, and what is left for them to read.
struct Prepared {
    /// What is left.
    body: String,
    identifiers: Identifiers,
    remarks: Remarks,
    /// The fields that these tell.
    known: Item,
    /// It is too long for an entry, and only its identifiers were taken.
    too_long: bool,
}

/// Takes identifiers and remarks out of an entry as printed.
fn prepare(printed: &str) -> Prepared {
    let text = broken::join_broken(normalise::normalise_text(printed));
    let text = wide::to_narrow(&text).unwrap_or(text);
    let mut text = foreign::translate(&text).unwrap_or(text);
    let is_longer = text.len() > LONGEST;
    text.truncate(text.floor_char_boundary(LONGEST));
    let too_long = is_longer || words::find_sentence_spans(&text).len() > MOST_SENTENCES;
    text.truncate(find_other_works(&text).unwrap_or(text.len()));
    let identifiers = identifiers::take(&mut text);
    let remarks = if too_long { Remarks::default() } else { remarks::take(&mut text, &identifiers) };
    let known = make_item(&identifiers, &remarks);
    Prepared { body: without_number(&text).to_owned(), identifiers, remarks, known, too_long }
}

/// Reads one entry as printed, with or without its number.
pub fn parse(printed: &str) -> Parsed {
    let Prepared { body, identifiers, remarks, known, too_long } = prepare(printed);
    let mut parsed = Parsed { doi_printed: identifiers.doi_printed, notes: identifiers.notes, ..Parsed::default() };
    let mut item = known;
    if too_long {
        parsed.notes.push("too long for one entry: only the identifiers at its beginning were read".to_owned());
    } else {
        let (read, judged, doubts) = choose_best(&body, &item);
        item = thesis::settle_thesis(read);
        parsed.doubts = doubts;
        item.issued = item.issued.or(remarks.updated.map(CslDate));
        let known = item.issued.is_some() || item.doi.is_some() || item.pmid.is_some() || item.url.is_some();
        parsed.confident = known && item.title.is_some() && judged >= HOLDS;
    }
    if item.title.is_none() {
        parsed.notes.push(format!("{NO_TITLE}; the entry is kept as printed"));
    }
    if item.kind.is_empty() {
        item.kind = choose_kind(&item).to_owned();
    }
    parsed.item = item;
    parsed
}

/// A draft of an entry, the style that proposed it, and how it is judged.
struct Judged<'e> {
    style: &'static Style,
    draft: Draft<'e>,
    judged: f32,
}

/// What a style reads of an entry, judged.
fn propose_readings<'e>(style: &'static Style, entry: &Entry<'e>) -> Vec<Judged<'e>> {
    let judged = |draft: Draft<'e>| Judged { style, judged: judge(&Reading::new(entry.text, &draft)), draft };
    (style.propose)(entry).into_iter().map(Draft::without_empty).map(judged).collect()
}

/// The best reading of what is left of an entry, how it is judged, and what is unsure of it.
fn choose_best(body: &str, item: &Item) -> (Item, f32, Doubts) {
    let entry = Entry::new(body, item);
    let mut all: Vec<Judged<'_>> = Vec::new();
    for style in STYLES {
        all.extend(propose_readings(style, &entry));
        if all.iter().any(|reading| reading.judged >= ENOUGH) {
            break;
        }
    }
    let first = all.iter().fold(None::<&Judged<'_>>, |best, one| match best {
        Some(before) if before.judged >= one.judged => best,
        _ => Some(one),
    });
    match first {
        Some(read) => {
            let item = read.draft.to_item();
            let others = all.iter().map(|other| (&other.draft, other.judged));
            let doubts = find_doubts(&item, read.judged, others);
            (item, read.judged, doubts)
        }
        None => (item.clone(), f32::NEG_INFINITY, Doubts::default()),
    }
}

/// A reading that is judged at least this good needs no other beside it: a whole entry of a journal, with nothing left over.
const ENOUGH: f32 = 5.0;

/// Reads one entry, and the links in it: each its words and its address. Addresses behind words such as `[Medline]`
/// lend their identifiers only.
pub fn parse_linked(printed: &str, links: &[(&str, &str)]) -> Parsed {
    let mut parsed = parse(printed);
    for (words, url) in links {
        let from = identifiers::take(&mut (*url).to_owned());
        // The address is what stands between the marks of the link, to its last sign: no sentence goes on around it.
        let address = from.url.map(|read| if url.contains("://") { url.trim().replace(' ', "%20") } else { read });
        let item = &mut parsed.item;
        if item.doi.is_none() {
            item.doi = from.doi;
            parsed.doi_printed = parsed.doi_printed.or(from.doi_printed);
        }
        item.pmid = item.pmid.take().or(from.pmid);
        item.pmcid = item.pmcid.take().or(from.pmcid);
        if let Some(nbk) = from.nbk {
            item.other.entry(known::NBK.to_owned()).or_insert(nbk.into());
        }
        let label = words.starts_with(['[', '(']) || words.ends_with(']');
        let same_page = item.url.as_deref().is_some_and(|u| {
            let behind =
                url.strip_prefix(u).is_some_and(|rest| !rest.contains(|c: char| c.is_alphanumeric() || c == '/'));
            behind || url.ends_with(u.trim_start_matches("http://"))
        });
        if !label && (item.url.is_none() || same_page) {
            item.url = address;
        }
    }
    if parsed.item.kind.is_empty() {
        parsed.item.kind = choose_kind(&parsed.item).to_owned();
    }
    parsed
}

/// Without `12.`, `[12]`, `12)` or a bullet before the entry.
fn without_number(text: &str) -> &str {
    let text = text.trim_start_matches(['•', '-', '*', '–', '◦', ' ']);
    let (open, rest) = match text.strip_prefix(['[', '(']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = rest.get(digits..).unwrap_or_default();
    let closed = if open { behind.strip_prefix([']', ')']) } else { behind.strip_prefix(['.', ')']) };
    match closed {
        Some(entry) if (1..=3).contains(&digits) && (open || entry.starts_with(' ')) => {
            entry.trim_start_matches(['.', ' '])
        }
        _ => text,
    }
}

/// Whether a line begins with people or with an organisation, as entries do.
pub(in crate::read) fn begins_with_names(text: &str) -> bool {
    let orders = [names::read_head, names::read_inverted, names::read_spelt_out, names::read_east_asian];
    let people = || orders.iter().any(|read| read(text).is_some());
    let group = || {
        let end = text.find([':', '(']).into_iter().chain(text.find(". ")).min();
        end.and_then(|end| text.get(..end)).is_some_and(|name| is_organisation(name.trim_end_matches([',', ' '])))
    };
    people() || group()
}

/// The first sentence of an entry, without its stop: who wrote it, in styles that a stop parts.
pub(in crate::read) fn find_first_sentence(text: &str) -> Option<&str> {
    words::find_sentence_spans(text).first().map(|sentence| sentence.text)
}

/// The CSL type that the fields speak for.
fn choose_kind(item: &Item) -> &'static str {
    let paged = item.volume.is_some() || item.page.is_some() || item.number.is_some();
    match () {
        () if item.container_title.is_some() && (paged || item.pmid.is_some() || item.doi.is_some()) => {
            "article-journal"
        }
        () if item.isbn.is_some() || item.edition.is_some() => "book",
        () if item.url.is_some() => "webpage",
        () if item.publisher.is_some() => "book",
        () if item.doi.is_some() => "article-journal",
        () => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_before_entries() {
        for (text, want) in [
            ("12. Smith", "Smith"),
            ("[3] A", "A"),
            ("(4) A", "A"),
            ("2019 was", "2019 was"),
            ("• B", "B"),
            ("3D print", "3D print"),
        ] {
            assert_eq!(without_number(text), want);
        }
    }

    #[test]
    fn what_has_too_many_sentences_is_no_entry() {
        for (repeated, times, is_read) in
            [("Roe A, Poe B. ", 40, true), ("Roe A, Poe B. ", 400, false), ("a. ", 6_000, false)]
        {
            let parsed = parse(&format!("{}Knees. J Fict Med. 2001;1:1-2. doi:10.5555/a", repeated.repeat(times)));
            let is_told = parsed.notes.iter().any(|note| note.starts_with("too long for one entry"));
            assert_eq!(is_told, !is_read, "{times} times {repeated:?}: {:?}", parsed.notes);
            assert_eq!(parsed.item.doi.as_deref(), Some("10.5555/a"), "{times} times {repeated:?}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*") {
            parse(&text);
        }

        #[test]
        fn never_panics_on_what_looks_like_an_entry(text in "([A-Z][a-zé]{0,8}[., ]{0,2}|[A-Z]{1,2}[., ]{1,2}|et al\\.|\\(?(19|20)[0-9]{2}\\)?[.;:, ]|doi: ?10\\.[0-9]{4}/|https?://|[0-9]{1,4}[(:)\\-–;, ]|In: |eds\\. |n\\.d\\. |\\(No\\. |Version |Abstract |Presented at: |By |https: //|\\[Internet\\]|Sect\\. |- |[\"“”’'\\[\\]é\u{301}] ?|PMID: |Accessed |vol\\. |pp\\. |& ){0,20}") {
            let parsed = parse(&text);
            let says = |text: &Option<String>| text.as_ref().is_none_or(|t| t.contains(char::is_alphanumeric));
            let item = &parsed.item;
            prop_assert!([&item.title, &item.container_title, &item.volume, &item.page].into_iter().all(says));
        }
    }
}
