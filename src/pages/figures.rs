//! A figure of a claim beside the source's, with the words that differ.

use super::words::describe_figures;
use crate::model::{FigureMatch, FigureResult};
use crate::text::differences::mark_differences;

/// A figure of a claim beside the source's.
pub(super) struct Figure {
    /// The words of each, and whether the other lacks them.
    pub(super) claimed: Vec<(bool, String)>,
    pub(super) given: Vec<(bool, String)>,
    pub(super) result: &'static str,
    pub(super) differs: bool,
    pub(super) remark: String,
}

impl Figure {
    pub(super) fn new(figure: &FigureMatch) -> Self {
        let differs = figure.result == FigureResult::Disagrees;
        let given = figure.source.as_deref().unwrap_or_default();
        let owned = |words: Vec<(bool, &str)>| {
            words.into_iter().map(|(lacks, word)| (lacks && differs, word.to_owned())).collect::<Vec<_>>()
        };
        let (claimed, given) = mark_differences(&figure.claim, given);
        Self {
            claimed: owned(claimed),
            given: owned(given),
            result: describe_figures(figure.result),
            differs,
            remark: figure.remark.clone(),
        }
    }
}
