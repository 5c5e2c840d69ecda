//! The MEDLINE display of PubMed, `.nbib` (<https://www.nlm.nih.gov/bsd/mms/medlineelements.html>): tags of two to four
//! letters before a hyphen in the fifth column, values that go on six columns in. Notices of retractions and comments are
//! kept under their own tags (`RIN`, `ROF`, `CIN`…), as everything is that CSL has no word for.

use super::fields::{self, PUBLICATION_TYPES, SourceLine};
use super::lines::{Field, Tagged, note_skipped, number_lines};
use super::{ReadReferences, ReferenceReader, record};
use crate::model::{Doi, Item, Name};
use crate::read::entry::Source;
use crate::text::language;

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "nbib",
    summary: "PubMed's own format (MEDLINE, .nbib)",
    extensions: &["nbib", "medline"],
    sniff,
    read,
};

fn sniff(source: &Source<'_>) -> bool {
    let mut lines = source.text.lines().filter(|line| !line.trim().is_empty());
    let begins = lines.next().and_then(split_tag).is_some();
    let tags: Vec<&str> = lines.take(60).filter_map(|line| Some(split_tag(line)?.0)).collect();
    begins
        && ["TI", "BTI", "TT"].iter().any(|t| tags.contains(t))
        && ["DP", "FAU", "AU", "OWN", "SO"].iter().any(|t| tags.contains(t))
}

