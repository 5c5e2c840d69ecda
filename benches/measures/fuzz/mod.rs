//! `cargo bench --bench measures -- --fuzz READER --minutes N`: odd inputs for one reader, or for `all` of them one behind the
//! other, made of the kept ones in tests/fixtures/fuzz, for so many minutes of the processor. Inputs that show something new are made more of. What a reader may not do on any of them: panic, take
//! more than five seconds of the processor, hold more than a gigabyte, or tell places that are not in the text.

mod guard;
mod mutate;
#[allow(unreachable_pub, reason = "the tests share it, where pub means for the other topics")]
#[path = "../../../tests/suite/read/kept/targets.rs"]
mod targets;
mod tokens;

use super::prose::Dice;
use super::{Failed, Measure, Wanted};
use crate::process::{peak_memory, processor_seconds};
use guard::Guard;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use targets::{TARGETS, Target};
use tokens::Tokens;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--fuzz",
    takes: Some("READER"),
    about: "gives a reader, or all of them, odd inputs for --minutes N of the processor, drawn by --seed N",
    run,
};

/// Larger inputs are tried, and no more are made of them.
const LARGEST_KEPT: usize = 64 << 10;

/// The words of a reader's format.
fn tokens_of(reader: &str) -> Tokens {
    match reader {
        "markdown" => tokens::MARKDOWN,
        "html" => tokens::HTML,
        "docx" => tokens::DOCX,
        "jats" => tokens::JATS,
        "claims" => tokens::CLAIMS,
        _ => tokens::TEXT,
    }
}

/// Where inputs are kept.
fn kept_folder(reader: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fuzz").join(reader)
}

/// One reader, the inputs that more are made of, and what they have shown.
struct Fuzzing {
    target: &'static Target,
    inputs: Vec<Vec<u8>>,
    met: BTreeSet<String>,
    /// The first input that failed in each way.
    failures: BTreeMap<String, Vec<u8>>,
    /// The processor's seconds for the slowest input, and its bytes.
    slowest: (f64, usize),
    guard: Guard,
}

/// Each reader in a process of its own, so that what ends one does not end the others.
fn run_all(wanted: &Wanted) -> Result<(), Failed> {
    println!(
        "| reader | inputs | minutes of the processor | kinds of things met | kept for more | slowest | memory at most | failures |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut failed = Vec::new();
    for target in TARGETS {
        let (minutes, seed) = (wanted.minutes.to_string(), wanted.seed.to_string());
        let arguments = ["--fuzz", target.name, "--minutes", &minutes, "--seed", &seed];
        if !std::process::Command::new(std::env::current_exe()?).args(arguments).status()?.success() {
            failed.push(target.name);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
}

fn run(wanted: &Wanted) -> Result<(), Failed> {
    if wanted.value == "all" {
        return run_all(wanted);
    }
    let known = || TARGETS.iter().map(|t| t.name).chain(["all"]).collect::<Vec<_>>().join(", ");
    let target = TARGETS.iter().find(|t| t.name == wanted.value);
    let target = target.ok_or_else(|| format!("--fuzz wants one of {}", known()))?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    std::fs::create_dir_all(&folder)?;
    let mut seeds: Vec<PathBuf> =
        std::fs::read_dir(kept_folder(target.name))?.map(|file| file.map(|f| f.path())).collect::<Result<_, _>>()?;
    seeds.sort();
    // Panics are told once each, with their inputs.
    std::panic::set_hook(Box::new(guard::note_panic));
    let mut fuzzing = Fuzzing {
        target,
        inputs: Vec::new(),
        met: BTreeSet::new(),
        failures: BTreeMap::new(),
        slowest: (0.0, 0),
        guard: Guard::start(folder.join(format!("{}.input", target.name))),
    };
    for seed in &seeds {
        fuzzing.try_input(&std::fs::read(seed)?);
    }
    // Of the processor's time, since others may keep the cores busy.
    let (mut dice, began, mut tried) = (Dice::new(wanted.seed), processor_seconds(), 0_u64);
    while processor_seconds() - began < wanted.minutes * 60.0 && !fuzzing.inputs.is_empty() {
        let (one, other) = (fuzzing.draw(&mut dice), fuzzing.draw(&mut dice));
        fuzzing.try_input(&mutate::make(&mut dice, &one, &other, tokens_of(target.name)));
        tried += 1;
    }
    _ = std::panic::take_hook();
    fuzzing.report(tried, processor_seconds() - began, &folder)
}

impl Fuzzing {
    /// An input to make more of: often one of the last that showed something new.
    fn draw(&self, dice: &mut Dice) -> Vec<u8> {
        let count = self.inputs.len();
        let at = if dice.percent(50) { count - 1 - dice.below(count.min(50)) } else { dice.below(count) };
        self.inputs.get(at).cloned().unwrap_or_default()
    }

    fn try_input(&mut self, input: &[u8]) {
        let began = processor_seconds();
        let read = self.read(input);
        let took = processor_seconds() - began;
        if took > self.slowest.0 {
            self.slowest = (took, input.len());
        }
        match read {
            Ok(met) => {
                let before = self.met.len();
                self.met.extend(met);
                if input.len() <= LARGEST_KEPT && (self.met.len() > before || self.inputs.is_empty()) {
                    self.inputs.push(input.to_vec());
                }
            }
            Err(how) if !self.failures.contains_key(&how) => {
                let small = self.shrink(input, &how);
                eprintln!("{how}: {} bytes, {} when made smaller", input.len(), small.len());
                self.failures.insert(how, small);
            }
            Err(_) => {}
        }
    }

    /// What an input shows, or how it failed.
    fn read(&self, input: &[u8]) -> Result<BTreeSet<String>, String> {
        let _watched = self.guard.watch(input);
        catch_unwind(AssertUnwindSafe(|| (self.target.read)(input))).map_err(|_| guard::last_panic())
    }

    /// The same failure with less.
    fn shrink(&self, input: &[u8], how: &str) -> Vec<u8> {
        let mut small = input.to_vec();
        let mut size = small.len() / 2;
        let mut left = 2_000;
        while size > 0 {
            let mut at = 0;
            while at < small.len() && left > 0 {
                let mut less = small.clone();
                less.drain(at..(at + size).min(small.len()));
                left -= 1;
                match self.read(&less) {
                    Err(same) if same == how => small = less,
                    _ => at += size,
                }
            }
            size /= 2;
        }
        small
    }

    fn report(&self, tried: u64, took: f64, folder: &Path) -> Result<(), Failed> {
        let (slowest, size) = self.slowest;
        println!(
            "| {} | {tried} | {:.1} | {} | {} | {:.2} s ({size} bytes) | {} | {} |",
            self.target.name,
            took / 60.0,
            self.met.len(),
            self.inputs.len(),
            slowest,
            peak_memory().map_or("not measured".to_owned(), |mb| format!("{mb:.0} MB")),
            match self.failures.len() {
                0 => "none".to_owned(),
                n => format!("**{n}**"),
            }
        );
        for (n, (how, input)) in self.failures.iter().enumerate() {
            let file = folder.join(format!("{}-{n}.failed", self.target.name));
            std::fs::write(&file, input)?;
            println!("{}: {how}", file.display());
        }
        if self.failures.is_empty() {
            Ok(())
        } else {
            Err("keep these in tests/fixtures/fuzz, and mend the reader".into())
        }
    }
}
