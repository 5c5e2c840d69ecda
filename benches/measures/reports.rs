//! Reports: the page of an article with 300 claims, and those of 1,000 articles with 30,000 claims; the whole process, and how much
//! is written.

use crate::catalogue::{TODAY, make_in_articles};
use crate::process::{Run, in_turn};
use crate::{Failed, Measure};
use std::path::{Path, PathBuf};

pub(crate) const MEASURE: Measure = Measure {
    flag: "--reports",
    takes: None,
    about: "`report` of an article with 300 claims, and of 1,000 articles with 30,000 claims: time, memory, size",
    run: |wanted| measure(&wanted.claimbook(), &wanted.folder().join("reports")),
};

/// Claims, claims in an article, and what must be reached: time, memory of the process, and bytes on disk.
const SIZES: [(usize, usize, &str); 2] = [(300, 300, "≤ 0.2 s, ≤ 1.5 MB"), (30_000, 30, "≤ 20 s, ≤ 300 MB")];

fn measure(claimbook: &Path, folder: &Path) -> Result<(), Failed> {
    crate::print_times_head();
    for (claims, each, goal) in SIZES {
        let folder = folder.join(format!("{claims}"));
        let file = folder.join("claimbook.db");
        if !file.exists() {
            make_in_articles(&folder, claims, each)?;
        }
        let target = folder.join(if claims == each { "report.html" } else { "pages" });
        let (file, target) = (file.to_string_lossy(), target.to_string_lossy().into_owned());
        let run = Run::new(claimbook, &["--catalogue", &file, "--today", TODAY, "-q", "report", "--output", &target]);
        let peak = run.peak(&folder.join("output")).map_or(String::new(), |mb| format!("{mb:.0} MB"));
        for times in in_turn(&[run], 3, &folder.join("output"))? {
            let articles = claims / each;
            let what = format!("`report`, {articles} articles, {claims} claims; {:.2} MB written", megabytes(&target)?);
            crate::row(&what, goal, &times, &peak);
        }
    }
    Ok(())
}

/// The size of a file, or of the files in a folder, in millions of bytes.
fn megabytes(target: &str) -> Result<f64, Failed> {
    let target = PathBuf::from(target);
    let mut bytes = 0;
    match target.is_dir() {
        true => {
            for file in std::fs::read_dir(target)? {
                bytes += file?.metadata()?.len();
            }
        }
        false => bytes = target.metadata()?.len(),
    }
    Ok(bytes as f64 / 1e6)
}
