//! `heads.csv`: where each writer's chain ends, one line a writer. It is taken away before a dump changes anything and put
//! back when all else is there, so that half a dump is never taken for a whole one.

use super::cells::LoadedRow;
use super::error::BrokenPlace;
use super::folder::{HEADS, TextFormFiles};
use super::sheets::{EVENT, read_text};
use crate::catalogue::event::from_values;
use crate::model::{Head, Uid};
use rusqlite::types::Value;
use std::collections::BTreeMap;

const COLUMNS: [&str; 3] = ["writer", "seq", "hash"];

/// The file's bytes.
pub(super) fn write(heads: &BTreeMap<Uid, Head>) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has as many fields as the header.
    let _ = out.write_record(COLUMNS);
    for (writer, head) in heads {
        let _ = out.write_record([writer.to_string(), head.seq.to_string(), head.hash.clone()]);
    }
    out.into_inner().unwrap_or_default()
}

/// Holds the ends of the loaded chains against the file: each goes to its head, no less and no more. Dumps of the first format
/// have no such file.
pub(super) fn check(files: &dyn TextFormFiles, format: i64, ends: &ChainEnds, broken: &mut Vec<BrokenPlace>) {
    let ends = &ends.0;
    let heads = match files.read(HEADS) {
        Ok(bytes) => read(&bytes, broken),
        Err(_) if format < 2 => return,
        Err(_) => {
            let reason = "this file is not there, which says where each log ends: the dump was cut short, or only a part \
                of it was copied; dump again, or copy the whole folder";
            return broken.push(BrokenPlace::new(HEADS, 1, None, reason));
        }
    };
    for (writer, (head, line)) in &heads {
        let file = format!("events/{writer}.csv");
        let reason = match ends.get(writer) {
            Some(end) if end == head => continue,
            Some(end) if end.seq > head.seq => format!(
                "the log of this writer goes on to event {} in {file}, and ends here at {}: one of the two files is of another dump",
                end.seq, head.seq
            ),
            Some(end) if end.seq == head.seq => format!("event {} in {file} is another one than here", end.seq),
            end => format!(
                "the log of this writer goes to event {}, and {file} {}: a part of it is missing; copy the whole folder",
                head.seq,
                end.map_or_else(|| "is not there".to_owned(), |end| format!("ends at event {}", end.seq))
            ),
        };
        broken.push(BrokenPlace::new(HEADS, *line, Some("hash"), reason));
    }
    for writer in ends.keys().filter(|writer| !heads.contains_key(writer)) {
        let reason = format!("no line says where the log in events/{writer}.csv ends: this file is of another dump");
        broken.push(BrokenPlace::new(HEADS, 1, Some("writer"), reason));
    }
}

/// The end of each chain, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct ChainEnds(BTreeMap<Uid, Head>);

impl ChainEnds {
    /// Goes on by an event, which has to follow the one before it.
    pub(super) fn follow(&mut self, event: &LoadedRow) -> Option<BrokenPlace> {
        let field = |name| event_field(event, name);
        let (writer, head) = from_values(field("writer"), field("seq"), field("hash"))?;
        let before = self.0.insert(writer, head).map_or(String::new(), |end| end.hash);
        (read_text(field("previous")).unwrap_or_default() != before).then(|| {
            let reason = "it does not follow the event before it: a line is missing, or was changed";
            BrokenPlace::new(&event.file, event.line, Some("previous"), reason)
        })
    }
}

/// A field of an event.
pub(super) fn event_field<'e>(event: &'e LoadedRow, name: &str) -> Option<&'e Value> {
    event.values.get(EVENT.columns.iter().position(|column| *column == name)?)
}

/// The heads, each with its line.
pub(super) fn read(bytes: &[u8], broken: &mut Vec<BrokenPlace>) -> BTreeMap<Uid, (Head, u64)> {
    let mut heads = BTreeMap::new();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    if reader.headers().is_ok_and(|header| *header != COLUMNS[..]) {
        broken.push(BrokenPlace::new(HEADS, 1, None, format!("the header row should be {}", COLUMNS.join(","))));
        return heads;
    }
    for (at, record) in reader.records().enumerate() {
        let line =
            record.as_ref().ok().and_then(csv::StringRecord::position).map_or(at as u64 + 2, csv::Position::line);
        let fields = record.ok().and_then(|record| {
            let (writer, seq, hash) = (record.get(0)?.parse().ok()?, record.get(1)?.parse().ok()?, record.get(2)?);
            Some((writer, Head { seq, hash: hash.to_owned() }))
        });
        match fields {
            None => {
                broken.push(BrokenPlace::new(HEADS, line, None, "this line does not hold a writer, a place and a hash"))
            }
            Some((writer, head)) => {
                if heads.insert(writer, (head, line)).is_some() {
                    broken.push(BrokenPlace::new(HEADS, line, Some("writer"), "this writer has another line"));
                }
            }
        }
    }
    heads
}
