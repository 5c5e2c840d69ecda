//! The index of derived states: where each claim stands, kept beside what it follows from. Triggers of the schema note what has
//! changed; whoever reads states has those derived anew that rest on it. What derives is not for the catalogue to say.

mod reading;

pub use reading::{CoverageRow, WaitingFilter, WaitingRow};

use super::blinding;
use super::open::BUSY_SECONDS;
use super::sql_types::read_json_list;
use super::{Error, Result, View};
use crate::model::{ClaimState, Doi, ExistsAnswer, MOST_ALIASES, Uid};
use rusqlite::{Connection, Params, Row, ToSql, named_params};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Keeps states while they are derived.
pub struct StateKeeper<'c> {
    connection: &'c Connection,
}

impl StateKeeper<'_> {
    /// Keeps a state in place of the one before.
    pub fn keep(&self, state: &ClaimState) -> Result<()> {
        self.connection.prepare_cached(include_str!("drop.sql"))?.execute([state.claim])?;
        with_columns(state, |params| {
            self.connection.prepare_cached(include_str!("keep.sql"))?.execute(params)?;
            Ok(())
        })
    }
}

/// Hands over a state, column by column, as it is stored.
fn with_columns<T>(state: &ClaimState, take: impl FnOnce(&[(&str, &dyn ToSql)]) -> Result<T>) -> Result<T> {
    let json = |list: serde_json::Result<String>| list.map_err(|e| Error::Refused(e.to_string()));
    take(named_params! {
        ":claim": state.claim, ":article": state.article, ":kind": state.kind, ":status": state.status,
        ":rank": state.rank, ":since": state.waiting_since(), ":whose": state.person(), ":assigned": state.assigned.is_some(),
        ":verdict": state.verdict, ":reviewer": state.reviewer, ":reviewed_on": state.reviewed_on,
        ":due_on": state.due_on, ":sentences": state.sentences, ":disputed": state.disputed, ":cited": state.cited,
        ":verified": state.verified, ":stale": !state.stale_because.is_empty(), ":holds": state.holds,
        ":reasons": json(serde_json::to_string(&state.reasons))?,
        ":stale_because": json(serde_json::to_string(&state.stale_because))?,
    })
}

impl<'c> View<'c> {
    /// Has every state derived anew that rests on something that changed. They are kept in the file; where that cannot be written,
    /// or is just being written, they are kept for this connection alone.
    pub fn renew_states<E: From<Error>>(
        self,
        derive: impl Fn(View<'c>, &StateKeeper<'c>) -> Result<(), E>,
    ) -> Result<(), E> {
        if !self.is_blind {
            return self.renew_whole_states(&derive);
        }
        // The file keeps what follows from all that is there, whoever looks; what follows from what they may see is kept for
        // this connection alone.
        blinding::show_opinions(self.connection)?;
        let renewed = View { is_blind: false, ..self }.renew_whole_states(&derive);
        blinding::hide_opinions(self.connection)?;
        renewed?;
        let run = |sql: &str| self.connection.execute_batch(sql).map_err(Error::from);
        run("PRAGMA temp_store = MEMORY")?;
        run(include_str!("beside.sql"))?;
        run(include_str!("open_claims.sql"))?;
        let derived = self.read_at_once(|view| derive(view, &StateKeeper { connection: self.connection }));
        run(include_str!("no_open_claims.sql"))?;
        derived
    }

    /// Takes every state away and has all derived anew, whatever the index said: all of it, or nothing.
    pub fn rebuild_states<E: From<Error>>(
        self,
        derive: impl FnOnce(View<'c>, &StateKeeper<'c>) -> Result<(), E>,
    ) -> Result<(), E> {
        let run = |sql: &str| self.connection.execute_batch(sql).map_err(Error::from);
        run(include_str!("not_beside.sql"))?;
        run("BEGIN IMMEDIATE")?;
        let rebuilt = run(include_str!("forget_states.sql"))
            .map_err(E::from)
            .and_then(|()| derive(self, &StateKeeper { connection: self.connection }))
            .and_then(|()| Ok(run(include_str!("forget_changes.sql")).and_then(|()| run("COMMIT"))?));
        // After some errors SQLite has rolled back already.
        if !self.connection.is_autocommit() {
            run("ROLLBACK")?;
        }
        rebuilt
    }

