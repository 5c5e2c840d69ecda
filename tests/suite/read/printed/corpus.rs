//! Entries of our own making in tests/fixtures/printed/corpus: a file for each style, an entry on a line, and below it,
//! indented, what it says. Every field of `ALWAYS` that is not told there must not be read.

use super::score::Told;
use std::path::PathBuf;

/// Fields that an entry either tells or does not have.
const ALWAYS: [&str; 11] =
    ["author", "authors", "year", "title", "container", "volume", "issue", "pages", "doi", "pmid", "url"];

/// Fields that are compared where an entry tells them.
const SOMETIMES: [&str; 10] =
    ["date", "editors", "publisher", "place", "edition", "status", "kind", "pmcid", "isbn", "accessed"];

/// Where the entries are.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/printed/corpus")
}

/// The entries of each file, by its name, in the order of the names, and the share of them that must be right: all, or what
/// the file's first line says of entries that nothing was mended for.
pub(crate) fn groups() -> Vec<(String, f64, Vec<Told>)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let name = |file: &PathBuf| file.file_stem().unwrap().to_string_lossy().replace('-', " ");
    let read = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).unwrap();
        let floor =
            text.strip_prefix("# At least ").and_then(|t| t.split_once(" % are right")).map(|(n, _)| n.parse::<f64>());
        (name(file), floor.map_or(1.0, |floor| floor.unwrap() / 100.0), entries(&text))
    };
    files.iter().map(read).collect()
}

fn entries(text: &str) -> Vec<Told> {
    let mut entries: Vec<Told> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with("# ")) {
        let Some(field) = line.strip_prefix("  ") else {
            let fields = ALWAYS.iter().map(|f| (*f, None)).collect();
            // "⏎" stands for a line's end within the entry.
            entries.push(Told { printed: line.replace('⏎', "\n"), fields });
            continue;
        };
        let (name, value) = field.split_once(": ").unwrap_or_else(|| panic!("“{line}” is no field: value"));
        let known = ALWAYS.iter().chain(&SOMETIMES).find(|f| **f == name);
        let name = *known.unwrap_or_else(|| panic!("“{name}” is no field of an entry"));
        let fields = &mut entries.last_mut().unwrap().fields;
        if name == "authors" {
            fields.insert("author", value.split(" | ").next().map(str::to_owned));
        }
        fields.insert(name, Some(value.to_owned()));
    }
    entries
}
