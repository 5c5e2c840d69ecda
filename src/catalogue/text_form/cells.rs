//! Values as cells, and rows as CSV: UTF-8, LF, a header row, NULL as an empty cell.
//!
//! An empty text where NULL could stand is an apostrophe; whatever a spreadsheet would run stands behind one. Line breaks
//! are written `\n` and `\r`, a backslash `\\`, so that a record is a line and git can merge it.

use super::TextFormError;
use super::error::BrokenPlace;
use super::sheets::EVENT;
use crate::catalogue::record::{TABLES, Table};
use crate::write::cell;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

/// A column as the schema declares it.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    kind: ColumnKind,
    nullable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnKind {
    Text,
    Integer,
    Real,
    Bytes,
}

/// The columns of every table, by its name.
pub(super) type Columns = BTreeMap<&'static str, Vec<Column>>;

/// A row on its way in: its table, its values in the table's order, and where it stands.
#[derive(Debug)]
pub(super) struct LoadedRow {
    pub(super) table: &'static Table,
    pub(super) values: Vec<Value>,
    pub(super) file: String,
    pub(super) line: u64,
    /// The SHA-256 of the abstract, where it was left out.
    pub(super) withheld: Option<String>,
}

/// Reads the schema's columns, in the order of the records.
pub(super) fn read_columns(connection: &Connection) -> rusqlite::Result<Columns> {
    let mut all = Columns::new();
    for table in TABLES.iter().copied().chain([EVENT]) {
        let mut statement = connection.prepare_cached(include_str!("columns.sql"))?;
        let declared = statement.query_map([table.name], |row| {
            let kind = match row.get_ref(1)?.as_str()? {
                "INTEGER" => ColumnKind::Integer,
                "REAL" => ColumnKind::Real,
                "BLOB" => ColumnKind::Bytes,
                _ => ColumnKind::Text,
            };
            Ok(Column { name: row.get(0)?, kind, nullable: !row.get::<_, bool>(2)? })
        })?;
        let declared = declared.collect::<rusqlite::Result<Vec<_>>>()?;
        let ours = table.columns.iter().filter_map(|name| declared.iter().find(|c| c.name == *name).cloned());
        all.insert(table.name, ours.collect());
    }
    Ok(all)
}

impl Column {
    /// The cell that stands for a value.
    pub(super) fn write_cell<'v>(&self, value: &'v Value) -> Cow<'v, str> {
        match value {
            Value::Null => "".into(),
            Value::Integer(n) => n.to_string().into(),
            Value::Real(n) => n.to_string().into(),
            Value::Text(text) if self.nullable && text.bytes().all(|b| b == b'\'') => format!("'{text}").into(),
            Value::Text(text) if text.contains(['\\', '\n', '\r']) => {
                cell::encode(&escape_line_ends(text)).into_owned().into()
            }
            Value::Text(text) => cell::encode(text),
            Value::Blob(_) => "".into(), // bytes have files of their own
        }
    }

    /// The value that a cell stands for.
    pub(super) fn read_value(&self, cell: &str) -> Result<Value, String> {
        match self.kind {
            _ if cell.is_empty() && self.nullable => Ok(Value::Null),
            ColumnKind::Integer => {
                cell.parse().map(Value::Integer).map_err(|_| format!("“{cell}” is not a whole number"))
            }
            ColumnKind::Real => cell.parse().map(Value::Real).map_err(|_| format!("“{cell}” is not a number")),
            ColumnKind::Text if self.nullable && cell.bytes().all(|b| b == b'\'') => {
                Ok(Value::Text(cell.get(1..).unwrap_or_default().to_owned()))
            }
            ColumnKind::Text => with_its_lines(cell::decode(cell)).map(Value::Text),
            ColumnKind::Bytes => Err("bytes cannot stand in a cell".to_owned()),
        }
    }
}

/// A text without line breaks.
fn escape_line_ends(text: &str) -> String {
    text.replace('\\', r"\\").replace('\n', r"\n").replace('\r', r"\r")
}

/// The text that [`escape_line_ends`] was given.
fn with_its_lines(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('\\') => '\\',
                Some('n') => '\n',
                Some('r') => '\r',
                _ => return Err(r"a backslash is written \\, a line break \n".to_owned()),
            },
            c => c,
        });
    }
    Ok(out)
}

/// A CSV file under way: the header row, then a row at a time.
pub(super) struct SheetWriter<'c, W: Write> {
    columns: &'c [Column],
    out: csv::Writer<W>,
}

impl<'c, W: Write> SheetWriter<'c, W> {
    pub(super) fn begin(columns: &'c [Column], out: W) -> io::Result<Self> {
        let mut out = csv::WriterBuilder::new().from_writer(out);
        out.write_record(columns.iter().map(|c| c.name.as_str()))?;
        Ok(Self { columns, out })
    }

