//! What people see: the worst first, no more than they can take in, and one finding for one cause; and the shorter forms.

use super::policy::{PLAIN, plain, rendered, report_of, spoilt};
use crate::double::snapshots::Case;
use crate::double::terminal::Terminal;
use claimbook::cli;
use claimbook::model::*;
use claimbook::report::*;
use std::collections::BTreeSet;

fn built_in(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    Terminal::piped(folder.path()).run(&[&["--example"], arguments].concat()).out
}

/// The rules that a screen shows findings of, in order.
fn render(text: &str) -> Vec<String> {
    let of_line = |line: &str| {
        let rest = ["  deny[", "  warn[", "  note["].iter().find_map(|level| line.strip_prefix(level))?;
        rest.split_once(']').map(|(rule, _)| rule.to_owned())
    };
    text.lines().filter_map(of_line).collect()
}

#[test]
fn fifteen_are_shown_the_worst_first_and_the_rest_is_counted() {
    let text = built_in(&["audit"]);
    assert_eq!(render(&text).len(), 15, "{text}");
    assert!(text.starts_with("claimbook found 30 things: 8 fail the run (deny), 14 warn and 8 are notes.\n"), "{text}");
    assert!(text.contains("\n… and 15 more: -v shows all ("), "{text}");
    let rank = |line: &str| ["  deny[", "  warn[", "  note["].iter().position(|level| line.starts_with(level));
    let ranks: Vec<usize> = text.split("\n\n").filter_map(|block| block.lines().find_map(rank)).collect();
    assert!(ranks.len() > 10 && ranks.is_sorted(), "{ranks:?}");
    let all = built_in(&["audit", "-v"]);
    assert_eq!(render(&all).len(), 30);
    assert!(!all.contains("-v shows all"));
}

#[test]
fn a_claim_is_one_block_with_its_sentence_once() {
    let text = built_in(&["audit", "-v"]);
    assert_eq!(text.matches("“Acetaminophen is safe for pain relief during pregnancy.”").count(), 1, "{text}");
    let block = text.split("\n\n").find(|block| block.contains("Acetaminophen is safe")).unwrap();
    assert!(block.contains("deny[claim-uncited]") && block.contains("warn[claim-absolute-word]"), "{block}");
}

#[test]
fn consequence_ranks_within_a_severity() {
    let mut case = Case::sound();
    case.claim(Kind::Risk, "Long runs raise the risk of sore knees.");
    case.claim(Kind::Benefit, "Ice eases sore knees.");
    case.claim(Kind::Prevalence, "About 12% of runners have sore knees.");
    case.heard("10.5555/knee.1", DoiState::Absent);
    let rules = render(&rendered(&plain(&case), "human", PLAIN));
    assert_eq!(&rules[..4], ["doi-not-found", "claim-figure-uncited", "claim-uncited", "claim-uncited"]);
    let text = rendered(&plain(&case), "human", PLAIN);
    assert!(text.find("Ice eases").unwrap() < text.find("Long runs").unwrap(), "{text}");
}

#[test]
fn one_work_in_two_lists_is_one_finding() {
    let mut case = Case::sound();
    case.heard("10.5555/knee.1", DoiState::Absent);
    let mut other = case.clone();
    let (elsewhere, claim) = (other.uid(), other.s.claims.len());
    let article = other.s.article.as_mut().unwrap();
    (article.uid, article.key) = (elsewhere, "knee-braces".into());
    other.s.articles = std::collections::BTreeMap::from([(elsewhere, "knee-braces".into())]);
    other.s.claims.iter_mut().for_each(|c| c.article = elsewhere);
    other.s.references.iter_mut().for_each(|r| r.article = elsewhere);
    other.s.index = SnapshotIndex::default();
    assert!(claim > 0);
    let report = report_of(&[&case, &other], &Policy::new(&Settings::default()), &Waivers::default());
    assert_eq!(report.findings.iter().map(Result::unwrap).filter(|r| r.finding.rule == "doi-not-found").count(), 2);
    let text = rendered(&report, "human", PLAIN);
    assert_eq!(render(&text).iter().filter(|rule| *rule == "doi-not-found").count(), 1, "{text}");
    assert!(text.contains("the same at knee-pain/r1") || text.contains("the same at knee-braces/r1"), "{text}");
    assert!(!text.contains("-v shows all"), "what has the same cause is shown with it: {text}");
}

