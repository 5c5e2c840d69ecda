//! A command is taken back whole, or not at all and by name; what was undone stays in the log.

mod histories;
mod refusals;

use crate::double::terminal::{Run, Terminal};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const KNEES: &str = "# Knees\n\nReviewed by R. Example, PT\n\nUpdated: 2026-05-01\n\nIce relieves pain by 30%.[1]\n\nHeat loosens stiff joints in the morning by 20%.\n\n## References\n\n\
    1. Doe J. Ice in sore knees: a review. J Fict Med. 2024;4(2):11-19. doi:10.5555/jfm.4.2.11\n\
    2. Roe A. Heat in sore knees: a trial of warm packs. J Fict Med. 2025;5(1):1-9. doi:10.5555/jfm.5.1.1\n";

/// A folder with a catalogue of two articles.
pub(super) struct UndoDesk {
    _folder: tempfile::TempDir,
    terminal: Terminal,
}

impl UndoDesk {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("knees.md"), KNEES).unwrap();
        std::fs::write(folder.path().join("hips.md"), KNEES.replace("Knees", "Hips").replace("30%", "25%")).unwrap();
        let terminal = Terminal::piped(folder.path());
        terminal.ok(&["init"]);
        terminal.ok(&["import", "knees.md", "hips.md"]);
        Self { _folder: folder, terminal }
    }

    pub(super) fn path(&self) -> &Path {
        &self.terminal.folder
    }

    pub(super) fn ok(&self, arguments: &[&str]) -> String {
        self.terminal.ok(arguments)
    }

    /// What a command that succeeds says.
    pub(super) fn said(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.exit, 0, "{arguments:?}: {}{}", run.out, run.err);
        run.err
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        self.terminal.run(arguments)
    }

    pub(super) fn json(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{arguments:?}: {e}\n{}{}", run.out, run.err))
    }

    /// The address of the last event.
    pub(super) fn last(&self) -> String {
        self.json(&["history", "--limit", "1"])[0]["event"].as_str().unwrap().to_owned()
    }

    /// How many events the log holds.
    pub(super) fn events(&self) -> usize {
        self.json(&["history"]).as_array().unwrap().len()
    }

    /// The text form, abstracts with it.
    pub(super) fn dump(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("dump");
        self.ok(&["dump", "--abstracts", place.to_str().unwrap()]);
        read_folder(&place)
    }

    /// Every row that stands in a table of its own: the text form without the log and what was withdrawn.
    pub(super) fn rows(&self) -> BTreeMap<String, Vec<u8>> {
        let log = |name: &String| name.starts_with("events/") || name == "heads.csv" || name == "withdrawn.csv";
        self.dump().into_iter().filter(|(name, _)| !log(name)).collect()
    }

    /// What people see: lists, states, audit and exports.
    pub(super) fn seen(&self) -> BTreeMap<String, String> {
        let mut seen = BTreeMap::new();
        for line in SEEN {
            let arguments: Vec<&str> = line.split(' ').collect();
            let run = self.run(&arguments);
            let out = serde_json::from_str::<Value>(&run.out).map_or(run.out, |mut value| {
                drop_heads(&mut value);
                format!("{value:#}")
            });
            seen.insert((*line).to_owned(), format!("{}: {out}", run.exit));
        }
        seen
    }

    /// The same of every row and what people see of them.
    pub(super) fn state(&self) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
        let rows = self.rows().into_iter().map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()));
        (rows.collect(), self.seen())
    }
}

/// What people see.
const SEEN: &[&str] = &[
    "articles --format json",
    "claims --format json",
    "claims --status retired --format json",
    "claims --status dismissed --format json",
    "references --format json",
    "works --format json",
    "citations --format json",
    "people --format json",
    "queue --format json",
    "coverage --format json",
    "audit --stored --format json",
    "export claims --to csv --suggestions",
    "export references --to json",
    "export works --to csl-json",
    "show knees/c1 --format json",
    "search ice",
];

/// The log's head is another one after each change.
fn drop_heads(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !name.contains("head"));
            fields.values_mut().for_each(drop_heads);
        }
        Value::Array(all) => all.iter_mut().for_each(drop_heads),
        _ => {}
    }
}

