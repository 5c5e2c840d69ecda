//! How right the figures of claims are compared with their evidence's: a table of docs/accuracy.md.

#[path = "../../tests/suite/compare/pairs.rs"]
#[allow(clippy::panic, reason = "a test too: a row of ours that is wrong stops it")]
mod pairs;

use crate::Measure;
use pairs::Score;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--figures",
    takes: None,
    about: "how right claims' figures are compared with those of their evidence; --missed",
    run: |wanted| {
        measure(wanted.missed);
        Ok(())
    },
};

/// Prints the table; with `missed`, the rows that are wrong.
fn measure(missed: bool) {
    let (scores, wrong) = pairs::score();
    println!(
        "| kind of figure | pairs | right | wrong `agrees` | debatable pairs | right |\n|---|---|---|---|---|---|"
    );
    let mut all = Score::default();
    for (kind, score) in scores.iter().filter(|(kind, _)| **kind != "later") {
        row(kind, score);
        all.add(score);
    }
    row("**all of these**", &all);
    scores.get("later").into_iter().for_each(|score| row("later", score));
    if missed {
        wrong.iter().for_each(|row| println!("\n{row}"));
    }
}

fn row(kind: &str, score: &Score) {
    let Score { rows, right, hard, hard_right, wrong_agrees } = score;
    println!("| {kind} | {rows} | {right} ({:.1} %) | {wrong_agrees} | {hard} | {hard_right} |", score.rate() * 100.0);
}
