//! The list of references in an article: where it begins and ends, what its entries are. Numbered or not, restarting
//! by section or not, entries broken over lines or parted by blank lines.

pub(super) mod back_links;
mod bare;
pub(super) mod broken_doi;
mod counted_lists;
pub(super) mod cut;
mod dated;
pub(super) mod further_reading;
pub(super) mod headings;
pub(super) mod leading_number;
mod lone_numbers;
pub(super) mod markdown;
mod notes;
mod one_paragraph;
mod opening;
mod own_numbers;
pub(super) mod repeats;
pub(super) mod rest;
pub(super) mod row;
pub(super) mod same_author;
mod short_entry;
pub(super) mod signed;
mod tabbed;
mod table;
pub(super) mod unheaded;

pub(in crate::read) use self::bare::cut_bare_list;
use self::headings::{is_heading, may_be_heading, names_own_works};
use self::opening::{introduces, is_linked, lists_links, opens_list};
use self::rest::{
    begins_entry, is_links_line, is_of_page, is_other_page, is_page_number, is_rest, is_unfinished, locates,
};
use self::short_entry::names_publication;
pub(in crate::read) use self::table::without_bars;
use self::table::{SourceColumns, lists_sources, part_row, read_columns, take_first_cell};
use super::entry::Note;
use super::piece::{Piece, reads_like_heading};
use super::printed;
use crate::model::BlockKind;

/// An entry: which piece it is, and the heading it stands under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Entry {
    pub(in crate::read) piece: usize,
    pub(in crate::read) section: String,
    /// A footnote made it, and only footnote marks point at it.
    pub(in crate::read) footnote: bool,
    /// It is a row of a table, its cells parted by bars.
    pub(in crate::read) row: bool,
}

/// Whether words look like an entry: a year, an identifier, "et al.", or names a style puts first.
pub(in crate::read) fn reads_like_entry(text: &str) -> bool {
    let parsed = || printed::parse(text).item;
    let named = |item: &crate::model::Item| {
        let person = item.author.iter().any(|n| n.family.is_some());
        // "Mayo Clinic: “Knee pain.”", "Knee pain. (n.d.). knees.org/pain"
        let quoted = !item.author.is_empty() && text.contains(['“', '"']);
        person || item.title.is_some() && (quoted || item.url.is_some())
    };
    is_dated_or_identified(text) || (text.len() < 2_000 && named(&parsed()))
}

/// Whether a text has what hardly anything but an entry has: a year and a stop, or something that identifies a work.
fn is_dated_or_identified(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut figures = text.split(|c: char| !c.is_ascii_digit());
    let has_year = figures.any(|d| d.len() == 4 && (d.starts_with("19") || d.starts_with("20")));
    let is_marked = ["doi", "http", "www.", "pmid", "isbn", "et al"].iter().any(|m| lower.contains(m));
    is_marked || has_year && text.contains('.')
}

/// What to do with a piece behind the heading of a list.
enum Fate {
    Entry,
    /// The rest of the entry before.
    Rest,
    /// A heading within the list.
    Part,
    /// An entry, and the item before is the heading of a part.
    Headed,
    /// What stands between two pages, and is no part of the list.
    Passed,
    /// The list is over.
    End,
}

