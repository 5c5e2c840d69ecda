//! Two opinions: what is disputed, who settles it, how far people agree, and what they say and arrange.

use super::blinding::of;
use crate::double::console::keys;
use crate::double::desk::Desk;

/// A desk where two opinions are wanted, and A and B have given theirs on `c1`.
fn judged(first: &str, second: &str) -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 2\n").unwrap();
    desk.ok(&["link", "c1", "r1"]);
    for (who, verdict) in [("A. First", first), ("B. Second", second)] {
        desk.ok(&["verify", "c1", "r1", "--stance", "partly", "--quote", "24%", "--locator", "Results", "--by", who]);
        desk.ok(&["review", "c1", "--verdict", verdict, "--note", &format!("so says {who}"), "--by", who]);
    }
    desk
}

#[test]
fn two_that_differ_are_disputed_until_a_third_settles() {
    let desk = judged("supported", "partly");
    assert_eq!(desk.findings("claim-disputed").len(), 1);
    let shown = desk.ok(&["show", "c1"]);
    assert!(shown.contains("Two opinions that differ") && shown.contains("because: so says B. Second"), "{shown}");
    for (by, why) in [
        (&["--by", "A. First"][..], "A. First gave one of the verdicts that differ"),
        (&["--by", "B. Second"], "B. Second gave one of the verdicts that differ"),
        (&[], "a judgement needs a person's name"),
    ] {
        let refused = desk.run(&[&["settle", "c1", "--verdict", "partly", "--reason", "r"], by].concat());
        assert!(refused.exit == 2 && refused.err.contains(why), "{}", refused.err);
    }
    let empty = desk.run(&["settle", "c1", "--verdict", "partly", "--reason", " ", "--by", "C. Third"]);
    assert!(empty.exit == 2 && empty.err.contains("settled with a reason"), "{}", empty.err);
    let none = desk.run(&["settle", "c2", "--verdict", "partly", "--reason", "r", "--by", "C. Third"]);
    assert!(
        none.exit == 2 && none.err.contains("2 opinions are required on sore-knees/c2, and 0 are complete"),
        "{}",
        none.err
    );

    desk.ok(&["settle", "c1", "--verdict", "partly", "--reason", "the interval is wide", "--by", "C. Third"]);
    assert_eq!(desk.findings("claim-disputed"), []);
    let claim = desk.json(&["show", "c1"]);
    assert_eq!((&claim["verdict"], &claim["disputed"]), (&"partly".into(), &false.into()));
    assert_eq!(claim["opinions"].as_array().unwrap().iter().filter(|o| o["settled"] == true).count(), 2);
    let again = desk.run(&["settle", "c1", "--verdict", "partly", "--reason", "r", "--by", "D. Fourth"]);
    assert!(again.exit == 2 && again.err.contains("was settled on 2026-11-23 by C. Third"), "{}", again.err);

    // Somebody gives another verdict: it is open again.
    desk.ok(&["review", "c1", "--verdict", "contradicted", "--by", "A. First"]);
    assert_eq!(desk.findings("claim-disputed").len(), 1);
}

#[test]
fn a_claim_is_finished_when_so_many_people_have_judged_each_source() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 2\n").unwrap();
    desk.ok(&["link", "c1", "r1"]);
    desk.ok(&["verify", "c1", "r1", "--stance", "partly", "--by", "A. First"]);
    desk.ok(&["review", "c1", "--verdict", "partly", "--by", "A. First"]);
    assert_eq!(desk.findings("claim-second-opinion"), [("sore-knees/c1".into(), "warn".into())]);
    desk.ok(&["review", "c1", "--verdict", "partly", "--by", "B. Second"]);
    assert_eq!(desk.findings("claim-second-opinion").len(), 1, "one reading is missing");
    // A second reading makes nobody's verdict stale that was given without sight of it.
    desk.ok(&["verify", "c1", "r1", "--stance", "partly", "--by", "B. Second"]);
    desk.ok(&["review", "c1", "--verdict", "partly", "--by", "B. Second"]);
    assert_eq!((desk.findings("claim-second-opinion"), desk.findings("claim-stale")), (vec![], vec![]));
}

#[test]
fn agreement_is_told_with_its_method() {
    let desk = judged("supported", "partly");
    for (who, verdict) in [("A. First", "partly"), ("B. Second", "partly")] {
        desk.ok(&["review", "c2", "--verdict", verdict, "--by", who]);
    }
    let rows = desk.json(&["coverage", "--agreement"]);
    assert_eq!(
        (&rows[0]["article"], &rows[0]["claims"], &rows[0]["agreed"]),
        (&"sore-knees".into(), &2.into(), &1.into())
    );
    assert_eq!((&rows[1]["article"], &rows[1]["observed"]), (&serde_json::Value::Null, &0.5.into()));
    let shown = desk.run(&["coverage", "--agreement"]);
    assert!(shown.err.contains("2 claims were judged by two people (A. First and B. Second)."), "{}", shown.err);
    let nobody = Desk::new().run(&["coverage", "--agreement"]);
    assert!(nobody.err.contains("No claim has been judged by two people yet"), "{}", nobody.err);
}

