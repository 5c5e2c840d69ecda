//! What a change brings to articles that a catalogue knows: their files are compared with the text that it keeps, or with a revision.

use super::changed_since::{KNEES, done, git, judge_edit};
use crate::double::terminal::{Run, Terminal};

/// A repository whose article a catalogue beside it knows.
fn repository() -> (tempfile::TempDir, Terminal) {
    let tree = tempfile::tempdir().unwrap();
    git(tree.path(), &["init", "--quiet"]);
    std::fs::write(tree.path().join("knees.md"), KNEES).unwrap();
    let desk = Terminal::piped(tree.path());
    done(&desk, &["init"]);
    done(&desk, &["import", "knees.md"]);
    git(tree.path(), &["add", "--all"]);
    git(tree.path(), &["commit", "--quiet", "-m", "Before"]);
    (tree, desk)
}

/// What `audit` says after an edit of the file, beside what it said before.
fn judge(desk: &Terminal, (from, to): (&str, &str), options: &[&str]) -> Run {
    assert!(KNEES.contains(from), "{from}");
    std::fs::write(desk.folder.join("knees.md"), KNEES.replacen(from, to, 1)).unwrap();
    desk.run(&[&["audit", "--format", "concise"], options].concat())
}

fn describe<'r>(run: &'r Run, rule: &str) -> Vec<&'r str> {
    run.out.lines().filter(|line| line.contains(&format!("deny[{rule}"))).collect()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_file_that_differs_from_the_stored_text_is_refused_as_a_change_is() {
    let (_tree, desk) = repository();
    for options in [&[][..], &["--changed-since", "HEAD"]] {
        for (edit, rule) in [
            (("by 20%", "by 60%"), "citation-reworded"),
            (("raises the risk", "lowers the risk"), "citation-reworded"),
            (("## What helps?", "## Turmeric cures arthritis"), "claim-uncited"),
            (("title: \"Sore knees\"", "title: \"How turmeric cures arthritis\""), "claim-uncited"),
            (("![Two women walking]", "![Turmeric cures arthritis]"), "claim-uncited"),
            (("## What helps?", "Cartilage is fed by the fluid of the joint.\n\n## What helps?"), "claim-uncited"),
        ] {
            let run = judge(&desk, edit, options);
            assert!(!describe(&run, rule).is_empty(), "{options:?} {edit:?}: {}{}", run.out, run.err);
        }
        for edit in [
            ("Tai chi improves balance", "Tai chi may improve balance"),
            ("## What helps?", "## What can you do about it?"),
            ("![Two women walking]", "![Two men on a hill]"),
            ("# Sore knees\n\n", "# Sore knees\n\nThis page is for you.\n\n"),
        ] {
            let run = judge(&desk, edit, options);
            let new = [describe(&run, "citation-reworded"), describe(&run, "claim-uncited")].concat();
            assert!(new.is_empty(), "{options:?} {edit:?}: {}{}", run.out, run.err);
        }
    }
}

#[test]
fn what_the_catalogue_keeps_already_is_no_change() {
    let (_tree, desk) = repository();
    judge(&desk, ("by 20%", "by 60%"), &[]);
    done(&desk, &["import", "knees.md"]);
    let run = desk.run(&["audit", "--format", "concise"]);
    assert!(describe(&run, "citation-reworded").is_empty(), "{}{}", run.out, run.err);
    // Beside the revision it still is one.
    let run = desk.run(&["audit", "--format", "concise", "--changed-since", "HEAD"]);
    assert_eq!(describe(&run, "citation-reworded").len(), 1, "{}{}", run.out, run.err);
}

#[test]
fn the_new_words_of_an_accepted_claim_are_told_once_and_settled_by_confirming_them() {
    let (_tree, desk) = repository();
    done(&desk, &["accept", "knees/c1"]);
    let run = judge(&desk, ("by 20%", "by 60%"), &[]);
    let (reworded, changed) = (describe(&run, "citation-reworded"), describe(&run, "occurrence-changed"));
    assert_eq!((reworded.len(), changed.len()), (0, 1), "{}{}", run.out, run.err);
    done(&desk, &["import", "knees.md"]);
    done(&desk, &["confirm", "knees/c1"]);
    let run = desk.run(&["audit", "--format", "concise", "--changed-since", "HEAD"]);
    let left = [describe(&run, "citation-reworded"), describe(&run, "occurrence-changed")].concat();
    assert!(left.is_empty(), "{}{}", run.out, run.err);
}

