//! `next`: the full screen, driven by keys without a terminal.

mod pseudo_terminal;
mod screens;

use crate::double::console::{Step, keys};
use crate::double::desk::Desk;
use claimbook::cli::Key;
use serde_json::Value;

/// What a test stores of r2, for the passages.
const ABSTRACT: &str = "We searched four databases for trials of strength training. Knee pain fell by 18% (95% CI 10–26) after \
                        12 weeks of strength training. Stiffness did not change.";

/// A desk whose user has said who they are, with an abstract stored of r2.
fn desk() -> (Desk, tempfile::TempDir) {
    let mut desk = Desk::new();
    let own = tempfile::tempdir().unwrap();
    std::fs::create_dir(own.path().join("claimbook")).unwrap();
    let me = "[me]\nname = \"A. Reviewer\"\ncredentials = \"PT\"\n";
    std::fs::write(own.path().join("claimbook/claimbook.toml"), me).unwrap();
    desk.terminal.environment.push(("XDG_CONFIG_HOME".into(), own.path().to_str().unwrap().into()));
    desk.terminal.stdin = ABSTRACT.into();
    desk.ok(&["add", "abstract", "okafor2021"]);
    (desk, own)
}

/// The claims that wait, in the order in which they are asked.
fn waiting(desk: &Desk) -> Vec<String> {
    let queue = desk.json(&["queue"]);
    let asked = queue.as_array().unwrap().iter().filter(|entry| entry["reasons"][0]["task"] != "mend");
    asked.map(|entry| entry["address"].as_str().unwrap().to_owned()).collect()
}

fn show(desk: &Desk, claim: &str) -> Value {
    desk.json(&["show", claim])
}

const SIZE: (u16, u16) = (80, 40);

#[test]
fn a_key_dismisses_and_the_next_claim_comes() {
    let (desk, _own) = desk();
    let waiting = waiting(&desk);
    let sat = desk.terminal.sit(&["next"], SIZE, keys("ds"));
    assert_eq!(sat.run.exit, 0, "{}", sat.run.err);
    assert_eq!(show(&desk, &waiting[0])["status"], "dismissed");
    assert!(sat.frames[1].contains(&format!("{} is dismissed.", waiting[0])), "{}", sat.frames[1]);
    assert!(sat.frames[1].contains(&format!("2 of {}", waiting.len())), "{}", sat.frames[1]);
    assert!(sat.frames[2].contains(&waiting[2]), "{}", sat.frames[2]);
    assert!(sat.run.err.contains("Recorded: 1 dismissed."), "{}", sat.run.err);
    let history = desk.json(&["history", &waiting[0]]);
    assert_eq!((&history[0]["who"], &history[0]["command"]), (&"A. Reviewer".into(), &"dismiss".into()));
}

#[test]
fn what_is_left_is_told_with_the_command_that_goes_on() {
    let (desk, _own) = desk();
    let waiting = waiting(&desk);
    let all = waiting.len();
    let skips = "s".repeat(all);
    let accept_and_dismiss = format!("ad{skips}");
    let (one, two) = (waiting[0].as_str(), waiting[1].as_str());
    let prevalence = desk.json(&["queue", "--kind", "prevalence"]).as_array().unwrap().len();
    assert!(prevalence > 1 && prevalence < all);
    for (arguments, typed, told) in [
        (
            &["next"][..],
            skips.as_str(),
            format!("Nothing was recorded. {all} claims were skipped and still wait. Next: claimbook next\n"),
        ),
        (
            &["next", "--kind", "prevalence", "--article", "sore-knees"],
            "s",
            format!(
                "{prevalence} claims still wait, 1 of them skipped. Next: claimbook next --article sore-knees --kind prevalence\n"
            ),
        ),
        (
            &["next", one, two],
            "s",
            format!("2 claims still wait, 1 of them skipped. Next: claimbook next {one} {two}\n"),
        ),
        (&["next", two, "--by", "B. Second"], "", format!("Next: claimbook next {two} --by \"B. Second\"\n")),
        (&["next", one], "ad", "Recorded: 1 accepted, 1 dismissed. No claim of this sitting is left; claimbook queue lists any that still wait.\n".to_owned()),
        (
            &["next"],
            &accept_and_dismiss,
            format!(
                "Recorded: 1 accepted, 1 dismissed. {} claims were skipped and still wait. Next: claimbook next\n",
                all - 2
            ),
        ),
    ] {
        let sat = desk.terminal.sit(arguments, SIZE, keys(typed));
        assert!(sat.run.err.ends_with(&told), "{arguments:?} {typed}: {}", sat.run.err);
    }
}

