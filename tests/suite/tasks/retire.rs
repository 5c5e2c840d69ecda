//! What was wrong can be taken back, and nothing is lost by it.

use crate::double::terminal::Terminal;
use serde_json::Value;

const KNEES: &str = "# Knees\n\nReviewed by R. Example, PT\n\nUpdated: 2026-05-01\n\nIce relieves pain by 30%.[1]\n\nHeat loosens stiff joints in the morning.\n\n## References\n\n\
    1. Doe J. Ice in sore knees: a review. J Fict Med. 2024;4(2):11-19. doi:10.5555/jfm.4.2.11\n\
    2. Roe A. Heat in sore knees: a trial of warm packs. J Fict Med. 2025;5(1):1-9. doi:10.5555/jfm.5.1.1\n";

fn desk() -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("knees.md"), KNEES).unwrap();
    std::fs::write(folder.path().join("hips.md"), KNEES.replace("Knees", "Hips").replace("30%", "20%")).unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    terminal.ok(&["import", "knees.md", "hips.md"]);
    (folder, terminal)
}

fn json(desk: &Terminal, arguments: &[&str]) -> Value {
    serde_json::from_str(&desk.ok(&[arguments, &["--format", "json"]].concat())).unwrap()
}

fn addresses(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|r| r["address"].as_str().unwrap().to_owned()).collect()
}

fn refused(desk: &Terminal, arguments: &[&str], why: &str) {
    let run = desk.run(arguments);
    assert!(run.exit == 2 && run.err.contains(why), "{}{}", run.out, run.err);
}

