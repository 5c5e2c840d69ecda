//! The sessions that the README and the issues promise, from an empty folder to a verdict and back to doubt: the program
//! in process, on an article of our own.

use crate::double::desk::{ARTICLE, Desk};
use jiff::SignedDuration;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn from_an_empty_folder_to_a_verdict() {
    let desk = Desk::new();
    let claim = desk.claim("25% of adults");
    assert_eq!(desk.json(&["show", &claim])["citations"][0]["origin"], "article", "its printed marker cites");
    desk.ok(&["link", &claim, "r2"]);
    let verified = desk.run(&[
        "verify",
        &claim,
        "r1",
        "--stance",
        "supports",
        "--quote",
        "One adult in four (25%) had knee pain",
        "--locator",
        "Results",
        "--read-as",
        "abstract",
        "--by",
        "A. Reviewer, PT",
    ]);
    assert_eq!((verified.exit, verified.out.as_str()), (0, ""), "what is not a result goes to stderr");
    desk.ok(&["review", &claim, "--verdict", "supported", "--by", "A. Reviewer, PT"]);
    let shown = desk.json(&["show", &claim]);
    assert_eq!((&shown["verdict"], &shown["status"]), (&"supported".into(), &"accepted".into()));
    assert_eq!(shown["citations"][0]["verified"], true);
    assert_eq!(desk.findings("claim-stale"), vec![]);
    let csv = desk.ok(&["export", "claims", "--to", "csv"]);
    assert!(
        csv.starts_with(
            "row_version,article,claim,section,statement,kind,status,reference,origin,state,stance,work,doi"
        ),
        "{csv}"
    );
    assert!(csv.contains("A. Reviewer"), "{csv}");
    let again = desk.run(&["verify-catalogue"]);
    assert_eq!(again.exit, 0, "{}{}", again.out, again.err);
}

#[test]
fn importing_the_same_file_twice_changes_nothing_and_says_so() {
    let desk = Desk::new();
    let before = desk.ok(&["history", "--format", "json"]);
    let again = desk.ok(&["import", "sore-knees.txt"]);
    assert!(again.contains("nothing has changed"), "{again}");
    assert_eq!(desk.ok(&["history", "--format", "json"]), before);
}

#[test]
fn a_dry_run_stores_nothing() {
    let desk = Desk::new();
    desk.rewrite("25% of adults", "30% of adults");
    let told = desk.ok(&["import", "sore-knees.txt", "--dry-run"]);
    assert!(told.contains("would be stored as version 2"), "{told}");
    assert_eq!(desk.json(&["articles"])[0]["versions"].as_array().unwrap().len(), 1);
}

