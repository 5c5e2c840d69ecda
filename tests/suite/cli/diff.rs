//! `diff`: what became of each claim between two versions.

use crate::double::desk::Desk;
use serde_json::Value;

const FIRST: &str = "# Hips\n\n## First thoughts\n\nStairs raise the risk of hip pain by 20%.\n\nRunning causes hip pain in 10% of adults.\n\n\
    ## Second thoughts\n\nWalking lowers the risk of hip pain by 30%.\n\nYoga reduced hip pain by 12% in a trial.\n";

const SECOND: &str = "# Hips\n\nThis page was brought up to date.\n\n## First thoughts\n\nStairs raise the risk of hip pain by 25%.\n\n\
    ## Second thoughts\n\nWalking lowers the risk of hip pain by 30%.\n\nRunning causes hip pain in 10% of adults.\n\n\
    About one in nine office workers cannot sleep for worry.\n";

/// A desk with an article in two versions.
fn desk() -> Desk {
    let desk = Desk::new();
    for text in [FIRST, SECOND] {
        std::fs::write(desk.terminal.folder.join("hips.md"), text).unwrap();
        desk.ok(&["import", "hips.md"]);
    }
    desk
}

#[test]
fn each_claim_is_told_with_its_words_side_by_side() {
    let desk = desk();
    let out = desk.ok(&["diff", "hips"]);
    for part in [
        "hips, version 1 to 2: 1 claim unchanged, 1 moved, 1 new, 1 gone, 1 changed.",
        "was       Stairs raise the risk of hip pain by 20%.",
        "now       Stairs raise the risk of hip pain by 25%.",
        "section   from “First thoughts” to “Second thoughts”",
        "words     Yoga reduced hip pain by 12% in a trial.",
        "Next\n  claimbook show hips/c1",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(!out.contains("Walking") && desk.ok(&["diff", "hips", "--all"]).contains("Walking"), "{out}");
    let changes = desk.json(&["diff", "hips"]);
    let of = |fate: &str| -> Vec<&Value> {
        changes["claims"].as_array().unwrap().iter().filter(|change| change["change"] == fate).collect()
    };
    assert_eq!((&changes["from"], &changes["to"]), (&Value::from(1), &Value::from(2)));
    assert_eq!(
        (of("changed")[0]["was"]["line"].as_u64(), of("changed")[0]["now"]["line"].as_u64()),
        (Some(5), Some(7))
    );
    assert!(of("changed")[0]["because"].to_string().contains("25"), "{changes:#}");
    assert!(of("gone")[0]["now"].is_null() && of("new")[0]["was"].is_null(), "{changes:#}");
}

#[test]
fn versions_that_are_not_there_are_named_and_older_ones_can_be_compared() {
    let desk = desk();
    std::fs::write(desk.terminal.folder.join("hips.md"), FIRST).unwrap();
    desk.ok(&["import", "hips.md"]);
    let whole = desk.json(&["diff", "hips", "--from", "1", "--to", "3"]);
    let fates: Vec<&str> = whole["claims"].as_array().unwrap().iter().map(|c| c["change"].as_str().unwrap()).collect();
    assert_eq!(fates, ["unchanged"; 4], "the first text is back: {whole:#}");
    for arguments in [&["--from", "3"][..], &["--to", "9"], &["--from", "2", "--to", "1"]] {
        let run = desk.run(&[&["diff", "hips"], arguments].concat());
        assert!(run.exit == 2 && run.err.contains("has the versions 1 to 3"), "{arguments:?}: {}", run.err);
    }
    let run = desk.run(&["diff", "sore-knees"]);
    assert!(run.exit == 2 && run.err.contains("nothing to compare"), "{}", run.err);
}
