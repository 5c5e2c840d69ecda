//! What the registries would correct in printed entries: as changes of the articles' files where the words can be pointed at,
//! else as a list for somebody to go through. Nothing is changed here.

mod patch;

pub use patch::{SourceFile, is_patch, make_patch};

use crate::compare::names_another_work;
use crate::evidence::{self, DatedAnswer, KnownMetadata};
use crate::model::{
    BlockKind, DoiState, Field, FieldResult, FieldState, MetadataAnswer, Reference, Snapshot, SourceState,
};
use crate::read::printed::find_places;
use crate::text::CharIndex;
use jiff::Timestamp;

/// The readers whose files have lines that can be changed one by one.
const WITH_LINES: &[&str] = &["text", "markdown", "html"];

/// One thing that a registry says otherwise than an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The entry.
    pub address: String,
    /// The article's file, seen from the catalogue's folder.
    pub file: Option<String>,
    /// The entry's line there.
    pub line: Option<u32>,
    /// What differs: `year`, `pages`, `doi`, `notice`.
    pub field: String,
    /// What is printed; empty where nothing is.
    pub printed: String,
    /// What is registered.
    pub registered: String,
    /// Who says so.
    pub source: String,
    /// When that was last heard.
    pub heard_at: Option<Timestamp>,
    /// How the file would be changed; none where a person has to look.
    pub change: Option<SourceChange>,
}

/// Other words at a place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceChange {
    /// The line, from 1.
    pub line: u32,
    /// The column in code points, from 1, at which `old` begins.
    pub column: u32,
    /// What has to stand there, or nothing is changed.
    pub old: String,
    /// What is to stand there.
    pub new: String,
    /// `old` is the end of the entry: nothing but markup may follow it in its line.
    pub at_end: bool,
}

/// What the registries would correct in the list of an article, down the page.
pub fn find_corrections(snapshot: &Snapshot) -> Vec<Correction> {
    let entries = snapshot.references.iter().filter(|reference| reference.is_listed());
    entries.flat_map(|reference| EntryText { snapshot, reference }.find_all()).collect()
}

/// One entry of the list.
struct EntryText<'s> {
    snapshot: &'s Snapshot,
    reference: &'s Reference,
}

