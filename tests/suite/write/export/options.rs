//! What may be asked of which format, and what of abstracts goes out.

use super::{exported, read};
use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;
use claimbook::catalogue::{Catalogue, Deed, Error, OpenMode};
use claimbook::write::{RecordKind, WRITERS};

#[test]
fn what_a_format_has_not_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    for writer in WRITERS.iter().filter(|writer| !writer.separated) {
        let what = match writer.holds {
            RecordKind::Claims => "claims",
            RecordKind::Articles => "articles",
            RecordKind::Items | RecordKind::Rows => "works",
        };
        for option in [&["--bom"][..], &["--delimiter", ";"]] {
            let run = terminal.run(&[&["export", what, "--to", writer.name][..], option].concat());
            assert_eq!((run.exit, run.out.as_str()), (2, ""), "{}", writer.name);
            assert!(run.err.contains("are for csv"), "{}", run.err);
        }
    }
    for (arguments, says) in [
        (&["claims", "--to", "csv", "--abstracts"][..], "--abstracts is for references and works"),
        (&["coverage", "--to", "ris"], "ris cannot hold coverage; use one of csv"),
        (&["works", "--to", "web-annotation"], "web-annotation cannot hold works"),
        (&["all", "--to", "csv"], "csv cannot hold all; use xlsx"),
        (&["works", "--to", "csv", "--delimiter", "ab"], "expected one character"),
    ] {
        let run = terminal.run(&[&["export"], arguments].concat());
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(says), "{arguments:?}: {}", run.err);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn abstracts_go_out_only_when_they_are_asked_for() {
    const ABSTRACT: &str = "We asked 2,310 adults about both.";
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let mut catalogue = Catalogue::open(&folder.path().join("claimbook.db"), OpenMode::Write).unwrap();
    let deed = Deed { who: "E.".into(), command: "add".into(), at: crate::double::clock::now(), reason: None };
    let done: Result<(), Error> = catalogue.write(&deed, |w| {
        let mut work = w.view().work_by_doi(&"10.5555/knee.2021.1".parse().unwrap())?.unwrap();
        work.abstract_text = Some(ABSTRACT.into());
        work.csl.other.insert("abstract".into(), "What somebody else said of both.".into());
        w.edit(&work)?;
        let home = w.view().article("knee-pain")?;
        let mut reference = w.view().reference(home.uid, 1)?.unwrap();
        reference.csl.other.insert("abstract".into(), ABSTRACT.into());
        w.edit(&reference).map(drop)
    });
    done.unwrap();
    for writer in WRITERS.iter().filter(|w| matches!(w.holds, RecordKind::Items | RecordKind::Rows) && !w.binary) {
        for what in ["works", "references"] {
            let without = exported(folder.path(), &[what, "--to", writer.name]);
            assert!(
                !without.contains("both.") && !without.contains("abstract"),
                "{what} as {}: {without}",
                writer.name
            );
            let with = exported(folder.path(), &[what, "--to", writer.name, "--abstracts"]);
            assert!(with.contains(ABSTRACT), "{what} as {}: {with}", writer.name);
            let run = Terminal::piped(folder.path()).run(&["export", what, "--to", writer.name, "--abstracts"]);
            assert!(!run.err.contains("abstract"), "{}", run.err);
        }
    }
    let rows = read(&exported(folder.path(), &["works", "--to", "csv", "--abstracts"]), b',');
    assert_eq!(rows.iter().filter(|row| row["abstract"] == ABSTRACT).count(), 1);
}

#[test]
fn all_is_one_workbook_with_a_sheet_each() {
    use calamine::Reader;
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    Terminal::piped(folder.path()).ok(&["export", "all", "--to", "xlsx", "--output", "all.xlsx"]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.path().join("all.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["claims", "references", "works", "articles", "coverage", "findings"]);
    for what in book.sheet_names() {
        let rows = read(&exported(folder.path(), &[&what, "--to", "csv"]), b',');
        let sheet = book.worksheet_range(&what).unwrap();
        assert_eq!((sheet.height(), sheet.width()), (rows.len() + 1, rows[0].len()), "{what}");
        assert_eq!(book.worksheet_formula(&what).unwrap().used_cells().count(), 0);
    }
}

/// Days are dates, text wraps, the head line is frozen and filtered, verdicts are chosen from a list.
#[test]
fn a_sheet_is_made_to_be_worked_on() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    Terminal::piped(folder.path()).ok(&["export", "all", "--to", "xlsx", "--output", "all.xlsx"]);
    let mut packed = zip::ZipArchive::new(std::fs::File::open(folder.path().join("all.xlsx")).unwrap()).unwrap();
    let mut part = |name: &str| std::io::read_to_string(packed.by_name(name).unwrap()).unwrap();
    let (claims, styles) = (part("xl/worksheets/sheet1.xml"), part("xl/styles.xml"));
    let verdict = "<formula1>\"supported,partly,not-supported,contradicted,not-enough-evidence\"</formula1>";
    for has in [
        "<pane ySplit=\"1\" topLeftCell=\"A2\"",
        "state=\"frozen\"",
        "<autoFilter ref=\"A1:AD5\"",
        verdict,
        "type=\"list\"",
    ] {
        assert!(claims.contains(has), "no {has} in {claims}");
    }
    // X is the 24th column, `verdict`.
    assert!(claims.contains("sqref=\"X2:X1048576\""), "{claims}");
    for has in ["wrapText=\"1\"", "formatCode=\"yyyy-mm-dd\""] {
        assert!(styles.contains(has), "no {has} in {styles}");
    }
    // A day is a number with a date's format, not text.
    assert!(claims.contains("<v>46346</v>"), "20 November 2026: {claims}");
}
