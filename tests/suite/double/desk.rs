//! Somebody at a desk: the program in process, in a folder with a catalogue that holds an article of our own.

use super::terminal::{Run, Terminal};
use serde_json::Value;
use std::path::Path;

/// The article that the catalogue holds.
pub(crate) const ARTICLE: &str = include_str!("../../fixtures/articles/sore-knees.txt");

/// A folder with a catalogue that holds the article.
pub(crate) struct Desk {
    _folder: tempfile::TempDir,
    pub(crate) terminal: Terminal,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sore-knees.txt"), ARTICLE).unwrap();
        let terminal = Terminal::piped(folder.path());
        terminal.ok(&["init"]);
        terminal.ok(&["import", "sore-knees.txt"]);
        Self { _folder: folder, terminal }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.terminal.folder
    }

    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        self.terminal.ok(arguments)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.terminal.run(arguments)
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{arguments:?}: {e}\n{}{}", run.out, run.err))
    }

    /// The address of the claim that holds these words.
    pub(crate) fn claim(&self, words: &str) -> String {
        let claims = self.json(&["claims"]);
        let found = claims.as_array().unwrap().iter().find(|c| c["statement"].as_str().unwrap().contains(words));
        found.unwrap_or_else(|| panic!("no claim holds “{words}”: {claims:#}"))["address"].as_str().unwrap().to_owned()
    }

    /// The findings of a rule, as (address, severity).
    pub(crate) fn findings(&self, rule: &str) -> Vec<(String, String)> {
        let report = self.json(&["audit"]);
        let of = report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == rule);
        of.map(|f| (f["address"].as_str().unwrap().to_owned(), f["severity"].as_str().unwrap().to_owned())).collect()
    }

    /// Changes the article's file, not the catalogue.
    pub(crate) fn rewrite(&self, from: &str, to: &str) {
        let path = self.path().join("sore-knees.txt");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    }
}
