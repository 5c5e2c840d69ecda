//! The evidence table: one row a claim × citation.

use super::column::{CellText, Column, list_names, show_text, write_cells};
use super::notices::Notices;
use super::{Export, Failure, Scope};
use crate::catalogue::{ClaimFilter, EvidenceRow, View};
use crate::evidence;
use crate::model::{Article, Claim, Kind, Settings, Uid, Verdict, Word, claim_address};
use crate::tasks::dossiers;
use crate::write::{RecordKind, RecordSink, RecordSubject, WriteOptions, find_web_address, find_writer};
use jiff::civil::Date;
use std::collections::BTreeMap;

pub(in crate::cli) const EXPORT: Export = Export {
    name: "claims",
    summary: "claims with their evidence, one row a claim and citation",
    columns: COLUMN_NAMES,
    write,
    full: &[(RecordKind::Claims, annotate)],
    judged: false,
    alone: false,
};

/// The names of the columns.
pub(in crate::cli) const COLUMN_NAMES: &[&str] = &list_names(&COLUMNS);

/// A claim with one of its citations: what is stored, and what follows from it.
struct ClaimCells<'r> {
    stored: &'r EvidenceRow<'r>,
    level: Option<&'r str>,
    notices: Option<&'r str>,
    due: Option<&'r str>,
    stale: Option<&'r str>,
}

type Cell = for<'r> fn(&'r ClaimCells<'r>) -> CellText<'r>;

const COLUMNS: [Column<Cell>; 30] = [
    Column { name: "row_version", value: |row| show_text(Some(&row.stored.row_version)) },
    Column { name: "article", value: |row| show_text(row.stored.article) },
    Column { name: "claim", value: |row| show_text(row.stored.claim) },
    Column { name: "section", value: |row| show_text(row.stored.section) },
    Column { name: "statement", value: |row| show_text(row.stored.statement) },
    Column { name: "kind", value: |row| show_text(row.stored.kind) },
    Column { name: "status", value: |row| show_text(row.stored.status) },
    Column { name: "reference", value: |row| show_text(row.stored.reference) },
    Column { name: "origin", value: |row| show_text(row.stored.origin) },
    Column { name: "state", value: |row| show_text(row.stored.state) },
    Column { name: "stance", value: |row| show_text(row.stored.stance) },
    Column { name: "work", value: |row| show_text(row.stored.work) },
    Column { name: "doi", value: |row| show_text(row.stored.doi) },
    Column { name: "title", value: |row| show_text(row.stored.title) },
    Column { name: "year", value: |row| show_text(row.stored.year) },
    Column { name: "container", value: |row| show_text(row.stored.container) },
    Column { name: "evidence_level", value: |row| show_text(row.level) },
    Column { name: "quote", value: |row| show_text(row.stored.quote) },
    Column { name: "finding", value: |row| show_text(row.stored.finding) },
    Column { name: "locator", value: |row| show_text(row.stored.locator) },
    Column { name: "read_as", value: |row| show_text(row.stored.read_as) },
    Column { name: "doi_state", value: |row| show_text(row.stored.doi_state) },
    Column { name: "notices", value: |row| show_text(row.notices) },
    Column { name: "verdict", value: |row| show_text(row.stored.verdict) },
    Column { name: "reviewer", value: |row| show_text(row.stored.reviewer) },
    Column { name: "reviewed_on", value: |row| show_text(row.stored.reviewed_on) },
    Column { name: "review_due", value: |row| show_text(row.due) },
    Column { name: "reviewer_credentials", value: |row| show_text(row.stored.credentials) },
    Column { name: "review_note", value: |row| show_text(row.stored.review_note) },
    Column { name: "stale", value: |row| show_text(row.stale) },
];

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let mut levels = Levels { view, is_anything_heard: view.has_observations()?, known: BTreeMap::new() };
    let mut dues = Dues::new(scope.settings);
    let notices = Notices::load(view)?;
    let mut changes = Changes { view, article: String::new(), known: BTreeMap::new() };
    view.visit_evidence(scope.article, scope.suggestions, |stored| {
        let row = ClaimCells {
            level: levels.find(stored.work, stored.kind)?,
            notices: notices.describe(stored.work),
            due: dues.find(stored.verdict, stored.reviewed_on, stored.review_due),
            stale: changes.find(stored.article, stored.claim.filter(|_| stored.verdict.is_some()))?,
            stored: &stored,
        };
        let cells = COLUMNS.iter().map(|column| (column.value)(&row));
        Ok::<_, Failure>(write_cells(records, cells, RecordSubject::Fields)?)
    })
}

