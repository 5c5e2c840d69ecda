//! The texts of evidence, each read once however many claims are compared with it.

use super::context::FigureContext;
use super::measures::is_like;
use super::reading::SentenceReading;
use super::remarks::find_populations;
use super::{ClaimFigure, SourceFigure};
use crate::model::{FigureMatch, Quantity};
use crate::text::{CharIndex, find_all_quantities};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Texts of evidence that were read, by their words: those of a snapshot, which many of its claims rest on.
#[derive(Debug, Default)]
pub struct EvidenceTexts<'t>(RefCell<BTreeMap<&'t str, Rc<EvidenceText<'t>>>>);

impl<'t> EvidenceTexts<'t> {
    /// Compares every figure of a claim with those of its evidence, as [`super::compare_figures`] does.
    pub fn compare_figures(&self, claim_text: &str, evidence: &[&'t str]) -> Vec<FigureMatch> {
        let figures = find_all_quantities(claim_text);
        if figures.is_empty() {
            return Vec::new();
        }
        let claim = SentenceReading::new(claim_text, figures);
        let compared: Vec<(usize, &Quantity)> =
            claim.figures.iter().enumerate().filter(|(n, _)| claim.is_compared(*n)).collect();
        // A text with no figure in a unit of the claim's need not be read.
        let is_asked = |text: &Rc<EvidenceText>| text.found.iter().any(|s| compared.iter().any(|(_, c)| is_like(c, s)));
        let texts: Vec<Rc<EvidenceText>> = evidence.iter().map(|words| self.read(words)).filter(is_asked).collect();
        let populations = find_populations(claim_text);
        let beside = compared.iter().map(|(n, q)| {
            let claimed = ClaimFigure { q, context: claim.find_context(*n), populations: &populations };
            claimed.find(&texts)
        });
        beside.collect()
    }

    fn read(&self, words: &'t str) -> Rc<EvidenceText<'t>> {
        Rc::clone(self.0.borrow_mut().entry(words).or_insert_with(|| Rc::new(EvidenceText::new(words))))
    }
}

/// A text of the evidence, and what each of its figures is about, as far as anybody asked.
#[derive(Debug)]
pub(super) struct EvidenceText<'t> {
    words: &'t str,
    found: Vec<Quantity>,
    read: OnceCell<(SentenceReading, Vec<OnceCell<FigureContext>>)>,
}

impl<'t> EvidenceText<'t> {
    fn new(words: &'t str) -> Self {
        Self { words, found: find_all_quantities(words), read: OnceCell::new() }
    }

    fn read(&self) -> &(SentenceReading, Vec<OnceCell<FigureContext>>) {
        self.read.get_or_init(|| {
            let reading = SentenceReading::new(self.words, self.found.clone());
            let context = reading.figures.iter().map(|_| OnceCell::new()).collect();
            (reading, context)
        })
    }

    pub(super) fn reading(&self) -> &SentenceReading {
        &self.read().0
    }

    /// Its figures in a unit that a claim's can be compared with.
    pub(super) fn find_figures_like<'s>(&'s self, claim: &'s Quantity) -> impl Iterator<Item = SourceFigure<'s>> {
        let (reading, context) = self.read();
        let figures = reading.figures.iter().zip(context).enumerate();
        let like = figures.filter(|(_, (q, _))| is_like(claim, q));
        like.map(|(n, (q, context))| SourceFigure {
            q,
            context: context.get_or_init(|| reading.find_context(n)),
            text: self,
        })
    }

    /// The populations that the sentence of a figure speaks of. Where a full stop after a word is not an end ("vs."), the
    /// sentence is cut short, and a remark at most is missing.
    pub(super) fn populations(&self, figure: &Quantity) -> BTreeSet<&'static str> {
        let places = CharIndex::new(self.words);
        let (before, after) = (places.slice(0, figure.start), places.slice(figure.end, u32::MAX));
        let from = before.rfind(". ").map_or(0, |at| at + 1);
        let to = after.find(". ").unwrap_or(after.len());
        let sentence = [before.get(from..), Some(figure.text.as_str()), after.get(..to)];
        find_populations(&sentence.into_iter().flatten().collect::<String>())
    }
}
