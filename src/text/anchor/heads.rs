//! What stands over words and can turn them: the title and headings, the head of their column in a table, the line that
//! leads in their list. "Ibuprofen, 400 mg" says one thing under *Medicines to avoid* and another under *Medicines that
//! are safe*.

use crate::model::{Block, BlockKind, Blocks};
use crate::text::CharIndex;
use crate::text::ending::ends_with_stop;
use crate::text::lexicon::{HEADINGS, WordSet};
use crate::text::marks::remove_marks;
use std::sync::LazyLock;

/// What parts one of the lines from the next.
pub(super) const JOINT: &str = " › ";

/// A text with what stands over each of its blocks; made once, asked for every occurrence.
#[derive(Debug)]
pub struct HeadingIndex<'t> {
    places: CharIndex<'t>,
    blocks: &'t [Block],
    /// What each block stands right under: a heading or the title.
    parents: Vec<Option<usize>>,
    /// Beside that, the row that names the columns of a row, and the caption over it; of an item, the item it stands under, or the
    /// paragraph that leads in its list; of a paragraph, the last line that leads in what follows.
    leads: Vec<Option<usize>>,
}

impl<'t> HeadingIndex<'t> {
    /// Of a text and its blocks.
    pub fn new(text: &'t str, blocks: &'t Blocks) -> Self {
        let blocks = blocks.0.as_slice();
        let mut open: Vec<(usize, &Block)> = Vec::new();
        let mut parents = Vec::with_capacity(blocks.len());
        for (at, block) in blocks.iter().enumerate() {
            let is_heading = block.kind == BlockKind::Heading;
            if is_heading {
                open.retain(|(_, over)| over.kind == BlockKind::Title || over.level < block.level);
            }
            parents.push(open.last().map(|(over, _)| *over));
            if is_heading || block.kind == BlockKind::Title {
                open.push((at, block));
            }
        }
        let places = CharIndex::new(text);
        let leads = find_leads(blocks, &places);
        Self { places, blocks, parents, leads }
    }

    /// The line that leads in the list of the item that begins at a place: one that is no ended sentence.
    pub fn line_over(&self, start: u32) -> Option<String> {
        let at = self.blocks.partition_point(|b| b.start <= start).checked_sub(1)?;
        let is_item = self.blocks.get(at).is_some_and(|b| b.kind == BlockKind::Item);
        let over = self.blocks.get(self.leads.get(at).copied().flatten().filter(|_| is_item)?)?;
        let end = over.end.min(over.start.saturating_add(LONGEST));
        let line = find_lead_in(&remove_marks(self.places.slice(over.start, end), over.start, &over.marks));
        Some(line).filter(|line| !line.is_empty() && !ends_with_stop(line))
    }

    /// The lines that stand over a place, from the title down, in one string.
    pub fn headings_over(&self, start: u32, end: u32) -> String {
        let Some(at) = self.blocks.partition_point(|b| b.start <= start).checked_sub(1) else { return String::new() };
        let Some(block) = self.blocks.get(at) else { return String::new() };
        let words = |b: &Block| {
            let end = b.end.min(b.start.saturating_add(LONGEST));
            remove_marks(self.places.slice(b.start, end), b.start, &b.marks)
        };
        let chain = |parents: &[Option<usize>]| {
            let parent = |at: &usize| parents.get(*at).copied().flatten();
            let mut over: Vec<&Block> =
                std::iter::successors(parent(&at), parent).filter_map(|at| self.blocks.get(at)).collect();
            over.reverse();
            over
        };
        let mut over: Vec<String> = chain(&self.parents).into_iter().map(words).collect();
        match block.kind {
            BlockKind::Row => {
                let leads = chain(&self.leads);
                let cells = |start: u32, end: u32| self.places.slice(start, end).matches(CELL).count();
                let first = cells(block.start, start.max(block.start));
                let span = (first, first + cells(start, end), cells(block.start, block.end));
                over.extend(leads.into_iter().map(|b| match b.kind {
                    BlockKind::Row => join_columns(&words(b), span),
                    _ => find_caption(&words(b)),
                }));
            }
            _ => over.extend(chain(&self.leads).into_iter().map(|b| find_lead_in(&words(b)))),
        }
        over.retain(|line| !line.is_empty());
        over.join(JOINT)
    }
}

