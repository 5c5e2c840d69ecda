//! Ten thousand records of a reference manager, about 7 MB with their abstracts, into an empty catalogue: the whole
//! process, in every format that we write and read.

use crate::process::{Run, Times, now};
use crate::prose::{self, Dice};
use crate::{Failed, Measure, exporting, print_times_head, works};
use claimbook::catalogue::Catalogue;
use claimbook::read::references;
use claimbook::write;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) const MEASURE: Measure = Measure {
    flag: "--references",
    takes: None,
    about: "files of references in and out",
    run: |wanted| {
        print_times_head();
        measure(&wanted.claimbook(), &wanted.folder())?;
        exporting::measure(&wanted.claimbook(), &wanted.folder())
    },
};

/// How many records a file holds.
const RECORDS: usize = 10_000;

/// Makes a file in each format, imports it, and prints a row for each.
fn measure(claimbook: &Path, folder: &Path) -> Result<(), Failed> {
    let folder = folder.join("records");
    std::fs::create_dir_all(&folder)?;
    for format in ["bibtex", "ris", "csl-json"] {
        if references::find_reader(format).is_none() {
            continue;
        }
        let file = folder.join(format!("records.{format}"));
        let text = made(format)?;
        let megabytes = text.len() as f64 / 1e6;
        std::fs::write(&file, text)?;
        let taken = times(claimbook, &folder, &file)?;
        fresh(&folder)?;
        let line = line(&folder, &file);
        let again = Run::new(claimbook, &line.iter().map(String::as_str).collect::<Vec<_>>());
        let peak = again.peak(&folder.join("output")).map_or(String::new(), |mb| format!("{mb:.0} MB"));
        let what = format!("`import` of {RECORDS} records in {format}, {megabytes:.1} MB");
        crate::row(&what, "≤ 0.8 s, ≤ 120 MB", &taken, &peak);
    }
    Ok(())
}

fn line(folder: &Path, file: &Path) -> Vec<String> {
    let (catalogue, file) = (folder.join("claimbook.db"), file.to_string_lossy().into_owned());
    let catalogue = catalogue.to_string_lossy().into_owned();
    ["--catalogue", &catalogue, "--today", crate::catalogue::TODAY, "import", &file].map(str::to_owned).to_vec()
}

/// A new catalogue each time: records that are there already are another task.
fn times(claimbook: &Path, folder: &Path, file: &Path) -> Result<Times, Failed> {
    let mut taken = Vec::new();
    for _ in 0..4 {
        fresh(folder)?;
        let began = now();
        let mut command = Command::new(claimbook);
        let done = command.args(line(folder, file)).stdout(Stdio::null()).status()?;
        taken.push(began.elapsed());
        if !done.success() {
            return Err(format!("{} could not be imported", file.display()).into());
        }
    }
    // The first one warms up.
    taken.remove(0);
    Ok(Times::of(taken))
}

fn fresh(folder: &Path) -> Result<(), Failed> {
    let file = folder.join("claimbook.db");
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    Catalogue::create(&file, "2026-02-01T08:00:00Z".parse()?)?;
    Ok(())
}

/// The file, written by our own writer; the abstracts, which no export holds, are put in where the format has them.
fn made(format: &str) -> Result<Vec<u8>, Failed> {
    let mut dice = Dice::new(17);
    let writer = write::find_writer(format).ok_or("no such format")?;
    let mut text = Vec::new();
    let mut records = (writer.begin)(&mut text, write::WriteOptions::default())?;
    records.table("works", &["work"])?;
    for n in 0..RECORDS {
        let mut item = works::item(&mut dice, n);
        item.note = Some((0..6).map(|_| prose::quotation(&mut dice)).collect::<Vec<_>>().join(". "));
        records.record(&[Some(&format!("record{n}"))], write::RecordSubject::Item(&item))?;
    }
    records.end()?;
    let text = String::from_utf8(text)?;
    let field = match format {
        "bibtex" => ("note = ", "abstract = "),
        "ris" => ("N1  - ", "AB  - "),
        _ => ("\"note\":", "\"abstract\":"),
    };
    Ok(text.replace(field.0, field.1).into_bytes())
}