/// Writes the evidence table of these articles as CSV.
pub(in crate::cli) fn write_claims(
    view: View<'_>,
    articles: &[Uid],
    (settings, today): (&Settings, Date),
    mut out: &mut dyn std::io::Write,
) -> Result<(), Failure> {
    let Some(writer) = find_writer("csv") else { return Ok(()) };
    let mut records = (writer.begin)(&mut out, WriteOptions::default())?;
    let everything = Scope::for_everything(settings, today);
    records.table(EXPORT.name, &everything.columns(&EXPORT))?;
    for article in articles {
        let scope = Scope { article: Some(*article), ..Scope::for_everything(settings, today) };
        write(view, &scope, &mut *records)?;
    }
    records.end()?;
    Ok(())
}

/// Claims in full, article by article.
fn annotate(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let address = |a: Article| {
        let url = a.url.as_deref().and_then(find_web_address).map(str::to_owned);
        (a.key, url.unwrap_or_else(|| format!("urn:uuid:{}", a.uid)))
    };
    let pages: BTreeMap<String, String> = view.articles()?.into_iter().map(address).collect();
    for row in scope.articles(view)? {
        let filter = ClaimFilter { article: Some(row.article.uid), ..ClaimFilter::default() };
        for claim in view.claim_rows(&filter)? {
            for full in dossiers::build_claims(view, scope.settings, [claim.uid])? {
                records.record(&[], RecordSubject::Claim(&full, claim.uid, &pages))?;
            }
        }
    }
    Ok(())
}

/// The levels of a work's evidence, for each kind of claim; loading what was heard of the work takes longer than telling them all.
struct Levels<'v> {
    view: View<'v>,
    is_anything_heard: bool,
    known: BTreeMap<String, Vec<(Kind, u8)>>,
}

/// Levels as they are written.
const LEVELS: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

impl Levels<'_> {
    fn find(&mut self, work: Option<&str>, kind: Option<&str>) -> Result<Option<&'static str>, Failure> {
        let (Some(key), Some(Ok(kind))) = (work, kind.map(Kind::parse)) else { return Ok(None) };
        if !self.known.contains_key(key) {
            let mut levels = Vec::new();
            if let Some(work) = self.view.work_by_key(key)? {
                let heard = match self.is_anything_heard {
                    true => evidence::find_heard_types(&work, &self.view.snapshot_of_work(&work)?),
                    false => Vec::new(),
                };
                levels = evidence::derive_typed_levels(&work, &heard);
            }
            self.known.insert(key.to_owned(), levels);
        }
        let mut levels = self.known.get(key).into_iter().flatten();
        let level = levels.find(|(of, _)| *of == kind);
        Ok(level.and_then(|(_, level)| LEVELS.get(usize::from(*level)).copied()))
    }
}

/// What changed since the reviews of the article whose rows are being written.
struct Changes<'v> {
    view: View<'v>,
    article: String,
    known: BTreeMap<String, String>,
}

impl Changes<'_> {
    fn find(&mut self, article: Option<&str>, claim: Option<&str>) -> Result<Option<&str>, Failure> {
        let (Some(key), Some(claim)) = (article, claim) else { return Ok(None) };
        if self.article != key {
            self.article = key.to_owned();
            self.known.clear();
            let found = self.view.article_by_key(key)?;
            let stale =
                found.map(|article| dossiers::find_changes(self.view, &article)).transpose()?.unwrap_or_default();
            for (uid, changed) in stale {
                if let Some(claim) = self.view.get::<Claim>(uid)? {
                    self.known.insert(claim_address(key, claim.serial), changed);
                }
            }
        }
        Ok(self.known.get(claim).map(String::as_str))
    }
}

/// When reviews are due: the reviewer's own date, else the interval of the settings, by verdict, after the review's.
struct Dues<'s> {
    settings: &'s Settings,
    known: BTreeMap<[String; 3], Option<String>>,
}

impl<'s> Dues<'s> {
    fn new(settings: &'s Settings) -> Self {
        Self { settings, known: BTreeMap::new() }
    }

    fn find(&mut self, verdict: Option<&str>, reviewed_on: Option<&str>, own: Option<&str>) -> Option<&str> {
        let (verdict, reviewed_on, own) = (verdict?, reviewed_on?, own.unwrap_or_default());
        let due = || {
            let verdict = Verdict::parse(verdict).ok()?;
            let due = evidence::compute_due(verdict, reviewed_on.parse().ok()?, own.parse().ok(), self.settings);
            Some(due.to_string())
        };
        self.known.entry([verdict, reviewed_on, own].map(str::to_owned)).or_insert_with(due).as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::EVIDENCE_COLUMNS;

    #[test]
    fn columns_are_those_of_the_evidence_table_and_what_follows_from_it() {
        let own = ["row_version", "evidence_level", "reviewer_credentials", "review_note", "stale"];
        let table: Vec<&str> = COLUMN_NAMES.iter().copied().filter(|name| !own.contains(name)).collect();
        assert_eq!((table.as_slice(), COLUMN_NAMES.len()), (EVIDENCE_COLUMNS, EVIDENCE_COLUMNS.len() + own.len()));
    }
}
