//! `check` and pages: what decides, what only advises, and what is left open with its reason.

use crate::double::desk::Desk;
use crate::double::registries::{Double, Script};
use crate::double::reports::unchecked;
use claimbook::registry::SERVICES;
use jiff::SignedDuration;
use serde_json::Value;

/// A desk whose registries and publishers are all one double.
fn desk() -> (Desk, Double) {
    let double = Script::default().start();
    let mut desk = Desk::new();
    desk.terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), double.url())));
    (desk, double)
}

fn add(desk: &Desk, url: &str) {
    desk.terminal.ok(&["add", "reference", &format!("Stairs Society. Stairs for beginners. {url}")]);
}

fn check(desk: &Desk, arguments: &[&str]) -> (u8, Value) {
    let run = desk.run(&[&["check", "--format", "json", "--only", "pages"], arguments].concat());
    let report = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}{}", run.out, run.err));
    (run.exit, report)
}

/// What was found about the added entry, as rule ids; and why a rule is open, if it is.
fn about(report: &Value, rule: &str) -> (Vec<String>, Option<String>) {
    let is_it = |f: &&Value| f["address"] == "sore-knees/r5";
    let mut open = unchecked(report).iter().filter(is_it);
    let open = open.find(|u| u["rule"] == rule).map(|u| u["reason"].as_str().unwrap().to_owned());
    (
        report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(is_it)
            .map(|f| f["rule"].as_str().unwrap().to_owned())
            .collect(),
        open,
    )
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn only_the_page_s_own_host_decides_and_only_when_asked_twice() {
    for (class, exit, found, open) in [
        ("ok", 0, &[][..], None),
        ("no-head", 0, &[], None),
        ("lost", 1, &["url-not-found"], None),
        ("gone", 1, &["url-not-found"], None),
        ("lost-once", 0, &[], None),
        ("moved", 0, &["url-moved"], None),
        ("walled", 0, &[], Some("turned robots away on 2026-11-23 (HTTP 403)")),
        ("accepted", 0, &[], Some("turned robots away on 2026-11-23 (HTTP 202)")),
        ("teapot", 0, &[], Some("turned robots away on 2026-11-23 (HTTP 418)")),
        (
            "front",
            0,
            &[],
            Some("answered with what looks like an error page or the front page of its site on 2026-11-23 (HTTP 200)"),
        ),
        (
            "soft",
            0,
            &[],
            Some("answered with what looks like an error page or the front page of its site on 2026-11-23 (HTTP 200)"),
        ),
        ("log-in", 0, &[], Some("answered with a log-in page on 2026-11-23 (HTTP 200)")),
        ("sent-to-log-in", 0, &[], Some("answered with a log-in page on 2026-11-23 (HTTP 200)")),
        ("robots", 0, &[], Some("turned robots away on 2026-11-23 (HTTP 200)")),
        ("busy", 3, &[], Some("127.0.0.1 was asked too often (HTTP 429)")),
    ] {
        let (desk, double) = desk();
        add(&desk, &format!("{}/page/{class}/x", double.url()));
        let (code, report) = check(&desk, &[]);
        let found: (Vec<String>, _) = (found.iter().map(|f| (*f).to_owned()).collect(), open.map(str::to_owned));
        assert_eq!((code, about(&report, "url-not-found")), (exit, found), "{class}: {:#?}", report["unchecked"]);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_good_page_is_not_asked_again_for_a_month_and_a_lost_one_every_day() {
    for (class, after_a_day, after_a_month) in [("ok", false, true), ("lost", true, true)] {
        let (mut desk, double) = desk();
        add(&desk, &format!("{}/page/{class}/x", double.url()));
        check(&desk, &[]);
        for (hours, again) in [(25, after_a_day), (30 * 24, after_a_month)] {
            let before = double.asked_below("/page/").len();
            desk.terminal.now += SignedDuration::from_hours(hours);
            check(&desk, &[]);
            assert_eq!(double.asked_below("/page/").len() > before, again, "{class} after {hours} h");
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_page_that_was_reached_before_is_lost_after_three_failures_over_three_days() {
    let (mut desk, double) = desk();
    add(&desk, &format!("{}/page/lost-later/x", double.url()));
    let told = "was not found there on 2026-11-24 (HTTP 404); last reached on 2026-11-23; it counts as lost after three such answers over three days";
    for day in 0..5 {
        let (exit, report) = check(&desk, &["--refresh"]);
        let (found, open) = about(&report, "url-not-found");
        assert_eq!((exit, found.len()), if day == 4 { (1, 1) } else { (0, 0) }, "day {day}: {report:#}");
        if day == 1 {
            assert_eq!(open.as_deref(), Some(told));
        }
        desk.terminal.now += SignedDuration::from_hours(24);
    }
}

#[test]
fn a_host_that_is_too_busy_is_asked_once_and_holds_up_nobody() {
    let (desk, double) = desk();
    for n in 0..5 {
        add(&desk, &format!("{}/page/busy/{n}", double.url()));
    }
    let (exit, report) = check(&desk, &[]);
    // Nothing that was asked could be checked: the article's other page has no name that resolves here.
    assert_eq!((exit, double.asked_below("/page/busy").len()), (3, 1), "{:#?}{report:#}", double.asked());
    let reason = "127.0.0.1 was asked too often (HTTP 429)";
    let all = unchecked(&report);
    let open = all.iter().filter(|u| u["rule"] == "url-not-found" && u["reason"] == reason);
    assert_eq!(open.count(), 5);
}

#[test]
fn an_address_with_a_key_in_it_is_neither_asked_nor_repeated() {
    let (desk, double) = desk();
    add(&desk, &format!("{}/page/ok/x?access_token=hunter2", double.url()));
    let run = desk.run(&["check", "--only", "pages"]);
    assert_eq!(double.asked_below("/page/"), []);
    assert!(run.out.contains("it holds what looks like a password or an access key"), "{}", run.out);
    assert!(!run.out.contains("hunter2") && !run.err.contains("hunter2"), "{}{}", run.out, run.err);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn landing_pages_are_asked_only_when_wanted_and_never_fail() {
    let (mut desk, double) = desk();
    desk.run(&["check", "--only", "doi"]);
    let handles = double.asked_below("/api/handles").len();
    let lost = Script::default().start();
    let (_, report) = check(&desk, &[]);
    assert_eq!(
        about_landing(&report),
        Some("landing pages are requested only by `claimbook check --landing-pages`".into())
    );
    assert_eq!(double.asked_below("/api/handles").len(), handles, "pages alone ask no registry");
    let settings = format!("[hosts]\n\"127.0.0.1:{}\" = \"polite\"\n", lost.port());
    std::fs::write(desk.terminal.folder.join("claimbook.toml"), settings).unwrap();
    let target = format!("{}/page/lost/landing", lost.url());
    let seconds = Script::default().with_target(&target).start();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), seconds.url()));
    for day in 0..4 {
        let (exit, report) = check(&desk, &["--landing-pages", "--refresh"]);
        let found = report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "landing-lost").count();
        assert_eq!((exit, found > 0), (0, day == 3), "day {day}: {report:#}");
        desk.terminal.now += SignedDuration::from_hours(25);
    }
    assert!(desk.terminal.ok(&["history"]).contains("observation"), "its answers are in the log");
}

fn about_landing(report: &Value) -> Option<String> {
    let open = unchecked(report).iter().find(|u| u["rule"] == "landing-lost")?;
    Some(open["reason"].as_str().unwrap().to_owned())
}

/// Between the marks of a link no sentence goes on: its last sign is its own.
#[test]
fn the_address_between_the_marks_of_a_link_is_taken_whole() {
    let whole = [
        ("[page](https://h.example/a/str.)", "https://h.example/a/str."),
        ("[page](https://h.example/a/b;)", "https://h.example/a/b;"),
        ("[page](https://h.example/a(x)_(y))", "https://h.example/a(x)_(y)"),
        ("<https://h.example/end,>", "https://h.example/end,"),
        ("[https://h.example/e.](https://h.example/e.)", "https://h.example/e."),
        ("https://h.example/plain.", "https://h.example/plain"),
        ("(https://h.example/plain)", "https://h.example/plain"),
    ];
    let entries = whole
        .iter()
        .zip(1..)
        .map(|((marked, _), n)| format!("{n}. Stairs Society. Leaflet {n}. {marked} Accessed 2 May 2024.\n"));
    let text = format!("# Stairs\n\nRest helps 30% of knees [1].\n\n## References\n\n{}", entries.collect::<String>());
    let (desk, _double) = desk();
    std::fs::write(desk.terminal.folder.join("stairs.md"), text).unwrap();
    desk.ok(&["import", "stairs.md"]);
    let listed = desk.json(&["references", "--article", "stairs"]);
    let urls: Vec<&str> = listed.as_array().unwrap().iter().map(|r| r["url"].as_str().unwrap_or_default()).collect();
    assert_eq!(urls, whole.map(|(_, url)| url), "{listed:#}");
}