#[test]
fn the_end_says_what_the_exit_code_means() {
    let report = plain(&spoilt());
    let ended = |exit, strict| {
        let ending = Ending { exit, strict, ..Ending::default() };
        rendered(&report, "human", RenderOptions { ending, ..PLAIN })
    };
    for (exit, strict, words) in [
        (Exit::Clean, false, "Exit code 0: nothing fails the run; with --strict, warnings would."),
        (Exit::Findings, false, "Exit code 1: 2 findings at deny fail the run."),
        (
            Exit::Incomplete,
            true,
            "Exit code 3: with --strict, whatever is unchecked means that the run is not complete.",
        ),
        (Exit::Incomplete, false, "Exit code 3: the run could not be completed."),
    ] {
        assert!(ended(exit, strict).contains(words), "{words}");
    }
    assert!(ended(Exit::Clean, false).contains("\nNext: claimbook show knee-pain/r2; then claimbook check\n"));
}

#[test]
fn the_concise_form_is_a_line_a_finding_and_a_line_of_counts() {
    let report = plain(&spoilt());
    let text = rendered(&report, "concise", PLAIN);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), report.findings.len() + 1);
    assert_eq!(
        lines[0],
        "articles/knee-pain.md:7:33: deny[claim-figure-uncited] no citation backs this outcome: “67%” and “after twelve weeks”"
    );
    let counts = "claimbook found 8 things: 2 fail the run (deny), 5 warn and 1 is a note; 0 waived, 0 in the baseline, 2 unchecked";
    assert_eq!(lines.last(), Some(&counts));
    // Without a file there is no line, and the record says where.
    assert!(
        built_in(&["audit", "--format", "concise"]).starts_with("the built-in example: deny[claim-uncited] back-pain-")
    );
}

#[test]
fn statistics_count_in_place_of_the_findings() {
    let text = built_in(&["audit", "--statistics"]);
    assert!(text.starts_with("6  deny  claim-uncited "), "{text}");
    assert!(text.contains(" unchecked; log head: ") && !text.contains("Acetaminophen"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&built_in(&["audit", "--statistics", "--format", "json"])).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["schema", "claimbook", "catalogue", "today", "log_heads", "counts"]);
    assert_eq!(json["counts"]["by_severity"]["deny"], 8);
    let sum: u64 = json["counts"]["by_rule"].as_array().unwrap().iter().map(|r| r["deny"].as_u64().unwrap()).sum();
    assert_eq!(sum, 8);
    let folder = tempfile::tempdir().unwrap();
    let run = Terminal::piped(folder.path()).run(&["--example", "audit", "--statistics", "--format", "sarif"]);
    assert!(
        run.exit == 2 && run.err.contains("--statistics goes with --format human, concise, json, jsonl"),
        "{}",
        run.err
    );
}

#[test]
fn each_rule_is_explained_once() {
    for format in ["human", "concise"] {
        let text = built_in(&["audit", "--explain", "--format", format]);
        assert_eq!(text.matches("\nclaim-uncited: ").count(), 1, "{format}: {text}");
        assert!(text.contains("  Why: Readers and regulators ask what a health claim rests on."), "{text}");
        assert!(text.contains("  To do: Look at the suggestions (`claimbook --example show CLAIM`)"), "{text}");
    }
    let folder = tempfile::tempdir().unwrap();
    let run = Terminal::piped(folder.path()).run(&["--example", "audit", "--explain", "--format", "json"]);
    assert!(run.exit == 2 && run.err.contains("--explain goes with --format human, concise"), "{}", run.err);
}

/// What stands in place of what a person has to say.
const PLACES: &[(&str, &str)] = &[
    ("REFERENCE", "r1"),
    ("CLAIM", "c1"),
    ("VERDICT", "partly"),
    ("STANCE", "background"),
    ("YYYY-MM-DD", "2027-01-31"),
    ("DATE", "2027-01-31"),
    ("ADDRESS", "c1"),
    ("RULE", "claim-uncited"),
    ("--reason …", "--reason x"),
];

#[test]
fn every_command_that_a_finding_prints_parses() {
    let mut printed: BTreeSet<String> = BTreeSet::new();
    for arguments in [&["audit", "-v", "--explain"][..], &["audit"]] {
        let text = built_in(arguments);
        let next = text.lines().filter_map(|line| line.strip_prefix("Next: "));
        printed.extend(next.flat_map(|line| line.split("; then ")).map(str::to_owned));
        printed.extend(text.split('`').skip(1).step_by(2).map(str::to_owned));
    }
    let report = plain(&spoilt());
    let quoted = |help: &str| help.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    printed.extend(report.findings.iter().map(Result::unwrap).flat_map(|r| quoted(&r.finding.help)));
    let commands: Vec<&String> = printed.iter().filter(|text| text.starts_with("claimbook ")).collect();
    assert!(commands.len() > 20, "{commands:?}");
    for command in commands {
        let filled = PLACES.iter().fold(command.clone(), |text, (place, value)| text.replace(place, value));
        let words: Vec<&str> = filled.split(' ').collect();
        let parsed = cli::build_definition().try_get_matches_from(&words);
        assert!(parsed.is_ok(), "{command}: {}", parsed.unwrap_err());
    }
}
