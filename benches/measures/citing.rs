//! Ten thousand works as a list in AMA style: the whole process, from the catalogue to the last entry.

use crate::catalogue::TODAY;
use crate::process::{Run, in_turn};
use crate::prose::Dice;
use crate::works;
use claimbook::catalogue::{Catalogue, Deed};
use std::path::Path;

type Failed = Box<dyn std::error::Error>;

/// How many works are cited.
const WORKS: usize = 10_000;

/// Makes a catalogue of works alone, cites them all, and prints a row for each style measured.
pub(crate) fn measure(claimbook: &Path, folder: &Path) -> Result<(), Failed> {
    let folder = folder.join("citing");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("claimbook.db");
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    let at: jiff::Timestamp = "2026-02-01T08:00:00Z".parse()?;
    let mut catalogue = Catalogue::create(&file, at)?;
    let deed = Deed { who: "generator".into(), command: "generate".into(), at, reason: None };
    let mut dice = Dice::new(13);
    catalogue.write(&deed, |writing| works::store(writing, &mut dice, WORKS))?;
    drop(catalogue);
    // hayagriva's own command takes 5.1 s for 10,000 entries, and no more than 0.6 of that is allowed.
    for (style, goal) in [("ama", "≤ 3.06 s"), ("apa", "")] {
        let file = file.to_string_lossy();
        let line = ["--catalogue", &file, "--today", TODAY, "-q", "cite", "--style", style];
        let run = Run::new(claimbook, &line);
        let peak = run.peak(&folder.join("output")).map_or(String::new(), |mb| format!("{mb:.0} MB"));
        for times in in_turn(&[run], 3, &folder.join("output"))? {
            crate::row(&format!("`cite --style {style}`, {WORKS} works"), goal, &times, &peak);
        }
    }
    Ok(())
}
