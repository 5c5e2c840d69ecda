//! What a person changed in a sheet is shown field by field and stored, an event a record.

use super::{Away, events, lines, separated};
use crate::double::golden::golden;
use crate::double::terminal::Terminal;

#[test]
fn what_was_edited_is_shown_and_stored() {
    let away = Away::export("claims")
        .typed(2, "statement", "=Knee pain is common, “very”;\nso they say")
        .typed(2, "kind", "risk")
        .typed(3, "status", "dismissed")
        .typed(5, "section", "");
    let before = events(away.folder.path());
    let (dry, shown) = away.back(&["--dry-run"]);
    assert_eq!((dry.exit, events(away.folder.path())), (0, before), "a dry run stores nothing");
    let (run, sheet) = away.back(&[]);
    assert_eq!((run.exit, &shown["changed"]), (0, &sheet["changed"]));
    assert_eq!(events(away.folder.path()), before + 3, "one event a claim");
    golden("sheets/changed.txt", &(lines(&sheet["changed"]).join("\n") + "\n"));
    let claim = away.terminal().ok(&["show", "knee-pain/c1", "--format", "json"]);
    assert!(claim.contains("=Knee pain is common, “very”;\\nso they say"), "{claim}");
    let history = away.terminal().ok(&["history", "knee-pain/c2"]);
    assert!(history.contains("import") && history.contains("dismissed"), "{history}");
    let (again, same) = away.back(&[]);
    assert_eq!((again.exit, &same["unchanged"]), (0, &same["rows"]), "a sheet that comes back twice: {same:#}");
}

#[test]
fn it_is_told_in_words() {
    let away = Away::export("claims")
        .typed(2, "statement", "Knee pain is common.")
        .typed(3, "kind", "hram")
        .typed(4, "verdict", "supported")
        .typed(5, "locator", "2-Jan")
        .row(&[("article", "knee-pain"), ("statement", "Stairs are hard on knees.")]);
    std::fs::write(away.folder.path().join("claims.csv"), separated(&away.cells, b';')).unwrap();
    let terminal = Terminal::wide(away.folder.path(), 100);
    golden("sheets/dry-run.txt", &terminal.ok(&["import", "claims.csv", "--dry-run"]));
    golden("sheets/stored.txt", &terminal.ok(&["import", "claims.csv"]));
    let again = terminal.run(&["import", "claims.csv"]);
    assert_eq!(again.exit, 2, "nothing is left to take but what is refused");
    golden("sheets/again.txt", &again.out);
}

#[test]
fn a_sheet_of_few_columns_speaks_of_these_alone() {
    let away = Away::export("claims").typed(2, "statement", "Knee pain is common.");
    let kept: Vec<usize> = ["my notes", "statement", "row_version"]
        .iter()
        .filter_map(|name| away.cells[0].iter().position(|column| column == name))
        .collect();
    let few = |row: &Vec<String>| kept.iter().map(|at| row[*at].clone()).chain(["later".to_owned()]).collect();
    let mut cells: Vec<Vec<String>> = away.cells.iter().map(few).collect();
    cells[0][2] = "my notes".to_owned();
    let (run, sheet) = away.back_as("few.csv", separated(&cells, b'\t').as_bytes(), &[]);
    assert_eq!((run.exit, lines(&sheet["changed"]).len(), &sheet["unchanged"]), (0, 1, &3.into()), "{sheet:#}");
    assert_eq!(sheet["unknown_columns"], serde_json::json!(["C “my notes”"]));
    assert_eq!(sheet["missing_columns"].as_array().unwrap().len(), 28);
    let mut gone = away.cells.clone();
    gone.truncate(2);
    let (run, sheet) = away.back_as("gone.csv", separated(&gone, b',').as_bytes(), &[]);
    assert_eq!((run.exit, &sheet["rows"], &sheet["unchanged"]), (0, &1.into(), &1.into()));
    assert_eq!(
        away.terminal().ok(&["claims", "--format", "jsonl"]).lines().count(),
        4,
        "what is gone from a sheet stays"
    );
}

