//! `show` and its neighbours: records in full, for the person who has to judge them.

use crate::double::golden::golden;
use crate::double::sample::{sample_in, word_elsewhere};
use crate::double::terminal::Terminal;

#[test]
fn every_kind_of_record_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    for (name, address) in [
        ("article", "knee-pain"),
        ("claim-supported", "c1"),
        ("claim-suggested", "knee-pain/c2"),
        ("claim-stale", "knee-pain/c3"),
        ("claim-uncited", "knee-pain/c4"),
        ("reference", "knee-pain/r2"),
        ("reference-uncited", "r3"),
        ("work", "sample2022"),
        ("work-by-doi", "10.5555/knee.2021.1"),
    ] {
        golden(&format!("show/{name}.80.txt"), &Terminal::wide(folder.path(), 80).ok(&["show", address]));
        golden(&format!("show/{name}.pipe.txt"), &Terminal::piped(folder.path()).ok(&["show", address]));
    }
}

#[test]
fn colours_mark_the_sentence_instead_of_characters() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let out = Terminal::wide(folder.path(), 80).ok(&["--color", "always", "show", "c1"]);
    assert!(out.contains("\u{1b}[1m\u{1b}[4mAbout 40% of adults"), "{out:?}");
    assert!(!out.contains('«'), "{out:?}");
}

#[test]
fn several_records_make_an_array() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    let json = |arguments: &[&str]| serde_json::from_str::<serde_json::Value>(&terminal.ok(arguments)).unwrap();
    let one = json(&["show", "c1", "--format", "json"]);
    assert_eq!(one["address"], "knee-pain/c1");
    let several = json(&["show", "c1", "sample2022", "r3", "knee-pain", "--format", "json"]);
    assert_eq!(several[0], one);
    assert_eq!((&several[1]["key"], several.as_array().map(Vec::len)), (&"sample2022".into(), Some(4)));
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    for (arguments, answer) in [
        (&["show", "knee-pian"] as &[&str], "did you mean knee-pain?"),
        (&["show", "c9"], "c1 to c4"),
        (&["show", "c1", "exampel2021"], "did you mean example2021?"),
        (&["where-used", "knee-pain/c1"], "`claimbook works`"),
        (&["explain", "claim-stael"], "did you mean claim-stale?"),
        (&["show", "a b"], "is not an address"),
    ] {
        let run = terminal.run(arguments);
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(answer), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_rule_is_explained_by_its_page() {
    let folder = tempfile::tempdir().unwrap();
    let page = include_str!("../../../docs/rules/claim-stale.md");
    assert_eq!(Terminal::piped(folder.path()).ok(&["explain", "claim-stale"]), page);
    golden("show/explain.60.txt", &Terminal::wide(folder.path(), 60).ok(&["explain", "claim-stale"]));
}

#[test]
fn history_tells_of_changes_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = sample_in(folder.path());
    let view = catalogue.view();
    let home = view.article("knee-pain").unwrap();
    let claim = view.claim(home.uid, 4).unwrap().unwrap();
    let deed = claimbook::catalogue::Deed {
        who: "B. Second".into(),
        command: "dismiss".into(),
        at: "2026-11-23T10:30:00Z".parse().unwrap(),
        reason: Some("it is advice".into()),
    };
    let dismissed = claimbook::model::Claim { status: claimbook::model::Status::Dismissed, ..claim };
    let changed: Result<bool, claimbook::catalogue::Error> = catalogue.write(&deed, |w| w.edit(&dismissed));
    assert!(changed.unwrap());
    drop(catalogue);
    let out = Terminal::piped(folder.path()).ok(&["history", "c4", "--limit", "1"]);
    let said = "changed claim knee-pain/c4: status: proposed → dismissed (because it is advice)";
    let (event, rest) = out.split_once('\t').unwrap();
    assert_eq!(rest, format!("2026-11-23 10:30\tB. Second\tdismiss\t{said}\n"));
    assert!(event.ends_with("/29"), "the address that `undo` takes: {event}");
}

#[test]
fn a_claim_is_found_in_every_article_that_words_it() {
    let folder = tempfile::tempdir().unwrap();
    word_elsewhere(&mut sample_in(folder.path()));
    let terminal = Terminal::piped(folder.path());
    let page = terminal.ok(&["show", "knee-pain/c1"]);
    assert!(page.contains("In knee-pain.md:7:21") && page.contains("In hip-pain.md:5:34"), "{page}");
    let json: serde_json::Value =
        serde_json::from_str(&terminal.ok(&["show", "knee-pain/c1", "--format", "json"])).unwrap();
    let places: Vec<String> =
        json["occurrences"].as_array().unwrap().iter().map(|o| format!("{}:{}", o["article"], o["line"])).collect();
    assert_eq!(places, ["\"knee-pain\":7", "\"hip-pain\":5"]);
    let uses = terminal.ok(&["where-used", "10.5555/knee.2021.1"]);
    assert_eq!(uses.lines().count(), 2, "{uses}");
    assert!(uses.contains("hip-pain.md:5:34"), "{uses}");
    let ambiguous = terminal.run(&["show", "c1"]);
    assert_eq!(ambiguous.exit, 2);
    assert!(ambiguous.err.contains("ARTICLE/c1"), "{}", ambiguous.err);
}
