//! Quantities: what a figure in a sentence says, so that two of them can be compared.

use super::words::words;

words! {
    /// How a figure bounds what it speaks of.
    #[derive(Default)]
    Comparator, "comparator" {
        /// "40%".
        #[default]
        Exactly = "=",
        /// "about 40%", "around", "nearly", "almost", "~".
        About = "~",
        /// "more than 40%", "over".
        MoreThan = ">",
        /// "at least 40%".
        AtLeast = ">=",
        /// "less than 40%", "under".
        LessThan = "<",
        /// "up to 86%", "as high as".
        UpTo = "<=",
    }
}

/// A figure found in text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quantity {
    /// The words it was read from.
    pub text: String,
    /// Where they begin in that text, in code points.
    pub start: u32,
    /// Where they end, exclusive.
    pub end: u32,
    /// How it bounds.
    pub comparator: Comparator,
    /// The value, or the lower end of a range.
    pub low: f64,
    /// The upper end of a range; equal to `low` for a single value.
    pub high: f64,
    /// Digits after the decimal point as printed, so that rounding is known: 40.5 has 1.
    pub decimals: u8,
    /// What it counts in, in the singular: `%` (also for "two-thirds" and "1 in 7"), `week`, `trimester`, `mg`,
    /// `people`, `studies`, `fold`, `ratio`, `year-date` (a bare year, never compared); empty where unknown.
    pub unit: &'static str,
    /// The word that places it in time, `after` `before` `within` `for` `by` `until`; empty where none does.
    pub lead: &'static str,
    /// Words near it that say what is counted, folded, in their order.
    pub of: Vec<String>,
    /// A confidence interval or range given with it.
    pub interval: Option<(f64, f64)>,
}

words! {
    /// What comparing a claim's figure with the words of its evidence gave: a signal for the reviewer, never a verdict.
    FigureResult, "figure result" {
        /// A figure of the evidence fits.
        Agrees = "agrees",
        /// The evidence gives another figure for the same thing.
        Disagrees = "disagrees",
        /// The evidence gives no such figure.
        NotFound = "not-found",
        /// Whether it fits is withheld from whoever looks, whose own opinion is still to come.
        Withheld = "withheld",
    }
}

/// One figure of a claim beside the figure of its evidence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FigureMatch {
    /// The claim's figure, in its words.
    pub claim: String,
    /// The evidence's figure, in its words.
    pub source: Option<String>,
    /// How they compare.
    pub result: FigureResult,
    /// What a reviewer should know, such as an interval that reaches below; empty if nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remark: String,
}
