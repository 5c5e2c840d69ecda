//! Guards the repository's shape: what CONTRIBUTING.md promises about the code, read off the files themselves. Each
//! test lists all that is wrong, with its place, so that one run is enough to mend it.

mod arrows;
mod circles;
mod data_model;
mod files;
mod lexicon;
mod plans;
mod promises;
mod prose;
mod reach;
mod rules;
mod sizes;
mod source;
mod sql;
mod world;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Reads every text file under a folder of the repository: its path from the root, with `/`, and its text. Files
/// that are not UTF-8 and folders that are built or private to a tool (`target`, `.git`) are passed over.
fn texts_under(folder: &str) -> BTreeMap<String, String> {
    fn walk(root: &Path, path: &Path, into: &mut BTreeMap<String, String>) {
        let Ok(entries) = fs::read_dir(path) else { return };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if name == "target" || name == ".git" {
                continue;
            } else if path.is_dir() {
                walk(root, &path, into);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let from_root = path.strip_prefix(root).expect("we came from the root");
                into.insert(from_root.to_string_lossy().replace('\\', "/"), text);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = BTreeMap::new();
    walk(root, &root.join(folder), &mut texts);
    texts
}

/// Reads one text file of the repository.
fn text_of(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path} cannot be read: {error}"))
}

/// Fails with one readable list, if there is anything to list.
#[track_caller]
fn nothing_wrong(promise: &str, wrong: Vec<String>) {
    let list: String = wrong.iter().map(|line| format!("  {line}\n")).collect();
    assert!(wrong.is_empty(), "{promise}\nbut ({} in all):\n{list}", wrong.len());
}

/// What a list of exceptions gets wrong: a file that breaks the promise and is not excepted, or an exception that
/// nothing needs any more.
fn against_exceptions(broken: BTreeMap<String, String>, exceptions: &[(&str, &str)]) -> Vec<String> {
    let excepted = |path: &str| exceptions.iter().any(|(file, _)| *file == path);
    let unexcused = broken.iter().filter(|(path, _)| !excepted(path)).map(|(path, how)| format!("{path}: {how}"));
    let idle = exceptions.iter().filter(|(file, _)| !broken.contains_key(*file));
    unexcused
        .chain(idle.map(|(file, _)| format!("{file}: its exception is not needed any more, take it out")))
        .collect()
}
