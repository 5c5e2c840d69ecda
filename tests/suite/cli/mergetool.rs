//! Two branches of a dump, merged by git with claimbook as its merge driver.

use crate::double::desk::Desk;
use claimbook::catalogue::text_form::{FileSides, merge_file};
use std::process::Command;

/// What git said, and its exit code.
fn git(desk: &Desk, arguments: &[&str]) -> (i32, String) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let run = git.args(arguments).current_dir(desk.path()).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    (run.status.code().unwrap_or(-1), said)
}

fn git_ok(desk: &Desk, arguments: &[&str]) -> String {
    let (code, said) = git(desk, arguments);
    assert_eq!(code, 0, "git {arguments:?}: {said}");
    said
}

/// A repository with a dump, the driver of it, and a second catalogue that was loaded from it.
fn repository() -> Desk {
    let desk = Desk::new();
    desk.ok(&["dump", "catalogue"]);
    desk.ok(&["--catalogue", "other.db", "load", "catalogue"]);
    std::fs::write(desk.path().join(".gitattributes"), "catalogue/** merge=claimbook\n").unwrap();
    git_ok(&desk, &["init", "-q"]);
    let driver = format!("'{}' mergetool %O %A %B %P", env!("CARGO_BIN_EXE_claimbook"));
    git_ok(&desk, &["config", "merge.claimbook.driver", &driver]);
    git_ok(&desk, &["add", ".gitattributes", "catalogue"]);
    git_ok(&desk, &["commit", "-q", "-m", "before"]);
    desk
}

/// What one side does, dumped and committed on a branch of its own; the work goes on from `main`.
fn branch(desk: &Desk, name: &str, catalogue: &str, deeds: &[&[&str]]) {
    git_ok(desk, &["checkout", "-q", "-b", name, "main"]);
    for deed in deeds {
        desk.ok(&[&["--catalogue", catalogue], *deed].concat());
    }
    desk.ok(&["--catalogue", catalogue, "dump", "catalogue"]);
    git_ok(desk, &["add", "catalogue"]);
    git_ok(desk, &["commit", "-q", "-m", name]);
    git_ok(desk, &["checkout", "-q", "main"]);
}

#[test]
fn git_merges_what_two_branches_did_record_by_record() {
    let desk = repository();
    branch(
        &desk,
        "ours",
        "claimbook.db",
        &[
            &["add", "claim", "Ice eases sore knees.", "--kind", "benefit", "--article", "sore-knees"],
            &["accept", "c1"],
        ],
    );
    branch(
        &desk,
        "theirs",
        "other.db",
        &[
            &["add", "claim", "Heat eases sore knees.", "--kind", "benefit", "--article", "sore-knees"],
            &["accept", "c2"],
        ],
    );
    git_ok(&desk, &["checkout", "-q", "ours"]);
    let said = git_ok(&desk, &["merge", "--no-edit", "theirs"]);
    assert!(said.contains("from now on"), "{said}");
    desk.ok(&["--catalogue", "merged.db", "load", "catalogue"]);
    let claims = desk.json(&["--catalogue", "merged.db", "claims"]);
    let claims = claims.as_array().unwrap();
    let statuses = |address: &str| {
        let found = claims.iter().find(|claim| claim["address"] == address);
        found.unwrap_or_else(|| panic!("{address}"))["status"].as_str().unwrap().to_owned()
    };
    assert_eq!((statuses("sore-knees/c1").as_str(), statuses("sore-knees/c2").as_str()), ("accepted", "accepted"));
    for words in ["Ice eases sore knees.", "Heat eases sore knees."] {
        assert_eq!(claims.iter().filter(|claim| claim["statement"] == words).count(), 1, "{words}");
    }
    let verified = desk.run(&["--catalogue", "merged.db", "verify-catalogue"]);
    assert_eq!(verified.exit, 0, "{}{}", verified.out, verified.err);
}

