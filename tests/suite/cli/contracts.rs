//! What JSON output promises: the names of the fields and their order, arrays for lists, no limit unless one is asked for.

use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;
use serde_json::Value;

/// A command, a place in its output, and the fields that stand there.
#[rustfmt::skip]
const PROMISES: &[(&[&str], &str, &str)] = &[
    (&["articles"], "/0", "address title url publisher language updated_on last_reviewed_on people versions counts"),
    (&["articles"], "/0/people/0", "name role credentials"),
    (&["articles"], "/0/versions/0", "n sha256 imported_at source"),
    (&["articles"], "/0/counts", "claims proposed uncited references versions reviewed"),
    (&["references"], "/0", "address number printed work doi pmid pmcid isbn url csl"),
    (&["references"], "/0/csl", "type author title container-title issued DOI"),
    (&["works"], "/2", "key doi pmid pmcid isbn url csl doi_state agency compared_with notices evidence_level abstract asked_at"),
    (&["works"], "/2/notices/0", "kind source date doi"),
    (&["works"], "/2/evidence_level", "value reason"),
    (&["claims"], "/0", "address statement kind status section because confidence occurrences citations verdict disputed reviewed_on \
        review_due stale_because opinions_wanted withheld opinions assigned notes"),
    (&["claims"], "/0/occurrences/0", "article version exact prefix suffix start end line column state"),
    (&["claims"], "/0/citations/0", "reference work doi origin state verified stance score strength because figures quote \
        finding locator read_as"),
    (&["claims"], "/0/citations/0/figures/0", "claim source result"),
    (&["citations"], "/0", "claim reference work doi origin state verified stance score strength because figures quote \
        finding locator read_as"),
    (&["search", "knee"], "/0", "found address text doi"),
    (&["where-used", "sample2022"], "/0", "claim reference article file line column statement"),
    (&["history"], "/0", "at who command action entity row address before after reason writer seq hash operator stated_on \
        event undoes withdrawn"),
    (&["rules"], "/0", "id severity default_severity needs summary standard"),
    (&["show", "knee-pain/c1"], "", "address statement kind status section because confidence occurrences citations verdict disputed \
        reviewed_on review_due stale_because opinions_wanted withheld opinions assigned notes"),
    (&["show", "knee-pain/r1"], "", "address number printed work doi pmid pmcid isbn url csl read"),
    (&["show", "knee-pain/r1"], "/read/0", "field start end sure"),
];

#[test]
fn fields_are_those_that_are_promised() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    for (command, place, fields) in PROMISES {
        let shown: Value =
            serde_json::from_str(&terminal.ok(&[command, &["--format", "json"] as &[_]].concat())).unwrap();
        let there =
            shown.pointer(place).and_then(Value::as_object).unwrap_or_else(|| panic!("{command:?}{place}: {shown}"));
        let names: Vec<&str> = there.keys().map(String::as_str).collect();
        assert_eq!(names, fields.split_whitespace().collect::<Vec<_>>(), "{command:?} at {place}");
    }
}

#[test]
fn every_promised_field_is_explained() {
    let page = include_str!("../../../docs/data-model.md");
    let section = page.split("\n## JSON").nth(1).expect("docs/data-model.md has a section on JSON");
    for (command, place, fields) in PROMISES {
        for field in fields.split_whitespace().filter(|_| !place.ends_with("/csl")) {
            assert!(section.contains(&format!("`{field}`")), "{command:?}{place}: `{field}` is not explained");
        }
    }
}

#[test]
fn what_is_derived_is_there() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    let claims: Value = serde_json::from_str(&terminal.ok(&["claims", "--format", "json"])).unwrap();
    for (place, wanted) in [
        ("/0/address", Value::from("knee-pain/c1")),
        ("/0/verdict", "supported".into()),
        ("/0/review_due", "2029-11-20".into()),
        ("/0/occurrences/0/line", 7.into()),
        ("/0/occurrences/0/column", 21.into()),
        ("/0/citations/0/verified", true.into()),
        ("/0/citations/0/stance", "supports".into()),
        ("/0/citations/0/figures/0/result", "agrees".into()),
        ("/1/citations/0/state", "suggested".into()),
        ("/1/citations/0/score", 0.86.into()),
        ("/2/stale_because/0", "a correction of 2026-11-21 was noted on sample2022".into()),
        ("/2/citations/0/figures/0/result", "disagrees".into()),
        ("/3/citations", Value::Array(vec![])),
        ("/3/verdict", Value::Null),
    ] {
        assert_eq!(claims.pointer(place), Some(&wanted), "{place}");
    }
    let works: Value = serde_json::from_str(&terminal.ok(&["works", "--format", "json"])).unwrap();
    for (place, wanted) in [
        ("/0/doi_state", Value::from("exists")),
        ("/0/agency", "Crossref".into()),
        ("/1/doi_state", "unchecked".into()),
        ("/1/evidence_level", Value::Null),
        ("/2/evidence_level/value", 1.into()),
        ("/2/abstract", true.into()),
        ("/2/notices/0/date", "2026-11-21".into()),
    ] {
        assert_eq!(works.pointer(place), Some(&wanted), "{place}");
    }
}

#[test]
fn json_lines_are_the_array_s_records() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    for list in ["articles", "claims", "references", "works", "citations"] {
        let array: Vec<Value> = serde_json::from_str(&terminal.ok(&[list, "--format", "json"])).unwrap();
        let lines = terminal.ok(&[list, "--format", "jsonl"]);
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines, array, "{list}");
        let two = terminal.ok(&[list, "--format", "jsonl", "--limit", "1"]);
        assert_eq!(two.lines().count(), 1, "{list}");
    }
}
