//! Whether the evidence's values are what the claim says of its own.

use super::context::FigureContext;
use super::measures::{CommonUnit, MONTH, convert_between, is_rough_share, to_common_unit};
use crate::model::{Comparator, Quantity};

/// Whether the values of two figures fit; none where their units cannot be compared.
pub(super) fn fit_values(
    (claim, context): (&Quantity, &FigureContext),
    (source, theirs): (&Quantity, &FigureContext),
) -> Option<bool> {
    let (c, s) = (to_common_unit(claim), to_common_unit(source));
    // "Do not take more than 4 g" gives a most.
    let limit = context.denied && claim.unit != "p-value" && claim.comparator == Comparator::MoreThan;
    let bound = if limit { Comparator::UpTo } else { claim.comparator };
    let values =
        |c: &CommonUnit, s: &CommonUnit| Values { claim, bound, exactly: context.exactly, source, c, s }.are_fitting();
    if let Some((c, s)) = convert_between((claim, context.change), (source, theirs.change)) {
        return Some(values(&c, &s));
    }
    if c.unit != s.unit {
        return None;
    }
    // A month is as often four weeks as it is the twelfth of a year; of five months, it would be another week.
    let weeks = |q: &Quantity, days: &CommonUnit| days.scale("day", if q.unit == "month" { 28.0 / MONTH } else { 1.0 });
    let counted = |a: &Quantity, b: &Quantity| a.unit == "month" && a.high <= 3.0 && matches!(b.unit, "week" | "day");
    let in_weeks = counted(claim, source) || counted(source, claim);
    Some(values(&c, &s) || in_weeks && values(&weeks(claim, &c), &weeks(source, &s)))
}

/// Two figures with their values in one unit.
struct Values<'q> {
    claim: &'q Quantity,
    /// How the claim's figure bounds what it speaks of.
    bound: Comparator,
    /// The claim says "exactly".
    exactly: bool,
    source: &'q Quantity,
    c: &'q CommonUnit,
    s: &'q CommonUnit,
}

impl Values<'_> {
    fn are_fitting(&self) -> bool {
        use Comparator::{About, AtLeast, Exactly, LessThan, MoreThan, UpTo};
        let (c, s, theirs) = (self.c, self.s, self.source.comparator);
        let range = |q: &Quantity| q.high > q.low;
        match (self.bound, theirs) {
            (MoreThan, MoreThan) | (LessThan, LessThan) => self.fit_loosely(c.low, s.low),
            (AtLeast, AtLeast | MoreThan) => self.fit_loosely(c.low, s.low) || s.low > c.low,
            (MoreThan | AtLeast, LessThan | UpTo) | (LessThan | UpTo, MoreThan | AtLeast) => false,
            (MoreThan, _) => s.low > c.low + TINY,
            (AtLeast, _) => s.low >= c.low - TINY,
            (LessThan, _) => s.high < c.low - TINY,
            // "Up to 86%" speaks of the highest figure: a lower one does not bear it out.
            (UpTo, _) => self.fit_loosely(c.high, s.high),
            (Exactly | About, _) if range(self.claim) && range(self.source) => {
                self.fit_loosely(c.low, s.low) && self.fit_loosely(c.high, s.high)
            }
            (Exactly | About, _) if range(self.claim) => self.is_span(),
            // A value inside a range is not what the range says.
            (Exactly | About, _) if range(self.source) => false,
            (Exactly | About, _) => self.fit_loosely(c.low, s.low),
        }
    }

    /// Whether the claim's range holds the evidence's value, or is its interval.
    fn is_span(&self) -> bool {
        let factor = if self.source.low == 0.0 { 1.0 } else { self.s.low / self.source.low };
        match self.source.interval {
            Some((low, high)) => {
                self.fit_loosely(self.c.low, low * factor) && self.fit_loosely(self.c.high, high * factor)
            }
            None => self.c.low < self.s.low && self.s.low < self.c.high,
        }
    }

    fn fit_loosely(&self, claim: f64, source: f64) -> bool {
        let about = self.claim.comparator == Comparator::About || self.source.comparator == Comparator::About;
        self.are_near(claim, source) || about && (claim - source).abs() <= 0.1 * claim.abs()
    }

    /// Whether one value is the other, rounded. Of one unit, a claim is not more exact than its source.
    fn are_near(&self, claim: f64, source: f64) -> bool {
        let finer = self.claim.unit == self.source.unit && !is_rough_share(self.source);
        let rounding = match (self.exactly, finer) {
            (true, _) => 0.0,
            (false, true) => self.c.rounding,
            (false, false) => self.c.rounding.max(self.s.rounding),
        };
        let apart = (claim - source).abs();
        apart <= TINY || apart < rounding.min(0.05 * claim.abs().max(source.abs())) - TINY
    }
}

/// Less than any figure is exact to.
const TINY: f64 = 1e-9;

/// Whether a figure is a bound rather than a value.
pub(super) fn is_bound(q: &Quantity) -> bool {
    !matches!(q.comparator, Comparator::Exactly | Comparator::About)
}
