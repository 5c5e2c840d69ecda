//! Sheets of a workbook (Office Open XML, ECMA-376), which is surveyed before anything in it is read.

use super::survey::survey_workbook;
use super::{Row, SheetError, SheetLimits, Workbook, find_sheet, show_beginning};
use crate::read::archive::Fault;
use calamine::{DataRef, DataType, ExcelDateTime, Reader, Xlsx};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Whether the bytes begin as an archive does.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

pub(super) fn read(
    bytes: &[u8],
    file: &str,
    limits: SheetLimits,
    knows: &dyn Fn(&str) -> bool,
) -> Result<(Workbook, String), SheetError> {
    let broken = |reason: String| SheetError::Workbook { file: file.to_owned(), reason };
    let too_much = |limit: u64, what| SheetError::TooMuch { file: file.to_owned(), limit, what };
    // Readers of archives and of workbooks have panicked on broken ones before.
    let read = catch_unwind(AssertUnwindSafe(|| {
        survey_workbook(bytes, limits).and_then(|()| read_sheets(bytes, limits, knows))
    }));
    match read.unwrap_or_else(|_| Err(Fault::Broken("it is damaged".to_owned()))) {
        Ok(done) => Ok(done),
        Err(Fault::Broken(reason)) => Err(broken(reason)),
        Err(Fault::TooMuch(limit, what)) => Err(too_much(limit, what)),
    }
}

impl From<calamine::XlsxError> for Fault {
    fn from(error: calamine::XlsxError) -> Self {
        Self::Broken(match error {
            calamine::XlsxError::FileNotFound(part) => format!("it has no {part}"),
            other => other.to_string(),
        })
    }
}

fn read_sheets(bytes: &[u8], limits: SheetLimits, knows: &dyn Fn(&str) -> bool) -> Result<(Workbook, String), Fault> {
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let names = workbook.sheet_names();
    if names.len() > limits.sheets {
        return Err(Fault::TooMuch(limits.sheets as u64, "sheets"));
    }
    let mut book = Workbook { encoding: "xlsx", ..Workbook::default() };
    let (mut first, mut cells) = (String::new(), 0);
    let held = limits.most_text(bytes.len());
    let mut room = held;
    for name in names {
        let rows = read_rows(&mut workbook, &name, limits, &mut cells, (held, &mut room))?;
        if first.is_empty() {
            first = show_beginning(rows.first());
        }
        match find_sheet(Some(name.clone()), rows, knows) {
            Some(sheet) => book.sheets.push(sheet),
            None => book.passed_over.push(name),
        }
    }
    Ok((book, first))
}

/// What a cell takes beside its text, with its share of a row.
const A_CELL: usize = 24;

/// The rows of a sheet that say something; a sheet that is a chart has none.
fn read_rows(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: SheetLimits,
    counted: &mut usize,
    (held, room): (usize, &mut usize),
) -> Result<Vec<Row>, Fault> {
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(other) => return Err(other.into()),
    };
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let ((at, column), value) = (cell.get_position(), cell.get_value());
        let (number, column) = (at.saturating_add(1), column as usize);
        if value.is_empty() {
            continue;
        }
        if column >= limits.columns {
            return Err(Fault::TooMuch(limits.columns as u64, "columns"));
        }
        match rows.last() {
            Some(last) if last.number > number || (last.number == number && last.cells.len() > column) => {
                return Err(Fault::Broken(format!("its cells are out of order in row {number}")));
            }
            Some(last) if last.number == number => {}
            _ => rows.push(Row { number, ..Row::default() }),
        }
        let Some(row) = rows.last_mut() else { continue };
        *counted += column + 1 - row.cells.len();
        if *counted > limits.cells {
            return Err(Fault::TooMuch(limits.cells as u64, "cells"));
        }
        while row.cells.len() < column {
            row.cells.push_field("");
        }
        let text = format_value(value);
        // A few bytes can name a long text again and again.
        *room = room.checked_sub(text.len() + A_CELL).ok_or(Fault::TooMuch(held as u64, "bytes of text"))?;
        row.cells.push_field(&text);
        if matches!(value, DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_)) {
            row.days.push(column);
        }
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