fn found(desk: &Terminal, rule: &str) -> Vec<String> {
    let report: Value = serde_json::from_str(&desk.run(&["audit", "--format", "json"]).out).unwrap();
    let of_rule = report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == rule);
    of_rule.map(|f| f["address"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_entry_leaves_the_list_unless_a_claim_rests_on_it() {
    let (_folder, desk) = desk();
    refused(&desk, &["retire", "knees/r1", "knees/r2"], "knees/r1 stays: knees/c1 rests on it");
    assert_eq!(addresses(&json(&desk, &["references", "--article", "knees"])), ["knees/r1", "knees/r2"], "all or none");
    desk.ok(&["retire", "knees/r2", "--reason", "added by mistake"]);
    assert_eq!(addresses(&json(&desk, &["references", "--article", "knees"])), ["knees/r1"]);
    assert_eq!(addresses(&json(&desk, &["references", "--retired"])), ["knees/r2"]);
    assert_eq!(found(&desk, "reference-uncited"), ["hips/r2"]);
    assert!(!desk.ok(&["cite", "knees"]).contains("Roe"));
    assert!(!desk.ok(&["export", "references", "--to", "csv", "--article", "knees"]).contains("Roe"));
    assert!(desk.ok(&["history", "knees/r2"]).contains("retire"));
    desk.ok(&["retire", "--back", "knees/r2"]);
    assert_eq!(addresses(&json(&desk, &["references", "--article", "knees"])), ["knees/r1", "knees/r2"]);
}

#[test]
fn a_new_version_brings_a_retired_entry_back_only_where_it_is_cited() {
    let (folder, desk) = desk();
    desk.ok(&["retire", "knees/r2"]);
    std::fs::write(
        folder.path().join("knees.md"),
        KNEES.replace("Heat loosens stiff joints in the morning.", "Heat helps some."),
    )
    .unwrap();
    let run = desk.run(&["import", "knees.md"]);
    assert!(run.exit == 0 && format!("{}{}", run.out, run.err).contains("it stays retired"), "{}{}", run.out, run.err);
    assert_eq!(addresses(&json(&desk, &["references", "--article", "knees"])), ["knees/r1"]);
    std::fs::write(
        folder.path().join("knees.md"),
        KNEES.replace("Heat loosens stiff joints in the morning.", "Heat eases pain in knees.[2]"),
    )
    .unwrap();
    let run = desk.run(&["import", "knees.md"]);
    assert!(format!("{}{}", run.out, run.err).contains("it is back in"), "{}{}", run.out, run.err);
    assert_eq!(addresses(&json(&desk, &["references", "--article", "knees"])), ["knees/r1", "knees/r2"]);
}

#[test]
fn a_retired_article_leaves_lists_gate_and_exports_and_stays_in_the_history() {
    let (folder, desk) = desk();
    let before = found(&desk, "claim-unreviewed").len() + found(&desk, "reference-uncited").len();
    desk.ok(&["retire", "hips", "--reason", "taken off the site"]);
    assert_eq!(addresses(&json(&desk, &["articles"])), ["knees"]);
    assert_eq!(addresses(&json(&desk, &["articles", "--retired"])), ["hips"]);
    for list in [
        vec!["claims"],
        vec!["references"],
        vec!["export", "claims", "--to", "csv"],
        vec!["export", "references", "--to", "json"],
    ] {
        assert!(!desk.ok(&list).contains("hips"), "{list:?}");
    }
    assert!(!desk.ok(&["citations"]).contains("hips"));
    assert!(!desk.run(&["audit", "--format", "json"]).out.contains("\"hips"), "out of the gate");
    assert!(found(&desk, "claim-unreviewed").len() + found(&desk, "reference-uncited").len() < before);
    refused(&desk, &["audit", "hips"], "hips was retired on");
    refused(&desk, &["audit", "hips.md"], "hips was retired on");
    assert!(desk.ok(&["history", "hips"]).contains("retire"));
    assert!(desk.ok(&["show", "hips/c1"]).contains("20%"), "and can be shown");
    // Its file may be imported with all others: it stays retired, and its key stays taken.
    std::fs::write(folder.path().join("hips.md"), KNEES.replace("Knees", "Hips").replace("30%", "25%")).unwrap();
    let run = desk.run(&["import", "hips.md"]);
    assert!(
        run.exit == 0 && format!("{}{}", run.out, run.err).contains("is retired and stays so"),
        "{}{}",
        run.out,
        run.err
    );
    assert_eq!(addresses(&json(&desk, &["articles"])), ["knees"]);
    desk.ok(&["retire", "--back", "hips"]);
    assert_eq!(addresses(&json(&desk, &["articles"])), ["hips", "knees"]);
}

#[test]
fn a_reading_is_no_evidence_once_it_is_retired() {
    let (_folder, desk) = desk();
    let read = |quote: &str| {
        desk.ok(&["verify", "knees/c1", "r1", "--stance", "supports", "--quote", quote, "--by", "A. Reviewer"]);
    };
    read("Pain fell by 30%.");
    desk.ok(&["review", "knees/c1", "--verdict", "supported", "--by", "A. Reviewer"]);
    assert_eq!(found(&desk, "claim-stale"), Vec::<String>::new());
    let shown = desk.ok(&["show", "knees/c1"]);
    assert!(shown.contains("c1:r1:1"), "{shown}");
    let reading = desk.ok(&["show", "knees/c1:r1:1"]);
    assert!(reading.contains("knees/c1:knees/r1:1") && reading.contains("Pain fell by 30%."), "{reading}");
    assert_eq!(desk.ok(&["show", "kne/c1:r1:1"]), reading);
    let run = desk.run(&["retire", "knees/c1:r1:1", "--reason", "of another paper", "--by", "A. Reviewer"]);
    assert!(
        run.exit == 0 && run.err.contains("A. Reviewer on") && run.err.contains("no longer counts as evidence"),
        "{}",
        run.err
    );
    assert!(!desk.ok(&["show", "knees/c1"]).contains("Pain fell by 30%."));
    assert!(!desk.ok(&["export", "claims", "--to", "csv"]).contains("Pain fell by 30%."));
    assert_eq!(found(&desk, "claim-stale"), ["knees/c1"]);
    assert!(desk.ok(&["history", "knees/c1"]).contains("retire"));
    read("Pain fell by a third.");
    assert!(desk.ok(&["show", "knees/c1"]).contains("c1:r1:2"), "numbers are never given again");
    desk.ok(&["retire", "knees/c1:r1:2", "--by", "A. Reviewer"]);
    desk.ok(&["retire", "--back", "knees/c1:r1:1", "--by", "A. Reviewer"]);
    assert_eq!(found(&desk, "claim-stale"), Vec::<String>::new(), "as it was signed");
    refused(&desk, &["retire", "knees/c1:r1:3"], "has readings 1 to 2, but no reading 3");
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
fn a_retired_persons_verdicts_stand() {
    let (_folder, desk) = desk();
    desk.ok(&["review", "knees/c1", "--verdict", "supported", "--by", "A. Reviewer, MD"]);
    desk.ok(&["retire", "A. Reviewer"]);
    assert!(desk.ok(&["claims", "--article", "knees"]).contains("supported"));
    assert!(!desk.ok(&["people"]).contains("A. Reviewer") && desk.ok(&["people", "--retired"]).contains("A. Reviewer"));
    refused(
        &desk,
        &["review", "knees/c1", "--verdict", "partly", "--by", "A. Reviewer"],
        "can no longer give verdicts",
    );
    desk.ok(&["retire", "--back", "A. Reviewer, MD"]);
    desk.ok(&["review", "knees/c1", "--verdict", "partly", "--by", "A. Reviewer"]);
    refused(&desk, &["retire", "Nobody Known"], "Nobody Known");
    refused(&desk, &["retire", "doe2024"], "retire the references to it");
}

#[test]
fn what_was_suggested_of_a_retired_entry_waits_until_it_is_back() {
    let (folder, desk) = desk();
    let suggested = "knees/r2";
    let said = |of: &str| {
        std::fs::write(folder.path().join("knees.md"), KNEES.replace("Heat loosens stiff joints in the morning.", of))
            .unwrap()
    };
    said("Warm packs ease pain in sore knees.");
    desk.ok(&["import", "knees.md"]);
    desk.ok(&["suggest", "knees/c3"]);
    let lists: &[&[&str]] = &[
        &["claims", "--article", "knees", "--format", "json"],
        &["citations", "--state", "suggested", "--article", "knees", "--format", "json"],
        &["citations", "--state", "suggested", "--doi", "10.5555/jfm.5.1.1", "--article", "knees", "--format", "json"],
        &["export", "claims", "--to", "csv", "--suggestions", "--article", "knees"],
        &["show", "knees/c3"],
        &["show", "knees/c3", "--format", "json"],
        &["show", "roe2025"],
        &["coverage", "knees", "--format", "json"],
    ];
    let shown = || {
        // The log goes on: where it ends is all that may differ.
        let audited = desk.run(&["audit", "knees", "--format", "json"]).out;
        let audited = audited.split_once("\"findings\"").unwrap().1.to_owned();
        let listed = lists.iter().map(|list| (list.join(" "), desk.ok(list)));
        listed.chain([("audit".to_owned(), audited)]).collect::<Vec<_>>()
    };
    let before = shown();
    let silent = |command: &str| command.starts_with("claims") || command.starts_with("coverage");
    for (command, out) in before.iter().filter(|(command, _)| !silent(command)) {
        assert!(out.contains(suggested), "{command}: {out}");
    }
    desk.ok(&["retire", suggested]);
    for (command, out) in shown() {
        // The work is still the one that the entry names.
        assert!(command == "show roe2025" || !out.contains(suggested), "{command}: {out}");
        assert!(!out.contains("rejected by a person") && !out.contains("suggested)"), "{command}: {out}");
    }
    let history = desk.ok(&["history", suggested]);
    assert!(history.contains("knees/c3"), "the log keeps what was suggested: {history}");
    desk.ok(&["retire", "--back", suggested]);
    assert_eq!(shown(), before, "as it was");

    // Nobody rejected it, so that a version which cites it may assert it.
    desk.ok(&["retire", suggested]);
    said("Warm packs ease pain in sore knees.[2]");
    desk.ok(&["import", "knees.md"]);
    assert_eq!(addresses(&json(&desk, &["references", "--article", "knees"])), ["knees/r1", "knees/r2"]);
    assert!(desk.ok(&["citations", "--doi", "10.5555/jfm.5.1.1"]).contains("knees/c3"));
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
fn only_whole_addresses_are_retired() {
    let (_folder, desk) = desk();
    desk.ok(&["verify", "knees/c1", "r1", "--stance", "supports", "--quote", "It fell.", "--by", "A. Reviewer"]);
    for (typed, meant) in [
        ("knee", "did you mean knees?"),
        ("knee/r2", "did you mean knees/r2?"),
        ("knee/c1", "did you mean knees/c1?"),
        ("knee/c1:r1:1", "did you mean knees/c1:knees/r1:1?"),
        ("knees/c1:doe:1", "did you mean knees/c1:knees/r1:1?"),
        ("Reviewer", "did you mean “A. Reviewer”?"),
        ("doe", "doe2024 is a work"),
        ("elbow", "there is no article or work “elbow”"),
    ] {
        let run = desk.run(&["retire", typed]);
        assert!(run.exit == 2 && run.err.contains(meant), "{typed}: {}", run.err);
    }
    for whole in ["KNEES/R2", "Knees/C1:R1:1", "HIPS"] {
        desk.ok(&["retire", whole, "--by", "A. Reviewer"]);
    }
    assert_eq!(addresses(&json(&desk, &["articles", "--retired"])), ["hips"]);
    desk.ok(&["retire", "--back", "Hips", "Knees/r2"]);
    assert_eq!(addresses(&json(&desk, &["articles"])), ["hips", "knees"]);
}

#[test]
fn whoever_is_called_so_is_meant_before_a_work_that_begins_so() {
    let (_folder, desk) = desk();
    desk.ok(&["review", "knees/c1", "--verdict", "supported", "--by", "Doe"]);
    let run = desk.run(&["retire", "Doe"]);
    assert!(run.exit == 0 && run.err.contains("Doe is retired"), "{}", run.err);
    desk.ok(&["retire", "--back", "Doe"]);
}

#[test]
fn a_reading_is_retired_by_its_reader_alone() {
    let (_folder, desk) = desk();
    desk.ok(&[
        "verify",
        "knees/c1",
        "r1",
        "--stance",
        "partly",
        "--quote",
        "Pain fell by 30%.",
        "--by",
        "A. Reviewer, MD",
    ]);
    for back in [&["retire", "knees/c1:r1:1"][..], &["retire", "--back", "knees/c1:r1:1"]] {
        let run = desk.run(&[back, &["--by", "B. Second"]].concat());
        let said = format!("{}{}", run.out, run.err);
        assert!(run.exit == 2 && said.contains("claimbook verify knees/c1 knees/r1 --stance"), "{said}");
        assert!(!said.contains("partly") && !said.contains("A. Reviewer"), "nothing of what it says: {said}");
        refused(&desk, back, "say who you are");
    }
    assert!(desk.ok(&["show", "knees/c1"]).contains("Pain fell by 30%."));
    // Whoever turned out to be the reader is the reader.
    desk.ok(&["add", "person", "A. R., MD"]);
    refused(&desk, &["retire", "knees/c1:r1:1", "--by", "A. R., MD"], "only its reader");
    desk.ok(&["merge", "A. Reviewer, MD", "A. R., MD"]);
    desk.ok(&["retire", "knees/c1:r1:1", "--by", "A. R., MD"]);
    desk.ok(&["retire", "--back", "knees/c1:r1:1", "--by", "A. Reviewer"]);
}
