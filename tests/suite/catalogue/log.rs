//! The log: what an event says, which of two is the later one, and that nothing passes `verify-catalogue` or `load` that is
//! not as its last event left it.

mod meddled;
mod parts;

use crate::double::desk::Desk;
use crate::double::terminal::Terminal;
use claimbook::catalogue::{Catalogue, OpenMode};
use claimbook::model::Action;
use std::path::Path;

/// A desk beside another one, with what the other has dumped.
fn second_desk(folder: &Path, dump: &Path) -> Terminal {
    let terminal = Terminal::piped(folder);
    terminal.ok(&["load", dump.to_str().unwrap()]);
    terminal
}

fn review(terminal: &Terminal, claim: &str, verdict: &str) {
    terminal.ok(&["review", claim, "--verdict", verdict, "--by", "A. Reviewer, PT"]);
}

fn verdict(terminal: &Terminal, claim: &str) -> (String, bool) {
    let shown: serde_json::Value = serde_json::from_str(&terminal.ok(&["show", claim, "--format", "json"])).unwrap();
    (shown["verdict"].as_str().unwrap_or_default().to_owned(), shown["disputed"].as_bool().unwrap())
}

#[test]
fn the_later_event_counts_whatever_the_clock_and_the_stated_day_say() {
    let mut desk = Desk::new();
    let claim = desk.claim("25% of adults");
    let noon = desk.terminal.now;
    for (minutes, today, expected) in
        [(0, None, "supported"), (0, None, "contradicted"), (-5, None, "partly"), (-9, Some("2020-01-01"), "supported")]
    {
        desk.terminal.now = noon + jiff::SignedDuration::from_mins(minutes);
        let stated = today.map(|day| vec!["--today", day]).unwrap_or_default();
        desk.ok(&[&stated[..], &["review", &claim, "--verdict", expected, "--by", "A. Reviewer, PT"]].concat());
        desk.ok(&[
            &stated[..],
            &["verify", &claim, "r1", "--stance", "supports", "--finding", expected, "--by", "A. Reviewer, PT"],
        ]
        .concat());
        assert_eq!(verdict(&desk.terminal, &claim), (expected.to_owned(), false));
        let listed = desk.json(&["claims", "--verdict", expected]);
        assert_eq!(listed.as_array().unwrap().len(), 1, "{expected}");
        let csv = desk.ok(&["export", "claims", "--to", "csv"]);
        let row = csv.lines().find(|line| line.contains("25% of adults") && line.contains("/r1,")).unwrap();
        assert!(row.matches(expected).count() >= 2, "the verdict and the finding: {row}");
    }
    let last = &desk.json(&["history", "--limit", "1"])[0];
    assert_eq!(last["at"], "2026-11-23T11:51:00Z", "events bear the clock's time");
    assert_eq!((&last["stated_on"], &last["operator"]), (&"2020-01-01".into(), &"editor".into()));
    assert_eq!(last["after"]["read_on"], "2020-01-01");
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
fn two_machines_that_knew_nothing_of_each_other_are_told_apart_from_two_that_did() {
    let desk = Desk::new();
    let claim = desk.claim("25% of adults");
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("dump");
    desk.ok(&["dump", dump.to_str().unwrap()]);
    let other = second_desk(folder.path(), &dump);
    review(&other, &claim, "contradicted");
    let merge = |from: &Terminal, to: &Terminal| {
        from.ok(&["dump", dump.to_str().unwrap()]);
        to.ok(&["load", "--merge", dump.to_str().unwrap()]);
    };
    merge(&other, &desk.terminal);
    assert_eq!(verdict(&desk.terminal, &claim), ("contradicted".to_owned(), false));
    // In sight of that one: later.
    review(&desk.terminal, &claim, "supported");
    assert_eq!(verdict(&desk.terminal, &claim), ("supported".to_owned(), false));
    // Neither in sight of the other: one person has to choose.
    review(&other, &claim, "partly");
    merge(&other, &desk.terminal);
    assert!(verdict(&desk.terminal, &claim).1);
    let report = desk.json(&["audit"]);
    let asked = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "claim-disputed").unwrap();
    let message = asked["message"].as_str().unwrap();
    assert!(
        message.contains("supported") && message.contains("partly") && message.contains("A. Reviewer has to choose"),
        "{message}"
    );
    assert!(desk.ok(&["show", &claim]).contains("has to choose"));
    review(&desk.terminal, &claim, "partly");
    assert_eq!(verdict(&desk.terminal, &claim), ("partly".to_owned(), false));
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
    // What was loaded knows as much.
    let third = tempfile::tempdir().unwrap();
    desk.ok(&["dump", dump.to_str().unwrap()]);
    assert_eq!(verdict(&second_desk(third.path(), &dump), &claim), ("partly".to_owned(), false));
}

#[test]
fn an_event_holds_the_whole_row_that_was_added_and_long_texts_by_their_hash() {
    let desk = Desk::new();
    let catalogue = Catalogue::open(&desk.terminal.folder.join("claimbook.db"), OpenMode::Read).unwrap();
    let events = catalogue.view().newest_events(None).unwrap();
    let added: Vec<_> = events.iter().filter(|event| event.action == Action::Add).collect();
    assert!(added.len() > 10);
    for event in &added {
        let row: serde_json::Value = serde_json::from_str(event.after.as_deref().unwrap()).unwrap();
        assert_eq!(row["uid"], event.row.to_string(), "{event:?}");
        assert!(event.rank.is_some() && event.format == Some(3), "{event:?}");
    }
    let version = added.iter().find(|event| event.entity == "version").unwrap().after.as_deref().unwrap();
    assert!(
        version.contains("\"original\":\"sha256:") && version.contains("\"text\":\"sha256:") && version.len() < 1500,
        "{version}"
    );
}
