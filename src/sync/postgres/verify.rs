//! Proving what a hub keeps: every event's bytes, and that each follows the one before it.

use super::{MOST_BYTES, PostgresHub, read_column, read_number, to_signed};
use crate::catalogue::EventBody;
use crate::model::{Head, Uid};
use crate::sync::HubError;
use std::collections::BTreeMap;
use tokio_postgres::Row;

/// So many events are read at once, at most.
const PAGE: i64 = 2000;

/// What was read, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HubVerified {
    /// How many events.
    pub events: u64,
    /// Of how many writers.
    pub writers: usize,
    /// How many blobs.
    pub blobs: u64,
    /// What is wrong, each in words, with the place.
    pub wrong: Vec<String>,
}

impl PostgresHub {
    /// Reads the whole log in the order in which it arrived, and proves it here: the server is not asked whether it is right.
    /// Of blobs, which may be many times as large, the server itself compares the hashes. `told` hears how many events were
    /// read, now and then.
    pub fn verify(&mut self, mut told: impl FnMut(u64)) -> Result<HubVerified, HubError> {
        let mut found = HubVerified::default();
        let mut heads: BTreeMap<Uid, Head> = BTreeMap::new();
        let mut last = 0;
        loop {
            let rows = self.query(include_str!("page.sql"), &[&to_signed(last), &PAGE, &MOST_BYTES])?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let arrival = read_number(row, 0)?;
                if arrival != last + 1 {
                    found.wrong.push(format!("arrival {}: missing up to {}", last + 1, arrival.saturating_sub(1)));
                }
                last = arrival;
                found.events += 1;
                found.wrong.extend(prove_event(row, &mut heads)?.map(|wrong| format!("arrival {arrival}: {wrong}")));
            }
            told(found.events);
        }
        found.writers = heads.len();
        let rows = self.query(include_str!("wrong_blobs.sql"), &[])?;
        for row in &rows {
            found.wrong.push(format!("blob {}: its bytes have another hash", read_column::<String>(row, 0)?));
        }
        let rows = self.query(include_str!("counts.sql"), &[])?;
        found.blobs = rows.first().map(|row| read_number(row, 1)).transpose()?.unwrap_or_default();
        Ok(found)
    }
}

/// What is wrong with an event; its writer's chain goes on behind it all the same.
fn prove_event(row: &Row, heads: &mut BTreeMap<Uid, Head>) -> Result<Option<String>, HubError> {
    let body = match EventBody::parse(read_column(row, 1)?) {
        Ok(body) => body,
        Err(e) => return Ok(Some(e.to_string())),
    };
    let name = format!("event {} of {}", body.seq(), body.writer());
    let (seq, hash, who): (u64, String, String) = (read_number(row, 3)?, read_column(row, 4)?, read_column(row, 5)?);
    let is_told = read_column::<String>(row, 2)? == body.writer().to_string()
        && (seq, hash.as_str(), who.as_str()) == (body.seq(), body.hash(), body.who());
    let before = heads.insert(body.writer(), Head { seq: body.seq(), hash: body.hash().to_owned() });
    let (last, previous) = before.map_or((0, String::new()), |head| (head.seq, head.hash));
    Ok(match (is_told, body.seq() == last + 1, body.previous() == previous) {
        (false, ..) => Some(format!("{name}: its bytes are not what stands beside them")),
        (_, false, _) => Some(format!("{name}: it stands behind {last}")),
        (_, _, false) => Some(format!("{name}: the one before it has another hash")),
        _ => None,
    })
}
