//! A claim's figures beside the figures in the words of its evidence: `agrees`, `disagrees`, `not-found`, with what a
//! reviewer should know. A signal, never a verdict.
//!
//! Only like is compared with like: of the figures in one unit that are about what the claim's is about, the one that
//! is about most of it decides. Where none is, the figure is `not-found`, however equal a number may stand there.

mod context;
mod evidence;
mod likeness;
pub(super) mod measures;
mod reading;
mod remarks;
mod values;
mod wordings;

pub use evidence::EvidenceTexts;

use crate::model::{FigureMatch, FigureResult, Quantity};
use context::FigureContext;
use evidence::EvidenceText;
use likeness::{are_turned, find_likeness, is_silent, share_a_word, stand_apart};
use measures::to_common_unit;
use remarks::{describe_bound, describe_interval, describe_populations, with_interval};
use std::collections::BTreeSet;
use std::rc::Rc;
use values::{fit_values, is_bound};

/// Compares every figure of a claim with the figures of its evidence, each text a quote, a finding or an abstract in
/// English. One match for each figure of the claim, in order; years of publication are no figures. Whoever compares many claims
/// with the same evidence has it read once, by [`EvidenceTexts`].
pub fn compare_figures(claim_text: &str, evidence: &[&str]) -> Vec<FigureMatch> {
    EvidenceTexts::default().compare_figures(claim_text, evidence)
}

/// A figure that the evidence gives.
#[derive(Clone, Copy)]
struct SourceFigure<'t> {
    q: &'t Quantity,
    context: &'t FigureContext,
    text: &'t EvidenceText<'t>,
}

/// How well a figure of the evidence answers to one of the claim: the better of two is the greater.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct FigureFit {
    /// How much of what the claim's figure is about it is about, too.
    likeness: f64,
    agrees: bool,
    /// Minus the distance between the values, relative to the claim's.
    nearness: f64,
}

/// A figure of a claim.
struct ClaimFigure<'c> {
    q: &'c Quantity,
    context: FigureContext,
    populations: &'c BTreeSet<&'static str>,
}

