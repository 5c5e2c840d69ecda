//! `check` from end to end: what the double of doi.org and Crossref says, and what becomes of it.

use crate::double::desk::Desk;
use crate::double::registries::{Class, Double, Script};
use jiff::SignedDuration;
use serde_json::{Value, json};

const TOWNS: &str = "10.5555/jfr.2019.045";
const STRENGTH: &str = "10.5555/ijsm.8.2.e1190";

/// The first reference's work as it is registered when all is well.
fn towns() -> Value {
    json!({
        "DOI": TOWNS, "type": "journal-article", "title": ["How common is knee pain? A survey of four towns"],
        "author": [
            {"family": "Marlowe", "given": "T. R.", "sequence": "first"},
            {"family": "van der Linden", "given": "P.", "sequence": "additional"},
            {"family": "O'Hara", "given": "K.", "sequence": "additional"},
        ],
        "container-title": ["Journal of Fictional Rheumatology"], "issued": {"date-parts": [[2019]]},
        "volume": "12", "issue": "3", "page": "45-58",
    })
}

/// The second's.
fn strength() -> Value {
    json!({
        "DOI": STRENGTH, "type": "journal-article",
        "title": ["Strength training for sore knees: a systematic review"],
        "author": [
            {"family": "Okafor", "given": "N", "sequence": "first"},
            {"family": "Brandt", "given": "L E", "sequence": "additional"},
            {"family": "Silva Pereira", "given": "M", "sequence": "additional"},
            {"family": "Nowak", "given": "J", "sequence": "additional"},
        ],
        "container-title": ["Imaginary Journal of Sports Medicine"],
        "short-container-title": ["Imaginary J Sports Med"], "issued": {"date-parts": [[2021]]},
        "volume": "8", "issue": "2", "article-number": "e1190",
    })
}

/// A desk whose registries are a double that keeps these records.
fn desk(works: &[Value]) -> (Desk, Double) {
    desk_at(Script::default().with_works(works))
}

fn desk_at(script: Script) -> (Desk, Double) {
    let double = script.start();
    let mut desk = Desk::new();
    for variable in
        ["CLAIMBOOK_DOI_ORG", "CLAIMBOOK_CROSSREF", "CLAIMBOOK_EUROPE_PMC", "CLAIMBOOK_PUBMED", "CLAIMBOOK_PMC"]
    {
        desk.terminal.environment.push((variable.into(), double.url()));
    }
    (desk, double)
}

/// Runs `check` with these arguments; gives its exit code and its report.
fn check(desk: &Desk, arguments: &[&str]) -> (u8, Value) {
    let run = desk.run(&[&["check", "--format", "json"], arguments].concat());
    let report = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}{}", run.out, run.err));
    (run.exit, report)
}

/// The findings that fail, as (rule, address).
fn denied(report: &Value) -> Vec<(&str, &str)> {
    let all = report["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "deny");
    all.map(|f| (f["rule"].as_str().unwrap(), f["address"].as_str().unwrap())).collect()
}

#[test]
fn all_is_well_and_nothing_is_said() {
    let (desk, _double) = desk(&[towns(), strength()]);
    let (exit, report) = check(&desk, &["--only", "metadata,notices"]);
    assert_eq!((exit, &report["findings"]), (0, &json!([])), "{report:#}");
    let open = crate::double::reports::unchecked(&report);
    assert!(!open.iter().any(|u| u["address"] == "sore-knees/r1" || u["address"] == "sore-knees/r2"), "{open:#?}");
    let works = desk.json(&["works"]);
    let compared = works.as_array().unwrap().iter().filter(|w| w["compared_with"] == "crossref");
    assert!(compared.clone().all(|w| w["asked_at"].is_string()));
    assert_eq!(compared.count(), 2, "{works:#}");
}

#[test]
fn a_reference_that_is_another_work_fails() {
    let mut other = towns();
    other["title"] = json!(["Bone density of deep-sea fish"]);
    other["author"] = json!([{"family": "Quill", "given": "Z", "sequence": "first"}]);
    let (desk, _double) = desk(&[other, strength()]);
    let (exit, report) = check(&desk, &["--only", "metadata"]);
    assert_eq!((exit, denied(&report)), (1, vec![("reference-mismatch", "sore-knees/r1")]), "{report:#}");
}

#[test]
fn a_retracted_work_fails_and_names_the_claims_that_rest_on_it() {
    let mut retracted = strength();
    retracted["updated-by"] = json!([{
        "DOI": "10.5555/ijsm.retraction.7", "type": "retraction", "label": "Retraction", "source": "publisher",
        "updated": {"date-parts": [[2025, 3, 4]]},
    }]);
    let (desk, _double) = desk(&[towns(), retracted]);
    let (exit, report) = check(&desk, &[]);
    assert_eq!(exit, 1);
    let found = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "work-retracted");
    let found = found.unwrap_or_else(|| panic!("no work-retracted: {report:#}"));
    // What was not asked for is not told: here no rule would fail for it.
    for (only, told) in [("doi", false), ("notices", true)] {
        let run = desk.run(&["check", "--only", only]);
        assert_eq!(run.err.contains("notices: 1 with a retraction"), told, "{only}: {}", run.err);
    }
    assert_eq!((&found["address"], &found["severity"]), (&json!("sore-knees/r2"), &json!("deny")));
    let resting = desk.json(&["where-used", "sore-knees/r2"]);
    let related = found["related"].as_array().unwrap();
    assert!(!related.is_empty(), "{found:#}");
    for claim in related {
        assert!(resting.to_string().contains(claim.as_str().unwrap()), "{claim} in {resting:#}");
    }
}

