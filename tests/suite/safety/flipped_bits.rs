//! T9: single bits of a catalogue file that are not as they were written. Each is reported, by a refusal to open the file or
//! by `verify-catalogue`, or changed nothing of the content: every row of every table is read as before.

use super::recorded::SCENARIOS;
use super::{Numbers, is_long, quick_folder};
use claimbook::catalogue::{Catalogue, OpenMode};
use rusqlite::Connection;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// A digest of every row of every table, read by SQLite alone; none where that fails.
fn read_content(path: &Path) -> Option<Vec<u8>> {
    let connection = Connection::open(path).ok()?;
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    let mut statement = connection.prepare(names).ok()?;
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).ok()?.collect::<Result<_, _>>().ok()?;
    let mut hash = Sha256::new();
    for name in names {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1, 2")).ok()?;
        let columns = statement.column_count();
        let mut rows = statement.query([]).ok()?;
        hash.update(&name);
        while let Some(row) = rows.next().ok()? {
            for column in 0..columns {
                hash.update(format!("{:?};", row.get::<_, Value>(column).ok()?));
            }
        }
    }
    Some(hash.finalize().to_vec())
}

fn is_reported(path: &Path) -> bool {
    let verified = Catalogue::open(path, OpenMode::Read).map_err(|e| e.to_string());
    verified.is_err() || verified.is_ok_and(|c| c.verify().map_or(true, |report| !report.damage.is_empty()))
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_flipped_bit_changes_content_unseen() {
    let place = tempfile::tempdir().unwrap();
    let desk = place.path().join("desk");
    SCENARIOS.iter().find(|scenario| scenario.name == "review").unwrap().prepare(&desk);
    let whole = fs::read(desk.join("claimbook.db")).unwrap();
    let folder = quick_folder();
    let path = folder.path().join("claimbook.db");
    fs::write(&path, &whole).unwrap();
    let content = read_content(&path).unwrap();
    assert!(!is_reported(&path), "what is sound is called damaged");
    let mut numbers = Numbers(20_261_130);
    let flips = if is_long() { 10_000 } else { 150 };
    let (mut changed, mut reported, mut unseen) = (0, 0, Vec::new());
    for _ in 0..flips {
        let (byte, bit) = (numbers.below(whole.len() as u64) as usize, numbers.below(8));
        let mut bytes = whole.clone();
        bytes[byte] ^= 1 << bit;
        fs::write(&path, &bytes).unwrap();
        let (is_changed, is_reported) = (read_content(&path).as_ref() != Some(&content), is_reported(&path));
        changed += usize::from(is_changed);
        reported += usize::from(is_reported);
        if is_changed && !is_reported {
            unseen.push(format!("bit {bit} of byte {byte}"));
        }
    }
    println!("| flipped bits | {flips} flips, {changed} changed content, {reported} reported | {} |", unseen.len());
    assert!(changed > flips / 20, "hardly any flip met content: {changed} of {flips}");
    assert_eq!(unseen, [""; 0]);
}
