//! DOIs that others stand for: short DOIs, and parts of addresses of pages. And entries without any identifier, whose only likely
//! work was retracted.

use crate::double::desk::Desk;
use crate::double::registries::{Class, Double, Script};
use crate::double::reports::unchecked;
use claimbook::registry::SERVICES;
use serde_json::{Value, json};

fn desk(script: Script, entry: &str) -> (Desk, Double) {
    let double = script.start();
    let mut desk = Desk::new();
    desk.terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), double.url())));
    desk.ok(&["add", "reference", entry]);
    (desk, double)
}

fn check(desk: &Desk, arguments: &[&str]) -> Value {
    let run = desk.run(&[&["check", "--format", "json"], arguments].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}{}", run.out, run.err))
}

/// The added entry's part of a list: each rule with its severity or its reason.
fn about<'r>(report: &'r Value, list: &str, what: &str) -> Vec<(&'r str, &'r str)> {
    let all = if list == "unchecked" { unchecked(report) } else { report[list].as_array().unwrap() };
    let all = all.iter().filter(|f| f["address"] == "sore-knees/r5");
    all.map(|f| (f["rule"].as_str().unwrap(), f[what].as_str().unwrap())).collect()
}

fn colds(doi: &str, title: &str, retracted: bool) -> Value {
    let notice = json!([{"DOI": "10.5555/notice", "type": "retraction", "source": "publisher",
        "updated": {"date-parts": [[2020, 5, 6]]}}]);
    json!({"DOI": doi, "type": "journal-article", "title": [title], "issued": {"date-parts": [[2018]]},
        "author": [{"family": "Tester", "given": "Ann"}], "container-title": ["Journal of Testing"], "volume": "12",
        "issue": "3", "page": "100-109", "updated-by": if retracted { notice } else { json!([]) }})
}

