//! The cascade: from the cause, through the claim that rests on it, to the article's line and the exit code.

use crate::double::clock::now;
use crate::double::terminal::Terminal;
use claimbook::catalogue::{Catalogue, Deed, Error, OpenMode, Writing};
use claimbook::model::*;
use serde_json::Value;

/// The claim is on line 7, its source on line 11.
const KNEES: &str = "# Knees\n\nReviewed by R. Example, PT\n\nUpdated: 2026-05-01\n\nIce relieves pain by 30%.[1]\n\n## References\n\n\
    1. Doe J. Ice in sore knees: a systematic review. J Fict Med. 2024;4(2):11-19. doi:10.5555/jfm.4.2.11\n";

struct Cascade {
    folder: tempfile::TempDir,
    desk: Terminal,
}

impl Cascade {
    /// An article with one claim, whose source was read and which was found supported.
    fn sound() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("knees.md"), KNEES).unwrap();
        let desk = Terminal::piped(folder.path());
        desk.ok(&["init"]);
        desk.ok(&["import", "knees.md"]);
        let cascade = Self { folder, desk };
        cascade.change(|w| {
            let work = known(w, "10.5555/jfm.4.2.11")?;
            w.edit(&Work { abstract_text: Some("Pain fell by 30%.".into()), ..work }).map(drop)
        });
        cascade.desk.ok(&[
            "verify",
            "c1",
            "r1",
            "--stance",
            "supports",
            "--quote",
            "Pain fell by 30%.",
            "--locator",
            "p. 12",
            "--by",
            "R. Example, PT",
        ]);
        cascade.desk.ok(&["review", "c1", "--verdict", "supported", "--by", "S. Second, MD"]);
        cascade
    }

    /// A change of rows that `check`, or a person, makes.
    fn change(&self, change: fn(&mut Writing<'_>) -> Result<(), Error>) {
        let mut catalogue = Catalogue::open(&self.folder.path().join("claimbook.db"), OpenMode::Write).unwrap();
        let deed = Deed { who: "A.".into(), command: "check".into(), at: now(), reason: None };
        catalogue.write(&deed, change).unwrap();
    }

    fn rewrite(&self, from: &str, to: &str) {
        assert!(KNEES.contains(from));
        std::fs::write(self.folder.path().join("knees.md"), KNEES.replace(from, to)).unwrap();
    }

    /// What is found, with the exit code.
    fn audit(&self, more: &[&str]) -> (i32, Vec<Value>) {
        let run = self.desk.run(&[&["audit", "--format", "json"], more].concat());
        let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}{}", run.out, run.err));
        (run.exit.into(), report["findings"].as_array().unwrap().clone())
    }

    /// That a rule speaks of a line in these words, and of nothing before the change; and that the exit code says so.
    fn assert_found(&self, rule: &str, line: u64, words: &str, more: &[&str]) {
        let (exit, findings) = self.audit(more);
        let of_rule: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == rule).collect();
        let is_it = |finding: &&&Value| {
            finding["line"] == line
                && finding["file"] == "knees.md"
                && finding["message"].as_str().unwrap().contains(words)
        };
        assert!(of_rule.iter().any(|finding| is_it(&finding)), "{rule} at {line}, {words}: {findings:#?}");
        assert_eq!(exit, 1, "{rule}");
    }
}

fn hears(w: &mut Writing<'_>, kind: NoticeKind) -> Result<(), Error> {
    let answer = serde_json::json!({ "notices": [{ "kind": kind.token(), "source": "crossref", "on": "2026-11-24" }] });
    let observation = Observation {
        uid: w.uid(),
        service: "crossref".into(),
        subject: Subject::Notices,
        scheme: "doi".into(),
        identifier: "10.5555/jfm.4.2.11".into(),
        answer: answer.to_string(),
        body_sha256: None,
        first_asked_at: w.time(),
        asked_at: w.time(),
    };
    w.observe(&[observation])
}

fn known(w: &Writing<'_>, doi: &str) -> Result<Work, Error> {
    Ok(w.view().work_by_doi(&doi.parse().unwrap())?.expect("the article's list has it"))
}

/// Another work, which no list names.
fn other(w: &mut Writing<'_>) -> Result<Work, Error> {
    let work = known(w, "10.5555/jfm.4.2.11")?;
    let other = Work {
        uid: w.uid(),
        key: "doe2026".into(),
        doi: "10.5555/jfm.6.1.1".parse().ok(),
        abstract_text: None,
        ..work.clone()
    };
    w.add(&other)?;
    Ok(work)
}

#[test]
fn what_is_sound_is_found_sound() {
    let cascade = Cascade::sound();
    let (_, findings) = cascade.audit(&[]);
    let rules: Vec<&str> = findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    for rule in ["claim-stale", "occurrence-changed", "work-retracted", "article-no-reviewer"] {
        assert!(!rules.contains(&rule), "{rules:?}");
    }
}

