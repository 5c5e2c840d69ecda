//! Ten thousand works as a list in AMA style: the whole process, from the catalogue to the last entry.

use crate::catalogue::TODAY;
use crate::process::{Run, in_turn};
use crate::works;
use std::path::Path;

type Failed = Box<dyn std::error::Error>;

/// How many works are cited.
const WORKS: usize = 10_000;

/// Cites every work of a catalogue of works alone, and prints a row for each style measured.
pub(crate) fn measure(claimbook: &Path, folder: &Path) -> Result<(), Failed> {
    let folder = folder.join("works-alone");
    let file = works::alone(&folder, WORKS)?;
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
