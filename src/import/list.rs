//! An article's list of references: entries that were there stay what they were, new ones get the next serial, and what
//! is no longer printed is marked, not removed.

use super::known_references::KnownReferences;
use super::markers::cite_by_keys;
use super::shared_doi::find_shared;
use super::shelf::{KnownWorks, WorkShelf};
use super::works::{LinkedWork, WorkExtras, complete_work, find_or_make_work};
use super::{ImportReport, PlacedNote, ReferencesReport, WorksReport};
use crate::catalogue::{Error, Numbering, Writing};
use crate::model::{Article, Reference, Uid};
use crate::read::entry::PrintedEntry;

/// So many new rows wait until they are stored together.
const WAITING: usize = 500;

/// Stores the list of an article's version; answers the row of each entry, in their order.
pub(super) fn store_entries(
    writing: &mut Writing<'_>,
    article: &Article,
    version: u32,
    entries: &[PrintedEntry],
    works: &mut KnownWorks,
    imported: &mut ImportReport,
) -> Result<Vec<Uid>, Error> {
    let mut known = KnownReferences::new(writing.view().references_of(article.uid)?);
    let mut adding = ListAdder::new(writing, article, false, works)?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let row = match known.take(entry) {
            Some(was) => {
                imported.references.kept += 1;
                update_kept(writing, &mut adding, was, entry)?
            }
            None => adding.add(writing, entry.clone(), &mut imported.references)?,
        };
        note_doubts(&row.address(article), &row, entry.parsed.is_sure(), &mut imported.references);
        rows.push((row, (entry.line, entry.column)));
    }
    adding.store_waiting(writing)?;
    let shared = find_shared(article, &rows);
    // Where an entry of this very list has the DOI too, that is said of both.
    let is_told = |note: &PlacedNote| shared.iter().any(|s| (s.line, s.column) == (note.line, note.column));
    imported.notes.extend(std::mem::take(&mut adding.notes).into_iter().filter(|note| !is_told(note)));
    imported.notes.extend(shared.iter().cloned());
    for gone in known.into_rest().filter(|r| r.last_version.is_none()) {
        imported.references.gone.push(gone.address(article));
        writing.edit(&Reference { last_version: Some(version.saturating_sub(1).max(1)), ..gone })?;
    }
    Ok(rows.into_iter().map(|(row, _)| row.uid).collect())
}

/// What became of a list, and of the works that it names.
#[derive(Debug, Default)]
pub struct ListReport {
    /// The entries.
    pub references: ReferencesReport,
    /// Their works.
    pub works: WorksReport,
    /// What disagrees with what is there.
    pub notes: Vec<PlacedNote>,
    /// Citations that keys in the article's text gave, now that the list has their entries.
    pub cited: usize,
}

/// Adds a list that came without an article's text, such as a file of references; entries that are there already stay.
/// `records` says that the file held fields and no printed lines.
pub fn store_list(
    writing: &mut Writing<'_>,
    article: &Article,
    entries: Vec<PrintedEntry>,
    records: bool,
) -> Result<ListReport, Error> {
    let mut known = KnownReferences::new(writing.view().references_of(article.uid)?);
    let mut works = KnownWorks::default();
    let mut adding = ListAdder::new(writing, article, records, &mut works)?;
    let mut references = ReferencesReport::default();
    for mut entry in entries {
        if let Some(there) = known.find(&entry) {
            references.kept += 1;
            if records && let Some(work) = known.row(there).and_then(|row| row.work) {
                let beside = WorkExtras::take_from(&mut entry.parsed.item);
                let joined = complete_work(writing, adding.shelf, work, &entry.parsed.item, &beside)?;
                note_link(joined.as_ref(), (entry.line, entry.column), &mut adding.works, &mut adding.notes);
            }
            continue;
        }
        let sure = entry.parsed.is_sure();
        let row = adding.add(writing, entry, &mut references)?;
        note_doubts(&row.address(article), &row, sure, &mut references);
        known.keep(row);
    }
    adding.store_waiting(writing)?;
    let cited = cite_by_keys(writing, article)?;
    Ok(ListReport { references, works: adding.works, notes: adding.notes, cited })
}

/// Adds one entry to an article's list.
pub fn store_reference(writing: &mut Writing<'_>, article: &Article, entry: &PrintedEntry) -> Result<Reference, Error> {
    let mut works = KnownWorks::default();
    let mut adding = ListAdder::new(writing, article, false, &mut works)?;
    let row = adding.add(writing, entry.clone(), &mut ReferencesReport::default())?;
    adding.store_waiting(writing)?;
    Ok(row)
}

/// Makes works of a file of references, one for each, without any article: new ones, or ones that are there and get what they
/// lack. `records` says that the file held fields and no printed lines.
pub fn store_works(
    writing: &mut Writing<'_>,
    entries: Vec<PrintedEntry>,
    records: bool,
) -> Result<(WorksReport, Vec<PlacedNote>), Error> {
    let mut shelf = WorkShelf::open(writing.view())?;
    let (mut works, mut notes) = (WorksReport::default(), Vec::new());
    for mut entry in entries {
        let beside = WorkExtras::take_from(&mut entry.parsed.item);
        let joined = find_or_make_work(writing, &mut shelf, &entry.parsed.item, &beside, records)?;
        if joined.is_none() {
            let message = "neither a title nor an identifier could be read, so it was left out".to_owned();
            notes.push(PlacedNote { line: entry.line, column: entry.column, message });
        }
        note_link(joined.as_ref(), (entry.line, entry.column), &mut works, &mut notes);
        if shelf.count_waiting() >= WAITING {
            shelf.store_waiting(writing)?;
        }
    }
    shelf.store_waiting(writing)?;
    Ok((works, notes))
}

