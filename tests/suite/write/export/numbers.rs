//! Coverage and findings: what is counted is what is stored, and what is found is what `audit` finds.

use super::{exported, read};
use crate::double::golden::golden;
use crate::double::sample::{sample_in, word_elsewhere};
use crate::double::terminal::Terminal;
use claimbook::catalogue::{Deed, Error};
use claimbook::model::*;

fn coverage(terminal: &Terminal) -> Vec<serde_json::Value> {
    serde_json::from_str(&terminal.ok(&["coverage", "--format", "json"])).unwrap()
}

#[test]
fn every_claim_of_an_article_is_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    word_elsewhere(&mut sample_in(folder.path()));
    let terminal = Terminal::piped(folder.path());
    golden("export/coverage.json", &terminal.ok(&["coverage", "--format", "json"]));
    golden("export/coverage.txt", &Terminal::wide(folder.path(), 100).ok(&["coverage"]));
    let covered = coverage(&terminal);
    assert_eq!(covered.len(), 2, "an article that only words a claim is there, with none of its own");
    for one in &covered {
        let sum = |of: &str| one[of].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
        let n = |of: &str| one[of].as_u64().unwrap();
        assert_eq!((sum("kinds"), n("cited") + n("uncited")), (n("claims"), n("claims")));
        assert_eq!(sum("verdicts"), n("reviewed"));
        assert!(n("verified") <= n("cited") && n("stale") <= n("reviewed") && n("disputed") <= n("reviewed"));
        assert_eq!(one["statuses"].as_object().unwrap().keys().collect::<Vec<_>>(), Status::TOKENS);
        assert_eq!(one["kinds"].as_object().unwrap().len(), Kind::TOKENS.len());
        assert_eq!(one["verdicts"].as_object().unwrap().len(), Verdict::TOKENS.len());
    }
    // A correction came after the second review, and a review holds for so long.
    assert_eq!((&covered[1]["stale"], &covered[1]["due"]), (&1.into(), &0.into()));
    let later: Vec<serde_json::Value> =
        serde_json::from_str(&terminal.ok(&["coverage", "--format", "json", "--today", "2031-01-01"])).unwrap();
    assert_eq!(later[1]["due"], 2);
}

#[test]
fn a_sheet_of_coverage_says_what_the_command_says() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let rows = read(&exported(folder.path(), &["coverage", "--to", "csv"]), b',');
    let covered = coverage(&Terminal::piped(folder.path()));
    for (row, one) in rows.iter().zip(&covered) {
        for (column, cell) in row {
            let number = ["kinds", "statuses", "verdicts"].iter().find_map(|of| one[of].get(column));
            let value = number.unwrap_or(&one[column]);
            assert_eq!(cell, &value.as_str().map_or_else(|| value.to_string(), str::to_owned), "{column}");
        }
    }
}

#[test]
fn findings_are_what_audit_finds_on_what_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    let report = terminal.run(&["audit", "--stored", "--format", "json"]).out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let rows = read(&exported(folder.path(), &["findings", "--to", "csv"]), b',');
    let of = |outcome: &str| rows.iter().filter(|row| row["outcome"] == outcome).collect::<Vec<_>>();
    let found = report["findings"].as_array().unwrap();
    assert_eq!(of("found").len(), found.len());
    assert!(!found.is_empty());
    for (row, finding) in of("found").iter().zip(found) {
        for field in ["rule", "severity", "address", "message", "help", "standard", "cause", "fingerprint"] {
            assert_eq!(row[field], finding[field].as_str().unwrap(), "{field}");
        }
    }
    let unchecked = crate::double::reports::unchecked(&report);
    assert_eq!(of("unchecked").len(), unchecked.len());
    assert!(of("unchecked").iter().all(|row| !row["reason"].is_empty() && row["severity"].is_empty()));
    // A waiver turns one of them over, with its reason and the day on which it ends.
    let (rule, address) = (found[0]["rule"].as_str().unwrap(), found[0]["address"].as_str().unwrap());
    terminal.ok(&["waive", rule, address, "--by", "A. Reviewer", "--reason", "known", "--until", "2027-01-01"]);
    let rows = read(&exported(folder.path(), &["findings", "--to", "csv"]), b',');
    let waived = rows.iter().find(|row| row["outcome"] == "waived").unwrap();
    assert_eq!((waived["rule"].as_str(), waived["reason"].as_str()), (rule, "known"));
    assert_eq!((waived["by"].as_str(), waived["expires_on"].as_str()), ("A. Reviewer", "2027-01-01"));
}

/// What `check` heard counts as much as what is stored with the work.
#[test]
fn a_retraction_that_a_registry_told_of_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = sample_in(folder.path());
    let answer = serde_json::json!({ "notices": [{ "kind": "retraction", "source": "retraction-watch" }] });
    let deed = Deed { who: "A.".into(), command: "check".into(), at: crate::double::clock::now(), reason: None };
    let done: Result<(), Error> = catalogue.write(&deed, |w| {
        w.observe(&[Observation {
            uid: w.uid(),
            service: "crossref".into(),
            subject: Subject::Notices,
            scheme: "doi".into(),
            identifier: "10.5555/knee.2021.1".into(),
            answer: answer.to_string(),
            body_sha256: None,
            first_asked_at: w.time(),
            asked_at: w.time(),
        }])
    });
    done.unwrap();
    for (what, at, told) in [("works", "doi", 1), ("claims", "doi", 1)] {
        let rows = read(&exported(folder.path(), &[what, "--to", "csv"]), b',');
        let retracted: Vec<_> = rows.iter().filter(|row| row["notices"] == "retraction").collect();
        assert_eq!(retracted.len(), told, "{what}");
        assert_eq!(retracted[0][at], "10.5555/knee.2021.1");
    }
}