#[test]
fn when_crossref_is_down_its_rules_are_unchecked_and_the_findings_decide() {
    let (mut desk, _double) = desk(&[]);
    desk.terminal.environment.push(("CLAIMBOOK_CROSSREF".into(), "http://127.0.0.1:1".into()));
    let (exit, report) = check(&desk, &["--only", "metadata,notices"]);
    assert_eq!((exit, &report["findings"]), (0, &json!([])), "{report:#}");
    let all = crate::double::reports::unchecked(&report);
    let down = all.iter().filter(|u| u["source"] == "crossref");
    assert!(down.clone().all(|u| u["reason"] == "127.0.0.1 refuses the connection"), "{all:#?}");
    assert_eq!(down.count(), 2 * 10, "ten rules for each reference with a DOI: {all:#?}");
}

#[test]
fn a_registered_doi_that_its_agency_has_no_record_of_is_told_and_is_no_finding() {
    let (desk, _double) = desk(&[towns()]);
    let (exit, report) = check(&desk, &["--only", "metadata,notices"]);
    assert_eq!(exit, 0, "{report:#}");
    let told = "it has no record of this DOI, although doi.org says that Crossref registered it: the record may be too new, or removed";
    let all = crate::double::reports::unchecked(&report);
    let open = all.iter().filter(|u| u["address"] == "sore-knees/r2" && u["source"] != "page");
    assert!(open.clone().count() > 5 && open.clone().all(|u| u["reason"] == told), "{all:#?}");
}

#[test]
fn what_another_agency_registered_is_asked_of_no_second_registrar() {
    let (desk, double) = desk_at(Script::of(&[(TOWNS, Class::Agency("mEDRA"))]).with_works(&[strength()]));
    let (exit, report) = check(&desk, &["--only", "notices"]);
    assert_eq!(exit, 0, "{report:#}");
    let all = crate::double::reports::unchecked(&report);
    let open: Vec<_> = all.iter().filter(|u| u["address"] == "sore-knees/r1").collect();
    assert!(
        open.iter().all(|u| u["reason"] == "registered with mEDRA, whose metadata claimbook does not compare"),
        "{all:#?}"
    );
    assert_eq!(open.len(), 5);
    // Crossref's list leaves it out, doi.org says whose it is.
    assert_eq!((double.asked_below("/works").len(), double.asked_below("/dois").len()), (1, 0));
}