#[test]
fn a_changed_figure_is_never_carried_over_in_silence() {
    let desk = Desk::new();
    let claim = desk.claim("25% of adults");
    desk.ok(&["accept", &claim]);
    desk.ok(&["review", &claim, "--verdict", "supported", "--by", "A. Reviewer, PT"]);
    desk.rewrite("25% of adults", "35% of adults");
    // The file is judged as it is, before anybody imports it.
    assert_eq!(desk.findings("occurrence-changed"), vec![(claim.clone(), "deny".to_owned())]);
    assert_eq!(desk.findings("claim-stale"), vec![], "one cause gives one finding");
    assert_eq!(desk.run(&["audit"]).exit, 1);
    assert_eq!(
        desk.json(&["audit", "--stored"])["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["rule"] == "occurrence-changed")
            .count(),
        0
    );
    let told = desk.ok(&["import", "sore-knees.txt"]);
    assert!(told.contains(&format!("changed: {claim}")), "{told}");
    desk.ok(&["confirm", &claim, "--reason", "the source has the new figure"]);
    assert_eq!(desk.findings("occurrence-changed"), vec![]);
    assert_eq!(desk.findings("claim-stale").len(), 1, "new words are still not what was reviewed");
}

#[test]
fn harmless_edits_carry_claims_over() {
    let desk = Desk::new();
    desk.rewrite("Here is what tends to help.", "Here is what tends to help, and why. It is worth a try.");
    let told = desk.ok(&["import", "sore-knees.txt"]);
    assert!(!told.contains("Look at: changed") && !told.contains("gone"), "{told}");
}

#[test]
fn what_a_person_dismissed_is_not_proposed_again() {
    let desk = Desk::new();
    let claim = desk.claim("25% of adults");
    desk.ok(&["dismiss", &claim, "--reason", "not ours"]);
    desk.rewrite("Here is what tends to help.", "Here is what helps.");
    desk.ok(&["import", "sore-knees.txt"]);
    let claims = desk.json(&["claims"]);
    let says = |claim: &serde_json::Value| claim["statement"].as_str().unwrap().contains("25% of adults");
    assert!(!claims.as_array().unwrap().iter().any(says), "{claims:#}");
    assert_eq!(desk.json(&["show", &claim])["status"], "dismissed");
}

#[test]
fn a_rejected_citation_is_not_suggested_again() {
    let desk = Desk::new();
    let claim = desk.claim("25% of adults");
    desk.ok(&["unlink", &claim, "r1", "--reason", "another population"]);
    desk.ok(&["suggest", &claim]);
    let shown = desk.json(&["show", &claim]);
    let r1 = shown["citations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["reference"].as_str().unwrap().ends_with("/r1"))
        .unwrap();
    assert_eq!(r1["state"], "rejected");
}

#[test]
fn a_reference_that_is_no_longer_printed_is_marked_and_comes_back() {
    let desk = Desk::new();
    let line = "4. An entry that nobody can read";
    desk.rewrite(line, "");
    let told = desk.ok(&["import", "sore-knees.txt"]);
    assert!(told.contains("no longer listed: sore-knees/r4"), "{told}");
    std::fs::write(desk.path().join("sore-knees.txt"), ARTICLE).unwrap();
    let told = desk.ok(&["import", "sore-knees.txt"]);
    assert!(!told.contains("r5"), "it has its old serial again: {told}");
    assert_eq!(desk.json(&["references"]).as_array().unwrap().len(), 4);
}

#[test]
fn the_text_form_comes_back_to_the_byte() {
    let desk = Desk::new();
    desk.ok(&["link", &desk.claim("25% of adults"), "r2"]);
    desk.ok(&["dump", "one"]);
    desk.ok(&["--catalogue", "two.db", "load", "one"]);
    desk.ok(&["--catalogue", "two.db", "dump", "two"]);
    assert_eq!(files(&desk.path().join("one")), files(&desk.path().join("two")));
    assert_eq!(desk.ok(&["--catalogue", "one", "claims"]), desk.ok(&["claims"]));
    let refused = desk.run(&["--catalogue", "one", "dismiss", "c1"]);
    assert_eq!(refused.exit, 2);
    assert!(refused.err.contains("claimbook load one"), "{}", refused.err);
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(Result::unwrap) {
            match entry.path().is_dir() {
                true => open.push(entry.path()),
                false => {
                    let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                    found.push((name, std::fs::read(entry.path()).unwrap()));
                }
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

#[test]
fn a_source_is_never_written_and_is_kept_byte_for_byte() {
    let desk = Desk::new();
    let claim = desk.claim("25% of adults");
    for arguments in [
        &["link", &claim, "r2"][..],
        &["review", &claim, "--verdict", "partly", "--by", "A. Reviewer, PT"],
        &["edit", "sore-knees", "title=Other"],
        &["audit"],
        &["import", "sore-knees.txt"],
        &["dump", "text"],
    ] {
        assert!(desk.run(arguments).exit < 2, "{arguments:?}");
    }
    assert_eq!(std::fs::read(desk.path().join("sore-knees.txt")).unwrap(), ARTICLE.as_bytes());
    let kept = files(&desk.path().join("text"))
        .into_iter()
        .find(|(name, _)| name.contains("versions/1") && name.ends_with(".txt"));
    let originals: Vec<Vec<u8>> = files(&desk.path().join("text")).into_iter().map(|(_, bytes)| bytes).collect();
    assert!(
        kept.is_some() && originals.contains(&ARTICLE.as_bytes().to_vec()),
        "the version holds the file's own bytes"
    );
}

#[test]
fn a_waiver_holds_until_its_day() {
    let desk = Desk::new();
    let claim = desk.claim("40% less pain");
    desk.ok(&["accept", &claim]);
    let (rule, severity) = ("claim-figure-uncited", "deny".to_owned());
    assert!(desk.findings(rule).contains(&(claim.clone(), severity)));
    desk.ok(&[
        "waive",
        rule,
        &claim,
        "--reason",
        "the source is being written",
        "--until",
        "2026-12-31",
        "--by",
        "A. Editor",
    ]);
    assert!(!desk.findings(rule).iter().any(|(a, _)| *a == claim));
    let later = desk.run(&["--today", "2027-01-01", "audit", "--format", "json"]);
    let report: Value = serde_json::from_str(&later.out).unwrap();
    let rules: Vec<&str> = report["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"waiver-expired") && rules.contains(&rule), "{rules:?}");
}

#[test]
fn judgements_need_a_name() {
    let mut desk = Desk::new();
    let claim = desk.claim("25% of adults");
    let refused = desk.run(&["review", &claim, "--verdict", "supported"]);
    assert_eq!(refused.exit, 2);
    assert!(refused.err.contains("--by"), "{}", refused.err);
    let own = tempfile::tempdir().unwrap();
    let file = own.path().join("claimbook/claimbook.toml");
    desk.terminal.environment.push(("XDG_CONFIG_HOME".into(), own.path().to_str().unwrap().into()));
    let refused = desk.run(&["review", &claim, "--verdict", "supported"]);
    let told = format!("Say who you are in {}:\n\n[me]\nname = ", file.display());
    assert!(refused.err.contains(&told), "{}", refused.err);
    let empty = desk.run(&["review", &claim, "--verdict", "supported", "--by", " , PT"]);
    assert!(empty.exit == 2 && empty.err.contains("is empty: give a name"), "{}", empty.err);
    std::fs::create_dir(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "[me]\nname = \"A. Reviewer\"\ncredentials = \"PT\"\n").unwrap();
    // What a project's file says of the user is an error, and never counts.
    let beside = desk.path().join("claimbook.toml");
    for (text, wrong) in [("[me]\nname = \"M. Stranger\"\n", "1:2: [me]"), ("name = \"M. Stranger\"\n", "1:1: name")] {
        std::fs::write(&beside, text).unwrap();
        let refused = desk.run(&["review", &claim, "--verdict", "supported"]);
        assert!(
            refused.exit == 2 && refused.err.contains(&format!("claimbook.toml:{wrong} says who")),
            "{}",
            refused.err
        );
        assert!(refused.err.contains(&told), "{}", refused.err);
    }
    std::fs::remove_file(&beside).unwrap();
    desk.ok(&["review", &claim, "--verdict", "supported"]);
    assert_eq!(desk.json(&["show", &claim])["verdict"], "supported");
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let desk = Desk::new();
    for (arguments, expected) in [
        (&["show", "soar-knees"][..], "did you mean sore-knees?"),
        (&["show", "c99"], "its claims are c1 to c"),
        (&["show", "r99"], "its references are r1 to r4"),
        (
            &["waive", "claim-uncitd", "c1", "--reason", "x", "--until", "2027-01-01", "--by", "A"],
            "did you mean claim-uncited?",
        ),
        (&["edit", "c1", "statment=x"], "did you mean statement?"),
        (&["audit", "--deny", "claim-uncitd"], "did you mean claim-uncited?"),
        (&["verify", "c1", "r4", "--stance", "supports", "--by", "A"], "claimbook link"),
    ] {
        let refused = desk.run(arguments);
        assert_eq!(refused.exit, 2, "{arguments:?}");
        assert!(refused.err.contains(expected), "{arguments:?}: {}", refused.err);
    }
}

#[test]
fn records_can_be_added_and_mended_by_hand() {
    let desk = Desk::new();
    desk.ok(&[
        "add",
        "claim",
        "Strong thighs spare the knee.",
        "--kind",
        "benefit",
        "--at",
        "When thigh muscles tire early",
    ]);
    let claim = desk.claim("Strong thighs");
    let shown = desk.json(&["show", &claim]);
    assert_eq!(shown["occurrences"][0]["exact"], "When thigh muscles tire early");
    desk.ok(&[
        "add",
        "reference",
        "Doe J, Roe R. Thighs and knees. J Fict Med. 2020;4(2):11-19. doi:10.5555/jfm.2020.11",
    ]);
    desk.ok(&["link", &claim, "r5"]);
    desk.ok(&["edit", "r5", "year=2021", "--reason", "misprint"]);
    let references = desk.json(&["references"]);
    assert_eq!(references[4]["csl"]["issued"]["date-parts"][0][0], 2021);
    assert_eq!(references[4]["doi"], "10.5555/jfm.2020.11");
    desk.ok(&["add", "person", "B. Second, MD", "--contact", "b@example.org"]);
    let history = desk.ok(&["history", "r5"]);
    assert!(history.contains("misprint"), "{history}");
    let missing = desk.run(&["add", "claim", "X helps.", "--kind", "benefit", "--at", "words that are not there"]);
    assert_eq!(missing.exit, 2);
}

#[test]
fn a_check_that_reaches_nobody_says_so_once_and_is_not_complete() {
    let mut desk = Desk::new();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), "http://127.0.0.1:1".into()));
    let run = desk.run(&["check", "--only", "doi", "--format", "json"]);
    assert_eq!(run.exit, 3, "{}", run.err);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let unchecked = crate::double::reports::unchecked(&report);
    let addresses: BTreeSet<&str> = unchecked.iter().map(|u| u["address"].as_str().unwrap()).collect();
    assert_eq!((addresses.len(), unchecked.len()), (2, 8), "four rules for each with a DOI: {unchecked:#?}");
    assert!(
        unchecked.iter().all(|u| u["reason"].as_str().unwrap().contains("refuses the connection")),
        "{unchecked:#?}"
    );
    let offline = desk.run(&["--offline", "check", "--only", "doi"]);
    assert_eq!(offline.exit, 0, "nobody was asked, as wished: {}", offline.err);
}

#[test]
fn a_check_stores_what_it_hears_and_a_missing_doi_fails() {
    use crate::double::registries::{Class, Script};
    let double =
        Script::of(&[("10.5555/jfr.2019.045", Class::Exists), ("10.5555/ijsm.8.2.e1190", Class::Absent)]).start();
    let mut desk = Desk::new();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), double.url()));
    let run = desk.run(&["check", "--only", "doi", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let found: Vec<(&str, &str)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["rule"].as_str().unwrap(), f["address"].as_str().unwrap()))
        .collect();
    assert_eq!((run.exit, found), (1, vec![("doi-not-found", "sore-knees/r2")]), "{report:#}");
    let states: Vec<String> =
        desk.json(&["works"]).as_array().unwrap().iter().map(|w| w["doi_state"].as_str().unwrap().to_owned()).collect();
    assert!(states.contains(&"exists".to_owned()) && states.contains(&"absent".to_owned()), "{states:?}");
    let asked = double.asked().len();
    desk.terminal.now += SignedDuration::from_hours(1);
    desk.run(&["check", "--only", "doi"]);
    assert_eq!(double.asked().len(), asked, "a fresh answer is not asked for again");
}
