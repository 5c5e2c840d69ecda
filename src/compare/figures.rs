//! A claim's figures beside the figures in the words of its evidence: `agrees`, `disagrees`, `not-found`, with what a
//! reviewer should know. A signal, never a verdict.
//!
//! Only like is compared with like. Figures agree when their values fit and they count the same thing as far as the
//! words around them tell; they disagree only when they have a like unit *and* share a word of context or a role;
//! anything else is `not-found`.

use super::measures::{Common, MONTH, bridge, changes, in_common_unit, is_change};
use crate::model::{Comparator, FigureMatch, FigureResult, Quantity};
use crate::text::lexicon::{MEANING, Phrases, QUANTITIES, WordSet};
use crate::text::tokens::scan;
use crate::text::{CharIndex, find_quantities, stem};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Compares every figure of a claim with the figures of its evidence, each text a quote, a finding or an abstract in
/// English. One match for each figure of the claim, in order; years of publication are no figures.
pub fn compare_figures(claim_text: &str, evidence: &[&str]) -> Vec<FigureMatch> {
    let claim = find_quantities(claim_text);
    if !claim.iter().any(is_compared) {
        return Vec::new();
    }
    let claim_populations = populations(claim_text);
    let sources: Vec<Source> = evidence.iter().flat_map(|text| sources(text)).collect();
    claim.iter().filter(|q| is_compared(q)).map(|q| match_figure(q, &claim_populations, &sources)).collect()
}

/// Whether a figure is compared at all: a bare year and a number without a unit say too little.
fn is_compared(q: &Quantity) -> bool {
    !matches!(q.unit, "year-date" | "")
}

/// A figure of the evidence, and the text it stands in.
struct Source<'t> {
    quantity: Quantity,
    text: &'t str,
}

/// The figures of one text of evidence.
fn sources(text: &str) -> impl Iterator<Item = Source<'_>> {
    find_quantities(text).into_iter().filter(is_compared).map(move |quantity| Source { quantity, text })
}

impl Source<'_> {
    /// The populations that the figure's sentence speaks of. Where a full stop after a word is not an end ("vs."), the
    /// sentence is cut short, and a remark at most is missing.
    fn populations(&self) -> BTreeSet<&'static str> {
        let places = CharIndex::new(self.text);
        let (before, after) = (places.slice(0, self.quantity.start), places.slice(self.quantity.end, u32::MAX));
        let from = before.rfind(". ").map_or(0, |at| at + 1);
        let to = after.find(". ").unwrap_or(after.len());
        let sentence = [before.get(from..), Some(self.quantity.text.as_str()), after.get(..to)];
        populations(&sentence.into_iter().flatten().collect::<String>())
    }
}

/// How well a figure of the evidence answers to one of the claim: the better of two is the greater.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Fit {
    agrees: bool,
    context: usize,
    /// Minus the distance between the values, relative to the claim's.
    nearness: f64,
}

