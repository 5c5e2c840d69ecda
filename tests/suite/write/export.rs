//! `export`: files that say what the catalogue says, and that can be read back.

mod events;
mod hostile;
mod libre_office;
mod linked_data;
mod numbers;
mod options;
mod whole_files;

use crate::double::golden::golden;
use crate::double::sample::{sample_dressed, sample_in};
use crate::double::terminal::Terminal;
use claimbook::write::cell;
use std::collections::BTreeMap;
use std::path::Path;

/// A CSV as records by column, cells decoded.
fn read(csv: &str, delimiter: u8) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let record = |record: csv::StringRecord| {
        head.iter().zip(&record).map(|(column, field)| (column.to_owned(), cell::decode(field).to_owned())).collect()
    };
    reader.records().map(|r| record(r.unwrap())).collect()
}

fn exported(folder: &Path, arguments: &[&str]) -> String {
    Terminal::piped(folder).ok(&[&["export"] as &[_], arguments].concat())
}

/// Without what differs from run to run, since it hangs on uids.
fn steady(text: &str) -> String {
    text.lines().map(|line| line.split_once(',').map_or(line, |(_, rest)| rest).to_owned() + "\n").collect()
}

#[test]
fn claims_are_one_row_a_claim_and_citation() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let csv = exported(folder.path(), &["claims", "--to", "csv"]);
    let head = "row_version,article,claim,section,statement,kind,status,reference,origin,state,stance,work,doi,title,year,\
        container,evidence_level,quote,finding,locator,read_as,doi_state,notices,verdict,reviewer,reviewed_on,review_due,\
        reviewer_credentials,review_note,stale\r\n";
    assert!(csv.starts_with(head), "{csv}");
    golden("export/claims.csv", &steady(&csv.replace("\r\n", "\n")));
    let rows = read(&csv, b',');
    assert_eq!(
        rows.iter().map(|r| r["claim"].as_str()).collect::<Vec<_>>(),
        ["knee-pain/c1", "knee-pain/c2", "knee-pain/c3", "knee-pain/c4"]
    );
    assert_eq!((rows[1]["reference"].as_str(), rows[1]["state"].as_str()), ("", ""), "suggestions do not count");
    assert_eq!((rows[0]["evidence_level"].as_str(), rows[2]["notices"].as_str()), ("3", "correction"));
    let with = read(&exported(folder.path(), &["claims", "--to", "csv", "--suggestions"]), b',');
    assert_eq!(with.iter().filter(|r| r["claim"] == "knee-pain/c2").count(), 2);
    assert!(
        rows.iter().all(|r| r["row_version"].len() == 16 && r["row_version"].bytes().all(|b| b.is_ascii_hexdigit()))
    );
}

#[test]
fn every_format_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    for what in ["claims", "references", "works", "articles", "coverage", "findings"] {
        let rows = read(&exported(folder.path(), &[what, "--to", "csv"]), b',');
        let json: Vec<serde_json::Value> =
            serde_json::from_str(&exported(folder.path(), &[what, "--to", "json"])).unwrap();
        let lines = exported(folder.path(), &[what, "--to", "jsonl"]);
        let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines, json, "{what}");
        assert_eq!(rows.len(), json.len(), "{what}");
        for (row, object) in rows.iter().zip(&json) {
            for (column, field) in row {
                assert_eq!(object[column].as_str().unwrap_or_default(), field, "{what}: {column}");
            }
            assert_eq!(object.get("csl").is_some(), ["references", "works"].contains(&what), "{what}");
        }
    }
}

#[test]
fn hostile_cells_come_back_and_run_nowhere() {
    const DRESSES: &[fn(&str) -> String] = &[
        |plain| format!("=HYPERLINK(\"http://example.org\",\"{plain}\")"),
        |plain| format!("@SUM(A1)\r\n\"{plain}\", and; more\ttabs"),
        |plain| format!("'+{plain}"),
        |plain| format!("\u{feff}{plain}，“quotes” 膝"),
    ];
    for dress in DRESSES {
        let folder = tempfile::tempdir().unwrap();
        sample_dressed(folder.path(), *dress);
        let statement = dress("Taking ibuprofen for more than 10 days is safe.");
        for (delimiter, byte) in [(",", b','), (";", b';'), ("tab", b'\t')] {
            let csv = exported(folder.path(), &["claims", "--to", "csv", "--delimiter", delimiter]);
            let rows = read(&csv, byte);
            assert_eq!(rows.len(), 4);
            assert_eq!(rows[3]["statement"], statement);
            let mut raw = csv::ReaderBuilder::new().delimiter(byte).from_reader(csv.as_bytes());
            for record in raw.records() {
                let record = record.unwrap();
                let runs = record.iter().find(|field| field.starts_with(['=', '+', '@', '\t', '\r']));
                assert_eq!(runs, None, "{record:?}");
            }
        }
    }
}

