//! Where a work was presented, which is neither its title nor where it is printed: `Poster presented at: Annual Meeting of
//! the Faculty; May 4-6, 2018; Leeds, UK`.

use super::opens_word;
use crate::model::PartialDate;
use crate::read::printed::dates::find_dates;
use crate::read::printed::words::find_word;
use crate::text::lexicon::PRINTED_REFERENCES;
use std::sync::LazyLock;

static MARKS: LazyLock<&[&str]> = LazyLock::new(|| PRINTED_REFERENCES.entries("presented at"));

/// A meeting at which a work was presented.
#[derive(Debug)]
pub(in super::super) struct Meeting {
    pub(in super::super) name: String,
    /// The work's date where no other is printed.
    pub(in super::super) date: Option<PartialDate>,
}

/// Cuts the meeting off the text.
pub(super) fn take_meeting(text: &mut String) -> Option<Meeting> {
    let begins = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default().trim_end();
        opens_word(text, *at) && before.ends_with(['.', ';', '?', '!', '[', '(', ']', '”', '"'])
    };
    let (mark, at) = MARKS.iter().find_map(|m| Some((*m, find_word(text, m).filter(begins)?)))?;
    let behind = text.get(at + mark.len()..).unwrap_or_default().trim_start_matches([':', ' ']);
    let name = behind.split([';', '.', ']']).next().unwrap_or_default().trim_start_matches("the ");
    let meeting = Meeting { name: name.trim().to_owned(), date: find_dates(behind).first().map(|first| first.date) };
    let start = text.get(..at).map_or(0, |before| before.trim_end_matches([' ', '[', '(']).len());
    text.truncate(start);
    Some(meeting)
}
