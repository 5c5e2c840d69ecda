//! Ten thousand works out, in every format that holds them, and ten times as many, to show that memory does not grow: the
//! whole process, from the catalogue to the last byte of the file.

use crate::catalogue::TODAY;
use crate::process::{Run, in_turn};
use crate::works;
use claimbook::write::{RecordKind, WRITERS};
use std::path::Path;

type Failed = Box<dyn std::error::Error>;

/// Formats that have a goal.
const GOAL: [&str; 4] = ["bibtex", "ris", "csl-json", "csv"];

/// Makes catalogues of works alone, exports them, and prints a row for each format and size.
pub(crate) fn measure(claimbook: &Path, folder: &Path) -> Result<(), Failed> {
    for count in [10_000, 100_000] {
        let folder = folder.join(format!("works-alone-{count}"));
        let file = works::alone(&folder, count)?;
        let (file, output) = (file.to_string_lossy(), folder.join("output"));
        let formats = WRITERS.iter().filter(|writer| matches!(writer.holds, RecordKind::Rows | RecordKind::Items));
        for format in formats.map(|writer| writer.name).filter(|name| count == 10_000 || GOAL.contains(name)) {
            let line = ["--catalogue", &file, "--today", TODAY, "-q", "export", "works", "--to", format];
            let run = Run::new(claimbook, &line);
            let peak = run.peak(&output).map_or(String::new(), |mb| format!("{mb:.0} MB"));
            let goal = if count == 10_000 && GOAL.contains(&format) { "≤ 0.25 s, ≤ 40 MiB" } else { "" };
            for times in in_turn(&[run], 5, &output)? {
                crate::row(&format!("`export works --to {format}`, {count} works"), goal, &times, &peak);
            }
        }
    }
    Ok(())
}
