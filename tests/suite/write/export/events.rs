//! The event log as a file.

use crate::double::desk::Desk;
use serde_json::Value;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_log_is_one_object_a_line_as_it_was_written_and_stays_so() {
    let desk = Desk::new();
    desk.ok(&["accept", "c1"]);
    let export = &["export", "events", "--to", "jsonl"];
    let before = desk.ok(export);
    let events = lines(&before);
    let last = events.last().unwrap();
    for (name, value) in [("command", "accept"), ("action", "edit"), ("table", "claim"), ("record", "sore-knees/c1")] {
        assert_eq!(last[name], value, "{last:#}");
    }
    let after: Value = serde_json::from_str(last["after"].as_str().unwrap()).unwrap();
    assert_eq!(after["status"], "accepted");
    let seqs: Vec<u64> = events.iter().map(|event| event["seq"].as_str().unwrap().parse().unwrap()).collect();
    assert_eq!(seqs, (1..=events.len() as u64).collect::<Vec<_>>());
    let chained = events.windows(2).all(|pair| pair[1]["previous"] == pair[0]["hash"]);
    assert!(chained && events[0]["previous"] == Value::Null);
    // What is written later comes behind it.
    desk.ok(&["dismiss", "c2"]);
    assert!(desk.ok(export).starts_with(&before));
    let here = lines(&desk.ok(&["export", "events", "--to", "jsonl", "--article", "sore-knees"]));
    assert!(!here.is_empty() && here.iter().all(|event| event["table"] != "work"), "{here:#?}");
    let csv = desk.ok(&["export", "events", "--to", "csv"]);
    assert!(csv.starts_with("event,at,who,command,action,table,record,uid,before,after,"), "{csv}");
    let run = desk.run(&["export", "events", "--to", "bibtex"]);
    assert!(run.exit == 2 && run.err.contains("cannot hold events"), "{}", run.err);
}