/// Counts what became of an entry's work, and takes the notes on it.
fn note_link(
    joined: Option<&LinkedWork>,
    (line, column): (u32, u32),
    works: &mut WorksReport,
    notes: &mut Vec<PlacedNote>,
) {
    let Some(joined) = joined else { return };
    if joined.added { &mut works.added } else { &mut works.joined }.push(joined.key.clone());
    works.completed.extend(joined.completed.then(|| joined.key.clone()));
    notes.extend(joined.notes.iter().map(|message| PlacedNote { line, column, message: message.clone() }));
}

/// Adding entries to an article's list.
struct ListAdder<'a> {
    article: &'a Article,
    shelf: &'a mut WorkShelf,
    numbering: Numbering,
    records: bool,
    works: WorksReport,
    notes: Vec<PlacedNote>,
    /// Entries that are still to be stored.
    rows: Vec<Reference>,
}

impl<'a> ListAdder<'a> {
    fn new(
        writing: &Writing<'_>,
        article: &'a Article,
        records: bool,
        works: &'a mut KnownWorks,
    ) -> Result<Self, Error> {
        let numbering = writing.view().number_references(article.uid)?;
        let shelf = works.open(writing.view())?;
        let works = WorksReport::default();
        Ok(Self { article, shelf, numbering, records, works, notes: Vec::new(), rows: Vec::new() })
    }

    fn add(
        &mut self,
        writing: &mut Writing<'_>,
        mut entry: PrintedEntry,
        references: &mut ReferencesReport,
    ) -> Result<Reference, Error> {
        let beside = WorkExtras::take_from(&mut entry.parsed.item);
        let place = (entry.line, entry.column);
        let mut row = make_reference(self.article.uid, writing.uid(), self.numbering.give()?, entry);
        let joined = find_or_make_work(writing, self.shelf, &row.csl, &beside, self.records)?;
        note_link(joined.as_ref(), place, &mut self.works, &mut self.notes);
        row.work = joined.map(|joined| joined.uid);
        self.rows.push(row.clone());
        if self.rows.len() >= WAITING {
            self.store_waiting(writing)?;
        }
        references.added.push(row.address(self.article));
        Ok(row)
    }

    /// Stores what waits: the works, and then the entries that name them.
    fn store_waiting(&mut self, writing: &mut Writing<'_>) -> Result<(), Error> {
        self.shelf.store_waiting(writing)?;
        writing.add_all(&self.rows)?;
        self.rows.clear();
        Ok(())
    }

    fn find_work(&mut self, writing: &mut Writing<'_>, row: &Reference) -> Result<Option<Uid>, Error> {
        let joined = find_or_make_work(writing, self.shelf, &row.csl, &WorkExtras::default(), self.records)?;
        Ok(joined.map(|joined| joined.uid))
    }
}

/// Takes over what is printed now. The link to the work stays unless the printed identifiers changed: a person may have
/// set it.
fn update_kept(
    writing: &mut Writing<'_>,
    adding: &mut ListAdder<'_>,
    was: Reference,
    entry: &PrintedEntry,
) -> Result<Reference, Error> {
    let mut row = Reference {
        work: was.work,
        retired_on: was.retired_on,
        ..make_reference(was.article, was.uid, was.serial, entry.clone())
    };
    let identifiers = |r: &Reference| (r.csl.doi.clone(), r.csl.pmid.clone(), r.csl.pmcid.clone());
    if was.work.is_none() || identifiers(&was) != identifiers(&row) {
        row.work = adding.find_work(writing, &row)?.or(was.work);
    }
    if row.printed == was.printed {
        // Nothing new is printed, so what a person mended in the reading of it stays.
        row.csl = was.csl;
        row.doi_printed = was.doi_printed;
        row.work = was.work.or(row.work);
    }
    adding.store_waiting(writing)?;
    writing.edit(&row)?;
    Ok(row)
}

/// What is printed in a reference, as the row that will be stored.
fn make_reference(article: Uid, uid: Uid, serial: u32, entry: PrintedEntry) -> Reference {
    Reference {
        uid,
        article,
        serial,
        number: entry.number,
        section: entry.section,
        printed: entry.printed,
        doi_printed: entry.parsed.doi_printed,
        csl: entry.parsed.item,
        work: None,
        last_version: None,
        retired_on: None,
    }
}

fn note_doubts(address: &str, row: &Reference, sure: bool, references: &mut ReferencesReport) {
    if !sure {
        references.unsure.push(address.to_owned());
    }
    let csl = &row.csl;
    if row.doi_printed.is_none() && csl.pmid.is_none() && csl.pmcid.is_none() && csl.isbn.is_none() && csl.url.is_none()
    {
        references.unidentified.push(address.to_owned());
    }
}