/// The text of a cell: days as ISO 8601, numbers without a fraction where they have none.
fn format_value(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::Bool(yes) => yes.to_string().to_uppercase(),
        DataRef::DateTime(day) => write_day(day),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn write_day(day: &ExcelDateTime) -> String {
    let (year, month, on, hour, minute, ..) = day.to_ymd_hms_milli();
    match (day.as_f64() < 1.0, hour, minute) {
        (true, ..) => format!("{hour:02}:{minute:02}"),
        (false, 0, 0) => format!("{year:04}-{month:02}-{on:02}"),
        (false, ..) => format!("{year:04}-{month:02}-{on:02} {hour:02}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet;
    use rust_xlsxwriter::{Format, Formula, Workbook};

    fn knows(name: &str) -> bool {
        ["claim", "statement", "number"].contains(&name)
    }

    fn packed(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(&mut workbook);
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn cells_are_read_as_they_are_shown() {
        let bytes = packed(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write_row(0, 0, ["claim", "statement", "number"]).unwrap();
            sheet.write(1, 0, "a/c1").unwrap();
            sheet.write(1, 2, 2019).unwrap();
            sheet.write(2, 1, 0.25).unwrap();
            sheet.write(2, 2, 9_780_141_036_137_f64).unwrap();
            let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 1, 2).unwrap();
            sheet.write_with_format(4, 2, &day, &Format::new().set_num_format("d-mmm")).unwrap();
            sheet.write(5, 0, true).unwrap();
            sheet.write_formula(5, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
            sheet.write(5, 2, "_x0041_ \u{1} 'x").unwrap();
            workbook.add_worksheet().set_name("Notes").unwrap().write(0, 0, "hello").unwrap();
        });
        let book = sheet::read_workbook(&bytes, "c.xlsx", SheetLimits::default(), &knows).unwrap();
        assert_eq!(book.passed_over, ["Notes"]);
        let sheet = &book.sheets[0];
        let rows: Vec<(u32, Vec<&str>)> =
            sheet.rows.iter().map(|row| (row.number, row.cells.iter().collect())).collect();
        assert_eq!(
            rows,
            [
                (2, vec!["a/c1", "", "2019"]),
                (3, vec!["", "0.25", "9780141036137"]),
                (5, vec!["", "", "2024-01-02"]),
                (6, vec!["TRUE", "#DIV/0!", "_x0041_ \u{1} 'x"]),
            ]
        );
        assert!(sheet.rows[2].is_day(2) && !sheet.rows[0].is_day(2));
    }

    #[test]
    fn what_is_no_workbook_or_too_large_is_refused_in_words() {
        let good = packed(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write_row(0, 0, ["claim", "statement"]).unwrap();
            for row in 1..50 {
                sheet.write(row, 1, format!("{row} {}", "the same words again and again ".repeat(1000))).unwrap();
            }
        });
        let far = packed(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, "claim").unwrap();
            sheet.write(1_048_575, 16_383, "far away").unwrap();
        });
        let two = packed(|workbook| {
            workbook.add_worksheet();
            workbook.add_worksheet();
        });
        let limits = SheetLimits { unpacked: 400_000, sheets: 1, cells: 40, ..SheetLimits::default() };
        let lax = SheetLimits::default();
        for (bytes, limits, says) in [
            (&good[..good.len() / 2], lax, "damaged or cut off"),
            (b"PK\x03\x04 and nothing of the kind", lax, "damaged or cut off"),
            (&good, limits, "more than 400000 bytes when it is unpacked"),
            (&good, SheetLimits { unpacked: 1 << 30, ..limits }, "more than 40 cells"),
            (&far, lax, "more than 512 columns"),
            (&two, limits, "more than 1 sheets"),
        ] {
            let error = sheet::read_workbook(bytes, "c.xlsx", limits, &knows).unwrap_err().to_string();
            assert!(error.contains(says) && error.contains("c.xlsx"), "{says}: {error}");
        }
        for until in 0..good.len().min(4000) {
            assert!(sheet::read_workbook(&good[..until], "c.xlsx", lax, &knows).is_err());
        }
    }
}
