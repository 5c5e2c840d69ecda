//! Every Rust file is compiled and formatted: a `mod` line leads to it, and rustfmt finds nothing to change.

use super::nothing_wrong;
use super::source::{Source, sources};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Files at which the compiler begins.
const ROOTS: &[&str] = &["src/lib.rs", "src/main.rs", "tests/suite/main.rs", "benches/measures/main.rs"];

fn all() -> Vec<&'static Source> {
    ["src", "tests", "benches"].into_iter().flat_map(sources).collect()
}

#[test]
fn a_mod_line_leads_to_every_file() {
    let reached: BTreeSet<String> = all().into_iter().flat_map(children).collect();
    let lost = all().into_iter().map(|source| source.path.clone());
    let lost = lost.filter(|path| !ROOTS.contains(&path.as_str()) && !reached.contains(path));
    nothing_wrong("a `mod` line leads to every Rust file", lost.map(|path| format!("{path}: no mod line")).collect());
}

/// The files that the `mod` lines of a file may mean.
fn children(source: &Source) -> Vec<String> {
    let folder = match source.path.rsplit_once('/') {
        Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder.to_owned(),
        _ => source.path.trim_end_matches(".rs").to_owned(),
    };
    let lines = source.whole.lines().map(str::trim);
    let names = lines.filter_map(|line| line.strip_suffix(';')?.split("mod ").nth(1).map(str::trim).map(str::to_owned));
    names.flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]).collect()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn rustfmt_finds_nothing_to_change() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = all().into_iter().map(|source| source.path.as_str());
    let Ok(run) = Command::new("rustfmt").arg("--version").output() else {
        println!("rustfmt is not installed: 1 test skipped");
        return;
    };
    assert!(run.status.success(), "{run:?}");
    // `-l` names what would change; a file that a `mod` line leads to is named once for each that leads to it.
    let mut rustfmt = Command::new("rustfmt");
    let run = rustfmt.args(["--check", "--edition", "2024", "-l"]).args(files).current_dir(root).output();
    let run = run.expect("rustfmt runs");
    let named = String::from_utf8_lossy(&run.stdout);
    let changed: BTreeSet<&str> = named.lines().filter(|line| line.ends_with(".rs")).collect();
    nothing_wrong("every Rust file is as rustfmt leaves it", changed.into_iter().map(str::to_owned).collect());
}
