//! Whether two figures are about one thing, and of how much of it.

use super::context::{APART, CONTINUED, ELSEWHERE, FigureContext};
use super::reading::SentenceReading;
use super::wordings::{Groups, weigh_term};
use crate::model::{Comparator, Quantity};
use std::collections::BTreeSet;

/// Least share of what the claim's figure is about that a figure must be about to be compared with it.
const ENOUGH: f64 = 0.55;

/// How much of it may be missing where something else stands in its place.
const EXCHANGED: f64 = 0.4;

/// What times that agree add to a likeness.
const SAME_TIME: f64 = 0.2;

/// How much of what a claim's figure is about a figure of the evidence is about; none where that is too little, or
/// where what is counted, or of whom, is another.
pub(super) fn find_likeness(claim: &FigureContext, source: &FigureContext, text: &SentenceReading) -> Option<f64> {
    if count_other_things(claim, source, text) {
        return None;
    }
    let (mut all, mut found, mut missing) = (0.0, 0.0, 0.0);
    for (term, weight) in claim.weigh_terms() {
        let near = source.measure_nearness(term, text);
        all += weight;
        found += weight * near;
        missing += weight * (1.0 - near.min(CONTINUED) / CONTINUED);
    }
    let is_mentioned = |term: &String| claim.weigh_terms().any(|(t, _)| t == term);
    let foreign: f64 = source.own.iter().filter(|term| !is_mentioned(term)).map(|term| weigh_term(term)).sum();
    let exchanged = f64::min(missing, foreign) >= EXCHANGED || foreign >= f64::max(found, 1.0);
    let likeness = found / all + if claim.times.is_empty() || source.times.is_empty() { 0.0 } else { SAME_TIME };
    (all > 0.0 && !exchanged && likeness >= ENOUGH).then_some(likeness)
}

/// Whether two figures share a term of full weight, near to both.
pub(super) fn share_a_word(claim: &FigureContext, source: &FigureContext, text: &SentenceReading) -> bool {
    claim.own.iter().any(|term| weigh_term(term) == 1.0 && source.measure_nearness(term, text) >= CONTINUED)
}

/// Whether two numbers are of different things, or two shares of different wholes.
fn count_other_things(claim: &FigureContext, source: &FigureContext, text: &SentenceReading) -> bool {
    let far = |term: &String| source.measure_nearness(term, text) <= ELSEWHERE;
    let disjoint = !source.of.is_empty() && !source.of.iter().any(|term| claim.of.contains(term));
    let is_mentioned = |term: &String| {
        claim.weigh_terms().any(|(t, _)| t == term) || claim.groups.iter().any(|(_, name)| name == term)
    };
    let counted = source.outside.iter().flatten().filter(|term| weigh_term(term) == 1.0);
    if source.share && counted.clone().next().is_some() && !counted.into_iter().any(is_mentioned) {
        return true;
    }
    match (claim.counts && source.counts, claim.of.is_empty()) {
        (true, _) if source.of.is_empty() => claim.of.iter().any(|term| term != "people" && far(term)),
        (true, _) => disjoint,
        (false, _) if !source.share => false,
        (false, true) => disjoint && !source.of.iter().any(is_mentioned),
        (false, false) => disjoint && claim.of.iter().any(far),
    }
}

/// Whether terms say nothing that could be compared: none is of full weight.
pub(super) fn is_silent<'t>(mut terms: impl Iterator<Item = &'t String>) -> bool {
    terms.all(|term| weigh_term(term) < 1.0)
}

/// Whether two figures are kept apart: of groups that exclude each other, at another time, as an end of a change and as a
/// share, or as something that was only hoped for.
pub(super) fn stand_apart(claim: &FigureContext, source: &FigureContext, figure: &Quantity, like: bool) -> bool {
    let same_time = |c: &f64| source.times.iter().any(|s| (c - s).abs() <= 0.1 * c);
    let elsewhen = !claim.times.is_empty() && !source.times.is_empty() && !claim.times.iter().any(same_time);
    let placed = claim.placed == source.placed && !claim.placed.is_empty();
    let point = figure.low == figure.high && claim.point != source.point && !placed;
    let ends = claim.end.zip(source.end).is_some_and(|(c, s)| c != s);
    let gauged = like && figure.unit == "%" && claim.change.is_some() != source.change.is_some();
    // "7 to 9 hours of sleep" are a night's, said or not.
    let nightly = figure.unit == "hour" && figure.low < figure.high;
    let often = !nightly && (claim.placed == "every") != (source.placed == "every");
    // "14% of men and 9% of women" says nothing of all.
    let split = source.split.iter().any(|kind| claim.groups.iter().all(|group| group.0 != *kind));
    let total = source.total && !claim.total;
    source.supposed
        || total
        || often
        || split
        || elsewhen
        || point
        || ends
        || gauged
        || exclude_each_other(&claim.groups, &source.groups, !claim.counts)
}

/// Whether one of two figures is denied and the other is not, or one is of a rise and the other of a fall, or they are of
/// another month or currency, or within a time and only after it.
pub(super) fn are_turned(claim: &FigureContext, source: &FigureContext, figure: &Quantity) -> bool {
    let limit = figure.comparator == Comparator::MoreThan && claim.denied;
    let denial = figure.unit != "p-value" && !limit && !claim.counts && claim.denied != source.denied;
    let direction = claim.change.zip(source.change).is_some_and(|(c, s)| c != s);
    let month = claim.month.as_ref().zip(source.month.as_ref()).is_some_and(|(c, s)| c != s);
    let early = |context: &FigureContext| matches!(context.placed.as_str(), "within" | "before" | "until");
    let late = |context: &FigureContext| context.placed == "after";
    let time = early(claim) && late(source) || late(claim) && early(source);
    denial || direction || month || time || claim.currency != source.currency
}

/// Whether what is about one group is not about the other: of one kind, the two name others each, or the evidence
/// names several; or one of the two is set apart by a word such as "placebo" that the other lacks.
fn exclude_each_other(claim: &Groups, source: &Groups, apart: bool) -> bool {
    let kinds: BTreeSet<&str> = claim.union(source).map(|(kind, _)| *kind).collect();
    kinds.into_iter().any(|kind| {
        let of = |groups: &Groups| groups.iter().filter(|g| g.0 == kind).copied().collect::<Groups>();
        let (claim, source) = (of(claim), of(source));
        let both = !claim.is_empty() && !source.is_empty();
        match kind {
            APART => apart && claim != source,
            _ => both && (claim.is_disjoint(&source) || claim.len() == 1 && source.len() > 1),
        }
    })
}