fn read_folder(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_last_command_is_undone_and_then_the_one_before_it() {
    let desk = UndoDesk::new();
    let first = desk.state();
    desk.ok(&["accept", "knees/c1", "knees/c2"]);
    let second = desk.state();
    desk.ok(&["edit", "knees/c1", "statement=Ice eases pain."]);
    let said = desk.said(&["undo"]);
    assert!(said.contains("(edit of 2026-11-23"), "{said}");
    assert!(said.contains("statement: “Ice eases pain.” → ") && said.contains("does it again"), "{said}");
    assert_eq!(desk.state(), second);
    assert!(desk.said(&["undo"]).contains("(accept of"));
    assert_eq!(desk.state(), first);
    let said = desk.said(&["undo"]);
    assert!(said.contains("(import of"), "both files were imported with one command");
    assert!(said.contains("withdrew 2 articles, 4 claims, 4 places, 4 references"), "{said}");
    assert_eq!(desk.json(&["articles"]), serde_json::json!([]));
    let run = desk.run(&["undo"]);
    assert!(
        run.exit == 2 && run.err.contains("init") && run.err.contains("not undone")
            || run.err.contains("nothing to undo"),
        "{}",
        run.err
    );
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
    // Whatever was undone is done again, from the last undo on.
    let undone: Vec<String> = desk
        .json(&["history"])
        .as_array()
        .unwrap()
        .iter()
        .filter(|e| e["command"] == "undo")
        .map(|e| e["event"].as_str().unwrap().to_owned())
        .collect();
    assert!(run.err.contains("the last undo was") && run.err.contains("takes that back"), "{}", run.err);
    let said = desk.said(&["undo", &undone[0]]);
    assert!(said.contains("(undo of") && said.contains("takes it back again"), "{said}");
    assert_eq!(desk.state(), first);
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_import_of_many_files_is_one_undo() {
    let desk = UndoDesk::new();
    let first = desk.state();
    let folder = desk.path().join("many");
    std::fs::create_dir(&folder).unwrap();
    for n in 0..60 {
        let text = KNEES.replace("Knees", &format!("Article {n}")).replace("30%", &format!("{}%", 20 + n));
        std::fs::write(folder.join(format!("article-{n}.md")), text).unwrap();
    }
    desk.ok(&["import", "many"]);
    assert_eq!(desk.json(&["articles"]).as_array().unwrap().len(), 62);
    let said = desk.said(&["undo"]);
    assert!(said.contains("withdrew 60 articles"), "{said}");
    assert_eq!(desk.state(), first);
    desk.ok(&["undo", &desk.last()]);
    assert_eq!(desk.json(&["articles"]).as_array().unwrap().len(), 62);
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
fn what_somebody_else_does_in_the_middle_of_a_command_stays_when_that_is_undone() {
    use claimbook::catalogue::{Catalogue, Deed, Error, OpenMode};
    use claimbook::model::Article;
    let desk = UndoDesk::new();
    let file = desk.path().join("claimbook.db");
    let now = crate::double::clock::now();
    let deed = |command: &str| Deed { who: "A. Editor".into(), command: command.into(), at: now, reason: None };
    let retitle = |catalogue: &mut Catalogue, command: &str, key: &str, title: &str| {
        catalogue.write(&deed(command), |writing| {
            let article = writing.view().article(key)?;
            writing.edit(&Article { title: title.to_owned(), ..article })?;
            Ok::<_, Error>(())
        })
    };
    let titles = || {
        let articles = desk.json(&["articles"]);
        let title =
            |key: &str| articles.as_array().unwrap().iter().find(|a| a["address"] == key).unwrap()["title"].clone();
        (title("knees"), title("hips"))
    };
    let mut catalogue = Catalogue::open(&file, OpenMode::Write).unwrap();
    catalogue.as_one_command(|catalogue| {
        retitle(catalogue, "edit", "knees", "First").unwrap();
        let mut other = Catalogue::open(&file, OpenMode::Write).unwrap();
        retitle(&mut other, "edit", "hips", "Between").unwrap();
        drop(other);
        retitle(catalogue, "edit", "knees", "Second").unwrap();
    });
    drop(catalogue);
    assert_eq!(titles(), ("Second".into(), "Between".into()));
    desk.ok(&["undo"]);
    assert_eq!(titles(), ("Knees".into(), "Between".into()));
    desk.ok(&["undo"]);
    assert_eq!(titles(), ("Knees".into(), "Hips".into()));
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
fn what_was_withdrawn_is_told_of_and_its_number_is_not_given_again() {
    let desk = UndoDesk::new();
    desk.ok(&["add", "claim", "Rest helps.", "--kind", "benefit", "--article", "knees"]);
    let added = desk.last();
    assert_eq!(desk.json(&["show", "knees/c3"])["statement"], "Rest helps.");
    desk.ok(&["undo", "--reason", "not in the text"]);
    let run = desk.run(&["show", "knees/c3"]);
    assert!(
        run.exit == 0 && run.out.contains("withdrawn") && run.out.contains("Rest helps."),
        "{}{}",
        run.out,
        run.err
    );
    let run = desk.run(&["review", "knees/c3", "--verdict", "supported", "--by", "A. Reviewer"]);
    assert!(run.exit == 2 && run.err.contains("knees/c3 was withdrawn"), "{}", run.err);
    for whose in [vec!["history"], vec!["history", "knees"], vec!["history", "knees/c3"]] {
        let told = desk.ok(&whose);
        assert!(told.contains("withdrew claim knees/c3") && told.contains("not in the text"), "{whose:?}: {told}");
        assert!(told.contains("added claim knees/c3, withdrawn since"), "{whose:?}: {told}");
        assert!(told.contains(&added), "{whose:?}: {told}");
    }
    assert!(!desk.ok(&["search", "rest"]).contains("Rest helps"), "out of the index");
    desk.ok(&["add", "claim", "Sleep helps.", "--kind", "benefit", "--article", "knees"]);
    assert_eq!(desk.json(&["show", "knees/c4"])["statement"], "Sleep helps.");
    desk.ok(&["add", "reference", "10.5555/new.1", "--article", "knees"]);
    desk.ok(&["undo"]);
    desk.ok(&["add", "reference", "10.5555/new.2", "--article", "knees"]);
    assert_eq!(desk.json(&["show", "knees/r4"])["doi"], "10.5555/new.2");
    let run = desk.run(&["show", "knees/r3"]);
    assert!(run.out.contains("withdrawn") && run.out.contains("10.5555/new.1"), "{}{}", run.out, run.err);
    assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_dump_with_withdrawn_rows_loads_and_dumps_the_same_to_the_byte() {
    let desk = UndoDesk::new();
    std::fs::write(
        desk.path().join("more.md"),
        KNEES.replace("Knees", "More").replace("Ice in", "More ice in").replace("4.2.11", "4.2.99"),
    )
    .unwrap();
    desk.ok(&["import", "more.md"]);
    let imported = desk.state();
    let last = desk.last();
    let with_abstract = Terminal { stdin: b"Ice is cold.".to_vec(), ..Terminal::piped(desk.path()) };
    with_abstract.ok(&["add", "abstract", "10.5555/jfm.4.2.99"]);
    desk.ok(&["undo"]);
    desk.ok(&["undo"]);
    assert!(!String::from_utf8_lossy(&desk.dump()["withdrawn.csv"]).contains("Ice is cold"));
    let folder = desk.path().join("dump");
    desk.ok(&["dump", folder.to_str().unwrap()]);
    let other = Terminal::piped(desk.path());
    let at = ["--catalogue", "other.db"];
    other.ok(&[&at[..], &["init"]].concat());
    other.ok(&[&at[..], &["load", folder.to_str().unwrap()]].concat());
    let again = desk.path().join("again");
    other.ok(&[&at[..], &["dump", again.to_str().unwrap()]].concat());
    let (first, second) = (read_folder(&folder), read_folder(&again));
    assert_eq!(first["withdrawn.csv"], second["withdrawn.csv"]);
    assert!(first == second);
    assert_eq!(other.run(&[&at[..], &["verify-catalogue"]].concat()).exit, 0);
    // In the copy, too, the undo can be undone.
    let undo: Value =
        serde_json::from_str(&other.ok(&[&at[..], &["history", "--limit", "1", "--format", "json"]].concat())).unwrap();
    other.ok(&[&at[..], &["undo", undo[0]["event"].as_str().unwrap()]].concat());
    assert!(other.ok(&[&at[..], &["articles"]].concat()).contains("more"));
    assert_eq!(other.run(&[&at[..], &["verify-catalogue"]].concat()).exit, 0);
    drop((imported, last));
}

#[test]
fn a_withdrawn_row_that_was_changed_outside_is_found() {
    for change in [
        "UPDATE withdrawn SET \"row\" = replace(\"row\", 'Rest helps', 'Rest harms')",
        "UPDATE withdrawn SET serial = 9",
        "DELETE FROM withdrawn",
        "INSERT INTO claim (uid, article, serial, statement, kind, status, section, because) \
         SELECT uid, article, serial, 'Rest helps.', 'benefit', 'accepted', '', '[\"added by hand\"]' FROM withdrawn",
    ] {
        let desk = UndoDesk::new();
        desk.ok(&["add", "claim", "Rest helps.", "--kind", "benefit", "--article", "knees"]);
        desk.ok(&["undo"]);
        assert_eq!(desk.run(&["verify-catalogue"]).exit, 0);
        let file = rusqlite::Connection::open(desk.path().join("claimbook.db")).unwrap();
        file.execute_batch("DROP TRIGGER withdrawn_no_edit; DROP TRIGGER withdrawn_no_delete;").unwrap();
        file.execute_batch(change).unwrap();
        let schema = include_str!("../../../schema.sql");
        for name in ["withdrawn_no_edit", "withdrawn_no_delete"] {
            let from = schema.find(&format!("CREATE TRIGGER {name}")).unwrap();
            let to = from + schema[from..].find("END;").unwrap() + 4;
            file.execute_batch(&schema[from..to]).unwrap();
        }
        drop(file);
        let run = desk.run(&["verify-catalogue"]);
        assert_eq!(run.exit, 1, "{change}: {}{}", run.out, run.err);
    }
}

#[test]
fn what_an_undo_tells_names_records_by_their_addresses() {
    let desk = UndoDesk::new();
    desk.ok(&["note", "hips/c1", "Look again.", "--by", "A. Reviewer"]);
    let noted = desk.last();
    desk.ok(&["merge", "knees/c1", "hips/c1"]);
    let last = desk.last();
    let said = desk.said(&["undo", &last]);
    assert!(said.contains("changed note on hips/c1 by") || said.contains("changed note on knees/c1 by"), "{said}");
    assert!(said.contains("claim: knees/c1 → hips/c1"), "{said}");
    assert!(said.contains(&format!("(to which {last} belongs)")), "{said}");
    let said = desk.said(&["undo", &noted]);
    assert!(said.contains("withdrew note on hips/c1 by A. Reviewer"), "{said}");
}
