//! What is left of an entry for the styles to read, looked at once: every style needs its sentences and dates.

use super::dates::{Dated, find_dates};
use super::draft::Draft;
use super::words::{Sentence, find_sentence_spans};
use crate::model::Item;

/// An entry without its identifiers and remarks.
pub(super) struct Entry<'t> {
    /// What is left, normalised.
    pub(super) text: &'t str,
    /// The fields that identifiers and remarks told.
    pub(super) known: &'t Item,
    /// Its sentences, without the marks that part them.
    pub(super) sentences: Vec<Sentence<'t>>,
    /// Its dates, from left to right.
    pub(super) dates: Vec<Dated>,
    /// Where its first quotation opens.
    pub(super) quotation: Option<usize>,
}

impl<'t> Entry<'t> {
    /// Looks at what is left of an entry.
    pub(super) fn new(text: &'t str, known: &'t Item) -> Self {
        let quotation = text.find(['“', '"', '‘']);
        Self { text, known, sentences: find_sentence_spans(text), dates: find_dates(text), quotation }
    }

    /// A draft of it, with nothing that a style reads.
    pub(super) fn draft(&self) -> Draft<'t> {
        Draft::new(self.known)
    }

    /// What stands behind a place in it.
    pub(super) fn text_behind(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }
}
