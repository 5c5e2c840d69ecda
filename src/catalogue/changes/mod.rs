//! What changed since an earlier run: which articles see something else than they did then. The log says which rows were changed;
//! when identifiers were asked about is in no event, and is compared by itself. What is not known to change nothing, changes all.

use super::record::{Reach, TABLES};
use super::{Error, Result, View};
use crate::model::{Head, Uid};
use rusqlite::named_params;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A state of a catalogue, as far as it tells what was changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueMark {
    /// The end of each writer's chain.
    pub heads: BTreeMap<Uid, Head>,
    /// For each identifier that was asked about, when, both shortened to numbers; in order.
    pub heard: Vec<(u64, u64)>,
}

/// An identifier, and when it was asked about, each shortened to a number.
type AskedAt = (u64, u64);

/// An identifier: its scheme and itself.
type AskedIdentifier = (String, String);

/// Columns that name a row which sees the change, too.
const NAMING: &[&str] = &["article", "claim", "work", "reference", "citation", "merged_into", "superseded_by", "row"];

/// More changed rows than this are as much work as everything.
const MOST: usize = 50_000;

/// What was changed.
#[derive(Debug, Default)]
struct TouchedRows {
    rows: BTreeSet<String>,
    persons: BTreeSet<String>,
}

impl View<'_> {
    /// The state of the catalogue now.
    pub fn make_mark(self) -> Result<CatalogueMark> {
        let (heard, _) = self.compare_heard(None)?;
        Ok(CatalogueMark { heads: self.heads()?, heard })
    }

    /// The articles that see something else than they did at a mark; none where everything may.
    pub fn changed_since(self, mark: &CatalogueMark) -> Result<Option<BTreeSet<Uid>>> {
        let (heard, changed) = self.compare_heard(Some(&mark.heard))?;
        let gone = heard.len() < mark.heard.len();
        let pages =
            changed.iter().any(|(scheme, _)| !matches!(scheme.as_str(), "doi" | "pmid" | "pmcid" | "reference"));
        let Some(mut touched) = self.find_touched_rows(&mark.heads)?.filter(|_| !gone && !pages) else {
            return Ok(None);
        };
        let (entries, asked): (BTreeSet<_>, BTreeSet<_>) =
            changed.into_iter().partition(|(scheme, _)| scheme == "reference");
        touched.rows.extend(entries.into_iter().map(|(_, uid)| uid));
        let (works, references) = self.list_resting_on(asked)?;
        touched.rows.extend(works.iter().chain(&references).map(ToString::to_string));
        if touched.rows.len() > MOST {
            return Ok(None);
        }
        let params =
            named_params! { ":touched": list_as_json(&touched.rows)?, ":persons": list_as_json(&touched.persons)? };
        let articles: BTreeSet<String> =
            self.rows(include_str!("articles.sql"), params, |row| row.get(0))?.into_iter().collect();
        let params = named_params! { ":articles": list_as_json(&articles)? };
        let articles: Vec<Uid> = self.rows(include_str!("sharing.sql"), params, |row| row.get(0))?;
        Ok(Some(articles.into_iter().collect()))
    }

    /// What this file's writer changed since; none where somebody else did, or where it is not known what that changes.
    fn find_touched_rows(self, heads: &BTreeMap<Uid, Head>) -> Result<Option<TouchedRows>> {
        let own: Uid = self.connection.query_row(include_str!("../event/writer.sql"), [], |row| row.get(0))?;
        let mut touched = TouchedRows::default();
        let now = self.heads()?;
        if heads.keys().any(|writer| !now.contains_key(writer)) {
            return Ok(None);
        }
        for (writer, head) in now {
            let then = heads.get(&writer);
            if then == Some(&head) {
                continue;
            }
            let seq = then.map_or(0, |then| then.seq);
            if writer != own || head.seq - seq.min(head.seq) > MOST as u64 {
                return Ok(None);
            }
            if let Some(then) = then
                && self.event_hash(writer, seq)?.as_ref() != Some(&then.hash)
            {
                return Ok(None);
            }
            type Changed = (String, String, Option<String>, Option<String>);
            let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Changed> {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            };
            for (entity, row, before, after) in self.rows(include_str!("since.sql"), (writer, seq), read)? {
                if !touched.add(&entity, row, [before, after]) {
                    return Ok(None);
                }
            }
        }
        Ok(Some(touched))
    }

    /// When each identifier was asked about, and those for which that is not what it was.
    fn compare_heard(self, then: Option<&[AskedAt]>) -> Result<(Vec<AskedAt>, BTreeSet<AskedIdentifier>)> {
        let known: Option<BTreeMap<u64, u64>> = then.map(|then| then.iter().copied().collect());
        let (mut heard, mut changed) = (Vec::new(), BTreeSet::new());
        let mut open: Option<((String, String), Sha256)> = None;
        let mut close = |open: Option<((String, String), Sha256)>| {
            let Some(((scheme, identifier), asked)) = open else { return };
            let which = shorten(Sha256::new().chain_update(&scheme).chain_update([0]).chain_update(&identifier));
            let when = shorten(asked);
            heard.push((which, when));
            if known.as_ref().is_some_and(|known| known.get(&which) != Some(&when)) {
                changed.insert((scheme, identifier));
            }
        };
        type Asked = (String, String, String, String);
        let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Asked> {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        };
        self.each(include_str!("heard.sql"), [], read, |(scheme, identifier, subject, asked_at): Asked| {
            let named = (scheme, identifier);
            if open.as_ref().is_none_or(|(known, _)| *known != named) {
                close(open.take());
                open = Some((named, Sha256::new()));
            }
            if let Some((_, asked)) = &mut open {
                asked.update(subject);
                asked.update(asked_at);
            }
            Ok::<(), Error>(())
        })?;
        close(open);
        heard.sort_unstable();
        Ok((heard, changed))
    }
}

impl TouchedRows {
    /// Adds what an event changed; false where it is not known what that changes.
    fn add(&mut self, entity: &str, row: String, fields: [Option<String>; 2]) -> bool {
        let reach = TABLES.iter().find(|table| table.name == entity).map_or(Reach::Everything, |table| table.reach);
        let into = match reach {
            Reach::Nothing => return true,
            Reach::Everything => return false,
            Reach::Persons => &mut self.persons,
            Reach::Snapshots => &mut self.rows,
        };
        into.insert(row);
        for fields in fields.into_iter().flatten() {
            let Ok(fields) = serde_json::from_str::<Map<String, Value>>(&fields) else { return false };
            let named = fields.into_iter().filter(|(name, _)| NAMING.contains(&name.as_str()));
            into.extend(named.filter_map(|(_, value)| value.as_str().map(str::to_owned)));
        }
        true
    }
}

fn list_as_json(uids: &BTreeSet<String>) -> Result<String> {
    serde_json::to_string(uids).map_err(|e| Error::Refused(e.to_string()))
}

/// The beginning of a hash, as a number.
fn shorten(hash: Sha256) -> u64 {
    hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_whose_reach_is_not_known_changes_everything() {
        let mut touched = TouchedRows::default();
        for (entity, known) in [("claim", true), ("person", true), ("waiver", true), ("observation", false)] {
            assert_eq!(touched.add(entity, entity.into(), [None, None]), known, "{entity}");
        }
        assert_eq!(touched.rows, ["claim".to_owned()].into());
        assert_eq!(touched.persons, ["person".to_owned()].into());
        assert!(!touched.add("colour", "row".into(), [None, None]));
        assert!(!touched.add("claim", "row".into(), [Some("no JSON".into()), None]));
    }
}
