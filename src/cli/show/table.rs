//! Tables: what fits the terminal on a terminal; tab-separated without a head in a pipe, one record a line.

pub(crate) use super::page::wrap;
use crate::text::visible::make_visible;
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, LineStyle, Row, Table, TableStyle, Width};
use unicode_width::UnicodeWidthStr;

/// A list that is going to be shown.
pub(crate) struct TextTable {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    /// The only article, whose name addresses need not repeat.
    home: Option<String>,
}

/// A column: its head, and whether it is prose that may be wrapped.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    head: &'static str,
    prose: bool,
    address: bool,
}

/// A column whose cells stay on one line where there is room.
pub(crate) const fn column(head: &'static str) -> Column {
    Column { head, prose: false, address: false }
}

/// A column of addresses: where there is one article, a terminal shows `c3`, which is an address there.
pub(crate) const fn address_column(head: &'static str) -> Column {
    Column { head, prose: false, address: true }
}

/// A column of sentences, wrapped by words; it gets the room that the others leave.
pub(crate) const fn prose(head: &'static str) -> Column {
    Column { head, prose: true, address: false }
}

/// Between two columns.
const GAP: usize = 2;
/// The least that prose is given before the table becomes a list of records.
const LEAST_PROSE: usize = 28;

impl TextTable {
    pub(crate) fn new(columns: &[Column]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new(), home: None }
    }

    /// Says which article is the only one, if one is.
    pub(crate) fn with_home(self, home: Option<String>) -> Self {
        Self { home, ..self }
    }

    /// Adds a row; what could steer a terminal is made visible.
    pub(crate) fn add_row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(|c| make_visible(c.as_ref()).into_owned()).collect());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The list in `width` columns of a terminal; without a width, tab-separated, one record a line.
    pub(crate) fn render(&self, width: Option<usize>) -> String {
        match width {
            None => self.render_tab_separated(),
            Some(width) => self.to_brief().render_fitted(width),
        }
    }

    fn render_fitted(&self, width: usize) -> String {
        if self.fits(width) { self.render_table(width) } else { self.render_records(width) }
    }

    /// The list with addresses as short as they may be.
    fn to_brief(&self) -> Self {
        let prefix = self.home.as_ref().map(|home| format!("{home}/"));
        let short = |(column, cell): (&Column, &String)| match &prefix {
            Some(prefix) if column.address => cell.strip_prefix(prefix).unwrap_or(cell).to_owned(),
            _ => cell.clone(),
        };
        let rows = self.rows.iter().map(|row| self.columns.iter().zip(row).map(short).collect()).collect();
        Self { columns: self.columns.clone(), rows, home: None }
    }

    fn render_tab_separated(&self) -> String {
        let mut out = String::new();
        for row in &self.rows {
            out.push_str(&row.join("\t"));
            out.push('\n');
        }
        out
    }

    /// The widest cell of a column, its head included.
    fn widest(&self, at: usize) -> usize {
        let head = self.columns.get(at).map_or(0, |c| c.head.width());
        self.rows.iter().filter_map(|r| r.get(at)).map(|c| c.width()).chain([head]).max().unwrap_or(0)
    }

    /// Whether the short columns leave each column of prose enough room.
    pub(crate) fn fits(&self, width: usize) -> bool {
        let prose = self.columns.iter().filter(|c| c.prose).count();
        let short = self.columns.iter().enumerate().filter(|(_, c)| !c.prose);
        let short: usize = short.map(|(at, _)| self.widest(at) + GAP).sum();
        short + prose * (LEAST_PROSE + GAP) <= width + GAP
    }

    fn render_table(&self, width: usize) -> String {
        let mut table = Table::new();
        table.force_no_tty();
        table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')));
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        table.set_header(Row::from(self.columns.iter().map(|c| Cell::new(c.head)).collect::<Vec<_>>()));
        for row in &self.rows {
            table.add_row(Row::from(row.iter().map(Cell::new).collect::<Vec<_>>()));
        }
        for (at, column) in self.columns.iter().enumerate() {
            let Some(of) = table.column_mut(at) else { continue };
            of.set_padding((0, u16::try_from(GAP).unwrap_or(0)));
            if !column.prose {
                let fixed = u16::try_from(self.widest(at) + GAP).unwrap_or(u16::MAX);
                of.set_constraint(ColumnConstraint::Absolute(Width::Fixed(fixed)));
            }
        }
        // The gap behind the last column is no room that is used: the rule ends with the terminal.
        let whole = |line: &str| line.trim_end().chars().take(width).collect::<String>();
        let mut out: String = table
            .lines()
            .map(|line| if line.starts_with('─') { whole(&line) } else { line.trim_end().to_owned() } + "\n")
            .collect();
        if out.is_empty() {
            out.push('\n');
        }
        out
    }

    /// One record below the other: the short cells on a line, the prose under it. For narrow terminals.
    fn render_records(&self, width: usize) -> String {
        let mut out = String::new();
        for row in &self.rows {
            let short = self.columns.iter().zip(row).filter(|(c, cell)| !c.prose && !cell.is_empty());
            let short: Vec<String> = short.map(|(c, cell)| format_labelled(c.head, cell)).collect();
            out.push_str(&wrap(&short.join(" · "), width, ""));
            for (_, cell) in self.columns.iter().zip(row).filter(|(c, _)| c.prose) {
                out.push_str(&wrap(cell, width, "  "));
            }
        }
        out
    }
}

/// A cell away from its column's head: a number, a date or a dash says too little without it.
fn format_labelled(head: &str, cell: &str) -> String {
    if cell.chars().any(char::is_alphabetic) { cell.to_owned() } else { format!("{head} {cell}") }
}
