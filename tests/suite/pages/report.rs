//! `report`: what is on the page, that it can be used without eyes or mouse, and where it is written.

use super::html::{Page, read};
use crate::double::golden::golden;
use crate::double::sample::{sample_in, word_elsewhere};
use crate::double::terminal::Terminal;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn report(terminal: &Terminal, arguments: &[&str]) -> String {
    let all: Vec<&str> = ["report", "--output", "report.html"].iter().chain(arguments).copied().collect();
    terminal.ok(&all);
    fs::read_to_string(terminal.folder.join("report.html")).unwrap()
}

fn sample(folder: &Path) -> Terminal {
    drop(sample_in(folder));
    Terminal::piped(folder)
}

/// What a reader reads, from the first word to the last.
#[test]
fn the_page_tells_what_stands_on_what() {
    let folder = tempfile::tempdir().unwrap();
    let html = report(&sample(folder.path()), &["--since", "2026-11-21"]);
    let text = read(&html).text;
    let hashes = |line: &str| line.split_whitespace().any(|word| word.len() == 64);
    let stable: String = text.lines().filter(|line| !hashes(line)).map(|line| format!("{line}\n")).collect();
    golden("pages/report.txt", &stable.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    assert!(text.contains("This report shows everything."));
    let head = sample_head(folder.path());
    assert!(text.contains(&head), "the head of the log is on the page");
}

/// What was said and agreed on stands on the page, by the words that the terminal has for it.
#[test]
fn notes_and_the_agreement_of_two_reviewers_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = sample(folder.path());
    for arguments in [
        &["review", "c1", "--verdict", "contradicted", "--by", "B. Second, MD"][..],
        &["review", "c3", "--verdict", "partly", "--by", "A. Reviewer, PT, DPT"],
        &["note", "c1", "Is that a month or a year?", "--question", "--by", "B. Second, MD"],
        &["note", "c1", "A month.", "--answers", "1", "--by", "A. Reviewer, PT, DPT"],
        &["note", "c1", "The figure is of one region.", "--by", "A. Reviewer, PT, DPT"],
        &["assign", "c1", "B. Second"],
    ] {
        terminal.ok(arguments);
    }
    let text = read(&report(&terminal, &[])).text;
    for line in [
        "Question 1, B. Second, 23 November 2026: Is that a month or a year?",
        "Answer to question 1, A. Reviewer, 23 November 2026: A month.",
        "Note 3, A. Reviewer, 23 November 2026: The figure is of one region.",
        "Asked to review it: B. Second.",
        "23 November 2026, B. Second: asked a question about it",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
    let said = terminal.run(&["coverage", "--agreement"]).err;
    let method = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(method.contains("Cohen's kappa") && text.lines().any(|line| line == method), "{method}\n{text}");
    let table = "Knee pain after 50\n2\n1\n50%\n25%\n0.33\n0\n";
    assert!(text.contains(table), "{text}");
    terminal.ok(&["report", "--output", "pages/"]);
    let index = read(&fs::read_to_string(folder.path().join("pages/index.html")).unwrap()).text;
    assert!(index.contains(&method) && index.contains(table), "{index}");
}

/// What was taken back is told as such, and a day or an event can be named as `watch` takes it.
#[test]
fn what_changed_is_what_watch_tells_and_what_was_undone_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = sample(folder.path());
    terminal.ok(&["review", "c1", "--verdict", "contradicted", "--by", "B. Second, MD"]);
    let head = sample_head(folder.path());
    terminal.ok(&["undo", "--by", "B. Second, MD"]);
    let text = read(&report(&terminal, &["--since", &head])).text;
    assert!(text.contains(&format!("Since event {head}:")), "{text}");
    for what in [
        "23 November 2026, B. Second: took back a verdict",
        "23 November 2026, B. Second: recorded the verdict of B. Second: contradicted (taken back since)",
        "Something happened to Claim 1",
    ] {
        assert!(text.contains(what), "{what}\n{text}");
    }
    let text = read(&report(&terminal, &["--since", "2026-11-20"])).text;
    let digest: serde_json::Value =
        serde_json::from_str(&terminal.ok(&["watch", "--since", "2026-11-20", "--format", "json"])).unwrap();
    assert_eq!(digest["stale"][0]["claim"], "knee-pain/c3");
    assert!(text.contains("The verdict on Claim 3 no longer holds since 21 November 2026: a correction"), "{text}");
    assert!(text.contains("Source [2]: Corrected (21 November 2026), says Crossref."), "{text}");
    let refused = terminal.run(&["report", "--output", "r.html", "--since", "2099-01-01"]);
    assert!(refused.exit == 2 && refused.err.contains("2099-01-01 is in the future"), "{}", refused.err);
}

fn sample_head(folder: &Path) -> String {
    let said = Terminal::piped(folder).ok(&["verify-catalogue"]);
    said.split_whitespace().find(|word| word.len() == 64).unwrap().to_owned()
}

