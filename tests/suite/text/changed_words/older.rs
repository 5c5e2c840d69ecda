//! A catalogue of an earlier claimbook, whose words hold markers and whose reviews signed them.

use super::Reviewed;
use crate::double::terminal::Terminal;
use rusqlite::Connection;

#[test]
fn migrating_takes_markers_out_of_words_and_makes_nothing_stale() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claimbook.db");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(include_str!("../../../../src/catalogue/migrate/schema_2.sql")).unwrap();
    connection.execute_batch(include_str!("../../../fixtures/older/rows.sql")).unwrap();
    drop(connection);
    let terminal = Terminal::piped(folder.path());
    let claims: serde_json::Value = serde_json::from_str(&{
        terminal.ok(&["backup", "copy.db"]);
        terminal.ok(&["claims", "--format", "json"])
    })
    .unwrap();
    let claims = claims.as_array().unwrap();
    assert!(claims.iter().any(|c| !c["verdict"].is_null()), "one was reviewed");
    for claim in claims {
        // The fixture's review is stale by a citation that was added after it, and by nothing else.
        let stale = claim["stale_because"].as_array().unwrap();
        assert!(stale.iter().all(|part| part == "citation of sample2021 was added"), "{claim}");
        for occurrence in claim["occurrences"].as_array().unwrap() {
            assert!(!occurrence["exact"].as_str().unwrap().contains('['), "{occurrence}");
        }
    }
    assert!(terminal.ok(&["history"]).contains("[2]"), "the old words stay in the log");
}

#[test]
fn a_dump_without_the_new_columns_is_read() {
    let site = Reviewed::new(super::seeds::MARKED);
    site.terminal().ok(&["dump", "text"]);
    let sheet = site.folder.path().join("text/a/occurrences.csv");
    let mut reader = csv::Reader::from_path(&sheet).unwrap();
    let keep: Vec<usize> = (0..reader.headers().unwrap().len() - 2).collect();
    let pick = |row: &csv::StringRecord| keep.iter().map(|i| row[*i].to_owned()).collect::<Vec<_>>();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(pick(reader.headers().unwrap())).unwrap();
    reader.records().for_each(|row| writer.write_record(pick(&row.unwrap())).unwrap());
    std::fs::write(&sheet, writer.into_inner().unwrap()).unwrap();
    let run = site.terminal().run(&["--catalogue", "text", "claims", "--stale"]);
    assert_eq!(run.exit, 0, "{}", run.err);
}
