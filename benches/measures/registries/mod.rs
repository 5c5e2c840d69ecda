//! `-- --registries`: how fast `check` asks, beside a link checker, on a loopback stand-in for doi.org and for publishers'
//! hosts; and whether a mix of faults ever gives a false verdict.
//!
//! The link checker is `lychee`: `--lychee PATH` names it, otherwise it is looked for in the path; without it, our own
//! figures are printed alone. Both go without their pace, which a loopback server does not need.

mod keepers;
mod paced;
mod retractions;
mod server;

use crate::process::{Run, Times, now};
use crate::{Failed, Measure};
use claimbook::catalogue::Catalogue;
use claimbook::import;
use claimbook::read;
use server::{HOSTS, Server};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--registries",
    takes: None,
    about: "`check` against a loopback stand-in for the registries, beside the link checker that --lychee names",
    run: |wanted| measure(wanted.lychee.clone()),
};

pub(crate) const PACES: Measure = Measure {
    flag: "--paces",
    takes: Some("N"),
    about: "`check` at the services' own paces, up to N DOIs (10000 takes minutes), and a mix of faults in one list",
    run: |wanted| measure_paced(wanted.value.parse()?),
};

/// How often each command is run.
const TIMES: usize = 5;
/// Entries of one article's list.
const LIST: usize = 100;

/// How the services are asked.
#[derive(Clone, Copy, PartialEq)]
enum Paces {
    /// As they come, each at a host of its own.
    BuiltIn,
    /// Without, all at one host.
    Off,
}

/// Measures at the built-in paces, and prints the table, up to so many DOIs.
fn measure_paced(most: usize) -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("paced");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let bench = Bench { server: Server::start()?, lychee: PathBuf::new(), folder };
    paced::measure(&bench, most)?;
    Ok(std::fs::remove_dir_all(&bench.folder)?)
}

/// Measures and prints the table.
fn measure(lychee: PathBuf) -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("registries");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let bench = Bench { server: Server::start()?, lychee, folder };
    println!("| what | must reach | claimbook | lychee | ratio | memory |\n|---|---|---|---|---|---|");
    bench.existence("10,000 DOIs, existence, 20 ms", "≤ 0.30 ×, ≤ 40 MiB", false)?;
    bench.existence("the same, one by one", "≤ 0.9 ×", true)?;
    bench.fresh()?;
    bench.rude_hosts()?;
    retractions::measure(&bench)?;
    bench.faults()?;
    std::fs::remove_dir_all(&bench.folder)?;
    Ok(())
}

struct Bench {
    server: Server,
    lychee: PathBuf,
    folder: PathBuf,
}

/// What one command took.
struct Measured {
    times: Times,
    peak: Option<f64>,
}

impl Bench {
    /// A fresh catalogue of these DOIs, each the one entry of an article's list and cited by it.
    fn desk(&self, name: &str, dois: &[String], paces: Paces) -> Result<PathBuf, Failed> {
        let desk = self.folder.join(name);
        std::fs::create_dir_all(&desk)?;
        let at = "2026-11-01T08:00:00Z".parse()?;
        let mut catalogue = Catalogue::create(&desk.join("claimbook.db"), at)?;
        let deed = claimbook::catalogue::Deed { who: "generator".into(), command: "generate".into(), at, reason: None };
        for (n, dois) in dois.chunks(LIST).enumerate() {
            let mut text = format!("# List {n}\n\n## References\n\n");
            for (number, doi) in dois.iter().enumerate() {
                let number = number + 1;
                writeln!(
                    text,
                    "{number}. {} G. Stairs. J Stairs. 2019;4(1):{number}. doi:{doi}\n",
                    surname(n * LIST + number)
                )?;
            }
            let file = format!("list-{n}.md");
            std::fs::write(desk.join(&file), &text)?;
            let read = read::article::read_article(text.as_bytes(), &file, None, 1 << 24)?;
            let source = import::ArticleSource {
                bytes: text.as_bytes(),
                path: Some(&file),
                article: None,
                is_only_judged: false,
            };
            catalogue.write(&deed, |writing| {
                import::store_article(writing, &source, read, &mut import::KnownWorks::default())
            })?;
        }
        let mut settings = String::new();
        for service in ["doi.org", "crossref", "datacite", "europe-pmc", "pubmed", "pmc"] {
            let (url, pace) = match paces {
                Paces::BuiltIn => (self.server.base_of(service), ""),
                Paces::Off => (format!("http://127.0.0.1:{}", self.server.port), "pace = \"off\"\n"),
            };
            writeln!(settings, "[services.\"{service}\"]\nurl = \"{url}\"\n{pace}")?;
        }
        settings.push_str("[hosts]\n");
        for host in 1..=HOSTS {
            writeln!(settings, "\"127.0.1.{host}:{}\" = \"off\"", self.server.port)?;
        }
        std::fs::write(desk.join("claimbook.toml"), settings)?;
        Ok(desk)
    }

