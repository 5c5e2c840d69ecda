//! `watch`: what is new is told once, whatever it is remembered by, and nothing is asked or changed for it.

use crate::double::golden::golden;
use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;
use serde_json::Value;

fn desk() -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    (folder, terminal)
}

#[test]
fn a_digest_is_told_in_each_form() {
    let (_folder, terminal) = desk();
    for form in ["text", "markdown", "html", "json"] {
        golden(&format!("watch/{form}.txt"), &terminal.ok(&["watch", "--since", "2026-11-20", "--format", form]));
    }
    let later = terminal.run(&["watch", "--since", "2099-01-01"]);
    assert!(later.exit == 2 && later.err.contains("2099-01-01 is in the future"), "{later:?}");
    let due = terminal.ok(&["watch", "--since", "2026-11-22", "--due-within", "2000", "--format", "json"]);
    let due: Value = serde_json::from_str(&due).unwrap();
    assert_eq!(due["due"][0]["claim"], "knee-pain/c1");
}

#[test]
fn several_are_told_in_the_plural_in_lines_that_fit_and_at_their_places() {
    let (folder, terminal) = desk();
    terminal.ok(&["edit", "knee-pain/c1", "statement=Half of all adults have knee pain."]);
    let stale = terminal.ok(&["watch", "--since", "2026-11-20", "--format", "json"]);
    let stale: Value = serde_json::from_str(&stale).unwrap();
    let stale = stale["stale"].as_array().unwrap();
    assert!(stale.len() > 1, "{stale:#?}");
    for form in ["text", "markdown", "html"] {
        let told = terminal.ok(&["watch", "--since", "2026-11-20", "--format", form]);
        assert!(told.contains(&format!("{} claims whose review no longer holds", stale.len())), "{told}");
        assert!(!told.contains("holdss"), "{told}");
        for news in stale {
            let place = format!("{}:{}:{}", news["file"].as_str().unwrap(), news["line"], news["column"]);
            let shown = terminal.ok(&["show", news["claim"].as_str().unwrap()]);
            assert!(shown.contains(&format!("In {place}")), "{place}: {shown}");
            assert!(told.contains(&place.replace('_', "\\_")), "{place}: {told}");
        }
    }
    let narrow = Terminal::wide(folder.path(), 60).ok(&["watch", "--since", "2026-11-20"]);
    assert!(narrow.lines().all(|line| line.chars().count() <= 60), "{narrow}");
}

#[test]
fn what_was_told_is_not_told_again() {
    let (folder, terminal) = desk();
    let state = folder.path().join("watch.json");
    let watch = ["watch", "--state", "watch.json", "--fail-on-new", "--format", "json"];
    let first = terminal.run(&watch);
    assert_eq!(first.exit, 1, "{}", first.err);
    let first: Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!(first["stale"][0]["claim"], "knee-pain/c3");
    assert_eq!(first["stale"][0]["stale_because"][0], "a correction of 2026-11-21 was noted on sample2022");
    assert!(state.is_file());
    let again = terminal.run(&watch);
    assert_eq!(again.exit, 0, "{}", again.out);
    let again: Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!((&again["notices"], &again["stale"]), (&Value::Array(vec![]), &Value::Array(vec![])));
    terminal.ok(&["edit", "knee-pain/c1", "statement=Half of all adults have knee pain."]);
    let changed = terminal.run(&watch);
    assert_eq!(changed.exit, 1);
    let changed: Value = serde_json::from_str(&changed.out).unwrap();
    assert_eq!(changed["stale"].as_array().unwrap().len(), 1);
    assert_eq!(changed["stale"][0]["claim"], "knee-pain/c1");
}

#[test]
fn nothing_but_its_own_file_is_written() {
    let (folder, terminal) = desk();
    let catalogue = std::fs::read(folder.path().join("claimbook.db")).unwrap();
    for (name, content) in [("claimbook.db", None), ("notes.json", Some("{\"mine\": 1}")), ("notes.txt", Some("mine"))]
    {
        if let Some(content) = content {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        let run = terminal.run(&["watch", "--state", name]);
        assert_eq!(run.exit, 2, "{name}: {}", run.err);
        match content {
            Some(content) => assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), content),
            None => assert!(std::fs::read(folder.path().join(name)).unwrap() == catalogue),
        }
    }
    let run = terminal.run(&["watch", "--since", "yesterday"]);
    assert!(run.exit == 2 && run.err.contains("expected a day such as 2026-11-23"), "{}", run.err);
    // The built-in catalogue and a head of the log will do.
    terminal.ok(&["--example", "watch"]);
    let head = terminal.ok(&["history", "--format", "json"]);
    let head: Value = serde_json::from_str(&head).unwrap();
    let hash = head[0]["hash"].as_str().unwrap();
    let event = head[0]["event"].as_str().unwrap();
    for name in [&hash[..12], event] {
        assert!(terminal.ok(&["watch", "--since", name]).contains(&format!("since event {name}")));
    }
    let run = terminal.run(&["watch", "--since", "3f1a20/999999"]);
    assert!(run.exit == 2 && run.err.contains("the log holds no event 3f1a20/999999"), "{}", run.err);
}
