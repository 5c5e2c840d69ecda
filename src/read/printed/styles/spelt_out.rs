//! Styles that spell given names out: Chicago (`Smith, John, and Jane Roe. “Title.” Journal 9, no. 1 (2015): 1–9.`) and
//! MLA; in Chicago's author-date form the year stands behind the names.

use super::Style;
use crate::model::{CslDate, Item};
use crate::read::printed::dates::date_at_head;
use crate::read::printed::names::{natural_head, spelt, whole};
use crate::read::printed::source::title_and_source;
use crate::read::printed::words::find_word;

pub(super) const STYLE: Style = Style { propose };

fn propose(text: &str, item: &Item) -> Vec<Item> {
    let people = spelt(text).map(|h| (h.list, h.end));
    let people = people.or_else(|| natural_head(text).map(|h| (h.list, h.end)));
    let mut proposals = Vec::new();
    for (list, end) in people.into_iter().chain(before_quotation(text)) {
        let mut item = item.clone();
        list.put(&mut item);
        let mut behind = text.get(end..).unwrap_or_default().trim_start_matches([' ', ',', '.']);
        if let Some(found) = date_at_head(behind).filter(|d| d.start <= 1) {
            let rest = behind.get(found.end..).unwrap_or_default();
            if rest.starts_with(['.', ')']) {
                item.issued.get_or_insert(CslDate(found.date));
                behind = rest.trim_start_matches([')', '.', ' ', ',', ':']);
            }
        }
        title_and_source(behind, &mut item);
        proposals.push(item);
    }
    proposals
}

/// Whatever stands before a title in quotation marks.
fn before_quotation(text: &str) -> Option<(crate::read::printed::names::Names, usize)> {
    let at = text.find(['“', '"', '‘']).filter(|at| (1..400).contains(at))?;
    let before = text.get(..at)?.trim().trim_end_matches([',', '.']);
    (!before.is_empty() && !before.contains(". ") && find_word(before, "http").is_none()).then(|| (whole(before), at))
}
