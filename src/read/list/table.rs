//! A list of references that is a table: an entry a row, its number in the first cell.

use super::row::Row;
use super::unheaded;
use crate::model::BlockKind;
use crate::read::piece::{KeyedCitation, Piece};
use crate::text::lexicon::{REFERENCE_LISTS, WordSet};
use crate::text::normalise::count_chars;
use std::sync::LazyLock;

/// Words that name a column of sources, of what is said, or of what a source is.
static COLUMNS: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("columns"));

/// So many rows of a table are looked at for the one that names its columns.
const FIRST_ROWS: usize = 3;

/// Marks the row that names the columns of each table, where the format marks none: `Study | Link`, `Claim | Evidence | Status`.
pub(super) fn mark_heads(pieces: &mut [Piece]) {
    let mut at = 0;
    while at < pieces.len() {
        let Some(rest) = pieces.get_mut(at..) else { return };
        let run = rest.iter().take_while(|piece| piece.kind == BlockKind::Row).count();
        let is_marked = rest.iter().take(run).take(FIRST_ROWS).any(|row| row.level == 1);
        if run >= 2 && !is_marked {
            // Before it, a row says in one cell what the table is.
            let before =
                rest.iter().take(run - 1).take(FIRST_ROWS - 1).take_while(|row| !row.text().contains(BAR)).count();
            let is_head = before + 1 < run && rest.get(before).is_some_and(names_columns);
            rest.iter_mut().take(if is_head { before + 1 } else { 0 }).for_each(|row| row.level = 1);
        }
        at += run.max(1);
    }
}

/// Whether a row has nothing but short words, and names columns: one cell in the very words of a name, or two that begin or end
/// with one. One word alone may be a datum: `Link to asthma | weak`.
fn names_columns(row: &Piece) -> bool {
    /// The longest such cell, in words.
    const WORDS: usize = 8;
    let cells: Vec<&str> = row.text().split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let is_number = |cell: &str| matches!(cell, "#" | "No" | "No." | "Nr" | "Nr." | "N°" | "№");
    let is_name = |cell: &&str| {
        let is_plain = !cell.contains(|c: char| c.is_ascii_digit()) && !cell.ends_with(['.', '!', '?', ',']);
        is_number(cell) || is_plain && cell.split_whitespace().count() <= WORDS
    };
    let lower = cells.iter().map(|cell| cell.to_lowercase());
    let weigh = |cell: String| {
        let mut words = cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let (first, last) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
        match cell.split('(').next().map(str::trim).is_some_and(|whole| COLUMNS.contains(whole)) {
            true => 2,
            false => usize::from(COLUMNS.contains(first) || COLUMNS.contains(last)),
        }
    };
    let is_linked = row.links.iter().any(|link| link.url.contains("://"));
    let numbers = cells.iter().filter(|cell| is_number(cell)).count();
    cells.len() >= 2 && !is_linked && cells.iter().all(is_name) && numbers + lower.map(weigh).sum::<usize>() >= 2
}

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

/// What the columns of a table of sources hold.
pub(super) struct SourceColumns {
    /// One column holds whole entries.
    pub(super) has_entries: bool,
    /// Those that say what the sources found, or what a text says with them.
    said: Vec<usize>,
}

/// The cells of a row, from where to where in bytes.
fn find_cells(row: &str) -> Vec<(usize, usize)> {
    let mut from = 0;
    let cells = row.split(BAR).map(|cell| {
        let start = from;
        from += cell.len() + BAR.len();
        (start, start + cell.len())
    });
    cells.collect()
}

/// What parts the cells of a row.
const BAR: &str = " | ";

/// Looks through the table at the head of the pieces.
pub(super) fn read_columns(pieces: &[Piece]) -> SourceColumns {
    /// What is said has so many words.
    const WORDS: usize = 4;
    let rows: Vec<&Piece> =
        pieces.iter().take_while(|piece| piece.kind == BlockKind::Row).filter(|row| row.level != 1).take(50).collect();
    let cells = |column: usize| {
        rows.iter().filter_map(move |row| {
            let (from, to) = *find_cells(row.text()).get(column)?;
            row.text().get(from..to)
        })
    };
    let most =
        |column: usize, is: &dyn Fn(&str) -> bool| cells(column).filter(|cell| is(cell)).count() * 2 > rows.len();
    let width = rows.iter().map(|row| find_cells(row.text()).len()).max().unwrap_or_default().min(MOST_COLUMNS);
    let whole: Vec<usize> = (0..width).filter(|column| most(*column, &unheaded::is_entry)).collect();
    let has_entries = whole.len() == 1;
    let is_said =
        |cell: &str| cell.split_whitespace().count() >= WORDS && !cell.contains("10.") && !cell.contains("://");
    let said = (0..width).filter(|column| has_entries && !whole.contains(column) && most(*column, &is_said));
    SourceColumns { has_entries, said: said.collect() }
}

/// So many columns of a table are looked at.
const MOST_COLUMNS: usize = 12;

/// Parts a row into the entry and what is said beside it, each of which cites the entry.
pub(super) fn part_row(entry: &mut Piece, columns: &SourceColumns) -> Vec<Piece> {
    let cells = find_cells(entry.text());
    let said: Vec<(usize, (usize, usize))> =
        columns.said.iter().filter_map(|column| Some((*column, *cells.get(*column)?))).collect();
    if said.is_empty() || said.len() == cells.len() {
        return Vec::new();
    }
    let (line, column) = entry.line.place();
    let key = entry.key.get_or_insert_with(|| format!("row {line}:{column}")).clone();
    let parts = said.iter().map(|(_, (from, to))| {
        let mut part = Piece { kind: BlockKind::Row, level: 0, number: None, key: None, ..entry.slice(*from, *to) };
        let end = count_chars(part.text());
        part.citations.push(KeyedCitation { start: end, end, keys: vec![key.clone()] });
        part
    });
    let parts: Vec<Piece> = parts.filter(|part| !part.text().is_empty()).collect();
    let mut cut = 0;
    let cuts = said.iter().map(|(column, (from, to))| {
        // The bar before goes with a cell; at the head of the row, the one behind.
        let is_first = *column == 0 || cut > 0 && from.saturating_sub(BAR.len()) < cut;
        let from = if is_first { *from } else { from - BAR.len() };
        cut = if is_first { (to + BAR.len()).min(entry.text().len()) } else { *to };
        (from, cut, String::new())
    });
    let cuts: Vec<(usize, usize, String)> = cuts.collect();
    entry.exchange_each(&cuts);
    parts
}

/// The cells of a row as the parts of an entry.
pub(in crate::read) fn without_bars(row: &str) -> String {
    let cells = row.split(BAR).map(str::trim).filter(|cell| !cell.is_empty() && *cell != "|");
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
    let Some((number, _)) = row.text().split_once(BAR) else { return take_leading(row) };
    let bytes = number.len() + BAR.len();
    let number = number.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    if (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) {
        row.cut_front(bytes);
        row.number = Some(number);
    }
}
