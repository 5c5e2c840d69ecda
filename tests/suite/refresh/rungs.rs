//! `check` beyond the agencies: Europe PMC and PubMed, entries without an identifier, who would be asked, and a run that
//! somebody stops.

use crate::double::desk::Desk;
use crate::double::registries::{Class, Double, Script};
use claimbook::registry::SERVICES;
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::time::Duration;

const STRENGTH: &str = "10.5555/ijsm.8.2.e1190";

/// A desk whose registries are all one double.
fn desk(script: Script) -> (Desk, Double) {
    let double = script.start();
    let mut desk = Desk::new();
    desk.terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), double.url())));
    (desk, double)
}

/// The second reference's work as Europe PMC keeps it.
fn strength() -> Value {
    json!({
        "id": "34000001", "source": "MED", "pmid": "34000001", "pmcid": "PMC8000001", "doi": STRENGTH,
        "title": "Strength training for sore knees: a systematic review.",
        "authorList": {"author": [{"lastName": "Okafor", "initials": "N"}, {"lastName": "Brandt", "initials": "LE"}]},
        "journalInfo": {"volume": "8", "issue": "2", "yearOfPublication": 2021, "journal": {"title": "Imaginary journal of sports medicine"}},
        "pubYear": "2021", "abstractText": "<h4>Results</h4>Pain fell by 18% after 12 weeks.",
        "pubTypeList": {"pubType": ["Systematic Review"]},
    })
}

fn report(desk: &Desk, arguments: &[&str]) -> (u8, Value) {
    let run = desk.run(&[&["check", "--format", "json"], arguments].concat());
    let report = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}{}", run.out, run.err));
    (run.exit, report)
}

fn work(desk: &Desk) -> Value {
    desk.json(&["show", STRENGTH])
}

#[test]
fn the_literature_completes_a_work_and_is_not_asked_again() {
    let (desk, double) = desk(Script::default().with_literature(&[strength()]));
    report(&desk, &["--only", "metadata,notices"]);
    let known = work(&desk);
    assert_eq!(
        (&known["pmid"], &known["pmcid"], &known["abstract"]),
        (&json!("34000001"), &json!("PMC8000001"), &json!(true))
    );
    assert!(desk.terminal.ok(&["show", STRENGTH]).contains("Systematic Review"));
    let before = double.asked().len();
    report(&desk, &["--only", "metadata,notices"]);
    assert_eq!(double.asked().len(), before, "everything is fresh");
    // Later, and with nobody to ask: the last answer stands, with its day.
    let nobody = desk.run(&["--offline", "--today", "2026-12-25", "check", "--only", "doi"]);
    assert!(
        nobody.err.contains("DOIs: 2 registered, 2 without DOI; the oldest answer is of 2026-11-23"),
        "{}",
        nobody.err
    );
    // A second answer of the same words changes nothing that a review would have signed.
    let events = desk.json(&["history"]).as_array().unwrap().len();
    report(&desk, &["--refresh", "--only", "metadata,notices"]);
    assert_eq!(desk.json(&["history"]).as_array().unwrap().len(), events);
}

#[test]
fn a_retraction_that_only_pubmed_knows_of_is_found() {
    let mut retracted = strength();
    retracted["commentCorrectionList"] = json!({"commentCorrection": [
        {"id": "35000001", "source": "MED", "reference": "Imaginary J Sports Med. 2022 May 3;9(1):1", "type": "Retraction in"},
    ]});
    let (desk, _double) = desk(Script::default().with_literature(&[retracted]));
    let (exit, report) = report(&desk, &["--only", "notices"]);
    let found = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "work-retracted");
    assert_eq!(exit, 1, "{report:#}");
    assert!(found.is_some_and(|f| f["message"].as_str().unwrap().contains("europe-pmc")), "{report:#}");
    let line = report["works"].as_array().unwrap().iter().find(|w| w["doi"] == STRENGTH).unwrap();
    assert_eq!(line["notices"][0]["kind"], "retraction", "{line:#}");
}

#[test]
fn an_index_that_is_down_leaves_the_rules_on_notices_open_and_the_run_green() {
    let (mut desk, _double) = desk(Script::default());
    desk.terminal.environment.push(("CLAIMBOOK_EUROPE_PMC".into(), "http://127.0.0.1:1".into()));
    let (exit, report) = report(&desk, &["--only", "notices"]);
    let open: Vec<_> =
        crate::double::reports::unchecked(&report).iter().filter(|u| u["source"] == "europe-pmc").collect();
    assert_eq!(exit, 0, "{report:#}");
    assert!(
        open.iter().any(|u| u["rule"] == "work-retracted" && u["reason"] == "127.0.0.1 refuses the connection"),
        "{open:#?}"
    );
    assert!(open.iter().all(|u| u["rule"] != "reference-mismatch"), "Crossref decides that: {open:#?}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_entry_without_identifier_is_searched_for_and_nothing_is_written() {
    let like = |year: i32, doi: &str| {
        json!({
            "DOI": doi, "type": "journal-article", "title": ["The stairs and the knee: a short history"],
            "author": [{"family": "Tallow", "given": "G", "sequence": "first"}], "issued": {"date-parts": [[year]]},
        })
    };
    for (year, expected) in [(2011, true), (1999, false)] {
        let (desk, double) = desk(Script::default().with_works(&[like(year, "10.5555/stairs.a")]));
        desk.terminal.ok(&[
            "add",
            "reference",
            "Tallow G. The stairs and the knee: a short history. Stairs J. 2011;4(1):1-9.",
        ]);
        let (_, report) = report(&desk, &["--only", "metadata"]);
        assert_eq!(double.asked_below("/works").iter().filter(|a| a.query.contains("query.bibliographic")).count(), 1);
        let found = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "reference-doi-missing");
        assert_eq!(
            found.is_some_and(|f| f["message"].as_str().unwrap().contains("10.5555/stairs.a")),
            expected,
            "{report:#}"
        );
        let listed = desk.json(&["references"]);
        assert!(listed.as_array().unwrap().iter().all(|r| r["doi"] != "10.5555/stairs.a"), "suggested, not written");
    }
}

