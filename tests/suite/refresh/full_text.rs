//! `check --full-text` from end to end: what is open is kept, and shown as a place where to read.

use crate::double::desk::Desk;
use crate::double::registries::{Double, Script};
use claimbook::registry::SERVICES;
use serde_json::{Value, json};

const DOI: &str = "10.5555/ijsm.8.2.e1190";

/// An open article; the paragraph that a claim on strength training comes nearest to is the second of its results.
const OPEN: &str = r#"<?xml version="1.0"?>
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article">
<front><article-meta><title-group><article-title>Strength training for sore knees: a systematic review</article-title></title-group>
<permissions><license license-type="open-access" xlink:href="https://licences.example/by/4.0/"><license-p>Open.</license-p></license></permissions>
</article-meta></front>
<body><sec><title>Methods</title><p>Two of us read each of 41 reports.</p></sec>
<sec><title>Results</title><p>Nobody was harmed.</p>
<p>In those who trained, strength training of the thigh eased pain in sore knees after twelve weeks.</p></sec></body></article>"#;

fn record(pmcid: Option<&str>) -> Value {
    json!({"id": "31452104", "source": "MED", "pmid": "31452104", "pmcid": pmcid, "doi": DOI,
        "title": "Strength training for sore knees: a systematic review.", "pubYear": "2021"})
}

fn desk(script: Script) -> (Desk, Double) {
    let double = script.start();
    let mut desk = Desk::new();
    desk.terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), double.url())));
    (desk, double)
}

fn asked(double: &Double) -> usize {
    double.asked().iter().filter(|asked| asked.path.ends_with("/fullTextXML")).count()
}

/// The claim that cites the work.
fn claim(desk: &Desk) -> String {
    let citations = desk.json(&["citations"]);
    let of_work =
        citations.as_array().unwrap().iter().find(|c| c["reference"] == "sore-knees/r2" && c["state"] == "asserted");
    of_work.unwrap()["claim"].as_str().unwrap().to_owned()
}

#[test]
fn an_open_text_is_kept_and_its_nearest_passage_is_shown() {
    let script = Script { full_texts: vec![("PMC7000001", OPEN)], ..Script::default() };
    let (desk, double) = desk(script.with_literature(&[record(Some("PMC7000001"))]));
    let claim = claim(&desk);
    let before = desk.ok(&["show", &claim]);
    assert!(before.contains("not read: neither abstract nor full text is kept"), "{before}");

    let run = desk.run(&["check", "--full-text", "--only", "metadata"]);
    assert!(run.err.contains("for full texts: asked for 1 text, 1 answered"), "{}", run.err);
    assert_eq!(asked(&double), 1);
    let shown = desk.ok(&["show", &claim]);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = "nearest passage (Results, paragraph 2; full text, not read by a person): “In those who trained,";
    assert!(shown.contains(told), "{shown}");
    assert!(!shown.contains("supports"), "{shown}");
    let suggested = desk.json(&["suggest", &claim]);
    let of_work = suggested.as_array().unwrap().iter().find(|s| s["reference"] == "sore-knees/r2");
    if let Some(suggestion) = of_work {
        let nearest = &suggestion["text"]["nearest"];
        assert_eq!((&nearest["section"], &nearest["paragraph"]), (&json!("Results"), &json!(2)));
        assert_eq!(nearest["licence"], "https://licences.example/by/4.0/");
    }

    // What holds is not asked for again.
    desk.run(&["check", "--full-text", "--only", "metadata"]);
    assert_eq!(asked(&double), 1);
    desk.run(&["check", "--full-text", "--only", "metadata", "--refresh"]);
    assert_eq!(asked(&double), 2);
    desk.ok(&["verify-catalogue"]);
}

#[test]
fn the_words_are_in_no_dump_and_their_hash_is() {
    let script = Script { full_texts: vec![("PMC7000001", OPEN)], ..Script::default() };
    let (desk, double) = desk(script.with_literature(&[record(Some("PMC7000001"))]));
    desk.run(&["check", "--full-text", "--only", "metadata"]);
    desk.ok(&["dump", "dumped"]);
    let mut texts = Vec::new();
    let mut folders = vec![desk.path().join("dumped")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() { folders.push(entry) } else { texts.push(std::fs::read(entry).unwrap()) }
        }
    }
    let all = String::from_utf8_lossy(&texts.concat()).into_owned();
    assert!(!all.contains("eased pain in sore knees after twelve weeks"), "no paragraph leaves the file");
    let kept = all.lines().find(|line| line.contains("full-text") && line.contains("licences.example"));
    let hash = |line: &str| line.split(',').any(|cell| cell.len() == 64 && cell.bytes().all(|b| b.is_ascii_hexdigit()));
    assert!(kept.is_some_and(hash), "{kept:?}");

    // Loaded elsewhere, the paragraphs are asked for anew, though what was heard still holds.
    desk.ok(&["--catalogue", "other.db", "init"]);
    desk.ok(&["--catalogue", "other.db", "load", "dumped"]);
    desk.run(&["--catalogue", "other.db", "check", "--full-text", "--only", "metadata"]);
    assert_eq!(asked(&double), 2);
}

#[test]
fn a_text_that_is_not_open_is_told_as_such() {
    let mut of_abstract = record(Some("PMC7000002"));
    of_abstract["abstractText"] = json!("We looked at strength training.");
    let (desk, double) = desk(Script::default().with_literature(&[of_abstract]));
    desk.run(&["check", "--full-text", "--only", "metadata"]);
    assert_eq!(asked(&double), 1);
    let shown = desk.ok(&["show", &claim(&desk)]);
    assert!(shown.contains("abstract only; no full text is kept"), "{shown}");
    desk.run(&["check", "--full-text", "--only", "metadata"]);
    assert_eq!(asked(&double), 1, "it holds that it is not open");
}

#[test]
fn what_cannot_be_kept_is_not_asked_for() {
    let (desk, double) = desk(Script::default());
    let run = desk.run(&["--example", "check", "--full-text"]);
    assert_eq!((run.exit, asked(&double)), (2, 0), "{}", run.err);
    assert!(run.err.contains("claimbook init"), "{}", run.err);
    let offline = desk.run(&["--offline", "check", "--full-text", "--only", "doi"]);
    assert_eq!(asked(&double), 0, "{}", offline.err);
}