impl ClaimFigure<'_> {
    /// The figure beside the one of the evidence that answers to it.
    fn find(&self, texts: &[Rc<EvidenceText>]) -> FigureMatch {
        let like: Vec<SourceFigure> = texts.iter().flat_map(|text| text.find_figures_like(self.q)).collect();
        if let Some(source) = self.describe_trimesters(&like) {
            return self.make_match(source, FigureResult::Agrees, Vec::new());
        }
        let fits = like.iter().filter_map(|given| Some((self.judge_fit(*given)?, *given)));
        match fits.reduce(|a, b| if b.0 > a.0 { b } else { a }) {
            Some((fit, given)) if fit.agrees => {
                self.make_match(with_interval(given.q), FigureResult::Agrees, self.list_remarks(given))
            }
            Some((_, given)) => self.make_match(with_interval(given.q), FigureResult::Disagrees, Vec::new()),
            None => self.match_lone_figure(&like).or_else(|| self.match_limit(&like)).unwrap_or_else(|| FigureMatch {
                claim: self.q.text.clone(),
                source: None,
                result: FigureResult::NotFound,
                remark: String::new(),
            }),
        }
    }

    fn make_match(&self, source: String, result: FigureResult, remarks: Vec<String>) -> FigureMatch {
        FigureMatch { claim: self.q.text.clone(), source: Some(source), result, remark: remarks.join("; ") }
    }

    /// How a figure of the evidence answers to it; none where they are not alike enough to be compared.
    fn judge_fit(&self, given: SourceFigure) -> Option<FigureFit> {
        let agrees = self.agrees_with(given)?;
        let likeness = find_likeness(&self.context, given.context, given.text.reading())?;
        let (c, s) = (to_common_unit(self.q), to_common_unit(given.q));
        let distance = (c.low - s.low).abs() / c.low.abs().max(1e-9);
        Some(FigureFit { likeness, agrees, nearness: -distance })
    }

    /// Whether a figure of the evidence says the same; none where the two are kept apart.
    fn agrees_with(&self, given: SourceFigure) -> Option<bool> {
        let like = to_common_unit(self.q).unit == to_common_unit(given.q).unit;
        let values = fit_values((self.q, &self.context), (given.q, given.context))?;
        let agrees = values && !are_turned(&self.context, given.context, self.q);
        // An odds ratio is no number of times, where what it is of is common.
        let odds = agrees && !like && given.context.odds && !self.context.odds;
        // Degrees of an unknown scale may be of the other.
        let unknown = !agrees && (self.q.unit == "degree") != (given.q.unit == "degree");
        (!odds && !unknown && !stand_apart(&self.context, given.context, self.q, like)).then_some(agrees)
    }

    /// The evidence's only figure of that unit, where the claim or the evidence does not say what it counts: a quote that a
    /// person chose often leaves it out. It disagrees only where both are placed in time by one word, or count studies.
    fn match_lone_figure(&self, like: &[SourceFigure]) -> Option<FigureMatch> {
        let mut compared = like.iter().filter_map(|given| Some((self.agrees_with(*given)?, *given)));
        let (agrees, given) = compared.next().filter(|_| compared.next().is_none())?;
        let silent = is_silent(self.context.weigh_terms().map(|(term, _)| term)) || given.text.reading().is_bare();
        let placed = !self.context.placed.is_empty() && self.context.placed == given.context.placed;
        if !silent || !agrees && !placed && self.q.unit != "studies" {
            return None;
        }
        if !agrees {
            return Some(self.make_match(with_interval(given.q), FigureResult::Disagrees, Vec::new()));
        }
        let mut remarks = self.list_remarks(given);
        remarks.push("the words kept do not say what it counts".to_owned());
        Some(self.make_match(with_interval(given.q), FigureResult::Agrees, remarks))
    }

    /// A limit in time beside another that the evidence sets to something near: "after 20 weeks", "after 28 weeks". Never an
    /// agreement.
    fn match_limit(&self, like: &[SourceFigure]) -> Option<FigureMatch> {
        let time = to_common_unit(self.q).unit == "day";
        let placed = time && matches!(self.context.placed.as_str(), "after" | "before" | "until" | "within");
        let bound = |q: &Quantity| time && is_bound(self.q) && self.q.comparator == q.comparator;
        let limits =
            like.iter().filter(|given| bound(given.q) || placed && self.context.placed == given.context.placed);
        let near = limits.filter(|given| share_a_word(&self.context, given.context, given.text.reading()));
        let differs =
            |given: &SourceFigure| fit_values((self.q, &self.context), (given.q, given.context)) == Some(false);
        let mut other = near.filter(|given| differs(given) && self.agrees_with(**given) == Some(false));
        other.next().map(|given| self.make_match(with_interval(given.q), FigureResult::Disagrees, Vec::new()))
    }

    fn list_remarks(&self, given: SourceFigure) -> Vec<String> {
        let populations = describe_populations(self.populations, &given.text.populations(given.q));
        [describe_bound(self.q, given.q), describe_interval(self.q, given.q), populations]
            .into_iter()
            .flatten()
            .collect()
    }

    /// "In the second and third trimesters", where the evidence speaks of each of them by itself.
    fn describe_trimesters(&self, like: &[SourceFigure]) -> Option<String> {
        if self.q.unit != "trimester" || self.q.low >= self.q.high {
            return None;
        }
        let spoken_of = |n: f64| like.iter().map(|given| given.q).find(|q| q.low <= n && n <= q.high);
        let (first, last) = (spoken_of(self.q.low)?, spoken_of(self.q.high)?);
        Some(if first == last { first.text.clone() } else { format!("{}, {}", first.text, last.text) })
    }
}
