//! The figures of two wordings of one sentence.

use crate::compare::figures::compare_figures;
use crate::compare::figures::measures::{is_rough_share, to_common_unit};
use crate::model::{Comparator, FigureResult, Quantity};

/// Values nearer to each other than this, relative to the greater, are one: two-thirds and 67%.
const ONE_VALUE: f64 = 0.006;

const MINUTES_OF_A_DAY: f64 = 24.0 * 60.0;

/// What the figures of a wording say that those of an earlier one did not.
pub(super) fn compare_amounts((before, was): (&str, &[Quantity]), (now, is): (&str, &[Quantity])) -> Vec<String> {
    let lacking = |these: &[Quantity], others: &[Quantity]| -> Vec<Quantity> {
        these.iter().filter(|q| !others.iter().any(|other| are_one(q, other))).cloned().collect()
    };
    let (mut gone, mut come) = (lacking(was, is), lacking(is, was));
    come.retain(|new| {
        let exact = gone.iter().position(|old| is_rounded_from(new, old));
        exact.map(|at| gone.remove(at)).is_none()
    });
    let mut differences: Vec<String> = Vec::new();
    for new in &come {
        let like = gone.iter().position(|old| old.unit == new.unit);
        differences.push(match like.or_else(|| (!gone.is_empty()).then_some(0)).map(|at| gone.remove(at)) {
            Some(old) => format!("“{}” became “{}”", old.text, new.text),
            None => format!("“{}” came", new.text),
        });
    }
    differences.extend(gone.iter().filter(|old| !is_detail(old)).map(|old| format!("“{}” went", old.text)));
    let is_one_of_several = |(at, q): (usize, &Quantity)| {
        is.iter().enumerate().any(|(other, another)| other != at && another.unit == q.unit)
    };
    if differences.is_empty() && is.iter().enumerate().any(is_one_of_several) {
        let matches = compare_figures(now, &[before]).into_iter();
        let turned = matches.filter(|m| m.result == FigureResult::Disagrees);
        differences.extend(turned.map(|m| format!("“{}” is about something else now", m.claim)));
    }
    differences
}

/// Whether a figure says how much, how soon, or of how many studies: without it, the sentence says less.
fn is_detail(q: &Quantity) -> bool {
    matches!(q.lead, "by" | "within") || q.unit == "studies"
}

/// Whether a figure is a more exact one, rounded, and says so: 1,212 and "about 1,200", 26% and "about a quarter", 43% and "more than
/// 40%".
fn is_rounded_from(rounded: &Quantity, exact: &Quantity) -> bool {
    /// Rounding changes a value by no more than this share of it, and a share of all by no more than that and so many points.
    const MOST: f64 = 0.06;
    const MOST_TO_FRACTION: f64 = 0.12;
    const MOST_POINTS: f64 = 2.0;
    let is_one_value = |q: &Quantity| q.low >= q.high && q.low > 0.0;
    let away = (rounded.low - exact.low).abs();
    // Rounded at its first or its second digit.
    let is_rounding = |digit: &f64| {
        let step = 10f64.powf(rounded.low.log10().floor() - digit);
        ((exact.low / step).round() - rounded.low / step).abs() < 1e-9
    };
    let is_fraction = || {
        is_rough_share(rounded)
            && !is_rough_share(exact)
            && exact.unit == "%"
            && away <= MOST_POINTS
            && away <= MOST_TO_FRACTION * exact.low
    };
    let is_whole = rounded.unit == "%" && rounded.low >= 100.0;
    let says_so = match rounded.comparator {
        Comparator::About => true,
        Comparator::MoreThan => exact.low > rounded.low,
        Comparator::LessThan => exact.low < rounded.low,
        _ => false,
    };
    says_so
        && matches!(exact.comparator, Comparator::Exactly | Comparator::About)
        && (rounded.unit, rounded.lead) == (exact.unit, exact.lead)
        && is_one_value(rounded)
        && is_one_value(exact)
        && !is_whole
        && ([0.0, 1.0].iter().any(is_rounding) && away <= MOST * exact.low || is_fraction())
}

/// Whether two figures say one amount, bounded alike and placed in time alike.
pub(super) fn are_one(one: &Quantity, other: &Quantity) -> bool {
    // A range bounds by itself, however it is introduced.
    let is_plain = |q: &Quantity| q.comparator == Comparator::About || q.low < q.high;
    let bound = |q: &Quantity| if is_plain(q) { Comparator::Exactly } else { q.comparator };
    let (a, b) = match (to_common_unit(one), to_common_unit(other)) {
        (a, b) if (a.unit, b.unit) == ("minute", "day") => (a, b.scale("minute", MINUTES_OF_A_DAY)),
        (a, b) if (a.unit, b.unit) == ("day", "minute") => (a.scale("minute", MINUTES_OF_A_DAY), b),
        same => same,
    };
    let near = |x: f64, y: f64| (x - y).abs() <= ONE_VALUE * x.abs().max(y.abs());
    // "From 5 to 50%" begins a range, as "between 5% and 50%" does, and puts nothing later.
    let is_begun = |q: &Quantity| q.low < q.high && q.text.to_lowercase().starts_with("from ");
    let late = |q: &Quantity| q.lead == "after" && !is_begun(q);
    a.unit == b.unit
        && near(a.low, b.low)
        && near(a.high, b.high)
        && bound(one) == bound(other)
        && late(one) == late(other)
}
