//! The catalogue's commands: catalogues of several sizes are made, and the program works on them as whole processes, beside the
//! sqlite3 shell.

use crate::catalogue::{self, Made, TODAY};
use crate::process::{Run, in_turn, now};
use crate::prose::{self, Dice};
use crate::{Failed, Measure, Wanted, citing, machine, render, row, works};
use claimbook::catalogue::{Catalogue, OpenMode};
use std::path::{Path, PathBuf};

pub(crate) const MEASURE: Measure = Measure {
    flag: "--commands",
    takes: None,
    about: "the catalogue's commands, what is measured where nothing is named; --claims N sets the size of the largest catalogue",
    run,
};

fn run(wanted: &Wanted) -> Result<(), Failed> {
    let folder = wanted.folder();
    let sizes: Vec<usize> =
        [1_000, 10_000, 100_000].into_iter().filter(|n| *n < wanted.claims).chain([wanted.claims]).collect();
    let made = sizes.iter().map(|claims| ready(&folder, *claims)).collect::<Result<Vec<_>, _>>()?;
    let measured = made.last().map(|largest| {
        let (claimbook, sqlite) = (wanted.claimbook(), PathBuf::from("sqlite3"));
        Measures { claimbook, sqlite, output: folder.join("output"), made: largest }.report(&made)
    });
    if wanted.folder.is_none() {
        std::fs::remove_dir_all(&folder)?;
    }
    measured.unwrap_or(Ok(()))
}

/// The catalogue of this size: the one that is there, or a new one.
pub(crate) fn ready(folder: &Path, claims: usize) -> Result<Made, Failed> {
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
                row(what, goal, ours, &format!("{ratio:.2} × ({})", render(theirs.median)));
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
