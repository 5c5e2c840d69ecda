//! `cargo bench --bench measures`: makes catalogues of several sizes, runs the release binary on them as whole processes
//! beside the sqlite3 shell, and prints the table of docs/performance.md.
//!
//! `-- --claims N` sets the size of the largest catalogue (100,000 otherwise), `-- --folder DIR` keeps what is made there,
//! and uses it again; otherwise it goes to cargo's own temporary folder and is deleted. `-- --references` measures references
//! in and out alone, `-- --articles` articles; `-- --printed` tells how right printed references are read, with `--missed` also which are not,
//! with `--why ENTRY` instead how that entry can be read, and what speaks for each reading;
//! `-- --fuzz READER --minutes N --seed N` gives a reader odd inputs;
//! `-- --figures` tells how right the figures of claims are compared with their evidence's, with `--missed` also which are not;
//! `-- --sentences` tells how right claims are found and named, with `--missed` also which are not, and `-- --train-claims` trains
//! the model that finds them;
//! `-- --anchors` draws ten thousand edits of articles and prints what became of the claims in them;
//! `-- --links` tells how often the right reference is suggested for a claim;
//! `-- --registries` measures `check` instead, beside the link checker that `--lychee PATH` names.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it prints a report")]

mod anchors;
mod articles;
mod catalogue;
mod citing;
mod claims;
mod exporting;
mod figures;
mod fuzz;
mod growth;
mod links;
mod printed;
mod process;
mod prose;
mod records;
mod registries;
mod works;

use catalogue::{Made, TODAY};
use claimbook::catalogue::{Catalogue, OpenMode};
use process::{Run, Times, in_turn, now};
use prose::Dice;
use std::path::{Path, PathBuf};

type Failed = Box<dyn std::error::Error>;

/// What the command line asks for.
struct Wanted {
    claims: usize,
    folder: Option<PathBuf>,
    /// The registries alone, beside this link checker.
    registries: bool,
    /// Files of references alone.
    references: bool,
    /// Articles alone.
    articles: bool,
    lychee: PathBuf,
    /// The finding of claims alone.
    sentences: bool,
    train_claims: bool,
    /// The anchors of claims alone.
    anchors: bool,
    /// The suggestions of references alone.
    links: bool,
    /// The comparing of figures alone.
    figures: bool,
    /// The reading of printed references alone.
    printed: bool,
    missed: bool,
    /// An entry whose readings are explained instead.
    why: Option<String>,
    /// A reader that is given odd inputs instead.
    fuzz: Option<fuzz::FuzzWanted>,
}

impl Wanted {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failed> {
        let mut wanted = Self {
            claims: 100_000,
            folder: None,
            registries: false,
            references: false,
            articles: false,
            lychee: "lychee".into(),
            sentences: false,
            train_claims: false,
            anchors: false,
            links: false,
            figures: false,
            printed: false,
            missed: false,
            why: None,
            fuzz: None,
        };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--claims" => wanted.claims = arguments.next().ok_or("--claims wants a number")?.parse()?,
                "--folder" => wanted.folder = Some(arguments.next().ok_or("--folder wants a folder")?.into()),
                "--registries" => wanted.registries = true,
                "--references" => wanted.references = true,
                "--articles" => wanted.articles = true,
                "--lychee" => wanted.lychee = arguments.next().ok_or("--lychee wants a path")?.into(),
                "--sentences" => wanted.sentences = true,
                "--train-claims" => wanted.train_claims = true,
                "--anchors" => wanted.anchors = true,
                "--links" => wanted.links = true,
                "--figures" => wanted.figures = true,
                "--printed" => wanted.printed = true,
                "--missed" => wanted.missed = true,
                "--why" => wanted.why = Some(arguments.next().ok_or("--why wants an entry")?),
                "--fuzz" => {
                    let reader = arguments.next().ok_or("--fuzz wants a reader")?;
                    wanted.fuzz = Some(fuzz::FuzzWanted { reader, minutes: 1.0, seed: 1 });
                }
                "--minutes" | "--seed" => {
                    let (fuzz, number) = (wanted.fuzz.as_mut(), arguments.next());
                    let (fuzz, number) =
                        fuzz.zip(number).ok_or(format!("{argument} wants --fuzz before and a number"))?;
                    match argument.as_str() {
                        "--minutes" => fuzz.minutes = number.parse()?,
                        _ => fuzz.seed = number.parse()?,
                    }
                }
                "--bench" => {} // cargo says so to every benchmark
                other => {
                    return Err(format!(
                        "{other} is not known; there are --claims N, --folder DIR, --references, --articles, --sentences, --train-claims, --anchors, --links, --figures, --printed, --missed, --why ENTRY, --fuzz READER with --minutes N and --seed N, --registries and --lychee PATH"
                    )
                    .into());
                }
            }
        }
        Ok(wanted)
    }
}

