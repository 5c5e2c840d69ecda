//! The evidence table: one row a claim × citation.

use super::notices::Notices;
use super::{Export, Failure, Scope};
use crate::catalogue::{ClaimFilter, EVIDENCE_COLUMNS, View};
use crate::cli::dossiers;
use crate::evidence;
use crate::model::{Article, Kind, Settings, Word};
use crate::write::{About, Holds, Records};
use std::collections::BTreeMap;

pub(in crate::cli) const EXPORT: Export = Export {
    name: "claims",
    summary: "claims with their evidence, one row a claim and citation",
    columns: COLUMNS,
    write,
    full: &[(Holds::Claims, annotate)],
    judged: false,
};

#[rustfmt::skip]
pub(in crate::cli) const COLUMNS: &[&str] = &[
    "row_version", "article", "claim", "section", "statement", "kind", "status", "reference", "origin", "state", "stance",
    "work", "doi", "title", "year", "container", "evidence_level", "quote", "finding", "locator", "read_as", "doi_state",
    "notices", "verdict", "reviewer", "reviewed_on", "review_due",
];

/// Places in the evidence row: before `evidence_level`, and what is looked at.
const LEVEL: usize = 15;
const KIND: usize = 4;
const WORK: usize = 10;
/// In the exported row.
const NOTICES: usize = 22;

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn Records) -> Result<(), Failure> {
    let (mut levels, mut dues) = (Levels { view, known: BTreeMap::new() }, Dues::new(scope.settings));
    let notices = Notices::heard(view)?;
    view.each_evidence(scope.article, scope.suggestions, |row| {
        let [.., reviewed_on, own_due] = row.fields;
        let due = dues.of(reviewed_on, own_due);
        let level = levels.of(row.fields[WORK], row.fields[KIND])?;
        let mut fields = [None; EVIDENCE_COLUMNS.len() + 2];
        let (head, tail) = row.fields.split_at(LEVEL);
        let shown = std::iter::once(Some(row.row_version.as_str())).chain(head.iter().copied());
        let shown = shown.chain([level]).chain(tail.iter().copied());
        fields.iter_mut().zip(shown).for_each(|(field, shown)| *field = shown);
        fields[NOTICES] = notices.of(row.fields[WORK]);
        if let Some(last) = fields.last_mut() {
            *last = due;
        }
        Ok::<_, Failure>(records.record(&fields, About::Fields)?)
    })
}

/// Claims in full, article by article.
fn annotate(view: View<'_>, scope: &Scope<'_>, records: &mut dyn Records) -> Result<(), Failure> {
    let address = |a: Article| (a.key, a.url.unwrap_or_else(|| format!("urn:uuid:{}", a.uid)));
    let pages: BTreeMap<String, String> = view.articles()?.into_iter().map(address).collect();
    for row in scope.articles(view)? {
        let filter = ClaimFilter { article: Some(row.article.uid), ..ClaimFilter::default() };
        for claim in view.claim_rows(&filter)? {
            for full in dossiers::claims(view, scope.settings, [claim.uid])? {
                records.record(&[], About::Claim(&full, claim.uid, &pages))?;
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
            let level = work.and_then(|work| evidence::level(&work, kind)).map(|level| level.value.to_string());
            self.known.entry(key.to_owned()).or_default().push((kind, level));
        }
        let of = self.known.get(key).into_iter().flatten();
        Ok(of.filter(|(k, _)| *k == kind).find_map(|(_, level)| level.as_deref()))
    }
}

/// When reviews are due: the reviewer's own date, else the interval of the settings after the review's.
struct Dues<'s> {
    settings: &'s Settings,
    known: BTreeMap<(String, String), Option<String>>,
}

impl<'s> Dues<'s> {
    fn new(settings: &'s Settings) -> Self {
        Self { settings, known: BTreeMap::new() }
    }

    fn of(&mut self, reviewed_on: Option<&str>, own: Option<&str>) -> Option<&str> {
        let reviewed_on = reviewed_on?;
        let own = own.unwrap_or_default();
        let due = || {
            let due = evidence::due(reviewed_on.parse().ok()?, own.parse().ok(), self.settings);
            Some(due.to_string())
        };
        self.known.entry((reviewed_on.to_owned(), own.to_owned())).or_insert_with(due).as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_the_evidence_table_and_two_more() {
        let (first, rest) = COLUMNS.split_first().unwrap();
        let without: Vec<&str> = rest.iter().copied().filter(|c| *c != "evidence_level").collect();
        assert_eq!((*first, without.as_slice()), ("row_version", EVIDENCE_COLUMNS.as_slice()));
        assert_eq!((COLUMNS[LEVEL + 1], COLUMNS[NOTICES]), ("evidence_level", "notices"));
        assert_eq!((EVIDENCE_COLUMNS[KIND], EVIDENCE_COLUMNS[WORK]), ("kind", "work"));
        assert!(EVIDENCE_COLUMNS.ends_with(&["reviewed_on", "review_due"]));
    }
}