    fn renew_whole_states<E: From<Error>>(
        self,
        derive: &impl Fn(View<'c>, &StateKeeper<'c>) -> Result<(), E>,
    ) -> Result<(), E> {
        let connection = self.connection;
        let run = |sql: &str| connection.execute_batch(sql).map_err(Error::from);
        let keeper = StateKeeper { connection };
        run(include_str!("not_beside.sql"))?;
        if !self.has_changed_states()? {
            return Ok(());
        }
        if !connection.is_autocommit() {
            derive(self, &keeper)?;
            return Ok(run(include_str!("forget_changes.sql"))?);
        }
        // Nobody who only reads waits for somebody who writes.
        connection.busy_timeout(Duration::ZERO).map_err(Error::from)?;
        let kept = self.keep_in_file(derive, &keeper);
        connection.busy_timeout(Duration::from_secs(BUSY_SECONDS)).map_err(Error::from)?;
        if kept? {
            return Ok(());
        }
        run("PRAGMA temp_store = MEMORY")?;
        run(include_str!("beside.sql"))?;
        self.read_at_once(|view| derive(view, &keeper))
    }

    /// Derives and keeps states in the file; whether it could be written.
    fn keep_in_file<E: From<Error>>(
        self,
        derive: &impl Fn(View<'c>, &StateKeeper<'c>) -> Result<(), E>,
        keeper: &StateKeeper<'c>,
    ) -> Result<bool, E> {
        let run = |sql: &str| self.connection.execute_batch(sql).map_err(Error::from);
        let cannot = |error: &Error| matches!(error, Error::Busy(_) | Error::ReadOnly(_) | Error::Full(_));
        // SQLite begins a change of a file that it can only read as if it could be written.
        if self.connection.is_readonly("main").map_err(Error::from)? {
            return Ok(false);
        }
        match run("BEGIN IMMEDIATE") {
            Err(error) if cannot(&error) => return Ok(false),
            begun => begun?,
        }
        let stored = match derive(self, keeper) {
            Ok(()) => run(include_str!("forget_changes.sql")).and_then(|()| run("COMMIT")),
            Err(error) => {
                run("ROLLBACK")?;
                return Err(error);
            }
        };
        // After some errors SQLite has rolled back already.
        if !self.connection.is_autocommit() {
            run("ROLLBACK")?;
        }
        match stored {
            Err(error) if cannot(&error) => Ok(false),
            stored => Ok(stored.map(|()| true)?),
        }
    }
}