fn main() -> Result<(), Failed> {
    let wanted = Wanted::parse(std::env::args().skip(1))?;
    if let Some(entry) = &wanted.why {
        printed::explain(entry);
        return Ok(());
    }
    if let Some(wanted) = &wanted.fuzz {
        return fuzz::run(wanted);
    }
    if wanted.train_claims {
        return claims::train_all();
    }
    if wanted.sentences {
        return claims::measure(wanted.missed);
    }
    if wanted.anchors {
        return anchors::measure();
    }
    if wanted.links {
        links::measure();
        return Ok(());
    }
    if wanted.figures {
        figures::measure(wanted.missed);
        return Ok(());
    }
    if wanted.printed {
        printed::measure(wanted.missed);
        return Ok(());
    }
    if wanted.registries {
        return registries::measure(wanted.lychee);
    }
    let folder = wanted.folder.clone().unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("measures"));
    let claimbook = PathBuf::from(env!("CARGO_BIN_EXE_claimbook"));
    if wanted.references {
        println!("{}\n\n| what | must reach | median | least | peak |\n|---|---|---|---|---|", machine());
        records::measure(&claimbook, &folder)?;
        growth::measure();
        return exporting::measure(&claimbook, &folder);
    }
    if wanted.articles {
        println!("{}\n\n| what | must reach | median | least | peak |\n|---|---|---|---|---|", machine());
        return articles::measure(&claimbook, &folder);
    }
    let sizes: Vec<usize> =
        [1_000, 10_000, 100_000].into_iter().filter(|n| *n < wanted.claims).chain([wanted.claims]).collect();
    let made = sizes.iter().map(|claims| ready(&folder, *claims)).collect::<Result<Vec<_>, _>>()?;
    let measured = made.last().map(|largest| {
        let measures =
            Measures { claimbook, sqlite: PathBuf::from("sqlite3"), output: folder.join("output"), made: largest };
        measures.report(&made)
    });
    if wanted.folder.is_none() {
        std::fs::remove_dir_all(&folder)?;
    }
    measured.unwrap_or(Ok(()))
}

/// The catalogue of this size: the one that is there, or a new one.
fn ready(folder: &Path, claims: usize) -> Result<Made, Failed> {
    let folder = folder.join(claims.to_string());
    let complete = folder.join("complete");
    if let Some((articles, works)) = std::fs::read_to_string(&complete).ok().as_deref().and_then(|t| t.split_once(' '))
    {
        let file = folder.join("claimbook.db");
        // One that another version made may have another schema.
        if Catalogue::open(&file, OpenMode::Read).is_ok() {
            return Ok(Made { file, articles: articles.parse()?, claims, works: works.trim().parse()? });
        }
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let began = now();
    let made = catalogue::make(&folder, claims)?;
    eprintln!("made {claims} claims in {:.1} s", began.elapsed().as_secs_f64());
    std::fs::write(complete, format!("{} {}", made.articles, made.works))?;
    Ok(made)
}

struct Measures<'m> {
    claimbook: PathBuf,
    sqlite: PathBuf,
    output: PathBuf,
    made: &'m Made,
}

