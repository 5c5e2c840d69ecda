//! DOIs against the corpora of `tests/fixtures/doi`, and the properties that hold for any input.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "the corpora are ours: what is wrong in them is a fault of the test"
)]

use claimbook::model::Doi;
use proptest::prelude::*;
use std::collections::BTreeMap;

const VALID: &str = include_str!("../../fixtures/doi/valid.tsv");
const INVALID: &str = include_str!("../../fixtures/doi/invalid.tsv");
const PROSE: &str = include_str!("../../fixtures/doi/prose.tsv");

/// The rows of a corpus: input, what is expected, trap.
fn rows(corpus: &str) -> Vec<(String, &str, &str)> {
    corpus
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split('\t');
            let mut next = || fields.next().unwrap_or_else(|| panic!("three fields in {line:?}"));
            (unescape(next()), next(), next())
        })
        .collect()
}

/// `\n` and `\u{…}` as the characters they name.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split("\\u{").enumerate() {
        match part.split_once('}').filter(|_| i > 0) {
            Some((hex, rest)) => {
                out.extend(char::from_u32(u32::from_str_radix(hex, 16).expect("hexadecimal digits")));
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    out.replace("\\n", "\n")
}

/// Collects what went wrong, so that one run shows it all.
fn report(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_form_is_read() {
    let wrong = rows(VALID).into_iter().filter_map(|(input, key, trap)| match input.parse::<Doi>() {
        Ok(doi) if doi.key() == key => None,
        other => Some(format!("{trap} {input:?}: expected {key}, got {other:?}")),
    });
    report(wrong.collect());
}

#[test]
fn what_is_no_doi_is_refused_with_the_likely_form() {
    let wrong = rows(INVALID).into_iter().filter_map(|(input, likely, trap)| match input.parse::<Doi>() {
        Err(e) if e.likely.as_deref().unwrap_or_default() == likely => None,
        other => Some(format!("{trap} {input:?}: expected likely {likely:?}, got {other:?}")),
    });
    report(wrong.collect());
}

#[test]
fn dois_are_found_in_prose() {
    let wrong = rows(PROSE).into_iter().filter_map(|(text, expected, trap)| {
        let found = Doi::find_all(&text).into_iter().map(|f| {
            assert_eq!(text.get(f.start..f.end), Some(f.printed.as_str()));
            let doi = f.doi.map_or_else(|e| format!("!{}", e.likely.unwrap_or_default()), |d| d.key().to_owned());
            f.note.map_or(doi.clone(), |note| format!("{doi} ~ {note}"))
        });
        let found = found.collect::<Vec<_>>().join(" | ");
        (found != expected).then(|| format!("{trap} {text:?}: expected {expected:?}, found {found:?}"))
    });
    report(wrong.collect());
}

#[test]
fn the_corpora_cover_every_trap() {
    let mut counts = BTreeMap::new();
    for corpus in [VALID, INVALID, PROSE] {
        for (_, _, trap) in rows(corpus) {
            *counts.entry(trap.to_owned()).or_insert(0) += 1;
        }
    }
    for n in 1..=9 {
        assert!(counts.get(&format!("T0{n}")).is_some_and(|rows| *rows >= 3), "T0{n} has too few rows: {counts:?}");
    }
    assert!(counts.values().sum::<i32>() >= 200, "{counts:?}");
}

#[test]
fn every_key_survives_its_url_and_the_url_library() {
    for (_, key, _) in rows(VALID) {
        let doi: Doi = key.parse().expect("a key parses");
        let parsed = url::Url::parse(&doi.url()).expect("a URL");
        assert_eq!(parsed.as_str(), doi.url(), "the library leaves it alone");
        assert_eq!(parsed.as_str().parse::<Doi>().expect("its URL parses").key(), key);
        assert!(parsed.query().is_none() && parsed.fragment().is_none());
        assert!(!doi.encoded().contains(','));
    }
}

#[test]
fn what_is_different_stays_different() {
    for (one, other) in [
        ("10.48612//a", "10.48612/a"),
        ("10.1016/j.jad", "10.1016/j.jad.2020"),
        ("10.1000/Ä", "10.1000/ä"),
        ("10.1000/182", "10.1000/182/"),
    ] {
        assert_ne!(one.parse::<Doi>().expect(one), other.parse::<Doi>().expect(other));
    }
    let (upper, lower): (Doi, Doi) = ("10.1000/AbC".parse().expect("a DOI"), "10.1000/aBc".parse().expect("a DOI"));
    assert_eq!(upper, lower);
    assert_eq!(upper.printed(), "10.1000/AbC");
    assert!("10/abc".parse::<Doi>().expect("a short DOI").is_short() && !upper.is_short());
}

#[test]
fn errors_say_what_was_expected() {
    let error = "10.1000/1\u{2013}82".parse::<Doi>().expect_err("a dash");
    assert_eq!(
        error.to_string(),
        "“10.1000/1–82” is not a DOI: it has a typographic dash in place of its hyphen; did you mean 10.1000/1-82?"
    );
    let error = "10.1000/\u{202e}182".parse::<Doi>().expect_err("a control character");
    assert!(error.to_string().contains("\\u{202e}"), "shown escaped: {error}");
}

/// Suffixes of everything that can stand in a DOI or be taken for it.
fn suffix() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-._;()/:a-zA-Z0-9<>\\[\\]{}#?%+&,=$\\\\^|~*'\"!@ÄßéŁ中]{1,40}",
        "(\\.\\./|\\./|/|a|%2F|&lt;|%3C|%3E|\\\\_|10\\.1000/|doi:|https://doi.org/){1,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn whatever_parses_is_a_fixed_point(suffix in suffix()) {
        if let Ok(doi) = format!("10.1000/{suffix}").parse::<Doi>() {
            let again: Doi = doi.to_string().parse().expect("its key parses");
            prop_assert_eq!(again.key(), doi.key());
            let printed: Doi = doi.printed().parse().expect("what is printed parses");
            prop_assert_eq!(printed.printed(), doi.printed());
            let from_url: Doi = doi.url().parse().expect("its URL parses");
            prop_assert_eq!(from_url.key(), doi.key());
            let library = url::Url::parse(&doi.url()).expect("a URL");
            prop_assert_eq!(library.as_str(), doi.url());
        }
    }

    #[test]
    fn likely_forms_parse(text in "[10.o/ \\-\u{2010}\u{200b}\u{202e}аА/\\\\a-c\u{ff10}\u{ff11}\u{ff0e}\u{ff0f}\n]{0,30}") {
        if let Err(e) = text.parse::<Doi>() && let Some(likely) = e.likely {
            prop_assert!(likely.parse::<Doi>().is_ok(), "{}", likely);
        }
    }

    #[test]
    fn no_input_panics(text in any::<String>()) {
        let _ = text.parse::<Doi>();
        let _ = Doi::find_all(&text);
    }

    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn finds_are_in_order_and_in_the_text(text in "(10\\.1000/[a-z0-9.,;()<>&\\[\\]-]{0,12}|doi:|https://doi.org/|https://x.org/|[ ,;.\n(){}<>é\u{200b}１]|&lt;|<wbr>|10/ab1|/full|[?]a=b){0,20}") {
        let mut end = 0;
        for found in Doi::find_all(&text) {
            prop_assert!(found.start >= end && found.end > found.start);
            prop_assert_eq!(text.get(found.start..found.end), Some(found.printed.as_str()));
            end = found.end;
        }
    }
}
