//! `--changed-since` where the catalogue is a folder in its text form: what people decide there is a change, too.

use crate::double::terminal::{Run, Terminal};
use std::path::Path;
use std::process::Command;

const GINGER: &str = "# Ginger\n\nGinger eases nausea in pregnancy [1]. Ginger tea cures migraine in adults.\n\n## References\n\n\
    1. Roe J, Doe A. Ginger for nausea. Invented J Med. 2024;3(1):11-19. doi:10.5555/ginger.1\n";
const TURMERIC: &str = "# Turmeric\n\nTurmeric cures arthritis of the knee in adults.\n";

fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=A. Editor", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]);
    let ran = git.args(arguments).current_dir(folder).output().unwrap();
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// A repository with two articles and their catalogue in its text form, and the desk with the catalogue it was dumped from.
fn repository() -> (tempfile::TempDir, Terminal, Terminal) {
    let all = tempfile::tempdir().unwrap();
    let tree = all.path().join("tree");
    std::fs::create_dir_all(tree.join("docs")).unwrap();
    std::fs::write(tree.join("docs/ginger.md"), GINGER).unwrap();
    std::fs::write(tree.join("docs/turmeric.md"), TURMERIC).unwrap();
    git(&tree, &["init", "--quiet"]);
    std::fs::write(tree.join(".gitignore"), "claimbook.db*\n").unwrap();
    let desk = Terminal::piped(&tree);
    for arguments in [&["init"][..], &["import", "docs"], &["accept", "ginger/c1"], &["dump", "catalogue"]] {
        done(&desk, arguments);
    }
    git(&tree, &["add", "--all"]);
    git(&tree, &["commit", "--quiet", "-m", "Before"]);
    let gate = Terminal::piped(&tree);
    (all, desk, gate)
}

fn done(desk: &Terminal, arguments: &[&str]) {
    let run = desk.run(arguments);
    assert_eq!(run.exit, 0, "{arguments:?}: {}{}", run.out, run.err);
}

fn judge(gate: &Terminal) -> Run {
    gate.run(&["--catalogue", "catalogue", "audit", "--changed-since", "HEAD", "--format", "concise"])
}

#[test]
fn nothing_changed_is_nothing_judged() {
    let (_all, _, gate) = repository();
    let run = judge(&gate);
    assert_eq!((run.exit, run.out.lines().count()), (0, 1), "{}{}", run.out, run.err);
    assert!(run.err.contains("0 articles"), "{}", run.err);
}

#[test]
fn a_source_that_somebody_took_away_is_missed_and_old_findings_are_not_blamed_on_it() {
    let (_all, desk, gate) = repository();
    done(&desk, &["unlink", "ginger/c1", "ginger/r1"]);
    done(&desk, &["dump", "catalogue"]);
    let run = judge(&gate);
    let told: Vec<&str> = run.out.lines().filter(|line| line.contains("claim-uncited")).collect();
    assert_eq!(run.exit, 1, "{}{}", run.out, run.err);
    assert!(told.len() == 1 && told[0].starts_with("docs/ginger.md:3:1: deny[claim-uncited"), "{}", run.out);
    assert!(!run.out.contains("turmeric"), "{}", run.out);
    assert!(run.err.contains("1 article"), "{}", run.err);
}

#[test]
fn a_record_and_its_file_may_change_at_once() {
    let (_all, desk, gate) = repository();
    std::fs::write(
        gate.folder.join("docs/turmeric.md"),
        format!("{TURMERIC}\nTurmeric heals stomach ulcers in adults.\n"),
    )
    .unwrap();
    done(&desk, &["import", "docs/turmeric.md"]);
    done(&desk, &["dump", "catalogue"]);
    let run = judge(&gate);
    let told: Vec<&str> = run.out.lines().filter(|line| line.contains("[claim-")).collect();
    assert_eq!(run.exit, 1, "{}{}", run.out, run.err);
    assert!(told.iter().all(|line| line.starts_with("docs/turmeric.md:5:")), "{}", run.out);
}

#[test]
fn a_catalogue_that_was_broken_there_is_told_and_what_is_there_now_is_judged() {
    let (_all, desk, gate) = repository();
    let works = gate.folder.join("catalogue/works.json");
    let whole = std::fs::read(&works).unwrap();
    std::fs::write(&works, "[{").unwrap();
    git(&gate.folder, &["commit", "--quiet", "-am", "Broken"]);
    std::fs::write(&works, whole).unwrap();
    done(&desk, &["verify-catalogue"]);
    let run = judge(&gate);
    assert_eq!(run.exit, 0, "{}{}", run.out, run.err);
    let all = gate.run(&["--catalogue", "catalogue", "audit", "--changed-since", "HEAD"]);
    assert!(all.out.contains("the catalogue of HEAD cannot be read"), "{}{}", all.out, all.err);
}

#[test]
fn a_file_outside_the_work_tree_cannot_be_compared() {
    let (all, _, gate) = repository();
    std::fs::write(all.path().join("outside.md"), TURMERIC).unwrap();
    let run = gate.run(&["audit", "../outside.md", "--changed-since", "HEAD"]);
    assert!(run.exit == 2 && run.err.contains("is outside the work tree of git"), "{}", run.err);
}
