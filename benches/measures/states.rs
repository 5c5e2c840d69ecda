//! `--states`: the lists that read the index of derived states, over a long catalogue that SQL alone makes.

use super::process::{Run, in_turn};
use super::{Failed, Measure, Wanted, print_times_head, row};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

pub(super) const MEASURE: Measure = Measure {
    flag: "--states",
    takes: None,
    about: "what waits, what is stale and how far all has come, over --claims N claims with two citations each",
    run: measure,
};

/// How often each command is run.
const TIMES: usize = 5;

/// Prints a row for each list.
fn measure(wanted: &Wanted) -> Result<(), Failed> {
    let path = make_catalogue(wanted)?;
    let folder = wanted.folder();
    let catalogue = path.to_string_lossy().into_owned();
    let named = [
        ("`queue --limit 20`", "≤ 100 ms", &["queue", "--limit", "20"][..]),
        ("`queue --article article-000003`", "≤ 100 ms", &["queue", "--article", "article-000003"]),
        (
            "`queue --reason due --limit 20 --today 2030-01-01`",
            "",
            &["queue", "--reason", "due", "--limit", "20", "--today", "2030-01-01"],
        ),
        ("`claims --stale`", "≤ 100 ms", &["claims", "--stale"]),
        ("`coverage`", "≤ 3 s", &["coverage"]),
        ("`coverage --by-kind`", "≤ 3 s", &["coverage", "--by-kind"]),
    ];
    let runs: Vec<Run> = named
        .iter()
        .map(|(_, _, command)| Run::new(&wanted.claimbook(), &[&["--catalogue", &catalogue], *command].concat()))
        .collect();
    let output = folder.join("output");
    println!("{} claims, {} MB:\n", wanted.claims, std::fs::metadata(&path)?.len() / 1_000_000);
    print_times_head();
    for ((what, goal, _), times) in named.iter().zip(in_turn(&runs, TIMES, &output)?) {
        row(what, goal, &times, "");
    }
    Ok(())
}

/// The catalogue of so many claims, made once.
pub(super) fn make_catalogue(wanted: &Wanted) -> Result<PathBuf, Failed> {
    let folder = wanted.folder();
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("states-{}.db", wanted.claims));
    if !path.exists() {
        make(&path, wanted.claims)?;
    }
    Ok(path)
}

/// Makes the catalogue, whole or not at all.
fn make(path: &Path, claims: usize) -> Result<(), Failed> {
    let part = path.with_extension("part");
    let _ = std::fs::remove_file(&part);
    let connection = Connection::open(&part)?;
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")?;
    connection.execute_batch(include_str!("../../schema.sql"))?;
    connection.execute_batch("BEGIN; CREATE TEMP TABLE size (most INTEGER);")?;
    connection.execute("INSERT INTO size VALUES (?)", [i64::try_from(claims)?])?;
    connection.execute_batch(include_str!("states.sql"))?;
    connection.execute_batch("COMMIT")?;
    drop(connection);
    std::fs::rename(part, path)?;
    Ok(())
}
