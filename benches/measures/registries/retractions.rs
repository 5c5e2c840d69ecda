//! The Retraction Watch file: a file of its size and shape into a catalogue of many works, and what those works are named for.

use super::Bench;
use crate::Failed;
use crate::prose::Dice;
use crate::works;
use claimbook::catalogue::{Catalogue, Deed};
use std::fmt::Write;

/// Rows of the file, and works of the catalogue.
const ROWS: usize = 71_000;
const WORKS: usize = 200_000;

/// One line of the file, for a paper with this DOI and, where it has one, this PubMed identifier.
pub(super) fn row(n: usize, doi: &str, pmid: usize) -> String {
    format!(
        "Knees,{n},Retraction,{doi},{pmid},3/17/2020 0:00,10.5555/notice.{n},0,+Duplication of Data;+Date of Retraction/Other Unknown;\n"
    )
}

/// The first line of the file.
pub(super) const HEAD: &str = "Title,Record ID,RetractionNature,OriginalPaperDOI,OriginalPaperPubMedID,RetractionDate,RetractionDOI,RetractionPubMedID,Reason\n";

/// Measures the import with its screening, and the list of works with notices.
pub(super) fn measure(bench: &Bench) -> Result<(), Failed> {
    let pristine = bench.folder.join("works");
    std::fs::create_dir_all(&pristine)?;
    let at = "2026-11-01T08:00:00Z".parse()?;
    let mut catalogue = Catalogue::create(&pristine.join("claimbook.db"), at)?;
    let deed = Deed { who: "generator".into(), command: "generate".into(), at, reason: None };
    catalogue.write(&deed, |writing| works::store(writing, &mut Dice::new(23), WORKS).map(drop))?;
    drop(catalogue);
    std::fs::write(pristine.join("claimbook.toml"), "")?;
    // One work in about 150 is named; the other papers are not in the catalogue.
    let doi = |n: usize| match n % 52 {
        0 => format!("10.5555/measure.{}", n * 2),
        _ => format!("10.5555/elsewhere.{n}"),
    };
    let file = bench.folder.join("retraction_watch.csv");
    let mut text = HEAD.to_owned();
    (0..ROWS).try_for_each(|n| write!(text, "{}", row(n, &doi(n), if n % 2 == 0 { 60_000_000 + n } else { 0 })))?;
    std::fs::write(&file, text)?;
    let desk = bench.folder.join("screened");
    let copied = || super::copy(&pristine, &desk);
    let import = bench.command(&desk, &["import", "--as", "retractions", &file.to_string_lossy()]);
    let imported = bench.measure(&import, copied)?;
    bench.row(&format!("Retraction Watch, {ROWS} rows, with screening"), "≤ 3 s", &imported, None);
    // Measuring its memory has left it imported.
    let listed = bench.measure(&bench.command(&desk, &["works", "--noticed", "--format", "json"]), || Ok(()))?;
    bench.row(&format!("`works --noticed` of {WORKS}"), "≤ 1 s", &listed, None);
    Ok(())
}
