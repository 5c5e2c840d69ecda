//! XLSX: one sheet with a frozen, filtered head line. Every cell is a string, so that none is a formula, except days,
//! which are dates. Rows go to a temporary file as they come; only the packed workbook is held.

use super::{Holds, Losses, Options, Records, Writer};
use crate::model::Item;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "xlsx",
    summary: "an Excel workbook: days are dates, nothing is a formula",
    holds: Holds::Records,
    begin,
};

/// What a sheet holds at most, its head line included, and what a cell does, in UTF-16 units.
const MOST_ROWS: u32 = 1_048_576;
const MOST_UNITS: usize = 32_767;

/// Columns whose cells are days.
const DAYS: &[&str] = &["reviewed_on", "review_due"];

struct Xlsx<'w> {
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    workbook: Workbook,
    wrapped: Format,
    day: Format,
    row: u32,
    losses: Losses,
}

fn begin<'w>(
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    options: Options,
) -> io::Result<Box<dyn Records + 'w>> {
    let mut workbook = Workbook::new();
    // The day of writing would make two exports of one catalogue differ.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
    head(sheet, columns, options).map_err(failed)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let day = Format::new().set_align(FormatAlign::Top).set_num_format("yyyy-mm-dd");
    Ok(Box::new(Xlsx { out, columns, workbook, wrapped, day, row: 0, losses: Losses::new() }))
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

impl Records for Xlsx<'_> {
    fn record(&mut self, fields: &[Option<&str>], _item: Option<&Item>) -> io::Result<()> {
        self.row += 1;
        if self.row >= MOST_ROWS {
            return Err(io::Error::other("a sheet holds 1,048,575 records and there are more; use csv"));
        }
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
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
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        sheet.autofilter(0, 0, self.row, last).map_err(failed)?;
        let packed = self.workbook.save_to_buffer().map_err(failed)?;
        self.out.write_all(&packed)?;
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
