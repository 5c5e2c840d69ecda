//! What a reviewer should know about figures that agree.

use super::values::is_bound;
use crate::model::{Comparator, Quantity};
use crate::text::lexicon::{MEANING, Phrases};
use crate::text::tokens::scan;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The remark on a claim that gives as a value what the evidence gives as a bound.
pub(super) fn describe_bound(claim: &Quantity, source: &Quantity) -> Option<String> {
    let far = claim.comparator == Comparator::MoreThan && source.low > 1.5 * claim.low;
    if far {
        return Some(format!("the evidence’s figure is far higher: {}", source.text));
    }
    let bound = is_bound(source) && !is_bound(claim);
    bound.then(|| format!("the evidence gives it as a bound (“{}”), the claim as a value", source.text))
}

/// The remark on an interval that reaches past what the claim says.
pub(super) fn describe_interval(claim: &Quantity, source: &Quantity) -> Option<String> {
    let (low, high) = source.interval?;
    let bound = show_claim_value(claim);
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
fn show_claim_value(claim: &Quantity) -> String {
    let value = (claim.low * 100.0).round() / 100.0;
    match claim.unit {
        "%" => format!("{value}%"),
        "people" | "studies" | "ratio" | "fold" => value.to_string(),
        unit if unit.starts_with('°') => format!("{value} {unit}"),
        unit => format!("{value} {unit}s"),
    }
}

/// The remark on populations that only one of the two names.
pub(super) fn describe_populations(claim: &BTreeSet<&str>, source: &BTreeSet<&str>) -> Option<String> {
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
pub(super) fn find_populations(text: &str) -> BTreeSet<&'static str> {
    static NAMED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        MEANING.entries("populations by one name").iter().filter_map(|row| row.split_once(" | ")).collect()
    });
    static LIST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NAMED.iter().map(|p| &p.0)));
    LIST.find(&scan(text)).into_iter().filter_map(|h| NAMED.get(h.index)).map(|p| p.1).collect()
}

/// The evidence's figure in its words, with its interval.
pub(super) fn with_interval(q: &Quantity) -> String {
    match q.interval {
        Some((low, high)) => format!("{} ({low}–{high})", q.text),
        None => q.text.clone(),
    }
}
