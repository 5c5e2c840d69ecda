//! What is written of a document so far, and what was left out of it.

use super::field::Field;
use super::managers::{self, CitationField};
use super::numbering::Numbering;
use super::open_paragraph::OpenParagraph;
use super::styles::{Look, Styles};
use crate::read::article::front_matter::Embedded;
use crate::read::article::runs::Runs;
use crate::read::article::strikethrough;
use crate::read::entry::Note;
use crate::read::piece::Piece;
use crate::read::xml::Element;
use crate::text::normalise::count_chars;
use std::collections::{BTreeMap, BTreeSet};

/// Where a note is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// A document that is being written out as pieces.
pub(super) struct Writing<'p> {
    pub(super) styles: &'p Styles,
    pub(super) numbering: Numbering,
    /// Where links lead, by identifier.
    pub(super) targets: BTreeMap<String, String>,
    /// What bookmarks of reference managers carry, by name.
    pub(super) bookmarks: BTreeMap<String, String>,
    pub(super) footnotes: &'p BTreeMap<String, Element>,
    pub(super) endnotes: &'p BTreeMap<String, Element>,
    pub(super) pieces: Vec<Piece>,
    pub(super) runs: Runs,
    pub(super) open: Option<OpenParagraph>,
    /// How runs of the paragraph look that say nothing of it.
    pub(super) look: Look,
    /// The font of the run.
    pub(super) font: Option<String>,
    /// The number of the paragraph, and the column in it.
    pub(super) number: u32,
    pub(super) column: u32,
    pub(super) fields: Vec<Field>,
    /// The address of the link that is open.
    pub(super) url: Option<String>,
    /// The run is hidden or struck out.
    pub(super) skipped: bool,
    is_raised: bool,
    pub(super) titled: bool,
    /// A content control holds the printed list.
    pub(super) is_bibliography: bool,
    /// Bookmarks that are open: identifier, the run they began at, and their code.
    open_bookmarks: Vec<(String, usize, String)>,
    /// Notes that the text points at, in order: kind, identifier, number.
    pub(super) notes: Vec<(NoteKind, String, String)>,
    pub(super) embedded: Vec<Embedded>,
    keys: BTreeSet<String>,
    /// How much is written in each language.
    pub(super) languages: BTreeMap<String, u64>,
    pub(super) left: Omissions,
    told: Vec<Note>,
}

/// What was left out or changed, by the paragraphs where it stands.
#[derive(Debug, Default)]
pub(super) struct Omissions {
    pub(super) tracked: Vec<u32>,
    pub(super) boxes: Vec<u32>,
    pub(super) hidden: Vec<u32>,
    pub(super) struck: Vec<u32>,
    pub(super) chunks: usize,
}

impl<'p> Writing<'p> {
    pub(super) fn new(
        styles: &'p Styles,
        numbering: Numbering,
        (footnotes, endnotes): (&'p BTreeMap<String, Element>, &'p BTreeMap<String, Element>),
    ) -> Self {
        Self {
            styles,
            numbering,
            targets: BTreeMap::new(),
            bookmarks: BTreeMap::new(),
            footnotes,
            endnotes,
            pieces: Vec::new(),
            runs: Runs::default(),
            open: None,
            look: Look::default(),
            font: None,
            number: 0,
            column: 1,
            fields: Vec::new(),
            url: None,
            skipped: false,
            is_raised: false,
            titled: false,
            is_bibliography: false,
            open_bookmarks: Vec::new(),
            notes: Vec::new(),
            embedded: Vec::new(),
            keys: BTreeSet::new(),
            languages: BTreeMap::new(),
            left: Omissions::default(),
            told: Vec::new(),
        }
    }

