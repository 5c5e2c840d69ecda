//! Word documents (Office Open XML, ECMA-376), as Word, Google Docs and LibreOffice write them: headings by style, outline level
//! or look, lists with the numbers that are printed, tables, notes, links, raised markers, and the references that Zotero,
//! Mendeley and EndNote embed. The number of a paragraph, empty ones and those in tables counted, is its line.

mod body;
mod field;
mod managers;
mod notes;
mod numbering;
mod open_paragraph;
mod package;
mod paragraph;
mod properties;
mod styles;
mod symbols;
mod table;
mod title;
mod writing;

use self::numbering::Numbering;
use self::package::{DEEPEST, Package};
use self::styles::Styles;
use self::writing::Writing;
use super::front_matter::FrontMatter;
use super::{Input, ReadArticle, Reader, assemble};
use crate::read::archive::Fault;
use crate::read::entry::Note;
use crate::read::xml::{Element, Step, Xml, XmlError};
use crate::read::{ReadError, packed};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) const READER: Reader = Reader {
    name: "docx",
    summary: "Word documents (.docx) of Word, Google Docs and LibreOffice",
    extensions: &["docx", "docm"],
    input: Input::Bytes { sniff: packed::is_word, most_bytes: MOST_BYTES, read },
};

/// The most bytes of a document: nearly all of a long one are pictures, which are not unpacked.
const MOST_BYTES: u64 = 50 << 20;

fn read(bytes: &[u8], file: &str) -> Result<ReadArticle, ReadError> {
    packed::refuse_unless(packed::is_word, bytes, file)?;
    // Readers of archives have panicked on broken ones before.
    let read = catch_unwind(AssertUnwindSafe(|| read_document(bytes)));
    let reason = match read.unwrap_or_else(|_| Err(Fault::Broken("it is damaged".to_owned()))) {
        Ok(article) if article.text.is_empty() => return Err(ReadError::Empty { file: file.to_owned() }),
        Ok(article) => return Ok(article),
        Err(Fault::Broken(reason)) => reason,
        Err(Fault::TooMuch(limit, what)) => format!("it holds more than {limit} {what}"),
    };
    let next = "Open it in Word or LibreOffice, save it again as .docx or as plain text, and import that";
    Err(ReadError::Damaged { file: file.to_owned(), what: "a Word document", reason, next })
}

fn read_document(bytes: &[u8]) -> Result<ReadArticle, Fault> {
    let (mut package, text) = Package::open(bytes)?;
    let styles = Styles::read(package.read_related("styles").first());
    let numbering = Numbering::read(package.read_related("numbering").first());
    let [footnotes, endnotes] = ["footnote", "endnote"].map(|kind| read_notes(&mut package, kind));
    let mut writing = Writing::new(&styles, numbering, (&footnotes, &endnotes));
    writing.targets = package.targets();
    writing.bookmarks = properties::collect_bookmarks(&mut package);
    let xml = write_body(&text, &mut writing)?;
    writing.write_notes();
    let mut front = FrontMatter { notes: xml, ..FrontMatter::default() };
    front.notes.extend(writing.take_notes());
    front.notes.extend(note_headers(&mut package));
    front.embedded = std::mem::take(&mut writing.embedded);
    front.language = properties::find_language(&writing.languages, &styles);
    let mut pieces = writing.pieces;
    title::mark_title(&mut pieces);
    front.notes.append(&mut package.notes);
    let mut article = assemble::assemble_article(pieces, front);
    properties::complete_article(&mut article, &mut package);
    article.encoding = "docx".to_owned();
    Ok(article)
}

/// Writes the body, block by block; answers what is to be told of its XML.
fn write_body(text: &str, writing: &mut Writing<'_>) -> Result<Vec<Note>, Fault> {
    let broken = |e: XmlError| Fault::Broken(format!("its text is damaged: {}", e.reason));
    let mut xml = Xml::new(text, DEEPEST);
    let mut depth = 0_usize;
    let mut has_body = false;
    loop {
        match xml.next_step().map_err(broken)? {
            Step::Entered(mut element) if depth == 2 => {
                xml.read_content(&mut element).map_err(broken)?;
                writing.read_block(&element);
            }
            Step::Entered(element) => {
                depth += 1;
                has_body |= depth == 2 && element.name == "body";
            }
            Step::Left => depth = depth.saturating_sub(1),
            Step::End => break,
        }
        if xml.has_doctype() {
            return Err(Fault::Broken("its text has a document type, which no such document has".to_owned()));
        }
    }
    writing.flush();
    match has_body {
        true => Ok(xml.notes()),
        false => Err(Fault::Broken("its main part holds no body".to_owned())),
    }
}

/// The notes of a part by their identifiers, without the lines that part them from the text.
fn read_notes(package: &mut Package<'_>, kind: &str) -> BTreeMap<String, Element> {
    let parts = package.read_related(&format!("{kind}s"));
    let all = parts.into_iter().flat_map(|part| part.all(kind).cloned().collect::<Vec<_>>());
    let is_note = |note: &Element| note.attribute("type").is_none_or(|kind| kind == "normal");
    all.filter(is_note).filter_map(|note| Some((note.attribute("id")?.to_owned(), note))).collect()
}

/// What is told of headers and footers that say something.
fn note_headers(package: &mut Package<'_>) -> Option<Note> {
    let parts = ["header", "footer"].map(|kind| package.read_related(kind));
    let says = parts.iter().flatten().any(|part| part.words().contains(char::is_alphabetic));
    says.then(|| Note::new((1, 1), "headers and footers of the pages were left out"))
}
