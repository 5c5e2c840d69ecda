//! Pictures of numbers: what a template needs to draw them as SVG, each with the words that say the same.

use crate::pages::words::{describe_health, describe_mark};
use crate::tasks::overview::{AgeCounts, ClaimMark, LevelCounts, LinkCounts, LinkHealth};
use crate::text::format_count;
use std::collections::BTreeMap;

/// A part of a whole, as a bar with its words.
pub(super) struct Bar {
    /// What is counted.
    pub(super) label: String,
    /// How many.
    pub(super) part: u32,
    /// Of how many.
    pub(super) whole: u32,
    /// The name of its colour.
    pub(super) colour: &'static str,
    /// What the picture says, in a sentence.
    pub(super) says: String,
}

impl Bar {
    /// How long it is, of 100.
    pub(super) fn length(&self) -> String {
        format_share(self.part, self.whole)
    }
}

/// A stretch of a bar that shows all parts of a whole.
pub(super) struct BarStretch {
    /// The name of its colour.
    pub(super) colour: &'static str,
    /// Where it begins, of 100.
    pub(super) from: String,
    /// How long it is.
    pub(super) length: String,
}

/// What a stretch stands for: a line of the legend, by which the page can be filtered.
pub(super) struct Choice {
    /// The name of the state, which is that of its symbol, its colour and its filter.
    pub(super) name: &'static str,
    /// Its words.
    pub(super) words: &'static str,
    /// What they mean.
    pub(super) meaning: &'static str,
    /// How many claims are in it.
    pub(super) count: u32,
}

/// A step of the pyramid of evidence.
pub(super) struct Step {
    /// The level.
    pub(super) level: usize,
    /// How many claims.
    pub(super) claims: u32,
    /// The corners.
    pub(super) points: String,
    /// Where its words stand.
    pub(super) middle: u32,
}

/// A share of 100 with one decimal, as SVG takes it.
fn format_share(part: u32, whole: u32) -> String {
    format!("{:.1}", to_share(part, whole))
}

fn to_share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) * 100.0 / f64::from(whole) }
}

/// One after the other, from left to right.
pub(super) fn line_up(parts: &[(&'static str, u32)]) -> Vec<BarStretch> {
    let whole: u32 = parts.iter().map(|(_, n)| n).sum();
    let mut begun = 0;
    let mut stretches = Vec::new();
    for (colour, n) in parts.iter().filter(|(_, n)| *n > 0) {
        stretches.push(BarStretch { colour, from: format_share(begun, whole), length: format_share(*n, whole) });
        begun += n;
    }
    stretches
}

/// Every state that claims are in, the gravest first.
pub(super) fn list_choices(counts: &BTreeMap<ClaimMark, u32>) -> Vec<Choice> {
    let choice = |mark: &ClaimMark| {
        let described = describe_mark(*mark);
        let count = counts.get(mark).copied().unwrap_or(0);
        Choice { name: described.name, words: described.words, meaning: described.meaning, count }
    };
    ClaimMark::ALL.iter().map(choice).filter(|choice| choice.count > 0).collect()
}

/// The height of a step, and half the width of the pyramid's foot.
const STEP: u32 = 30;
const HALF: u32 = 120;

/// The pyramid, its top first: levels 1 to 5.
pub(super) fn build_pyramid(counts: &LevelCounts) -> Vec<Step> {
    let steps = (0u32..).zip(counts.levels).map(|(at, claims)| {
        let (top, foot) = (at * STEP, (at + 1) * STEP - 3);
        let half = |y: u32| 14 + (HALF - 14) * y / (5 * STEP - 3);
        let points = format!(
            "{},{top} {},{top} {},{foot} {},{foot}",
            HALF - half(top),
            HALF + half(top),
            HALF + half(foot),
            HALF - half(foot)
        );
        Step { level: at as usize + 1, claims, points, middle: top + STEP / 2 + 3 }
    });
    steps.collect()
}

/// What the pyramid says.
pub(super) fn describe_levels(counts: &LevelCounts) -> String {
    let levels =
        (1..).zip(counts.levels).map(|(level, n)| format!("level {level}: {}", format_count(n as usize, "claim")));
    format!("Claims by the strongest evidence that each rests on. {}.", levels.collect::<Vec<_>>().join("; "))
}

/// Works by age.
pub(super) fn list_ages(counts: &AgeCounts) -> Vec<Bar> {
    let whole = counts.bands.iter().map(|band| band.works).sum::<u32>() + counts.unknown;
    let bar = |label: String, part: u32, colour| {
        let says = format!("{part} of {} {label}", format_count(whole as usize, "work"));
        Bar { label, part, whole, colour, says }
    };
    let mut bars: Vec<Bar> = counts
        .bands
        .iter()
        .map(|band| {
            let label = match band.to {
                Some(to) if band.from == 0 => format!("are up to {} old", format_count(to as usize, "year")),
                Some(to) => format!("are {} to {to} years old", band.from),
                None => format!("are over {} years old", band.from.saturating_sub(1)),
            };
            bar(label, band.works, "cited")
        })
        .collect();
    if counts.unknown > 0 {
        bars.push(bar("have no known year".to_owned(), counts.unknown, "ground"));
    }
    bars
}

/// Sources by where they lead.
pub(super) fn list_links(counts: &LinkCounts) -> Vec<Bar> {
    let whole: u32 = counts.0.values().sum();
    let bar = |health: &LinkHealth| {
        let part = counts.0.get(health).copied().unwrap_or(0);
        let (colour, label) = describe_health(*health);
        let says = format!("{part} of {} {label}", format_count(whole as usize, "source"));
        Bar { label: label.to_owned(), part, whole, colour, says }
    };
    LinkHealth::ALL.iter().map(bar).filter(|bar| bar.part > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_fill_the_bar_and_empty_ones_are_left_out() {
        let stretches = line_up(&[("bad", 1), ("none", 0), ("good", 3)]);
        let shown: Vec<_> = stretches.iter().map(|s| (s.colour, s.from.as_str(), s.length.as_str())).collect();
        assert_eq!(shown, [("bad", "0.0", "25.0"), ("good", "25.0", "75.0")]);
        assert!(line_up(&[("bad", 0)]).is_empty());
    }

    #[test]
    fn the_pyramid_has_five_steps_that_widen() {
        let steps = build_pyramid(&LevelCounts { levels: [1, 0, 2, 0, 0], ..LevelCounts::default() });
        assert_eq!(
            steps.iter().map(|step| (step.level, step.claims)).collect::<Vec<_>>(),
            [(1, 1), (2, 0), (3, 2), (4, 0), (5, 0)]
        );
        assert!(steps[0].points.starts_with("106,0 134,0 "), "{}", steps[0].points);
        assert!(steps[4].points.ends_with("240,147 0,147"), "{}", steps[4].points);
    }
}
