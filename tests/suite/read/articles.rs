//! Whole articles, read.

use super::printed::shared;
use claimbook::model::BlockKind;
use claimbook::read::ReadError;
use claimbook::read::article::{ReadArticle, read_article};
use std::fmt::Write;

pub(super) const LIMIT: u64 = 50_000_000;

fn text(article: &str) -> ReadArticle {
    read_article(article.as_bytes(), "a.txt", None, LIMIT).unwrap()
}

fn markdown(article: &str) -> ReadArticle {
    read_article(article.as_bytes(), "a.md", None, LIMIT).unwrap()
}

pub(super) fn words(article: &ReadArticle, start: u32, end: u32) -> String {
    article.text.chars().skip(start as usize).take((end - start) as usize).collect()
}

/// Everything that was read, a line each.
pub(super) fn shown(article: &ReadArticle) -> String {
    let mut out = String::new();
    let a = article;
    let _ = writeln!(out, "title: {:?}\npublisher: {:?}\nlanguage: {:?}", a.title, a.publisher, a.language);
    let date = |d: Option<claimbook::model::PartialDate>| d.map(|d| d.to_string());
    let _ = writeln!(out, "updated: {:?}\nreviewed: {:?}", date(a.updated_on), date(a.last_reviewed_on));
    for p in &a.people {
        let _ = writeln!(out, "person: {} ({}), {}", p.name, p.credentials.as_deref().unwrap_or("-"), p.role);
    }
    for b in &a.blocks.0 {
        let (line, column) = a.blocks.line_column(b.start).unwrap();
        let _ = writeln!(out, "{line}:{column} {} {} <{}> {}", b.kind, b.level, b.section, words(a, b.start, b.end));
    }
    for r in &a.references {
        let csl = serde_json::to_string(&r.parsed.item).unwrap();
        let number = r.number.as_deref().unwrap_or("-");
        let _ = writeln!(
            out,
            "reference {number} at {}:{} <{}> confident {}\n  {csl}",
            r.line, r.column, r.section, r.parsed.confident
        );
    }
    for m in &a.markers {
        let _ = writeln!(out, "marker {} at {}: {:?}", m.label, m.start, m.entries);
    }
    for n in &a.notes {
        let _ = writeln!(out, "note {}:{} {}", n.line, n.column, n.message);
    }
    out
}

pub(super) fn golden(file: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/articles");
    let article = read_article(&std::fs::read(format!("{folder}/{file}")).unwrap(), file, None, LIMIT).unwrap();
    let path = std::path::PathBuf::from(format!("{folder}/{file}.read"));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(shown(&article), snapbox::Data::read_from(&path, None));
}

#[test]
fn an_article_pasted_as_text() {
    golden("sore-knees.txt");
}

#[test]
fn an_article_in_markdown() {
    golden("sore-knees.md");
}

/// As people export them from their notes, and as a printed leaflet becomes text.
#[test]
fn articles_from_notes_and_from_print() {
    for file in ["headache-notes.md", "peppermint-vault.md", "colonoscopy-leaflet.txt"] {
        golden(file);
    }
}

/// What must be right of an entry; `at` is volume, issue, pages, article number.
#[derive(Debug, PartialEq)]
struct Fields<'a> {
    doi: Option<&'a str>,
    url: Option<&'a str>,
    year: Option<i16>,
    first: Option<String>,
    authors: usize,
    title: &'a str,
    container: Option<&'a str>,
    at: [&'a str; 4],
}

type Expected = fn() -> Fields<'static>;

macro_rules! entry {
    ($id:literal $year:literal $first:literal $authors:literal $title:literal $container:literal $at:expr) => {
        || Fields {
            doi: Some($id).filter(|i| i.starts_with("10.")),
            url: Some($id).filter(|i| i.starts_with("http")),
            year: Some($year),
            first: Some($first.to_owned()).filter(|f| !f.is_empty()),
            authors: $authors,
            title: $title,
            container: Some($container),
            at: $at,
        }
    };
}

