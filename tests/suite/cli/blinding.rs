//! Blinding: whoever's own opinion is still to come is shown nobody else's, by no command.

use crate::double::console::keys;
use crate::double::desk::Desk;
use crate::double::terminal::{Run, Terminal};
use std::collections::BTreeSet;

/// What only A knows: her verdict, her stance and her words.
const SECRETS: &[&str] =
    &["not-supported", "not supported", "contradicts", "QUOTE-OF-A", "FINDING-OF-A", "NOTE-OF-A", "LOCATOR-OF-A"];

/// The claim that A has judged.
const WORDS: &str = "25% of adults";

/// Commands that show records to reviewers, each as it is called here with the claim `CLAIM` and its source `r1`.
const SHOWING: &[&[&str]] = &[
    &["articles"],
    &["articles", "--format", "json"],
    &["claims"],
    &["claims", "--format", "json"],
    &["claims", "--verdict", "not-supported"],
    &["claims", "--unreviewed"],
    &["claims", "--stale"],
    &["queue"],
    &["queue", "--format", "json"],
    &["queue", "--reason", "contradicted"],
    &["references", "--format", "json"],
    &["works", "--format", "json"],
    &["citations"],
    &["citations", "--format", "json"],
    &["people", "--format", "json"],
    &["show", "CLAIM"],
    &["show", "CLAIM", "--format", "json"],
    &["show", "r1"],
    &["show", "CLAIM:r1:1"],
    &["show", "CLAIM:r1:1", "--format", "json"],
    &["show", "sore-knees", "--format", "json"],
    &["search", "knee"],
    &["search", "QUOTE-OF-A"],
    &["where-used", "10.5555/jfr.2019.045", "--format", "json"],
    &["history"],
    &["history", "CLAIM", "--format", "json"],
    &["history", "A. First"],
    &["diff", "sore-knees"],
    &["suggest", "CLAIM", "--format", "json"],
    &["cite", "r1"],
    &["open", "r1", "--print"],
];

/// Commands that are an editor's and show all, and those that show no record: each says which.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "the editor's: they say that they show all",
        &["audit", "check", "export", "dump", "coverage", "baseline", "watch", "report"],
    ),
    ("the care of a team's server, which shows who writes there and no record", &["hub"]),
    ("records alone that this desk and another one changed, and only whose record it is to decide", &["sync"]),
    ("the care of the file", &["init", "load", "backup", "verify-catalogue", "seal", "merge", "mergetool", "titles"]),
    (
        "they change, and say what they changed",
        &[
            "import", "add", "edit", "accept", "dismiss", "retire", "confirm", "link", "unlink", "verify", "review",
            "waive", "settle", "assign", "note", "undo",
        ],
    ),
    ("the full screen, which reads the queue and lays out a claim as others do: it needs a terminal", &["next"]),
    ("pages at the same desk, of which tests/suite/pages/serve tries what they tell", &["serve"]),
    ("they show no record", &["completions", "man", "rules", "explain"]),
];

/// A catalogue in which A has judged `c1` and read its source, and where two opinions are wanted.
fn judged_by_a() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 2\n").unwrap();
    let a = of(&desk, "A. First");
    a.ok(&["link", &desk.claim(WORDS), "r1"]);
    a.ok(&["add", "abstract", "10.5555/jfr.2019.045"]);
    a.ok(&[
        "verify",
        &desk.claim(WORDS),
        "r1",
        "--stance",
        "contradicts",
        "--quote",
        "QUOTE-OF-A: 24% of adults report knee pain",
        "--finding",
        "FINDING-OF-A",
        "--locator",
        "LOCATOR-OF-A",
    ]);
    a.ok(&["review", &desk.claim(WORDS), "--verdict", "not-supported", "--note", "NOTE-OF-A"]);
    desk
}

/// The terminal of a person whose own settings say who they are.
pub(super) fn of(desk: &Desk, name: &str) -> Terminal {
    let own = desk.path().join(name).join("claimbook");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("claimbook.toml"), format!("[me]\nname = \"{name}\"\n")).unwrap();
    let mut terminal = Terminal::piped(desk.path());
    terminal.environment.push(("XDG_CONFIG_HOME".into(), desk.path().join(name).display().to_string()));
    terminal.stdin = b"About 24% of adults reported knee pain.".to_vec();
    terminal
}

