//! What is asked of the states that are kept: what waits, and how many stand where.

use super::{STATE_COLUMNS, read_state};
use crate::catalogue::{Result, View};
use crate::model::{ClaimState, Kind, Status, Uid, Verdict, claim_address};
use jiff::civil::Date;
use rusqlite::{Row, ToSql, named_params};
use std::collections::BTreeMap;

/// Which claims that wait are wanted; what is `None` does not filter.
#[derive(Debug, Clone, Copy, Default)]
pub struct WaitingFilter {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Asked of this person.
    pub whose: Option<Uid>,
    /// At most so many.
    pub most: Option<u32>,
}

impl WaitingFilter {
    fn most(&self) -> i64 {
        self.most.map_or(-1, i64::from)
    }

    fn is_everything(&self) -> bool {
        self.kind.is_none() && self.whose.is_none()
    }
}

/// A claim that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    /// Where it stands.
    pub state: ClaimState,
    /// The key of its home.
    pub article: String,
    /// Its address.
    pub address: String,
    /// The proposition.
    pub statement: String,
    /// The name of the person who is asked.
    pub whose: Option<String>,
}

impl WaitingRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let article: String = row.get(STATE_COLUMNS)?;
        Ok(Self {
            state: read_state(row)?,
            address: claim_address(&article, row.get(STATE_COLUMNS + 1)?),
            article,
            statement: row.get(STATE_COLUMNS + 2)?,
            whose: row.get(STATE_COLUMNS + 3)?,
        })
    }
}

/// How many claims of an article stand alike, and their sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageRow {
    /// The article.
    pub article: Uid,
    /// The kind.
    pub kind: Kind,
    /// The status.
    pub status: Status,
    /// The verdict that stands.
    pub verdict: Option<Verdict>,
    /// They have an asserted citation.
    pub cited: bool,
    /// Somebody has read a source for them.
    pub verified: bool,
    /// Their verdicts differ.
    pub disputed: bool,
    /// Their review no longer holds.
    pub stale: bool,
    /// How many claims.
    pub claims: u32,
    /// Sentences that make them.
    pub sentences: u32,
    /// How many of the reviews are due again.
    pub due: u32,
}

impl CoverageRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            article: row.get(0)?,
            kind: row.get(1)?,
            status: row.get(2)?,
            verdict: row.get(3)?,
            cited: row.get(4)?,
            verified: row.get(5)?,
            disputed: row.get(6)?,
            stale: row.get(7)?,
            claims: row.get(8)?,
            sentences: row.get(9)?,
            due: row.get(10)?,
        })
    }
}

impl View<'_> {
    /// Where the claims of an article stand, whether it is their home or only words them; those that wait in the order of the queue.
    pub fn list_standing_in(self, article: Uid) -> Result<Vec<WaitingRow>> {
        let params = named_params! { ":article": article };
        self.state_rows(include_str!("standing_in_article.sql"), params, WaitingRow::read)
    }

    /// Claims that wait, from a rank to another, most consequential first.
    pub fn list_waiting(self, filter: &WaitingFilter, (from, to): (u8, u8)) -> Result<Vec<WaitingRow>> {
        let params = named_params! {
            ":kind": filter.kind, ":whose": filter.whose, ":from": from, ":to": to,
            ":most": filter.most(),
        };
        self.state_rows(include_str!("waiting.sql"), params, WaitingRow::read)
    }

    /// Claims whose review with a verdict was given up to a day, so that the settings' interval has ended; oldest first.
    pub fn due_by_interval(
        self,
        filter: &WaitingFilter,
        verdict: Verdict,
        reviewed_on: Date,
    ) -> Result<Vec<WaitingRow>> {
        let params = named_params! {
            ":kind": filter.kind, ":whose": filter.whose, ":verdict": verdict,
            ":reviewed_on": reviewed_on, ":most": filter.most(),
        };
        self.state_rows(include_str!("due_by_interval.sql"), params, WaitingRow::read)
    }

    /// Claims whose reviewer named a day that has come, oldest first.
    pub fn due_by_date(self, filter: &WaitingFilter, today: Date) -> Result<Vec<WaitingRow>> {
        let params = named_params! {
            ":kind": filter.kind, ":whose": filter.whose, ":today": today,
            ":most": filter.most(),
        };
        self.state_rows(include_str!("due_by_date.sql"), params, WaitingRow::read)
    }

    /// How many claims wait, by rank.
    pub fn count_waiting(self, filter: &WaitingFilter) -> Result<BTreeMap<u8, u64>> {
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let rows = match filter.is_everything() {
            true => self.state_rows(include_str!("counts.sql"), [], read)?,
            false => {
                let params = named_params! { ":kind": filter.kind, ":whose": filter.whose };
                self.state_rows(include_str!("counts_of.sql"), params, read)?
            }
        };
        Ok(rows.into_iter().collect())
    }

    /// How many reviews are due again: `last` gives the last day that is, for each verdict.
    pub fn count_due(self, filter: &WaitingFilter, last: &BTreeMap<Verdict, Date>, today: Date) -> Result<u64> {
        let params = named_params! {
            ":kind": filter.kind, ":whose": filter.whose, ":today": today,
        };
        let count = |row: &Row<'_>| row.get::<_, u64>(0);
        let mut all = self.first_row(include_str!("count_due_by_date.sql"), params, count)?.unwrap_or_default();
        for (verdict, reviewed_on) in last {
            let params = named_params! {
                ":kind": filter.kind, ":whose": filter.whose, ":verdict": verdict,
                ":reviewed_on": reviewed_on,
            };
            all += self.first_row(include_str!("count_due_by_interval.sql"), params, count)?.unwrap_or_default();
        }
        Ok(all)
    }

    /// How the claims of an article, or of all, stand: `last` gives the last day of which a review is due again, for each verdict.
    pub fn coverage_rows(
        self,
        article: Option<Uid>,
        last: &BTreeMap<Verdict, Date>,
        today: Date,
    ) -> Result<Vec<CoverageRow>> {
        let named = [
            (":supported", Verdict::Supported),
            (":partly", Verdict::Partly),
            (":not_supported", Verdict::NotSupported),
            (":contradicted", Verdict::Contradicted),
            (":not_enough_evidence", Verdict::NotEnoughEvidence),
        ];
        let days: Vec<(&str, Option<Date>)> =
            named.iter().map(|(name, verdict)| (*name, last.get(verdict).copied())).collect();
        let mut params: Vec<(&str, &dyn ToSql)> = vec![(":article", &article), (":today", &today)];
        params.extend(days.iter().map(|(name, day)| (*name, day as &dyn ToSql)));
        self.state_rows(include_str!("coverage.sql"), params.as_slice(), CoverageRow::read)
    }

    /// Entries of the newest list of an article, or of all, and how many of them no claim cites, by article.
    pub fn used_references(self, article: Option<Uid>) -> Result<BTreeMap<Uid, (u32, u32)>> {
        let read = |row: &Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
        Ok(self.rows(include_str!("used_references.sql"), &[(":article", &article)], read)?.into_iter().collect())
    }
}
