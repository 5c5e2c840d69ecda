//! How many printed references are read right, and how fast: the table of docs/accuracy.md.

#[path = "../../tests/suite/read/printed/corpus.rs"]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test too: entries of ours that are wrong stop it")]
mod corpus;
#[path = "../../tests/suite/read/printed/samples.rs"]
mod samples;
#[path = "../../tests/suite/read/printed/score.rs"]
#[allow(clippy::panic, reason = "a test too: a field that nobody knows stops it")]
mod score;

use crate::Measure;
use crate::process::now;
use claimbook::read::printed::{self, parse};
use score::{Score, Told, tuning};
use std::time::Duration;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--printed",
    takes: None,
    about: "how right printed references are read; --missed",
    run: |wanted| {
        measure(wanted.missed);
        Ok(())
    },
};

pub(crate) const WHY: Measure = Measure {
    flag: "--why",
    takes: Some("ENTRY"),
    about: "how that entry can be read, and what speaks for each reading",
    run: |wanted| {
        explain(&wanted.value);
        Ok(())
    },
};

/// Prints the tables; with `missed`, what is not right in our own entries and in the tuning halves of the samples.
fn measure(missed: bool) {
    println!("{}\n", crate::machine());
    let samples = samples::groups();
    if samples.is_empty() {
        println!("The samples are not here (../shared); only our own entries are read.\n");
    }
    println!("| entries | must reach | right | tuning half | held-out half | a second |\n|---|---|---|---|---|---|");
    let mut scores = Vec::new();
    for (name, goal, told) in &samples {
        let half = |wanted: bool| Score::of(told.iter().filter(|t| tuning(&t.printed) == wanted));
        let (tuned, held) = (half(true), half(false));
        row(name, &format!("{:.0} %", goal * 100.0), told, &[&tuned, &held]);
        if missed {
            tuned.missed.iter().for_each(|m| println!("{m}"));
        }
        scores.push(((*name).to_owned(), Score::of(told)));
    }
    for (name, floor, told) in &corpus::groups() {
        row(&format!("ours: {name}"), &format!("{:.0} %", floor * 100.0), told, &[]);
        let score = Score::of(told);
        if missed {
            score.missed.iter().for_each(|m| println!("{m}"));
        }
        scores.push((format!("ours: {name}"), score));
    }
    fields(&scores);
    sureness(&scores);
}

/// Prints every reading of an entry that a style proposes, the best first, each with its fields and what speaks for it and
/// against it.
fn explain(entry: &str) {
    for candidate in printed::explain(entry) {
        println!("{:5.2}  {}", candidate.judged, candidate.style);
        for (field, value) in candidate.fields() {
            println!("         {field}: {value}");
        }
        for (feature, points) in &candidate.features {
            println!("  {points:+.2}  {feature}");
        }
        println!();
    }
}

/// A row of the first table.
fn row(name: &str, goal: &str, told: &[Told], halves: &[&Score]) {
    let share = |s: &Score| format!("{:.1} % ({} of {})", s.rate() * 100.0, s.right, s.of);
    let all = Score::of(told);
    let speed = all.of as f64 / time(told).as_secs_f64().max(1e-9);
    let halves: Vec<String> = halves.iter().map(|s| share(s)).chain([String::new(), String::new()]).take(2).collect();
    println!("| {name} | {goal} | {} | {} | {speed:.0} |", share(&all), halves.join(" | "));
}

/// How long it takes to read them: the least of several times for each, as others may keep the machine busy.
fn time(told: &[Told]) -> Duration {
    const ROUNDS: usize = 9;
    let once = |printed: &str| {
        let began = now();
        std::hint::black_box(parse(printed));
        began.elapsed()
    };
    told.iter().filter_map(|t| (0..ROUNDS).map(|_| once(&t.printed)).min()).sum()
}

/// The second table: each field's F1, and how many identifiers are really printed.
fn fields(scores: &[(String, Score)]) {
    const FIELDS: [&str; 10] =
        ["author", "authors", "year", "title", "container", "volume", "issue", "pages", "doi", "url"];
    println!("\n| F1 | {} | DOI, PMID, PMCID precision |", FIELDS.join(" | "));
    println!("|---|{}---|", "---|".repeat(FIELDS.len()));
    for (name, score) in scores {
        let cell = |f: &&str| score.fields.get(*f).filter(|f| f.right + f.wrong + f.missed > 0);
        let cells: Vec<String> =
            FIELDS.iter().map(|f| cell(f).map_or("".to_owned(), |f| format!("{:.1}", f.f1() * 100.0))).collect();
        let (read, there) = score.identifiers;
        let identifiers = if read == 0 { String::new() } else { format!("{there} of {read}") };
        println!("| {name} | {} | {identifiers} |", cells.join(" | "));
    }
}

/// The third table: how often what is said to be sure is right.
fn sureness(scores: &[(String, Score)]) {
    println!("\n| fields that are right, of those said to be | sure | likely | unsure |\n|---|---|---|---|");
    let share = |(right, all): (usize, usize)| match all {
        0 => String::new(),
        _ => format!("{:.1} % of {all}", right as f64 / all as f64 * 100.0),
    };
    for (name, score) in scores {
        println!("| {name} | {} |", score.said.map(share).join(" | "));
    }
}
