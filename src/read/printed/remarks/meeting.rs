//! Where a work was presented, which is neither its title nor where it is printed: `Poster presented at: Annual Meeting of
//! the Faculty; May 4-6, 2018; Leeds, UK`.

use super::opens_word;
use crate::model::{CslDate, Item};
use crate::read::printed::dates::dates;
use crate::read::printed::words::find_word;
use crate::text::lexicon::PRINTED_REFERENCES;
use std::sync::LazyLock;

static MARKS: LazyLock<&[&str]> = LazyLock::new(|| PRINTED_REFERENCES.entries("presented at"));

/// Cuts the meeting off the text; its date is the work's where no other is printed.
pub(super) fn cut_meeting(text: &mut String, item: &mut Item) {
    let begins = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default().trim_end();
        opens_word(text, *at) && before.ends_with(['.', ';', '?', '!', '[', '(', ']', '”', '"'])
    };
    let Some((mark, at)) = MARKS.iter().find_map(|m| Some((*m, find_word(text, m).filter(begins)?))) else { return };
    let behind = text.get(at + mark.len()..).unwrap_or_default().trim_start_matches([':', ' ']);
    let name = behind.split([';', '.', ']']).next().unwrap_or_default().trim_start_matches("the ");
    if let Some(first) = dates(behind).first() {
        item.issued.get_or_insert(CslDate(first.date));
    }
    item.other.entry("event-title".to_owned()).or_insert(name.trim().into());
    let start = text.get(..at).map_or(0, |before| before.trim_end_matches([' ', '[', '(']).len());
    text.truncate(start);
}