fn match_figure(claim: &Quantity, claim_populations: &BTreeSet<&str>, sources: &[Source<'_>]) -> FigureMatch {
    if let Some(agreement) = trimester_by_trimester(claim, sources) {
        return agreement;
    }
    let fits = sources.iter().filter_map(|s| fit(claim, &s.quantity).map(|f| (f, s)));
    let best = fits.reduce(|a, b| if b.0 > a.0 { b } else { a });
    let Some((fit, source)) = best else {
        return lone_agreement(claim, sources).unwrap_or_else(|| FigureMatch {
            claim: claim.text.clone(),
            source: None,
            result: FigureResult::NotFound,
            remark: String::new(),
        });
    };
    let mut remarks = Vec::new();
    if fit.agrees {
        remarks.extend(bound_remark(claim, &source.quantity));
        remarks.extend(interval_remark(claim, &source.quantity));
        remarks.extend(population_remark(claim_populations, &source.populations()));
    }
    FigureMatch {
        claim: claim.text.clone(),
        source: Some(with_interval(&source.quantity)),
        result: if fit.agrees { FigureResult::Agrees } else { FigureResult::Disagrees },
        remark: remarks.join("; "),
    }
}

/// "In the second and third trimesters", where the evidence speaks of each of them by itself.
fn trimester_by_trimester(claim: &Quantity, sources: &[Source]) -> Option<FigureMatch> {
    if claim.unit != "trimester" || claim.low >= claim.high {
        return None;
    }
    let spoken_of =
        |n: f64| sources.iter().map(|s| &s.quantity).find(|q| q.unit == "trimester" && q.low <= n && n <= q.high);
    let each: Vec<&Quantity> = [claim.low, claim.high].into_iter().filter_map(spoken_of).collect();
    let [first, last] = each.as_slice() else { return None };
    let source = if first == last { first.text.clone() } else { format!("{}, {}", first.text, last.text) };
    Some(FigureMatch {
        claim: claim.text.clone(),
        source: Some(source),
        result: FigureResult::Agrees,
        remark: String::new(),
    })
}

/// The evidence's only figure of that unit, where its value fits: a quote that a person chose for the claim often leaves
/// out what is counted. Never a disagreement.
fn lone_agreement(claim: &Quantity, sources: &[Source]) -> Option<FigureMatch> {
    let c = in_common_unit(claim);
    let like: Vec<&Source> = sources.iter().filter(|s| in_common_unit(&s.quantity).unit == c.unit).collect();
    let [only] = like.as_slice() else { return None };
    let source = &only.quantity;
    let changed = |q: &Quantity| matches!(c.unit, "%" | "fold" | "point") && changes(q);
    if changed(claim) != changed(source) || !agree(claim, source) {
        return None;
    }
    let mut remarks: Vec<String> = bound_remark(claim, source).into_iter().collect();
    remarks.extend(interval_remark(claim, source));
    remarks.push("the words kept do not say what it counts".to_owned());
    Some(FigureMatch {
        claim: claim.text.clone(),
        source: Some(with_interval(source)),
        result: FigureResult::Agrees,
        remark: remarks.join("; "),
    })
}

/// How a figure of the evidence answers to the claim's; none where they are not alike enough to be compared.
fn fit(claim: &Quantity, source: &Quantity) -> Option<Fit> {
    let (c, s) = (in_common_unit(claim), in_common_unit(source));
    let measures_change = |q| matches!(c.unit, "%" | "fold" | "point") && changes(q);
    if let Some((c, s)) = bridge(claim, source) {
        // Unlike units are only ever found to agree: hours and days, or a ratio and how many times.
        let (shared, agrees) = (shared_words(claim, source), values_fit(claim, &c, source, &s));
        return (agrees && shared > 0).then_some(Fit { agrees, context: shared, nearness: 0.0 });
    }
    if c.unit != s.unit || measures_change(claim) != measures_change(source) {
        return None;
    }
    let shared = shared_words(claim, source);
    let role = (!claim.lead.is_empty() && claim.lead == source.lead)
        || (is_bound(claim) && claim.comparator == source.comparator);
    let agrees = agree(claim, source);
    let same_value = c.unit == "%" && claim.low == source.low && claim.high == source.high;
    let alike = shared > 0 || role || (agrees && same_value);
    let distance = (c.low - s.low).abs() / c.low.abs().max(1e-9);
    alike.then_some(Fit { agrees, context: shared + usize::from(role), nearness: -distance })
}

/// Whether values of like units fit. A month is as often four weeks as it is the twelfth of a year.
fn agree(claim: &Quantity, source: &Quantity) -> bool {
    let (c, s) = (in_common_unit(claim), in_common_unit(source));
    let weeks = |q: &Quantity, days: &Common| days.times("day", if q.unit == "month" { 28.0 / MONTH } else { 1.0 });
    // Of five months, it would be another week.
    let counted = |a: &Quantity, b: &Quantity| a.unit == "month" && a.high <= 3.0 && matches!(b.unit, "week" | "day");
    let in_weeks = counted(claim, source) || counted(source, claim);
    values_fit(claim, &c, source, &s) || in_weeks && values_fit(claim, &weeks(claim, &c), source, &weeks(source, &s))
}

/// Whether a figure is a bound rather than a value.
fn is_bound(q: &Quantity) -> bool {
    !matches!(q.comparator, Comparator::Exactly | Comparator::About)
}

/// Whether the evidence's values fit what the claim says of its own.
fn values_fit(claim: &Quantity, c: &Common, source: &Quantity, s: &Common) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= c.rounding.max(s.rounding).min(0.05 * a.abs().max(b.abs())) + 1e-9;
    let about = |a: f64, b: f64| (a - b).abs() <= 0.1 * a.abs();
    let loosely = |a: f64, b: f64| {
        near(a, b) || (claim.comparator == Comparator::About || source.comparator == Comparator::About) && about(a, b)
    };
    let is_range = |q: &Quantity| q.high > q.low;
    match claim.comparator {
        Comparator::MoreThan | Comparator::AtLeast => s.low > c.low || loosely(c.low, s.low),
        Comparator::LessThan => s.high < c.low || loosely(c.low, s.high),
        // "up to 86%" speaks of the highest figure: a lower one does not bear it out.
        Comparator::UpTo => loosely(c.high, s.high),
        Comparator::Exactly | Comparator::About if is_range(claim) && is_range(source) => {
            loosely(c.low, s.low) && loosely(c.high, s.high)
        }
        Comparator::Exactly | Comparator::About if is_range(claim) => c.low <= s.low && s.low <= c.high,
        Comparator::Exactly | Comparator::About if is_range(source) => s.low <= c.low && c.low <= s.high,
        Comparator::Exactly | Comparator::About => match source.comparator {
            Comparator::UpTo | Comparator::AtLeast | Comparator::MoreThan | Comparator::LessThan => {
                loosely(c.low, s.low) || near(c.low, s.low)
            }
            _ => loosely(c.low, s.low),
        },
    }
}