#[test]
fn a_list_settles_what_exists_and_fresh_records_are_not_asked_again() {
    let at = |mut work: Value, url: &str| {
        work["resource"] = json!({"primary": {"URL": url}});
        work
    };
    let works = [at(towns(), "https://a.example/towns"), at(strength(), "https://a.example/strength")];
    let (mut desk, double) = desk(&works);
    let (exit, report) = check(&desk, &["--only", "doi"]);
    assert_eq!((exit, &report["unchecked"]), (0, &json!([])), "the list says where they lead: {report:#}");
    let asked = double.asked();
    assert!(asked.len() == 1 && asked[0].query.contains("select=DOI%2Cresource"), "one short list: {asked:#?}");
    let heard = std::fs::read_to_string({
        desk.ok(&["dump", "text"]);
        desk.terminal.folder.join("text/observations.csv")
    });
    let heard = heard.unwrap();
    assert!(heard.lines().filter(|line| line.contains("crossref") && line.contains("exists")).count() == 2, "{heard}");
    check(&desk, &["--only", "doi"]);
    assert_eq!(double.asked().len(), 1, "it is known from before");
    // One list for both; notices hold for a day, metadata for seven.
    for (hours, only, expected) in [
        (0, "metadata,notices", 2),
        (23, "metadata,notices", 2),
        (2, "metadata", 2),
        (0, "notices", 3),
        (169, "metadata", 4),
    ] {
        desk.terminal.now += SignedDuration::from_hours(hours);
        check(&desk, &["--only", only]);
        assert_eq!(double.asked_below("/works").len(), expected, "{hours} h later, {only}");
    }
    assert_eq!(double.asked_below("/doiRA").len() + double.asked_below("/api").len(), 0);
    let run = desk.run(&["--offline", "check", "--refresh", "--only", "metadata"]);
    assert!(
        run.out.contains("crossref, 2 places (5 rules): crossref was not asked: this run is offline"),
        "{}",
        run.out
    );
}

/// A person mended the work's DOI, not the entry's: what is printed is what is asked about, and what is answered about.
#[test]
fn a_printed_doi_that_its_work_does_not_have_is_judged_by_its_own_answer() {
    let mended = "10.5555/ijsm.8.2.e1191";
    let (desk, _double) = desk_at(Script::of(&[(STRENGTH, Class::Absent), (mended, Class::Exists)]));
    desk.ok(&["edit", "okafor2021", &format!("doi={mended}")]);
    let (exit, report) = check(&desk, &["--only", "doi"]);
    assert_eq!((exit, &report["unchecked"]), (1, &json!([])), "{report:#}");
    assert_eq!(denied(&report), [("doi-not-found", "sore-knees/r2")]);
}

#[test]
fn a_retraction_heard_after_a_review_makes_its_claims_stale_once() {
    let mut retracted = strength();
    retracted["updated-by"] = json!([
        {"DOI": "10.5555/ijsm.retraction.7", "type": "retraction", "label": "Retraction", "source": "publisher",
         "updated": {"date-parts": [[2025, 3, 4]]}},
    ]);
    let (mut desk, _double) = desk(&[towns(), strength()]);
    check(&desk, &["--only", "notices"]);
    let claim = desk.json(&["where-used", "sore-knees/r2"])[0]["claim"].as_str().unwrap().to_owned();
    desk.ok(&["review", &claim, "--verdict", "supported", "--by", "A. Reviewer, PT"]);
    let stale = |report: &Value| -> Vec<String> {
        let all = report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "claim-stale");
        all.map(|f| format!("{} {}", f["address"].as_str().unwrap(), f["message"].as_str().unwrap())).collect()
    };
    let later = |desk: &mut Desk, works: &[Value]| {
        let double = Script::default().with_works(works).start();
        for (_, url) in desk.terminal.environment.iter_mut().filter(|(_, value)| value.starts_with("http://127.")) {
            *url = double.url();
        }
        desk.terminal.now += SignedDuration::from_hours(25);
        check(desk, &["--only", "notices"]).1
    };
    assert_eq!(stale(&later(&mut desk, &[towns(), strength()])), [""; 0], "the same answer again");
    let report = later(&mut desk, &[towns(), retracted.clone()]);
    let found = stale(&report);
    assert!(found.len() == 1 && found[0].starts_with(&claim), "{report:#}");
    assert!(found[0].contains("a retraction of 2025-03-04 was noted on "), "{found:#?}");
    assert!(denied(&report).contains(&("work-retracted", "sore-knees/r2")), "{report:#}");
    let works = desk.json(&["works", "--doi", STRENGTH]);
    assert_eq!(works[0]["notices"][0]["kind"], "retraction", "{works:#}");

    desk.ok(&["review", &claim, "--verdict", "supported", "--by", "A. Reviewer, PT"]);
    let mut second = retracted["updated-by"][0].clone();
    second["source"] = json!("retraction-watch");
    retracted["updated-by"].as_array_mut().unwrap().push(second);
    assert_eq!(stale(&later(&mut desk, &[towns(), retracted])), [""; 0], "a second source of the same notice");
}