/// What parts the cells of a row.
pub(super) const CELL: &str = " | ";

/// The most code points of a line that are kept: every occurrence under it has a copy.
const LONGEST: u32 = 300;

/// What leads in each block, by its place among the blocks. The head of a table is the last row that the format marks as one,
/// or its first; over it stands its caption. Over a paragraph stands the last line that leads in.
fn find_leads(blocks: &[Block], places: &CharIndex<'_>) -> Vec<Option<usize>> {
    use BlockKind::{Caption, Heading, Item, Notice, Paragraph, Quote, Row, Title};
    let mut head: Option<usize> = None;
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut line: Option<usize> = None;
    let mut leads: Vec<Option<usize>> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        if block.kind != Row {
            head = None;
        }
        if block.kind == Item {
            // A paragraph has level 0 here, so that it stays open below every item.
            while open.last().is_some_and(|(_, level)| *level > 0 && *level >= block.level) {
                open.pop();
            }
        }
        let over = open.last().map(|(over, _)| *over);
        let text = || {
            let end = block.end.min(block.start.saturating_add(LONGEST));
            remove_marks(places.slice(block.start, end), block.start, &block.marks)
        };
        let is_prose = matches!(block.kind, Paragraph | Quote | Notice);
        let is_line = is_prose && block.end - block.start < LONGEST && is_lead(&text());
        leads.push(match (block.kind, head) {
            (Row, Some(head)) if block.level == 0 => Some(head),
            // A second head stands under what the first stands under.
            (Row, Some(head)) => leads.get(head).copied().flatten(),
            (Row | Item, _) => over,
            _ if is_prose && !is_line => line,
            _ => None,
        });
        // What a colon announces is the list right behind it.
        if matches!(block.kind, Item | Row)
            && line.is_some_and(|line| {
                line + 1 == at && blocks.get(line).is_some_and(|b| places.slice(b.start, b.end).ends_with(':'))
            })
        {
            line = None;
        }
        if block.kind != Item {
            open.clear();
        }
        match block.kind {
            Row if block.level > 0 || head.is_none() => head = Some(at),
            Item => open.push((at, block.level.max(1))),
            Paragraph | Quote | Notice | Caption => open.push((at, 0)),
            Heading | Title => line = None,
            _ => {}
        }
        if is_line {
            line = Some(at);
        }
    }
    leads
}

/// Whether a paragraph leads in what follows: it ends in a colon, or is a short line without a stop, and no line of dates, names
/// or sources.
fn is_lead(words: &str) -> bool {
    const SHORT: usize = 6;
    let words = words.trim();
    let is_dated = words.as_bytes().windows(4).any(|w| w.iter().all(u8::is_ascii_digit));
    let first = words.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or_default().to_lowercase();
    static ABOUT: LazyLock<WordSet> = LazyLock::new(|| HEADINGS.words("about the page"));
    if is_dated || ABOUT.contains(&first) || first.is_empty() {
        return false;
    }
    let closed = words.trim_end_matches(['"', '”', '’', '\'', ')', '*', '_']);
    let has_stop = closed.ends_with(['.', '!', '?', '…', ';', ',']);
    words.ends_with(':')
        || !has_stop && words.split_whitespace().count() <= SHORT
        || words.starts_with("!!! ")
        || words.starts_with("??? ")
}

/// The heads of the columns from the first to the last, of a row that has so many joints.
fn join_columns(head: &str, (first, last, joints): (usize, usize, usize)) -> String {
    let cells: Vec<&str> = head.split(CELL).collect();
    // A head whose corner is empty has one cell less.
    let empty = (joints + 1).saturating_sub(cells.len());
    let (first, after) = (first.saturating_sub(empty), (last + 1).saturating_sub(empty).min(cells.len()));
    cells.get(first..after).unwrap_or_default().join(CELL)
}