/// How many words of context two figures share, apart from words that any figure has.
fn shared_words(claim: &Quantity, source: &Quantity) -> usize {
    let stems = |q: &Quantity| -> BTreeSet<String> {
        q.of.iter().filter(|w| !EMPTY_WORDS.contains(w) && !is_change(w)).map(|w| stem(w)).collect()
    };
    stems(claim).intersection(&stems(source)).count()
}

/// Words around figures that do not say what is counted.
static EMPTY_WORDS: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("empty beside a figure"));

/// The remark on a claim that gives as a value what the evidence gives as a bound.
fn bound_remark(claim: &Quantity, source: &Quantity) -> Option<String> {
    let far = claim.comparator == Comparator::MoreThan && source.low > 1.5 * claim.low;
    if far {
        return Some(format!("the evidence’s figure is far higher: {}", source.text));
    }
    let bound = is_bound(source) && !is_bound(claim);
    bound.then(|| format!("the evidence gives it as a bound (“{}”), the claim as a value", source.text))
}

/// The remark on an interval that reaches past what the claim says.
fn interval_remark(claim: &Quantity, source: &Quantity) -> Option<String> {
    let (low, high) = source.interval?;
    let bound = claim_value(claim);
    let interval = format!("the evidence’s interval ({low}–{high})");
    match claim.comparator {
        Comparator::MoreThan | Comparator::AtLeast if low < claim.low => {
            Some(format!("{interval} reaches below {bound}"))
        }
        Comparator::LessThan | Comparator::UpTo if high > claim.high => {
            Some(format!("{interval} reaches above {bound}"))
        }
        _ => None,
    }
}

/// The claim's value with its unit, without its comparator.
fn claim_value(claim: &Quantity) -> String {
    let value = (claim.low * 100.0).round() / 100.0;
    match claim.unit {
        "%" => format!("{value}%"),
        "people" | "studies" | "ratio" | "fold" => value.to_string(),
        unit if unit.starts_with('°') => format!("{value} {unit}"),
        unit => format!("{value} {unit}s"),
    }
}

/// The remark on populations that only one of the two names.
fn population_remark(claim: &BTreeSet<&str>, source: &BTreeSet<&str>) -> Option<String> {
    let only = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| a.difference(b).copied().collect::<Vec<_>>().join(", ");
    match (only(source, claim), only(claim, source)) {
        (s, c) if s.is_empty() && c.is_empty() => None,
        (s, c) if c.is_empty() => {
            Some(format!("the populations differ: the evidence speaks of {s}, the claim does not"))
        }
        (s, c) if s.is_empty() => {
            Some(format!("the populations may differ: the claim speaks of {c}, the evidence here does not"))
        }
        (s, c) => Some(format!("the populations differ: the evidence speaks of {s}, the claim of {c}")),
    }
}

/// The populations that a text names, each by one name however it is worded.
fn populations(text: &str) -> BTreeSet<&'static str> {
    static NAMED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        MEANING.entries("populations by one name").iter().filter_map(|row| row.split_once(" | ")).collect()
    });
    static LIST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NAMED.iter().map(|p| &p.0)));
    LIST.find(&scan(text)).into_iter().filter_map(|h| NAMED.get(h.index)).map(|p| p.1).collect()
}

/// The evidence's figure in its words, with its interval.
fn with_interval(q: &Quantity) -> String {
    match q.interval {
        Some((low, high)) => format!("{} ({low}–{high})", q.text),
        None => q.text.clone(),
    }
}