/// The facts of the ten references, read off the article by eye.
const TEN: [Expected; 10] = [
    entry!("10.7759/cureus.57475" 2024 "Alsayari" 10 "COVID-19 and Its Impact on Back Pain in the Eastern Province of Saudi Arabia" "Cureus" ["16", "4", "", "e57475"]),
    entry!("https://www.acog.org/womens-health/faqs/back-pain-during-pregnancy" 2020 "" 0 "Back Pain During Pregnancy" "Www.acog.org" [""; 4]),
    entry!("10.1097/jwh.0000000000000032" 2015 "Belogolovsky" 5 "The Effectiveness of Exercise in Treatment of Pregnancy-Related Lumbar and Pelvic Girdle Pain" "Journal of Womenʼs Health Physical Therapy" ["39", "2", "53–64", ""]),
    entry!("10.3389/fpain.2021.773988" 2021 "Daneau" 7 "Mechanisms Underlying Lumbopelvic Pain During Pregnancy: A Proposed Model" "Frontiers in pain research (Lausanne, Switzerland)" ["2", "", "", "773988"]),
    entry!("10.7759/cureus.42010" 2023 "Kandru" 7 "Effects of Conventional Exercises on Lower Back Pain and/or Pelvic Girdle Pain in Pregnancy: A Systematic Review and Meta-Analysis" "Cureus" ["15", "7", "", "e42010"]),
    entry!("10.1002/14651858.cd001139.pub4" 2015 "Liddle" 2 "Interventions for preventing and treating low-back and pelvic pain during pregnancy" "Cochrane Database of Systematic Reviews" ["9", "", "", ""]),
    entry!("https://www.ncbi.nlm.nih.gov/books/NBK573947/" 2021 "National Guideline Alliance (UK)" 1 "Maternal sleep position during pregnancy: Antenatal care: Evidence review W" "PubMed" [""; 4]),
    entry!("https://www.nhs.uk/pregnancy/related-conditions/common-symptoms/back-pain/" 2020 "NHS" 1 "Back pain in pregnancy" "Nhs.uk" [""; 4]),
    entry!("10.1155/2019/2163790" 2019 "Quintero Rodriguez" 2 "The Effect of Maternity Support Garments on Alleviation of Pains and Discomforts during Pregnancy: A Systematic Review" "Journal of Pregnancy" ["2019", "", "1–21", ""]),
    entry!("10.1186/s12884-023-06151-x" 2023 "Salari" 7 "The global prevalence of low back pain in pregnancy: a comprehensive systematic review and meta-analysis" "BMC pregnancy and childbirth" ["23", "1", "", "830"]),
];

/// The real article: what must not be taken for a claim, what must not be lost, and its ten references.
#[test]
fn the_shared_article() {
    let Some(file) = shared("articles/back-pain-during-pregnancy.txt") else { return };
    let a = text(&file);
    assert_eq!(a.title.as_deref(), Some("Back pain during pregnancy: tips and exercises"));
    assert_eq!(a.updated_on.map(|d| d.to_string()).as_deref(), Some("2025-06-30"));
    let people: Vec<&str> = a.people.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(people, ["Bijal Toprani", "Samantha Charlotin"]);
    let kind = |start: &str| {
        let b = a.blocks.0.iter().find(|b| words(&a, b.start, b.end).starts_with(start));
        b.unwrap_or_else(|| panic!("no block {start}")).kind
    };
    for (start, want) in [
        ("Woman in pink", BlockKind::Caption),
        ("Table of Contents", BlockKind::Navigation),
        ("Dr. Toprani is", BlockKind::About),
        ("I have back pain and", BlockKind::Navigation),
        ("What causes", BlockKind::Heading),
        ("Increase in relaxin.", BlockKind::Item),
        ("Over-the-counter pain relievers.", BlockKind::Item),
        ("Members of the", BlockKind::Paragraph),
        ("The information contained", BlockKind::Notice),
        ("$0 Cost", BlockKind::Navigation),
        ("Join more than", BlockKind::Navigation),
        ("References", BlockKind::Heading),
    ] {
        assert_eq!(kind(start), want, "{start}");
    }
    assert_eq!(a.references.len(), TEN.len());
    for (i, (reference, want)) in a.references.iter().zip(TEN).enumerate() {
        let item = &reference.parsed.item;
        let got = Fields {
            doi: item.doi.as_deref(),
            url: item.url.as_deref(),
            year: item.year(),
            first: item.first_author(),
            authors: item.author.len(),
            title: item.title.as_deref().unwrap_or_default(),
            container: item.container_title.as_deref(),
            at: [&item.volume, &item.issue, &item.page, &item.number].map(|f| f.as_deref().unwrap_or_default()),
        };
        assert_eq!(got, want(), "r{}", i + 1);
        assert_eq!(reference.number, Some((i + 1).to_string()));
        assert!(reference.parsed.confident, "r{}", i + 1);
    }
    assert!(a.notes.is_empty(), "{:?}", a.notes);
}

#[test]
fn numbers_are_kept_as_printed_and_reported() {
    let a = text(
        "Knees\n\nThey hurt.\n\nReferences\n1. Poe A. One. J A. 2001;1:1-2.\n2. Roe B. Two. J B. 2002;2:2-3.\n2. Low C. Three. J C. 2003;3:3-4.\n4. Day D. Four. J D. 2004;4:4-5.\n",
    );
    let numbers: Vec<_> = a.references.iter().filter_map(|r| r.number.as_deref()).collect();
    assert_eq!(numbers, ["1", "2", "2", "4"]);
    let notes: Vec<_> = a.notes.iter().map(|n| (n.line, n.message.as_str())).collect();
    assert!(matches!(notes.as_slice(), [(8, m), (9, _)] if m.contains("numbered 2 where 3")), "{notes:?}");
}