impl View<'_> {
    /// Whether any state rests on something that changed since it was derived.
    pub fn has_changed_states(self) -> Result<bool> {
        Ok(self.connection.prepare_cached(include_str!("any_change.sql"))?.query_row([], |row| row.get(0))?)
    }

    /// The claims whose states rest on something that changed, each behind its home, in order of homes.
    pub fn claims_to_derive(self) -> Result<Vec<(Uid, Uid)>> {
        let (works, references) = self.renamed_works()?;
        let json = |uids: &BTreeSet<Uid>| serde_json::to_string(uids).map_err(|e| Error::Refused(e.to_string()));
        let params: &[(&str, &dyn ToSql)] = &[(":works", &json(&works)?), (":references", &json(&references)?)];
        self.rows(include_str!("changed.sql"), params, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The works and the entries whose identifiers something was heard about: those that have them, and those whose DOI is another
    /// name of one.
    fn renamed_works(self) -> Result<(BTreeSet<Uid>, BTreeSet<Uid>)> {
        let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        self.list_resting_on(self.rows(include_str!("changed_identifiers.sql"), [], read)?.into_iter().collect())
    }

    /// The works and the entries that something heard about these identifiers, scheme and value, is about.
    pub(super) fn list_resting_on(
        self,
        mut heard: BTreeSet<(String, String)>,
    ) -> Result<(BTreeSet<Uid>, BTreeSet<Uid>)> {
        let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let (mut works, mut entries) = (BTreeSet::new(), BTreeSet::new());
        if heard.is_empty() {
            return Ok((works, entries));
        }
        let aliases = self.rows(include_str!("aliases.sql"), [], read)?;
        for _ in 0..MOST_ALIASES {
            for (doi, answer) in &aliases {
                let prime = serde_json::from_str::<ExistsAnswer>(answer).ok().and_then(|answer| answer.alias_of);
                let prime = prime.and_then(|prime| prime.parse::<Doi>().ok());
                if prime.is_some_and(|prime| heard.contains(&("doi".to_owned(), prime.key().to_owned()))) {
                    heard.insert(("doi".to_owned(), doi.clone()));
                }
            }
        }
        for (scheme, identifier) in &heard {
            works.extend(self.rows(include_str!("known_works.sql"), (scheme, identifier), |row| row.get::<_, Uid>(0))?);
        }
        let is_heard = |scheme: &str, identifier: &str| heard.contains(&(scheme.to_owned(), identifier.to_owned()));
        let read = |row: &Row<'_>| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?]));
        let take = |(uid, [doi, pmid, pmcid]): (Uid, [Option<String>; 3])| {
            let doi = doi.and_then(|doi| doi.parse::<Doi>().ok());
            let parts = doi.iter().flat_map(Doi::list_shorter);
            let is_changed = doi.iter().any(|doi| is_heard("doi", doi.key()))
                || parts.into_iter().any(|part| is_heard("doi", part.key()))
                || pmid.is_some_and(|pmid| is_heard("pmid", &pmid))
                || pmcid.is_some_and(|pmcid| is_heard("pmcid", &pmcid));
            if is_changed {
                entries.insert(uid);
            }
            Ok::<(), Error>(())
        };
        self.each(include_str!("printed_identifiers.sql"), [], read, take)?;
        Ok((works, entries))
    }

    /// Who is asked to review an article, and claims of it: the person for the whole behind none.
    pub fn list_assigned(self, article: Uid) -> Result<BTreeMap<Option<Uid>, Uid>> {
        let rows = self.rows(include_str!("assigned.sql"), [article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().collect())
    }

    /// The states of an article's own claims, as they are kept.
    pub fn states_of(self, article: Uid) -> Result<Vec<ClaimState>> {
        self.state_rows(include_str!("of_article.sql"), [article], read_state)
    }

    /// Whether the index says just this of a claim, in every column, whether or not they can be read.
    pub fn index_holds(self, state: &ClaimState) -> Result<bool> {
        let sql = include_str!("says.sql");
        with_columns(state, |params| Ok(self.connection.prepare_cached(sql)?.query_row(params, |row| row.get(0))?))
    }

    /// Rows of the index; what cannot be read there is no loss, since it is derived.
    fn state_rows<T>(
        self,
        sql: &str,
        params: impl Params,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?.collect::<rusqlite::Result<_>>();
        rows.map_err(|error| match error {
            FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..) => {
                Error::DamagedIndex(error.to_string())
            }
            other => other.into(),
        })
    }

    /// The claims on which verdicts that stand differ, as states are kept.
    pub fn disputed_claims(self) -> Result<BTreeSet<Uid>> {
        Ok(self.rows(include_str!("disputed.sql"), [], |row| row.get(0))?.into_iter().collect())
    }

    /// Of these claims, those whose review no longer holds, and those on which verdicts that stand differ, as states are kept.
    pub fn marked_claims(self, claims: impl IntoIterator<Item = Uid>) -> Result<[BTreeSet<Uid>; 2]> {
        let claims = serde_json::json!(claims.into_iter().collect::<Vec<Uid>>()).to_string();
        let read = |row: &Row<'_>| Ok((row.get::<_, Uid>(0)?, [row.get::<_, bool>(1)?, row.get::<_, bool>(2)?]));
        let mut marked = [BTreeSet::new(), BTreeSet::new()];
        for (claim, is) in self.rows(include_str!("marked.sql"), [claims], read)? {
            marked.iter_mut().zip(is).filter(|(_, is)| *is).for_each(|(all, _)| _ = all.insert(claim));
        }
        Ok(marked)
    }

    /// The claims whose review no longer holds, as states are kept.
    pub fn stale_claims(self) -> Result<BTreeSet<Uid>> {
        Ok(self.rows(include_str!("stale.sql"), [], |row| row.get(0))?.into_iter().collect())
    }
}

/// A state, from the first columns of a row.
fn read_state(row: &Row<'_>) -> rusqlite::Result<ClaimState> {
    Ok(ClaimState {
        claim: row.get(0)?,
        article: row.get(1)?,
        kind: row.get(2)?,
        status: row.get(3)?,
        rank: row.get(4)?,
        reasons: read_json_list(row, 5)?,
        stale_because: read_json_list(row, 6)?,
        assigned: row.get(7)?,
        verdict: row.get(8)?,
        reviewer: row.get(9)?,
        reviewed_on: row.get(10)?,
        due_on: row.get(11)?,
        sentences: row.get(12)?,
        disputed: row.get(13)?,
        cited: row.get(14)?,
        verified: row.get(15)?,
        holds: row.get(16)?,
    })
}

/// So many columns make a state.
const STATE_COLUMNS: usize = 17;
