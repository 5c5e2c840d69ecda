//! Reading the whole catalogue back: SQLite's own checks see damaged pages, but not changed text; the event log does.

use super::event;
use super::event::sight::{EventPlace, SeenEvents};
use super::open::Catalogue;
use super::record::{TABLES, Table, row_values};
use super::schema::Objects;
use super::{Error, Result, View, Writing};
use crate::model::Uid;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet};

/// What `verify` read.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct VerifyReport {
    /// Rows compared with the log.
    pub rows: u64,
    /// Events whose chain was followed.
    pub events: u64,
    /// The last hash of each writer's chain, to be kept elsewhere.
    pub heads: BTreeMap<String, String>,
    /// What is wrong, worst first; empty is sound.
    pub damage: Vec<Damage>,
    /// What could not be checked, and why.
    pub unchecked: Vec<String>,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Damage {
    /// The table, or `file`.
    pub table: String,
    /// The row's uid or the event's `writer/seq`, where one can be named.
    pub row: String,
    /// What is wrong.
    pub what: String,
}

/// What a writer last said of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LastEvent {
    pub(super) place: EventPlace,
    pub(super) row_sha256: String,
}

impl View<'_> {
    /// The last event of each writer about a row. One that cannot be read says nothing.
    pub(super) fn last_events_of(self, row: &str) -> Result<Vec<LastEvent>> {
        let read = |row: &Row<'_>| {
            let place = row.get(0).and_then(|writer| Ok((writer, row.get(1)?)));
            Ok(place.and_then(|place| Ok(LastEvent { place, row_sha256: row.get(2)? })).ok())
        };
        let events = self.rows(include_str!("event/last_of_row.sql"), [row], read)?;
        Ok(events.into_iter().flatten().fold(Vec::new(), |mut last: Vec<LastEvent>, event| {
            match last.last_mut().filter(|earlier| earlier.place.0 == event.place.0) {
                Some(earlier) => *earlier = event,
                None => last.push(event),
            }
            last
        }))
    }

    /// The rows that the log tells of and that no table holds.
    pub(super) fn rows_gone(self) -> Result<Vec<String>> {
        let holds =
            |table: &&Table| format!("EXISTS (SELECT 1 FROM main.{0} WHERE {0}.uid = event.\"row\")", table.name);
        let own = TABLES.iter().map(|table| format!("WHEN '{}' THEN {}", table.name, holds(table)));
        let own = own.collect::<Vec<_>>().join(" ");
        // Where the table that the event names does not hold it, which is seldom, all are asked.
        let any = TABLES.iter().map(holds).collect::<Vec<_>>().join(" OR ");
        let sql = format!("SELECT DISTINCT \"row\" FROM event WHERE NOT CASE entity {own} ELSE 0 END AND NOT ({any})");
        self.rows(&sql, [], |row| row.get(0))
    }
}

/// The rows that no last event about them left as they are: what migrating has to leave alone.
pub(super) fn changed_outside(writing: &Writing<'_>) -> Result<BTreeSet<Uid>> {
    let mut changed = BTreeSet::new();
    // The view that tells of sight is not there yet while migrating. Without it the last word of any writer counts, not only
    // the one that saw the others.
    let (sight, view) = (SeenEvents::default(), writing.view());
    for table in TABLES {
        let mut statement =
            writing.connection.prepare(&format!("SELECT {} FROM {}", table.column_list(), table.name))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let uid: Uid = row.get(0)?;
            let values = row_values(row, table.columns.len())?;
            let (words, withheld) = (view.last_events_of(&uid.to_string())?, view.withheld_from(table, uid)?);
            if !table.is_as_logged(&values, withheld.as_ref(), &words, &sight) {
                changed.insert(uid);
            }
        }
    }
    Ok(changed)
}

impl Catalogue {
    pub(super) fn quick_check(&self) -> Result<()> {
        let said: String = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said == "ok" { Ok(()) } else { Err(Error::Damaged(said)) }
    }

    /// Reads everything: the schema, pages, foreign keys, the chains of events, every row against the last event about it,
    /// and the full-text indexes.
    pub fn verify(&self) -> Result<VerifyReport> {
        let mut verified = VerifyReport::default();
        for difference in Objects::load_newest()?.differences(&Objects::read(&self.connection)?) {
            verified.add_damage("schema", &difference.name, difference.to_string());
        }
        self.verify_pages(&mut verified)?;
        self.verify_writer(&mut verified)?;
        self.verify_chain(&mut verified)?;
        let sight = self.verify_sight(&mut verified)?;
        self.verify_rows(&sight, &mut verified)?;
        self.verify_words(&mut verified)?;
        Ok(verified)
    }

