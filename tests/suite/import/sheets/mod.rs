//! Sheets that come back: exported, edited in a spreadsheet, imported.

mod edited;
mod mangled;
mod refused;
mod unchanged;

use crate::double::sample::sample_in;
use crate::double::terminal::{Run, Terminal};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// Rows of cells, the head line first.
type Cells = Vec<Vec<String>>;

/// A sheet that was exported from the sample, on its way through a spreadsheet.
struct Away {
    folder: TempDir,
    cells: Cells,
}

impl Away {
    /// Exports `claims` or `references`.
    fn export(what: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        drop(sample_in(folder.path()));
        let csv = Terminal::piped(folder.path()).ok(&["export", what, "--to", "csv"]);
        Self { cells: cells(&csv), folder }
    }

    fn terminal(&self) -> Terminal {
        Terminal::piped(self.folder.path())
    }

    /// Where a column stands.
    fn column(&self, name: &str) -> usize {
        self.cells[0].iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    /// Types into a cell, in the row that the spreadsheet shows under that number.
    fn typed(mut self, row: usize, column: &str, text: &str) -> Self {
        let at = self.column(column);
        self.cells[row - 1][at] = text.to_owned();
        self
    }

    /// Adds a row that is empty but for these cells.
    fn row(mut self, typed: &[(&str, &str)]) -> Self {
        self.cells.push(vec![String::new(); self.cells[0].len()]);
        let last = self.cells.len();
        typed.iter().fold(self, |away, (column, text)| away.typed(last, column, text))
    }

    /// Brings it back as CSV.
    fn back(&self, arguments: &[&str]) -> (Run, Value) {
        let csv = separated(&self.cells, b',');
        self.back_as("back.csv", csv.as_bytes(), arguments)
    }

    fn back_as(&self, name: &str, bytes: &[u8], arguments: &[&str]) -> (Run, Value) {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
        let run = self.terminal().run(&[&["import", name, "--format", "json"], arguments].concat());
        let told: Value = serde_json::from_str(&run.out).unwrap_or_default();
        let sheet = told["imported"][0]["sheets"][0].clone();
        (run, sheet)
    }
}

fn cells(csv: &str) -> Cells {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// As a spreadsheet saves cells.
fn separated(cells: &Cells, separator: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    cells.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// How many rows of the log there are: a change is an event.
fn events(folder: &Path) -> usize {
    let sql = rusqlite::Connection::open(folder.join("claimbook.db")).unwrap();
    sql.query_row("SELECT count(*) FROM event", [], |row| row.get(0)).unwrap()
}

/// What a list of edits, refusals or cells says, a line each.
fn lines(list: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let field = |f: &Value| {
        format!("{} {} “{}” “{}”", text(&f["cell"]), text(&f["column"]), text(&f["catalogue"]), text(&f["sheet"]))
    };
    let line = |one: &Value| match (&one["fields"], &one["reason"]) {
        (Value::Array(fields), reason) => {
            let reason = reason.as_str().map(|reason| format!("{reason}: ")).unwrap_or_default();
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("{} {reason}{}", text(&one["address"]), fields.join("; "))
        }
        (_, reason) => format!("{} {}: {}", text(&one["because"]), field(one), text(reason)),
    };
    list.as_array().map(|list| list.iter().map(line).collect()).unwrap_or_default()
}
