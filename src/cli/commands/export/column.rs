//! Columns: a name with what a row says in it, so that neither can move without the other.

use crate::write::{RecordSink, RecordSubject};
use std::borrow::Cow;
use std::io;

/// What a row says in a column.
pub(super) type CellText<'r> = Option<Cow<'r, str>>;

/// A column of an export. `F` is a function from the export's row to a [`CellText`].
pub(in crate::cli) struct Column<F> {
    pub(super) name: &'static str,
    pub(super) value: F,
}

/// The names of columns, in their order.
pub(super) const fn list_names<F, const N: usize>(columns: &[Column<F>; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut left: (&mut [&'static str], &[Column<F>]) = (&mut names, columns);
    while let ([name, names @ ..], [column, columns @ ..]) = left {
        *name = column.name;
        left = (names, columns);
    }
    names
}

/// A cell with a text that is there or not.
pub(super) fn show_text(text: Option<&str>) -> CellText<'_> {
    text.map(Cow::Borrowed)
}

/// A cell with a number or a day, where there is one.
pub(super) fn show_value<'r>(value: Option<impl ToString>) -> CellText<'r> {
    value.map(|value| Cow::Owned(value.to_string()))
}

/// Writes a row, cell by cell.
pub(super) fn write_cells<'r>(
    records: &mut dyn RecordSink,
    cells: impl IntoIterator<Item = CellText<'r>>,
    subject: RecordSubject<'_>,
) -> io::Result<()> {
    let cells: Vec<CellText<'r>> = cells.into_iter().collect();
    records.record(&cells.iter().map(Option::as_deref).collect::<Vec<_>>(), subject)
}