#[test]
fn an_accepted_claim_may_be_said_in_other_words_until_a_verdict_holds_for_them() {
    let (_tree, desk) = repository();
    done(&desk, &["accept", "--all", "--reason", "agreed"]);
    let harmless = [
        ("Tai chi improves balance", "Tai chi may improve balance"),
        ("within 12 weeks", "within 84 days"),
        ("adults.[2] Ibuprofen raises", "adults, and ibuprofen raises"),
    ];
    for edit in harmless {
        let run = judge(&desk, edit, &["--changed-since", "HEAD"]);
        assert!(
            describe(&run, "").is_empty() && run.out.contains("warn[occurrence-changed"),
            "{edit:?}: {}{}",
            run.out,
            run.err
        );
    }
    for edit in [
        ("Tai chi improves balance", "It is a myth that tai chi improves balance"),
        ("in older adults.[2] Ibuprofen raises", "in mice, and ibuprofen raises"),
        ("Ibuprofen raises", "Ibuprofen lowers"),
    ] {
        let run = judge(&desk, edit, &["--changed-since", "HEAD"]);
        assert!(!describe(&run, "occurrence-changed").is_empty(), "{edit:?}: {}{}", run.out, run.err);
    }
    for claim in ["knees/c1", "knees/c2", "knees/c3"] {
        done(&desk, &["review", claim, "--verdict", "not-supported", "--by", "A. Reviewer"]);
    }
    for edit in harmless {
        let run = judge(&desk, edit, &["--changed-since", "HEAD"]);
        assert!(!describe(&run, "occurrence-changed").is_empty(), "{edit:?}: {}{}", run.out, run.err);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_command_that_a_finding_prints_accepts_it() {
    for options in [&[][..], &["--changed-since", "HEAD"]] {
        for edit in [("by 20%", "by 60%"), ("## What helps?", "## Turmeric cures arthritis")] {
            let (_tree, desk) = repository();
            judge(&desk, edit, &[]);
            let run = desk.run(&[&["audit", "--format", "json"], options].concat());
            let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
            let findings = report["findings"].as_array().unwrap().iter();
            let help = findings.filter(|f| f["severity"] == "deny").map(|f| f["help"].as_str().unwrap());
            let all: Vec<&str> = help.filter(|help| help.contains("--fingerprint")).collect();
            assert!(!all.is_empty(), "{edit:?}: {}", run.out);
            for help in all {
                assert!(!help.contains("import"), "what no catalogue keeps is not imported: {help}");
                let command = help.split('`').find(|part| part.contains("--fingerprint")).unwrap();
                let filled = command.replace("YYYY-MM-DD", "2027-06-30").replace('…', "agreed");
                let words: Vec<&str> = filled.split(' ').skip(1).chain(["--by", "A. Editor"]).collect();
                done(&desk, &words);
            }
            let run = desk.run(&[&["audit", "--format", "json"], options].concat());
            let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
            let left = report["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "deny");
            let left: Vec<&serde_json::Value> = left.filter(|f| f["rule"] != "occurrence-changed").collect();
            assert!(left.is_empty(), "{edit:?}: {left:#?}");
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_catalogue_makes_no_change_milder() {
    let (tree, desk) = repository();
    let edits = [
        ("12 weeks.[1]", "12 weeks."),
        ("by 20% within 12 weeks.[1]", "by 60% within 12 weeks."),
        ("in older adults.[2]", "in everybody."),
        ("Cold weather makes", "Cold weather may make"),
        ("raises the risk of bleeding.[2]", "causes bleeding of the stomach."),
        ("Cold weather makes knees stiffer.", "Cold weather makes knees stiffer and doubles the risk of arthritis."),
    ];
    for edit in edits {
        let (without, run) =
            (judge_edit(("knees.md", KNEES), edit, ""), judge(&desk, edit, &["--changed-since", "HEAD"]));
        assert_eq!(run.exit, without.exit, "{edit:?}: {}{}", run.out, run.err);
    }
    // A marker that is gone backs nothing, and is told once.
    let run = judge(&desk, edits[0], &["--changed-since", "HEAD"]);
    assert_eq!(describe(&run, "claim-figure-uncited").len(), 1, "{}", run.out);
    assert!(!run.out.contains("citation-unmarked"), "{}", run.out);
    // Nor does it help to import what was changed.
    for edit in edits {
        let _ = std::fs::remove_file(tree.path().join("claimbook.db"));
        git(tree.path(), &["checkout", "--quiet", "--", "claimbook.db"]);
        judge(&desk, edit, &[]);
        done(&desk, &["import", "knees.md"]);
        let (without, run) = (judge_edit(("knees.md", KNEES), edit, ""), judge_stored(&desk));
        assert_eq!(run.exit, without.exit, "{edit:?}: {}{}", run.out, run.err);
    }
}

fn judge_stored(desk: &Terminal) -> Run {
    desk.run(&["audit", "--format", "concise", "--changed-since", "HEAD"])
}