#[test]
fn another_identifier_is_another_work() {
    let away = Away::export("references").typed(2, "doi", "https://doi.org/10.5555/other.1").typed(3, "doi", "no DOI");
    let (_, sheet) = away.back(&[]);
    assert_eq!(
        lines(&sheet["changed"]),
        ["knee-pain/r1 E2 doi “10.5555/knee.2021.1” “https://doi.org/10.5555/other.1”"]
    );
    assert!(lines(&sheet["refused"])[0].starts_with("knee-pain/r2 doi: "), "{:?}", lines(&sheet["refused"]));
    let shown = away.terminal().ok(&["show", "knee-pain/r1", "--format", "json"]);
    assert!(shown.contains("10.5555/other.1") && !shown.contains("\"example2021\""), "{shown}");
}

#[test]
fn rows_that_are_new_are_added_once() {
    let claims = Away::export("claims")
        .row(&[("article", "knee-pain"), ("statement", "Stairs are hard on knees."), ("kind", "harm")])
        .row(&[("statement", "In the only article there is.")])
        .row(&[("article", "hips"), ("statement", "Hips hurt.")])
        .row(&[("article", "knee-pain"), ("section", "No statement")])
        .row(&[("claim", "knee-pain/c1"), ("statement", "Without its version.")])
        .row(&[("article", "knee-pain"), ("statement", "2-Jan")]);
    let (run, sheet) = claims.back(&[]);
    assert_eq!((run.exit, &sheet["added"]), (0, &serde_json::json!(["knee-pain/c5", "knee-pain/c6"])), "{sheet:#}");
    golden("sheets/new-claims.txt", &(lines(&sheet["refused"]).join("\n") + "\n"));
    let shown = claims.terminal().ok(&["show", "knee-pain/c5", "--format", "json"]);
    assert!(shown.contains("\"proposed\"") && shown.contains("\"harm\""), "{shown}");
    assert_eq!(claims.back(&[]).1["there_already"], 2);
    let printed = "Poe A. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a";
    let references = Away::export("references")
        .row(&[("reference", "knee-pain"), ("printed", printed)])
        .row(&[("title", "Knees on hills"), ("year", "2002"), ("doi", "10.5555/b"), ("number", "9")])
        .row(&[("reference", "knee-pain/r1"), ("printed", "Without its version.")])
        .row(&[("reference", "knee-pain")]);
    let (run, sheet) = references.back(&[]);
    assert_eq!((run.exit, &sheet["added"]), (0, &serde_json::json!(["knee-pain/r4", "knee-pain/r5"])), "{sheet:#}");
    assert_eq!(lines(&sheet["refused"]).len(), 2, "{sheet:#}");
    let csv = references.terminal().ok(&["export", "references", "--to", "csv"]);
    assert!(csv.contains("9,Knees on hills. 2002. doi:10.5555/b,"), "{csv}");
    assert_eq!(references.back(&[]).1["there_already"], 2);
}

/// The page shows a run that a session on it cannot make, for somebody edited the sheet.
#[test]
fn the_page_shows_what_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::wide(folder.path(), 80);
    terminal.ok(&["init", "--example"]);
    let cells = super::cells(&terminal.ok(&["export", "claims", "--to", "csv"]));
    let away = Away { folder, cells };
    let reworded = away.cells[1][away.column("statement")].replace(", a recent study reports", "");
    let away = away.typed(2, "statement", &reworded).typed(3, "verdict", "supported").typed(4, "locator", "2-Jan");
    std::fs::write(away.folder.path().join("claims.csv"), separated(&away.cells, b',')).unwrap();
    let told = Terminal::wide(away.folder.path(), 80).ok(&["import", "claims.csv", "--dry-run"]);
    let page = include_str!("../../../../docs/editing.md");
    assert!(page.contains(&format!("$ claimbook import claims.csv --dry-run\n{told}```")), "{told}");
}
