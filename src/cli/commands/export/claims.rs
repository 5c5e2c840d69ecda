//! The evidence table: one row a claim × citation.

use super::notices::Notices;
use super::{Export, Failure, Scope};
use crate::catalogue::{ClaimFilter, EVIDENCE_COLUMNS, View};
use crate::evidence;
use crate::model::{Article, Claim, Kind, Settings, Verdict, Word, claim_address};
use crate::tasks::dossiers;
use crate::write::{RecordKind, RecordSink, RecordSubject, find_web_address};
use std::collections::BTreeMap;

pub(in crate::cli) const EXPORT: Export = Export {
    name: "claims",
    summary: "claims with their evidence, one row a claim and citation",
    columns: COLUMNS,
    write,
    full: &[(RecordKind::Claims, annotate)],
    judged: false,
};

#[rustfmt::skip]
pub(in crate::cli) const COLUMNS: &[&str] = &[
    "row_version", "article", "claim", "section", "statement", "kind", "status", "reference", "origin", "state", "stance",
    "work", "doi", "title", "year", "container", "evidence_level", "quote", "finding", "locator", "read_as", "doi_state",
    "notices", "verdict", "reviewer", "reviewed_on", "review_due", "reviewer_credentials", "review_note",
    "stale",
];

/// What stands behind the columns of the evidence row and the level.
const BEHIND: usize = 3;

/// Places in the evidence row: before `evidence_level`, and what is looked at.
const LEVEL: usize = 15;
const KIND: usize = 4;
const WORK: usize = 10;
/// In the exported row.
const NOTICES: usize = 22;
const DUE: usize = 26;

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let (mut levels, mut dues) = (Levels { view, known: BTreeMap::new() }, Dues::new(scope.settings));
    let notices = Notices::load(view)?;
    let mut changes = Changes { view, article: String::new(), known: BTreeMap::new() };
    view.visit_evidence(scope.article, scope.suggestions, |row| {
        let [.., verdict, _, reviewed_on, own_due] = row.fields;
        let due = dues.of(verdict, reviewed_on, own_due);
        let [article, claim, ..] = row.fields;
        let stale = changes.of(article, claim.filter(|_| verdict.is_some()))?;
        let level = levels.of(row.fields[WORK], row.fields[KIND])?;
        let mut fields = [None; EVIDENCE_COLUMNS.len() + 2 + BEHIND];
        let (head, tail) = row.fields.split_at(LEVEL);
        let shown = std::iter::once(Some(row.row_version.as_str())).chain(head.iter().copied());
        let shown = shown.chain([level]).chain(tail.iter().copied()).chain([row.credentials, row.review_note, stale]);
        fields.iter_mut().zip(shown).for_each(|(field, shown)| *field = shown);
        fields[NOTICES] = notices.describe(row.fields[WORK]);
        fields[DUE] = due;
        Ok::<_, Failure>(records.record(&fields, RecordSubject::Fields)?)
    })
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

/// Evidence levels, each worked out once for a work and a kind.
struct Levels<'v> {
    view: View<'v>,
    known: BTreeMap<String, Vec<(Kind, Option<String>)>>,
}

impl Levels<'_> {
    fn of(&mut self, work: Option<&str>, kind: Option<&str>) -> Result<Option<&str>, Failure> {
        let (Some(key), Some(Ok(kind))) = (work, kind.map(Kind::parse)) else { return Ok(None) };
        let known = self.known.get(key).is_some_and(|of| of.iter().any(|(k, _)| *k == kind));
        if !known {
            let work = self.view.work_by_key(key)?;
            let level = work.and_then(|work| evidence::derive_level(&work, kind)).map(|level| level.value.to_string());
            self.known.entry(key.to_owned()).or_default().push((kind, level));
        }
        let of = self.known.get(key).into_iter().flatten();
        Ok(of.filter(|(k, _)| *k == kind).find_map(|(_, level)| level.as_deref()))
    }
}

/// What changed since the reviews of the article whose rows are being written.
struct Changes<'v> {
    view: View<'v>,
    article: String,
    known: BTreeMap<String, String>,
}

impl Changes<'_> {
    fn of(&mut self, article: Option<&str>, claim: Option<&str>) -> Result<Option<&str>, Failure> {
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

    fn of(&mut self, verdict: Option<&str>, reviewed_on: Option<&str>, own: Option<&str>) -> Option<&str> {
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

    #[test]
    fn columns_are_those_of_the_evidence_table_and_five_more() {
        let (table, behind) = COLUMNS.split_at(COLUMNS.len() - BEHIND);
        assert_eq!((behind, COLUMNS[DUE]), (&["reviewer_credentials", "review_note", "stale"][..], "review_due"));
        let (first, rest) = table.split_first().unwrap();
        let without: Vec<&str> = rest.iter().copied().filter(|c| *c != "evidence_level").collect();
        assert_eq!((*first, without.as_slice()), ("row_version", EVIDENCE_COLUMNS.as_slice()));
        assert_eq!((COLUMNS[LEVEL + 1], COLUMNS[NOTICES]), ("evidence_level", "notices"));
        assert_eq!((EVIDENCE_COLUMNS[KIND], EVIDENCE_COLUMNS[WORK]), ("kind", "work"));
        assert!(EVIDENCE_COLUMNS.ends_with(&["reviewed_on", "review_due"]));
    }
}
