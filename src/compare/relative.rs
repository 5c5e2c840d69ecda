//! Figures that say how much more or less something is than something else ("30% lower risk", "twice as likely"), and whether a
//! text also says how much of it there is ("from 4 in 100 to 3 in 100"). Without that a reader cannot tell a large effect from a
//! small one.

use crate::model::Quantity;
use crate::text::find_quantities;
use crate::text::lexicon::{FIGURES, Phrases, WORDING};
use crate::text::tokens::{Token, scan};
use std::sync::LazyLock;

/// The relative figures of a text, in order.
pub fn find_relative_figures(text: &str) -> Vec<Quantity> {
    let tokens = scan(text);
    find_quantities(text).into_iter().filter(|figure| is_relative(figure, &tokens)).collect()
}

/// Whether a text gives an absolute figure: a share that is no change, or the words of one.
pub fn gives_absolute_figure(text: &str) -> bool {
    let tokens = scan(text);
    let is_share = |q: &Quantity| q.unit == "%" && !is_relative(q, &tokens);
    find_quantities(text).iter().any(is_share) || !ABSOLUTE.find(&tokens).is_empty()
}

/// Whether a figure is one of a comparison.
fn is_relative(figure: &Quantity, tokens: &[Token]) -> bool {
    match figure.unit {
        "fold" | "ratio" => true,
        "%" => {
            let next = tokens.partition_point(|t| t.start < figure.end);
            let by = figure.lead == "by" && measures_change(figure);
            by || figure.text.to_lowercase().contains("halv") || BEHIND.match_at(tokens, next).is_some()
        }
        _ => false,
    }
}

/// What stands behind a percentage that compares.
static BEHIND: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("behind a relative figure"));

/// Words with which a text gives the absolute figures too.
static ABSOLUTE: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("an absolute figure in words"));

/// Whether a figure measures a change, such as a reduction: a share of people is not compared with it.
fn measures_change(q: &Quantity) -> bool {
    let by = q.lead == "by";
    // "Halved" is figure and change in one word.
    if q.text.split_whitespace().any(|word| word.to_lowercase().starts_with("halv")) {
        return true;
    }
    q.of.iter().any(|w| is_change(w) || by && CHANGES_BY.iter().any(|c| w.starts_with(c)))
}

fn is_change(word: &str) -> bool {
    CHANGES.iter().any(|c| word.starts_with(c))
}

static CHANGES: LazyLock<&[&str]> = LazyLock::new(|| FIGURES.entries("beginnings of changes"));

/// Words of change that mean other things too ("raised blood pressure", "falls"): they tell it only of a figure with "by".
static CHANGES_BY: LazyLock<&[&str]> = LazyLock::new(|| FIGURES.entries("beginnings of changes by a figure"));
