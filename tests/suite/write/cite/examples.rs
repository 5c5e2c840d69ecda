//! Examples as data: fields, and the entry that the published rules of a style give, right to the dot.

use super::{fate, render, sheet};
use claimbook::model::Item;
use claimbook::write::cite::{CitedWork, set_list};
use std::path::Path;

/// A style's examples.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    example: Vec<Example>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    what: String,
    /// The public page that the entry follows.
    page: String,
    /// CSL-JSON.
    item: String,
    /// What became of the work: a notice's kind, its date, its DOI.
    fate: Option<String>,
    expected: String,
}

fn examples(name: &str) -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/cite/{name}.toml"));
    let text = std::fs::read_to_string(&path).unwrap();
    toml::from_str::<Examples>(&text).unwrap_or_else(|e| panic!("{name}: {e}")).example
}

/// Holds every example of a style against what is set, and shows all that are wrong.
#[track_caller]
fn all_right(name: &str, least: usize) {
    let examples = examples(name);
    assert!(examples.len() >= least, "{name} has {} examples", examples.len());
    let sheet = sheet(name);
    let set = |example: &Example| {
        let item: Item = serde_json::from_str(&example.item).unwrap_or_else(|e| panic!("{}: {e}", example.what));
        let cited = CitedWork { item, fate: example.fate.as_deref().map(fate), ..CitedWork::default() };
        let lines = set_list(&sheet, &[cited]);
        assert_eq!(lines.len(), 1, "{}", example.what);
        assert!(!lines[0].as_printed, "{}: the processor gave up", example.what);
        render(&lines[0].runs)
    };
    let wrong = examples.iter().filter_map(|example| {
        let got = set(example);
        let Example { what, page, expected, .. } = example;
        (got != *expected).then(|| format!("{what} ({page})\n  expected {expected}\n  got      {got}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {} of {name}:\n{}", wrong.len(), examples.len(), wrong.join("\n"));
    assert!(examples.iter().all(|e| e.page.starts_with("https://")), "{name}: each example names the page it follows");
}

#[test]
fn ama_is_right_to_the_dot() {
    all_right("ama", 40);
}

#[test]
fn apa_is_right_to_the_dot() {
    all_right("apa", 40);
}

#[test]
fn nlm_is_right_to_the_dot() {
    all_right("nlm", 40);
}

#[test]
fn vancouver_chicago_and_harvard_are_right_to_the_dot() {
    all_right("vancouver", 6);
    all_right("chicago", 8);
    all_right("harvard", 7);
}
