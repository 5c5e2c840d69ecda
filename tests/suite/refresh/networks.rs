//! Networks as they are when they are bad: none, a portal in front of everything, one service that is slow, one that asks for
//! patience. Nothing is ever called broken for it, what was not asked is told, and the run ends soon.

use crate::double::desk::Desk;
use crate::double::registries::{Class, Script};
use claimbook::registry::{SERVICES, Service, doi_org};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const TOWNS: &str = "10.5555/jfr.2019.045";

/// A desk whose services are these.
fn desk(url: impl Fn(&Service) -> String) -> Desk {
    let mut desk = Desk::new();
    desk.terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), url(s))));
    desk
}

fn check(desk: &Desk, arguments: &[&str]) -> (u8, Value, Duration) {
    let began = Instant::now();
    let run = desk.run(&[&["check", "--format", "json"], arguments].concat());
    let report = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}{}", run.out, run.err));
    (run.exit, report, began.elapsed())
}

/// What the registries keep: the article's first work, retracted.
fn world() -> Script {
    Script::default().with_works(&[json!({
        "DOI": TOWNS, "type": "journal-article", "title": ["How common is knee pain? A survey of four towns"],
        "issued": {"date-parts": [[2019]]}, "resource": {"primary": {"URL": "https://a.example/towns"}},
        "updated-by": [{"DOI": "10.5555/notice", "type": "retraction", "source": "publisher"}],
    })])
}

