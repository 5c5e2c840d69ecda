//! Figures of unlike units in one, so that the same amount is known again: weeks and days, pounds and kilograms, degrees of two
//! scales, a fall by so many per cent and the ratio that is left.

use crate::model::Quantity;

/// Values in the unit they are compared in.
#[derive(Debug)]
pub(in crate::compare) struct CommonUnit {
    pub(in crate::compare) unit: &'static str,
    pub(in crate::compare) low: f64,
    pub(in crate::compare) high: f64,
    /// Half of the last place printed, in that unit.
    pub(super) rounding: f64,
}

impl CommonUnit {
    /// The same in another unit.
    pub(in crate::compare) fn scale(&self, unit: &'static str, factor: f64) -> Self {
        Self { unit, low: self.low * factor, high: self.high * factor, rounding: self.rounding * factor }
    }
}

/// Which way something changes or differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Higher,
    Lower,
}

/// Days of a month.
pub(super) const MONTH: f64 = 30.44;

/// Units, the one of their kind in which they are compared, and how many of it they are.
const UNITS: [(&str, &str, f64); 39] = [
    ("second", "minute", 1.0 / 60.0),
    ("hour", "minute", 60.0),
    ("week", "day", 7.0),
    ("month", "day", MONTH),
    ("year", "day", 365.25),
    ("ng", "mg", 1e-6),
    ("mcg", "mg", 0.001),
    ("g", "mg", 1000.0),
    ("kg", "mg", 1e6),
    ("oz", "mg", 28_349.523_125),
    ("lb", "mg", 453_592.37),
    ("stone", "mg", 6_350_293.18),
    ("l", "ml", 1000.0),
    // An American fluid ounce; a British one is a twenty-fifth smaller.
    ("fl oz", "ml", 29.5735),
    ("cm", "mm", 10.0),
    ("m", "mm", 1000.0),
    ("km", "mm", 1e6),
    ("inch", "mm", 25.4),
    ("foot", "mm", 304.8),
    ("yard", "mm", 914.4),
    ("mile", "mm", 1_609_344.0),
    ("mol", "mmol", 1000.0),
    ("g/l", "mg/l", 1000.0),
    ("mg/dl", "mg/l", 10.0),
    ("g/dl", "mg/l", 10_000.0),
    ("mg/ml", "mg/l", 1000.0),
    ("mcg/l", "mg/l", 0.001),
    ("mcg/ml", "mg/l", 1.0),
    ("ng/ml", "mg/l", 0.001),
    ("g/kg", "mg/kg", 1000.0),
    ("mcg/kg", "mg/kg", 0.001),
    ("iu/ml", "iu/l", 1000.0),
    ("people", "", 1.0),
    ("number", "", 1.0),
    ("minute", "minute", 1.0),
    ("day", "day", 1.0),
    ("mg", "mg", 1.0),
    ("ml", "ml", 1.0),
    ("mm", "mm", 1.0),
];

/// A figure in the unit of its kind, so that "5 months" meets "20 weeks".
pub(in crate::compare) fn to_common_unit(q: &Quantity) -> CommonUnit {
    let (unit, factor) =
        UNITS.iter().find(|(unit, ..)| *unit == q.unit).map_or((q.unit, 1.0), |(_, common, factor)| (*common, *factor));
    let rounding = if is_rough_share(q) { ROUGH } else { 0.5 * 10f64.powi(-i32::from(q.decimals)) };
    let same = CommonUnit { unit: q.unit, low: q.low, high: q.high, rounding };
    if q.unit == "°F" {
        // A rise by so many degrees has no zero.
        let zero = if q.lead == "by" { 0.0 } else { 32.0 };
        return CommonUnit { low: q.low - zero, high: q.high - zero, ..same }.scale("°C", 5.0 / 9.0);
    }
    same.scale(unit, factor)
}

/// What "two-thirds" or "1 in 3" may stand for, in percentage points on either side.
const ROUGH: f64 = 1.5;

/// Whether a share is given as a simple fraction: nobody says "two-thirds" for 66.7% alone.
pub(in crate::compare) fn is_rough_share(q: &Quantity) -> bool {
    let simple = |digits: &str| digits.parse::<u32>().is_ok_and(|n| n <= 20);
    let mut digits = q.text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    q.unit == "%" && !q.text.contains('%') && !q.text.to_lowercase().contains("cent") && digits.all(simple)
}

/// Whether two figures are in one unit, or in two that can be bridged.
pub(super) fn is_like(claim: &Quantity, source: &Quantity) -> bool {
    const BRIDGED: [[&str; 2]; 6] =
        [["minute", "day"], ["fold", "ratio"], ["degree", "°C"], ["degree", "°F"], ["%", "ratio"], ["%", "fold"]];
    let (c, s) = (to_common_unit(claim).unit, to_common_unit(source).unit);
    c == s || BRIDGED.iter().any(|pair| *pair == [c, s] || *pair == [s, c])
}

/// Two figures of unlike units in one, where one is another way to say the other. A change needs its direction.
pub(super) fn convert_between(
    (claim, claim_direction): (&Quantity, Option<Direction>),
    (source, source_direction): (&Quantity, Option<Direction>),
) -> Option<(CommonUnit, CommonUnit)> {
    const MINUTES: f64 = 24.0 * 60.0;
    let (c, s) = (to_common_unit(claim), to_common_unit(source));
    match (c.unit, s.unit) {
        ("minute", "day") => Some((c, s.scale("minute", MINUTES))),
        ("day", "minute") => Some((c.scale("minute", MINUTES), s)),
        ("fold", "ratio") | ("ratio", "fold") => Some((c.scale("ratio", 1.0), s.scale("ratio", 1.0))),
        ("degree", "°C" | "°F") | ("°C" | "°F", "degree") => Some((c, s)),
        ("%", "ratio" | "fold") => Some((as_ratio(&c, claim_direction?), s.scale("ratio", 1.0))),
        ("ratio" | "fold", "%") => Some((c.scale("ratio", 1.0), as_ratio(&s, source_direction?))),
        _ => None,
    }
}

/// A change by so many per cent as the ratio to what was before: "30% lower" is 0.7, "100% more" is 2.
fn as_ratio(common: &CommonUnit, direction: Direction) -> CommonUnit {
    let sign = if direction == Direction::Lower { -0.01 } else { 0.01 };
    let (one, other) = (1.0 + sign * common.low, 1.0 + sign * common.high);
    CommonUnit { unit: "ratio", low: one.min(other), high: one.max(other), rounding: common.rounding * 0.01 }
}
