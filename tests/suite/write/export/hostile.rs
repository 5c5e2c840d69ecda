//! Text that is hostile in the target is text there, in every format and every field.

use crate::double::sample::sample_dressed;
use crate::double::terminal::Terminal;
use claimbook::model::{CslDate, Item, Name};
use claimbook::write::{RecordKind, RecordSubject, WRITERS, WriteOptions, Writer};

/// What is hostile somewhere: formulas, HTML, bidi overrides, escapes of terminals, LaTeX, ends of records.
const HOSTILE: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\u{202e}gnp.exe",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m",
    "\\input{/etc/passwd}}{\\end %$#_&~^",
    "A\r\nER  - \r\n\r\nTY  - JOUR\n@book{x,}\nPMID- 1\n\nPMID- 2",
    "<i><i><b></i>&#0;&#x1F600;&amp;amp;lt;",
    "a | b\n|---|\n",
    "\0\u{feff}\u{fffe}",
];

fn item(text: &str) -> Item {
    let some = || Some(text.to_owned());
    let name = Name { suffix: some(), non_dropping_particle: some(), ..Name::person(text, Some(text)) };
    let words = ["abstract", "keyword", "collection-title", "publication-types", "DP"];
    Item {
        kind: "article-journal".into(),
        author: vec![name.clone(), Name::group(text)],
        editor: vec![name],
        title: some(),
        container_title: some(),
        container_title_short: some(),
        issued: "2020-05".parse().ok().map(CslDate),
        volume: some(),
        issue: some(),
        page: some(),
        number: some(),
        edition: some(),
        genre: some(),
        publisher: some(),
        publisher_place: some(),
        status: some(),
        doi: some(),
        pmid: some(),
        pmcid: some(),
        isbn: some(),
        issn: some(),
        url: some(),
        language: some(),
        note: some(),
        other: words.iter().map(|word| ((*word).to_owned(), text.into())).collect(),
        ..Item::default()
    }
}

/// Two records, so that one that is ended early shows.
fn written(writer: &Writer, text: &str) -> String {
    let mut out = Vec::new();
    let mut records = (writer.begin)(&mut out, WriteOptions::default()).unwrap();
    records.table("works", &["work", "title"]).unwrap();
    for key in [text, "second"] {
        records.record(&[Some(key), Some(text)], RecordSubject::Item(&item(text))).unwrap();
    }
    records.end().unwrap();
    if writer.binary { String::new() } else { String::from_utf8(out).unwrap() }
}

#[test]
fn no_text_ends_a_field_or_a_record() {
    for text in HOSTILE {
        for writer in WRITERS.iter().filter(|w| matches!(w.holds, RecordKind::Items | RecordKind::Rows)) {
            let out = written(writer, text);
            let lines = |begins: &str| out.lines().filter(|line| line.starts_with(begins)).count();
            match writer.name {
                "bibtex" | "biblatex" => {
                    let depth = out.chars().fold(0_i32, |sum, c| sum + i32::from(c == '{') - i32::from(c == '}'));
                    assert_eq!((depth, lines("@"), lines("}")), (0, 2, 2), "{text:?}: {out}");
                }
                "ris" => assert_eq!((lines("TY  - "), lines("ER  - ")), (2, 2), "{text:?}: {out}"),
                "nbib" => assert_eq!((lines("PMID-"), out.split("\n\n").count()), (2, 3), "{text:?}: {out}"),
                "json" | "csl-json" => {
                    let all: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
                    assert_eq!((all.len(), &all[0]["title"]), (2, &(*text).into()));
                }
                "jsonl" => assert_eq!(out.lines().count(), 2),
                "markdown" => assert_eq!(out.lines().count(), 4, "{out}"),
                "csv" => {
                    let mut reader = csv::Reader::from_reader(out.as_bytes());
                    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
                    assert_eq!(rows.len(), 2);
                    assert_eq!(claimbook::write::cell::decode(&rows[0][1]), *text);
                }
                "xlsx" => {}
                other => panic!("{other} is not looked at"),
            }
            // Only text that is data in itself keeps what steers: tables and JSON, which say so by their quotes.
            if matches!(writer.holds, RecordKind::Items) && writer.name != "csl-json" {
                assert!(!out.contains(['\u{1b}', '\u{9b}', '\0', '\u{7}']), "{}: {out:?}", writer.name);
            }
        }
    }
}

/// As long as a title may be.
const LONG: usize = 1_000_000;

/// A title of a megabyte goes out whole. What is quadratic would take hours over it, so that no clock is needed.
#[test]
#[ignore = "long: .ci/run runs it"]
fn long_text_is_no_danger() {
    for pattern in ["word ", "<i>", "<i></b>", "</i>", "&", "&amp;", "{", "<", ",", "\u{301}"] {
        let text = pattern.repeat(LONG / pattern.len());
        let long = Item { kind: "article-journal".into(), title: Some(text.clone()), ..Item::default() };
        for writer in WRITERS.iter().filter(|w| matches!(w.holds, RecordKind::Items | RecordKind::Rows)) {
            let mut out = Vec::new();
            let mut records = (writer.begin)(&mut out, WriteOptions::default()).unwrap();
            records.table("works", &["work", "title"]).unwrap();
            records.record(&[Some("long"), Some(&text)], RecordSubject::Item(&long)).unwrap();
            let losses = records.end().unwrap();
            if writer.name == "xlsx" {
                assert!(losses.keys().any(|what| what.contains("32,767")), "{losses:?}");
            } else if pattern == "word " {
                assert!(out.len() >= 999_000, "{}: {}", writer.name, out.len());
            }
        }
    }
}

/// On a terminal nothing steers; in a pipe the text is what it is.
#[test]
#[ignore = "long: .ci/run runs it"]
fn an_export_on_a_terminal_cannot_steer_it() {
    let folder = tempfile::tempdir().unwrap();
    sample_dressed(folder.path(), |plain| format!("{plain}\u{1b}[2J\u{202e}\u{9b}31m"));
    for writer in WRITERS {
        for what in ["claims", "references", "works", "articles", "findings"] {
            let arguments = ["export", what, "--to", writer.name];
            let run = Terminal::wide(folder.path(), 80).run(&arguments);
            let steers = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!run.out.contains(steers), "{what} as {}: {:?}", writer.name, run.out);
            assert!(!run.err.contains(steers), "{what} as {}: {:?}", writer.name, run.err);
            assert!(!(run.exit == 0 && writer.binary), "a workbook is nothing for a terminal");
        }
    }
    let piped = Terminal::piped(folder.path()).ok(&["export", "claims", "--to", "csv"]);
    assert!(piped.contains("\u{1b}[2J\u{202e}\u{9b}31m"));
}