#[track_caller]
fn is_well_made(page: &Page) {
    let ids: Vec<&str> = page.tags.iter().filter_map(|tag| tag.get("id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "no id stands twice");
    let mut heading = 0;
    for tag in &page.tags {
        if let Some(target) = tag.get("href").and_then(|href| href.strip_prefix('#')) {
            assert!(known.contains(target), "#{target} leads nowhere");
        }
        for label in tag.get("aria-labelledby").into_iter().flat_map(str::split_whitespace) {
            assert!(known.contains(label), "{label} labels nothing");
        }
        if tag.name == "svg" {
            let is_named = tag.get("role") == Some("img") && tag.get("aria-label").is_some_and(|l| !l.is_empty());
            assert!(is_named || tag.get("aria-hidden") == Some("true"), "a picture without words: {tag:?}");
        }
        if let Some(level) = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            assert!(level <= heading + 1, "h{level} after h{heading}");
            heading = level;
        }
    }
    let count = |name: &str| page.tags.iter().filter(|tag| tag.name == name).count();
    for (name, wanted) in [("h1", 1), ("main", 1), ("header", 1), ("footer", 1), ("title", 1), ("style", 1)] {
        assert_eq!(count(name), wanted, "<{name}>");
    }
    let marks = page.tags.iter().filter(|tag| tag.name == "label").count();
    assert_eq!(marks, count("input"), "every choice has its label");
}

#[test]
fn pages_are_well_made_for_those_who_do_not_see_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = sample_in(folder.path());
    word_elsewhere(&mut catalogue);
    drop(catalogue);
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["report", "--output", "pages/"]);
    terminal.ok(&["--example", "report", "--output", "example.html", "--since", "2026-11-01"]);
    let pages = ["pages/index.html", "pages/knee-pain.html", "pages/hip-pain.html", "example.html"];
    for page in pages {
        is_well_made(&read(&fs::read_to_string(folder.path().join(page)).unwrap()));
    }
    let other = read(&fs::read_to_string(folder.path().join("pages/hip-pain.html")).unwrap()).text;
    assert!(other.contains("Claim 1 of knee-pain"), "{other}");
    let index = fs::read_to_string(folder.path().join("pages/index.html")).unwrap();
    assert!(index.contains("href=\"knee-pain.html\"") && index.contains("href=\"hip-pain.html\""));
}

#[test]
fn the_same_catalogue_on_the_same_day_gives_the_same_page() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = sample(folder.path());
    assert_eq!(report(&terminal, &[]), report(&terminal, &[]));
}

/// One thing changed, one thing differs: the mark follows what people decided and what registries said.
#[test]
fn marks_follow_the_state_of_a_claim() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = sample(folder.path());
    let state = |claim: &str| {
        let html = report(&terminal, &[]);
        let line = read(&html).text.lines().find(|line| line.starts_with(&format!("{claim} "))).map(str::to_owned);
        line.unwrap_or_default()
    };
    assert!(state("Claim 1").starts_with("Claim 1 Supported how common"), "{}", state("Claim 1"));
    assert!(state("Claim 3").starts_with("Claim 3 Changed since judged"), "{}", state("Claim 3"));
    assert!(state("Claim 4").starts_with("Claim 4 No source"), "{}", state("Claim 4"));
    terminal.ok(&["review", "c1", "--verdict", "contradicted", "--by", "B. Second, MD"]);
    assert!(state("Claim 1").starts_with("Claim 1 Verdicts differ"), "{}", state("Claim 1"));
    terminal.ok(&["review", "c1", "--verdict", "contradicted", "--by", "A. Reviewer, PT, DPT"]);
    assert!(state("Claim 1").starts_with("Claim 1 Does not hold"), "{}", state("Claim 1"));
    terminal.ok(&["dismiss", "c4"]);
    assert_eq!(state("Claim 4"), "");
}

#[test]
fn a_report_replaces_reports_alone() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = sample(folder.path());
    report(&terminal, &[]);
    report(&terminal, &[]);
    for other in ["<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>Ours</title>", "a letter", "PK\u{3}\u{4}"] {
        fs::write(folder.path().join("report.html"), other).unwrap();
        for arguments in [["report", "--output", "report.html"], ["report", "--packet", "report.html"]] {
            let refused = terminal.run(&arguments);
            assert_eq!(refused.exit, 2, "{}", refused.err);
            assert!(refused.err.contains("it was left as it is"), "{}", refused.err);
        }
        assert_eq!(fs::read_to_string(folder.path().join("report.html")).unwrap(), other);
    }
}

#[test]
fn mistakes_of_use_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = sample_in(folder.path());
    word_elsewhere(&mut catalogue);
    drop(catalogue);
    let terminal = Terminal::piped(folder.path());
    for (arguments, said) in [
        (&["report"] as &[&str], "--output"),
        (&["report", "--output", "r.html"], "A report on 2 articles is a folder of pages"),
        (&["report", "nowhere", "--output", "r.html"], "nowhere"),
        (&["report", "knee-pain", "--output", "r.html", "--style", "amma"], "did you mean ama?"),
        (&["report", "knee-pain", "--output", "r.html", "--since", "yesterday"], "yesterday"),
        (&["report", "--output", "claimbook.db/pages"], "cannot be made"),
    ] {
        let refused = terminal.run(arguments);
        assert_eq!(refused.exit, 2, "{arguments:?}: {}", refused.err);
        assert!(refused.err.contains(said), "{arguments:?}: {}", refused.err);
        assert!(!folder.path().join("r.html").exists());
    }
    let empty = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(empty.path());
    terminal.ok(&["init"]);
    let refused = terminal.run(&["report", "--output", "r.html"]);
    assert!(refused.exit == 2 && refused.err.contains("there is no article to report on yet"), "{}", refused.err);
}

#[cfg(unix)]
#[test]
fn reports_of_a_private_catalogue_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let terminal = sample(folder.path());
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(folder.path().join("claimbook.db"), fs::Permissions::from_mode(0o600)).unwrap();
    terminal.ok(&["report", "--output", "report.html", "--packet", "packet.zip"]);
    terminal.ok(&["report", "--output", "pages"]);
    for name in ["report.html", "packet.zip", "pages/index.html", "pages/knee-pain.html"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    assert_eq!(mode("pages"), 0o700);
}
