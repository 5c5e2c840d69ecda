//! Sheets as text: cells between commas, semicolons or tabs, as the country of the spreadsheet wants it, in any encoding
//! that it saves. Excel's own line `sep=;` is heeded.

use super::{HEAD_WITHIN, Row, SheetError, SheetLimits, Workbook, find_sheet, fold_heading, name_cell, show_beginning};
use crate::read::{Decoded, ReadError, decode};
use csv::{ReaderBuilder, StringRecord};

/// Put under the last row: where a quotation mark is not closed, it does not come back as a row of its own.
const END: &str = "\nend\u{1}of\u{1}sheet";
/// The head line is looked for within so many bytes.
const HEAD_BYTES: usize = 16 * 1024;

pub(super) fn read(
    bytes: &[u8],
    file: &str,
    limits: SheetLimits,
    knows: &dyn Fn(&str) -> bool,
) -> Result<(Workbook, String), SheetError> {
    let file_name = || file.to_owned();
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        let reason = "it is one of old Excel, or locked with a password".to_owned();
        return Err(SheetError::Workbook { file: file_name(), reason });
    }
    let Decoded { text, encoding, .. } = decode(bytes, file, limits.bytes)?;
    let mut text = text.into_owned();
    let marked = bytes.starts_with(b"\xef\xbb\xbf") || encoding.starts_with("utf-16");
    let poor = !marked && (encoding != "utf-8" || text.is_ascii());
    text.push_str(END);
    let (separator, body) = find_separator(&text, knows);
    let mut rows = Vec::new();
    let (mut number, mut cells) = (0, 0);
    let mut closed = false;
    let mut reader = make_reader(separator, body);
    loop {
        let (mut record, from) = (StringRecord::new(), reader.position().byte() as usize);
        // Every byte is valid UTF-8 and every row may have any length, so there is nothing that could fail.
        if !reader.read_record(&mut record).unwrap_or_default() {
            break;
        }
        number += 1 + count_blank_lines(body, from);
        closed = record.len() == 1 && record.get(0) == END.get(1..);
        cells += record.len();
        if cells > limits.cells {
            return Err(SheetError::TooMuch { file: file_name(), limit: limits.cells as u64, what: "cells" });
        }
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { number, cells: record, days: Vec::new() });
        }
    }
    let last = rows.pop();
    if let Some(last) = last.filter(|_| !closed) {
        let cell = name_cell(last.cells.len().saturating_sub(1), last.number);
        return Err(SheetError::Unclosed { file: file_name(), cell });
    }
    if rows.is_empty() {
        return Err(ReadError::Empty { file: file_name() }.into());
    }
    let first = show_beginning(rows.first());
    let sheet = find_sheet(None, rows, knows).map(|sheet| super::Sheet { poor, ..sheet });
    if sheet.as_ref().is_some_and(|sheet| sheet.columns.len() > limits.columns) {
        return Err(SheetError::TooMuch { file: file_name(), limit: limits.columns as u64, what: "columns" });
    }
    Ok((Workbook { sheets: sheet.into_iter().collect(), passed_over: Vec::new(), encoding }, first))
}

/// How many blank lines the reader passes over from here: a spreadsheet shows them as rows.
fn count_blank_lines(text: &str, from: usize) -> u32 {
    let rest = text.get(from..).unwrap_or_default();
    // Of a row's own end, the second half may still be there.
    let own = text.get(..from).is_some_and(|before| before.ends_with('\r')) && rest.starts_with('\n');
    let rest = if own { rest.get(1..).unwrap_or_default() } else { rest };
    let breaks = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let breaks = rest.get(..breaks).unwrap_or_default();
    (breaks.matches('\n').count() + breaks.replace("\r\n", "").matches('\r').count()) as u32
}

pub(super) fn find_head(beginning: &str, knows: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    let (separator, body) = find_separator(beginning, knows);
    let rows = make_reader(separator, body).into_records().take(HEAD_WITHIN).filter_map(Result::ok);
    let rows = rows.map(|cells| Row { cells, ..Row::default() }).collect();
    find_sheet(None, rows, knows).map(|sheet| sheet.columns)
}

/// The separator, and the text without the line that declares it.
fn find_separator<'t>(text: &'t str, knows: &dyn Fn(&str) -> bool) -> (u8, &'t str) {
    if let Some((declared, rest)) = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'))
        && let Some(separator) = declared.bytes().next().filter(u8::is_ascii)
    {
        return (separator, rest);
    }
    let mut end = HEAD_BYTES.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = text.get(..end).unwrap_or(text);
    let mut candidates = vec![b',', b';', b'\t', b'|'];
    let others = beginning.bytes().take(1024).filter(|b| b.is_ascii_punctuation() && !b"\"_'".contains(b));
    for other in others {
        if !candidates.contains(&other) {
            candidates.push(other);
        }
    }
    let known = |separator: u8| {
        let is_known = |cell: &&str| knows(&fold_heading(cell));
        if !quotes_cells(separator, beginning) {
            let lines = beginning.split(['\n', '\r']).filter(|line| !line.is_empty()).take(HEAD_WITHIN);
            let counts = lines.map(|line| line.split(char::from(separator)).filter(is_known).count());
            return counts.max().unwrap_or_default();
        }
        let rows = make_reader(separator, beginning).into_records().take(HEAD_WITHIN).filter_map(Result::ok);
        rows.map(|row: StringRecord| row.iter().filter(is_known).count()).max().unwrap_or_default()
    };
    // Of equals the last one is taken, so the likeliest stands last.
    candidates.reverse();
    (candidates.into_iter().max_by_key(|separator| known(*separator)).unwrap_or(b','), text)
}