#[test]
fn a_reading_and_a_verdict_take_few_keys() {
    let (desk, _own) = desk();
    let claim = desk.claim("A 2021 review");
    // The source, its nearest sentence, the place as proposed, the stance; the verdict, and that it is meant.
    let typed = "q1\n\np2\n";
    assert!(typed.chars().count() <= 12);
    let sat = desk.terminal.sit(&["next", &claim], SIZE, keys(typed));
    assert_eq!(sat.run.exit, 0, "{}", sat.run.err);
    let shown = show(&desk, &claim);
    assert_eq!((&shown["verdict"], &shown["status"]), (&"partly".into(), &"accepted".into()), "{}", sat.last());
    let read = &shown["citations"][0];
    assert_eq!(
        (&read["stance"], &read["locator"], &read["read_as"]),
        (&"partly".into(), &"Abstract".into(), &"abstract".into())
    );
    assert_eq!(read["quote"], "Knee pain fell by 18% (95% CI 10–26) after 12 weeks of strength training.");
}

#[test]
fn a_quote_is_typed_where_no_abstract_is_stored_or_where_it_is_from_elsewhere() {
    let (desk, _own) = desk();
    let claim = desk.claim("25% of adults");
    let sat = desk.terminal.sit(&["next", &claim], SIZE, keys("qOne adult in four.\np. 12\nfs3\n"));
    let shown = show(&desk, &claim);
    let read = &shown["citations"][0];
    assert_eq!(read["quote"], "One adult in four.", "{}", sat.last());
    assert_eq!(
        (&read["locator"], &read["read_as"], &read["stance"]),
        (&"p. 12".into(), &"full-text".into(), &"supports".into())
    );
    assert_eq!(shown["verdict"], "not-supported");
    // Two sentences that do not follow each other, and one typed over the abstract that does not hold it.
    let claim = desk.claim("A 2021 review");
    desk.terminal.sit(&["next", &claim], SIZE, keys("q1↓  \n\nb"));
    assert!(
        show(&desk, &claim)["citations"][0]["quote"].as_str().unwrap().contains(" … "),
        "{:#}",
        show(&desk, &claim)
    );
    let sat = desk.terminal.sit(&["next", &claim], SIZE, keys("q1tPain rose.\nResults\nac"));
    assert!(sat.last().contains("Kept, with a doubt: the quote is not in the stored abstract"), "{}", sat.last());
}

#[test]
fn sources_are_linked_and_rejected_and_notes_kept() {
    let (desk, _own) = desk();
    let claim = desk.claim("tire early");
    desk.terminal.sit(&["next", &claim], SIZE, keys("l2nlook at the figure\n"));
    let shown = show(&desk, &claim);
    let cited = shown["citations"].as_array().unwrap().iter().find(|c| c["state"] == "asserted").unwrap();
    assert_eq!(cited["reference"], "sore-knees/r2");
    let sat = desk.terminal.sit(&["next", &claim], SIZE, keys("x1"));
    let shown = show(&desk, &claim);
    assert!(shown["citations"].as_array().unwrap().iter().all(|c| c["state"] != "asserted"), "{}", sat.last());
    assert!(sat.last().contains("Does not rest on"), "{}", sat.last());
    let history = desk.json(&["history", &claim]);
    let commands: Vec<&str> = history.as_array().unwrap().iter().map(|e| e["command"].as_str().unwrap()).collect();
    assert!(commands.contains(&"link") && commands.contains(&"unlink"), "{commands:?}");
}

#[test]
fn what_another_process_changed_is_refused_with_both_states() {
    let (desk, _own) = desk();
    let claim = desk.claim("25% of adults");
    let other = desk.terminal.at_the_same_desk();
    let named = claim.clone();
    let meanwhile = Step::Meanwhile(Box::new(move || _ = other.ok(&["dismiss", &named])));
    let mut steps = vec![meanwhile];
    steps.extend(keys("a"));
    let sat = desk.terminal.sit(&["next", &claim], SIZE, steps);
    let told = sat.last().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("its status was proposed, and is now dismissed"), "{}", sat.last());
    assert_eq!(show(&desk, &claim)["status"], "dismissed");
    // Whoever looks again decides on what is there now.
    desk.terminal.sit(&["next", &claim], SIZE, keys("a"));
    assert_eq!(show(&desk, &claim)["status"], "accepted");
}

