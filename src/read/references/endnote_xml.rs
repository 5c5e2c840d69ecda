//! EndNote's XML: `<records>` with a `<record>` each, text inside `<style>` or bare. Every record is read by itself, so
//! that broken markup in one costs no other.

use super::lines::LineCounter;
use super::ris::types;
use super::{ReadReferences, ReferenceReader, fields, record};
use crate::model::{Doi, Item};
use crate::read::entry::{Note, Source};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

pub(super) const READER: ReferenceReader =
    ReferenceReader { name: "endnote-xml", summary: "EndNote's XML", extensions: &["xml"], sniff, read };

fn sniff(source: &Source<'_>) -> bool {
    let text = source.text.trim_start();
    text.starts_with('<')
        && text.contains("<record>")
        && (text.contains("<ref-type") || text.contains("<contributors>"))
}

fn read(source: &Source<'_>) -> ReadReferences {
    const OPEN: &str = "<record>";
    let mut read = ReadReferences::default();
    let (mut at, mut places) = (0, LineCounter::new(source.text));
    while let Some(start) = source.text.get(at..).and_then(|rest| rest.find(OPEN)).map(|found| at + found) {
        let rest = source.text.get(start + OPEN.len()..).unwrap_or_default();
        let until_next = rest.find(OPEN).and_then(|next| rest.get(..next)).unwrap_or(rest);
        let inside = until_next.find("</record>").and_then(|end| rest.get(..end));
        at = start + OPEN.len() + inside.unwrap_or(until_next).len();
        let place = places.find_place(start);
        match inside.map(read_elements) {
            Some(Ok(elements)) => read.take(record::build_entry(make_item(&elements), place)),
            Some(Err(what)) => read.refused.push(Note::new(place, format!("this record is not valid XML: {what}"))),
            None => read.refused.push(Note::new(place, "this record has no end; is the file complete?")),
        }
    }
    read
}

/// An element's path inside the record, and its text.
type Element = (String, String);

/// Elements stand no deeper in one another than this in a record that a program wrote.
const DEEPEST: usize = 32;

/// The elements that hold text. `<style>` is passed over: it says how text looks.
fn read_elements(record: &str) -> Result<Vec<Element>, String> {
    let mut reader = Reader::from_str(record);
    let (mut path, mut found): (Vec<String>, Vec<Element>) = (Vec::new(), Vec::new());
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                if name == "style" {
                    continue;
                }
                if name == "ref-type" {
                    let kind = tag.attributes().flatten().find(|a| a.key.as_ref() == "name");
                    found.extend(kind.map(|a| ("ref-type-name".to_owned(), a.value.into_owned())));
                }
                if path.len() >= DEEPEST {
                    return Err(format!("its elements stand more than {DEEPEST} deep"));
                }
                path.push(name);
                text.clear();
            }
            Event::End(tag) if tag.local_name().as_ref() == "style" => {}
            Event::End(_) => {
                let words = text.trim();
                if !words.is_empty() {
                    found.push((path.join("/"), words.to_owned()));
                }
                text.clear();
                path.pop();
            }
            Event::Text(words) => text.push_str(&words),
            Event::CData(words) => text.push_str(&words),
            Event::GeneralRef(name) => match (name.resolve_char_ref(), resolve_predefined_entity(&name)) {
                (Ok(Some(c)), _) => text.push(c),
                (_, Some(known)) => text.push_str(known),
                _ => text.push_str(&format!("&{};", &*name)),
            },
            Event::Eof if path.is_empty() => return Ok(found),
            Event::Eof => return Err(format!("<{}> is not closed", path.join("/"))),
            _ => {}
        }
    }
}

fn make_item(elements: &[Element]) -> Item {
    let mut item = Item::default();
    let first = |path: &str| elements.iter().find(|(p, _)| p == path).map(|(_, text)| text.as_str());
    let said = first("ref-type-name").unwrap_or_default();
    match types::find_csl_type(said) {
        Some(kind) => kind.clone_into(&mut item.kind),
        None => fields::keep_field(&mut item, "ref-type", said),
    }
    let book = item.kind == "book";
    let edited = types::is_edited(said) && first("contributors/secondary-authors/author").is_none();
    let provider = [first("remote-database-name"), first("remote-database-provider")].into_iter().flatten();
    let provider = provider.collect::<Vec<_>>().join(" ").to_lowercase();
    for (path, text) in elements {
        match path.as_str() {
            // Of an edited book, the authors are its editors.
            "contributors/authors/author" if edited => item.editor.extend(fields::read_names(text)),
            path => set_field(&mut item, path, text, book, &provider),
        }
    }
    set_date(&mut item, first("dates/year"), first("dates/pub-dates/date"));
    // A DOI that stands where there is no better place for it.
    let elsewhere = ["accession-num", "custom1", "custom3", "custom6", "label"].iter().find_map(|path| {
        first(path)
            .filter(|text| !text.contains(char::is_whitespace) && text.contains("10.") && text.parse::<Doi>().is_ok())
    });
    if let Some(doi) = elsewhere.filter(|_| item.doi.is_none()) {
        fields::set_doi(&mut item, doi);
    }
    item
}