#[test]
fn notes_and_assignments_are_shown_and_change_no_state() {
    let desk = judged("partly", "partly");
    let before = desk.json(&["audit"])["findings"].clone();
    desk.ok(&["note", "c1", "Athletes only?", "--question", "--by", "A. First"]);
    desk.ok(&["note", "c1", "The abstract says adults.", "--answers", "1", "--by", "B. Second"]);
    desk.ok(&["assign", "sore-knees", "B. Second"]);
    desk.ok(&["assign", "c1", "A. First"]);
    assert_eq!(desk.json(&["audit"])["findings"], before);
    let claim = desk.json(&["show", "c1"]);
    assert_eq!(claim["assigned"], serde_json::json!(["B. Second", "A. First"]));
    assert_eq!((&claim["notes"][0]["kind"], &claim["notes"][1]["answers"]), (&"question".into(), &1.into()));
    let shown = desk.ok(&["show", "c1"]);
    assert!(shown.contains("1. A. First asks, 2026-11-23: Athletes only?"), "{shown}");
    let history = desk.ok(&["history", "--limit", "4"]);
    assert!(history.contains("assign") && history.contains("note"), "{history}");
    for (command, why) in [
        (
            &["note", "c1", "x", "--answers", "2", "--by", "A. First"][..],
            "note 2 on sore-knees/c1 is not a question; the questions are: 1",
        ),
        (
            &["note", "c1", "x", "--answers", "7", "--by", "A. First"],
            "sore-knees/c1 has 2 notes and no note 7; nothing was recorded",
        ),
        (&["note", "c2", "x", "--answers", "1", "--by", "A. First"], "nobody has asked a question"),
        (&["note", "c1", " ", "--by", "A. First"], "a note needs words"),
        (&["note", "c1", "x"], "a judgement needs a person's name"),
        (&["assign", "c1", "Z. Nobody"], "claimbook add person"),
        (&["assign", "r1", "A. First"], "neither an article nor a claim"),
        (&["assign", "c2", "A. First", "--end"], "is not assigned to A. First"),
    ] {
        let refused = desk.run(command);
        assert!(refused.exit == 2 && refused.err.contains(why), "{command:?}: {}", refused.err);
    }
    assert!(desk.run(&["assign", "c1", "A. First"]).err.contains("has been assigned"));
    // `--to` is what many try first.
    desk.ok(&["assign", "c1", "--to", "A. First", "--end"]);
    assert_eq!(desk.json(&["show", "c1"])["assigned"], serde_json::json!(["B. Second"]));
    desk.ok(&["dump", "text"]);
    let text = desk.path().join("text").join("sore-knees");
    for (file, rows) in [("notes.csv", 3), ("assignments.csv", 3)] {
        assert_eq!(std::fs::read_to_string(text.join(file)).unwrap().lines().count(), rows, "{file}");
    }
    assert!(desk.ok(&["verify-catalogue"]).starts_with("Sound"));
}

#[test]
fn nobody_proposes_a_verdict() {
    let sources = walk(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    let proposing = sources.iter().filter(|(path, text)| {
        let is_code = path.ends_with(".rs") && !path.contains("/tests");
        is_code && (text.contains("--verdict supported") || text.contains("--stance supports"))
    });
    let proposing: Vec<&String> = proposing.map(|(path, _)| path).collect();
    assert!(proposing.is_empty(), "a machine proposes no verdict: {proposing:?}");
}

fn walk(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(walk(&path)),
            false => found.extend(std::fs::read_to_string(&path).map(|text| (path.display().to_string(), text))),
        }
    }
    found
}

#[test]
fn a_judgement_that_cannot_be_one_is_refused_and_a_doubtful_one_is_kept_and_said() {
    let desk = Desk::new();
    desk.ok(&["link", "c1", "r1"]);
    let by = ["--by", "A. First"];
    desk.ok(&["dismiss", "c3"]);
    for (command, why) in [
        (&["review", "c1", "--verdict", "partly", "--today", "2027-01-01"][..], "is in the future"),
        (&["verify", "c1", "r1", "--stance", "partly", "--today", "2027-01-01"], "is in the future"),
        (&["verify", "c1", "r1", "--stance", "partly", "--quote", " "], "the quote is empty"),
        (&["review", "c3", "--verdict", "partly"], "is dismissed; first run claimbook accept"),
        (&["settle", "c3", "--verdict", "partly", "--reason", "r"], "is not disputed"),
    ] {
        let refused = desk.run(&[command, &by].concat());
        assert!(refused.exit == 2 && refused.err.contains(why), "{command:?}: {}", refused.err);
    }
    let nobody = desk.run(&["review", "c1", "--verdict", "partly"]);
    assert!(nobody.exit == 2 && nobody.err.contains("a judgement needs a person's name"), "{}", nobody.err);
    assert_eq!(desk.json(&["show", "c1"])["opinions"], serde_json::json!([]));
    assert_eq!(desk.json(&["show", "c1"])["citations"][0]["verified"], false);

    let mut terminal = crate::double::terminal::Terminal::piped(desk.path());
    terminal.stdin = b"About 24% of adults reported knee pain.".to_vec();
    terminal.ok(&["add", "abstract", "10.5555/jfr.2019.045"]);
    let quote = ["verify", "c1", "r1", "--stance", "partly", "--quote", "31% of adults", "--read-as", "abstract"];
    let kept = desk.run(&[&quote[..], &by].concat());
    assert!(kept.exit == 0 && kept.err.contains("is not in the stored abstract"), "{}", kept.err);
    assert_eq!(desk.json(&["show", "c1"])["citations"][0]["quote"], "31% of adults");
}

