//! The fifty traps that break naive clients: where each has its test, and the tests of those that belong nowhere else.

use crate::double::{Class, Script};
use crate::session::Desk;
use claimbook::model::Doi;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::path::Path;

/// Each trap, and a test whose name begins with it. The numbers are those of our notes on the registries; the safety
/// tests have numbers of their own, so the whole name is given.
const TRAPS: [&str; 50] = [
    "t01_t02_t07_awkward_dois_survive_the_url",
    "t01_t02_t07_awkward_dois_survive_the_url",
    "t03_what_ends_a_sentence_is_no_part_of_a_doi",
    "t04_an_address_with_an_escaped_slash_and_a_query",
    "t05_case_is_folded_in_ascii_alone",
    "t06_short_dois_are_read_and_dates_are_not",
    "t01_t02_t07_awkward_dois_survive_the_url",
    "t08_typographic_dashes_are_flagged_with_the_likely_form",
    "t09_a_doi_that_is_split_is_found",
    "t10_t11_t12_and_the_states_of_section_8",
    "t10_t11_t12_and_the_states_of_section_8",
    "t10_t11_t12_and_the_states_of_section_8",
    "t13_status_in_place_of_ra_and_any_agency_name",
    "t14_a_comma_is_escaped_and_every_doi_asked_has_an_answer",
    "t15_t16_t18_not_found_is_no_record_and_no_verdict",
    "t15_t16_t18_not_found_is_no_record_and_no_verdict",
    "t17_a_refusal_is_told_in_crossrefs_words",
    "t15_t16_t18_not_found_is_no_record_and_no_verdict",
    "t19_t20_aliases_and_lists_that_are_short_and_in_another_order",
    "t19_t20_aliases_and_lists_that_are_short_and_in_another_order",
    "t21_lists_are_no_longer_than_a_request_may_be",
    "t22_for_ever_ends_in_rate_limited_within_the_budget",
    "t23_headers_lower_the_pace_and_nonsense_is_ignored",
    "t24_a_concurrency_header_of_one_serialises_the_rest",
    "t25_t26_dates_of_every_precision",
    "t25_t26_dates_of_every_precision",
    "t27_titles_of_crossref",
    "t28_t29_t30_names_and_numbers_of_any_type",
    "t28_t29_t30_names_and_numbers_of_any_type",
    "t30_pages_and_article_numbers",
    "t31_t32_names_of_containers",
    "t31_t32_names_of_containers",
    "t33_abstracts_in_any_markup_and_none",
    "t34_notices_are_counted_once_and_contradictions_named",
    "t34_t35_a_work_that_updates_itself_and_a_notice",
    "t36_cochranes_withdrawal_is_a_newer_version",
    "t37_a_retraction_in_one_place_only",
    "t38_the_retraction_watch_file",
    "t39_datacite_in_its_odd_shapes",
    "t40_pubmed_records",
    "t41_europe_pmc_with_two_hits_one_hit_and_errors",
    "t42_the_identifier_converter",
    "t43_references_without_a_doi_are_asked_of_nobody",
    "t44_the_doi_of_another_version_is_another_doi",
    "t45_the_best_hit_of_a_search_may_be_another_work",
    "t46_a_service_that_fails_on_the_wire_leaves_everything_unchecked",
    "t47_t48_requests_are_well_formed",
    "t47_t48_requests_are_well_formed",
    "t49_unknown_fields_and_types_never_fail",
    "t50_a_landing_page_decides_nothing",
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
    for (at, test) in TRAPS.iter().enumerate() {
        let trap = format!("t{:02}", at + 1);
        assert!(test.split('_').any(|part| part == trap), "{trap}: {test} names another");
        assert!(all.contains(*test), "{trap}: there is no test {test}");
    }
}

fn found(text: &str) -> Vec<String> {
    Doi::find_all(text).into_iter().filter_map(|f| f.doi.ok()).map(|d| d.key().to_owned()).collect()
}

#[test]
fn t03_what_ends_a_sentence_is_no_part_of_a_doi() {
    for end in [".", ",", ";", ")", "]", "”", ").", "]”", ".)", "’"] {
        assert_eq!(found(&format!("see 10.5555/knee.2020{end} Then")), ["10.5555/knee.2020"], "{end}");
    }
    assert_eq!(found("(see 10.1016/S0140-6736(97)11096-0)"), ["10.1016/s0140-6736(97)11096-0"]);
}

#[test]
fn t04_an_address_with_an_escaped_slash_and_a_query() {
    let doi: Doi = "https://doi.org/10.1000%2F182?utm_source=x".parse().unwrap();
    assert_eq!(doi.key(), "10.1000/182");
}

#[test]
fn t05_case_is_folded_in_ascii_alone() {
    let same = |one: &str, other: &str| one.parse::<Doi>().unwrap() == other.parse::<Doi>().unwrap();
    assert!(same("10.1002/14651858.CD001139.pub4", "10.1002/14651858.cd001139.PUB4"));
    assert!(!same("10.1000/É", "10.1000/é") && !same("10.1000/Å", "10.1000/å"));
}

#[test]
fn t06_short_dois_are_read_and_dates_are_not() {
    for text in ["10/abc123", "https://doi.org/abc123"] {
        assert!(text.parse::<Doi>().unwrap().is_short(), "{text}");
    }
    for text in ["10/2021/01", "01/10/2021", "10/2021", "10:30"] {
        assert!(text.parse::<Doi>().is_err() && found(text).is_empty(), "{text}");
    }
}

#[test]
fn t08_typographic_dashes_are_flagged_with_the_likely_form() {
    for dash in ['\u{2010}', '\u{2011}', '\u{2013}'] {
        let wrong = format!("10.5555/knee{dash}2020").parse::<Doi>().unwrap_err();
        assert_eq!(wrong.likely.as_deref(), Some("10.5555/knee-2020"), "{dash:?}");
    }
}

#[test]
fn t09_a_doi_that_is_split_is_found() {
    for text in ["10.5555/kneelong-\n2020", "10.5555/kneelong-\u{200b}2020", "10.5555/kneelong-<wbr>2020"] {
        let all = Doi::find_all(text);
        let [one] = all.as_slice() else { panic!("{text:?}: {all:?}") };
        let doi = one.doi.as_ref().map_or_else(|e| e.likely.clone().unwrap_or_default(), |d| d.key().to_owned());
        assert_eq!(doi, "10.5555/kneelong-2020", "{text:?}");
    }
}

#[test]
fn t43_references_without_a_doi_are_asked_of_nobody() {
    let double = Script::default().start();
    let mut desk = Desk::new();
    let services = claimbook::registry::SERVICES.iter();
    desk.terminal.environment.extend(services.map(|s| (s.variable.to_owned(), double.url())));
    let run = desk.run(&["check", "--only", "doi", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let asked = format!("{:?}", double.asked());
    assert!(asked.contains("10.5555/jfr.2019.045") && !asked.contains("kneehealth"), "{asked}");
    assert_eq!(report["checked"]["references"], 4, "those without are counted all the same: {report:#}");
    assert!(run.err.contains("2 without DOI"), "{}", run.err);
    let of_others: Vec<_> =
        report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "doi-not-found").collect();
    assert!(of_others.is_empty(), "{of_others:?}");
}

#[test]
fn t50_a_landing_page_decides_nothing() {
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
