//! Desks that go their own ways with copies of one catalogue and come together again: nothing moves to a stranger's record,
//! and what both added of one thing becomes one.

mod citations;
mod numbers;
mod people;
mod undo;
mod waivers;
mod works;

use crate::double::terminal::Terminal;
use serde_json::Value;

/// A reviewer's desk: a folder with a catalogue, and what it hands to the others.
pub(super) struct Desk {
    pub(super) folder: tempfile::TempDir,
    pub(super) terminal: Terminal,
}

const ARTICLE: &str = "# Knees\n\nUpdated: 2026-05-01\n\nIce relieves pain.[1]\n\n## References\n\n1. Doe J. Ice in sore knees: a review. J Fict Med. 2024;4(2):11-19. doi:10.5555/jfm.4.2.11\n";

impl Desk {
    /// The first desk, with an article.
    pub(super) fn first() -> Self {
        let desk = Self::empty();
        std::fs::write(desk.folder.path().join("knees.md"), ARTICLE).unwrap();
        desk.ok(&["init"]);
        desk.ok(&["import", "knees.md"]);
        desk
    }

    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let terminal = Terminal::piped(folder.path());
        Self { folder, terminal }
    }

    /// A desk that begins with what this one has.
    pub(super) fn copy(&self) -> Self {
        let desk = Self::empty();
        std::fs::copy(self.folder.path().join("knees.md"), desk.folder.path().join("knees.md")).unwrap();
        desk.ok(&["load", &self.dumped()]);
        desk
    }

    /// The folder of text that this desk hands out.
    pub(super) fn dumped(&self) -> String {
        let path = self.folder.path().join("dumped");
        if path.exists() {
            std::fs::remove_dir_all(&path).unwrap();
        }
        self.ok(&["dump", "dumped"]);
        path.to_str().unwrap().to_owned()
    }

    /// Takes over what another desk has; answers what it said.
    pub(super) fn merge(&self, other: &Self) -> String {
        let run = self.terminal.run(&["load", "--merge", &other.dumped()]);
        assert_eq!(run.exit, 0, "{}{}", run.out, run.err);
        assert_eq!(
            self.terminal.run(&["verify-catalogue"]).exit,
            0,
            "{}",
            self.terminal.run(&["verify-catalogue"]).out
        );
        run.err
    }

    pub(super) fn ok(&self, arguments: &[&str]) -> String {
        self.terminal.ok(arguments)
    }

    pub(super) fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(&[arguments, &["--format", "json"]].concat())).unwrap()
    }

    /// What an audit finds, whatever its exit code.
    pub(super) fn audit(&self) -> Value {
        serde_json::from_str(&self.terminal.run(&["audit", "--format", "json"]).out).unwrap()
    }

    /// Addresses of the findings of a rule in a group of the report.
    pub(super) fn found(&self, group: &str, rule: &str) -> Vec<String> {
        let report = self.audit();
        let of_rule = report[group].as_array().unwrap().iter().filter(|f| f["rule"] == rule);
        of_rule.map(|f| f["address"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn a_reference_added_by_its_doi_is_seen_as_a_duplicate() {
    let desk = Desk::first();
    let added = desk.terminal.run(&["add", "reference", "10.5555/jfm.4.2.11"]);
    assert!(added.exit == 0 && added.err.contains("knees/r1 is of the same work"), "{}", added.err);
    assert_eq!(desk.found("findings", "reference-duplicate"), ["knees/r2"]);
}

#[test]
fn two_works_with_one_doi_are_told_of_at_import_and_in_audits() {
    let desk = Desk::empty();
    let other =
        "2. Roe K. Walking after an operation of the hip. Ann Fict Surg. 2019;1(1):1-9. doi:10.5555/jfm.4.2.11\n";
    std::fs::write(desk.folder.path().join("knees.md"), format!("{ARTICLE}{other}")).unwrap();
    desk.ok(&["init"]);
    let said = desk.terminal.run(&["import", "knees.md"]);
    let words = "knees/r1 and knees/r2 print the same DOI, 10.5555/jfm.4.2.11, but differ in author, title and year";
    let said = format!("{} {}", said.out, said.err).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(words), "{said}");
    assert_eq!(desk.found("findings", "reference-duplicate"), ["knees/r2"]);
    let third = "Poe L. Stretching in old age: a trial. Ann Fict Surg. 2011;1(1):1-9. doi:10.5555/jfm.4.2.11";
    let added = desk.terminal.run(&["add", "reference", third]);
    assert!(added.err.contains("knees/r1 and knees/r3 print the same DOI"), "{}", added.err);
}
