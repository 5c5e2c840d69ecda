//! Small files: a reader keeps one in mind.

use super::source::{Source, sources};
use super::{against_exceptions, nothing_wrong};
use std::collections::BTreeMap;

/// The most lines of a source file.
const FILE: usize = 400;
/// The most lines of a rule, its tests included.
const RULE: usize = 120;
/// The most lines of a command, its tests included.
const COMMAND: usize = 150;

/// Files that are longer, each with its reason.
const LONGER: &[(&str, &str)] = &[];

#[test]
fn files_are_short() {
    let all = ["src", "tests", "benches"].into_iter().flat_map(sources);
    let long = all.filter_map(|source| {
        let lines = source.text.lines().count();
        let (most, what) = most(source);
        (lines > most).then(|| (source.path.clone(), format!("{lines} lines; {what} has at most {most}")))
    });
    let long: BTreeMap<String, String> = long.collect();
    nothing_wrong("files are short (or in LONGER, with a reason)", against_exceptions(long, LONGER));
}

#[test]
fn exceptions_have_reasons() {
    let bare = LONGER.iter().filter(|(_, reason)| reason.split_whitespace().count() < 4);
    nothing_wrong("each exception says why", bare.map(|(file, _)| format!("{file}: no reason")).collect());
}

#[test]
fn an_exception_that_nothing_needs_is_seen() {
    let long =
        BTreeMap::from([("a.rs".to_owned(), "500 lines".to_owned()), ("b.rs".to_owned(), "401 lines".to_owned())]);
    let wrong = against_exceptions(long, &[("a.rs", "a table of 450 traps"), ("c.rs", "it was long once")]);
    assert_eq!(wrong, ["b.rs: 401 lines", "c.rs: its exception is not needed any more, take it out"]);
}

/// The most lines that a file may have, and as what.
fn most(source: &Source) -> (usize, &'static str) {
    if super::rules::is_rule(source) {
        (RULE, "a rule")
    } else if source.path.starts_with("src/cli/commands/") && !source.find_all("struct Args").is_empty() {
        (COMMAND, "a command")
    } else {
        (FILE, "a source file")
    }
}
