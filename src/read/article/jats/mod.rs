//! JATS XML (ANSI/NISO Z39.96), in which journals and PubMed Central give out articles: title, people and days of the front,
//! abstract, sections, tables, notes, and the list with its fields. A document type may stand before it: nothing that it
//! declares is expanded, and nothing that it names is fetched.

mod blocks;
mod front;
mod inline;
mod list;
mod writing;

use self::writing::Writing;
use super::strikethrough;
use super::{Input, ReadArticle, Reader, assemble};
use crate::read::entry::Note;
use crate::read::xml::{Element, Step, Xml, XmlError};
use crate::read::{ReadError, decode, decode_beginning};

pub(super) const READER: Reader = Reader {
    name: "jats",
    summary: "journal articles in JATS XML, as PubMed Central has them",
    extensions: &["nxml", "jats"],
    input: Input::Bytes { sniff, most_bytes: 0, read },
};

/// The deepest nesting of elements.
const DEEPEST: usize = 512;

/// XML whose beginning has an article, and what only such an article has.
fn sniff(bytes: &[u8]) -> bool {
    let begins = bytes.trim_ascii_start();
    if !begins.starts_with(b"<")
        && !begins.starts_with(b"\xef\xbb\xbf")
        && !bytes.starts_with(b"\xff\xfe")
        && !bytes.starts_with(b"\xfe\xff")
    {
        return false;
    }
    let text = decode_beginning(bytes);
    let lower = text.trim_start().to_ascii_lowercase();
    let says_page = || lower.get(..200).unwrap_or(&lower).contains("<!doctype html");
    // A document type may be named otherwise than what follows it.
    let is_page = lower.contains("<html") || says_page() && !lower.contains("<article-meta");
    let has_article = lower.contains("<article") || lower.contains(":article ") || lower.contains("<pmc-articleset");
    #[rustfmt::skip]
    const MARKS: &[&str] = &["article-meta", "journal-meta", "//dtd jats", "//nlm//dtd", "nlm//dtd journal", "jats-", "dtd-version=", "<pmc-articleset", "article-type=", "<front>", "<element-citation", "<ref-list"];
    lower.starts_with('<') && has_article && !is_page && MARKS.iter().any(|mark| lower.contains(mark))
}

fn read(bytes: &[u8], file: &str) -> Result<ReadArticle, ReadError> {
    let decoded = decode(bytes, file, u64::MAX)?;
    let mut xml = Xml::new(&decoded.text, DEEPEST);
    let damaged = |reason: String| ReadError::Damaged {
        file: file.to_owned(),
        what: "a journal article in XML (JATS)",
        reason,
        next: "Download it again from its journal or from PubMed Central, and import that",
    };
    let broken = |e: XmlError| damaged(format!("line {}, column {}: {}", e.place.0, e.place.1, e.reason));
    let mut root = match xml.next_step().map_err(broken)? {
        Step::Entered(root) => root,
        Step::Left | Step::End => return Err(ReadError::Empty { file: file.to_owned() }),
    };
    xml.read_content(&mut root).map_err(broken)?;
    let is_article = |e: &&Element| e.elements().any(|part| matches!(part.name.as_str(), "front" | "body" | "back"));
    let inner = root.find_descendants("article");
    let all: Vec<&Element> =
        [&root].into_iter().filter(|e| e.name == "article").chain(inner).filter(is_article).collect();
    let Some(first) = all.first() else {
        return Err(damaged("it holds no article with a front, a body or a back".to_owned()));
    };
    let mut notes: Vec<Note> = decoded.notes.into_iter().chain(xml.notes()).collect();
    if all.len() > 1 {
        let message = format!(
            "the file holds {} articles, and this one alone was read; save each in a file of its own",
            all.len()
        );
        notes.push(Note::new(first.place, message));
    }
    let article = write(first, notes);
    match article.text.is_empty() {
        true => Err(damaged("it holds no text".to_owned())),
        false => Ok(ReadArticle { encoding: decoded.encoding.to_owned(), ..article }),
    }
}

fn write(article: &Element, notes: Vec<Note>) -> ReadArticle {
    let mut front = front::read(article);
    front.notes.extend(notes);
    let mut writing = Writing::new(article);
    if let Some(meta) = article.find(&["front", "article-meta"]) {
        writing.read_title(meta);
        writing.read_abstracts(meta);
    }
    for part in ["body", "back", "floats-group"] {
        article.child(part).into_iter().for_each(|part| writing.read_blocks(part, 1));
    }
    writing.write_notes();
    for left in article.elements().filter(|e| matches!(e.name.as_str(), "sub-article" | "response")) {
        let message = "what is attached to the article, such as a translation or a reply, was left out";
        front.notes.push(Note::new(left.place, message));
    }
    front.notes.extend(strikethrough::note_lines(&writing.struck, "line"));
    assemble::assemble_article(writing.pieces, front)
}
