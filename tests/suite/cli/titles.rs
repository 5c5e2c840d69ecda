//! `titles`: headline capitals are shown as a sentence first, and stored only as they were shown.

use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;

#[test]
fn nothing_is_stored_that_was_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let desk = Terminal::piped(folder.path());
    desk.ok(&[
        "edit",
        "knee-pain/r1",
        "title=Knee Pain in Chinese Adults With Vitamin D: A Cohort Study of the Roland Scale",
    ]);
    let shown = desk.run(&["titles", "knee-pain/r1"]);
    assert_eq!(shown.exit, 0, "{}", shown.err);
    assert!(
        shown
            .out
            .contains("\n  is     Knee Pain in Chinese Adults With Vitamin D: A Cohort Study of the Roland Scale\n")
    );
    assert!(
        shown
            .out
            .contains("\n  would  Knee pain in Chinese adults with vitamin D: a cohort study of the Roland scale\n"),
        "{}",
        shown.out
    );
    let code = shown.err.split("--set ").nth(1).unwrap().trim().to_owned();
    let title = || desk.ok(&["references", "--format", "json"]);
    assert!(title().contains("Knee Pain in Chinese"), "looking stores nothing");
    let run = desk.run(&["titles", "knee-pain/r1", "--set", "00000000"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("Nothing was stored"), "{}", run.err);
    let run = desk.run(&["titles", "knee-pain/r1", "--keep", "Scale", "--set", &code]);
    assert_eq!(run.exit, 2, "another way of asking was not shown: {}", run.err);
    let run = desk.run(&["titles", "knee-pain/r1", "--set", &code]);
    assert_eq!(
        (run.exit, run.err.as_str()),
        (0, "1 title is stored as shown. `claimbook history` shows what they were.\n")
    );
    assert!(
        title().contains("Knee pain in Chinese adults with vitamin D: a cohort study of the Roland scale"),
        "{}",
        title()
    );
    let run = desk.run(&["titles", "knee-pain/r1", "--set", &code]);
    assert_eq!(run.exit, 2, "it is stored once");
    assert!(desk.run(&["titles", "knee-pain/r1"]).err.contains("No title is in headline capitals."));
}

#[test]
fn names_are_kept_where_somebody_says_so_and_apa_has_its_capital() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let desk = Terminal::piped(folder.path());
    desk.ok(&["edit", "knee-pain/r2", "title=Scores on the Fictional Index Over Time: A Review"]);
    let run = desk.run(&["titles", "knee-pain/r2", "--keep", "Fictional,Index", "--capital-after-colon"]);
    assert!(run.out.contains("would  Scores on the Fictional Index over time: A review"), "{} {}", run.out, run.err);
    let run = desk.run(&["titles", "knee-pain/c1"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("a claim has no title"), "{}", run.err);
}
