//! Folders with broken rows: each place is named, and nothing is loaded.

use super::{deed, dumped, now, plain, render};
use claimbook::catalogue::Catalogue;
use claimbook::catalogue::text_form::{TextFormError, TextFormFiles};
use claimbook::model::*;
use std::collections::BTreeMap;

/// Changes one file of a dump as text.
fn with(catalogue: &Catalogue, file: &str, change: impl Fn(String) -> String) -> BTreeMap<String, Vec<u8>> {
    let mut files = dumped(catalogue, true);
    let bytes = files.get_mut(file).unwrap_or_else(|| panic!("no {file}"));
    *bytes = change(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
    files
}

fn broken(files: &dyn TextFormFiles) -> Vec<String> {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let refused = catalogue.load_files(files, &deed("load"));
    assert_eq!(catalogue.view().articles().unwrap(), [], "something was loaded");
    assert!(catalogue.view().newest_events(None).unwrap().is_empty(), "something was loaded");
    match refused {
        Err(TextFormError::Broken(broken)) => broken.iter().map(ToString::to_string).collect(),
        other => panic!("expected broken rows, got {other:?}"),
    }
}

#[test]
fn a_broken_row_is_named_by_file_line_column_and_reason_and_nothing_is_loaded() {
    let catalogue = plain();
    let swap = |from: &'static str, to: &'static str| {
        move |text: String| {
            assert!(text.contains(from), "{text}");
            text.replacen(from, to, 1)
        }
    };
    for (file, change, expected) in [
        (
            "knee/claims.csv",
            swap("harm", "harms"),
            "knee/claims.csv:2: kind: there is no claim kind “harms”, did you mean harm? The words are prevalence",
        ),
        ("knee/claims.csv", swap(",7,", ",seven,"), "knee/claims.csv:2: serial: “seven” is not a whole number"),
        ("knee/claims.csv", swap(",7,", ",-7,"), "knee/claims.csv:2: serial: -7 is out of range"),
        (
            "knee/claims.csv",
            swap("statement,", "sentence,"),
            "knee/claims.csv:1: statement: the header row does not have",
        ),
        ("knee/claims.csv", swap("accepted,", ""), "knee/claims.csv:2: the row has 9 cells, the header 10"),
        ("knee/reviews.csv", swap("2026-02-03", "2026-02-30"), "knee/reviews.csv:2: reviewed_on: "),
        (
            "knee/reviews.csv",
            swap("partly", "supported"),
            "knee/reviews.csv:2: this row was changed since it was logged",
        ),
        ("people.csv", swap("alpha", ""), "people.csv:2: name: CHECK constraint failed"),
        ("works.json", swap("\"seminal\":0", "\"seminal\":false"), "works.json:2: seminal: false is neither text nor"),
        ("works.json", swap("[\n", "[[\n"), "works.json:"),
        ("knee/article.toml", swap("language", "lingua"), "knee/article.toml:5: lingua: there is no such field here"),
        ("knee/article.toml", swap("title = \"alpha\"", "title = alpha"), "knee/article.toml:3: "),
        (
            "knee/versions/1.md",
            swap("# Knee", "# Kneecap"),
            "knee/article.toml:18: sha256: versions/1.md has another SHA-256",
        ),
        (
            "knee/versions/1.blocks.json",
            swap("paragraph", "para"),
            "knee/versions/1.blocks.json:2: these are not blocks",
        ),
    ] {
        let said = broken(&with(&catalogue, file, change));
        assert!(said.iter().any(|line| line.starts_with(expected)), "expected {expected}\n  got {said:#?}");
    }
}

#[test]
fn rows_that_name_nothing_and_rows_that_are_gone_are_refused() {
    let catalogue = plain();
    let without_people = with(&catalogue, "people.csv", |text| text.lines().next().unwrap().to_owned() + "\n");
    let said = broken(&without_people);
    assert!(said.iter().any(|s| s.starts_with("knee/reviews.csv:2: person: it names a record (person)")), "{said:#?}");
    assert!(said.iter().any(|s| s.starts_with("waivers.csv:2: person: ")), "{said:#?}");
    let without_waivers = with(&catalogue, "waivers.csv", |text| text.lines().next().unwrap().to_owned() + "\n");
    let said = broken(&without_waivers);
    assert!(said[0].contains("nothing is ever deleted"), "{said:#?}");
    let writer = dumped(&catalogue, true).into_keys().find(|name| name.starts_with("events/")).unwrap();
    let said = broken(&with(&catalogue, &writer, |text| text.replacen("A. Reviewer", "B. Reviewer", 1)));
    assert!(said[0].contains("hash: the event's fields do not give its hash"), "{said:#?}");
    let said = broken(&with(&catalogue, &writer, |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.remove(3);
        lines.join("\n") + "\n"
    }));
    assert!(said.iter().any(|s| s.contains("an event must follow the last one of its writer")), "{said:#?}");
}