#[test]
fn the_last_decision_of_the_sitting_is_taken_back() {
    let (desk, _own) = desk();
    let waiting = waiting(&desk);
    let sat = desk.terminal.sit(&["next"], SIZE, keys("ddu"));
    assert_eq!(show(&desk, &waiting[0])["status"], "dismissed");
    assert_eq!(show(&desk, &waiting[1])["status"], "proposed", "{}", sat.last());
    assert!(sat.last().contains(&waiting[1]) && sat.last().contains("Undid"), "{}", sat.last());
    // A verdict goes, the reading before it stays; then that goes, too, and nothing of the sitting is left.
    desk.ok(&["accept", &waiting[0]]);
    let claim = desk.claim("A 2021 review");
    let sat = desk.terminal.sit(&["next", &claim], SIZE, keys("q1\n\np2\n"));
    assert_eq!(sat.run.exit, 0);
    let sat = desk.terminal.sit(&["next", &claim, &waiting[1]], SIZE, keys("q1\n\nc3\nuu"));
    let shown = show(&desk, &claim);
    assert_eq!(
        (&shown["verdict"], &shown["citations"][0]["stance"]),
        (&"partly".into(), &"partly".into()),
        "{}",
        sat.last()
    );
    let sat = desk.terminal.sit(&["next", &claim], SIZE, keys("u"));
    assert!(sat.last().contains("Nothing of this session is left to undo."), "{}", sat.last());
    desk.ok(&["verify-catalogue"]);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_terminal_that_goes_away_leaves_nothing_half_written() {
    let (desk, _own) = desk();
    let claim = desk.claim("A 2021 review");
    let log = |desk: &Desk| desk.json(&["history"]).as_array().unwrap().len();
    let before = log(&desk);
    for typed in
        ["", "q", "q1", "q1\n", "q1\n\n", "q1tPain", "l", "x", "n", "nsome words", "4", "4because", "?", "q1\n\n\u{1b}"]
    {
        for closed in [None, Some(Key::Closed)] {
            let mut steps = keys(typed);
            steps.extend(closed.map(Step::Press));
            let sat = desk.terminal.sit(&["next", &claim], SIZE, steps);
            assert_eq!((sat.run.exit, log(&desk)), (0, before), "{typed:?}: {}", sat.run.err);
        }
    }
    desk.ok(&["verify-catalogue"]);
}

#[test]
fn no_terminal_a_small_one_and_nobody_are_refused() {
    let (desk, _own) = desk();
    let piped = desk.run(&["next"]);
    assert!(piped.exit == 2 && piped.err.contains("claimbook queue"), "{}", piped.err);
    for size in [(59, 40), (80, 15)] {
        let small = desk.terminal.sit(&["next"], size, keys("d"));
        assert!(small.run.exit == 2 && small.frames.is_empty(), "{size:?}");
        assert!(small.run.err.contains("next needs 60 and 16") && small.run.err.contains("claimbook queue"));
    }
    // One that became too small takes no decision that nobody can see, until it is larger again.
    let waiting = waiting(&desk);
    let mut steps = vec![Step::Resize((50, 12))];
    steps.extend(keys("d1\n"));
    steps.push(Step::Resize(SIZE));
    let shrunk = desk.terminal.sit(&["next"], SIZE, steps);
    let told = shrunk.frames[1].split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("60 and 16 are needed"), "{}", shrunk.frames[1]);
    assert!(shrunk.last().contains(&waiting[0]) && shrunk.last().contains("d dismiss"), "{}", shrunk.last());
    assert_eq!(show(&desk, &waiting[0])["status"], "proposed");
    let stranger = Desk::new();
    let nobody = stranger.terminal.sit(&["next"], SIZE, keys("d"));
    assert!(nobody.run.exit == 2 && nobody.run.err.contains("Say who you are"), "{}", nobody.run.err);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(12))]
    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn no_keys_upset_it_at_any_size(
        typed in "[adlxqnsu?Qc1-5 tfpb\n\u{1b}↓↑⇟⌫é膝]{0,60}", width in 60_u16..140, height in 16_u16..60
    ) {
        let (desk, _own) = desk();
        let sat = desk.terminal.sit(&["next"], (width, height), keys(&typed));
        proptest::prop_assert_eq!(sat.run.exit, 0, "{}", sat.run.err);
        desk.ok(&["verify-catalogue"]);
    }
}
