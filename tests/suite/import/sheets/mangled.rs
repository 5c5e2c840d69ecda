//! What spreadsheets do to cells, as a sheet comes back: said with the cell's place, never stored.

use super::{Away, events, lines};
use crate::double::terminal::Terminal;

/// What a spreadsheet did: the sheet, the column of row 2, what it was, what it is now, and what we say of it.
const MANGLED: &[(&str, &str, &str, &str, &str)] = &[
    ("references", "number", "1-2", "2-Jan", "made a day of it"),
    ("references", "number", "3.4", "03. Apr", "made a day of it"),
    ("references", "number", "10-11", "Nov-10", "made a day of it"),
    ("references", "number", "5/6", "05/06/2026", "made a day of it"),
    ("references", "number", "007", "7", "took it for a number"),
    ("references", "number", "1.10", "1.1", "took it for a number"),
    ("references", "number", "1E5", "100000", "took it for a number"),
    ("references", "isbn", "9780141036137", "9.78014E+12", "rounded it"),
    ("references", "isbn", "9780141036137", "9,78014E+12", "rounded it"),
    ("references", "title", "MARCH1", "1-Mar", "made a day of it"),
    ("references", "title", "true", "TRUE", "true or false"),
    ("references", "title", "≥40% of β-cells", "?40% of ?-cells", "without the letters"),
    ("references", "title", "Café – 40%", "CafÃ© â€“ 40%", "another encoding"),
    ("references", "printed", "=1+1 is no sum", "#NAME?", "shows an error"),
    ("claims", "section", "1-2", "2-janv.", "made a day of it"),
    ("claims", "statement", "+40%", "#VALUE!", "shows an error"),
    ("claims", "section", "12345678901234567", "12345678901234500", "15 digits"),
];

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_a_spreadsheet_mangled_is_said_and_never_stored() {
    for (what, column, before, now, says) in MANGLED {
        let away = Away::export(what);
        let address = if *what == "claims" { "knee-pain/c1" } else { "knee-pain/r1" };
        let field = if *column == "number" { "printed_number" } else { column };
        Terminal::piped(away.folder.path()).ok(&["edit", address, &format!("{field}={before}")]);
        let csv = Terminal::piped(away.folder.path()).ok(&["export", what, "--to", "csv"]);
        // Saved without a mark of its encoding, and with nothing in it that shows one.
        let ascii = csv.replace(['–', '—', '’', '“', '”'], "-");
        let away = Away { cells: super::cells(if now.is_ascii() { &ascii } else { &csv }), ..away };
        let stored = events(away.folder.path());
        let away = away.typed(2, column, now);
        let (run, sheet) = away.back(&[]);
        let left = lines(&sheet["left"]);
        let at = away.column(column);
        let place = claimbook::read::sheet::name_cell(at, 2);
        assert_eq!(run.exit, 2, "{what} {column} {now}: {sheet:#}");
        assert_eq!(left.len(), 1, "{what} {column} {now}: {sheet:#}");
        assert!(left[0].starts_with(&format!("mangled {place} {column} “{before}” “{now}”: ")), "{}", left[0]);
        assert!(left[0].contains(says), "{}", left[0]);
        assert_eq!(events(away.folder.path()), stored, "{what} {column} {now}");
    }
}

#[test]
fn a_mangled_cell_costs_the_others_nothing() {
    let away = Away::export("references").typed(2, "number", "2-Jan").typed(2, "title", "Knees, again");
    let (run, sheet) = away.back(&[]);
    assert_eq!((run.exit, lines(&sheet["left"]).len()), (0, 1));
    assert_eq!(lines(&sheet["changed"]).len(), 1, "{sheet:#}");
    let csv = away.terminal().ok(&["export", "references", "--to", "csv"]);
    assert!(csv.contains("Knees, again") && !csv.contains("2-Jan"), "{csv}");
}

/// A workbook whose cells somebody typed over: days and numbers are what the spreadsheet made of them.
#[test]
fn a_workbook_that_was_edited_comes_back() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let away = Away::export("references");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Read me").unwrap().write(0, 0, "Please mend the titles.").unwrap();
    let sheet = workbook.add_worksheet().set_name("References").unwrap();
    for (row, cells) in away.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, cell).unwrap();
        }
    }
    let at = |name| away.column(name) as u16;
    let day = ExcelDateTime::from_ymd(2026, 1, 2).unwrap();
    sheet.write_with_format(1, at("number"), &day, &Format::new().set_num_format("d-mmm")).unwrap();
    sheet.write(1, at("title"), "Knees, again").unwrap();
    sheet.write(2, at("year"), 2020).unwrap();
    sheet.write(3, at("pmid"), 12_345_678).unwrap();
    sheet.write(1, at("row_version") + 3, "looks fine to me").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let (run, told) = away.back_as("back.xlsx", &bytes, &[]);
    assert_eq!((run.exit, told["name"].as_str()), (0, Some("References")), "{}", run.err);
    let changed = lines(&told["changed"]);
    let ends = [("r1", "“Knees, again”"), ("r2", "“2022” “2020”"), ("r3", "pmid “” “12345678”")];
    assert_eq!(changed.len(), ends.len(), "{changed:#?}");
    for (line, (address, end)) in changed.iter().zip(ends) {
        assert!(line.starts_with(&format!("knee-pain/{address} ")) && line.ends_with(end), "{line}");
    }
    let left = lines(&told["left"]);
    assert!(left.len() == 1 && left[0].starts_with("mangled B2 number “1” “2026-01-02”"), "{left:?}");
    assert!(run.out.contains("Read me"));
    let again = away.back_as("back.xlsx", &bytes, &[]).1;
    assert_eq!(lines(&again["changed"]), [] as [&str; 0], "brought back twice it changes nothing more");
}