    /// Whether what comes next is shown: no field is open whose code is not over.
    pub(super) fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.is_result)
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.skipped || !self.is_shown() || text.is_empty() {
            return;
        }
        self.runs.push(text, (self.number, self.column));
        self.column += count_chars(text);
    }

    /// What follows is raised, or not.
    pub(super) fn raise(&mut self, raised: bool) {
        match (self.is_raised, raised) {
            (false, true) => self.runs.open_mark(),
            (true, false) => {
                let first = self.runs.join_words_from(0);
                let is_number = first.len() <= 3 && !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit());
                // A raised number before everything else numbers the paragraph.
                if let Some(open) = self.open.as_mut().filter(|_| is_number) {
                    open.typed = Some(first);
                }
                self.runs.close_mark();
            }
            _ => {}
        }
        self.is_raised = raised;
    }

    pub(super) fn open_url(&mut self, url: String) {
        if self.is_shown() {
            self.runs.open_link(url.clone());
            self.url = Some(url);
        }
    }

    pub(super) fn close_url(&mut self) {
        if self.url.take().is_some() {
            self.runs.close_link();
        }
    }

    /// The words from a run on are what a reference manager put there.
    pub(super) fn cite(&mut self, run: usize, carried: CitationField) {
        match carried {
            CitationField::Citation(items, printed) => {
                if self.runs.end() == run
                    && let Some(words) = &printed
                {
                    self.push(words);
                }
                let keys = items.into_iter().map(|item| {
                    let key = item.key.clone();
                    if self.keys.insert(key.clone()) {
                        self.embedded.push(item);
                    }
                    key
                });
                let keys = keys.collect();
                self.runs.cite(run, keys);
            }
            CitationField::Broken(reason) => {
                let message =
                    format!("what a reference manager keeps here could not be read, only its words: {reason}");
                self.told.push(Note::new((self.number, 1), message));
            }
            CitationField::Bibliography | CitationField::Nothing => {}
        }
    }

    /// Bookmarks, in which Zotero keeps citations for programs that have no fields of its kind.
    pub(super) fn open_bookmark(&mut self, element: &Element) {
        let code = element.attribute("name").and_then(|name| self.bookmarks.get(name)).cloned();
        if let Some((id, code)) = element.attribute("id").zip(code) {
            if let CitationField::Bibliography = managers::read_code(&code, "") {
                self.is_bibliography = true;
            }
            self.open_bookmarks.push((id.to_owned(), self.runs.end(), code));
        }
    }

    pub(super) fn close_bookmark(&mut self, element: &Element) {
        let id = element.attribute("id").unwrap_or_default();
        let Some(at) = self.open_bookmarks.iter().rposition(|(open, ..)| open == id) else { return };
        let (_, run, code) = self.open_bookmarks.remove(at);
        match managers::read_code(&code, "") {
            CitationField::Bibliography => self.is_bibliography = false,
            carried => self.cite(run.min(self.runs.end()), carried),
        }
    }

    /// Closes a paragraph whose mark was deleted, where no other follows.
    pub(super) fn flush(&mut self) {
        if self.open.is_some() {
            self.close_paragraph();
        }
    }

    /// What was left out, and what could not be read.
    pub(super) fn take_notes(&mut self) -> Vec<Note> {
        let mut notes = std::mem::take(&mut self.told);
        let left = std::mem::take(&mut self.left);
        let places = |numbers: &[u32], what: &str| {
            let mut numbers = numbers.to_vec();
            numbers.dedup();
            let first = numbers.first().copied()?;
            let more = match numbers.len() {
                1 => String::new(),
                n => format!(", the first of {n} paragraphs with such"),
            };
            Some(Note::new((first, 1), format!("{what}{more}")))
        };
        notes.extend(places(
            &left.tracked,
            "tracked changes were read as accepted: what was inserted is in the text, what was deleted is not",
        ));
        notes.extend(places(
            &left.boxes,
            "a text box was left out; if it belongs to the article, move its words into the text",
        ));
        notes.extend(places(&left.hidden, "hidden words were left out"));
        notes.extend(strikethrough::note_lines(&left.struck, "paragraph"));
        if left.chunks > 0 {
            notes.push(Note::new(
                (1, 1),
                "a file that is only attached (altChunk) was left out; open the document in Word and save it again",
            ));
        }
        notes
    }
}