#[test]
fn the_doi_that_a_short_one_stands_for_is_asked_about() {
    let prime = "10.5555/colds";
    let script = Script::of(&[("10/gfz3v8", Class::Alias(prime))]).with_works(&[colds(prime, "Colds on stairs", true)]);
    let entry = "Tester A. Colds on stairs. Journal of Testing. 2018;12(3):100-109. https://doi.org/gfz3v8";
    let (desk, double) = desk(script, entry);
    for again in [false, true] {
        let report = check(&desk, &["--only", "doi,metadata,notices"]);
        let found = about(&report, "findings", "severity");
        assert_eq!(found, [("work-retracted", "deny"), ("doi-alias", "note")], "{again}: {report:#}");
        assert_eq!(about(&report, "unchecked", "reason"), [], "{again}");
    }
    let asked = double.asked();
    assert!(!asked.iter().any(|a| a.path.starts_with("/works") && a.query.contains("gfz3v8")), "nobody else knows it");
    assert!(asked.iter().any(|a| a.path == "/search" && a.query.contains("colds")), "the literature is asked, too");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_alias_of_an_alias_is_judged_by_what_it_leads_to() {
    let (first, last) = ("10.5555/older", "10.5555/colds");
    let script = Script::of(&[("10/gfz3v8", Class::Alias(first)), (first, Class::Alias(last))]).with_works(&[colds(
        last,
        "Colds on stairs",
        true,
    )]);
    let entry = "Tester A. Colds on stairs. Journal of Testing. 2018;12(3):100-109. https://doi.org/gfz3v8";
    let (desk, _double) = desk(script, entry);
    for again in [false, true] {
        let report = check(&desk, &["--only", "doi,metadata,notices"]);
        let found = about(&report, "findings", "severity");
        assert_eq!(found, [("work-retracted", "deny"), ("doi-alias", "note")], "{again}: {report:#}");
        assert_eq!(about(&report, "unchecked", "reason"), [], "{again}");
    }
    let path = desk.terminal.folder.join("claimbook.db");
    for (time, expected) in
        [("zz", "cannot be read"), ("9999-01-01T00:00:00Z", "in the future"), ("1999-01-01T00:00:00Z", "before")]
    {
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.execute("UPDATE observation SET asked_at = ?", [time]).unwrap();
        drop(connection);
        let run = desk.terminal.run(&["verify-catalogue"]);
        assert!(run.exit == 1 && run.out.contains(expected), "{time}: {run:?}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_doi_in_the_address_of_a_page_ends_where_one_is_registered() {
    let doi = "10.5555/cid/ciaa1057";
    let absent = |tails: &[&str]| -> Vec<(String, Class)> {
        tails.iter().map(|tail| (format!("{doi}{tail}"), Class::Absent)).collect()
    };
    for (tail, parts) in [
        ("/5877944", &["/5877944"][..]),
        ("/full/en", &[]),
        ("/tables/1", &[]),
        (".supplementary-material", &[]),
        ("/suppl_file/x_si_001.pdf", &[]),
        ("/abstract", &[]),
        ("/epdf?src=x", &[]),
        ("/meta#s1", &[]),
        ("/media/objects/2", &["/media/objects/2", "/media/objects", "/media"]),
    ] {
        let classes = absent(parts);
        let classes: Vec<(&str, Class)> = classes.iter().map(|(doi, class)| (doi.as_str(), class.clone())).collect();
        let entry = format!("Tester A. Colds on stairs. Journal of Testing. 2018. https://pub.example/doi/{doi}{tail}");
        let (desk, _double) = desk(Script::of(&classes).with_works(&[colds(doi, "Colds on stairs", true)]), &entry);
        let report = check(&desk, &["--only", "doi,metadata,notices"]);
        assert_eq!(about(&report, "findings", "severity"), [("work-retracted", "deny")], "{tail}: {report:#}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_nobody_printed_as_a_doi_is_never_denied() {
    let (whole, part, journal) = ("10.5555/cid/1/2", "10.5555/cid/1", "10.5555/cid");
    let absent = [whole, part].map(|doi| (doi, Class::Absent));
    let page = format!("https://pub.example/doi/{whole}");
    for (printed, denied) in
        [(page.as_str(), false), ("doi:10.5555/cid/1/2", true), ("https://doi.org/10.5555/cid/1/2", true)]
    {
        let script = Script::of(&absent).with_works(&[colds(journal, "The journal", false)]);
        let (desk, _double) = desk(script, &format!("Tester A. Colds on stairs. Journal of Testing. 2018. {printed}"));
        let report = check(&desk, &["--only", "doi,metadata,notices"]);
        let found: &[_] = if denied { &[("doi-not-found", "deny")] } else { &[] };
        assert_eq!(about(&report, "findings", "severity"), found, "{printed}: {report:#}");
        let open = about(&report, "unchecked", "reason");
        assert_eq!(open.iter().any(|(rule, why)| *rule == "doi-not-found" && why.contains("was not printed")), !denied);
    }
    // Another work under a shorter part is no word about the one that is printed.
    let script =
        Script::of(&[(whole, Class::Absent)]).with_works(&[colds(part, "Bone density of deep-sea fish", false)]);
    let (desk, _double) = desk(script, &format!("Webb B. Colds on stairs. Journal of Testing. 2018. {page}"));
    let report = check(&desk, &["--only", "doi,metadata"]);
    assert_eq!(about(&report, "findings", "severity").iter().filter(|(_, s)| *s == "deny").count(), 0, "{report:#}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_retracted_work_that_is_printed_without_its_doi_is_named() {
    let entry = "Tester A. Colds on stairs. Journal of Testing. 2018;12(3):100-109.";
    let taken = colds("10.5555/taken", "RETRACTED: Colds on stairs", true);
    let stands = colds("10.5555/stands", "Colds on stairs", false);
    let mut elsewhere = colds("10.5555/elsewhere", "Colds on stairs", false);
    (elsewhere["container-title"], elsewhere["volume"]) = (json!(["Annals of Stairs"]), json!("99"));
    let warned: &[_] = &[("work-maybe-retracted", "warn")];
    let noted: &[_] = &[("reference-doi-missing", "note")];
    for (works, only, found) in [
        (vec![taken.clone()], "metadata,notices", warned),
        (vec![taken.clone()], "notices", warned),
        (vec![taken.clone(), elsewhere], "metadata,notices", warned),
        (vec![taken, stands.clone()], "metadata,notices", noted),
        (vec![stands], "metadata,notices", noted),
    ] {
        let (desk, _double) = desk(Script::default().with_works(&works), entry);
        let report = check(&desk, &["--only", only]);
        assert_eq!(about(&report, "findings", "severity"), found, "{works:#?} {report:#}");
        let open = about(&report, "unchecked", "reason").iter().filter(|(rule, _)| *rule == "work-retracted").count();
        assert_eq!(open, usize::from(found == warned), "{report:#}");
        let message = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "work-maybe-retracted");
        assert_eq!(message.is_some_and(|f| f["message"].as_str().unwrap().contains("10.5555/taken")), found == warned);
    }
}
