//! XLSX: a sheet each table, with a frozen, filtered head line. Every cell is a string, so that none is a formula, except
//! days, which are dates. Rows go to temporary files as they come, and so does the packed workbook.

use super::{About, Holds, Losses, Options, Records, Writer};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use std::io::{self, Seek};

pub(super) const WRITER: Writer = Writer {
    name: "xlsx",
    summary: "an Excel workbook: days are dates, nothing is a formula",
    tables: true,
    binary: true,
    begin,
    ..Writer::of(Holds::Rows)
};

/// What a sheet holds at most, its head line included, and what a cell does, in UTF-16 units.
const MOST_ROWS: u32 = 1_048_576;
const MOST_UNITS: usize = 32_767;

/// Columns whose cells are days.
const DAYS: &[&str] = &["reviewed_on", "review_due", "expires_on"];

struct Xlsx<'w> {
    out: &'w mut dyn io::Write,
    options: Options,
    workbook: Workbook,
    wrapped: Format,
    day: Format,
    /// The columns of the sheet under way, and its last row.
    columns: Vec<&'static str>,
    row: u32,
    losses: Losses,
}

fn begin(out: &mut dyn io::Write, options: Options) -> io::Result<Box<dyn Records + '_>> {
    let mut workbook = Workbook::new();
    // The day of writing would make two exports of one catalogue differ.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let day = Format::new().set_align(FormatAlign::Top).set_num_format("yyyy-mm-dd");
    Ok(Box::new(Xlsx { out, options, workbook, wrapped, day, columns: Vec::new(), row: 0, losses: Losses::new() }))
}

fn head(sheet: &mut Worksheet, columns: &[&str], options: Options) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_num_format("@");
    sheet.set_freeze_panes(1, 0)?;
    for (at, name) in (0_u16..).zip(columns) {
        sheet.set_column_width(at, 24)?;
        sheet.write_string_with_format(0, at, *name, &bold)?;
        if let Some((_, words)) = options.choices.iter().find(|(column, _)| column == name) {
            let list = DataValidation::new().allow_list_strings(words)?;
            sheet.add_data_validation(1, at, MOST_ROWS - 1, at, &list)?;
        }
    }
    Ok(())
}

impl Xlsx<'_> {
    /// The sheet under way: the last one.
    fn sheet(workbook: &mut Workbook) -> io::Result<&mut Worksheet> {
        workbook.worksheets_mut().last_mut().ok_or_else(|| io::Error::other("a record before its table"))
    }

    /// A filter over what the sheet holds, now that its rows are known.
    fn filter(&mut self) -> io::Result<()> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        Self::sheet(&mut self.workbook)?.autofilter(0, 0, self.row, last).map_err(failed).map(drop)
    }
}

impl Records for Xlsx<'_> {
    fn table(&mut self, name: &str, columns: &[&'static str]) -> io::Result<()> {
        if !self.columns.is_empty() {
            self.filter()?;
        }
        let sheet = self
            .workbook
            .add_worksheet_with_constant_memory()
            .and_then(|sheet| sheet.set_name(name))
            .map_err(failed)?;
        head(sheet, columns, self.options).map_err(failed)?;
        (self.columns, self.row) = (columns.to_vec(), 0);
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], _about: About<'_>) -> io::Result<()> {
        self.row += 1;
        if self.row >= MOST_ROWS {
            return Err(io::Error::other("a sheet holds 1,048,575 records and there are more; use csv"));
        }
        let sheet = Self::sheet(&mut self.workbook)?;
        for (at, (column, field)) in (0_u16..).zip(self.columns.iter().zip(fields)) {
            let Some(text) = field.filter(|text| !text.is_empty()) else { continue };
            let day = Some(text).filter(|text| DAYS.contains(column) && text.len() == 10);
            if let Some(day) = day.and_then(|text| ExcelDateTime::parse_from_str(text).ok()) {
                sheet.write_datetime_with_format(self.row, at, &day, &self.day).map_err(failed)?;
                continue;
            }
            let fitting = fitting(text);
            if fitting.len() < text.len() {
                *self.losses.entry(format!("the end of a text over 32,767 characters ({column})")).or_default() += 1;
            }
            sheet.write_string_with_format(self.row, at, fitting, &self.wrapped).map_err(failed)?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<Losses> {
        self.filter()?;
        let mut packed = tempfile::tempfile()?;
        self.workbook.save_to_writer(&packed).map_err(failed)?;
        packed.rewind()?;
        io::copy(&mut packed, &mut self.out)?;
        Ok(self.losses)
    }
}

/// As much of a text as a cell holds.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let over = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MOST_UNITS
    });
    over.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}
