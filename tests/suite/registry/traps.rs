//! The fifty traps that break naive clients: where each has its test, and the tests of those that belong nowhere else.

use crate::double::desk::Desk;
use crate::double::registries::{Class, Script};
use claimbook::model::Doi;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::path::Path;

/// A test for each trap, in the order in which the traps were collected: from reading a DOI to a page that it leads to.
const TRAPS: [&str; 50] = [
    "awkward_dois_survive_the_url",
    "awkward_dois_survive_the_url",
    "what_ends_a_sentence_is_no_part_of_a_doi",
    "an_address_with_an_escaped_slash_and_a_query",
    "case_is_folded_in_ascii_alone",
    "short_dois_are_read_and_dates_are_not",
    "awkward_dois_survive_the_url",
    "typographic_dashes_are_flagged_with_the_likely_form",
    "a_doi_that_is_split_is_found",
    "the_states_that_doi_org_can_tell_of",
    "the_states_that_doi_org_can_tell_of",
    "the_states_that_doi_org_can_tell_of",
    "status_in_place_of_ra_and_any_agency_name",
    "a_comma_is_escaped_and_every_doi_asked_has_an_answer",
    "not_found_is_no_record_and_no_verdict",
    "not_found_is_no_record_and_no_verdict",
    "a_refusal_is_told_in_crossrefs_words",
    "not_found_is_no_record_and_no_verdict",
    "aliases_and_lists_that_are_short_and_in_another_order",
    "aliases_and_lists_that_are_short_and_in_another_order",
    "lists_are_no_longer_than_a_request_may_be",
    "for_ever_ends_in_rate_limited_within_the_budget",
    "headers_lower_the_pace_and_nonsense_is_ignored",
    "a_concurrency_header_of_one_serialises_the_rest",
    "dates_of_every_precision",
    "dates_of_every_precision",
    "titles_of_crossref",
    "names_and_numbers_of_any_type",
    "names_and_numbers_of_any_type",
    "pages_and_article_numbers",
    "names_of_containers",
    "names_of_containers",
    "abstracts_in_any_markup_and_none",
    "notices_are_counted_once_and_contradictions_named",
    "a_work_that_updates_itself_and_a_notice",
    "cochranes_withdrawal_is_a_newer_version",
    "a_retraction_in_one_place_only",
    "the_retraction_watch_file",
    "datacite_in_its_odd_shapes",
    "pubmed_records",
    "europe_pmc_with_two_hits_one_hit_and_errors",
    "the_identifier_converter",
    "references_without_a_doi_are_asked_of_nobody",
    "the_doi_of_another_version_is_another_doi",
    "the_best_hit_of_a_search_may_be_another_work",
    "a_service_that_fails_on_the_wire_leaves_everything_unchecked",
    "requests_are_well_formed",
    "requests_are_well_formed",
    "unknown_fields_and_types_never_fail",
    "a_landing_page_decides_nothing",
];

/// The names of the functions in every Rust file below a folder.
fn functions(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            functions(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(path).unwrap();
            let names = text.lines().filter_map(|l| l.trim_start().strip_prefix("fn ")?.split_once("()"));
            into.extend(names.map(|(name, _)| name.to_owned()));
        }
    }
}

#[test]
fn every_trap_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = BTreeSet::new();
    functions(&root.join("src"), &mut all);
    functions(&root.join("tests"), &mut all);
    for (trap, test) in (1..).zip(TRAPS) {
        assert!(all.contains(test), "trap {trap}: there is no test {test}");
    }
}

fn found(text: &str) -> Vec<String> {
    Doi::find_all(text).into_iter().filter_map(|f| f.doi.ok()).map(|d| d.key().to_owned()).collect()
}