fn leaks(run: &Run) -> Vec<&'static str> {
    SECRETS.iter().copied().filter(|secret| run.out.contains(secret) || run.err.contains(secret)).collect()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_command_shows_anothers_opinion_before_ones_own_is_given() {
    let desk = judged_by_a();
    for (who, terminal) in [("B", of(&desk, "B. Second")), ("nobody known", Terminal::piped(desk.path()))] {
        for command in SHOWING {
            let words: Vec<String> = command.iter().map(|word| word.replace("CLAIM", &desk.claim(WORDS))).collect();
            let run = terminal.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
            let named: Vec<&str> =
                command.iter().copied().filter(|word| SECRETS.contains(word) || word.contains("OF-A")).collect();
            let told: Vec<&str> = leaks(&run).into_iter().filter(|secret| !named.contains(secret)).collect();
            assert!(told.is_empty(), "{who}: claimbook {} tells {told:?}\n{}{}", command.join(" "), run.out, run.err);
        }
    }
}

#[test]
fn every_command_is_tried_or_says_why_not() {
    let mut known: BTreeSet<&str> = SHOWING.iter().map(|command| command[0]).collect();
    known.extend(OTHERS.iter().flat_map(|(_, commands)| commands.iter().copied()));
    let all = claimbook::cli::build_definition();
    let all: BTreeSet<&str> = all.get_subcommands().map(|command| command.get_name()).collect();
    let untried: Vec<&&str> = all.difference(&known).collect();
    assert!(untried.is_empty(), "what do these show to a reviewer whose opinion is still to come? {untried:?}");
}

