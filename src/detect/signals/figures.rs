//! Figures: percentages, shares, counts, times, doses, ratios; and limits such as "after about 20 weeks".

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::model::{Comparator, Quantity};

pub(in crate::detect) const SIGNAL: Signal = Signal { find };

fn find(sentence: &Sentence) -> Vec<Reason> {
    let figures = sentence.figures.iter().filter(|q| counts_something(q));
    figures
        .map(|q| {
            if q.unit == "trimester" {
                return Reason::new(Mark::Hint, "names a time", &q.text);
            }
            if is_limit(q) {
                return Reason::new(Mark::Threshold, "threshold", &q.text);
            }
            let mark = if q.unit == "%" && !is_change(q) { Mark::Share } else { Mark::Figure };
            Reason::new(mark, "holds a figure", &q.text)
        })
        .collect()
}

/// Whether a figure says something that evidence could bear out. A bare number, a year or a price does not.
fn counts_something(q: &Quantity) -> bool {
    match q.unit {
        "" | "year-date" | "money" => false,
        "studies" => q.low > 1.0,
        _ => true,
    }
}

/// A time or dose from which, or up to which, something holds.
fn is_limit(q: &Quantity) -> bool {
    let time = matches!(q.unit, "week" | "month" | "day" | "year" | "hour" | "minute");
    let dose = matches!(q.unit, "mg" | "g" | "mcg" | "ml" | "iu");
    let bound = !matches!(q.comparator, Comparator::Exactly | Comparator::About);
    (time && matches!(q.lead, "after" | "before" | "until" | "by")) || ((time || dose) && bound)
}

/// A reduction of 67% is a figure, but no share of people.
fn is_change(q: &Quantity) -> bool {
    const CHANGES: [&str; 10] =
        ["reduc", "decreas", "increas", "improv", "declin", "drop", "lower", "higher", "less", "more"];
    q.of.iter().any(|w| CHANGES.iter().any(|c| w.starts_with(c)))
}
