//! `--audits`: an audit of everything, with nothing kept from an earlier one, with everything, and with one article changed since;
//! sources known by their times, and by what is in them, as in CI.

use crate::catalogue::{Made, TODAY};
use crate::commands::ready;
use crate::process::{Run, Times, in_turn, now};
use crate::{Failed, Measure, Wanted, print_times_head, row};
use claimbook::tasks::kept_audits::WORTH_KEEPING;
use std::path::Path;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--audits",
    takes: None,
    about: "audits of --claims N claims, anew and with what an earlier one kept",
    run,
};

/// How often each is run.
const TIMES: usize = 3;

fn run(wanted: &Wanted) -> Result<(), Failed> {
    let folder = wanted.folder();
    let made = ready(&folder, wanted.claims)?;
    println!("{} claims in {} articles:\n", made.claims, made.articles);
    print_times_head();
    let audits = Audits { claimbook: wanted.claimbook(), made, folder };
    for format in ["human", "json"] {
        audits.measure(
            &format!("`audit --format {format}`, nothing kept"),
            "",
            &["--no-cache", "--format", format],
            "",
        )?;
    }
    for (how, ci) in [("by time", ""), ("by hash, as in CI", "CI=1")] {
        let cache = audits.folder.join("cache");
        let _ = std::fs::remove_dir_all(&cache);
        audits.first(&format!("the first, which keeps what it finds; sources {how}"), ci)?;
        audits.measure(&format!("the same again, nothing changed; sources {how}"), "≤ 3 s at 1,000,000", &[], ci)?;
        audits.changed(&format!("one article changed; sources {how}"), "≤ 3 s at 1,000,000", ci)?;
        println!(
            "| what is kept, on disk | | {} | | |",
            describe_kept(&cache.join("claimbook/audits"), audits.made.articles)?
        );
    }
    Ok(())
}

/// How much the audits kept: fewer articles than are worth it leave no folder at all.
fn describe_kept(folder: &Path, articles: usize) -> Result<String, Failed> {
    if articles < WORTH_KEEPING && !folder.exists() {
        return Ok(format!("nothing: fewer than {WORTH_KEEPING} articles are judged anew each time"));
    }
    let kept = std::fs::read_dir(folder)?.flatten();
    let bytes: u64 = kept.filter_map(|file| Some(file.metadata().ok()?.len())).sum();
    Ok(format!("{:.0} MB", bytes as f64 / 1e6))
}

struct Audits {
    claimbook: std::path::PathBuf,
    made: Made,
    folder: std::path::PathBuf,
}

impl Audits {
    /// `audit` with a cache of its own, and variables of the environment besides.
    fn audit(&self, arguments: &[&str], variable: &str) -> Run {
        let (claimbook, catalogue) = (self.claimbook.to_string_lossy(), self.made.file.to_string_lossy());
        let cache = format!("XDG_CACHE_HOME={}", self.folder.join("cache").display());
        let mut line = vec![cache.as_str()];
        line.extend((!variable.is_empty()).then_some(variable));
        line.extend([&*claimbook, "--catalogue", &catalogue, "--today", TODAY, "audit"]);
        line.extend(arguments);
        Run::new(Path::new("/usr/bin/env"), &line)
    }

    fn measure(&self, what: &str, goal: &str, arguments: &[&str], variable: &str) -> Result<(), Failed> {
        let (run, output) = (self.audit(arguments, variable), self.folder.join("output"));
        let peak = run.peak(&output).map_or(String::new(), |mb| format!("{mb:.0} MB"));
        in_turn(&[run], TIMES, &output)?.iter().for_each(|times| row(what, goal, times, &peak));
        Ok(())
    }

    fn first(&self, what: &str, variable: &str) -> Result<(), Failed> {
        let began = now();
        let peak = self.audit(&[], variable).peak(&self.folder.join("output"));
        row(what, "", &Times::of(vec![began.elapsed()]), &peak.map_or(String::new(), |mb| format!("{mb:.0} MB")));
        Ok(())
    }

    fn changed(&self, what: &str, goal: &str, variable: &str) -> Result<(), Failed> {
        let output = self.folder.join("output");
        let mut taken = Vec::new();
        for kind in ["kind=harm", "kind=benefit", "kind=risk"] {
            let catalogue = self.made.file.to_string_lossy();
            Run::new(&self.claimbook, &["--catalogue", &catalogue, "edit", "guide-00000/c1", kind])
                .once_whatever(&output)?;
            let began = now();
            self.audit(&[], variable).once_whatever(&output)?;
            taken.push(began.elapsed());
        }
        row(what, goal, &Times::of(taken), "");
        Ok(())
    }
}
