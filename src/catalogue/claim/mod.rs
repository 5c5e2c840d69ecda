//! Claims and their occurrences in the catalogue.

mod evidence;
mod following;

pub use evidence::{EVIDENCE_COLUMNS, EvidenceRow};
pub use following::FollowedRows;

use super::record::Record;
use super::{Numbering, Result, View};
use crate::model::{Claim, Confidence, Doi, Kind, Occurrence, Status, Uid, Verdict, Word, claim_address};
use rusqlite::{Row, named_params};
use std::collections::BTreeMap;

/// Which claims are wanted; what is `None` does not filter.
#[derive(Debug, Clone, Default)]
pub struct ClaimFilter {
    /// Of this home article.
    pub article: Option<Uid>,
    /// And those of other articles that it words, or seems to; not together with a DOI.
    pub worded_there: bool,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Proposed with this confidence.
    pub confidence: Option<Confidence>,
    /// In this status; otherwise proposed and accepted ones.
    pub status: Option<Status>,
    /// Only those with an asserted citation.
    pub cited: bool,
    /// Only those without an asserted citation.
    pub unsupported: bool,
    /// Only those that nobody has reviewed.
    pub unreviewed: bool,
    /// Only those whose review no longer holds, as states are kept.
    pub stale: bool,
    /// Whose newest review says so.
    pub verdict: Option<Verdict>,
    /// Resting on the work with this DOI.
    pub doi: Option<Doi>,
    /// At most so many.
    pub most: Option<u32>,
}

/// A claim as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// `article/cN`.
    pub address: String,
    /// The row's identity.
    pub uid: Uid,
    /// The proposition.
    pub statement: String,
    /// What kind it is.
    pub kind: Kind,
    /// Where it stands.
    pub status: Status,
    /// The heading it was found under.
    pub section: String,
    /// How many citations count.
    pub asserted: u32,
    /// How many are only suggested; weak suggestions do not count.
    pub suggested: u32,
    /// The newest review's verdict.
    pub verdict: Option<Verdict>,
    /// It is of another article than the one asked for, which nobody has said to make it.
    pub only_proposed: bool,
}

impl ClaimRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            address: address(row)?,
            uid: row.get(2)?,
            statement: row.get(3)?,
            kind: row.get(4)?,
            status: row.get(5)?,
            section: row.get(6)?,
            asserted: row.get(7)?,
            suggested: row.get(8)?,
            verdict: row.get(9)?,
            only_proposed: row.get::<_, Option<bool>>(10)?.unwrap_or_default(),
        })
    }
}

/// Of fewer claims than this, each is looked at, and then they are put in order.
const FEW: u32 = 1_000;

/// A claim that holds the words searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimHit {
    /// `article/cN`.
    pub address: String,
    /// The row's identity.
    pub uid: Uid,
    /// The proposition.
    pub statement: String,
}