#[test]
fn works_may_take_several_lines_each_and_are_named_by_the_first() {
    let pretty = |text: String| {
        let works: serde_json::Value = serde_json::from_str(&text).unwrap();
        serde_json::to_string_pretty(&works).unwrap()
    };
    let catalogue = plain();
    let files = with(&catalogue, "works.json", pretty);
    let mut again = Catalogue::in_memory(now()).unwrap();
    assert_eq!(again.load_files(&files, &deed("load")).unwrap().by_hand, 0);
    assert_eq!(render(&dumped(&again, true)), render(&dumped(&catalogue, true)));
    let text = String::from_utf8(files["works.json"].clone()).unwrap();
    let second = 1 + text.lines().skip(2).position(|line| line == "  {").unwrap() as u64 + 2;
    let last = |text: String| text.replace("\"seminal\": 0", "\"seminal\": false");
    let said = broken(&with(&again, "works.json", |text| last(pretty(text))));
    assert!(said.iter().any(|line| line.starts_with(&format!("works.json:{second}: seminal: false"))), "{said:#?}");
}

#[test]
fn every_broken_place_is_reported_in_one_go() {
    let mut files = with(&plain(), "knee/claims.csv", |text| text.replace("harm", "harms"));
    files.insert("back/claims.csv".into(), files["knee/claims.csv"].clone());
    let people = String::from_utf8(files["people.csv"].clone()).unwrap();
    let many: String = (0..30).map(|n| format!("not-a-uid-{n},x,,,,,\n")).collect();
    files.insert("people.csv".into(), (people + &many).into_bytes());
    let said = broken(&files);
    assert_eq!(said.len(), 32);
    let error = Catalogue::in_memory(now()).unwrap().load_files(&files, &deed("load")).unwrap_err().to_string();
    assert_eq!(error.lines().count(), 22, "{error}");
    assert!(error.ends_with("and 12 more"), "{error}");
}

#[test]
fn what_was_edited_by_hand_is_taken_over_with_an_event() {
    let catalogue = plain();
    let mut files = with(&catalogue, "knee/claims.csv", |text| text.replace("harm", "risk"));
    let uid = Uid::new(now());
    let people = String::from_utf8(files["people.csv"].clone()).unwrap();
    files.insert("people.csv".into(), format!("{people}{uid},New Person,,,,,\n").into_bytes());
    let mut again = Catalogue::in_memory(now()).unwrap();
    let loaded = again.load_files(&files, &deed("load")).unwrap();
    assert_eq!(loaded.by_hand, 2);
    assert_eq!(again.verify().unwrap().damage, []);
    assert_eq!(again.view().events_of(&[uid]).unwrap()[0].action, Action::Add);
}

#[test]
fn a_column_that_an_older_claimbook_did_not_know_may_be_missing() {
    let catalogue = plain();
    let older = with(&catalogue, "people.csv", |text| {
        text.replace(",declared_id,merged_into,retired_on", "").replace(",,,\n", "\n")
    });
    let mut again = Catalogue::in_memory(now()).unwrap();
    assert_eq!(again.load_files(&older, &deed("load")).unwrap().by_hand, 0);
    assert_eq!(again.view().persons().unwrap(), catalogue.view().persons().unwrap());
    let without_name = with(&catalogue, "people.csv", |text| text.replacen("name,", "", 1));
    assert!(broken(&without_name)[0].contains("the header row does not have this column"));
}

#[test]
fn loading_wants_an_empty_catalogue() {
    let files = dumped(&plain(), true);
    let mut catalogue = plain();
    let before = render(&dumped(&catalogue, true));
    assert!(matches!(catalogue.load_files(&files, &deed("load")), Err(TextFormError::NotEmpty)));
    assert_eq!(render(&dumped(&catalogue, true)), before);
}