    /// A list of links for the link checker.
    fn links(&self, name: &str, links: impl Iterator<Item = String>) -> Result<PathBuf, Failed> {
        std::fs::create_dir_all(&self.folder)?;
        let file = self.folder.join(format!("{name}.txt"));
        std::fs::write(&file, links.map(|link| link + "\n").collect::<String>())?;
        Ok(file)
    }

    fn ours(&self, desk: &Path, options: &[&str]) -> Run {
        self.command(desk, &[&["check", "--stored", "--format", "json"], options].concat())
    }

    /// A command on a desk's catalogue.
    fn command(&self, desk: &Path, command: &[&str]) -> Run {
        let catalogue = desk.join("claimbook.db").to_string_lossy().into_owned();
        let arguments = [&["--catalogue", &catalogue, "--today", "2026-11-02"], command].concat();
        Run::new(Path::new(env!("CARGO_BIN_EXE_claimbook")), &arguments)
    }

    fn theirs(&self, list: &Path, options: &[&str]) -> Run {
        let list = list.to_string_lossy().into_owned();
        let unpaced =
            ["--no-progress", "--host-request-interval", "0ms", "--host-concurrency", "128", "--max-retries", "3"];
        Run::new(&self.lychee, &[&unpaced, options, &[&list]].concat())
    }

    fn measure(&self, run: &Run, before: impl FnMut() -> Result<(), Failed>) -> Result<Measured, Failed> {
        self.measure_so_often(TIMES, run, before)
    }

    fn measure_so_often(
        &self,
        times: usize,
        run: &Run,
        mut before: impl FnMut() -> Result<(), Failed>,
    ) -> Result<Measured, Failed> {
        let output = self.folder.join("output");
        let mut taken = Vec::new();
        for _ in 0..times {
            before()?;
            let began = now();
            run.once_whatever(&output)?;
            taken.push(began.elapsed());
        }
        before()?;
        Ok(Measured { times: Times::of(taken), peak: run.peak(&output) })
    }

    fn row(&self, what: &str, goal: &str, ours: &Measured, theirs: Option<&Measured>) {
        let seconds =
            |m: &Measured| format!("{:.2} s (least {:.2})", m.times.median.as_secs_f64(), m.times.least.as_secs_f64());
        let mib = |m: &Measured| m.peak.map_or("?".to_owned(), |mb| format!("{:.0}", mb * 1e6 / 1_048_576.0));
        let ratio = theirs.map_or("–".to_owned(), |t| {
            format!("{:.2} ×", ours.times.median.as_secs_f64() / t.times.median.as_secs_f64())
        });
        println!(
            "| {what} | {goal} | {} | {} | {ratio} | {} MiB, {} MiB |",
            seconds(ours),
            theirs.map_or("not there".to_owned(), seconds),
            mib(ours),
            theirs.map_or("?".to_owned(), mib)
        );
    }

    fn has_lychee(&self) -> bool {
        std::process::Command::new(&self.lychee).arg("--version").output().is_ok_and(|o| o.status.success())
    }

    fn dois(class: &str, n: usize) -> Vec<String> {
        (0..n).map(|n| format!("10.5555/{class}.{n:06}")).collect()
    }

    fn existence(&self, what: &str, goal: &str, singly: bool) -> Result<(), Failed> {
        let dois = Self::dois("ok", 10_000);
        let port = self.server.port;
        self.server.set(Duration::from_millis(20), singly);
        let pristine = self.desk(&format!("pristine-{singly}"), &dois, Paces::Off)?;
        let desk = self.folder.join(format!("desk-{singly}"));
        let ours = self.measure(&self.ours(&desk, &["--only", "doi"]), || copy(&pristine, &desk))?;
        let links = self.links("api", dois.iter().map(|doi| format!("http://127.0.0.1:{port}/api/handles/{doi}")))?;
        let theirs = self.has_lychee().then(|| self.measure(&self.theirs(&links, &[]), || Ok(()))).transpose()?;
        self.row(what, goal, &ours, theirs.as_ref());
        Ok(())
    }

    fn fresh(&self) -> Result<(), Failed> {
        let desk = self.folder.join("desk-false");
        self.ours(&desk, &["--only", "doi"]).once_whatever(&self.folder.join("output"))?;
        self.server.forget();
        let ours = self.measure(&self.ours(&desk, &["--only", "doi"]), || Ok(()))?;
        let asked = self.server.requests();
        let links = self.folder.join("api.txt");
        let cached = ["--cache", "--max-cache-age", "30d"];
        let theirs = match self.has_lychee() {
            false => None,
            true => {
                self.theirs(&links, &cached).once_whatever(&self.folder.join("output"))?;
                Some(self.measure(&self.theirs(&links, &cached), || Ok(()))?)
            }
        };
        let _ = std::fs::remove_file(".lycheecache");
        self.row(
            &format!("10,000 fresh answers ({asked} requests sent)"),
            "≤ 1.5 ×, 0 requests",
            &ours,
            theirs.as_ref(),
        );
        Ok(())
    }

