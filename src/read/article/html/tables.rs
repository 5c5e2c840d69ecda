//! Tables: which hold data, a row a block, and which only lay out a page; what the cells above reach down into a row.

use super::page::{Page, holds_blocks};
use super::tree::heading_level;

/// So many cells of a table are looked at.
const LOOKED_AT: usize = 60;

/// Whether a table lays out the page, and its cells hold blocks of text.
pub(super) fn is_layout(page: &Page<'_, '_>, table: usize) -> bool {
    let tree = page.tree;
    let Some(element) = tree.element(table) else { return true };
    if matches!(element.attribute("role"), Some("presentation" | "none")) {
        return true;
    }
    let inside = || tree.range_within(table).skip(1);
    let names = |wanted: &'static [&'static str]| inside().filter(move |at| wanted.contains(&tree.name(*at)));
    if names(&["table"]).next().is_some() {
        return true;
    }
    if names(&["th", "thead", "caption"]).next().is_some() {
        return false;
    }
    let cells: Vec<usize> = names(&["td"]).take(LOOKED_AT).collect();
    let rows = names(&["tr"]).take(LOOKED_AT).count();
    let has_headings =
        cells.iter().any(|cell| tree.range_within(*cell).any(|at| heading_level(tree.name(at)).is_some()));
    let is_long = cells.iter().any(|cell| page.text_length(*cell) > 1_500 && holds_blocks(tree, *cell));
    cells.len() <= rows && rows < 2 || has_headings || is_long
}

/// Whether a row of a table names its columns.
pub(super) fn is_head(page: &Page<'_, '_>, row: usize) -> bool {
    let tree = page.tree;
    let parent = tree.node(row).map(|n| tree.name(n.parent)).unwrap_or_default();
    let cells = || tree.children(row).filter(|at| matches!(tree.name(*at), "td" | "th"));
    parent == "thead" || cells().next().is_some() && cells().all(|at| tree.name(at) == "th")
}

/// A cell that reaches down: into how many rows still, its words, and where they stand.
type ReachingCell = (u32, String, (u32, u32));

/// Cells that reach down into the rows below.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// By column.
    open: Vec<Option<ReachingCell>>,
    column: usize,
}

/// So many columns are followed, and so many rows down.
const COLUMNS: usize = 100;
const ROWS: u32 = 200;

impl Spans {
    /// A row begins.
    pub(super) fn begin_row(&mut self) {
        self.column = 0;
    }

    /// The words of the cell that reaches down into the column that comes next.
    pub(super) fn next(&mut self) -> Option<(String, (u32, u32))> {
        let (left, words, place) = self.open.get_mut(self.column)?.as_mut()?;
        let found = (words.clone(), *place);
        *left -= 1;
        if *left == 0 {
            self.open.get_mut(self.column).into_iter().for_each(|cell| *cell = None);
        }
        self.column += 1;
        Some(found)
    }

    /// A cell stands in the column that comes next.
    pub(super) fn add(&mut self, columns: u32, rows: u32, words: String, place: (u32, u32)) {
        let width = usize::try_from(columns.max(1)).unwrap_or(1).min(COLUMNS);
        if rows > 1 && self.column < COLUMNS {
            if self.open.len() <= self.column {
                self.open.resize(self.column + 1, None);
            }
            let reaching = Some((rows.min(ROWS) - 1, words, place));
            self.open.get_mut(self.column).into_iter().for_each(|cell| *cell = reaching.clone());
        }
        self.column += width;
    }
}
