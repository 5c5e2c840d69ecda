//! `cargo bench --bench measures`: what claimbook takes and how right it is, as the tables of docs/performance.md and
//! docs/accuracy.md. `-- --help` lists the measures; each is a file here and a line in [`MEASURES`].

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it prints a report")]

mod anchors;
mod articles;
mod audits;
mod catalogue;
mod citing;
mod claims;
mod commands;
mod exporting;
mod figures;
mod fuzz;
mod gate;
mod growth;
mod hub;
mod links;
mod printed;
mod process;
mod prose;
mod records;
mod registries;
mod reports;
mod serving;
mod states;
mod works;

use process::Times;
use std::path::{Path, PathBuf};

type Failed = Box<dyn std::error::Error>;

/// One measure.
struct Measure {
    /// How it is asked for.
    flag: &'static str,
    /// What has to stand behind the flag.
    takes: Option<&'static str>,
    /// What it tells, in a line.
    about: &'static str,
    run: fn(&Wanted) -> Result<(), Failed>,
}

/// Every measure; the first is taken where none is named.
const MEASURES: &[Measure] = &[
    commands::MEASURE,
    records::MEASURE,
    articles::MEASURE,
    registries::MEASURE,
    registries::PACES,
    printed::MEASURE,
    printed::WHY,
    claims::MEASURE,
    claims::TRAIN,
    links::MEASURE,
    figures::MEASURE,
    reports::MEASURE,
    anchors::MEASURE,
    gate::MEASURE,
    serving::MEASURE,
    states::MEASURE,
    audits::MEASURE,
    fuzz::MEASURE,
    growth::MEASURE,
    growth::ONE,
    hub::MEASURE,
];

/// What the command line says besides.
struct Wanted {
    /// Of the largest catalogue.
    claims: usize,
    /// Where what is made is kept, and used again.
    folder: Option<PathBuf>,
    /// The link checker to compare with.
    lychee: PathBuf,
    /// Also what is not told right.
    missed: bool,
    minutes: f64,
    seed: u64,
    /// What stands behind the measure's flag.
    value: String,
}

impl Wanted {
    /// The folder for what is made.
    fn folder(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("measures"))
    }

    /// The program.
    fn claimbook(&self) -> PathBuf {
        PathBuf::from(env!("CARGO_BIN_EXE_claimbook"))
    }
}

/// The measure that is asked for, and with what.
fn parse(mut arguments: impl Iterator<Item = String>) -> Result<(&'static Measure, Wanted), Failed> {
    let mut wanted = Wanted {
        claims: 100_000,
        folder: None,
        lychee: "lychee".into(),
        missed: false,
        minutes: 1.0,
        seed: 1,
        value: String::new(),
    };
    let mut chosen = None;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
        match argument.as_str() {
            "--claims" => wanted.claims = value()?.parse()?,
            "--folder" => wanted.folder = Some(value()?.into()),
            "--lychee" => wanted.lychee = value()?.into(),
            "--missed" => wanted.missed = true,
            "--minutes" => wanted.minutes = value()?.parse()?,
            "--seed" => wanted.seed = value()?.parse()?,
            "--bench" => {} // cargo says so to every benchmark
            flag => {
                let measure = MEASURES.iter().find(|measure| measure.flag == flag).ok_or_else(usage)?;
                if measure.takes.is_some() {
                    wanted.value = value()?;
                }
                chosen = Some(measure);
            }
        }
    }
    chosen.or(MEASURES.first()).map(|measure| (measure, wanted)).ok_or_else(|| usage().into())
}

fn usage() -> String {
    let line =
        |measure: &Measure| format!("\n  {} {}  {}", measure.flag, measure.takes.unwrap_or_default(), measure.about);
    let measures: String = MEASURES.iter().map(line).collect();
    format!(
        "the measures:{measures}\nand with them --claims N, --folder DIR, --missed, --minutes N, --seed N, --lychee PATH"
    )
}

fn main() -> Result<(), Failed> {
    let (measure, wanted) = parse(std::env::args().skip(1))?;
    (measure.run)(&wanted)
}

/// The head of a table of times.
fn print_times_head() {
    println!("{}\n\n| what | must reach | median | least | peak |\n|---|---|---|---|---|", machine());
}

fn row(what: &str, goal: &str, times: &Times, remark: &str) {
    println!("| {what} | {goal} | {} | {} | {remark} |", render(times.median), render(times.least));
}

fn render(time: std::time::Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    if ms < 1000.0 { format!("{ms:.1} ms") } else { format!("{:.2} s", ms / 1e3) }
}

/// The machine in a line, as far as it tells.
fn machine() -> String {
    let first = |file: &str, name: &str| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        text.lines().find(|l| l.starts_with(name)).and_then(|l| l.split_once(':')).map(|(_, v)| v.trim().to_owned())
    };
    let said = |program: &str, arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).output().ok();
        output.map(|o| String::from_utf8_lossy(&o.stdout).lines().next().unwrap_or_default().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let parts = [
        first("/proc/cpuinfo", "model name"),
        Some(format!("{cores} cores")),
        first("/proc/meminfo", "MemTotal"),
        said("uname", &["-sr"]),
        said("rustc", &["--version"]),
        said("sqlite3", &["--version"]).map(|v| format!("sqlite3 {}", v.split(' ').next().unwrap_or_default())),
        Some(format!("load before: {}", load.split(' ').next().unwrap_or_default())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
