//! The formats that forges and test panels read: what they print for one report, what their readers demand of them, and
//! that no text from data becomes markup, a command or a path in any.

use super::policy::{HOSTILE, PLAIN, hostile, plain, rendered, report_of, spoilt, waiver};
use crate::double::golden::golden;
use crate::double::snapshots::Case;
use crate::double::terminal::Terminal;
use claimbook::model::*;
use claimbook::report::*;
use jiff::civil::date;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

mod sarif;
mod xml;

/// Formats for CI with their golden files.
const FORMATS: &[(&str, &str)] = &[
    ("sarif", "report.sarif"),
    ("junit", "junit.xml"),
    ("github", "github.txt"),
    ("gitlab", "gitlab.json"),
    ("markdown", "markdown.md"),
];

/// What means something in XML, Markdown, workflow commands or URIs.
const MARKUP: &[&str] = &[
    "]]></failure><script>&amp;\"'",
    "%0A::error file=x::y",
    "a\r\n::error file=x,line=1::y",
    "x | y || z",
    "[text](https://evil.example) ![x](y) <img src=x>",
    "https://evil.example www.evil.example @everyone `code` **bold** <!-- x",
    "{0} {{1}} %s %2e%2e/ ../../x:y?z#w",
    "\u{fffe}\u{ffff}",
];

fn shared_report() -> Report {
    let mut case = spoilt();
    let waivers = waiver(&mut case, "reference-uncited", "knee-pain/r3", date(2025, 1, 1));
    report_of(&[&case], &Policy::new(&Settings::default()), &waivers)
}

#[test]
fn each_format_shows_the_same_report() {
    let report = shared_report();
    for (format, file) in FORMATS {
        golden(&format!("report/{file}"), &rendered(&report, format, PLAIN));
    }
}

#[test]
fn sarif_is_what_code_scanning_takes() {
    for report in [shared_report(), plain(&Case::sound())] {
        let text = rendered(&report, "sarif", PLAIN);
        sarif::valid(&serde_json::from_str(&text).unwrap());
    }
}

#[test]
fn sarif_spans_end_where_the_words_end() {
    let log: Value = serde_json::from_str(&rendered(&shared_report(), "sarif", PLAIN)).unwrap();
    let regions: Vec<String> = log["runs"][0]["results"].as_array().unwrap()[..2]
        .iter()
        .map(|r| &r["locations"][0]["physicalLocation"]["region"])
        .map(|r| format!("{}:{}-{}:{}", r["startLine"], r["startColumn"], r["endLine"], r["endColumn"]))
        .collect();
    assert_eq!(regions, ["7:33-7:36", "15:1-15:49"], "“67%”, and the entry of the list");
}

#[test]
fn hostile_text_stays_data_in_every_format() {
    for payload in HOSTILE.iter().chain(MARKUP) {
        let report = hostile(payload);
        let shown = |format: &str| rendered(&report, format, PLAIN);

        let log: Value = serde_json::from_str(&shown("sarif")).unwrap();
        sarif::valid(&log);

        let cases = xml::cases(&shown("junit"));
        assert_eq!(cases.len(), 1 + report.findings.len() + report.unchecked.len(), "{payload:?}");
        assert_eq!(cases.iter().collect::<BTreeSet<_>>().len(), cases.len(), "{payload:?}: names are unique");

        let commands = shown("github");
        for line in commands.lines() {
            let command = line.strip_prefix("::error ").or(line.strip_prefix("::warning "));
            let Some((properties, _)) = command.and_then(|rest| rest.split_once("::")) else {
                assert!(line.starts_with("claimbook found "), "{line}");
                continue;
            };
            for property in properties.split(',') {
                let (name, value) = property.split_once('=').unwrap();
                assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&name), "{line}");
                assert!(!value.contains(':'), "{line}");
            }
        }
        assert!(commands.lines().count() > 5);

        let quality: Value = serde_json::from_str(&shown("gitlab")).unwrap();
        for entry in quality.as_array().unwrap() {
            let keys: Vec<&String> = entry.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["description", "check_name", "fingerprint", "severity", "location"]);
        }

        for line in shown("markdown").lines() {
            let bare = line.replace("<!-- -->", "").replace("\\://", "").replace("\\]", "");
            assert!(!bare.contains('<') && !bare.contains("](") && !bare.contains("://"), "{line}");
            assert!(!line.contains("@e") && !line.contains("www.e") && !bare.contains(" **b"), "{line}");
            let cells = line.replace("\\|", "").matches('|').count();
            assert!([0, 5, 6].contains(&cells), "{line}");
        }

        let steering = |c: char| c != '\n' && claimbook::text::visible::is_hidden(c);
        for format in ["junit", "github", "markdown"] {
            let text = shown(format);
            assert_eq!(text.lines().find(|l| l.contains(steering)), None, "{format} {payload:?}");
        }
    }
}

