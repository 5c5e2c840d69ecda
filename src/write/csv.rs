//! CSV (RFC 4180) with a head line, in UTF-8, lines ended by CR LF. What a spreadsheet would run as a formula is
//! neutralised (see [`cell`](super::cell)).

use super::{Holds, Losses, Options, Records, Writer, cell};
use crate::model::Item;
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "csv",
    summary: "CSV (RFC 4180) for spreadsheets and statistics; formulas are neutralised",
    holds: Holds::Records,
    begin,
};

struct Csv<'w>(::csv::Writer<&'w mut dyn io::Write>);

fn begin<'w>(
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    options: Options,
) -> io::Result<Box<dyn Records + 'w>> {
    if options.bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(options.delimiter)
        .terminator(::csv::Terminator::CRLF)
        .buffer_capacity(64 * 1024)
        .from_writer(out);
    writer.write_record(columns)?;
    Ok(Box::new(Csv(writer)))
}

impl Records for Csv<'_> {
    fn record(&mut self, fields: &[Option<&str>], _item: Option<&Item>) -> io::Result<()> {
        for field in fields {
            let text = field.unwrap_or_default();
            // Most cells begin with a letter or a digit, and then nothing has to be looked at or copied.
            if text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                self.0.write_field(text)?;
            } else {
                self.0.write_field(cell::encode(text))?;
            }
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    fn end(mut self: Box<Self>) -> io::Result<Losses> {
        self.0.flush()?;
        Ok(Losses::new())
    }
}
