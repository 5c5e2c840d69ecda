//! Baselines: what is known does not fail, what is new does, and what the record holds for nothing is found.

use crate::double::terminal::Terminal;
use serde_json::Value;

/// A catalogue in which uncited claims fail.
fn desk() -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sore-knees.txt"), include_str!("../../fixtures/articles/sore-knees.txt"))
        .unwrap();
    std::fs::write(folder.path().join("claimbook.toml"), "proposed = \"deny\"\n").unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    terminal.ok(&["import", "sore-knees.txt"]);
    (folder, terminal)
}

fn audit(terminal: &Terminal, more: &[&str]) -> (u8, Value) {
    let run = terminal.run(&[&["audit", "--format", "json"], more].concat());
    (run.exit, serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.err)))
}

fn rules(report: &Value, group: &str) -> Vec<String> {
    report[group].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn only_new_findings_fail() {
    let (folder, terminal) = desk();
    let (exit, before) = audit(&terminal, &[]);
    assert_eq!((exit, rules(&before, "baseline").len()), (1, 0));
    terminal.ok(&["baseline"]);
    let (exit, after) = audit(&terminal, &["--strict"]);
    let count = |severities: &[&str]| {
        let all = before["findings"].as_array().unwrap().iter();
        all.filter(|f| severities.contains(&f["severity"].as_str().unwrap())).count()
    };
    assert_eq!(rules(&after, "baseline").len(), count(&["deny", "warn"]));
    assert_eq!(rules(&after, "findings").len(), count(&["note"]));
    assert!(exit != 1 && count(&["deny"]) > 0, "{exit}");
    assert!(terminal.ok(&["audit"]).contains("in the baseline"));

    let article = folder.path().join("sore-knees.txt");
    let more =
        std::fs::read_to_string(&article).unwrap().replacen("\n\n", "\n\nOur phone is answered on weekdays.\n\n", 1);
    std::fs::write(&article, more).unwrap();
    assert_eq!(audit(&terminal, &[]).0, 0, "lines move");
    assert_eq!(audit(&terminal, &["--no-baseline"]).0, 1);
    terminal.ok(&["add", "claim", "Our members report 67% less pain.", "--kind", "outcome"]);
    let (exit, new) = audit(&terminal, &[]);
    assert_eq!((exit, rules(&new, "findings").iter().any(|r| r == "claim-figure-uncited")), (1, true), "{new:#}");
}

#[test]
fn the_file_is_sorted_stable_and_has_one_finding_a_line() {
    let (folder, terminal) = desk();
    terminal.ok(&["baseline"]);
    let path = folder.path().join("claimbook-baseline.json");
    let text = std::fs::read_to_string(&path).unwrap();
    terminal.ok(&["baseline", "again.json"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("again.json")).unwrap(), text);
    let document: Value = serde_json::from_str(&text).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let lines: Vec<&str> = text.lines().filter(|l| l.starts_with("{\"")).collect();
    assert!(lines.len() == findings.len() && !lines.is_empty());
    let keys: Vec<&String> = findings[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["fingerprint", "rule", "address", "message"]);
    let order = |f: &Value| (f["address"].as_str().unwrap().to_owned(), f["rule"].as_str().unwrap().to_owned());
    assert!(findings.is_sorted_by_key(order));
}

#[test]
fn what_the_record_holds_for_nothing_is_found() {
    let (folder, terminal) = desk();
    terminal.ok(&["baseline"]);
    let path = folder.path().join("claimbook-baseline.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let gone = r#"{"fingerprint":"00","rule":"claim-uncited","address":"sore-knees/c99","message":"no citation"},"#;
    let elsewhere = gone.replace("sore-knees/c99", "other/c1").replace("\"00\"", "\"01\"");
    std::fs::write(&path, text.replacen("[\n", &format!("[\n{gone}\n{elsewhere}\n"), 1)).unwrap();
    let (exit, report) = audit(&terminal, &[]);
    let found: Vec<&Value> =
        report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "baseline-unmatched").collect();
    assert_eq!((exit, found.len()), (0, 2), "{report:#}");
    assert_eq!(
        found[1]["message"],
        "the baseline holds a finding of claim-uncited that no longer occurs: “no citation”"
    );
    let (_, one) = audit(&terminal, &["sore-knees"]);
    assert_eq!(
        rules(&one, "findings").iter().filter(|r| *r == "baseline-unmatched").count(),
        1,
        "other was not looked at"
    );
    let (_, silent) = audit(&terminal, &["--allow", "claim-uncited"]);
    assert!(!rules(&silent, "findings").contains(&"baseline-unmatched".to_owned()), "its rule did not run");
    terminal.ok(&["baseline"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "recording anew drops them");
}

#[test]
fn a_baseline_that_cannot_be_read_is_said() {
    let (folder, terminal) = desk();
    let named = |text: &str| {
        std::fs::write(folder.path().join("b.json"), text).unwrap();
        let run = terminal.run(&["audit", "--baseline", "b.json"]);
        (run.exit, run.err)
    };
    for (text, message) in [
        ("", "is not a baseline: EOF while parsing a value at line 1 column 0; `claimbook baseline` records a new one"),
        ("{\"schema\": \"claimbook.baseline/1\",\n\"found\": []}", "unknown field `found`"),
        ("{\"schema\": \"claimbook.baseline/9\", \"findings\": []}", "has the schema “claimbook.baseline/9”"),
    ] {
        let (exit, said) = named(text);
        assert!(exit == 2 && said.contains(message), "{exit} {said}");
    }
    let run = terminal.run(&["audit", "--baseline", "none.json"]);
    assert!(run.exit == 2 && run.err.contains("none.json cannot be read"), "{}", run.err);
    let run = terminal.run(&["--example", "baseline"]);
    assert!(run.exit == 2 && run.err.contains("name a file"), "{}", run.err);
}

/// An article with a sentence more at its head.
const LONGER: &str = "# Sore knees\n\nWalking uphill reduces knee pain by 20%.\n\nIce reduces knee pain by 30%.\n\nRest eases sore knees.\n";
const SHORTER: &str = "# Sore knees\n\nIce reduces knee pain by 30%.\n\nRest eases sore knees.\n";

/// A new catalogue into which these texts of one article were imported, one after the other.
fn made_of(texts: &[&str]) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("claimbook.toml"), "proposed = \"deny\"\n").unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    for text in texts {
        std::fs::write(folder.path().join("knees.md"), text).unwrap();
        terminal.ok(&["import", "knees.md"]);
    }
    (folder, terminal)
}