impl View<'_> {
    /// The claims that an article is home to, then those of other articles that it words.
    pub fn claims_of(self, article: Uid) -> Result<Vec<Claim>> {
        self.all(include_str!("of_article.sql"), &[(":article", &article)])
    }

    /// One claim by its home article and serial.
    pub fn claim(self, article: Uid, serial: u32) -> Result<Option<Claim>> {
        self.first(include_str!("by_serial.sql"), (article, serial))
    }

    /// The serials that new claims of an article get at this desk.
    pub fn number_claims(self, article: Uid) -> Result<Numbering> {
        self.numbering(include_str!("last_serials.sql"), article)
    }

    /// The words of every claim that a person accepted or judged, each with its claim: statements, and what texts say.
    pub fn known_wordings(self) -> Result<Vec<(Claim, String)>> {
        self.rows(include_str!("known.sql"), [], |row| Ok((Claim::from_row(row)?, row.get(10)?)))
    }

    /// Occurrences in an article, in order of place.
    pub fn occurrences_in(self, article: Uid) -> Result<Vec<Occurrence>> {
        self.all(include_str!("occurrences_in.sql"), [article])
    }

    /// Of the claims that an article words and another one is home to, their words there, and how many of the same stand
    /// before them.
    pub(super) fn home_words(self, article: Uid) -> Result<BTreeMap<Uid, (String, u32)>> {
        let read = |row: &Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
        // The first place comes last, and stays.
        Ok(self.rows(include_str!("home_words.sql"), &[(":article", &article)], read)?.into_iter().collect())
    }

    /// Of the claims that an article is home to, their words in other articles, with the keys of these.
    pub(super) fn words_elsewhere(self, article: Uid) -> Result<BTreeMap<Uid, Vec<(String, String)>>> {
        let read = |row: &Row<'_>| Ok((row.get::<_, Uid>(0)?, (row.get(1)?, row.get(2)?)));
        let mut found: BTreeMap<Uid, Vec<(String, String)>> = BTreeMap::new();
        for (claim, place) in self.rows(include_str!("words_elsewhere.sql"), &[(":article", &article)], read)? {
            found.entry(claim).or_default().push(place);
        }
        Ok(found)
    }

    /// A claim's occurrences in every article.
    pub fn occurrences_of(self, claim: Uid) -> Result<Vec<Occurrence>> {
        self.all(include_str!("occurrences_of.sql"), [claim])
    }

    /// Places of an article's claims in other articles, each with that article's key, in order of claims.
    pub fn occurrences_elsewhere(self, article: Uid) -> Result<Vec<(String, Occurrence)>> {
        self.rows(include_str!("occurrences_elsewhere.sql"), [article], |row| {
            Ok((row.get(13)?, Occurrence::from_row(row)?))
        })
    }

    /// Claims as a list shows them.
    pub fn claim_rows(self, filter: &ClaimFilter) -> Result<Vec<ClaimRow>> {
        let most = filter.most.map_or(-1, i64::from);
        if let Some(doi) = &filter.doi {
            let doi = self.find_kept_doi(doi)?;
            let params = named_params! {
                ":article": filter.article, ":kind": filter.kind, ":confidence": filter.confidence,
                ":status": filter.status, ":cited": filter.cited, ":unsupported": filter.unsupported,
                ":verdict": filter.verdict, ":unreviewed": filter.unreviewed, ":doi": doi, ":most": most,
            };
            return self.rows(include_str!("list_of_doi.sql"), params, ClaimRow::read);
        }
        if filter.stale {
            let params = named_params! {
                ":article": filter.article, ":worded_there": filter.worded_there, ":kind": filter.kind,
                ":confidence": filter.confidence, ":status": filter.status, ":cited": filter.cited,
                ":unsupported": filter.unsupported, ":verdict": filter.verdict, ":unreviewed": filter.unreviewed, ":most": most,
            };
            return self.rows(include_str!("list_of_stale.sql"), params, ClaimRow::read);
        }
        if filter.article.is_none()
            && let Some(rarest) = self.find_rarest(filter)?
        {
            let params = named_params! {
                ":filter": rarest, ":kinds": list_kinds(), ":kind": filter.kind, ":confidence": filter.confidence,
                ":status": filter.status, ":cited": filter.cited, ":unsupported": filter.unsupported,
                ":verdict": filter.verdict, ":unreviewed": filter.unreviewed, ":most": most,
            };
            return self.rows(include_str!("list_of_few.sql"), params, ClaimRow::read);
        }
        let mut rows = self.claim_rows_by(include_str!("list.sql"), filter, most)?;
        // What an article words of others' claims comes behind its own.
        let left = filter.most.map(|most| most.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX)));
        if filter.article.is_some() && filter.worded_there && left != Some(0) {
            rows.extend(self.claim_rows_by(include_str!("list_of_worded.sql"), filter, left.map_or(-1, i64::from))?);
        }
        Ok(rows)
    }

    /// The filter that leaves few claims by itself, if there is one: a list of these does not start from all articles.
    fn find_rarest(self, filter: &ClaimFilter) -> Result<Option<String>> {
        let params = named_params! {
            ":kinds": list_kinds(), ":kind": filter.kind, ":confidence": filter.confidence, ":status": filter.status,
            ":unsupported": filter.unsupported, ":verdict": filter.verdict, ":bound": FEW,
        };
        self.first_row(include_str!("few.sql"), params, |row| row.get(0))
    }

    fn claim_rows_by(self, sql: &str, filter: &ClaimFilter, most: i64) -> Result<Vec<ClaimRow>> {
        let params = named_params! {
            ":article": filter.article, ":kind": filter.kind, ":confidence": filter.confidence,
            ":status": filter.status, ":cited": filter.cited, ":unsupported": filter.unsupported, ":verdict": filter.verdict,
            ":unreviewed": filter.unreviewed, ":most": most,
        };
        self.rows(sql, params, ClaimRow::read)
    }

    /// Claims that hold every one of the words, best first. Any text may be given.
    pub fn search_claims(self, words: &str, most: u32) -> Result<Vec<ClaimHit>> {
        let Some(query) = build_fts_query(words) else { return Ok(Vec::new()) };
        self.rows(include_str!("search.sql"), (query, most), |row| {
            Ok(ClaimHit { address: address(row)?, uid: row.get(2)?, statement: row.get(3)? })
        })
    }
}

/// Every kind, as JSON: the index over kinds and states has them first.
fn list_kinds() -> String {
    serde_json::json!(Kind::ALL).to_string()
}

fn address(row: &Row<'_>) -> rusqlite::Result<String> {
    Ok(claim_address(row.get_ref(0)?.as_str()?, row.get(1)?))
}

/// Words as an FTS5 query that can never be a syntax error: each quoted, the last one as a prefix, all of them wanted.
pub(super) fn build_fts_query(words: &str) -> Option<String> {
    let quoted: Vec<String> = words
        .split(|c: char| c.is_whitespace() || c == '\0')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect();
    (!quoted.is_empty()).then(|| format!("{} *", quoted.join(" ")))
}