/// What of the words before a table names it: its caption, a line that ends in a colon, or one without a stop.
fn find_caption(words: &str) -> String {
    let is_named = words.starts_with("Table ") || !words.ends_with(['.', '!', '?', '…']);
    if is_named { find_lead_in(words) } else { String::new() }
}

/// What of the words before a list leads it in: the sentence that ends in a colon, or a short line.
fn find_lead_in(words: &str) -> String {
    const SHORT: usize = 12;
    let last =
        words.rmatch_indices(['.', '!', '?']).find(|(at, _)| words.get(at + 1..).is_some_and(|w| w.starts_with(' ')));
    let last = last.map_or(words, |(at, _)| words.get(at + 1..).unwrap_or_default()).trim();
    if last.ends_with(':') {
        last.to_owned()
    } else if words.starts_with("Table ") || words.split_whitespace().count() <= SHORT {
        words.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Blocks, Origin};

    fn laid_out(lines: &[(BlockKind, u8, &str)]) -> (String, Blocks) {
        let (mut text, mut blocks, mut at) = (String::new(), Vec::new(), 0);
        for (kind, level, line) in lines {
            let end = at + line.chars().count() as u32;
            blocks.push(Block {
                kind: *kind,
                level: *level,
                section: String::new(),
                start: at,
                end,
                from: vec![Origin(at, 1, 1)],
                marks: Vec::new(),
                unlisted: Vec::new(),
            });
            text += line;
            text += "\n\n";
            at = end + 2;
        }
        (text, Blocks(blocks))
    }

    #[test]
    fn headings_columns_and_lead_ins_stand_over_words() {
        use BlockKind::{Heading, Item, Paragraph, Quote, Row, Title};
        let (text, blocks) = laid_out(&[
            (Title, 1, "Pain relief"),
            (Heading, 2, "Medicines"),
            (Heading, 3, "To avoid"),
            (Paragraph, 0, "Never take these:"),
            (Item, 1, "Ibuprofen after 20 weeks"),
            (Item, 1, "In the last weeks"),
            (Item, 2, "Aspirin"),
            (Heading, 2, "Doses"),
            (Row, 1, "Medicine | Adults | Children"),
            (Row, 0, "Paracetamol | 4,000 mg | 60 mg per kg"),
            (Heading, 2, "More"),
            (Quote, 0, "Never with alcohol:"),
            (Item, 1, "Codeine"),
            (
                Paragraph,
                0,
                "Table 1. Doses that are too high for anybody who has a weak heart, weak kidneys or a weak liver.",
            ),
            (Row, 1, "Medicine | Limit"),
            (Row, 0, "Aspirin | 100 mg"),
            (Paragraph, 0, "Not in pregnancy"),
            (Paragraph, 0, "Naproxen, 250 mg. It eases pain."),
            (Heading, 2, "Last"),
            (Paragraph, 0, "Reviewed by Ann Poe"),
            (Paragraph, 0, "Metamizole is sold in some countries."),
        ]);
        for (words, over) in [
            ("Ibuprofen", "Pain relief › Medicines › To avoid › Never take these:"),
            ("Aspirin", "Pain relief › Medicines › To avoid › Never take these: › In the last weeks"),
            ("4,000 mg", "Pain relief › Doses › Adults"),
            ("60 mg", "Pain relief › Doses › Children"),
            ("4,000 mg | 60 mg", "Pain relief › Doses › Adults | Children"),
            ("Codeine", "Pain relief › More › Never with alcohol:"),
            (
                "100 mg",
                "Pain relief › More › Table 1. Doses that are too high for anybody who has a weak heart, weak kidneys or a weak liver. › Limit",
            ),
            ("Naproxen", "Pain relief › More › Not in pregnancy"),
            ("Metamizole", "Pain relief › Last"),
        ] {
            let start = text.find(words).unwrap() as u32;
            assert_eq!(
                HeadingIndex::new(&text, &blocks).headings_over(start, start + words.len() as u32),
                over,
                "{words}"
            );
        }
    }
}