/// The tag and the value of a line.
fn split_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once('-')?;
    let name = tag.trim_end_matches(' ');
    let letters = (2..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let column = tag.len() == 4 || (tag.len() == name.len() + 1);
    (letters && column && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut read = ReadReferences::default();
    let mut record: Vec<Field<'_>> = Vec::new();
    let mut outside: Option<(u32, usize)> = None;
    for (line, text) in number_lines(source.text) {
        match split_tag(text) {
            Some((tag, value)) => {
                if tag == "PMID" && record.iter().any(|f| f.tag == "PMID") {
                    close(&mut record, &mut read);
                }
                record.push(Field { tag, value: value.to_owned(), line });
            }
            None if text.trim().is_empty() => close(&mut record, &mut read),
            None => match record.last_mut() {
                Some(field) => {
                    field.value.push('\n');
                    field.value.push_str(text.trim());
                }
                None => outside = outside.map_or(Some((line, 1)), |(first, n)| Some((first, n + 1))),
            },
        }
    }
    close(&mut record, &mut read);
    if let Some((line, count)) = outside {
        read.notes.push(note_skipped(line, count));
    }
    read
}

fn close(record: &mut Vec<Field<'_>>, read: &mut ReadReferences) {
    let Some(first) = record.first() else { return };
    let place = (first.line, 1);
    if !record.iter().any(|field| matches!(field.tag, "TI" | "BTI" | "TT" | "CTI")) {
        read.add_note(place, "this record has no title; it was read all the same. Is the file complete?");
    }
    read.take(record::build_entry(make_item(record), place));
    record.clear();
}

fn make_item(record: &[Field<'_>]) -> Item {
    let mut item = Item::default();
    let (mut types, mut full_name, mut whole) = (Vec::new(), false, None);
    let tagged = Tagged::new(record);
    let has = |tag: &str| tagged.has(tag);
    for field in record {
        let text = field.line_value();
        let in_full = std::mem::replace(&mut full_name, matches!(field.tag, "FAU" | "FED"));
        match field.tag {
            "PMID" => fields::set_pmid(&mut item, "PMID-", &text),
            "PMC" => fields::set_pmcid(&mut item, "PMC", &text),
            "TI" => fields::set_field(&mut item, |i| &mut i.title, "TI", without_stop(&text)),
            "BTI" if has("TI") => fields::set_field(&mut item, |i| &mut i.container_title, "BTI", without_stop(&text)),
            "BTI" => fields::set_field(&mut item, |i| &mut i.title, "BTI", without_stop(&text)),
            "TT" if !has("TI") && !has("BTI") => {
                fields::set_field(&mut item, |i| &mut i.title, "TT", without_stop(&text))
            }
            "TT" => fields::keep_field(&mut item, "original-title", without_stop(&text)),
            // The name in full, and behind it the same name in short.
            "FAU" => fields::add_author(&mut item, &text),
            "AU" if in_full => {}
            "AU" => fields::add_author(&mut item, &text),
            "CN" => item.author.push(Name::group(&text)),
            "FED" => item.editor.extend(fields::read_named(&text)),
            "ED" if in_full => {}
            "ED" => item.editor.extend(fields::read_named(&text)),
            "LID" | "AID" => read_location(&mut item, field.tag, &text),
            "DP" => read_date(&mut item, &text),
            "JT" => fields::set_field(&mut item, |i| &mut i.container_title, "JT", &text),
            "TA" => fields::set_field(&mut item, |i| &mut i.container_title_short, "TA", &text),
            "VI" => fields::set_field(&mut item, |i| &mut i.volume, "VI", &text),
            "IP" => fields::set_field(&mut item, |i| &mut i.issue, "IP", &text),
            "PG" => fields::set_page(&mut item, &text),
            "IS" | "ISSN" => fields::set_serial_numbers(&mut item, &text, false),
            "ISBN" => fields::set_serial_numbers(&mut item, &text, true),
            "LA" => fields::set_field(&mut item, |i| &mut i.language, "LA", language::to_tag(&text)),
            "AB" => fields::keep_field(&mut item, "abstract", &text),
            "PT" => types.push(text),
            "PB" => fields::set_field(&mut item, |i| &mut i.publisher, "PB", &text),
            "PL" if has("PB") => fields::set_field(&mut item, |i| &mut i.publisher_place, "PL", &text),
            "EN" => fields::set_field(&mut item, |i| &mut i.edition, "EN", &text),
            "CTI" => fields::keep_field(&mut item, "collection-title", without_stop(&text)),
            "OT" => fields::add_keyword(&mut item, &text),
            // The journal, the date and the place in one line, which other tags say in parts.
            "SO" => {
                whole = SourceLine::read(&text);
                fields::keep_field(&mut item, "SO", &text);
            }
            "PST" if text == "aheadofprint" => item.status = Some("advance online publication".to_owned()),
            tag => fields::keep_field(&mut item, tag, &text),
        }
    }
    if let Some(line) = whole {
        let container = item.container_title.is_some() || item.container_title_short.is_some() || has("BTI");
        let short = std::mem::take(&mut item.container_title);
        line.fill(&mut item);
        if container {
            item.container_title = short;
        }
    }
    if item.container_title.is_none() && !has("BTI") {
        item.container_title = item.container_title_short.clone();
    }
    let in_journal = has("JT") || has("TA") || record.iter().any(|field| field.tag == "PMID");
    choose_kind(&types, (has("BTI"), has("TI")), in_journal).clone_into(&mut item.kind);
    for one in types {
        fields::keep_field(&mut item, PUBLICATION_TYPES, &one);
    }
    item
}

/// The kind of a record. ERIC writes the format too, and has reports, books and theses that stand in no journal.
fn choose_kind(types: &[String], (in_book, titled): (bool, bool), in_journal: bool) -> &'static str {
    let named = |words: &str| types.iter().any(|one| one.to_lowercase().contains(words));
    match () {
        () if in_book && titled => "chapter",
        () if in_book => "book",
        () if types.iter().any(|t| t == "Preprint") => "article",
        () if in_journal || named("journal article") => "article-journal",
        () if named("dissertation") || named("theses") => "thesis",
        () if named("book") => "book",
        () if named("speeches") || named("proceedings") => "paper-conference",
        () if named("report") => "report",
        () => "document",
    }
}

/// `10.1000/182 [doi]`, `S0140-6736(20)1 [pii]`, `NBK1 [bookaccession]`.
fn read_location(item: &mut Item, tag: &str, text: &str) {
    let (id, kind) = text.rsplit_once('[').map_or((text, ""), |(id, kind)| (id.trim(), kind.trim_end_matches(']')));
    let known = item.doi.as_deref().and_then(|d| d.parse::<Doi>().ok());
    match kind {
        "doi" if known.is_some() && known == id.parse().ok() => {}
        "doi" => fields::set_doi(item, id),
        "bookaccession" => drop(item.other.insert("NBK".to_owned(), id.into())),
        // ERIC has the address of the record here.
        "" if id.contains("://") => fields::set_url(item, tag, id),
        "" if known.is_none() && id.parse::<Doi>().is_ok() => fields::set_doi(item, id),
        // It stands under LID and AID alike.
        _ if item.other.values().any(|v| v.as_str() == Some(text)) => {}
        _ => fields::keep_field(item, tag, text),
    }
}

/// `2020 Feb 3`, `2020 May-Jun`, `2019 Winter`: what a date cannot hold is kept beside it.
fn read_date(item: &mut Item, text: &str) {
    let whole = fields::set_issued(item, text);
    if !whole && item.issued.is_some() {
        fields::keep_field(item, "DP", text);
    }
}

/// PubMed ends every title with a full stop.
fn without_stop(text: &str) -> &str {
    text.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(text)
}