/// Finds the entries, marks their pieces, and joins what is broken over several.
pub(in crate::read) fn find(pieces: &mut Vec<Piece>) -> (Vec<Entry>, Vec<Note>) {
    let mut notes = Vec::new();
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut entries: Vec<Entry> = Vec::new();
    let mut list: Option<List> = None;
    let mut heading = String::new();
    signed::make_footnotes(pieces);
    table::mark_heads(pieces);
    own_numbers::take_notes(pieces);
    let is_headed = pieces.iter().any(|piece| piece.kind != BlockKind::Title && is_heading(piece.text()));
    let taken = lone_numbers::join(one_paragraph::split_paragraph(std::mem::take(pieces)));
    let mut rest = taken.into_iter();
    while let Some(mut piece) = rest.next() {
        if piece.kind == BlockKind::Reference {
            back_links::cut(&mut piece);
            entries.push(take_marked_entry(&piece, out.len(), list.as_mut(), &heading, &mut notes));
            out.push(piece);
            continue;
        }
        if piece.kind == BlockKind::Heading {
            piece.text().clone_into(&mut heading);
        }
        let (next, second) = (rest.as_slice().first(), rest.as_slice().get(1));
        // "References", "Journals", and then the first entry.
        let heads = |n: &Piece| {
            let is_above = |s: &Piece| n.kind == BlockKind::Item && s.level > n.level;
            // "References", "Show all", and then the first entry.
            let folds = |s: &Piece| s.number.is_some() && n.kind == BlockKind::Paragraph && reads_like_entry(s.text());
            n.cut || second.is_some_and(|s| is_above(s) || folds(s))
        };
        let parted =
            || next.is_some_and(|n| heads(n) && reads_like_heading(n.text())) && second.is_some_and(opens_list);
        let opens = || match next {
            Some(row) if row.kind == BlockKind::Row => lists_sources(rest.as_slice()),
            next => {
                next.is_some_and(|n| opens_list(n) || introduces(n, second)) || lists_links(rest.as_slice()) || parted()
            }
        };
        let is_sure = || {
            piece.marked
                && piece.kind == BlockKind::Heading
                && unheaded::is_list_for_sure(rest.as_slice())
                && !names_own_works(piece.text())
        };
        let is_told =
            || may_be_heading(piece.text()) && unheaded::begins_references(rest.as_slice(), piece.text()) || is_sure();
        let list_heading = piece.kind != BlockKind::Title && (is_heading(piece.text()) && opens() || is_told());
        if list_heading {
            if list.is_none() && entries.is_empty() {
                take_entries_before(&mut out, &mut entries, piece.text());
            }
            own_numbers::take(rest.as_mut_slice());
            let (links, columns) = (lists_links(rest.as_slice()), Some(read_columns(rest.as_slice())));
            list = Some(List { links, columns, ..List::new(piece.text(), &piece) });
            piece.kind = BlockKind::Heading;
            piece.level = piece.level.max(2);
            piece.number = None;
            out.push(piece);
            continue;
        }
        if piece.footnote.is_some() && notes::names_source(&piece) {
            for mut piece in notes::split_sources(piece) {
                back_links::cut(&mut piece);
                piece.kind = BlockKind::Reference;
                entries.push(Entry { piece: out.len(), section: String::new(), footnote: true, row: false });
                out.push(piece);
            }
            continue;
        }
        // A table that names its columns, and has entries in one of them, is a list wherever no other is headed.
        if list.is_none() && !is_headed && piece.kind == BlockKind::Row && piece.level == 1 {
            let columns = Some(read_columns(rest.as_slice())).filter(|columns| columns.has_entries);
            list = columns.map(|columns| List { columns: Some(columns), table: true, ..List::new(&heading, &piece) });
        }
        let Some(open) = &mut list else {
            out.push(piece);
            continue;
        };
        let fate = open.decide_fate(&piece, next, out.last());
        if matches!(fate, Fate::Headed) {
            entries.pop();
            out.iter_mut().rev().take(1).for_each(|head| {
                open.section = head.text().trim_end_matches(':').to_owned();
                (head.kind, head.level) = (BlockKind::Heading, 6);
            });
        }
        match fate {
            Fate::Entry | Fate::Headed => {
                let row = piece.kind == BlockKind::Row;
                if let Some(columns) = open.columns.as_ref().filter(|_| row) {
                    out.append(&mut part_row(&mut piece, columns));
                    take_first_cell(&mut piece);
                }
                back_links::cut(&mut piece);
                open.note_number(&piece, &mut notes);
                piece.kind = BlockKind::Reference;
                piece.level = 0;
                entries.push(Entry { piece: out.len(), section: open.section.clone(), footnote: false, row });
                out.push(piece);
            }
            Fate::Rest => out.iter_mut().rev().take(1).for_each(|last| last.append(piece.clone())),
            Fate::Part => {
                open.section = piece.text().trim_end_matches(':').to_owned();
                open.last = None;
                piece.kind = BlockKind::Heading;
                piece.level = piece.level.max(3);
                out.push(piece);
            }
            Fate::Passed => {
                // A remark on an entry is a part of the list, and claims nothing.
                if matches!(piece.kind, BlockKind::Item | BlockKind::Row) {
                    (piece.kind, piece.level) = (BlockKind::Reference, 1);
                }
                out.push(piece);
            }
            Fate::End => {
                list = None;
                out.push(piece);
            }
        }
    }
    counted_lists::count_alike(&mut out, &entries);
    *pieces = out;
    (entries, notes)
}

