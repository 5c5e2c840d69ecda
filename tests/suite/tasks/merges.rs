//! Two records that are one: the first stays, the second's address leads there, nothing that depends on it is lost, and an undo
//! takes it all back.

use super::undo::UndoDesk;
use serde_json::Value;
use std::collections::BTreeSet;

fn asserted(claim: &Value) -> Vec<String> {
    let all = claim["citations"].as_array().unwrap().iter().filter(|c| c["state"] == "asserted");
    let mut references: Vec<String> = all.map(|c| c["reference"].as_str().unwrap().to_owned()).collect();
    references.sort();
    references
}

fn refused(desk: &UndoDesk, arguments: &[&str], said: &str) {
    let before = desk.state();
    let run = desk.run(arguments);
    assert!(run.exit == 2 && run.err.contains(said), "{arguments:?}: {}{}", run.out, run.err);
    assert_eq!(desk.state(), before, "{arguments:?}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_claim_takes_over_places_citations_readings_reviews_notes_and_waivers() {
    let desk = UndoDesk::new();
    desk.ok(&["verify", "hips/c1", "hips/r1", "--stance", "partly", "--quote", "Pain fell.", "--by", "A. Reviewer"]);
    desk.ok(&["review", "hips/c1", "--verdict", "partly", "--by", "A. Reviewer"]);
    desk.ok(&["review", "knees/c1", "--verdict", "supported", "--by", "B. Second"]);
    desk.ok(&[
        "waive",
        "claim-stale",
        "hips/c1",
        "--reason",
        "as agreed",
        "--until",
        "2027-01-01",
        "--by",
        "B. Second",
    ]);
    desk.ok(&["note", "hips/c1", "Look again.", "--by", "B. Second"]);
    let before = desk.state();
    let said = desk.said(&["merge", "knees/c1", "hips/c1", "--reason", "one sentence in two articles"]);
    assert!(
        said.contains("hips/c1 is now knees/c1") && said.contains("1 place, 1 citation, 1 review, 1 note, 1 waiver"),
        "{said}"
    );
    let claim = desk.json(&["show", "hips/c1"]);
    assert_eq!(claim["address"], "knees/c1");
    assert_eq!(asserted(&claim), ["hips/r1", "knees/r1"].map(str::to_owned));
    let places: Vec<&str> =
        claim["occurrences"].as_array().unwrap().iter().map(|o| o["article"].as_str().unwrap()).collect();
    assert_eq!(BTreeSet::from_iter(places), BTreeSet::from(["hips", "knees"]));
    assert!(claim["disputed"] == true, "both reviews count: {claim:#}");
    assert!(claim.to_string().contains("Pain fell."));
    let lists = [
        desk.ok(&["claims", "--format", "json"]),
        desk.ok(&["export", "claims", "--to", "csv"]),
        desk.run(&["audit", "--stored", "--format", "json"]).out,
        desk.ok(&["queue", "--format", "json"]),
    ];
    for list in lists {
        assert!(!list.contains("hips/c1\""), "{list}");
    }
    assert!(desk.ok(&["export", "claims", "--to", "csv"]).contains("hips/r1"), "what it rests on is exported");
    assert!(desk.ok(&["history", "hips/c1"]).contains("merge"));
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
    desk.ok(&["undo"]);
    assert_eq!(desk.state(), before);
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn citations_of_one_reference_become_one_and_readings_follow() {
    let desk = UndoDesk::new();
    desk.ok(&["add", "claim", "Cold eases pain.", "--kind", "benefit", "--article", "knees"]);
    desk.ok(&["link", "knees/c3", "knees/r1"]);
    desk.ok(&[
        "verify",
        "knees/c3",
        "knees/r1",
        "--stance",
        "supports",
        "--quote",
        "Pain fell.",
        "--by",
        "A. Reviewer",
    ]);
    let before = desk.state();
    desk.ok(&["merge", "knees/c1", "knees/c3"]);
    let claim = desk.json(&["show", "knees/c1"]);
    assert_eq!(asserted(&claim), ["knees/r1"]);
    assert!(claim.to_string().contains("Pain fell."), "{claim:#}");
    desk.ok(&["undo"]);
    assert_eq!(desk.state(), before);
    desk.ok(&["unlink", "knees/c3", "knees/r1"]);
    refused(&desk, &["merge", "knees/c1", "knees/c3"], "differ about knees/r1");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_work_takes_over_references_and_what_it_is_known_by() {
    const PREPRINT: &str = "Doe J. Ice in sore knees: a review. J Fict Med. 2024;4(2):11-19. doi:10.5555/preprint.1";
    let desk = UndoDesk::new();
    desk.ok(&["add", "reference", PREPRINT, "--article", "knees"]);
    let before = desk.state();
    let works: Vec<String> =
        desk.json(&["works"]).as_array().unwrap().iter().map(|w| w["key"].as_str().unwrap().to_owned()).collect();
    assert_eq!(works, ["doe2024", "doe2024a", "roe2025"], "they have two DOIs");
    refused(
        &desk,
        &["merge", "doe2024", "doe2024a"],
        "doe2024 and doe2024a have two DOIs, 10.5555/jfm.4.2.11 and 10.5555/preprint.1",
    );
    refused(&desk, &["merge", "doe2024", "doe2024a"], "claimbook edit doe2024a superseded_by=doe2024");
    let said = desk.said(&["merge", "doe2024", "doe2024a", "--reason", "a preprint"]);
    assert!(said.contains("doe2024a is now doe2024") && said.contains("1 reference now refers to it"), "{said}");
    for address in ["doe2024a", "10.5555/preprint.1"] {
        assert_eq!(desk.json(&["show", address])["key"], "doe2024", "{address}");
    }
    assert_eq!(desk.json(&["works"]).as_array().unwrap().len(), 2);
    assert_eq!(desk.json(&["references", "--doi", "10.5555/preprint.1"]).as_array().unwrap().len(), 3);
    desk.ok(&["add", "reference", PREPRINT, "--article", "hips"]);
    assert_eq!(desk.json(&["works"]).as_array().unwrap().len(), 2, "what is added later goes there, too");
    desk.ok(&["undo"]);
    desk.ok(&["undo"]);
    assert_eq!(desk.state(), before);
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn only_two_of_one_kind_are_merged() {
    let desk = UndoDesk::new();
    desk.ok(&["dismiss", "hips/c2"]);
    for (one, other, said) in [
        ("knees/c1", "knees/c1", "both are already knees/c1"),
        ("doe2024", "10.5555/jfm.4.2.11", "both are already doe2024"),
        ("knees/c1", "doe2024", "are not two claims, two works or two people"),
        ("knees", "hips", "are not two claims, two works or two people"),
        ("knees/r1", "knees/r2", "are not two claims, two works or two people"),
        ("hips/c2", "knees/c2", "hips/c2 is dismissed"),
        ("knees/c1", "knees/c9", "has no claim c9"),
        ("A. Nobody", "B. Nobody", "there is no person"),
    ] {
        refused(&desk, &["merge", one, other], said);
    }
    desk.ok(&["merge", "knees/c1", "hips/c1"]);
    refused(&desk, &["merge", "knees/c1", "hips/c1"], "both are already knees/c1");
    // Whatever had led to the second leads to the first at once.
    desk.ok(&["merge", "knees/c2", "knees/c1"]);
    assert_eq!(desk.json(&["show", "hips/c1"])["address"], "knees/c2");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn two_works_with_two_pmids_or_isbns_are_merged_only_with_a_reason() {
    let desk = UndoDesk::new();
    let text = "# Sleep\n\nSleep eases pain by 10%.[1]\n\nRest eases pain by 20%.[2]\n\nWalking eases pain by 30%.[3]\n\nYoga eases pain by 40%.[4]\n\n## References\n\n\
        1. Poe B. Sleep and sore knees. J Fict Med. 2023;1(1):1-2. PMID: 11111111\n\
        2. Noe C. Rest and sore knees. J Fict Med. 2022;1(2):3-4. PMID: 22222222\n\
        3. Loe D. Walking for sore knees. 1st ed. Invented Press; 2021. ISBN 978-0-306-40615-7\n\
        4. Moe E. Yoga for sore knees. 1st ed. Invented Press; 2020. ISBN 978-3-16-148410-0\n";
    std::fs::write(desk.path().join("sleep.md"), text).unwrap();
    desk.ok(&["import", "sleep.md"]);
    let key = |entry: &str| desk.json(&["show", entry])["work"].as_str().unwrap_or_default().to_owned();
    let pairs = [("PMIDs", "sleep/r1", "sleep/r2"), ("ISBNs", "sleep/r3", "sleep/r4")];
    for (kind, one, other) in pairs {
        let (one, other) = (key(one), key(other));
        assert!(!one.is_empty() && !other.is_empty() && one != other, "{kind}: {one}, {other}");
        refused(&desk, &["merge", &one, &other], &format!("have two {kind}"));
        let before = desk.state();
        desk.ok(&["merge", &one, &other, "--reason", "printed twice"]);
        let work = desk.json(&["show", &other]);
        assert_eq!(work["key"], one.as_str(), "{kind}: {work:#}");
        assert!(desk.ok(&["show", &other]).contains(&format!("{other} was merged into {one}")), "{kind}");
        desk.ok(&["undo"]);
        assert_eq!(desk.state(), before, "{kind}");
    }
}

#[test]
fn a_merged_claim_says_where_it_went_and_waits_for_both_articles() {
    let desk = UndoDesk::new();
    desk.ok(&["merge", "knees/c1", "hips/c1"]);
    let shown = desk.ok(&["show", "hips/c1"]);
    assert!(shown.contains("hips/c1 was merged into knees/c1, which is shown here"), "{shown}");
    assert!(!desk.ok(&["show", "knees/c1"]).contains("merged"));
    for command in ["queue", "claims"] {
        for article in ["knees", "hips"] {
            let listed = desk.json(&[command, "--article", article]);
            let addresses: Vec<&str> =
                listed.as_array().unwrap().iter().map(|entry| entry["address"].as_str().unwrap()).collect();
            assert!(addresses.contains(&"knees/c1"), "{command} --article {article}: {addresses:?}");
            let (own, foreign) = if article == "hips" { ("hips/c2", "knees/c2") } else { ("knees/c2", "hips/c2") };
            assert!(addresses.contains(&own) && !addresses.contains(&foreign), "{command} {article}: {addresses:?}");
        }
    }
}