fn set_field(item: &mut Item, path: &str, text: &str, book: bool, provider: &str) {
    match path {
        "ref-type" | "ref-type-name" | "database" | "source-app" | "dates/year" | "dates/pub-dates/date" => {}
        "rec-number" => fields::keep_field(item, "id", text),
        "label" => drop(item.other.insert("id".to_owned(), text.into())),
        "contributors/authors/author" => fields::add_author(item, text),
        "contributors/secondary-authors/author" => item.editor.extend(fields::read_names(text)),
        "contributors/tertiary-authors/author" => fields::add_other_names(item, "collection-editor", text),
        "contributors/translated-authors/author" => fields::add_other_names(item, "translator", text),
        // What this field is called in a book and in a chapter.
        "contributors/subsidiary-authors/author" if matches!(item.kind.as_str(), "book" | "chapter") => {
            fields::add_other_names(item, "translator", text);
        }
        "titles/title" => fields::set_field(item, |i| &mut i.title, path, text),
        "titles/secondary-title" if book => fields::keep_field(item, "collection-title", text),
        "titles/secondary-title" | "periodical/full-title" => {
            fields::set_field(item, |i| &mut i.container_title, path, text)
        }
        "titles/alt-title" | "periodical/abbr-1" => {
            fields::set_field(item, |i| &mut i.container_title_short, path, text)
        }
        "titles/tertiary-title" => fields::keep_field(item, "collection-title", text),
        "titles/short-title" => fields::keep_field(item, "title-short", text),
        "titles/translated-title" => fields::keep_field(item, "translated-title", text),
        "pages" => fields::set_page(item, text),
        "volume" => fields::set_field(item, |i| &mut i.volume, path, text),
        "number" if item.kind == "report" => fields::set_field(item, |i| &mut i.number, path, text),
        "number" => fields::set_field(item, |i| &mut i.issue, path, text),
        "custom7" => fields::set_field(item, |i| &mut i.number, path, text),
        "edition" => fields::set_field(item, |i| &mut i.edition, path, text),
        "work-type" => fields::set_field(item, |i| &mut i.genre, path, text),
        "pub-location" => fields::set_field(item, |i| &mut i.publisher_place, path, text),
        "publisher" => fields::set_field(item, |i| &mut i.publisher, path, text),
        "isbn" => fields::set_serial_numbers(item, text, types::is_book(&item.kind)),
        "accession-num" if fields::is_pubmed(provider) => {
            fields::set_pmid(item, path, text);
        }
        "accession-num" => {
            fields::read_labelled_numbers(item, text);
            fields::keep_field(item, path, text);
        }
        "custom2" => fields::set_pmcid(item, path, text),
        "section" if item.kind.starts_with("article") => fields::keep_field(item, "section", text),
        "orig-pub" if fields::read_date_words(text).is_some_and(|said| said.whole) => {
            fields::set_original_date(item, text)
        }
        "electronic-resource-num" => fields::set_doi(item, text),
        "abstract" => fields::keep_field(item, "abstract", text),
        "keywords/keyword" => fields::add_keyword(item, text),
        "notes" => fields::add_note(item, text),
        "language" => fields::set_field(item, |i| &mut i.language, path, text),
        "access-date" => fields::set_accessed(item, path, text),
        "urls/related-urls/url" | "urls/web-urls/url" => fields::set_url(item, path, text),
        _ => fields::keep_field(item, path, text),
    }
}

/// The year, and the day or month that stands apart from it: `2023` and `Dec 2`.
fn set_date(item: &mut Item, year: Option<&str>, day: Option<&str>) {
    let Some(year) = year.or(day) else { return };
    fields::set_issued(item, year);
    let Some(day) = day.filter(|day| *day != year) else { return };
    match fields::read_in_year(year, day) {
        Some(said) => said.set_in(item),
        None if fields::read_date_words(year).is_none() && fields::read_date_words(day).is_some() => {
            _ = fields::set_issued(item, day)
        }
        None => fields::keep_field(item, "dates/pub-dates/date", day),
    }
}