/// An entry that the format says is one, be it a list's, a part of its, or a footnote's.
fn take_marked_entry(piece: &Piece, at: usize, list: Option<&mut List>, heading: &str, notes: &mut Vec<Note>) -> Entry {
    let section = match list {
        Some(open) => {
            open.note_number(piece, notes);
            open.section.clone()
        }
        None => heading.trim_end_matches(':').to_owned(),
    };
    Entry { piece: at, section, footnote: piece.footnote.is_some(), row: false }
}

/// Paragraphs right before "Other references" that are entries themselves, each with its link.
fn take_entries_before(out: &mut [Piece], entries: &mut Vec<Entry>, heading: &str) {
    let is_entry = |p: &Piece| {
        let parsed = (p.kind == BlockKind::Paragraph && !p.links.is_empty() && p.text().len() < 600)
            .then(|| printed::parse(p.text()));
        parsed.is_some_and(|r| {
            !r.item.author.is_empty()
                && r.item.title.is_some()
                && (r.item.volume.is_some() || r.item.accessed.is_some())
        })
    };
    let run = out.iter().rev().take_while(|p| is_entry(p)).count();
    let from = out.len() - run;
    for (i, piece) in out.iter_mut().enumerate().skip(from) {
        piece.kind = BlockKind::Reference;
        entries.push(Entry { piece: i, section: heading.to_owned(), footnote: false, row: false });
    }
}

/// A list that is being read.
struct List {
    section: String,
    /// The heading's level, where the format marks headings.
    level: Option<u8>,
    numbered: Option<bool>,
    items: bool,
    last: Option<u32>,
    /// How deep its entries stand in lists of the format.
    depth: u8,
    /// Its entries are linked titles.
    links: bool,
    /// It is a table that no heading stands over.
    table: bool,
    columns: Option<SourceColumns>,
}

impl List {
    fn new(section: &str, heading: &Piece) -> Self {
        let section = section.trim_end_matches(':').to_owned();
        Self {
            section,
            level: heading.marked.then_some(heading.level),
            numbered: None,
            items: false,
            last: None,
            depth: 0,
            links: false,
            table: false,
            columns: None,
        }
    }