impl EntryText<'_> {
    fn find_all(&self) -> Vec<Correction> {
        let mut found = Vec::new();
        if let Some(standing) = evidence::find_doi_standing(self.reference, self.snapshot)
            && matches!(standing.state, DoiState::Absent | DoiState::Deleted)
        {
            let (printed, source) = (self.reference.doi_printed.clone().unwrap_or_default(), standing.service.clone());
            let said =
                format!("{} as a DOI", if standing.state == DoiState::Absent { "not registered" } else { "deleted" });
            found.push(self.make_correction("doi", &printed, &said, source.unwrap_or_default(), standing.asked_at));
        }
        let known = evidence::find_notices(self.reference, self.snapshot).unwrap_or_default();
        for notice in &known.notices {
            // A source such as Retraction Watch is heard through the service that repeats it.
            let own = known.asked.iter().find(|(service, _)| *service == notice.source);
            let heard_at = own.or_else(|| known.asked.iter().max_by_key(|(_, at)| *at)).map(|(_, at)| *at);
            let on = notice.on.map(|on| format!(" of {on}")).unwrap_or_default();
            let doi = notice.doi.as_ref().map(|doi| format!(", {doi}")).unwrap_or_default();
            let said = format!("{}{on}{doi}", notice.kind);
            found.push(self.make_correction("notice", "", &said, notice.source.clone(), heard_at));
        }
        match evidence::find_metadata(self.reference, self.snapshot) {
            KnownMetadata::Held(heard) => found.extend(self.compare_with(&heard)),
            _ => found.extend(self.suggest_doi()),
        }
        found
    }

    /// What differs from the registered record.
    fn compare_with(&self, heard: &DatedAnswer<MetadataAnswer>) -> Vec<Correction> {
        let results = KnownMetadata::Held(Box::new(heard.clone())).compare_with(self.reference);
        let is_another = names_another_work(&results);
        let mut found = Vec::new();
        for result in results.iter().filter(|r| r.result == FieldState::Differs && r.field != Field::Doi) {
            let registered = match result.field {
                Field::Year => heard.answer.item.year().map(|year| year.to_string()),
                _ => None,
            };
            let registered = registered.unwrap_or_else(|| result.registered.clone());
            let at = Some(heard.asked_at);
            let field = result.field.to_string();
            let mut correction = self.make_correction(&field, &result.printed, &registered, heard.service.clone(), at);
            // Details of another work would make a false entry look right.
            correction.change = self.change_of(result, &registered).filter(|_| !is_another);
            found.push(correction);
        }
        if let Some(doi) =
            heard.answer.item.doi.as_ref().filter(|_| self.reference.given_doi().is_none() && !is_another)
        {
            let mut correction = self.make_correction("doi", "", doi, heard.service.clone(), Some(heard.asked_at));
            correction.change = self.append(&self.as_list_writes(doi));
            found.push(correction);
        }
        found
    }

    /// The DOI of a work that a search found: whether it is meant is for a person to say.
    fn suggest_doi(&self) -> Option<Correction> {
        let likely = evidence::find_candidate(self.reference, self.snapshot)?;
        let said = format!("{}, if that work is meant", likely.answer.item.doi?);
        Some(self.make_correction("doi", "", &said, likely.service, Some(likely.asked_at)))
    }

    fn make_correction(
        &self,
        field: &str,
        printed: &str,
        registered: &str,
        source: String,
        heard_at: Option<Timestamp>,
    ) -> Correction {
        let place = self.snapshot.place_of_reference(self.reference);
        Correction {
            address: self.snapshot.reference_address(self.reference),
            file: place.file,
            line: place.line,
            field: field.to_owned(),
            printed: printed.to_owned(),
            registered: registered.to_owned(),
            source,
            heard_at,
            change: None,
        }
    }

    /// The registered value in place of the printed one, where that stands in the entry by itself.
    fn change_of(&self, result: &FieldResult, registered: &str) -> Option<SourceChange> {
        let names: &[&str] = match result.field {
            Field::Year => &["issued"],
            Field::Volume => &["volume"],
            Field::Issue => &["issue"],
            Field::Pages => &["page", "number"],
            _ => return None,
        };
        let printed: Vec<char> = self.reference.printed.chars().collect();
        let all = find_places(&self.reference.printed, &self.reference.csl);
        names.iter().find_map(|name| {
            let place = all.iter().find(|place| place.field == *name)?;
            let (start, end) = (place.start?, place.end?);
            let field = printed.get(start..end)?;
            let wanted: Vec<char> = result.printed.chars().map(to_plain_dash).collect();
            let at = find_once(field, &wanted)?;
            let old: String = field.get(at..at + wanted.len())?.iter().collect();
            let dash = old.chars().find(|c| to_plain_dash(*c) == '-').unwrap_or('-');
            let new = registered.chars().map(|c| if to_plain_dash(c) == '-' { dash } else { c }).collect();
            let (line, column) = self.place_in_file(start + at)?;
            Some(SourceChange { line, column, old, new, at_end: false })
        })
    }

    /// More words behind the entry's last one.
    fn append(&self, words: &str) -> Option<SourceChange> {
        let last = self.reference.printed.chars().last()?;
        let (line, column) = self.place_in_file(self.reference.printed.chars().count() - 1)?;
        Some(SourceChange { line, column, old: last.to_string(), new: format!("{last} {words}"), at_end: true })
    }

    /// A DOI as the other entries of the list write theirs.
    fn as_list_writes(&self, doi: &str) -> String {
        let count = |form: &str| self.snapshot.references.iter().filter(|r| r.printed.contains(form)).count();
        match count("https://doi.org/") > count("doi:") {
            true => format!("https://doi.org/{doi}"),
            false => format!("doi:{doi}"),
        }
    }

    /// Where a character of the printed entry stands in the article's file.
    fn place_in_file(&self, at: usize) -> Option<(u32, u32)> {
        let version = self.snapshot.version.as_ref().filter(|v| WITH_LINES.contains(&v.reader.as_str()))?;
        if !matches!(self.snapshot.source, SourceState::Unchanged | SourceState::Reread) {
            return None;
        }
        let (start, end) = self.snapshot.place_of_reference(self.reference).span?;
        let block = version.blocks.block_at(start).filter(|block| block.kind == BlockKind::Reference)?;
        let text = CharIndex::new(&version.text).slice(block.start, end.max(block.start)).to_owned();
        // The number before the entry is no part of what is printed.
        let before = text.get(..text.find(&self.reference.printed)?)?.chars().count();
        version.blocks.line_column(block.start + u32::try_from(before + at).ok()?)
    }
}

/// Any dash as a hyphen.
fn to_plain_dash(c: char) -> char {
    if matches!(c, '‐' | '‑' | '‒' | '–' | '—' | '−') { '-' } else { c }
}

/// Where characters stand in others, if they do so once: dashes of any kind are one.
fn find_once(all: &[char], wanted: &[char]) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    let is_here = |seen: &[char]| seen.iter().zip(wanted).all(|(seen, wanted)| to_plain_dash(*seen) == *wanted);
    let mut found = all.windows(wanted.len()).enumerate().filter(|(_, seen)| is_here(seen)).map(|(at, _)| at);
    match (found.next(), found.next()) {
        (Some(at), None) => Some(at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand_once() {
        for (all, wanted, expected) in [
            ("12(3)", "12", Some(0)),
            ("45–58", "45-58", Some(0)),
            ("2 2", "2", None),
            ("x", "", None),
            ("a", "b", None),
        ] {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(find_once(&characters(all), &characters(wanted)), expected, "{all} {wanted}");
        }
    }
}