    pub(super) fn write_row(&mut self, row: &[Value]) -> io::Result<()> {
        for (column, value) in self.columns.iter().zip(row) {
            self.out.write_field(column.write_cell(value).as_bytes())?;
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Rows as CSV.
pub(super) fn write<'r>(columns: &[Column], rows: impl IntoIterator<Item = &'r Vec<Value>>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut sheet = SheetWriter::begin(columns, &mut out)?;
    for row in rows {
        sheet.write_row(row)?;
    }
    sheet.end()?;
    Ok(out)
}

/// Takes the rows of a file as they are read, and the places that are broken.
pub(super) type TakeRow<'t> = &'t mut dyn FnMut(Result<LoadedRow, BrokenPlace>) -> Result<(), TextFormError>;

/// The rows that `read` reads, and the places that are broken.
pub(super) fn collect_rows(
    read: impl FnOnce(TakeRow<'_>) -> Result<(), TextFormError>,
) -> Result<(Vec<LoadedRow>, Vec<BrokenPlace>), TextFormError> {
    let (mut rows, mut broken) = (Vec::new(), Vec::new());
    read(&mut |row| {
        match row {
            Ok(row) => rows.push(row),
            Err(place) => broken.push(place),
        }
        Ok(())
    })?;
    Ok((rows, broken))
}

/// Reads the rows of a CSV file, one at a time.
pub(super) fn read(
    file: &str,
    from: impl Read,
    table: &'static Table,
    columns: &[Column],
    take: TakeRow<'_>,
) -> Result<(), TextFormError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(true).flexible(true).from_reader(from);
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(e) => {
            return take(Err(BrokenPlace::new(file, 1, None, format!("the header row cannot be read: {e}"))));
        }
    };
    // Columns may stand in any order; each of ours must be there once, and nothing else. A dump of an older claimbook lacks
    // those that came later, which are nullable: there they have no value.
    let places: Vec<Option<usize>> = columns.iter().map(|c| header.iter().position(|h| h == c.name)).collect();
    let lacking = |(column, place): &(&Column, &Option<usize>)| place.is_none() && !column.nullable;
    let mut lacks = false;
    for column in columns.iter().zip(&places).filter(lacking).map(|(column, _)| column) {
        lacks = true;
        let reason = "the header row does not have this column";
        take(Err(BrokenPlace::new(file, 1, Some(&column.name), reason)))?;
    }
    for (at, name) in header.iter().enumerate() {
        if !places.contains(&Some(at)) {
            let reason = format!("there is no such column here; the columns are {}", table.columns.join(", "));
            take(Err(BrokenPlace::new(file, 1, Some(name), reason)))?;
        }
    }
    if lacks || header.len() != places.iter().flatten().count() {
        return Ok(());
    }
    let sheet = SheetReader { file, cells: header.len(), table, columns, places };
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => sheet.take_row(&record, take)?,
            Err(e) => {
                let line = e.position().map_or(0, csv::Position::line);
                let reason = format!("the row cannot be read: {}", describe_error(&e));
                take(Err(BrokenPlace::new(file, line, None, reason)))?;
            }
        }
    }
}

/// A CSV file whose header has been read.
struct SheetReader<'r> {
    file: &'r str,
    cells: usize,
    table: &'static Table,
    columns: &'r [Column],
    /// Where each column stands in the file.
    places: Vec<Option<usize>>,
}

impl SheetReader<'_> {
    fn take_row(&self, record: &csv::StringRecord, take: TakeRow<'_>) -> Result<(), TextFormError> {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != self.cells {
            let reason = format!("the row has {} cells, the header {}", record.len(), self.cells);
            return take(Err(BrokenPlace::new(self.file, line, None, reason)));
        }
        let mut values = Vec::with_capacity(self.columns.len());
        for (column, place) in self.columns.iter().zip(&self.places) {
            match column.read_value(place.and_then(|at| record.get(at)).unwrap_or_default()) {
                Ok(value) => values.push(value),
                Err(reason) => take(Err(BrokenPlace::new(self.file, line, Some(&column.name), reason)))?,
            }
        }
        if values.len() < self.columns.len() {
            return Ok(());
        }
        take(Ok(LoadedRow { table: self.table, values, file: self.file.to_owned(), line, withheld: None }))
    }
}

fn describe_error(e: &csv::Error) -> String {
    match e.kind() {
        csv::ErrorKind::Utf8 { err, .. } => format!("it is not UTF-8 ({err})"),
        _ => e.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cell_gives_back_its_value(text in "[='\\-+ a1\t\n\"é,\r\\\\n]{0,6}", null: bool, nullable: bool) {
            let column = Column { name: "note".into(), kind: ColumnKind::Text, nullable };
            let value = if null && nullable { Value::Null } else { Value::Text(text) };
            prop_assert_eq!(column.read_value(&column.write_cell(&value)).unwrap(), value);
        }

        #[test]
        fn a_number_gives_back_its_value(n: i64, r in -1e300..1e300_f64) {
            let column = |kind| Column { name: "n".into(), kind, nullable: true };
            let (n, r) = (Value::Integer(n), Value::Real(r));
            prop_assert_eq!(column(ColumnKind::Integer).read_value(&column(ColumnKind::Integer).write_cell(&n)).unwrap(), n);
            prop_assert_eq!(column(ColumnKind::Real).read_value(&column(ColumnKind::Real).write_cell(&r)).unwrap(), r);
        }
    }
}
