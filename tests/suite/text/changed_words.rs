//! What an edit of an article does to the verdicts on its claims: another word asks, whatever it looks like; another
//! printing, another spelling and renumbered markers do not. The confusion table of docs/accuracy.md is printed by
//! `cargo test --test suite changed_words -- --ignored --nocapture`.

mod corrected;
mod older;
mod places;
mod seeds;

use super::anchors;
use crate::double::terminal::{Run, Terminal};
use serde_json::Value;
use std::collections::BTreeSet;
use tempfile::TempDir;

/// An article of which every claim was reviewed, in a catalogue of its own.
struct Reviewed {
    folder: TempDir,
    source: String,
    claims: Vec<Value>,
}

impl Reviewed {
    fn new(source: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), source).unwrap();
        let mut reviewed = Self { folder, source: source.to_owned(), claims: Vec::new() };
        let terminal = reviewed.terminal();
        terminal.ok(&["init", "-q"]);
        terminal.ok(&["import", "a.md"]);
        reviewed.claims = reviewed.claims();
        for claim in &reviewed.claims {
            let address = claim["address"].as_str().unwrap();
            terminal.ok(&["review", address, "--verdict", "supported", "--by", "A. Reviewer, PT"]);
        }
        reviewed
    }

    fn terminal(&self) -> Terminal {
        Terminal::piped(self.folder.path())
    }

    fn claims(&self) -> Vec<Value> {
        serde_json::from_str(&self.terminal().ok(&["claims", "--format", "json"])).unwrap()
    }

    fn write(&self, source: &str) {
        std::fs::write(self.folder.path().join("a.md"), source).unwrap();
    }

    /// What `audit` finds about the words of claims.
    fn found(&self) -> Vec<Value> {
        let run = self.terminal().run(&["audit", "--format", "json"]);
        let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}{}", run.out, run.err));
        let about_words = |f: &&Value| {
            let rule = f["rule"].as_str().unwrap_or_default();
            rule.starts_with("occurrence-") || rule == "claim-stale"
        };
        report["findings"].as_array().unwrap().iter().filter(about_words).cloned().collect()
    }

    /// The claims that a text in the article's place asks about; the catalogue stays as it is.
    fn asked(&self, source: &str) -> BTreeSet<String> {
        self.write(source);
        self.found().iter().map(|f| f["address"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// What became of the seeded edits of a kind.
#[derive(Debug, Default, Clone, Copy)]
pub struct Row {
    pub edits: usize,
    /// Edits of the meaning that nobody was asked about, and claims found in a wrong place.
    pub wrong: usize,
    /// Edits after which somebody is asked.
    pub asked: usize,
    pub harmless: bool,
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn nothing_is_carried_over_wrongly_and_what_is_harmless_does_not_ask() {
    let mut rows: Vec<(String, Row)> = anchors::whole_sentences();
    rows.extend(seeds::rows());
    rows.extend(places::rows());
    println!("| edit | changes the meaning | edits | asked | carried over wrongly |\n|---|---|---|---|---|");
    for (kind, row) in &rows {
        let meaning = if row.harmless { "no" } else { "yes" };
        println!("| {kind} | {meaning} | {} | {} | {} |", row.edits, row.asked, row.wrong);
    }
    let sum = |harmless: bool, of: fn(&Row) -> usize| -> usize {
        rows.iter().filter(|(_, r)| r.harmless == harmless).map(|(_, r)| of(r)).sum()
    };
    let (edits, asked) = (sum(true, |r| r.edits), sum(true, |r| r.asked));
    println!("| **all harmless** | no | {edits} | {asked} | {} |", sum(true, |r| r.wrong));
    println!(
        "| **all others** | yes | {} | {} | {} |",
        sum(false, |r| r.edits),
        sum(false, |r| r.asked),
        sum(false, |r| r.wrong)
    );
    assert_eq!(sum(false, |r| r.wrong) + sum(true, |r| r.wrong), 0, "carried over wrongly");
    assert!(asked * 200 <= edits, "asked in {asked} of {edits} harmless edits, more than 5 in 1,000");
}

#[test]
fn what_stands_over_words_is_named() {
    let site = Reviewed::new("# Rest\n\n## Medicines to avoid\n\n- Fictamol 400 mg raises the risk of bleeding.\n");
    site.write(&site.source.replace("to avoid", "that are safe"));
    let found = site.found();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0]["message"],
        "“Fictamol 400 mg raises the risk of bleeding.” was under “Medicines to avoid” and is now under \
         “Medicines that are safe”: “avoid” went and “safe” came"
    );
    // Asked once is asked until a person answers, whatever is imported meanwhile.
    site.terminal().ok(&["import", "a.md"]);
    site.write(&(site.source.replace("to avoid", "that are safe") + "\nA last remark.\n"));
    site.terminal().ok(&["import", "a.md"]);
    assert_eq!(site.found().len(), 1);
    // The words are confirmed; the verdict was given under another heading, and is asked for anew.
    site.terminal().ok(&["confirm", "c1"]);
    let found = site.found();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["rule"], "claim-stale");
    assert!(found[0]["message"].as_str().unwrap().contains("a heading above it changed"), "{found:?}");
    site.terminal().ok(&["review", "c1", "--verdict", "not-supported", "--by", "A. Reviewer, PT"]);
    assert_eq!(site.found(), [] as [Value; 0]);
}

#[test]
fn markers_are_in_no_words() {
    let site = Reviewed::new(seeds::MARKED);
    assert!(site.claims.len() >= 6, "{:?}", site.claims);
    for claim in &site.claims {
        for words in [&claim["statement"], &claim["occurrences"][0]["exact"]] {
            let words = words.as_str().unwrap();
            assert!(
                !words.contains(['[', '^', '¹', '²', '³']) && !words.contains("30%1") && !words.contains("(1"),
                "{words}"
            );
        }
    }
    let cited = site.claims.iter().filter(|c| !c["citations"].as_array().unwrap().is_empty()).count();
    assert_eq!(cited, site.claims.len(), "each marker still cites");
}

#[test]
fn no_next_step_says_what_a_person_will_find() {
    let site = Reviewed::new(seeds::MARKED);
    let terminal = site.terminal();
    let all = |run: Run| run.out + &run.err;
    let mut printed = vec![all(terminal.run(&["show", "c1"])), all(terminal.run(&["link", "c1", "r1"]))];
    for stance in ["supports", "partly", "contradicts", "background"] {
        let run = terminal.run(&["verify", "c1", "r1", "--stance", stance, "--by", "A. Reviewer, PT"]);
        assert_eq!(run.exit, 0, "{}", run.err);
        printed.push(all(run));
    }
    for command in ["review", "verify", "link", "show", "confirm"] {
        printed.push(all(terminal.run(&[command, "--help"])));
    }
    for rule in claimbook::rules::RULES {
        printed.push(rule.help.to_owned());
    }
    for text in printed {
        for verdict in ["supported", "partly", "not-supported", "contradicted", "not-enough-evidence"] {
            assert!(!text.contains(&format!("--verdict {verdict}")), "{text}");
        }
        for stance in ["supports", "partly", "contradicts", "background"] {
            assert!(!text.contains(&format!("--stance {stance}")), "{text}");
        }
    }
}