#[test]
fn a_row_keeps_its_version_while_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = sample_in(folder.path());
    let versions = || -> Vec<String> {
        let rows = read(&exported(folder.path(), &["claims", "--to", "csv"]), b',');
        rows.into_iter().map(|row| row["row_version"].clone()).collect()
    };
    let before = versions();
    assert_eq!(before, versions());
    let home = catalogue.view().article("knee-pain").unwrap();
    let mut claim = catalogue.view().claim(home.uid, 2).unwrap().unwrap();
    claim.section = "Elsewhere".into();
    let deed = claimbook::catalogue::Deed {
        who: "E. Editor".into(),
        command: "edit".into(),
        at: crate::double::clock::now(),
        reason: None,
    };
    let edited: Result<bool, claimbook::catalogue::Error> = catalogue.write(&deed, |w| w.edit(&claim));
    assert!(edited.unwrap());
    let after = versions();
    let differ: Vec<usize> = (0..4).filter(|at| before[*at] != after[*at]).collect();
    assert_eq!(differ, [1]);
}

#[test]
fn a_file_is_written_whole_and_replaced_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    let arguments = ["export", "works", "--to", "csv", "--bom", "--output", "works.csv"];
    let run = terminal.run(&arguments);
    assert_eq!((run.exit, run.out.as_str()), (0, ""));
    let file = std::fs::read_to_string(folder.path().join("works.csv")).unwrap();
    assert!(file.starts_with("\u{feff}work,type,"), "{file}");
    let again = terminal.run(&arguments);
    assert_eq!(again.exit, 2);
    assert!(again.err.contains("--force"), "{}", again.err);
    terminal.ok(&[&arguments as &[_], &["--force"]].concat());
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn the_export_says_what_the_view_says() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let sql = rusqlite::Connection::open(folder.path().join("claimbook.db")).unwrap();
    let mut statement = sql.prepare("SELECT * FROM claim_evidence WHERE state = 'asserted'").unwrap();
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    assert_eq!(columns, claimbook::catalogue::EVIDENCE_COLUMNS);
    let text = |value: rusqlite::types::Value| match value {
        rusqlite::types::Value::Null => String::new(),
        rusqlite::types::Value::Integer(n) => n.to_string(),
        rusqlite::types::Value::Text(text) => text,
        other => panic!("{other:?}"),
    };
    let of_view = statement
        .query_map([], |row| (0..columns.len()).map(|at| Ok(text(row.get(at)?))).collect::<Result<Vec<_>, _>>());
    let of_view: Vec<Vec<String>> = of_view.unwrap().map(Result::unwrap).collect();
    let rows = read(&exported(folder.path(), &["claims", "--to", "csv"]), b',');
    let rows: Vec<_> = rows.iter().filter(|row| row["state"] == "asserted").collect();
    assert_eq!(rows.len(), of_view.len());
    for (row, fields) in rows.iter().zip(&of_view) {
        // The view leaves the day open where the reviewer named none; the export works it out.
        for (column, field) in columns.iter().zip(fields).filter(|(column, _)| *column != "review_due") {
            assert_eq!(&row[column], field, "{column}");
        }
        assert_eq!(row["review_due"], "2029-11-20");
    }
}

#[test]
fn a_format_that_cannot_hold_a_thing_names_those_that_can() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let run = Terminal::piped(folder.path()).run(&["export", "claims", "--to", "ris"]);
    assert_eq!((run.exit, run.out.as_str()), (2, ""));
    assert!(run.err.contains("csv, json, jsonl, markdown"), "{}", run.err);
    for what in ["works", "references"] {
        let rows = read(&exported(folder.path(), &[what, "--to", "csv"]), b',').len();
        for (format, mark) in
            [("ris", "ER  - \r\n"), ("bibtex", "\n}\n"), ("biblatex", "\n}\n"), ("csl-json", "\"id\":")]
        {
            let text = exported(folder.path(), &[what, "--to", format]);
            assert_eq!(text.matches(mark).count(), rows, "{what} as {format}: {text}");
        }
    }
}

/// LibreOffice and Excel run what is a formula; nothing in the workbook is one, and every cell says what the CSV says.
#[test]
fn a_workbook_holds_the_same_cells_and_no_formula() {
    use calamine::{Data, Reader};
    let folder = tempfile::tempdir().unwrap();
    sample_dressed(folder.path(), |plain| format!("=HYPERLINK(\"http://example.org\",\"{plain}\")"));
    let terminal = Terminal::piped(folder.path());
    for what in ["claims", "references", "works"] {
        let rows = read(&exported(folder.path(), &[what, "--to", "csv"]), b',');
        let bytes = |name: &str| {
            terminal.ok(&["export", what, "--to", "xlsx", "--output", name, "--force"]);
            std::fs::read(folder.path().join(name)).unwrap()
        };
        assert!(bytes("a.xlsx") == bytes("b.xlsx"), "{what}: two exports of one catalogue differ");
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.path().join("a.xlsx")).unwrap();
        assert_eq!(book.worksheet_formula(what).unwrap().used_cells().count(), 0);
        let sheet = book.worksheet_range(what).unwrap();
        let shown = |cell: &Data| match cell {
            Data::Empty => String::new(),
            Data::String(text) => text.clone(),
            Data::DateTime(day) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}")
            }
            other => panic!("{other:?}"),
        };
        let mut lines = sheet.rows();
        let head: Vec<String> = lines.next().unwrap().iter().map(shown).collect();
        let cells: Vec<BTreeMap<String, String>> =
            lines.map(|line| head.iter().cloned().zip(line.iter().map(shown)).collect()).collect();
        assert_eq!(cells, rows, "{what}");
    }
}
