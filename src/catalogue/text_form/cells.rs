//! Values as cells, and rows as CSV: UTF-8, LF, a header row, NULL as an empty cell.
//!
//! An empty text where NULL could stand is an apostrophe; whatever a spreadsheet would run stands behind one. Line breaks
//! are written `\n` and `\r`, a backslash `\\`, so that a record is a line and git can merge it.

use super::error::BrokenPlace;
use super::sheets::EVENT;
use crate::catalogue::record::{TABLES, Table};
use crate::write::cell;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;

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
    pub(super) fn write_cell(&self, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Integer(n) => n.to_string(),
            Value::Real(n) => n.to_string(),
            Value::Text(text) if self.nullable && text.bytes().all(|b| b == b'\'') => format!("'{text}"),
            Value::Text(text) => cell::encode(&escape_line_ends(text)),
            Value::Blob(_) => String::new(), // bytes have files of their own
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

/// Rows as CSV.
pub(super) fn write(columns: &[Column], rows: &[Vec<Value>]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has as many fields as the header.
    let _ = out.write_record(columns.iter().map(|c| c.name.as_str()));
    for row in rows {
        let _ = out.write_record(columns.iter().zip(row).map(|(column, value)| column.write_cell(value)));
    }
    out.into_inner().unwrap_or_default()
}

/// Reads the rows of a CSV file; what cannot be read goes to `broken`.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    table: &'static Table,
    columns: &[Column],
    broken: &mut Vec<BrokenPlace>,
) -> Vec<LoadedRow> {
    let mut rows = Vec::new();
    let mut reader = csv::ReaderBuilder::new().has_headers(true).flexible(true).from_reader(bytes);
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(e) => {
            broken.push(BrokenPlace::new(file, 1, None, format!("the header row cannot be read: {e}")));
            return rows;
        }
    };
    // Columns may stand in any order; each of ours must be there once, and nothing else. A dump of an older claimbook lacks
    // those that came later, which are nullable: there they have no value.
    let places: Vec<Option<usize>> = columns.iter().map(|c| header.iter().position(|h| h == c.name)).collect();
    let lacking = |(column, place): &(&Column, &Option<usize>)| place.is_none() && !column.nullable;
    let mut lacks = false;
    for column in columns.iter().zip(&places).filter(lacking).map(|(column, _)| column) {
        lacks = true;
        broken.push(BrokenPlace::new(file, 1, Some(&column.name), "the header row does not have this column"));
    }
    for (at, name) in header.iter().enumerate() {
        if !places.contains(&Some(at)) {
            let known = table.columns.join(", ");
            broken.push(BrokenPlace::new(
                file,
                1,
                Some(name),
                format!("there is no such column here; the columns are {known}"),
            ));
        }
    }
    if lacks || header.len() != places.iter().flatten().count() {
        return rows;
    }
    let cells = header.len();
    for record in reader.records() {
        match record {
            Err(e) => {
                let line = e.position().map_or(0, csv::Position::line);
                broken.push(BrokenPlace::new(
                    file,
                    line,
                    None,
                    format!("the row cannot be read: {}", describe_error(&e)),
                ));
            }
            Ok(record) => rows.extend(read_row(file, &record, cells, table, columns, &places, broken)),
        }
    }
    rows
}

fn read_row(
    file: &str,
    record: &csv::StringRecord,
    cells: usize,
    table: &'static Table,
    columns: &[Column],
    places: &[Option<usize>],
    broken: &mut Vec<BrokenPlace>,
) -> Option<LoadedRow> {
    let line = record.position().map_or(0, csv::Position::line);
    if record.len() != cells {
        let reason = format!("the row has {} cells, the header {cells}", record.len());
        broken.push(BrokenPlace::new(file, line, None, reason));
        return None;
    }
    let mut values = Vec::with_capacity(columns.len());
    for (column, place) in columns.iter().zip(places) {
        match column.read_value(place.and_then(|at| record.get(at)).unwrap_or_default()) {
            Ok(value) => values.push(value),
            Err(reason) => broken.push(BrokenPlace::new(file, line, Some(&column.name), reason)),
        }
    }
    let whole = values.len() == columns.len();
    whole.then(|| LoadedRow { table, values, file: file.to_owned(), line, withheld: None })
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