#[test]
fn entries_over_lines_with_blanks_between_and_restarting() {
    let list = "[1] Poe A, Roe B. A title that is long enough to be\n    broken. J Knees. 2001;1:1-2.\n\n[2] Low C. Two. J B. 2002;2:2-3.\n";
    let a = text(&format!(
        "Knees\n\nRest\n\nIt helps [1].\n\nReferences\n\n{list}\nMotion\n\nIt helps more [1, 2].\n\nReferences\n\n{list}"
    ));
    assert_eq!(a.references.len(), 4, "{:#?}", a.blocks);
    assert_eq!(a.references[0].parsed.item.title.as_deref(), Some("A title that is long enough to be broken"));
    let found: Vec<_> = a.markers.iter().map(|m| m.entries.clone()).collect();
    assert_eq!(found, [vec![0], vec![2, 3]]);
}

#[test]
fn one_entry_a_line_without_numbers() {
    let a = text(
        "Knees\n\nThey hurt.\n\nFurther reading:\nPoe A. One. J A. 2001;1:1-2\nvan Roe B. Two. J B. 2002;2:2-3.\nKnee Alliance. (2020). Knees. https://knees.example/\nLow C. A title that is\nbroken. J C. 2003;3:3-4.\n\nAbout us\n\nWe print leaflets about knees and sell nothing.",
    );
    let titles: Vec<_> = a.references.iter().filter_map(|r| r.parsed.item.title.as_deref()).collect();
    assert_eq!(titles, ["One", "Two", "Knees", "A title that is broken"]);
    assert_eq!(a.blocks.0.last().map(|b| b.kind), Some(BlockKind::Paragraph));
}

/// Real Markdown articles: every reference is found, and markers lead to it.
#[test]
fn shared_markdown_articles() {
    for (article, markers) in [("pmean-full-body-ct", 0), ("plos-acupuncture-depression-apa", 29)] {
        let Some(file) = shared(&format!("articles/{article}/article.md")) else { return };
        let gold: serde_json::Value =
            serde_json::from_str(&shared(&format!("articles/{article}/gold.json")).unwrap()).unwrap();
        let a = markdown(&file);
        let gold = gold["references"].as_array().unwrap();
        assert_eq!(a.references.len(), gold.len(), "{article}");
        for (reference, want) in a.references.iter().zip(gold) {
            let item = &reference.parsed.item;
            assert_eq!(item.pmid.as_deref(), want["pmid"].as_str(), "{}", reference.printed);
            assert_eq!(item.title.as_deref(), want["title"].as_str(), "{}", reference.printed);
        }
        assert_eq!(a.markers.iter().filter(|m| !m.entries.is_empty()).count(), markers, "{article}");
        assert_eq!(a.markers.len(), markers, "{article}");
    }
}

#[test]
fn an_article_without_references() {
    let a = text("Knees\n\nThey hurt in [3] ways (Smith et al., 2020).");
    assert!(a.references.is_empty());
    assert_eq!(a.markers.len(), 2);
    assert_eq!(a.notes.len(), 2, "{:?}", a.notes);
}

#[test]
fn round_brackets_only_where_a_list_has_the_numbers() {
    let a = text(
        "Knees\n\nThey hurt (1,2). Do (1) this and (2) that, up to 90 (3).\n\nSources\n\n1. Poe A. One. J A. 2001;1:1-2.\n\n2. Roe B. Two. J B. 2002;2:2-3.",
    );
    let labels: Vec<_> = a.markers.iter().map(|m| m.label.as_str()).collect();
    assert_eq!(labels, ["(1,2)"]);
}

#[test]
fn superscripts_and_narrative_markers() {
    let a = text(
        "Knees\n\nThey hurt.¹,² It is 10 m² large. Poe and Roe (2001) say so; Low et al. (1999) do not.\n\nReferences\n\n1. Poe A, Roe B. One. J A. 2001;1:1-2.\n\n2. Day D. Two. J B. 2002;2:2-3.",
    );
    let found: Vec<_> = a.markers.iter().map(|m| (m.label.as_str(), m.entries.clone())).collect();
    assert_eq!(found, [("¹,²", vec![0, 1]), ("Poe and Roe (2001)", vec![0]), ("Low et al. (1999)", vec![])]);
}

