//! BibTeX and BibLaTeX: a table of files of our own making, each with what it is read as, and what holds for any file.

mod pitfalls;
mod properties;
pub(super) mod round_trip;

use crate::double::golden::golden;
use claimbook::read::references::{self, ReadReferences};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What begins a case: its name follows.
const CASE: &str = "=== ";
/// What stands between a case's file and what it is read as.
const READ: &str = "---";

pub(crate) fn read(text: &str) -> ReadReferences {
    let reader = references::find_reader("bibtex").unwrap();
    references::read_references(text.as_bytes(), "refs.bib", Some(reader), u64::MAX)
        .unwrap_or_else(|e| panic!("{e}: {text}"))
}

/// The entries that a line of a file begins, as anybody would count them.
pub(crate) fn begun(text: &str) -> usize {
    const NONE: [&str; 7] = ["string", "comment", "preamble", "xdata", "set", "control", "ieeetranbstctl"];
    let begins = |line: &&str| {
        let Some(block) = line.trim_start().strip_prefix('@') else { return false };
        let word: String = block.trim_start().chars().take_while(|c| c.is_alphanumeric()).collect();
        let opened =
            block.trim_start().strip_prefix(&word).is_some_and(|rest| rest.trim_start().starts_with(['{', '(']));
        opened && !word.is_empty() && !NONE.contains(&word.to_lowercase().as_str())
    };
    text.lines().filter(begins).count()
}

/// What a file is read as: an item a line, then what was refused and noted.
fn describe(read: &ReadReferences) -> String {
    let mut told = String::new();
    for entry in &read.references {
        let item = serde_json::to_string(&entry.parsed.item).unwrap();
        writeln!(told, "{}:{} {item}", entry.line, entry.column).unwrap();
    }
    for (what, notes) in [("refused", &read.refused), ("note", &read.notes)] {
        for note in notes {
            writeln!(told, "{what} {}:{} {}", note.line, note.column, note.message).unwrap();
        }
    }
    told
}

fn tables() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bibtex");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Every case of a table: its name and its file.
fn cases(table: &str) -> Vec<(&str, &str)> {
    let cases = table.split(CASE).skip(1).map(|case| case.split_once('\n').unwrap());
    cases.map(|(name, rest)| (name, rest.split(&format!("{READ}\n")).next().unwrap())).collect()
}

#[test]
fn every_case_is_read_as_its_table_says() {
    let mut count = 0;
    for path in tables() {
        let table = std::fs::read_to_string(&path).unwrap();
        let mut again = String::new();
        for (name, file) in cases(&table) {
            let read = read(file);
            let (seen, read_or_refused) = (begun(file), read.references.len() + read.refused.len());
            assert!(
                read_or_refused >= seen || name.contains("commented"),
                "{name}: {seen} begun, {read_or_refused} told of"
            );
            write!(again, "{CASE}{name}\n{file}{READ}\n{}", describe(&read)).unwrap();
            count += 1;
        }
        golden(&format!("bibtex/{}", path.file_name().unwrap().to_str().unwrap()), &again);
    }
    assert!(count >= 200, "only {count} cases");
}

/// Samples that nobody of this project wrote, where they are.
#[test]
fn the_samples_are_read_without_loss() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/reference-files");
    let Ok(file) = std::fs::read_to_string(folder.join("hayagriva/tests/data/lotr.bib")) else {
        println!("no samples here; nothing was read");
        return;
    };
    let read = read(&file);
    assert_eq!((read.references.len(), read.refused.len(), read.notes.len()), (1, 0, 0));
    let item = &read.references[0].parsed.item;
    assert_eq!(item.title.as_deref(), Some("The Fellowship of the Ring"));
    assert_eq!(item.author[0].given.as_deref(), Some("J. R. R."));
    assert_eq!(item.publisher.as_deref(), Some("Allen & Unwin"));
    assert_eq!(item.other["maintitle"], "The Lord of the Rings");
}