    fn decide_fate(&mut self, piece: &Piece, next: Option<&Piece>, before: Option<&Piece>) -> Fate {
        let first = self.numbered.is_none();
        let text = piece.text();
        if self.table && piece.kind != BlockKind::Row {
            return Fate::End;
        }
        if piece.marked && piece.kind == BlockKind::Heading {
            let ends = self.level.is_none_or(|l| piece.level <= l)
                || !next.is_some_and(|n| n.number.is_some() || reads_like_entry(n.text()));
            return if ends { Fate::End } else { Fate::Part };
        }
        if piece.kind == BlockKind::Row && piece.level == 1 {
            return Fate::Passed;
        }
        if first && introduces(piece, next) {
            return Fate::Passed;
        }
        if !first && is_of_page(piece) {
            return Fate::End;
        }
        let is_links = || before.is_some_and(|b| b.kind == BlockKind::Reference) && is_links_line(text);
        if piece.kind == BlockKind::Paragraph && (locates(piece, before) || is_links()) {
            return Fate::Rest;
        }
        let itemised = matches!(piece.kind, BlockKind::Item | BlockKind::Row);
        if !first && piece.number.is_none() && (itemised || self.numbered == Some(true)) && dated::is_dated(text) {
            return Fate::End;
        }
        if itemised && !first && self.is_deeper(piece) {
            return self.decide_fate_below(piece, before);
        }
        // Among numbered entries, an item without a number that reads like none is a remark, or stands behind the list.
        if piece.kind == BlockKind::Item
            && piece.number.is_none()
            && self.numbered == Some(true)
            && !reads_like_entry(text)
        {
            return Fate::Passed;
        }
        if itemised && (first || piece.level < self.depth) {
            self.depth = piece.level;
        }
        if piece.number.is_some() || (itemised && (first || self.items)) {
            self.numbered = Some(self.numbered.unwrap_or(piece.number.is_some()));
            self.items = true;
            return Fate::Entry;
        }
        let like = reads_like_entry(text) || self.links && is_linked(piece);
        let follows_entry = before.is_some_and(|b| b.kind == BlockKind::Reference);
        if self.items {
            // In a list with numbers or bullets, a line without one goes on with the entry before, or ends the list.
            return match () {
                () if follows_entry && !piece.gap && !piece.cut => Fate::Rest,
                () if is_page_number(text) && next.is_some_and(|n| n.number.is_some()) => Fate::Passed,
                () if follows_entry && !piece.cut && is_unfinished(before) && is_rest(text) => Fate::Rest,
                () if reads_like_heading(text) && next.is_some_and(|n| n.number.is_some()) => Fate::Part,
                () => Fate::End,
            };
        }
        let is_other = before.is_some_and(|before| is_other_page(text, before.text()));
        if follows_entry
            && !is_other
            && !piece.gap
            && !piece.cut
            && (is_unfinished(before) || is_rest(text))
            && !begins_entry(text)
        {
            return Fate::Rest;
        }
        let is_beside_entry = || next.is_some_and(|n| reads_like_entry(n.text())) || follows_entry && !piece.gap;
        if like || names_publication(text) && is_beside_entry() {
            self.numbered = Some(false);
            return Fate::Entry;
        }
        if reads_like_heading(text) && next.is_some_and(|n| n.number.is_some() || reads_like_entry(n.text())) {
            return Fate::Part;
        }
        Fate::End
    }

    /// Whether an item stands under one of the list's entries, and does not go on with their numbers.
    fn is_deeper(&self, piece: &Piece) -> bool {
        let number = piece.number.as_deref().and_then(|number| number.parse::<u32>().ok());
        piece.level > self.depth && number.is_none_or(|number| self.last.is_none_or(|last| number != last + 1))
    }

    /// What an item under an entry is: where it can be found, an entry of the part that is headed so, or a remark.
    fn decide_fate_below(&mut self, piece: &Piece, before: Option<&Piece>) -> Fate {
        let heads =
            before.is_some_and(|b| b.kind == BlockKind::Reference && b.level == 0 && !reads_like_entry(b.text()));
        match () {
            () if heads && reads_like_entry(piece.text()) => {
                self.depth = piece.level;
                self.last = None;
                Fate::Headed
            }
            () if is_rest(piece.text()) => Fate::Rest,
            () if begins_entry(piece.text()) => Fate::Entry,
            () => Fate::Passed,
        }
    }

    /// Numbers that do not go up by one are kept as printed and reported; beginning again with 1 is usual.
    fn note_number(&mut self, piece: &Piece, notes: &mut Vec<Note>) {
        let Some(n) = piece.number.as_deref().and_then(|n| n.parse::<u32>().ok()) else { return };
        let expected = self.last.map(|l| l + 1);
        if expected.is_some_and(|e| e != n) && n != 1 {
            let message = format!(
                "the entry is numbered {n} where {} was expected; it is kept as printed",
                expected.unwrap_or(1)
            );
            notes.push(Note::new(piece.line.place(), message));
        }
        self.last = Some(n);
    }
}