impl Measures<'_> {
    fn report(&self, made: &[Made]) -> Result<(), Failed> {
        println!("{}", machine());
        println!(
            "Catalogue: {} articles, {} claims, {} works, {:.0} MB\n",
            self.made.articles,
            self.made.claims,
            self.made.works,
            std::fs::metadata(&self.made.file)?.len() as f64 / 1e6
        );
        println!("| what | must reach | median | least | ratio |\n|---|---|---|---|---|");
        self.beside_sqlite()?;
        self.alone()?;
        self.audits(made)?;
        self.imports()?;
        references();
        let folder = self.output.parent().unwrap_or(Path::new("."));
        citing::measure(&self.claimbook, folder)
    }

    /// What the sqlite3 shell can do too.
    fn beside_sqlite(&self) -> Result<(), Failed> {
        let list = "select key, serial, kind, status, statement from article cross join claim on claim.article = article.uid \
                    order by key, serial limit 10";
        let all = "select * from claim_evidence";
        let pairs: [(&str, &str, usize, Run, Run); 3] = [
            ("`--version`", "≤ 1.5 ×", 41, self.ours(&["--version"]), self.shell(&["select 1"])),
            ("`claims --limit 10`", "≤ 3 ×", 41, self.ours(&["claims", "--limit", "10"]), self.shell(&[list])),
            (
                "`export claims --to csv`",
                "≤ 1.5 ×",
                5,
                self.ours(&["export", "claims", "--to", "csv", "--suggestions"]),
                self.csv(all),
            ),
        ];
        for (what, goal, times, ours, theirs) in pairs {
            let taken = in_turn(&[ours, theirs], times, &self.output)?;
            if let [ours, theirs] = taken.as_slice() {
                let ratio = ours.median.as_secs_f64() / theirs.median.as_secs_f64();
                row(what, goal, ours, &format!("{ratio:.2} × ({})", shown(theirs.median)));
            }
        }
        Ok(())
    }

    /// What has a limit of its own.
    fn alone(&self) -> Result<(), Failed> {
        let middle = format!("guide-{:05}", self.made.articles / 2);
        let claim = format!("{middle}/c3");
        let reference = format!("{middle}/r2");
        let lines: [&[&str]; 12] = [
            &["claims", "--kind", "harm", "--limit", "10"],
            &["claims", "--kind", "outcome", "--limit", "10"],
            &["claims", "--article", &middle],
            &["claims", "--unsupported", "--limit", "10"],
            &["claims", "--doi", "10.5555/measure.7"],
            &["references", "--article", &middle],
            &["works", "--limit", "10"],
            &["search", "supervised pelvic"],
            &["show", &claim],
            &["show", &reference],
            &["show", "work7"],
            &["where-used", "work7"],
        ];
        for line in lines {
            let run = self.ours(line);
            for times in in_turn(&[run], 11, &self.output)? {
                row(&format!("`{}`", line.join(" ")), "≤ 50 ms", &times, "");
            }
        }
        Ok(())
    }

    fn audits(&self, made: &[Made]) -> Result<(), Failed> {
        for (at, size) in made.iter().enumerate() {
            let largest = at + 1 == made.len();
            for format in if largest { &["human", "json", "jsonl"][..] } else { &["human"][..] } {
                let run = Run::new(
                    &self.claimbook,
                    &["--catalogue", &size.file.to_string_lossy(), "--today", TODAY, "audit", "--format", format],
                );
                let peak = run.peak(&self.output).map_or("memory not measured".to_owned(), |mb| format!("{mb:.0} MB"));
                for times in in_turn(std::slice::from_ref(&run), 5, &self.output)? {
                    let each = times.median.as_secs_f64() * 1e6 / size.claims as f64;
                    let goal = if largest { "≤ 6 s, ≤ 150 MB" } else { "linear" };
                    let what = format!("`audit --format {format}`, {} claims", size.claims);
                    row(&what, goal, &times, &format!("{each:.0} µs a claim, {peak}"));
                }
            }
        }
        Ok(())
    }

    /// An article of the shared article's size: about 60 sentences that claim something, 10 references.
    fn imports(&self) -> Result<(), Failed> {
        let mut dice = Dice::new(7);
        let claims: Vec<String> = (0..60).map(|_| prose::claim(&mut dice).1).collect();
        let entries: Vec<String> = (0..10).map(|n| works::printed(&works::item(&mut dice, 900_000 + n))).collect();
        let article = self.output.with_file_name("new-article.md");
        std::fs::write(&article, catalogue::markdown(&mut dice, &claims, &entries))?;
        let run = self.ours(&["import", "--dry-run", &article.to_string_lossy()]);
        for times in in_turn(&[run], 11, &self.output)? {
            row("`import --dry-run` of 60 sentences and 10 references", "", &times, "");
        }
        Ok(())
    }

    fn ours(&self, arguments: &[&str]) -> Run {
        let file = self.made.file.to_string_lossy();
        let all: Vec<&str> =
            ["--catalogue", &file, "--today", TODAY].into_iter().chain(arguments.iter().copied()).collect();
        Run::new(&self.claimbook, if arguments == ["--version"] { arguments } else { &all })
    }

    fn shell(&self, statements: &[&str]) -> Run {
        let file = self.made.file.to_string_lossy();
        Run::new(&self.sqlite, &std::iter::once(&*file).chain(statements.iter().copied()).collect::<Vec<_>>())
    }

    fn csv(&self, statement: &str) -> Run {
        Run::new(&self.sqlite, &["-csv", &self.made.file.to_string_lossy(), statement])
    }
}

/// Reading printed references, in this process.
fn references() {
    const COUNT: usize = 20_000;
    let mut dice = Dice::new(11);
    let entries: Vec<String> = (0..COUNT).map(|n| works::printed(&works::item(&mut dice, n))).collect();
    let began = now();
    let confident = entries.iter().filter(|e| claimbook::read::printed::parse(e).confident).count();
    let took = began.elapsed().as_secs_f64();
    let each = COUNT as f64 / took;
    println!(
        "| printed references, {confident} of {COUNT} read with confidence | ≥ 5,000 a second | {took:.2} s | | {each:.0} a second |"
    );
}

fn row(what: &str, goal: &str, times: &Times, remark: &str) {
    println!("| {what} | {goal} | {} | {} | {remark} |", shown(times.median), shown(times.least));
}

fn shown(time: std::time::Duration) -> String {
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