#[test]
fn fingerprints_are_unique_for_gitlab() {
    let mut report = shared_report();
    let twice = report.findings.to_vec().unwrap();
    report.findings = [twice.clone(), twice].concat().into_iter().collect();
    let quality: Value = serde_json::from_str(&rendered(&report, "gitlab", PLAIN)).unwrap();
    let prints: BTreeSet<&str> =
        quality.as_array().unwrap().iter().map(|e| e["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), report.findings.len());
    let first = report.findings.to_vec().unwrap()[0].fingerprint.to_string();
    assert!(prints.contains(first.as_str()) && prints.contains(format!("{first}-2").as_str()));
}

/// Fifteen warnings, then fifteen failures, in an article.
fn crowded() -> Report {
    let mut case = Case::sound();
    ('a'..='o').for_each(|make| _ = case.claim(Kind::Mechanism, &format!("Braces of make {make} weaken the leg.")));
    (0..15).for_each(|n| _ = case.claim(Kind::Outcome, &format!("Our members report {}% less pain.", n + 50)));
    plain(&case)
}

#[test]
fn annotations_are_the_worst_within_the_limits() {
    let report = crowded();
    let text = rendered(&report, "github", PLAIN);
    let count = |start: &str| text.lines().filter(|l| l.starts_with(start)).count();
    assert_eq!((report.count(Severity::Deny), report.count(Severity::Warn)), (15, 15));
    assert_eq!((count("::error "), count("::warning ")), (10, 10));
    assert!(text.starts_with("::error ") && text.contains("(10 of them only in the job summary)"), "{text}");
    let summary = rendered(&report, "markdown", PLAIN);
    assert_eq!(summary.lines().filter(|l| l.starts_with("| deny") || l.starts_with("| warn")).count(), 30);
}

#[test]
fn a_job_summary_stays_under_its_limit() {
    let mut report = shared_report();
    let one = report.findings.to_vec().unwrap().remove(0);
    report.findings = vec![one; 20_000].into_iter().collect();
    let summary = rendered(&report, "markdown", PLAIN);
    assert!(summary.len() < 1024 * 1024, "{}", summary.len());
    let rows = summary.lines().filter(|l| l.starts_with("| deny")).count();
    assert!(summary.contains(&format!("And {} more, which `--format json` lists.", 20_000 - rows)));
}

/// A folder with a catalogue whose article has findings of every severity.
fn desk() -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let terminal = desk_in(folder.path());
    (folder, terminal)
}

fn desk_in(folder: &Path) -> Terminal {
    // Markers that name no entry are denied.
    let article =
        include_str!("../../fixtures/articles/sore-knees.txt").replace("load.[3]", "load.").replace("[2,9]", "[2]");
    std::fs::write(folder.join("sore-knees.txt"), article).unwrap();
    let terminal = Terminal::piped(folder);
    terminal.ok(&["init"]);
    terminal.ok(&["import", "sore-knees.txt"]);
    std::fs::write(folder.join("claimbook.toml"), "proposed = \"warn\"\n").unwrap();
    terminal
}

#[test]
fn the_exit_code_is_the_same_in_every_format() {
    let (_folder, terminal) = desk();
    for (flags, exit) in [(&[][..], 0), (&["--proposed", "deny"][..], 1), (&["--strict"][..], 1)] {
        for renderer in RENDERERS {
            let run = terminal.run(&[&["audit", "--format", renderer.name], flags].concat());
            assert_eq!(run.exit, exit, "{} {flags:?}\n{}{}", renderer.name, run.out, run.err);
            assert!(!run.out.is_empty(), "{}", renderer.name);
        }
    }
}

#[test]
fn files_in_further_formats_are_those_of_the_format() {
    let (folder, terminal) = desk();
    let also: Vec<String> = RENDERERS.iter().map(|r| format!("--also={}=findings.{}", r.name, r.name)).collect();
    let also: Vec<&str> = also.iter().map(String::as_str).collect();
    terminal.ok(&["audit", "--stored", "--also", "json=findings.json"]); // a report of an earlier run is replaced
    let said = terminal.ok(&[&["audit"][..], &also].concat());
    assert_eq!(said, terminal.ok(&["audit"]));
    for renderer in RENDERERS {
        let file = std::fs::read_to_string(folder.path().join(format!("findings.{}", renderer.name))).unwrap();
        assert_eq!(file, terminal.ok(&["audit", "--format", renderer.name]), "{}", renderer.name);
    }
    terminal.ok(&["check", "--offline", "--also", "junit=check.xml"]);
    assert!(!xml::cases(&std::fs::read_to_string(folder.path().join("check.xml")).unwrap()).is_empty());
}

#[test]
fn what_cannot_be_written_is_said() {
    let (_folder, terminal) = desk();
    for (also, message) in [
        (&["--also", "sarf=x"][..], "there is no format “sarf”; the formats are human, concise, json, jsonl, sarif"),
        (&["--also", "sarif"][..], "expected a format and a file, such as sarif=claimbook.sarif"),
        (&["--also", "sarif="][..], "the file is missing, as in sarif=FILE"),
        (&["--also", "sarif=x", "--also", "json=x"][..], "--also names x twice"),
        (&["--also", "sarif=no/such/x"][..], "there is no folder"),
        (&["--format", "sarf"][..], "invalid value 'sarf'"),
    ] {
        let run = terminal.run(&[&["audit"][..], also].concat());
        assert!(run.exit == 2 && run.err.contains(message), "{also:?}: {} {}", run.exit, run.err);
    }
}

#[test]
fn a_job_summary_is_added_to() {
    let (folder, mut terminal) = desk();
    terminal.environment.push(("GITHUB_STEP_SUMMARY".into(), ".summary.md".into()));
    let summary = folder.path().join(".summary.md");
    std::fs::write(&summary, "An earlier step.\n").unwrap();
    terminal.ok(&["audit", "--format", "json"]);
    assert_eq!(std::fs::read_to_string(&summary).unwrap(), "An earlier step.\n");
    terminal.ok(&["audit", "--format", "github"]);
    let once = std::fs::read_to_string(&summary).unwrap();
    assert_eq!(once, format!("An earlier step.\n{}", terminal.ok(&["audit", "--format", "markdown"])));
    terminal.ok(&["audit", "--also", "github=annotations.txt"]);
    assert!(std::fs::read_to_string(&summary).unwrap().len() > once.len());
    terminal.environment.pop();
    terminal.environment.push(("GITHUB_STEP_SUMMARY".into(), "no/such/.summary.md".into()));
    assert_eq!(terminal.run(&["audit", "--format", "github"]).exit, 3);
}

/// The built-in catalogue's article has no file beside a copy of it: a line of `claimbook.db` would be none.
#[test]
fn an_article_without_a_file_has_no_line_for_forges() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init", "--example"]);
    let said = |format: &str| terminal.run(&["audit", "--format", format]).out;
    let sarif: Value = serde_json::from_str(&said("sarif")).unwrap();
    let regions: BTreeSet<String> = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["locations"][0]["physicalLocation"])
        .map(|at| format!("{}:{}", at["artifactLocation"]["uri"].as_str().unwrap(), at["region"]["startLine"]))
        .collect();
    assert_eq!(regions, BTreeSet::from(["claimbook.db:1".to_owned()]));
    let gitlab: Value = serde_json::from_str(&said("gitlab")).unwrap();
    assert!(gitlab.as_array().unwrap().iter().all(|entry| entry["location"]["lines"]["begin"] == 1), "{gitlab:#}");
    let github = said("github");
    assert!(github.contains("::error file=claimbook.db,title=") && !github.contains(",line="), "{github}");
    let markdown = said("markdown");
    assert!(markdown.contains("| claimbook.db |") && !markdown.contains("claimbook.db:"), "{markdown}");
}

#[test]
fn forges_see_paths_from_the_root_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    for made in [folder.path().join(".git"), site.clone()] {
        std::fs::create_dir(made).unwrap();
    }
    let terminal = desk_in(&site);
    let quality: Value = serde_json::from_str(&terminal.ok(&["audit", "--format", "gitlab"])).unwrap();
    assert_eq!(quality[0]["location"]["path"], "site/sore-knees.txt");
    let json: Value = serde_json::from_str(&terminal.ok(&["audit", "--format", "json"])).unwrap();
    assert_eq!(json["findings"][0]["file"], "sore-knees.txt", "the contract's path is relative to the catalogue");
    terminal.ok(&["dump", "catalogue"]);
    let quality = terminal.ok(&["--catalogue", "catalogue", "audit", "--proposed", "warn", "--format", "gitlab"]);
    let quality: Value = serde_json::from_str(&quality).unwrap();
    assert!(quality[0]["location"]["path"].as_str().unwrap().starts_with("site/"), "{quality:#}");
}
