//! Files: none forgotten, none without a purpose, none a drawer for odds and ends.

use super::nothing_wrong;
use super::source::{Source, find_all, sources};

/// Names that say nothing about what is inside.
const DRAWERS: &[&str] = &["util", "utils", "helper", "helpers", "manager", "misc", "common", "stuff"];

/// A module is declared by `mod`, a command by `commands!`: `/// … Show in show,`.
#[test]
fn every_file_is_compiled() {
    let all: Vec<&Source> = ["src", "tests"].into_iter().flat_map(sources).collect();
    let forgotten = all.iter().filter_map(|source| {
        let (folder, stem) = module_file(&source.path)?;
        let parents = [
            format!("{folder}.rs"),
            format!("{folder}/mod.rs"),
            format!("{folder}/main.rs"),
            format!("{folder}/lib.rs"),
        ];
        let declared = all
            .iter()
            .filter(|s| parents.contains(&s.path))
            .flat_map(|parent| {
                [format!("mod {stem};"), format!("in {stem},")].map(|phrase| find_all(&parent.whole, &phrase))
            })
            .any(|places| !places.is_empty());
        (!declared).then(|| format!("{}: no `mod {stem};` in {}", source.path, parents.join(" or ")))
    });
    nothing_wrong("every file of src and tests is a module of its folder", forgotten.collect());
}

#[test]
fn modules_say_what_they_are_for() {
    let all = ["src", "tests", "benches"].into_iter().flat_map(sources);
    let silent = all.filter(|source| {
        let first = source.text.lines().next().unwrap_or_default();
        first.strip_prefix("//! ").unwrap_or_default().is_empty()
    });
    nothing_wrong("a file opens with `//!` and what it is for", silent.map(|s| format!("{}:1", s.path)).collect());
}

#[test]
fn no_file_is_a_drawer() {
    let all = ["src", "tests", "benches"].into_iter().flat_map(sources);
    let drawers = all.filter(|s| s.path.split(['/', '.']).any(|part| DRAWERS.contains(&part)));
    nothing_wrong("a file is named after what it holds", drawers.map(|s| s.path.clone()).collect());
}

#[test]
fn tests_are_ignored_only_because_they_take_long() {
    const LONG: &str = "#[ignore = \"long: .ci/run runs it\"]";
    let all = ["src", "tests"].into_iter().flat_map(sources);
    let wrong = all.flat_map(|source| {
        let lines = source.text.lines().map(str::trim).zip(1..);
        let ignored = lines.filter(|(line, _)| line.starts_with("#[ignore") && *line != LONG);
        ignored.map(|(_, number)| format!("{}:{number}", source.path))
    });
    nothing_wrong("a test is ignored only because it takes long", wrong.collect());
    let ci = include_str!("../../../.ci/run");
    assert!(ci.contains("cargo test --locked -- --ignored"), ".ci/run runs the tests that take long");
}

/// The folder whose module a file is, and its name there; none for roots.
fn module_file(path: &str) -> Option<(&str, &str)> {
    let path = path.strip_suffix(".rs")?;
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let (folder, stem) = path.rsplit_once('/')?;
    let root = matches!(stem, "main" | "lib");
    (!root).then_some((folder, stem))
}