#[test]
fn list_hosts_names_everybody_and_asks_nobody() {
    let (desk, double) = desk(Script::default());
    let out = desk.terminal.ok(&["check", "--list-hosts"]);
    assert_eq!(double.asked(), []);
    for service in SERVICES {
        assert!(out.contains(service.name) && out.contains(service.is_told), "{}: {out}", service.name);
    }
    assert!(out.contains("2 works are due"), "{out}");
    assert!(out.contains("kneehealth.example\n  page: 1 page is due\n  receives the address"), "a page's host: {out}");
    for (arguments, said, unsaid) in [
        (&["--only", "doi"][..], "crossref: 2 works are due", "europe-pmc"),
        (&["--only", "pages"], "kneehealth.example", "doi.org"),
        (&["--offline"], "Nobody: this run is offline. Without --offline:", "@"),
        (&["--mailto", "a@example.org"], "(mailto:a@example.org).", "offline"),
        (
            &["--landing-pages"],
            "The answers decide which agency is asked about a DOI in the end, and which page it leads to,",
            "offline",
        ),
    ] {
        let out = desk.terminal.ok(&[&["check", "--list-hosts"], arguments].concat());
        assert!(out.contains(said) && !out.contains(unsaid), "{arguments:?}: {out}");
    }
    // Once doi.org has said where DOIs lead, the hosts of their pages are named.
    let _ = report(&desk, &["--only", "doi"]);
    let out = desk.terminal.ok(&["check", "--list-hosts", "--landing-pages"]);
    assert!(out.contains("publisher.example\n  page: 1 page is due"), "{out}");
}

#[test]
fn the_address_that_the_user_gives_is_sent_and_no_other() {
    let (desk, double) = desk(Script::default());
    report(&desk, &["--only", "metadata", "--mailto", "editor@example.org"]);
    let asked = double.asked_below("/works");
    assert!(!asked.is_empty() && asked.iter().all(|a| a.query.contains("mailto=editor%40example.org")), "{asked:?}");
    assert!(asked.iter().all(|a| a.user_agent.contains("mailto:editor@example.org")));
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_run_that_is_stopped_keeps_what_it_heard_and_says_so() {
    let slow = Script { latency: Duration::from_millis(300), lists: Some(Class::Status(500)), ..Script::default() };
    let (desk, double) = desk(slow);
    for n in 0..40 {
        desk.terminal.ok(&[
            "add",
            "reference",
            &format!("Tallow G. Part {n}. Stairs J. 2011;4(1):{n}. doi:10.5555/part.{n}"),
        ]);
    }
    // Both runs are processes of their own: answers bear the true time, and a clock that stood still would be before it.
    let start = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimbook"));
        command.current_dir(&desk.terminal.folder).args(arguments).env_clear();
        command.envs(desk.terminal.environment.iter().cloned());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let child = start(&["check", "--only", "doi"]);
    while double.asked_below("/api/handles/").len() < 5 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("stopped. Every answer received so far is stored"), "{said}");
    let again = start(&["--offline", "check", "--only", "doi"]).wait_with_output().unwrap();
    let said = String::from_utf8(again.stderr).unwrap();
    assert!(said.contains("known from before") && said.contains("unchecked"), "{said}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_deleted_doi_is_seen_by_where_its_agency_says_that_it_points() {
    // Lists of doi.org say that a DOI exists, not where it points; its record is refused here.
    let record = json!({
        "DOI": STRENGTH, "type": "journal-article", "title": ["Strength training for sore knees: a systematic review"],
        "resource": {"primary": {"URL": "https://www.crossref.org/deleted_DOI.html"}},
    });
    let script = Script::of(&[]).with_works(&[record]);
    let (mut desk, double) = desk(script);
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), format!("{}/lists-only", double.url())));
    let (_, report) = report(&desk, &[]);
    assert!(report["findings"].as_array().unwrap().iter().any(|f| f["rule"] == "doi-deleted"), "{report:#}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_run_over_a_text_form_that_is_killed_has_kept_what_it_heard() {
    let slow = Script { latency: Duration::from_millis(300), lists: Some(Class::Status(500)), ..Script::default() };
    let (desk, _double) = desk(slow);
    for n in 0..40 {
        let entry = format!("Tallow G. Part {n}. Stairs J. 2011;4(1):{n}. doi:10.5555/part.{n}");
        desk.terminal.ok(&["add", "reference", &entry]);
    }
    desk.terminal.ok(&["dump", "text"]);
    let kept = || std::fs::read_to_string(desk.terminal.folder.join("text/observations.csv")).unwrap().lines().count();
    let before = kept();
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimbook"));
    command.current_dir(&desk.terminal.folder).args(["--catalogue", "text", "check", "--only", "doi"]).env_clear();
    command.envs(desk.terminal.environment.iter().cloned());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while kept() == before {
        assert_eq!(child.try_wait().unwrap(), None, "it ended before it kept anything");
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(kept() > before, "the file is whole and holds what was heard");
    desk.terminal.ok(&["--catalogue", "text", "works"]);
}
