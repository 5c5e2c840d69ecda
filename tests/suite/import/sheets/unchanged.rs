//! A sheet that nobody edited changes nothing, whatever it holds and whatever saved it.

use super::{Away, cells, events, lines, separated};
use crate::double::sample::{sample_dressed, sample_in};
use crate::double::terminal::Terminal;
use claimbook::catalogue::{Catalogue, Deed, Error};
use proptest::prelude::*;
use serde_json::Value;
use std::path::Path;

const WHATS: [&str; 2] = ["claims", "references"];

/// Exports in every form that a sheet can come back in, and brings it back.
fn comes_back_unchanged(folder: &Path) {
    let terminal = Terminal::piped(folder);
    let before = events(folder);
    for what in WHATS {
        for form in [
            &["--to", "csv", "--output", "s.csv"] as &[_],
            &["--to", "csv", "--bom", "--delimiter", ";", "--output", "s.csv"],
            &["--to", "csv", "--delimiter", "tab", "--output", "s.csv"],
            &["--to", "csv", "--delimiter", "^", "--output", "s.csv"],
            &["--to", "csv", "--suggestions", "--output", "s.csv"],
            &["--to", "xlsx", "--output", "s.xlsx"],
        ] {
            terminal.ok(&[&["export", what, "--force"], form].concat());
            let file = form.last().unwrap();
            let run = terminal.run(&["import", file, "--format", "json"]);
            assert_eq!(run.exit, 0, "{what} {form:?}: {} {}", run.out, run.err);
            let told: Value = serde_json::from_str(&run.out).unwrap();
            let sheet = &told["imported"][0]["sheets"][0];
            let other = ["changed", "refused", "left", "added"].map(|list| lines(&sheet[list]));
            assert_eq!(other.concat(), [] as [&str; 0], "{what} {form:?}");
            assert_eq!((&sheet["of"], &sheet["unchanged"]), (&what.into(), &sheet["rows"]), "{what} {form:?}");
            assert!(sheet["rows"].as_u64().unwrap() >= 3);
        }
    }
    assert_eq!(events(folder), before);
}

#[test]
fn what_nobody_edited_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    comes_back_unchanged(folder.path());
    let folder = tempfile::tempdir().unwrap();
    drop(sample_dressed(folder.path(), |plain| format!("=HYPERLINK(\"http://example.org\",\"{plain}\")")));
    comes_back_unchanged(folder.path());
}

#[test]
fn what_a_spreadsheet_saves_is_the_sheet_that_was_exported() {
    let away = Away::export("claims");
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let quoted = |separator: u8| {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .quote_style(csv::QuoteStyle::Always)
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        away.cells.iter().for_each(|row| writer.write_record(row).unwrap());
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    let dated: Vec<Vec<String>> = away
        .cells
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| cell.replace("2026-11-20", "20/11/2026").replace("2029-11-20", "20.11.2029"))
                .collect()
        })
        .collect();
    assert_ne!(dated, away.cells);
    let mut turned = away.cells.clone();
    turned[1..].reverse();
    turned.iter_mut().for_each(|row| row.reverse());
    for (how, bytes) in [
        ("Unicode text of Excel", utf16(&separated(&away.cells, b'\t'))),
        ("Excel where a comma is the decimal sign", separated(&away.cells, b';').into_bytes()),
        ("quoted throughout", quoted(b',').into_bytes()),
        ("its own line", format!("sep=;\r\n{}", quoted(b';')).into_bytes()),
        ("days of another country", separated(&dated, b',').into_bytes()),
        ("sorted, and columns reordered", separated(&turned, b',').into_bytes()),
    ] {
        let (run, sheet) = away.back_as("back.csv", &bytes, &[]);
        assert_eq!((run.exit, &sheet["unchanged"]), (0, &sheet["rows"]), "{how}: {sheet:#}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@|%'\\-\t ＝]{1,3}[a-z0-9()!;,\"\n' ]{0,12}",
        "[0-9]{1,3}[-./][0-9]{1,2}",
        "0{0,2}[0-9]{1,20}(\\.0)?",
        "[0-9]E[0-9]{1,2}",
        "(TRUE|false|#N/A|_x0041_|1\\.10|Jan-02|2-Jan|sep=;|12:30|40%)",
        "[\u{1}-\u{1f}a\"';,\u{7f}\u{85}\u{a0}\u{2028}\u{202e}é≥β😀]{1,12}",
        "\\PC{1,16}",
    ]
    .prop_filter("a statement says something", |text| !text.trim().is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn hostile_values_come_back_as_they_were(statement in text(), section in text(), printed in text(), number in text()) {
        let folder = tempfile::tempdir().unwrap();
        edit(&mut sample_in(folder.path()), [statement, section, printed, number]).unwrap();
        comes_back_unchanged(folder.path());
    }
}

fn edit(catalogue: &mut Catalogue, [statement, section, printed, number]: [String; 4]) -> Result<(), Error> {
    let (who, command) = ("E. Editor".to_owned(), "edit".to_owned());
    let deed = Deed { who, command, at: crate::double::clock::now(), reason: None };
    catalogue.write(&deed, |w| {
        let home = w.view().article("knee-pain")?;
        let mut claim = w.view().claim(home.uid, 1)?.unwrap();
        (claim.statement, claim.section) = (statement, section);
        w.edit(&claim)?;
        let mut reference = w.view().reference(home.uid, 1)?.unwrap();
        reference.csl.title = Some(number.clone());
        (reference.printed, reference.number) = (printed, Some(number));
        w.edit(&reference)?;
        Ok(())
    })
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_sheet_of_a_hundred_thousand_rows_is_compared() {
    use claimbook::import::sheet::{CellRight, SheetComparison, SheetKind};
    use claimbook::read::sheet::{self, SheetLimits};
    static WHAT: SheetKind = SheetKind {
        columns: &["row_version", "claim", "statement"],
        of_new_rows: &[],
        address: &["claim"],
        days: &[],
        judgements: &[],
        held: |_| CellRight::Here,
    };
    const ROWS: usize = 100_000;
    let row = |n: usize, text: &str| [format!("{n:015x}z"), format!("a/c{n}"), text.to_owned()];
    let mut csv = "row_version,claim,statement\n".to_owned();
    (0..ROWS).for_each(|n| csv.push_str(&(row(n, "said otherwise").join(",") + "\n")));
    // Comparing each row with each would take hours, so that no clock is needed.
    let book = sheet::read_workbook(csv.as_bytes(), "s.csv", SheetLimits::default(), &|name| WHAT.knows(name)).unwrap();
    let mut comparison = SheetComparison::new(&book.sheets[0], &WHAT);
    (0..ROWS).rev().for_each(|n| comparison.compare_row(&row(n, "said").each_ref().map(|cell| Some(cell.as_str()))));
    let compared = comparison.finish();
    assert_eq!((compared.edits.len(), compared.refused.len()), (ROWS, 0));
    assert_eq!(cells(&csv).len(), ROWS + 1);
}
