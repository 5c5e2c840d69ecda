//! What a spreadsheet program makes of our sheets: the same cells, and no formula. It runs where `soffice` is there, and says
//! aloud where it is not.

use super::{exported, read};
use crate::double::sample::sample_dressed;
use crate::double::terminal::Terminal;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// A file as LibreOffice understands it: its own XML, flat.
fn opened(folder: &Path, file: &str, filter: Option<&str>) -> Option<String> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", "fods", "--outdir", "opened"]);
    command.args(filter.map(|filter| format!("--infilter={filter}"))).arg(file).current_dir(folder);
    let ended = command.output().ok()?;
    let name = Path::new(file).with_extension("fods");
    let made = folder.join("opened").join(&name);
    Some(std::fs::read_to_string(&made).unwrap_or_else(|e| panic!("{made:?}: {e}, {ended:?}")))
}

/// The rows of each sheet as texts, days as they are stored.
fn cells(fods: &str) -> BTreeMap<String, Vec<Vec<String>>> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(fods);
    let (mut sheets, mut sheet) = (BTreeMap::<String, Vec<Vec<String>>>::new(), String::new());
    let (mut row, mut cell, mut repeated, mut lines): (Vec<String>, Option<String>, usize, usize) =
        (vec![], None, 1, 0);
    let mut in_words = false;
    loop {
        let event = reader.read_event().unwrap();
        let attribute = |of: &quick_xml::events::BytesStart<'_>, name: &str| {
            let found = of.try_get_attribute(name).unwrap()?;
            Some(found.value.into_owned())
        };
        let times = |of: &quick_xml::events::BytesStart<'_>| {
            attribute(of, "table:number-columns-repeated").map_or(1, |n| n.parse::<usize>().unwrap())
        };
        match event {
            Event::Start(e) if e.name().as_ref() == "table:table" => sheet = attribute(&e, "table:name").unwrap(),
            Event::Start(e) if e.name().as_ref() == "table:table-row" => row.clear(),
            Event::End(e) if e.name().as_ref() == "table:table-row" => {
                while row.last().is_some_and(String::is_empty) {
                    row.pop();
                }
                if !row.is_empty() {
                    sheets.entry(sheet.clone()).or_default().push(row.clone());
                }
            }
            Event::Empty(e) if e.name().as_ref() == "table:table-cell" => {
                row.extend(std::iter::repeat_n(String::new(), times(&e).min(64)));
            }
            Event::Start(e) if e.name().as_ref() == "table:table-cell" => {
                repeated = times(&e).min(64);
                lines = 0;
                cell = Some(attribute(&e, "office:date-value").unwrap_or_default());
            }
            Event::End(e) if e.name().as_ref() == "table:table-cell" => {
                row.extend(std::iter::repeat_n(cell.take().unwrap_or_default(), repeated));
            }
            Event::Start(e) if e.name().as_ref() == "text:p" => {
                if let Some(cell) = cell.as_mut().filter(|_| lines > 0) {
                    cell.push('\n');
                }
                (lines, in_words) = (lines + 1, true);
            }
            Event::End(e) if e.name().as_ref() == "text:p" => in_words = false,
            Event::Empty(e) if e.name().as_ref() == "text:s" => {
                let count = attribute(&e, "text:c").map_or(1, |n| n.parse().unwrap());
                cell.iter_mut().for_each(|cell| cell.push_str(&" ".repeat(count)));
            }
            Event::Empty(e) if e.name().as_ref() == "text:tab" => cell.iter_mut().for_each(|cell| cell.push('\t')),
            Event::Text(text) if in_words => {
                // A day stands there twice, as it is and as it is shown.
                cell.iter_mut().filter(|cell| !is_day(cell)).for_each(|cell| cell.push_str(&text));
            }
            Event::GeneralRef(name) if in_words => {
                let name = format!("&{};", &*name);
                let text = quick_xml::escape::unescape(&name).unwrap().into_owned();
                cell.iter_mut().filter(|cell| !is_day(cell)).for_each(|cell| cell.push_str(&text));
            }
            Event::Eof => return sheets,
            _ => {}
        }
    }
}

fn is_day(cell: &str) -> bool {
    cell.len() == 10 && cell.parse::<jiff::civil::Date>().is_ok()
}

/// The rows of a CSV, cells as they stand there, without empty ones at the end.
fn rows_of(csv: &str, decode: bool) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let cell = |cell: &str| {
        let cell = if decode { claimbook::write::cell::decode(cell) } else { cell };
        cell.replace("\r\n", "\n").replace('\r', "\n")
    };
    let rows = reader.records().map(|record| record.unwrap().iter().map(cell).collect::<Vec<_>>());
    let trimmed = rows.map(|mut row| {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        row
    });
    trimmed.collect()
}

#[test]
fn libre_office_sees_the_same_cells_and_no_formula() {
    const DRESSES: &[fn(&str) -> String] = &[
        |plain| format!("=HYPERLINK(\"http://example.org\",\"{plain}\")"),
        |plain| format!("@SUM(A1) {plain}; and 'more', “quotes” 膝 <b>"),
        |plain| format!("-{plain}\n+1"),
    ];
    for (n, dress) in DRESSES.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        sample_dressed(folder.path(), *dress);
        let terminal = Terminal::piped(folder.path());
        terminal.ok(&["export", "all", "--to", "xlsx", "--output", "all.xlsx"]);
        let Some(fods) = opened(folder.path(), "all.xlsx", None) else {
            return println!("skipped: needs soffice, LibreOffice's own command");
        };
        assert!(!fods.contains("table:formula"), "a formula in the workbook");
        let seen = cells(&fods);
        for (sheet, rows) in &seen {
            let csv = exported(folder.path(), &[sheet, "--to", "csv"]);
            assert_eq!(rows, &rows_of(&csv, true), "{sheet} of the workbook, dress {n}");
            assert_eq!(rows.len(), read(&csv, b',').len() + 1);
        }
        assert_eq!(seen.len(), 6);
        terminal.ok(&["export", "claims", "--to", "csv", "--bom", "--output", "claims.csv"]);
        // Comma, double quote, UTF-8, from the first line on, every column as text.
        let text = "CSV:44,34,76,1,".to_owned() + &(1..=27).map(|n| format!("{n}/2")).collect::<Vec<_>>().join("/");
        if n == 0 {
            let guessed = opened(folder.path(), "claims.csv", Some("CSV:44,34,76,1")).unwrap();
            assert!(!guessed.contains("table:formula"), "a formula in the CSV");
        }
        let fods = opened(folder.path(), "claims.csv", Some(&text)).unwrap();
        assert!(!fods.contains("table:formula"), "a formula in the CSV, dress {n}");
        let csv = exported(folder.path(), &["claims", "--to", "csv"]);
        assert_eq!(cells(&fods).into_values().next().unwrap(), rows_of(&csv, false), "claims.csv, dress {n}");
    }
}
