//! How results are shown: tables, lists, pages, progress, messages.

pub(super) mod agreement;
pub(super) mod bar;
pub(super) mod evidence_words;
pub(super) mod listing;
pub(super) mod messages;
pub(super) mod page;
pub(super) mod progress;
pub(super) mod table;

/// The columns of a terminal; those of an old one where it does not tell, and enough for a few words in any case.
pub(super) fn count_columns(told: Option<u16>) -> usize {
    usize::from(told.unwrap_or(80)).max(40)
}
