//! Numbers of lists, and what a list of references has in Markdown: entries on lines of their own in one paragraph, each with
//! a number that Markdown does not know, `[1] Roe B. …`.

use crate::model::BlockKind;
use crate::read::list::cut;
use crate::read::list::markdown::without_marks;
use crate::read::list::row::{Row, read_raised_number};
use crate::read::piece::Piece;
use std::collections::BTreeSet;

/// The lists that are open, one in the other.
#[derive(Default)]
pub(super) struct OpenLists(Vec<OpenList>);

struct OpenList {
    ordered: bool,
    /// The number that the last item has, and the one that is printed there.
    last: Option<(u64, Option<u64>)>,
    /// What the first item of a list in HTML has.
    first: u64,
}

impl OpenLists {
    pub(super) fn open(&mut self, ordered: bool, first: u64) {
        self.0.push(OpenList { ordered, last: None, first });
    }

    pub(super) fn close(&mut self) {
        self.0.pop();
    }

    /// How deep an item of the innermost list stands.
    pub(super) fn depth(&self) -> u8 {
        u8::try_from(self.0.len()).unwrap_or(u8::MAX)
    }

    /// The number of the next item: what is printed, unless every item has the same, `1.` and `1.` again; then it is counted,
    /// as pages show it. In HTML nothing is printed.
    pub(super) fn number_item(&mut self, printed: Option<u64>) -> Option<String> {
        let list = self.0.last_mut().filter(|list| list.ordered)?;
        let number = match (list.last, printed) {
            (Some((last, before)), Some(printed)) if before == Some(printed) => last + 1,
            (Some((last, _)), None) => last + 1,
            (None, None) => list.first,
            (_, Some(printed)) => printed,
        };
        list.last = Some((number, printed));
        Some(number.to_string())
    }
}

/// The lines of a paragraph, counted from 0, at which another entry begins.
pub(super) fn find_entry_starts(paragraph: &str) -> BTreeSet<u32> {
    if !paragraph.trim_end().contains('\n') {
        return BTreeSet::new();
    }
    let text = without_marks(paragraph);
    let rows = Row::from_text(&text);
    cut::cut_entries(&rows).iter().map(|piece| piece.line.place().0 - 1).filter(|line| *line > 0).collect()
}

/// Takes the number off an entry that begins with one, `[1] Roe B.`, `1\. Roe B.`, or raised `<sup>1</sup> Roe B.`
pub(super) fn take_number(piece: &mut Piece) {
    let raised = piece.marks.first().filter(|mark| mark.start == 0 && !mark.footnote);
    let found = match raised {
        Some(mark) => {
            let bytes = piece.text().char_indices().nth(mark.end as usize).map(|(at, _)| at);
            bytes.map(|bytes| (bytes, mark.label.clone()))
        }
        None => read_definition(piece.text()).or_else(|| read_raised_number(piece.text())).or_else(|| {
            Row::from_text(piece.text()).into_iter().next().and_then(|row| {
                let bullet = row.bullet?;
                Some((bullet.bytes, bullet.number?))
            })
        }),
    };
    let Some((bytes, number)) = found else { return };
    piece.cut_front(bytes);
    piece.number = Some(number);
    piece.kind = BlockKind::Item;
    piece.level = 1;
}

/// `[1]: Roe B. …`, which is no link.
fn read_definition(text: &str) -> Option<(usize, String)> {
    let (number, words) = text.strip_prefix('[')?.split_once("]:")?;
    let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    (is_number && !words.trim().is_empty()).then(|| (number.len() + 3, number.to_owned()))
}