#[test]
fn what_ends_a_sentence_is_no_part_of_a_doi() {
    for end in [".", ",", ";", ")", "]", "”", ").", "]”", ".)", "’"] {
        assert_eq!(found(&format!("see 10.5555/knee.2020{end} Then")), ["10.5555/knee.2020"], "{end}");
    }
    assert_eq!(found("(see 10.1016/S0140-6736(97)11096-0)"), ["10.1016/s0140-6736(97)11096-0"]);
}

#[test]
fn an_address_with_an_escaped_slash_and_a_query() {
    let doi: Doi = "https://doi.org/10.1000%2F182?utm_source=x".parse().unwrap();
    assert_eq!(doi.key(), "10.1000/182");
}

#[test]
fn case_is_folded_in_ascii_alone() {
    let same = |one: &str, other: &str| one.parse::<Doi>().unwrap() == other.parse::<Doi>().unwrap();
    assert!(same("10.1002/14651858.CD001139.pub4", "10.1002/14651858.cd001139.PUB4"));
    assert!(!same("10.1000/É", "10.1000/é") && !same("10.1000/Å", "10.1000/å"));
}

#[test]
fn short_dois_are_read_and_dates_are_not() {
    for text in ["10/abc123", "https://doi.org/abc123"] {
        assert!(text.parse::<Doi>().unwrap().is_short(), "{text}");
    }
    for text in ["10/2021/01", "01/10/2021", "10/2021", "10:30"] {
        assert!(text.parse::<Doi>().is_err() && found(text).is_empty(), "{text}");
    }
}

#[test]
fn typographic_dashes_are_flagged_with_the_likely_form() {
    for dash in ['\u{2010}', '\u{2011}', '\u{2013}'] {
        let wrong = format!("10.5555/knee{dash}2020").parse::<Doi>().unwrap_err();
        assert_eq!(wrong.likely.as_deref(), Some("10.5555/knee-2020"), "{dash:?}");
    }
}

#[test]
fn a_doi_that_is_split_is_found() {
    for text in ["10.5555/kneelong-\n2020", "10.5555/kneelong-\u{200b}2020", "10.5555/kneelong-<wbr>2020"] {
        let all = Doi::find_all(text);
        let [one] = all.as_slice() else { panic!("{text:?}: {all:?}") };
        let doi = one.doi.as_ref().map_or_else(|e| e.likely.clone().unwrap_or_default(), |d| d.key().to_owned());
        assert_eq!(doi, "10.5555/kneelong-2020", "{text:?}");
    }
}

#[test]
fn references_without_a_doi_are_asked_of_nobody() {
    let double = Script::default().start();
    let mut desk = Desk::new();
    let services = claimbook::registry::SERVICES.iter();
    desk.terminal.environment.extend(services.map(|s| (s.variable.to_owned(), double.url())));
    let run = desk.run(&["check", "--only", "doi", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let asked = format!("{:?}", double.asked());
    assert!(asked.contains("10.5555/jfr.2019.045") && !asked.contains("kneehealth"), "{asked}");
    assert_eq!(report["counts"]["references"], 4, "those without are counted all the same: {report:#}");
    assert!(run.err.contains("2 without DOI"), "{}", run.err);
    let of_others: Vec<_> =
        report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "doi-not-found").collect();
    assert!(of_others.is_empty(), "{of_others:?}");
}

#[test]
fn a_landing_page_decides_nothing() {
    // What a publisher's page would answer is not even asked: only doi.org can say that a DOI is absent.
    let page =
        Script { ip: Ipv4Addr::new(127, 0, 0, 3).into(), all: Some(Class::Status(404)), ..Script::default() }.start();
    let doi = "10.5555/jfr.2019.045";
    let double = Script::of(&[(doi, Class::At(page.url()))]).start();
    let mut desk = Desk::new();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), double.url()));
    let run = desk.run(&["check", "--only", "doi", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let works = report["works"].as_array().unwrap();
    assert!(works.iter().any(|w| w["doi"] == doi && w["doi_state"] == "exists"), "{report:#}");
    assert_eq!(page.connections(), 0);
}