    fn rude_hosts(&self) -> Result<(), Failed> {
        self.server.set(Duration::ZERO, false);
        // The link checker follows each DOI to its page. With hosts that refuse for ever it takes a minute: once will do.
        for (name, rude, times) in
            [("500 DOIs, landing pages on", 0, TIMES), ("510, of which 10 hosts answer 429 for ever", 10, 1)]
        {
            let dois = [Self::dois("ok", 500), Self::dois("rlf", rude)].concat();
            let pristine = self.desk(&format!("pristine-{rude}"), &dois, Paces::Off)?;
            let desk = self.folder.join(format!("desk-{rude}"));
            let ours = self
                .measure(&self.ours(&desk, &["--only", "doi,pages", "--landing-pages"]), || copy(&pristine, &desk))?;
            let pages = dois.iter().map(|doi| format!("http://127.0.0.1:{}/{doi}", self.server.port));
            let links = self.links(&format!("pages-{rude}"), pages)?;
            let theirs = || self.measure_so_often(times, &self.theirs(&links, &[]), || Ok(()));
            let theirs = self.has_lychee().then(theirs).transpose()?;
            let goal = if rude == 0 { "–" } else { "≤ 1 s more" };
            self.row(name, goal, &ours, theirs.as_ref());
        }
        Ok(())
    }

    /// A thousand DOIs in a mix of faults: what was said of each.
    fn faults(&self) -> Result<(), Failed> {
        const MIX: &[(&str, usize)] = &[
            ("ok", 790),
            ("ret", 20),
            ("blk", 60),
            ("nf", 20),
            ("del", 10),
            ("slow", 20),
            ("rl", 20),
            ("rot", 15),
            ("tea", 10),
            ("e503", 10),
            ("e500", 10),
            ("gone", 5),
            ("rst", 5),
            ("nohead", 5),
        ];
        self.server.set(Duration::ZERO, false);
        let dois: Vec<String> = MIX.iter().flat_map(|(class, n)| Self::dois(class, *n)).collect();
        let desk = self.desk("faults", &dois, Paces::Off)?;
        let output = self.folder.join("output");
        let file = self.folder.join("retracted.csv");
        let rows =
            Self::dois("ret", 20).iter().enumerate().map(|(n, doi)| retractions::row(n, doi, 0)).collect::<String>();
        std::fs::write(&file, retractions::HEAD.to_owned() + &rows)?;
        self.command(&desk, &["import", "--as", "retractions", &file.to_string_lossy()]).once_whatever(&output)?;
        let began = now();
        self.ours(&desk, &["--only", "doi,notices,pages", "--landing-pages"]).once_whatever(&output)?;
        let took = began.elapsed();
        let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&output)?)?;
        let count = |rule: &str, classes: &[&str]| {
            let found = report["findings"].as_array().into_iter().flatten().filter(|f| f["rule"] == rule);
            let message = |f: &&serde_json::Value| f["message"].to_string();
            found.filter(|f| classes.iter().any(|c| message(f).contains(&format!("10.5555/{c}.")))).count()
        };
        let denied = report["findings"].as_array().into_iter().flatten().filter(|f| f["severity"] == "deny").count();
        let (absent, deleted) = (count("doi-not-found", &["nf"]), count("doi-deleted", &["del"]));
        let retracted =
            report["findings"].as_array().into_iter().flatten().filter(|f| f["rule"] == "work-retracted").count();
        let (unchecked, false_broken) =
            (report["counts"]["unchecked"].as_u64().unwrap_or(0) as usize, denied - absent - deleted - retracted);
        println!(
            "\nA mix of {} DOIs in {:.2} s: {absent} of 20 absent, {deleted} of 10 deleted and {retracted} of 20 retracted found, {false_broken} false “broken”, {unchecked} \
             places unchecked, each with its reason.",
            dois.len(),
            took.as_secs_f64()
        );
        Ok(())
    }
}

/// A family name for a number: works of one author and year would all contend for one citation key.
fn surname(mut n: usize) -> String {
    let mut name = String::from("T");
    while n > 0 {
        name.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
    }
    name + "low"
}

/// Makes one folder a copy of another, of what `check` reads and writes.
fn copy(from: &Path, to: &Path) -> Result<(), Failed> {
    std::fs::create_dir_all(to)?;
    for file in ["claimbook.db", "claimbook.toml"] {
        std::fs::copy(from.join(file), to.join(file))?;
    }
    Ok(())
}