/// What each finding of a report that can be in a baseline is about: its fingerprint, by the words of its claim.
fn known(report: &Value) -> std::collections::BTreeSet<String> {
    let all = ["findings", "baseline"].into_iter().flat_map(|group| report[group].as_array().unwrap());
    let of_a_claim = |f: &&Value| f["rule"].as_str().unwrap().starts_with("claim-figure");
    all.filter(of_a_claim).map(|f| f["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_finding_is_the_same_whatever_number_its_claim_has() {
    let (old, desk) = made_of(&[LONGER, SHORTER]);
    let (fresh, other) = made_of(&[SHORTER]);
    let (before, anew) = (audit(&desk, &[]).1, audit(&other, &[]).1);
    let address = |report: &Value| {
        let found = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["rule"] == "claim-figure-uncited" && f["message"].as_str().unwrap().contains("30%"));
        found.unwrap_or_else(|| panic!("{report:#}"))["address"].as_str().unwrap().to_owned()
    };
    assert_ne!(address(&before), address(&anew), "the catalogue that is older has other numbers");
    assert!(known(&anew).is_subset(&known(&before)), "{:?} {:?}", known(&anew), known(&before));

    // A baseline of the one serves the other.
    other.ok(&["baseline"]);
    std::fs::copy(fresh.path().join("claimbook-baseline.json"), old.path().join("claimbook-baseline.json")).unwrap();
    let (_, report) = audit(&desk, &[]);
    let new: Vec<&Value> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["message"].as_str().unwrap().contains("30%"))
        .collect();
    assert_eq!(new.len(), 0, "{report:#}");

    // Other words are another finding.
    std::fs::write(fresh.path().join("knees.md"), SHORTER.replace("30%", "90%")).unwrap();
    assert_eq!(audit(&other, &[]).0, 1);
}

#[test]
fn findings_stay_known_when_the_article_gets_another_key() {
    let (_folder, desk) = made_of(&[SHORTER]);
    desk.ok(&["baseline"]);
    let count = |report: &Value| report["baseline"].as_array().unwrap().len();
    let (exit, before) = audit(&desk, &[]);
    assert!(exit == 0 && count(&before) > 0, "{before:#}");
    desk.ok(&["edit", "knees", "key=sore-knees"]);
    desk.ok(&["edit", "sore-knees", "key=knee-pain"]);
    let (exit, after) = audit(&desk, &[]);
    assert_eq!((exit, count(&after)), (0, count(&before)), "{after:#}");
    assert!(!rules(&after, "findings").contains(&"baseline-unmatched".to_owned()), "{after:#}");
}

#[test]
fn a_baseline_of_the_first_form_is_read_and_recorded_anew_in_the_second() {
    use sha2::{Digest, Sha256};
    let (folder, desk) = made_of(&[SHORTER]);
    let (_, report) = audit(&desk, &[]);
    let first_form = |f: &Value| {
        let mut hash = Sha256::new();
        for part in ["rule", "address", "cause"].map(|name| f[name].as_str().unwrap_or_default()) {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let digits: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        serde_json::json!({"fingerprint": digits, "rule": f["rule"], "address": f["address"], "message": f["message"]})
    };
    let counts = report["findings"].as_array().unwrap().iter().filter(|f| f["severity"] != "note");
    let old =
        serde_json::json!({"schema": "claimbook.baseline/1", "findings": counts.map(first_form).collect::<Vec<_>>()});
    let path = folder.path().join("claimbook-baseline.json");
    std::fs::write(&path, old.to_string()).unwrap();
    let run = desk.run(&["audit", "--strict"]);
    assert!(run.exit != 1 && run.err.contains("`claimbook baseline` records a new one"), "{}{}", run.out, run.err);
    desk.ok(&["baseline"]);
    assert!(std::fs::read_to_string(&path).unwrap().contains("claimbook.baseline/2"));
    let run = desk.run(&["audit", "--strict"]);
    assert!(run.exit != 1 && !run.err.contains("records a new one"), "{}{}", run.out, run.err);
}