/// Whether a cell begins with a quotation mark. Where none does, cells are what stands between two separators, and a reader of
/// quoted cells, which takes long to make, is not needed to tell a text without headings.
fn quotes_cells(separator: u8, text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = |pair: &[u8]| matches!(pair, [before, b'"'] if *before == separator || matches!(before, b'\n' | b'\r'));
    bytes.first() == Some(&b'"') || bytes.windows(2).any(opens)
}

fn make_reader(separator: u8, text: &str) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet;

    fn knows(name: &str) -> bool {
        ["claim", "statement", "row_version"].contains(&name)
    }

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut book = sheet::read_workbook(bytes, "claims.csv", SheetLimits::default(), &knows).unwrap();
        let sheet = book.sheets.remove(0);
        let rows = sheet.rows.iter().map(|row| row.cells.iter().map(str::to_owned).collect());
        std::iter::once(sheet.columns.clone()).chain(rows).collect()
    }

    fn utf16(text: &str) -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    }

    #[test]
    fn whatever_a_spreadsheet_saves_is_the_same_sheet() {
        let expected = [["claim", "statement"], ["a/c1", "One, “two”; three\n“é”"]];
        let files: [Vec<u8>; 9] = [
            "claim,statement\r\na/c1,\"One, “two”; three\n“é”\"\r\n".into(),
            "\u{feff}claim;statement\r\na/c1;\"One, “two”; three\r\n“é”\"\r\n".into(),
            "\u{feff}\"claim\";\"Statement \"\n\"a/c1\";\"One, “two”; three\n“é”\"".into(),
            utf16("claim\tstatement\r\na/c1\t\"One, “two”; three\n“é”\"\r\n"),
            b"claim;statement\r\na/c1;\"One, \x93two\x94; three\n\x93\xe9\x94\"\r\n".to_vec(),
            "sep=;\r\nclaim;statement\r\na/c1;\"One, “two”; three\n“é”\"\r\n".into(),
            "claim|statement\na/c1|\"One, “two”; three\n“é”\"\n".into(),
            "Claims of May, for Ann,\n,\nclaim,statement\na/c1,\"One, “two”; three\n“é”\"\n".into(),
            "claim,statement\n,\n,\na/c1,\"One, “two”; three\n“é”\"\n,\n,\n".into(),
        ];
        for file in files {
            assert_eq!(cells(&file), expected, "{}", String::from_utf8_lossy(&file));
        }
    }

    #[test]
    fn rows_keep_the_numbers_that_the_spreadsheet_shows() {
        for (text, expected) in [
            ("claim\n\"two\nlines\"\n\"\"\nb\n", [2, 4]),
            ("claim\n\n\na\n\nb\n", [4, 6]),
            ("\n\nclaim\na\nb\n", [4, 5]),
            ("sep=;\nclaim\n\na\nb\n\n\n", [3, 4]),
        ] {
            for end in ["\n", "\r\n", "\r"] {
                if text.starts_with("sep") && end == "\r" {
                    continue; // Excel writes that line with the end of a line
                }
                let file = text.replace('\n', end);
                let book = sheet::read_workbook(file.as_bytes(), "c.csv", SheetLimits::default(), &knows).unwrap();
                let numbers: Vec<u32> = book.sheets[0].rows.iter().map(|row| row.number).collect();
                assert_eq!(numbers, expected, "{file:?}");
            }
        }
    }

    #[test]
    fn what_is_no_sheet_is_refused_in_words() {
        let many = SheetLimits { cells: 3, ..SheetLimits::default() };
        for (bytes, limits, says) in [
            (
                "claim,statement\na,\"b\nc,d\n",
                SheetLimits::default(),
                "in B2 a quotation mark is opened and never closed",
            ),
            ("name,colour\nrose,red\n", SheetLimits::default(), "its first row reads “name colour”"),
            ("claim\na\nb\nc\n", many, "more than 3 cells"),
            ("", SheetLimits::default(), "c.csv is empty"),
            ("\u{feff}\r\n", SheetLimits::default(), "c.csv is empty"),
            ("claim,statement,x\n", SheetLimits { columns: 2, ..SheetLimits::default() }, "more than 2 columns"),
        ] {
            let error = sheet::read_workbook(bytes.as_bytes(), "c.csv", limits, &knows).unwrap_err().to_string();
            assert!(error.contains(says), "{bytes:?}: {error}");
        }
        let old = sheet::read_workbook(b"\xd0\xcf\x11\xe0rest", "c.xls", SheetLimits::default(), &knows)
            .unwrap_err()
            .to_string();
        assert!(old.contains("old Excel") && old.contains(".xlsx"), "{old}");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            _ = sheet::read_workbook(&bytes, "c.csv", SheetLimits::default(), &knows);
            _ = sheet::read_workbook(&[b"claim,statement\n", bytes.as_slice()].concat(), "c.csv", SheetLimits::default(), &knows);
        }
    }
}
