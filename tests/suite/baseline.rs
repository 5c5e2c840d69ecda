//! Baselines: what is known does not fail, what is new does, and what the record holds for nothing is found.

use super::terminal::Terminal;
use serde_json::Value;

/// A catalogue in which uncited claims fail.
fn desk() -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sore-knees.txt"), include_str!("../fixtures/articles/sore-knees.txt")).unwrap();
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
    let more = std::fs::read_to_string(&article).unwrap().replacen("\n\n", "\n\nOne line more.\n\n", 1);
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
    assert_eq!(found[1]["message"], "the baseline holds a finding of claim-uncited that is gone: “no citation”");
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
        ("", "is no baseline: EOF while parsing a value at line 1 column 0; `claimbook baseline` records one anew"),
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
