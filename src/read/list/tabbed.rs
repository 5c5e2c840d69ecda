//! A list that is pasted from a sheet: an entry a line, its cells parted by tabs.

use super::row::Row;
use crate::model::BlockKind;
use crate::read::piece::Piece;
use crate::text::normalise::{FileSpan, count_chars, join_spans};

/// A line of fewer cells may be an entry with its number or its address.
const LEAST: usize = 3;

/// The rows of such a list; none where a line has no such cells.
pub(super) fn cut_table(rows: &[Row<'_>]) -> Option<Vec<Piece>> {
    let filled: Vec<&Row<'_>> = rows.iter().filter(|row| !row.is_blank()).collect();
    let is_row = |row: &&Row<'_>| row.raw.split('\t').filter(|cell| !cell.trim().is_empty()).count() >= LEAST;
    (filled.len() >= 2 && filled.iter().all(is_row)).then(|| filled.iter().map(|row| make_row(row)).collect())
}

/// A row as those of tables are: its cells parted by bars.
fn make_row(row: &Row<'_>) -> Piece {
    let mut spans: Vec<FileSpan<'_>> = Vec::new();
    let mut column = row.column;
    for cell in row.raw.split('\t') {
        if !cell.trim().is_empty() {
            if !spans.is_empty() {
                spans.push(FileSpan { text: " | ", line: row.n, column });
            }
            spans.push(FileSpan { text: cell, line: row.n, column });
        }
        column += count_chars(cell) + 1;
    }
    Piece { cut: true, ..Piece::new(BlockKind::Row, join_spans(&spans)) }
}
