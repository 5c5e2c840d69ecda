//! What a sheet cannot do is refused, row by row, with what it says and what the catalogue says.

use super::{Away, events, lines, separated};

#[test]
fn a_row_that_changed_meanwhile_is_refused_alone_with_both_values() {
    let away = Away::export("claims").typed(2, "statement", "Mine.").typed(3, "statement", "Mine too.");
    away.terminal().ok(&["edit", "knee-pain/c1", "statement=Theirs."]);
    let (run, sheet) = away.back(&[]);
    assert_eq!((run.exit, lines(&sheet["changed"]).len()), (0, 1), "{sheet:#}");
    let refused = lines(&sheet["refused"]);
    assert_eq!(
        refused,
        ["knee-pain/c1 with knee-pain/r1 the catalogue has changed since the export: E2 statement “Theirs.” “Mine.”"]
    );
    let only = Away { cells: away.cells[..2].to_vec(), ..away };
    assert_eq!(only.back(&[]).0.exit, 2, "nothing was stored, and something was there to store");
}

/// What the catalogue says now of a row that nobody edited is no conflict, and no edit either.
#[test]
fn a_row_that_is_only_old_is_no_conflict() {
    let claims = Away::export("claims").typed(3, "statement", "Mine.");
    claims.terminal().ok(&["edit", "knee-pain/c1", "statement=Theirs."]);
    claims.terminal().ok(&["edit", "knee-pain/c1", "kind=risk", "section=Theirs"]);
    claims.terminal().ok(&["dismiss", "knee-pain/c4"]);
    let references = Away::export("references").typed(3, "title", "Mine.");
    for edit in ["title=Theirs.", "doi=10.5555/theirs", "printed_number=9", "year=1999"] {
        references.terminal().ok(&["edit", "knee-pain/r1", edit]);
    }
    for (away, rows) in [(claims, 2), (references, 1)] {
        let (run, sheet) = away.back(&[]);
        assert_eq!((run.exit, lines(&sheet["refused"]).len(), lines(&sheet["changed"]).len()), (0, 0, 1), "{sheet:#}");
        assert_eq!(lines(&sheet["behind"]).len(), rows, "{sheet:#}");
        assert!(lines(&sheet["behind"])[0].contains("Theirs."), "{sheet:#}");
        let mut mixed = away.cells.clone();
        let at = away.column(if sheet["of"] == "claims" { "section" } else { "container" });
        mixed[1][at] = "Edited as well".to_owned();
        let (_, sheet) = away.back_as("mixed.csv", separated(&mixed, b',').as_bytes(), &[]);
        assert_eq!(lines(&sheet["refused"]).len(), 1, "one that was edited is: {sheet:#}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_sheet_gives_no_verdict() {
    let columns = [
        ("verdict", "contradicted", "claimbook review"),
        ("reviewer", "B. Else", "claimbook review"),
        ("reviewed_on", "2026-11-25", "claimbook review"),
        ("stance", "contradicts", "claimbook verify"),
        ("quote", "their words", "claimbook verify"),
        ("state", "rejected", "claimbook link and unlink"),
        ("title", "Another title", "claimbook edit WORK"),
        ("claim", "knee-pain/c9", "keeps its address"),
        ("evidence_level", "1", "level="),
        ("doi_state", "absent", "claimbook check"),
        ("notices", "retraction", "claimbook check"),
        ("review_due", "2031-01-01", "--due"),
    ];
    for (column, typed, says) in columns {
        let away = Away::export("claims").typed(2, column, typed);
        let before = events(away.folder.path());
        let (run, sheet) = away.back(&[]);
        let derived = ["evidence_level", "doi_state", "notices", "review_due"].contains(&column);
        assert_eq!(run.exit, if derived { 0 } else { 2 }, "{column}: {sheet:#}");
        let left = lines(&sheet["left"]);
        assert!(
            left.len() == 1 && left[0].contains(says) && left[0].contains(&format!("“{typed}”")),
            "{column}: {left:?}"
        );
        assert_eq!((events(away.folder.path()), lines(&sheet["changed"]).len()), (before, 0), "{column}");
    }
}

#[test]
fn rows_that_cannot_be_told_apart_are_refused() {
    let away = Away::export("claims");
    let mut cells = away.cells.clone();
    cells.push(cells[1].clone());
    cells.push(cells[2].clone());
    let version = away.column("row_version");
    cells[6][version] = "0123456789abcdef".to_owned();
    let (claim, reference) = (away.column("claim"), away.column("reference"));
    cells[6][claim] = "knee-pain/c77".to_owned();
    cells[6][reference].clear();
    let (run, sheet) = away.back_as("twice.csv", separated(&cells, b',').as_bytes(), &[]);
    let refused = lines(&sheet["refused"]);
    assert_eq!(run.exit, 2);
    assert!(refused[0].contains("its row_version is that of row 2"), "{refused:?}");
    assert!(refused[1].starts_with("knee-pain/c77 the catalogue no longer holds such a row"), "{refused:?}");
}

#[test]
fn rows_of_one_claim_that_disagree_are_refused_and_those_that_agree_are_one_edit() {
    let two = || {
        let away = Away::export("claims");
        away.terminal().ok(&["link", "knee-pain/c1", "knee-pain/r3"]);
        let csv = away.terminal().ok(&["export", "claims", "--to", "csv"]);
        Away { cells: super::cells(&csv), ..away }
    };
    let (run, sheet) = two().typed(2, "statement", "One.").typed(3, "statement", "Another.").back(&[]);
    assert_eq!((run.exit, lines(&sheet["refused"]).len()), (2, 2), "{sheet:#}");
    assert!(lines(&sheet["refused"]).iter().all(|line| line.contains("say something else of the same record")));
    for both in [false, true] {
        let away = two().typed(2, "statement", "One.");
        let away = if both { away.typed(3, "statement", "One.") } else { away };
        let before = events(away.folder.path());
        let (run, sheet) = away.back(&[]);
        assert_eq!((run.exit, lines(&sheet["changed"]).len(), lines(&sheet["refused"]).len()), (0, 1, 0), "{sheet:#}");
        assert_eq!(events(away.folder.path()), before + 1);
    }
}

#[test]
fn a_file_that_is_no_such_sheet_is_refused_in_words() {
    let away = Away::export("claims");
    let csv = separated(&away.cells, b',');
    let stray = csv.replacen("knee-pain/c1,", "knee-pain/c1,one, two,", 1);
    let (run, sheet) = away.back_as("stray.csv", stray.as_bytes(), &[]);
    assert_eq!(run.exit, 2);
    assert!(lines(&sheet["refused"])[0].contains("AE2 is beyond the last column"), "{sheet:#}");
    let mut works = rust_xlsxwriter::Workbook::new();
    works.add_worksheet().write_row(0, 0, ["work", "doi", "title"]).unwrap();
    let works = works.save_to_buffer().unwrap();
    for (name, bytes, arguments, says) in [
        ("open.csv", format!("{csv}\"open"), &[] as &[_], "a quotation mark is opened and never closed"),
        ("cut.xlsx", "PK\x03\x04cut".to_owned(), &[], "cannot be opened as a workbook"),
        ("other.csv", "name,colour\nrose,red\n".to_owned(), &["--as", "claims"], "no known column headings"),
    ] {
        let (run, _) = away.back_as(name, bytes.as_bytes(), arguments);
        assert!(run.exit == 2 && run.err.contains(says), "{name}: {} {}", run.exit, run.err);
    }
    let (run, _) = away.back_as("works.xlsx", &works, &[]);
    assert!(run.exit == 2 && run.err.contains("no column row_version"), "{}", run.err);
}
