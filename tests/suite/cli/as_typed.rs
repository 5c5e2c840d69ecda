//! What people type is taken as they mean it: words of a list in any case, days in an editor's words; what could mean two things is
//! asked back.

use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;

#[test]
fn words_of_a_list_are_known_in_any_case() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let desk = Terminal::piped(folder.path());
    for verdict in ["Supported", "NOT-SUPPORTED", "Not supported", "not_enough_evidence"] {
        let run = desk.run(&["review", "knee-pain/c1", "--verdict", verdict, "--by", "A. Reviewer"]);
        assert_eq!(run.exit, 0, "{verdict}: {}", run.err);
    }
    for arguments in [
        &["claims", "--status", "Accepted"][..],
        &["claims", "--kind", "Prevalence"],
        &["claims", "--verdict", "Partly"],
        &["edit", "knee-pain/c1", "kind=Risk"],
        &["verify", "knee-pain/c1", "r1", "--stance", "Supports", "--read-as", "Full-text", "--by", "A. Reviewer"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.exit, 0, "{arguments:?}: {}", run.err);
    }
    let run = desk.run(&["claims", "--verdict", "Suported"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("supported"), "{}", run.err);
}

#[test]
fn days_are_taken_in_an_editors_words() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let desk = Terminal::piped(folder.path());
    for day in ["2026-12-02", "2 December 2026", "Dec 2, 2026", "2026/12/02", "2nd December 2026", "2-Dec-2026"] {
        for arguments in [
            &["--today", day, "coverage"][..],
            &["review", "knee-pain/c1", "--verdict", "supported", "--by", "A. Reviewer", "--due", day],
            &["edit", "knee-pain", &format!("updated_on={day}")],
            &["waive", "claim-uncited", "knee-pain/c4", "--reason", "it is being written", "--until", day, "--by", "E"],
        ] {
            let run = desk.run(arguments);
            assert_eq!(run.exit, 0, "{arguments:?}: {}", run.err);
        }
    }
    for arguments in [&["--today", "1/2/2026", "coverage"][..], &["edit", "knee-pain", "updated_on=1/2/2026"]] {
        let run = desk.run(arguments);
        assert_eq!(run.exit, 2, "{}", run.out);
        assert!(run.err.contains("“1/2/2026” could be two days: write 2026-02-01 or 2026-01-02"), "{}", run.err);
    }
    let run = desk.run(&["--today", "May 2026", "coverage"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("“May 2026” is not a date: write it as 2026-05-31"), "{}", run.err);
}

#[test]
fn claims_that_nobody_has_reviewed_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let desk = Terminal::piped(folder.path());
    let list = |arguments: &[&str]| -> Vec<String> {
        let out = desk.ok(&[&["claims"], arguments].concat());
        out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
    };
    assert_eq!(list(&["--unreviewed"]), ["knee-pain/c2", "knee-pain/c4"]);
    assert_eq!(list(&["--unreviewed", "--limit", "1"]), ["knee-pain/c2"]);
}

#[test]
fn a_claim_that_does_not_hold_is_due_soon() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let desk = Terminal::piped(folder.path());
    let due = |verdict: &str| {
        let run =
            desk.run(&["--today", "2026-11-22", "review", "knee-pain/c1", "--verdict", verdict, "--by", "A. Reviewer"]);
        assert_eq!(run.exit, 0, "{}", run.err);
        run.err.split("Due again ").nth(1).unwrap().trim_end_matches(['.', '\n']).to_owned()
    };
    for (verdict, expected) in [
        ("supported", "2029-11-22"),
        ("partly", "2029-11-22"),
        ("not-enough-evidence", "2027-11-22"),
        ("not-supported", "2026-12-22"),
        ("contradicted", "2026-12-22"),
    ] {
        assert_eq!(due(verdict), expected, "{verdict}");
    }
    std::fs::write(
        folder.path().join("claimbook.toml"),
        "[review-intervals]\ncontradicted = \"2 weeks\"\npartly = \"1 year\"\n",
    )
    .unwrap();
    assert_eq!((due("contradicted"), due("partly")), ("2026-12-06".to_owned(), "2027-11-22".to_owned()));
    for (text, told) in [
        (
            "[review-intervals]\ncontradicted = \"soon\"",
            "claimbook.toml:2:16: “soon” is not an interval: expected a number and days",
        ),
        ("[review-intervals]\nwrong = \"2 days\"", "claimbook.toml:2:1: there is no verdict “wrong”"),
        ("\"a\\nb\" = 1", "claimbook.toml:1:1: there is no setting “a\\nb”"),
    ] {
        std::fs::write(folder.path().join("claimbook.toml"), text).unwrap();
        let run = desk.run(&["claims"]);
        assert_eq!(run.exit, 2, "{text}");
        assert!(run.err.contains(told), "{told} is not in {}", run.err);
    }
}