#[test]
fn an_edited_article_is_found_before_and_after_it_is_imported() {
    let cascade = Cascade::sound();
    cascade.rewrite("30%", "60%");
    cascade.assert_found("occurrence-changed", 7, "60%", &[]);
    cascade.desk.ok(&["import", "knees.md"]);
    cascade.assert_found("occurrence-changed", 7, "60%", &[]);
    cascade.desk.ok(&["confirm", "c1"]);
    cascade.assert_found("claim-stale", 7, "its sentence in the article was reworded", &[]);
    assert_eq!(cascade.desk.ok(&["queue", "--reason", "stale"]).lines().count(), 1);
    cascade.desk.ok(&["review", "c1", "--verdict", "partly", "--by", "S. Second, MD"]);
    assert_eq!(cascade.desk.ok(&["queue", "--reason", "stale"]), "");
}

#[test]
fn a_changed_reference_is_found_at_the_claim() {
    let cascade = Cascade::sound();
    cascade.rewrite(
        "1. Doe J. Ice in sore knees: a systematic review. J Fict Med. 2024;4(2):11-19. doi:10.5555/jfm.4.2.11",
        "1. Roe A. Heat for stiff hips in the morning. Imaginary Hip J. 2020;1(1):1-9. doi:10.5555/ihj.1.1.1",
    );
    cascade.desk.ok(&["import", "knees.md"]);
    cascade.assert_found("claim-stale", 7, "citation of roe2020 was added", &[]);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_is_heard_of_a_work_is_found_at_the_claim() {
    type Change = fn(&mut Writing<'_>) -> Result<(), Error>;
    let cases: &[(Change, &str)] = &[
        (|w| hears(w, NoticeKind::Retraction), "a retraction of 2026-11-24 was noted on doe2024"),
        (|w| hears(w, NoticeKind::Correction), "a correction of 2026-11-24 was noted on doe2024"),
        (|w| hears(w, NoticeKind::Concern), "an expression of concern of 2026-11-24 was noted on doe2024"),
        (|w| hears(w, NoticeKind::NewVersion), "a new version of 2026-11-24 was noted on doe2024"),
        (
            |w| {
                let work = other(w)?;
                let newer = known(w, "10.5555/jfm.6.1.1")?.uid;
                w.edit(&Work { superseded_by: Some(newer), ..work }).map(drop)
            },
            "another work now replaces doe2024",
        ),
        (
            // Another record of the same work, on which a correction stands.
            |w| {
                let work = other(w)?;
                let kept = known(w, "10.5555/jfm.6.1.1")?.uid;
                let (uid, noticed_on) = (w.uid(), "2026-11-24".parse().ok());
                let (kind, source) = (NoticeKind::Correction, "pubmed".to_owned());
                w.add(&Notice { uid, work: kept, kind, source, noticed_on, doi: None, label: None })?;
                w.edit(&Work { merged_into: Some(kept), ..work }).map(drop)
            },
            "a correction of 2026-11-24 was noted on doe2026",
        ),
        (
            |w| {
                let work = known(w, "10.5555/jfm.4.2.11")?;
                w.edit(&Work { abstract_text: Some("Pain fell by 3%.".into()), ..work }).map(drop)
            },
            "the abstract of doe2024 changed",
        ),
    ];
    for (change, words) in cases {
        let cascade = Cascade::sound();
        cascade.change(*change);
        cascade.assert_found("claim-stale", 7, words, &[]);
        assert!(cascade.desk.ok(&["claims", "--stale"]).contains("stale"), "{words}");
        let queue = cascade.desk.ok(&["queue", "--format", "json"]);
        assert!(queue.contains(words), "{words}: {queue}");
    }
    let cascade = Cascade::sound();
    cascade.change(|w| hears(w, NoticeKind::Retraction));
    cascade.assert_found("work-retracted", 11, "retract", &[]);
}

#[test]
fn a_reading_that_is_withdrawn_is_found_at_the_claim() {
    let cascade = Cascade::sound();
    cascade.desk.ok(&["retire", "c1:r1:1", "--by", "R. Example, PT"]);
    cascade.assert_found("claim-stale", 7, "the words of evidence kept from doe2024 changed", &[]);
}

#[test]
fn a_waiver_holds_until_its_day() {
    let cascade = Cascade::sound();
    cascade.change(|w| hears(w, NoticeKind::Retraction));
    for rule in ["claim-stale", "work-retracted"] {
        let address = if rule == "claim-stale" { "c1" } else { "r1" };
        cascade.desk.ok(&["waive", rule, address, "--by", "E. Editor", "--reason", "known", "--until", "2026-12-31"]);
    }
    let (_, findings) = cascade.audit(&["--today", "2026-12-31"]);
    assert!(findings.iter().all(|finding| finding["rule"] != "claim-stale"), "{findings:#?}");
    cascade.assert_found("claim-stale", 7, "a retraction of 2026-11-24", &["--today", "2027-01-01"]);
    let (_, findings) = cascade.audit(&["--today", "2027-01-01"]);
    assert!(findings.iter().any(|finding| finding["rule"] == "waiver-expired"), "{findings:#?}");
}

#[test]
fn a_reviewer_without_credentials_is_found_at_the_article() {
    let cascade = Cascade::sound();
    cascade.change(|w| {
        for person in w.view().persons()?.into_iter().filter(|person| person.name == "R. Example") {
            w.edit(&Person { credentials: None, ..person })?;
        }
        Ok(())
    });
    cascade.assert_found("article-no-reviewer", 1, "credential", &["--strict"]);
}