    fn verify_pages(&self, verified: &mut VerifyReport) -> Result<()> {
        let mut check = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let said = check.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        for what in said.into_iter().filter(|s| s != "ok") {
            verified.add_damage("file", "", what);
        }
        let mut keys = self.connection.prepare("PRAGMA foreign_key_check")?;
        let dangling = keys.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))?;
        for (table, parent) in dangling.collect::<rusqlite::Result<Vec<_>>>()? {
            verified.add_damage(&table, "", format!("a row names a record in {parent} that is not there"));
        }
        Ok(())
    }

    /// The writer's uid was made when the file was: one that was put in its place tells another time.
    fn verify_writer(&self, verified: &mut VerifyReport) -> Result<()> {
        let mut meta = self.connection.prepare(include_str!("origin.sql"))?;
        let meta = meta.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let meta = meta.collect::<rusqlite::Result<BTreeMap<String, String>>>()?;
        let writer = meta.get("writer").and_then(|uid| uid.parse::<Uid>().ok());
        let made_at = meta.get("made_at").and_then(|at| at.parse::<jiff::Timestamp>().ok());
        let millis = made_at.map(|at| u64::try_from(at.as_millisecond()).unwrap_or(0));
        if writer.is_none() || writer.map(Uid::millis) != millis {
            verified.add_damage("meta", "writer", "it is not the writer that this file was made with");
        }
        Ok(())
    }

    /// Follows every writer's chain.
    fn verify_chain(&self, verified: &mut VerifyReport) -> Result<()> {
        let mut last: BTreeMap<Uid, (u64, String, Option<u64>)> = BTreeMap::new();
        let mut statement = self.connection.prepare(include_str!("event/chain.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let e = match event::from_row(row) {
                Ok(e) => e,
                Err(wrong) => {
                    let place =
                        (row.get_ref(0)?.as_str().unwrap_or("?").to_owned(), row.get_ref(1)?.as_i64().unwrap_or(0));
                    verified.add_damage(
                        "event",
                        &format!("{}/{}", place.0, place.1),
                        format!("it cannot be read: {wrong}"),
                    );
                    continue;
                }
            };
            let (seq, hash, rank) = last.get(&e.writer).cloned().unwrap_or_default();
            let wrong = if e.seq != seq + 1 {
                Some(format!("event {} of this writer is missing", seq + 1))
            } else if e.previous != hash {
                Some("it does not follow the event before it".to_owned())
            } else if e.chained_hash() != e.hash {
                Some("its fields do not give its hash".to_owned())
            } else if e.rank.is_some() != e.format.is_some() || (rank.is_some() && e.rank <= rank) {
                Some("it says that it is earlier than the event before it".to_owned())
            } else {
                None
            };
            if let Some(what) = wrong {
                verified.add_damage("event", &format!("{}/{}", e.writer, e.seq), what);
            }
            verified.events += 1;
            verified.heads.insert(e.writer.to_string(), e.hash.clone());
            last.insert(e.writer, (e.seq, e.hash, e.rank));
        }
        Ok(())
    }

    /// What events had seen of other chains is there, and is what they saw.
    fn verify_sight(&self, verified: &mut VerifyReport) -> Result<SeenEvents> {
        let sight = SeenEvents::read(&self.connection)?;
        let mut statement = self.connection.prepare(include_str!("event/hash.sql"))?;
        for ((writer, seq), (other, at), hash) in sight.all() {
            let mut there = statement.query((other, at))?;
            let there: Option<String> = there.next()?.map(|row| row.get(0)).transpose()?;
            if there.as_deref() != Some(hash) {
                let what = format!("it had seen event {at} of {other}, which is not in the log as it was");
                verified.add_damage("event", &format!("{writer}/{seq}"), what);
            }
        }
        Ok(sight)
    }

    /// Holds every row against the last events about it, and every logged row against the tables.
    fn verify_rows(&self, sight: &SeenEvents, verified: &mut VerifyReport) -> Result<()> {
        let view = self.view();
        let undecided = view.undecided_rows()?;
        for table in TABLES {
            let mut statement =
                self.connection.prepare(&format!("SELECT {} FROM {}", table.column_list(), table.name))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                verified.rows += 1;
                let name = row.get::<_, String>(0).unwrap_or_default();
                let uid = name.parse::<Uid>().ok();
                if uid.is_some_and(|uid| undecided.contains(&uid)) {
                    continue;
                }
                let words = view.last_events_of(&name)?;
                let withheld = uid.map_or(Ok(None), |uid| view.withheld_from(table, uid))?;
                let wrong = match row_values(row, table.columns.len()) {
                    Err(e) => Some(format!("it cannot be read: {e}")),
                    Ok(_) if words.is_empty() => Some("no event records it: it was added outside claimbook".to_owned()),
                    Ok(values) => (!table.is_as_logged(&values, withheld.as_ref(), &words, sight)).then(|| {
                        "it differs from what the last event about it recorded: it was changed outside claimbook, or damaged"
                            .to_owned()
                    }),
                };
                if let Some(what) = wrong {
                    verified.add_damage(table.name, &name, what);
                }
            }
        }
        for row in view.rows_gone()? {
            if row.parse().is_ok_and(|uid| undecided.contains(&uid)) {
                continue;
            }
            verified.add_damage("event", &row, "it is gone: the log records it, and nothing is ever deleted");
        }
        Ok(())
    }

    /// Holds the full-text indexes against the words that they are made of.
    fn verify_words(&self, verified: &mut VerifyReport) -> Result<()> {
        let checks =
            [("claim_fts", include_str!("claim/check_words.sql")), ("work_fts", include_str!("work/check_words.sql"))];
        for (index, check) in checks {
            if let Some(what) = self.words_not_found(index)? {
                verified.add_damage(index, "", what);
                continue;
            }
            match self.connection.execute(check, []).map_err(Error::from) {
                Ok(_) => {}
                Err(Error::ReadOnly(why)) => {
                    verified
                        .unchecked
                        .push(format!("{index}: it can only be checked where the file can be written ({why})"));
                }
                Err(busy @ Error::Busy(_)) => return Err(busy),
                Err(wrong) => {
                    verified.add_damage(index, "", format!("the search index does not match what is stored: {wrong}"));
                }
            }
        }
        Ok(())
    }
}

