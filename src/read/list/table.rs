//! A list of references that is a table: an entry a row, its number in the first cell.

use super::row::Row;
use super::unheaded;
use crate::model::BlockKind;
use crate::read::piece::Piece;

/// Whether most rows of the table at the head of the pieces name a source.
pub(super) fn lists_sources(pieces: &[Piece]) -> bool {
    let rows = || pieces.iter().take_while(|piece| piece.kind == BlockKind::Row).filter(|row| row.level != 1).take(50);
    let names = |row: &&Piece| {
        let is_linked = row.links.iter().any(|link| link.url.contains("://"));
        is_linked
            || row.text().contains("10.")
            || row.text().contains("://")
            || unheaded::is_entry(&without_bars(row.text()))
    };
    rows().filter(names).count() * 2 > rows().count()
}

/// The cells of a row as the parts of an entry.
pub(in crate::read) fn without_bars(row: &str) -> String {
    let cells = row.split(" | ").map(str::trim).filter(|cell| !cell.is_empty() && *cell != "|");
    let stopped = cells.map(|cell| if cell.ends_with(['.', '?', '!']) { cell.to_owned() } else { format!("{cell}.") });
    stopped.collect::<Vec<_>>().join(" ")
}

/// The number before the words of the only cell, `1. Okafor N.`
fn take_leading(row: &mut Piece) {
    let bullet = Row::from_text(row.text()).into_iter().next().and_then(|line| line.bullet);
    if let Some(bullet) = bullet.filter(|bullet| bullet.number.is_some()) {
        row.cut_front(bullet.bytes);
        row.number = bullet.number;
    }
}

/// A first cell that holds a number alone is the entry's number.
pub(super) fn take_first_cell(row: &mut Piece) {
    let Some((number, _)) = row.text().split_once(" | ") else { return take_leading(row) };
    let bytes = number.len() + " | ".len();
    let number = number.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    if (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) {
        row.cut_front(bytes);
        row.number = Some(number);
    }
}
