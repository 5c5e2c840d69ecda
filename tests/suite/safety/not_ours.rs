//! T6: files that are not ours, of a newer schema, cut or damaged at the head are refused and stay as they were.

use super::{add_some, listing, now};
use claimbook::catalogue::{Catalogue, Error, OpenMode};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// A sound catalogue's bytes.
fn sound() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.db");
    add_some(&mut Catalogue::create(&path, now()).unwrap(), "knee", Duration::ZERO).unwrap();
    std::fs::read(path).unwrap()
}

/// A sound catalogue changed by another SQLite program.
fn meddled(sql: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.db");
    std::fs::write(&path, sound()).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    std::fs::read(path).unwrap()
}

/// T6: files that are not ours, of a newer schema, cut or damaged at the head are refused and stay as they were.
#[test]
#[ignore = "long: .ci/run runs it"]
fn what_is_no_catalogue_is_refused_and_not_a_byte_of_it_changes() {
    let good = sound();
    let mut bad: Vec<(String, Vec<u8>)> = vec![
        ("empty".into(), Vec::new()),
        ("text".into(), b"Back pain is common.\n".repeat(50)),
        ("zeros".into(), vec![0; 8192]),
        ("zip".into(), [b"PK\x03\x04".to_vec(), vec![7; 4096]].concat()),
        ("head alone".into(), b"SQLite format 3\0".to_vec()),
        ("reversed".into(), good.iter().rev().copied().collect()),
        ("doubled head".into(), [&good[..100], &good[..]].concat()),
    ];
    for cut in 0..20 {
        bad.push((format!("cut {cut}"), good[..1 + cut * (good.len() - 2) / 20].to_vec()));
    }
    // The version of our schema stands at this place of a file.
    let newer = u32::from_be_bytes(good[60..64].try_into().unwrap()) + 1;
    let newer = format!("PRAGMA user_version = {newer}");
    for sql in [
        newer.as_str(),
        "PRAGMA application_id = 7",
        "PRAGMA application_id = 0",
        "PRAGMA user_version = 999",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
        "CREATE TABLE other (a)",
        "CREATE VIEW claims AS SELECT * FROM claim",
        "CREATE TRIGGER t AFTER INSERT ON claim BEGIN SELECT 1; END",
        "CREATE TEMP TABLE x (a); CREATE INDEX i ON article (title)",
        "CREATE VIRTUAL TABLE f USING fts5 (a)",
        "CREATE TABLE g (a, b GENERATED ALWAYS AS (a || a))",
        "DROP TRIGGER event_no_edit; CREATE TRIGGER event_no_edit BEFORE UPDATE ON event BEGIN SELECT 1; END",
    ] {
        bad.push((sql.to_owned(), meddled(sql)));
    }
    // One bit in the magic words, the page size, the fractions that the format fixes, the schema format, our two numbers.
    for (at, bit) in [
        (0, 0),
        (3, 1),
        (7, 2),
        (12, 3),
        (15, 0),
        (16, 6),
        (16, 3),
        (17, 0),
        (17, 5),
        (21, 0),
        (21, 6),
        (22, 1),
        (22, 5),
        (23, 2),
        (23, 5),
        (47, 3),
        (60, 0),
        (63, 3),
        (68, 0),
        (71, 7),
    ] {
        let mut flipped = good.clone();
        flipped[at] ^= 1 << bit;
        bad.push((format!("bit {bit} of byte {at}"), flipped));
    }
    assert_eq!(bad.len(), 60);
    for (name, bytes) in bad {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        std::fs::write(&path, bytes).unwrap();
        let before = listing(folder.path());
        for mode in [OpenMode::Read, OpenMode::Write] {
            let refused = Catalogue::open(&path, mode).err();
            let refused = refused.unwrap_or_else(|| panic!("{name}: opened ({mode:?})"));
            assert!(
                matches!(refused, Error::NotOurs { .. } | Error::Newer { .. } | Error::Damaged(_)),
                "{name}: {refused:?}"
            );
            assert_eq!(listing(folder.path()), before, "{name}: changed ({mode:?})");
        }
    }
}

/// T6: places that are no regular file.
#[test]
fn a_folder_a_pipe_and_a_uri_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let sub = folder.path().join("folder");
    std::fs::create_dir(&sub).unwrap();
    let pipe = folder.path().join("pipe");
    if Command::new("mkfifo").arg(&pipe).status().is_ok_and(|s| s.success()) {
        assert!(matches!(Catalogue::open(&pipe, OpenMode::Write), Err(Error::NotOurs { .. })));
    } else {
        println!("skipped: no mkfifo here");
    }
    let before = listing(folder.path());
    assert!(matches!(Catalogue::open(&sub, OpenMode::Write), Err(Error::NotOurs { .. })));
    let uri = Path::new("file:claimbook-test?mode=memory");
    assert!(matches!(Catalogue::open(uri, OpenMode::Write), Err(Error::NoCatalogue(_))));
    assert!(matches!(Catalogue::open(&folder.path().join("none.db"), OpenMode::Write), Err(Error::NoCatalogue(_))));
    assert_eq!(listing(folder.path()), before);
    // Such a name is a file like any other once it is there.
    let named = folder.path().join("file:x?mode=memory");
    add_some(&mut Catalogue::create(&named, now()).unwrap(), "knee", Duration::ZERO).unwrap();
    assert_eq!(Catalogue::open(&named, OpenMode::Read).unwrap().view().articles().unwrap().len(), 1);
}