#[test]
fn links_in_sentences_are_references_without_a_list() {
    let a = markdown(
        "# Knees\n\n[Results of a trial](https://www.ncbi.nlm.nih.gov/pubmed/99999991) and [more](https://doi.org/10.5555/a.b); [home](https://knees.example/).\n",
    );
    let found: Vec<_> = a
        .references
        .iter()
        .map(|r| (r.printed.as_str(), r.parsed.item.pmid.as_deref(), r.parsed.item.doi.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            ("Results of a trial https://www.ncbi.nlm.nih.gov/pubmed/99999991", Some("99999991"), None),
            ("more https://doi.org/10.5555/a.b", None, Some("10.5555/a.b")),
        ]
    );
    let marked: Vec<String> = a.markers.iter().map(|m| words(&a, m.start, m.end)).collect();
    assert_eq!(marked, ["Results of a trial", "more"]);
}

#[test]
fn every_place_leads_back_to_the_file() {
    let file = "Tïtle\r\n\r\n  • It\u{a0}helps pre\u{ad}gnant  people.\r\n";
    let a = text(file);
    let at = a.text.chars().collect::<String>().find("pregnant").unwrap() as u32 - 1; // one letter of the title has two bytes
    assert_eq!(a.blocks.line_column(at), Some((3, 14)));
}

#[test]
fn a_file_that_is_nothing_but_references() {
    let file = "References\n\n1. Poe A. One. J A. 2001;1:1-2.\n2. Roe B, Low C. A title that goes on\n   over two lines. J B. 2002;2:2-3. doi:10.5555/b\n\nKnee Alliance. (2020). Knees. https://knees.example/";
    let read = claimbook::read::references::read_references(file.as_bytes(), "refs.txt", None, LIMIT).unwrap();
    let found: Vec<_> =
        read.references.iter().map(|r| (r.number.as_deref(), r.parsed.item.title.as_deref(), r.line)).collect();
    assert_eq!(
        found,
        [
            (Some("1"), Some("One"), 3),
            (Some("2"), Some("A title that goes on over two lines"), 4),
            (None, Some("Knees"), 7),
        ]
    );
}

#[test]
fn refusals_and_encodings() {
    assert!(matches!(read_article(b"", "a.txt", None, LIMIT), Err(ReadError::Empty { .. })));
    assert!(matches!(read_article(b"\0\x01", "a.txt", None, LIMIT), Err(ReadError::Binary { .. })));
    assert!(matches!(read_article(b"abc", "a.txt", None, 2), Err(ReadError::TooLarge { .. })));
    let unknown = read_article(b"abc", "a.txt", Some("markdwn"), LIMIT).unwrap_err().to_string();
    assert!(unknown.contains("did you mean markdown"), "{unknown}");
    let old = read_article(b"Caf\xe9 knees\n\nThey hurt.", "a.txt", None, LIMIT).unwrap();
    assert_eq!((old.encoding.as_str(), old.notes.len(), old.title.as_deref()), ("windows-1252", 1, Some("Café knees")));
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn one_line_of_ten_megabytes_is_read() {
    let line = "Knees hurt (see 3) in [1] ways, and more. ".repeat(250_000);
    let a = text(&line);
    assert_eq!(a.blocks.0.len(), 1);
    let line = &line[..1_000_000];
    assert_eq!(markdown(line).text.len(), line.trim().len());
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        #[ignore = "long: .ci/run runs it"]
        fn is_read_without_panic_and_kept_in_order(
            file in "((References|Last Updated: Jun 30, 2025|By Ann Poe, RN|[0-9]{1,2}\\. |\\[[0-9,-]{1,5}\\]|# |- |> |\\| a \\| b \\||\\[x\\]\\(https://doi.org/10.5555/a\\)|[^1]|<sup>1</sup>|\\*\\*|[a-zé\u{301}\u{ad}A-Z .]{0,12})[ \n]{0,3}){0,30}"
        ) {
            for name in ["a.txt", "a.md"] {
                let Ok(a) = read_article(file.as_bytes(), name, None, LIMIT) else { continue };
                let length = a.text.chars().count() as u32;
                let mut last = 0;
                for block in &a.blocks.0 {
                    prop_assert!(block.start >= last && block.end <= length && block.start < block.end);
                    prop_assert!(!words(&a, block.start, block.end).contains('\n'));
                    prop_assert!(a.blocks.line_column(block.start).is_some());
                    last = block.end;
                }
                prop_assert!(a.markers.iter().all(|m| m.start < m.end && m.end <= length));
                prop_assert!(a.markers.iter().flat_map(|m| &m.entries).all(|e| *e < a.references.len()));
                if name == "a.txt" {
                    // Nothing that was printed is dropped.
                    let letters = |t: &str| claimbook::text::normalise::normalise_text(t).chars().filter(|c| c.is_alphabetic()).count();
                    prop_assert_eq!(letters(&a.text), letters(&file));
                }
            }
        }
    }
}