#[test]
fn figures_stay_and_whether_they_agree_is_withheld() {
    let desk = judged_by_a();
    let figures = |terminal: &Terminal| {
        let claim: serde_json::Value =
            serde_json::from_str(&terminal.ok(&["show", &desk.claim(WORDS), "--format", "json"])).unwrap();
        claim["citations"][0]["figures"].clone()
    };
    let withheld = figures(&of(&desk, "B. Second"));
    assert_eq!(
        (&withheld[0]["claim"], &withheld[0]["result"]),
        (&"About 25%".into(), &"withheld".into()),
        "{withheld:#}"
    );
    assert!(withheld[0]["source"].is_string(), "{withheld:#}");
    assert_ne!(figures(&of(&desk, "A. First"))[0]["result"], "withheld");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn ones_own_opinion_is_shown_and_opens_the_others() {
    let desk = judged_by_a();
    let (a, b) = (of(&desk, "A. First"), of(&desk, "B. Second"));
    assert_eq!(leaks(&a.run(&["show", &desk.claim(WORDS)])).len(), 6, "{}", a.run(&["show", &desk.claim(WORDS)]).out);
    let said = b.run(&["review", &desk.claim(WORDS), "--verdict", "partly"]);
    assert!(leaks(&said).is_empty() && said.exit == 0, "{said:?}");
    // An opinion is a verdict and a reading of each source: until both are there, it is open, for B and for whoever comes after.
    for terminal in [&b, &of(&desk, "C. Third"), &Terminal::piped(desk.path())] {
        let run = terminal.run(&["show", &desk.claim(WORDS)]);
        assert!(leaks(&run).is_empty(), "{}", run.out);
    }
    let queue: serde_json::Value = serde_json::from_str(&b.ok(&["queue", "--format", "json"])).unwrap();
    let asked = queue.as_array().unwrap().iter().find(|entry| entry["address"] == *desk.claim(WORDS)).unwrap();
    let why = asked["reasons"][0]["why"].as_str().unwrap();
    assert!(why.contains("yours still lacks your reading of") && asked["reasons"][0]["since"].is_string(), "{asked:#}");
    let said = b.run(&["verify", &desk.claim(WORDS), "r1", "--stance", "supports"]);
    assert!(leaks(&said).is_empty() && said.exit == 0, "{said:?}");
    for terminal in [&b, &of(&desk, "C. Third"), &Terminal::piped(desk.path())] {
        let run = terminal.run(&["show", &desk.claim(WORDS)]);
        assert_eq!(leaks(&run).len(), 6, "{}", run.out);
    }
}

#[test]
fn looking_all_the_same_is_logged() {
    let desk = judged_by_a();
    let b = of(&desk, "B. Second");
    assert_eq!(leaks(&b.run(&["show", &desk.claim(WORDS), "--reveal"])).len(), 6);
    let history = b.ok(&["history", "B. Second"]);
    assert!(history.contains("looked at others' opinions: show sore-knees/c"), "{history}");
    assert!(b.ok(&["verify-catalogue"]).starts_with("Sound"));
    let nobody = Terminal::piped(desk.path()).run(&["show", &desk.claim(WORDS), "--reveal"]);
    assert_eq!(nobody.exit, 2);
    assert!(leaks(&nobody).is_empty() && nobody.err.contains("--reveal is logged with your name"), "{}", nobody.err);
}

#[test]
fn the_editors_commands_show_all_and_say_so() {
    let desk = judged_by_a();
    let b = of(&desk, "B. Second");
    for command in [&["export", "claims", "--to", "csv"][..], &["audit"], &["coverage"], &["dump", "text"]] {
        let run = b.run(command);
        assert!(run.err.contains("This is the editor's view"), "{command:?}: {}", run.err);
    }
    assert!(b.run(&["export", "claims", "--to", "csv"]).out.contains("QUOTE-OF-A"));
}

#[test]
fn one_opinion_blinds_nobody() {
    let desk = judged_by_a();
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 2\n[review.articles]\nsore-knees = 1\n")
        .unwrap();
    let b = of(&desk, "B. Second");
    assert_eq!(leaks(&b.run(&["show", &desk.claim(WORDS)])).len(), 6);
    std::fs::write(desk.path().join("claimbook.toml"), "[review.kinds]\nprevalence = 2\n").unwrap();
    assert!(leaks(&b.run(&["show", &desk.claim(WORDS)])).is_empty());
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_one_has_judged_waits_for_the_others_and_not_for_who_judged() {
    let desk = judged_by_a();
    let (a, b, claim) = (of(&desk, "A. First"), of(&desk, "B. Second"), desk.claim(WORDS));
    a.ok(&["review", &claim, "--verdict", "partly"]);
    let asked = |terminal: &Terminal| {
        let queue: serde_json::Value = serde_json::from_str(&terminal.ok(&["queue", "--format", "json"])).unwrap();
        queue.as_array().unwrap().iter().find(|entry| entry["address"] == *claim).cloned()
    };
    for (who, terminal) in [("B", &b), ("nobody known", &Terminal::piped(desk.path()))] {
        let entry = asked(terminal).unwrap_or_else(|| panic!("{who} is not asked"));
        let first = &entry["reasons"][0];
        assert_eq!(
            (&first["reason"], &first["why"]),
            (&"unreviewed".into(), &"more than one opinion is required, and you have not given yours yet".into()),
            "{who}: {entry:#}"
        );
        assert!(entry["verdict"].is_null(), "{who}: {entry:#}");
    }
    assert_eq!(asked(&a), None, "whoever has judged is not asked again");
    let report: serde_json::Value = serde_json::from_str(&a.run(&["audit", "--format", "json"]).out).unwrap();
    let wanted = |found: &&serde_json::Value| found["rule"] == "claim-second-opinion" && found["address"] == *claim;
    assert!(report["findings"].as_array().unwrap().iter().any(|found| wanted(&found)), "{report:#}");

    const SIZE: (u16, u16) = (100, 60);
    let words = |frame: &str| frame.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = words(b.sit(&["next", &claim], SIZE, keys("")).last());
    assert!(named.contains("you have not given your opinion yet; others' are withheld until then"), "{named}");
    assert!(!named.contains("read by nobody") && !named.contains("Nothing is asked"), "{named}");
    let all = b.sit(&["next"], SIZE, keys("ssssssssssss"));
    assert!(all.frames.iter().any(|frame| frame.contains(&format!(" {claim} "))), "{:?}", all.frames);
    let own = words(a.sit(&["next", &claim], SIZE, keys("")).last());
    assert!(own.contains("Nothing is asked of you about this claim."), "{own}");
    b.ok(&["verify", &claim, "r1", "--stance", "partly"]);
    b.ok(&["review", &claim, "--verdict", "partly"]);
    assert_eq!(asked(&b), None);
}

#[test]
fn the_order_of_the_queue_tells_nothing_of_what_others_did() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 2\n").unwrap();
    let (a, b) = (of(&desk, "A. First"), of(&desk, "B. Second"));
    let order = || -> Vec<(String, String)> {
        let queue: serde_json::Value = serde_json::from_str(&b.ok(&["queue", "--format", "json"])).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        queue.as_array().unwrap().iter().map(|entry| (text(&entry["kind"]), text(&entry["address"]))).collect()
    };
    let before = order();
    assert!(before.len() > 3, "{before:?}");
    let (_, last) = before.last().unwrap().clone();
    a.ok(&["link", &last, "r1"]);
    a.ok(&["verify", &last, "r1", "--stance", "contradicts"]);
    a.ok(&["review", &last, "--verdict", "contradicted"]);
    let (_, other) = before[before.len() / 2].clone();
    a.ok(&["accept", &other]);
    let after: Vec<_> = order().into_iter().filter(|entry| before.contains(entry)).collect();
    assert_eq!(after, before);
    let limited: serde_json::Value =
        serde_json::from_str(&b.ok(&["queue", "--limit", "2", "--format", "json"])).unwrap();
    assert_eq!(limited[1]["address"], before[1].1.as_str());
    let first = b.sit(&["next"], (100, 40), keys(""));
    assert!(first.last().contains(&before[0].1), "{}", first.last());
}

#[test]
fn whoever_is_still_asked_for_an_opinion_is_not_told_whether_the_others_differ() {
    let desk = judged_by_a();
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 3\n").unwrap();
    let (b, c, claim) = (of(&desk, "B. Second"), of(&desk, "C. Third"), desk.claim(WORDS));
    let settle = || c.run(&["settle", &claim, "--verdict", "partly", "--reason", "r"]);
    let alone = settle();
    assert!(alone.exit == 2 && alone.err.contains("3 opinions are required"), "{}", alone.err);
    b.ok(&["verify", &claim, "r1", "--stance", "supports"]);
    b.ok(&["review", &claim, "--verdict", "not-supported"]);
    let agreeing = settle().err;
    b.ok(&["review", &claim, "--verdict", "supported"]);
    assert_eq!(settle().err, agreeing);
    assert!(agreeing.contains("3 opinions are required") && agreeing.contains("2 are complete"), "{agreeing}");
}

#[test]
fn sheets_that_are_tried_and_catalogues_that_are_joined_tell_no_opinion() {
    let desk = judged_by_a();
    let (a, b) = (of(&desk, "A. First"), of(&desk, "B. Second"));
    let sheet = desk.run(&["export", "claims", "--to", "csv"]).out;
    assert!(sheet.contains("QUOTE-OF-A"), "{sheet}");
    let words = [
        ("QUOTE-OF-A", "QUOTE-OF-B"),
        ("FINDING-OF-A", "FINDING-OF-B"),
        ("LOCATOR-OF-A", "LOCATOR-OF-B"),
        ("NOTE-OF-A", "NOTE-OF-B"),
        ("contradicts", "supports"),
        ("not-supported", "partly"),
    ];
    let sheet = words.iter().fold(sheet, |sheet, (from, to)| sheet.replace(from, to));
    std::fs::write(desk.path().join("mine.csv"), sheet).unwrap();
    let mut changes = String::new();
    for more in [&["--dry-run"][..], &["--dry-run", "--format", "json"], &[]] {
        let run = b.run(&[&["import", "mine.csv", "--as", "claims"], more].concat());
        assert!(leaks(&run).is_empty(), "{more:?}: {}{}", run.out, run.err);
        changes.push_str(&run.out);
    }
    assert!(!changes.is_empty());
    // The other desk has a verdict of A's that this one has not.
    a.ok(&["dump", "text"]);
    std::fs::copy(desk.path().join("claimbook.db"), desk.path().join("other.db")).unwrap();
    a.ok(&[
        "--catalogue",
        "other.db",
        "review",
        &desk.claim(WORDS),
        "--verdict",
        "not-supported",
        "--note",
        "NOTE-OF-A",
    ]);
    a.ok(&["--catalogue", "other.db", "dump", "other"]);
    let merged = b.run(&["load", "--merge", "other"]);
    assert!(merged.exit == 0 && leaks(&merged).is_empty(), "{}{}", merged.out, merged.err);
}

#[test]
fn that_somebody_looked_is_not_undone_and_says_why() {
    let desk = judged_by_a();
    let b = of(&desk, "B. Second");
    b.ok(&["show", &desk.claim(WORDS), "--reveal"]);
    let history: serde_json::Value = serde_json::from_str(&b.ok(&["history", "--format", "json"])).unwrap();
    let look = history.as_array().unwrap().iter().find(|event| event["command"] == "reveal").unwrap();
    let run = b.run(&["undo", look["event"].as_str().unwrap()]);
    assert!(run.exit == 2 && run.err.contains("that somebody looked stays so"), "{}{}", run.out, run.err);
}

#[test]
fn what_is_assigned_to_a_stranger_is_nothing() {
    let desk = Desk::new();
    let stranger = of(&desk, "S. Tranger");
    let run = stranger.run(&["queue", "--mine"]);
    assert_eq!((run.exit, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("Nothing is assigned to you, S. Tranger"), "{}", run.err);
    assert_eq!(stranger.ok(&["queue", "--mine", "--format", "json"]), "[]\n");
    let sat = stranger.sit(&["next", "--mine"], (100, 40), keys("s"));
    assert!(sat.run.exit == 0 && sat.frames.is_empty(), "{}", sat.run.err);
}

#[test]
fn what_an_undo_would_do_is_told_to_who_is_blind_and_no_secret_with_it() {
    let desk = judged_by_a();
    let (b, c) = (of(&desk, "B. Second"), of(&desk, "C. Third"));
    let claim = desk.claim(WORDS);
    let rehearsed = |terminal: &Terminal, about: &str| {
        let would = terminal.run(&["undo", "--dry-run"]);
        assert!(would.exit == 0 && would.err.contains(about), "{about}: {}{}", would.out, would.err);
        would
    };
    // Another's: the last command is A's verdict.
    let run = b.run(&["undo", "--dry-run"]);
    assert!(run.exit == 2 && run.err.contains("only A. First withdraws the verdict of"), "{}{}", run.out, run.err);
    assert!(leaks(&run).is_empty(), "{}", run.err);
    let undone = b.run(&["undo"]);
    assert!(undone.exit == 2 && leaks(&undone).is_empty(), "{}", undone.err);
    // Her own are hers to take back.
    assert!(leaks(&rehearsed(&of(&desk, "A. First"), "(review of")).contains(&"not-supported"));
    // His own reading, while his verdict is still to come.
    b.ok(&["verify", &claim, "r1", "--stance", "supports", "--quote", "24% of adults report knee pain"]);
    assert!(leaks(&rehearsed(&b, "(verify of")).is_empty());
    b.ok(&["review", &claim, "--verdict", "partly"]);
    rehearsed(&b, "(review of");
    c.ok(&["settle", &claim, "--verdict", "partly", "--reason", "Both were heard."]);
    rehearsed(&c, "(settle of");
    assert!(desk.ok(&["verify-catalogue"]).starts_with("Sound"));
}

#[test]
fn an_undo_passes_over_looks() {
    let desk = judged_by_a();
    let (a, b) = (of(&desk, "A. First"), of(&desk, "B. Second"));
    let claim = desk.claim(WORDS);
    a.ok(&["edit", &claim, "statement=A quarter of adults has knee pain."]);
    b.ok(&["show", &claim, "--reveal"]);
    let run = b.run(&["undo"]);
    assert!(run.exit == 0 && run.err.contains("(edit of"), "{}{}", run.out, run.err);
    assert!(b.ok(&["verify-catalogue"]).starts_with("Sound"));
}