#[test]
fn a_record_that_both_branches_changed_is_a_conflict_by_name() {
    let desk = repository();
    branch(&desk, "ours", "claimbook.db", &[&["accept", "c1"], &["accept", "c2"]]);
    branch(&desk, "theirs", "other.db", &[&["dismiss", "c1"], &["accept", "c2"]]);
    git_ok(&desk, &["checkout", "-q", "ours"]);
    let (code, said) = git(&desk, &["merge", "--no-edit", "theirs"]);
    assert!(code == 1 && said.contains("catalogue/sore-knees/claims.csv: c1 (status)"), "{code} {said}");
    assert!(!said.contains("c2"), "{said}");
    let file = std::fs::read_to_string(desk.path().join("catalogue/sore-knees/claims.csv")).unwrap();
    let lines: Vec<&str> = file.lines().collect();
    let [start, middle, end] = ["<<<<<<< ours", "=======", ">>>>>>> theirs"]
        .map(|mark| lines.iter().position(|line| *line == mark).unwrap_or_else(|| panic!("{mark}: {file}")));
    assert_eq!((middle, end), (start + 2, start + 4), "one record a side");
    // Whoever keeps one of the two lines has a dump that can be read again.
    let kept: Vec<&str> = lines
        .iter()
        .enumerate()
        .filter(|(at, _)| ![start, middle, middle + 1, end].contains(at))
        .map(|(_, line)| *line)
        .collect();
    std::fs::write(desk.path().join("catalogue/sore-knees/claims.csv"), kept.join("\n") + "\n").unwrap();
    git_ok(&desk, &["add", "catalogue"]);
    git_ok(&desk, &["commit", "-q", "--no-edit"]);
    desk.ok(&["--catalogue", "merged.db", "load", "catalogue"]);
}

const WORKS: [&str; 2] = ["01a20846-fe00-7000-8000-000000000001", "01a20846-fe00-7000-8000-000000000002"];

fn work(uid: &str, doi: &str, more: &str) -> String {
    format!(
        r#"{{"id":"doe2024","type":"article-journal","title":"Ice","claimbook":{{"uid":"{uid}","doi":"{doi}"{more},"seminal":0}}}}"#
    )
}

#[test]
fn a_work_that_both_sides_added_becomes_one_and_keys_are_told_apart() {
    let file = |work: &str| format!("[\n{work}\n]\n");
    let merge = |ours: &str, theirs: &str| {
        let sides = FileSides { base: b"[]\n", ours: ours.as_bytes(), theirs: theirs.as_bytes() };
        merge_file("catalogue/works.json", sides).unwrap()
    };
    let ours = file(&work(WORKS[0], "10.5555/one", ""));
    let same = merge(&ours, &file(&work(WORKS[1], "10.5555/one", r#","pmid":"123""#)));
    let text = String::from_utf8(same.bytes.clone()).unwrap();
    assert_eq!(same.conflicts, Vec::<String>::new());
    let items: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&items[0]["id"], &items[0]["claimbook"]["pmid"]), (&"doe2024".into(), &"123".into()), "{text}");
    assert_eq!(
        (&items[1]["id"], &items[1]["claimbook"]["merged_into"]),
        (&"doe2024-2".into(), &WORKS[0].into()),
        "{text}"
    );
    let other = merge(&ours, &file(&work(WORKS[1], "10.5555/two", "")));
    let items: serde_json::Value = serde_json::from_slice(&other.bytes).unwrap();
    assert_eq!(
        (&items[1]["id"], &items[1]["claimbook"]["merged_into"]),
        (&"doe2024-2".into(), &serde_json::Value::Null)
    );
}

#[test]
fn a_log_that_went_on_in_two_ways_and_a_text_that_both_changed_are_conflicts() {
    let head = |hash: &str| format!("writer,seq,hash\n{},3,{hash}\n", WORKS[0]);
    let (base, ours, theirs) = (head("a"), head("b"), head("c"));
    let sides = FileSides { base: base.as_bytes(), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
    let heads = merge_file("heads.csv", sides).unwrap();
    assert!(heads.conflicts[0].contains("goes on in two ways"), "{heads:?}");
    let sides = FileSides { base: b"one\n", ours: b"two\n", theirs: b"three\n" };
    let text = merge_file("sore-knees/versions/2.txt", sides).unwrap();
    assert_eq!(text.bytes, b"<<<<<<< ours\ntwo\n=======\nthree\n>>>>>>> theirs\n");
    assert_eq!(text.conflicts.len(), 1);
    let one_side = FileSides { base: b"one\n", ours: b"one\n", theirs: b"three\n" };
    assert_eq!(merge_file("sore-knees/versions/2.txt", one_side).unwrap().bytes, b"three\n");
}