fn has(report: &Value, list: &str, rule: &str, address: &str) -> bool {
    let all = report[list].as_array().unwrap().iter();
    all.filter(|one| one["rule"] == rule || one["rules"].to_string().contains(&format!("\"{rule}\"")))
        .any(|one| one["address"] == address || one["addresses"].to_string().contains(&format!("\"{address}\"")))
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn without_a_way_out_everything_is_unchecked_and_the_run_did_not_complete() {
    let portal = Script { all: Some(Class::Html(200)), ..Script::default() }.start();
    for (what, url) in [("nobody there", "http://127.0.0.1:1".to_owned()), ("a portal", portal.url())] {
        let desk = desk(|_| url.clone());
        let (exit, report, took) = check(&desk, &["--only", "doi,metadata,notices"]);
        assert_eq!((exit, &report["findings"]), (3, &json!([])), "{what}: {report:#}");
        for rule in ["doi-not-found", "reference-mismatch", "work-retracted"] {
            assert!(has(&report, "unchecked", rule, "sore-knees/r1"), "{what}, {rule}: {report:#}");
        }
        assert!(took < Duration::from_secs(30), "{what}: {took:?}");
    }
    assert!(portal.asked().len() < 60, "asked {} times", portal.asked().len());
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn one_slow_service_keeps_no_other_from_its_answers() {
    let fast = world().start();
    for slow in SERVICES {
        let late = Script { latency: Duration::from_millis(900), ..world() }.start();
        let desk = desk(|s| if s.name == slow.name { late.url() } else { fast.url() });
        let (exit, report, took) = check(&desk, &["--only", "doi,metadata,notices"]);
        assert!(exit == 1 && has(&report, "findings", "work-retracted", "sore-knees/r1"), "{}: {report:#}", slow.name);
        assert!(took < Duration::from_secs(12), "{}: {took:?}", slow.name);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_service_that_asks_for_patience_gets_it_within_bounds() {
    let past = "Wed, 21 Oct 2020 07:28:00 GMT";
    for (wait, times, heard) in [(past, 1, true), ("0", 1, true), ("1", 1, true), ("86400", usize::MAX, false)] {
        let busy = Script { all: Some(Class::Busy(Some(wait), times)), ..Script::default() }.start();
        let well = world().start();
        let desk = desk(|s| if s.name == doi_org::SERVICE.name { busy.url() } else { well.url() });
        let (_, report, took) = check(&desk, &["--only", "doi,metadata,notices"]);
        // The first work's existence is known by Crossref's list; of the second only doi.org can say something.
        assert!(has(&report, "findings", "work-retracted", "sore-knees/r1"), "{wait}: {report:#}");
        assert!(!has(&report, "unchecked", "doi-not-found", "sore-knees/r1"), "{wait}: {report:#}");
        assert!(has(&report, "unchecked", "doi-not-found", "sore-knees/r2"), "{wait}: {report:#}");
        let told = report["unchecked"].to_string();
        assert_eq!(told.contains("was asked too often (HTTP 429); it is not asked again"), !heard, "{wait}: {told}");
        assert!(
            took < Duration::from_secs(20) && (heard || busy.asked().len() <= 2),
            "{wait}: {took:?} {:?}",
            busy.asked()
        );
    }
}

#[test]
fn the_start_says_what_is_asked_of_whom_and_the_second_run_asks_nobody() {
    let double = world().start();
    let desk = desk(|_| double.url());
    let told = |desk: &Desk| desk.run(&["check", "--only", "doi,metadata,notices"]).err;
    let first = told(&desk);
    assert!(first.contains("Asking crossref about 2 works, europe-pmc about 2 works: about "), "{first}");
    assert!(first.contains("if each answers at once."), "{first}");
    let before = double.asked().len();
    let second = told(&desk);
    assert!(!second.contains("Asking ") && double.asked().len() == before, "{second}");
    assert!(!desk.run(&["--offline", "check", "--refresh"]).err.contains("Asking "));
    assert!(!desk.run(&["-q", "check", "--refresh"]).err.contains("Asking "));
}

fn many(desk: &Desk, n: usize) {
    for n in 0..n {
        desk.ok(&["add", "reference", &format!("Tallow G. Part {n}. Stairs J. 2011;4(1):{n}. doi:10.5555/part.{n}")]);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_deadline_ends_the_asking_and_not_the_audit() {
    // doi.org is asked one by one, which takes longer than a second.
    let double = Script { lists: Some(Class::Status(500)), ..world() }.start();
    let desk = desk(|_| double.url());
    many(&desk, 12);
    let run = desk.run(&["check", "--only", "doi,notices", "--deadline", "2s", "--format", "json"]);
    assert!(run.err.contains("Stopped after 2 s: what was not asked by then is unchecked."), "{}", run.err);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert!(run.exit == 1 && has(&report, "findings", "work-retracted", "sore-knees/r1"), "{report:#}");
    assert!(
        report["unchecked"].to_string().contains("was not asked: the 2 s that the run was given were over"),
        "{report:#}"
    );
    // The next run goes on from there.
    let before = double.asked_below("/api/handles/").len();
    let (_, report, _) = check(&desk, &["--only", "doi"]);
    assert!(
        !report["unchecked"].to_string().contains("were over") && double.asked_below("/api/handles/").len() > before
    );
    for wrong in ["0s", "soon", "-1"] {
        let run = desk.run(&["check", &format!("--deadline={wrong}")]);
        assert!(run.exit == 2 && run.err.contains("60s, 5m or 1h"), "{wrong}: {}", run.err);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_first_that_fails_ends_the_asking_unless_it_is_accepted() {
    let slow = Script { latency: Duration::from_millis(100), lists: Some(Class::Status(500)), ..world() };
    let double = slow.start();
    let desk = desk(|_| double.url());
    many(&desk, 12);
    let run = desk.run(&["check", "--only", "doi,notices", "--fail-fast"]);
    assert!(run.exit == 1 && run.err.contains("Stopped at the first answer that fails"), "{}", run.err);
    assert!(run.out.contains("--fail-fast ends the run there"), "{}", run.out);
    let before = double.asked().len();
    let run = desk.run(&["check", "--only", "doi,notices", "--fail-fast"]);
    assert!(run.exit == 1 && run.err.contains("with --fail-fast, nobody is asked"), "{}", run.err);
    assert_eq!(double.asked().len(), before);
    // At a severity that does not fail, it ends nothing.
    let run = desk.run(&["check", "--only", "doi,notices", "--fail-fast", "--warn", "work-retracted"]);
    assert!(run.exit == 0 && !run.err.contains("Stopped"), "{}", run.err);
}
