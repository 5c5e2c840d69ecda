//! CSV (RFC 4180) with a head line, in UTF-8, lines ended by CR LF. What a spreadsheet would run as a formula is
//! neutralised (see [`cell`](super::cell)).

use super::{FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer, cell};
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "csv",
    summary: "CSV (RFC 4180) for spreadsheets and statistics; formulas are neutralised",
    separated: true,
    begin,
    ..Writer::plain(RecordKind::Rows)
};

struct Csv<'w>(::csv::Writer<&'w mut dyn io::Write>);

fn begin(out: &mut dyn io::Write, options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    if options.bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let writer = ::csv::WriterBuilder::new()
        .delimiter(options.delimiter)
        .terminator(::csv::Terminator::CRLF)
        .buffer_capacity(64 * 1024)
        .from_writer(out);
    Ok(Box::new(Csv(writer)))
}

impl RecordSink for Csv<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        Ok(self.0.write_record(columns)?)
    }

    fn record(&mut self, fields: &[Option<&str>], _about: RecordSubject<'_>) -> io::Result<()> {
        for field in fields {
            let text = field.unwrap_or_default();
            // Most cells begin with a letter or a digit, and then nothing has to be looked at or copied.
            if text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                self.0.write_field(text)?;
            } else {
                self.0.write_field(cell::encode(text).as_bytes())?;
            }
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    fn end(mut self: Box<Self>) -> io::Result<FieldLosses> {
        self.0.flush()?;
        Ok(FieldLosses::new())
    }
}
