//! Which event had seen which: the only order that holds across machines.

use crate::catalogue::Result;
use crate::model::{Head, Seen, Uid};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A place in the log: the writer, and the place in its chain.
pub(in crate::catalogue) type EventPlace = (Uid, u64);

/// What each writer had seen of each other one, and from which of its own events on. The logs of others always come whole, so
/// what an event had seen of a third writer through a second one, it had seen itself.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct SeenEvents(BTreeMap<(Uid, Uid), Vec<(u64, Head)>>);

impl SeenEvents {
    /// Reads it from the log.
    pub(in crate::catalogue) fn read(connection: &Connection) -> Result<Self> {
        let mut sight = Self::default();
        let mut statement = connection.prepare_cached(include_str!("seen.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            sight.add((row.get(0)?, row.get(1)?), &row.get::<_, String>(2)?);
        }
        Ok(sight)
    }

    /// Takes note of what an event says; events of one writer come in their order.
    fn add(&mut self, (writer, seq): EventPlace, seen: &str) {
        // What is no such JSON tells of nothing; `verify` names it.
        for (other, head) in serde_json::from_str::<Seen>(seen).unwrap_or_default() {
            self.0.entry((writer, other)).or_default().push((seq, head));
        }
    }

    /// The last event of another writer that a writer has told of.
    pub(in crate::catalogue) fn last_seen(&self, writer: Uid, other: Uid) -> Option<&Head> {
        self.0.get(&(writer, other))?.last().map(|(_, head)| head)
    }

    /// The last event of each other writer that a writer has told of by a place of its chain.
    pub(in crate::catalogue) fn list_last_seen_until(&self, (writer, seq): EventPlace) -> Seen {
        let own = self.0.iter().filter(|((teller, _), _)| *teller == writer);
        let last = own.filter_map(|((_, other), told)| {
            let until = told.partition_point(|(place, _)| *place <= seq);
            Some((*other, told.get(..until)?.last()?.1.clone()))
        });
        last.collect()
    }

    /// Whether `one` was written when `other` was there.
    pub(in crate::catalogue) fn has_seen(&self, one: EventPlace, other: EventPlace) -> bool {
        if one.0 == other.0 {
            return one.1 > other.1;
        }
        let told = self.0.get(&(one.0, other.0)).map(Vec::as_slice).unwrap_or_default();
        let until = told.partition_point(|(seq, _)| *seq <= one.1);
        told.get(..until).and_then(<[_]>::last).is_some_and(|(_, head)| head.seq >= other.1)
    }

    /// Everything that events say they had seen: who says it, and what.
    pub(in crate::catalogue) fn all(&self) -> impl Iterator<Item = (EventPlace, EventPlace, &str)> {
        self.0.iter().flat_map(|((writer, other), told)| {
            told.iter().map(|(seq, head)| ((*writer, *seq), (*other, head.seq), head.hash.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_is_what_has_seen_the_other() {
        let [a, b] = [0, 1].map(|_| Uid::new(jiff::Timestamp::UNIX_EPOCH));
        let mut sight = SeenEvents::default();
        let seen = |writer: Uid, seq: u64| format!("{{\"{writer}\":{{\"seq\":{seq},\"hash\":\"x\"}}}}");
        sight.add((b, 3), &seen(a, 2));
        sight.add((b, 7), &seen(a, 5));
        for (one, other, expected) in [
            ((a, 2), (a, 1), true),
            ((a, 1), (a, 2), false),
            ((b, 2), (a, 1), false),
            ((b, 3), (a, 2), true),
            ((b, 6), (a, 2), true),
            ((b, 6), (a, 3), false),
            ((b, 9), (a, 5), true),
            ((b, 9), (a, 6), false),
            ((a, 9), (b, 1), false),
        ] {
            assert_eq!(sight.has_seen(one, other), expected, "{one:?} {other:?}");
        }
        assert_eq!(sight.last_seen(b, a).map(|head| head.seq), Some(5));
    }
}