#[test]
fn whoever_wrote_the_article_and_approves_it_is_found_also_after_a_merge() {
    let desk = Desk::new();
    let text = "Sore hips\n\nWritten by Idris Vale, MD\n\nAbout 30% of adults report hip pain [1].\n\nReferences\n\n1. Marlowe TR. Hips. J Fict Rheum. 2019;12(3):45-58.\n";
    std::fs::write(desk.path().join("sore-hips.txt"), text).unwrap();
    desk.ok(&["import", "sore-hips.txt"]);
    let people = desk.json(&["show", "sore-hips"])["people"].clone();
    let Some(author) = people.as_array().unwrap().iter().find(|person| person["role"] == "author") else {
        panic!("the article names no author: {people:#}");
    };
    desk.ok(&["review", "sore-hips/c1", "--verdict", "partly", "--by", "I. Vale"]);
    assert_eq!(desk.findings("claim-self-approved"), []);
    desk.ok(&["merge", author["name"].as_str().unwrap(), "I. Vale"]);
    assert_eq!(desk.findings("claim-self-approved").len(), 1);
}

#[test]
fn a_dispute_is_listed_as_one_and_a_third_person_is_shown_how_to_settle_it() {
    let desk = judged("supported", "partly");
    let settle = "claimbook settle sore-knees/c1 --verdict VERDICT --reason \"…\"";
    let review = "claimbook review sore-knees/c1 --verdict VERDICT";
    for (who, proposed) in [("A. First", review), ("B. Second", review), ("C. Third", settle)] {
        let shown = of(&desk, who).ok(&["show", "c1"]);
        assert!(shown.contains(proposed), "{who}: {shown}");
        assert!((proposed == review) != shown.contains("claimbook settle"), "{who}: {shown}");
    }
    assert!(desk.ok(&["show", "c1"]).contains(settle));

    let listed = desk.ok(&["claims"]);
    let line = listed.lines().find(|line| line.starts_with("sore-knees/c1\t")).unwrap();
    assert!(line.contains("\tdisputed\t") && !line.contains("partly"), "{line}");
    for (verdict, is_listed) in [("supported", true), ("partly", true), ("contradicted", false)] {
        let found = desk.json(&["claims", "--verdict", verdict]);
        assert_eq!(found.as_array().unwrap().len(), usize::from(is_listed), "{verdict}: {found:#}");
        assert!(
            found.as_array().unwrap().iter().all(|claim| claim["verdict"] == "partly" && claim["disputed"] == true)
        );
    }
    let sat = of(&desk, "C. Third").sit(&["next", "c1"], (100, 40), keys(""));
    assert!(sat.last().contains("B. Second says partly (2026-11-23)"), "{}", sat.last());
    assert!(!sat.last().contains("(since"), "{}", sat.last());
}

#[test]
fn a_verdict_after_one_that_was_taken_back_is_not_called_independent() {
    let desk = judged("supported", "partly");
    let said =
        |desk: &Desk| desk.run(&["coverage", "--agreement"]).err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!said(&desk).contains("taken back"), "{}", said(&desk));
    // One who gave two and takes the second back is compared by the first.
    desk.ok(&["review", "c1", "--verdict", "contradicted", "--by", "A. First"]);
    let newest = |desk: &Desk| desk.json(&["history", "--limit", "1"])[0]["event"].as_str().unwrap().to_owned();
    desk.ok(&["undo", &newest(&desk), "--by", "A. First"]);
    assert!(!said(&desk).contains("taken back"), "{}", said(&desk));
    // B looks, takes the only one back, and gives another.
    let events = desk.json(&["history", "c1"]);
    let theirs = events.as_array().unwrap().iter().find(|e| e["command"] == "review" && e["who"] == "B. Second");
    let theirs = theirs.unwrap()["event"].as_str().unwrap().to_owned();
    desk.ok(&["undo", &theirs, "--by", "B. Second"]);
    desk.ok(&["review", "c1", "--verdict", "supported", "--by", "B. Second"]);
    assert!(said(&desk).contains("On 1 claim one of the two had taken back"), "{}", said(&desk));
}
