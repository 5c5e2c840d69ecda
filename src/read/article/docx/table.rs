//! Tables row by row; a table of one column is a frame round text.

use super::styles::is_on;
use super::writing::Writing;
use crate::model::BlockKind;
use crate::read::list::unheaded;
use crate::read::xml::Element;

impl Writing<'_> {
    /// Writes blocks: paragraphs, tables, and what holds them.
    pub(super) fn read_blocks(&mut self, element: &Element) {
        element.elements().for_each(|child| self.read_block(child));
    }

    /// Writes a block.
    pub(super) fn read_block(&mut self, element: &Element) {
        match element.name.as_str() {
            "p" => self.read_paragraph(element, None),
            "tbl" => self.read_table(element),
            "sdt" => self.read_control(element),
            "AlternateContent" => element.child("Choice").into_iter().for_each(|choice| self.read_blocks(choice)),
            "ins" | "moveTo" | "customXml" | "smartTag" => self.read_blocks(element),
            "bookmarkStart" => self.open_bookmark(element),
            "bookmarkEnd" => self.close_bookmark(element),
            "altChunk" => self.left.chunks += 1,
            _ => {}
        }
    }

    /// A content control round blocks; those of reference managers hold the printed list.
    fn read_control(&mut self, element: &Element) {
        let Some(content) = element.child("sdtContent") else { return };
        let value = |path: &[&str]| element.find(path).and_then(|e| e.attribute("val")).unwrap_or_default();
        let gallery = value(&["sdtPr", "docPartObj", "docPartGallery"]);
        let before = (self.is_bibliography, self.pieces.len());
        self.is_bibliography |= value(&["sdtPr", "tag"]).starts_with("MENDELEY_BIBLIOGRAPHY");
        self.read_blocks(content);
        self.is_bibliography = before.0;
        if gallery.eq_ignore_ascii_case("Table of Contents") {
            let contents = self.pieces.iter_mut().skip(before.1);
            contents.for_each(|piece| piece.kind = BlockKind::Navigation);
        }
    }

    fn read_table(&mut self, element: &Element) {
        self.flush();
        let rows: Vec<&Element> = rows(element);
        let columns = rows.iter().map(|row| cells(row).len()).max().unwrap_or_default();
        if columns <= 1 {
            rows.iter().flat_map(|row| cells(row)).for_each(|cell| self.read_blocks(cell));
            return;
        }
        let is_last = |at: usize| at + 1 >= rows.len();
        let look = element.find(&["tblPr", "tblLook"]);
        for (at, row) in rows.iter().enumerate() {
            if row.find(&["trPr", "del"]).is_some() {
                self.left.tracked.push(self.number + 1);
                continue;
            }
            let marked = row.find(&["trPr", "tblHeader"]).is_some_and(is_on);
            // Word's own tables set their first row apart, whatever it holds.
            let is_first = at == 0 && !is_last(at);
            let is_head = marked || is_first && (has_first_row(look) && !holds_entry(row) || is_bold(row));
            self.read_row(row, is_head);
        }
    }

    fn read_row(&mut self, row: &Element, is_head: bool) {
        for cell in cells(row) {
            if !self.runs.is_empty() {
                self.push(" | ");
            }
            self.read_cell(cell);
        }
        self.raise(false);
        if let Some(mut piece) = self.runs.close(BlockKind::Row) {
            piece.level = u8::from(is_head);
            self.pieces.push(piece);
        }
    }

    /// The words of a cell, its paragraphs in one line.
    fn read_cell(&mut self, cell: &Element) {
        for element in cell.elements() {
            match element.name.as_str() {
                "p" => {
                    (self.number, self.column) = (self.number + 1, 1);
                    let style = element.find(&["pPr", "pStyle"]).and_then(|e| e.attribute("val"));
                    self.look = self.styles.look(style);
                    self.read_inline(element);
                    self.raise(false);
                }
                "tbl" => rows(element).into_iter().flat_map(cells).for_each(|inner| self.read_cell(inner)),
                "sdt" => element.child("sdtContent").into_iter().for_each(|content| self.read_cell(content)),
                "ins" | "moveTo" | "customXml" => self.read_cell(element),
                _ => {}
            }
        }
    }
}

fn rows(table: &Element) -> Vec<&Element> {
    find_inner(table, "tr")
}

fn cells(row: &Element) -> Vec<&Element> {
    find_inner(row, "tc")
}

/// The elements of a name in a table, also those that content controls hold.
fn find_inner<'e>(element: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut found = Vec::new();
    for child in element.elements() {
        match child.name.as_str() {
            own if own == name => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" => found.extend(find_inner(child, name)),
            _ => {}
        }
    }
    found
}

/// Whether the look of a table sets its first row apart.
fn has_first_row(look: Option<&Element>) -> bool {
    const FIRST_ROW: u32 = 0x20;
    let Some(look) = look else { return false };
    let bits = look.attribute("val").and_then(|val| u32::from_str_radix(val, 16).ok()).unwrap_or_default();
    match look.attribute("firstRow") {
        Some(first) => matches!(first, "1" | "true" | "on"),
        None => bits & FIRST_ROW != 0,
    }
}

/// Whether a cell of a row is an entry of a list of references, or the number of one.
fn holds_entry(row: &Element) -> bool {
    let words = cells(row).into_iter().map(|cell| cell.words());
    words.into_iter().any(|cell| cell.trim().trim_end_matches('.') == "1" || unheaded::is_entry(cell.trim()))
}

/// Whether all words of a row are bold.
fn is_bold(row: &Element) -> bool {
    let runs = row.find_descendants("r");
    let mut worded = runs.iter().filter(|run| !run.words().is_empty()).peekable();
    worded.peek().is_some() && worded.all(|run| run.find(&["rPr", "b"]).is_some_and(is_on))
}