impl Catalogue {
    /// What a search by each word of an index does not find: SQLite's own check reads an index through, and does not look at
    /// what leads a search to a word. Its settings, of which it has none of ours, decide what comes first.
    fn words_not_found(&self, index: &str) -> Result<Option<String>> {
        let set = self.connection.prepare(&format!("SELECT k FROM {index}_config WHERE k <> 'version'"))?.exists([])?;
        if set {
            return Ok(Some("its settings, which rank search results, were changed outside claimbook".to_owned()));
        }
        let terms = format!("CREATE VIRTUAL TABLE temp.{index}_terms USING fts5vocab (main, {index}, row)");
        self.connection.execute_batch(&terms)?;
        let not_found = format!(
            "SELECT term FROM temp.{index}_terms WHERE NOT EXISTS \
             (SELECT 1 FROM {index} WHERE {index} MATCH '\"' || term || '\"') LIMIT 1"
        );
        let missing = self.connection.query_row(&not_found, [], |row| row.get::<_, String>(0)).optional();
        self.connection.execute_batch(&format!("DROP TABLE temp.{index}_terms"))?;
        Ok(missing?
            .map(|word| format!("search does not find “{word}”, which is stored: its index was emptied or is damaged")))
    }

    /// Observations whose times cannot be: when one was last heard again is not in the log, so this alone guards it. `now` is
    /// the time by the clock, of which another may be a day ahead.
    pub fn verify_times(&self, now: jiff::Timestamp, verified: &mut VerifyReport) -> Result<()> {
        let mut statement = self.connection.prepare(include_str!("observation/times.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let time = |text: String| text.parse::<jiff::Timestamp>().ok();
            let (first, last) = (time(row.get(1)?), time(row.get(2)?));
            let wrong = match first.zip(last) {
                None => Some("the time of the answer cannot be read"),
                Some((first, last)) if last < first => Some("the answer came again before it first came"),
                Some((_, last)) if last.duration_since(now) > jiff::SignedDuration::from_hours(24) => {
                    Some("the answer is dated in the future: it would count as fresh until then")
                }
                Some(_) => None,
            };
            if let Some(what) = wrong {
                verified.add_damage("observation", &row.get::<_, String>(0)?, what);
            }
        }
        Ok(())
    }
}

impl VerifyReport {
    fn add_damage(&mut self, table: &str, row: &str, what: impl Into<String>) {
        self.damage.push(Damage { table: table.to_owned(), row: row.to_owned(), what: what.into() });
    }
}

impl Table {
    /// Whether a row is as the last event about it left it. Of the last words of several writers, those count that no other
    /// had seen.
    pub(super) fn is_as_logged(
        &self,
        values: &[Value],
        withheld_sha256: Option<&String>,
        words: &[LastEvent],
        sight: &SeenEvents,
    ) -> bool {
        // A version is never edited, but it may have another number on another side: each side's word is true of its own.
        let stands = |word: &&LastEvent| {
            self.name == "version" || !words.iter().any(|later| sight.has_seen(later.place, word.place))
        };
        let said = |sha256: String| words.iter().filter(stands).any(|word| word.row_sha256 == sha256);
        said(self.row_sha256(values))
            || withheld_sha256.is_some_and(|left_out| said(self.row_sha256_with(values, Some(left_out))))
    }
}
