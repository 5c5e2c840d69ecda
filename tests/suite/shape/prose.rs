//! What no committed file may hold: paths and tools of one machine, and promises to write something later.

use super::{nothing_wrong, texts_under};

/// Where absolute paths begin that mean something on one machine alone. Written apart, so that this file holds none.
const MACHINES: &[&str] = &[
    concat!("/", "work/"),
    concat!("/", "tmp/"),
    concat!("/", "root/"),
    concat!("/", "home/"),
    concat!("/", "Users/"),
];

/// Words that have no place in what is finished.
const UNFINISHED: &[&str] =
    &[concat!("to be", " written"), concat!("TO", "DO"), concat!("FIX", "ME"), concat!("lorem", " ipsum")];

/// Tools of the place where this was written.
const TOOLS: &[&str] = &[concat!("farm", "-bench"), concat!("farm", "-studio"), concat!("issues", " show")];

#[test]
fn no_file_names_a_machine_or_is_unfinished() {
    let wrong = texts_under("").into_iter().filter(|(path, _)| is_ours(path)).flat_map(|(path, text)| {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.into_iter().enumerate().filter_map(move |(n, line)| Some(format!("{path}:{}: {}", n + 1, found(&line)?)))
    });
    nothing_wrong("no committed file names one machine, its tools, or work still to do", wrong.collect());
}

#[test]
fn a_machine_is_told_from_a_url() {
    assert_eq!(found(&format!("see {}x", MACHINES[0])), Some(MACHINES[0]));
    assert_eq!(found(&format!("\"{}x\"", MACHINES[1])), Some(MACHINES[1]));
    assert_eq!(found(&format!("https://example.org{}x", MACHINES[0])), None);
    assert_eq!(found(&format!("..{}x", MACHINES[0])), None);
    assert_eq!(found(&format!("// {}: later", UNFINISHED[1])), Some(UNFINISHED[1]));
}

/// What should not stand in a line.
fn found(line: &str) -> Option<&'static str> {
    let whole = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}/".contains(c));
    let paths = MACHINES.iter().filter(|path| line.match_indices(**path).any(|(at, _)| whole(at)));
    let words = UNFINISHED.iter().chain(TOOLS).filter(|word| line.match_indices(**word).any(|(at, _)| whole(at)));
    paths.chain(words).next().copied()
}

/// Whether a file is written by us: not the lock file, nor texts of others that tests read.
fn is_ours(path: &str) -> bool {
    path != "Cargo.lock" && !path.starts_with("tests/fixtures/")
}
