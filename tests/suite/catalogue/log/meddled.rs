//! Files that somebody changed with another program.

use crate::double::desk::Desk;
use crate::double::terminal::{Run, Terminal};
use rusqlite::Connection;
use std::path::Path;

fn meddle(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
}

/// What `verify-catalogue` says of a copy of a catalogue after `sql`.
fn verified(original: &Path, sql: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claimbook.db");
    std::fs::copy(original, &path).unwrap();
    meddle(&path, sql);
    Terminal::piped(folder.path()).run(&["verify-catalogue"])
}

#[test]
fn a_row_is_what_its_last_event_left_whoever_wrote_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init", "--example"]);
    terminal.ok(&["retire", "c1", "--reason", "withdrawn"]);
    assert_eq!(terminal.run(&["verify-catalogue"]).exit, 0);
    let path = folder.path().join("claimbook.db");
    let run = verified(&path, "UPDATE claim SET status = 'accepted' WHERE serial = 1");
    assert!(run.exit == 1 && run.out.contains("differs from what the last event about it recorded"), "{run:?}");
}

#[test]
fn what_was_changed_outside_is_named() {
    let desk = Desk::new();
    desk.ok(&["review", &desk.claim("25% of adults"), "--verdict", "supported", "--by", "A. Reviewer, PT"]);
    let path = desk.terminal.folder.join("claimbook.db");
    let claim = "INSERT INTO claim (uid, article, serial, statement, kind, status, section, because) SELECT
        '0199c3a1-7b1e-7c3d-9a55-3f0e8f3c1a20', article, 99, 'Extra.', kind, status, section, because FROM claim LIMIT 1";
    let event = "INSERT INTO event (writer, seq, at, who, command, entity, \"row\", action, row_sha256, previous, hash, format, rank)
        SELECT writer, seq + 1, at, who, command, entity, \"row\", action, row_sha256, hash, hash, 2, rank + 1
        FROM event ORDER BY seq DESC LIMIT 1";
    for (sql, expected) in [
        ("INSERT INTO claim_fts (claim_fts) VALUES ('delete-all')", "claim_fts"),
        ("INSERT INTO work_fts (work_fts) VALUES ('delete-all')", "work_fts"),
        ("INSERT INTO work_fts (rowid, words) VALUES (900, 'ghost')", "work_fts"),
        (claim, "no event records it"),
        (event, "its fields do not give its hash"),
        (
            "DROP TRIGGER meta_no_edit; UPDATE meta SET value = '0199c3a1-7b1e-7c3d-9a55-3f0e8f3c1a20' WHERE key = 'writer'",
            "not the writer",
        ),
        ("DROP INDEX work_doi", "the index work_doi is missing"),
        ("DROP INDEX event_row", "the index event_row is missing"),
    ] {
        let run = verified(&path, sql);
        assert!(run.exit == 1 && run.out.contains(expected), "{sql}\n{run:?}");
    }
    let settings = "INSERT INTO claim_fts (claim_fts, rank) VALUES ('rank', 'bm25(0.0, 0.0)')";
    let run = verified(&path, settings);
    assert!(run.exit == 1 && run.out.contains("its settings, which rank search results, were changed"), "{run:?}");
    for sql in ["ANALYZE", "REINDEX", "VACUUM", "INSERT INTO claim_fts (claim_fts) VALUES ('rebuild')"] {
        assert_eq!(verified(&path, sql).exit, 0, "{sql}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn without_any_one_of_its_triggers_a_file_is_read_named_and_not_written() {
    let desk = Desk::new();
    let path = desk.terminal.folder.join("claimbook.db");
    let connection = Connection::open(&path).unwrap();
    let mut names = connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let triggers = names.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let triggers: Vec<(String, String)> = triggers.map(Result::unwrap).collect();
    drop(names);
    assert!(triggers.len() > 25);
    for (name, sql) in triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        let run = desk.run(&["verify-catalogue"]);
        assert!(run.exit == 1 && run.out.contains(&format!("the trigger {name} is missing")), "{run:?}");
        assert_eq!(desk.run(&["claims"]).exit, 0, "{name}");
        let refused = desk.run(&["dismiss", "c1", "--reason", "x"]);
        assert!(refused.exit == 3 && refused.err.contains(&name), "{name}: {refused:?}");
        connection.execute_batch(&sql).unwrap();
    }
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
fn a_view_that_only_looks_like_ours_is_foreign() {
    let desk = Desk::new();
    let path = desk.terminal.folder.join("claimbook.db");
    let connection = Connection::open(&path).unwrap();
    let sql: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'claim_evidence'", [], |row| row.get(0))
        .unwrap();
    let trick = sql.replacen("SELECT\n", "SELECT '\n--' AS trick, /*\n */", 1);
    assert_ne!(trick, sql);
    connection.execute_batch(&format!("DROP VIEW claim_evidence; {trick}")).unwrap();
    for command in [&["claims"][..], &["verify-catalogue"], &["dismiss", "c1", "--reason", "x"]] {
        let run = desk.run(command);
        assert!(run.exit == 2 && run.err.contains("claim_evidence"), "{command:?}: {run:?}");
    }
}

#[test]
fn a_full_text_index_that_leads_to_no_word_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    let words = |n: u32| format!("About {n}% of people in Ward{n}town have pains of sort{n} in their knee{n}.\n\n");
    let text: String = (1..=600).map(words).collect();
    std::fs::write(folder.path().join("wards.md"), format!("# Wards\n\n{text}")).unwrap();
    terminal.ok(&["init"]);
    terminal.ok(&["import", "wards.md"]);
    let path = folder.path().join("claimbook.db");
    assert_eq!(verified(&path, "").exit, 0);
    let run = verified(&path, "DELETE FROM claim_fts_idx");
    assert!(run.exit == 1 && run.out.contains("search does not find"), "{run:?}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn migrating_does_not_log_what_was_changed_outside() {
    let older = |sql: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claimbook.db");
        meddle(&path, include_str!("../../../../src/catalogue/migrate/schema_1.sql"));
        meddle(&path, include_str!("../../../fixtures/older/rows.sql"));
        meddle(&path, sql);
        let terminal = Terminal::piped(folder.path());
        terminal.ok(&["backup", "copy.db"]);
        terminal.run(&["verify-catalogue"])
    };
    let sound = older("");
    assert_eq!(sound.exit, 0, "{sound:?}");
    for (sql, table) in [
        ("UPDATE waiver SET expires_on = '2099-01-01', rule = 'claim-unreviewed'", "waiver "),
        ("UPDATE occurrence SET exact = 'Other words'", "occurrence "),
    ] {
        let run = older(sql);
        assert!(run.exit == 1 && run.out.contains(table) && run.out.contains("changed outside"), "{sql}: {run:?}");
    }
}

#[test]
fn an_event_that_cannot_be_read_is_named() {
    let desk = Desk::new();
    let path = desk.terminal.folder.join("claimbook.db");
    let trigger: String = Connection::open(&path)
        .unwrap()
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'event_no_edit'", [], |row| row.get(0))
        .unwrap();
    let run =
        verified(&path, &format!("DROP TRIGGER event_no_edit; UPDATE event SET at = 'zz' WHERE seq = 3; {trigger}"));
    assert!(run.exit == 1 && run.out.contains("/3: it cannot be read"), "{run:?}");
}
