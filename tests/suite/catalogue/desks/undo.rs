//! What one desk takes back, or says to be one, and the other goes on with.

use super::Desk;

fn refused(desk: &Desk, other: &Desk, said: &str) {
    let run = desk.terminal.run(&["load", "--merge", &other.dumped()]);
    assert!(run.exit != 0 && run.err.contains(said), "{}{}", run.out, run.err);
    assert_eq!(desk.terminal.run(&["verify-catalogue"]).exit, 0);
}

fn statements(desk: &Desk) -> Vec<String> {
    let claims = desk.json(&["claims"]);
    claims
        .as_array()
        .unwrap()
        .iter()
        .map(|c| format!("{} {}", c["address"].as_str().unwrap(), c["statement"].as_str().unwrap()))
        .collect()
}

fn last(desk: &Desk) -> String {
    desk.json(&["history", "--limit", "1"])[0]["event"].as_str().unwrap().to_owned()
}

#[test]
fn what_one_desk_withdrew_goes_at_the_other_and_comes_back_with_it() {
    let first = Desk::first();
    first.ok(&["add", "claim", "Rest helps.", "--kind", "benefit"]);
    let second = first.copy();
    let before = statements(&second);
    first.ok(&["undo"]);
    second.merge(&first);
    assert_eq!(statements(&second), statements(&first));
    assert!(second.ok(&["show", "knees/c2"]).contains("withdrawn"));
    first.ok(&["undo", &last(&first)]);
    second.merge(&first);
    assert_eq!(statements(&second), before);
    assert!(first.merge(&second).contains("0 records added, 0 changed"));
    assert!(second.merge(&first).contains("0 records added, 0 changed"));
}

#[test]
fn both_desks_may_withdraw_one_row() {
    let first = Desk::first();
    first.ok(&["add", "claim", "Rest helps.", "--kind", "benefit"]);
    let event = last(&first);
    let second = first.copy();
    first.ok(&["undo", &event]);
    second.ok(&["undo", &event]);
    second.merge(&first);
    first.merge(&second);
    assert_eq!(statements(&second), statements(&first));
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_was_withdrawn_here_and_changed_or_needed_there_is_named() {
    let first = Desk::first();
    first.ok(&["add", "claim", "Rest helps.", "--kind", "benefit"]);
    for (change, said) in [
        (vec!["edit", "knees/c2", "statement=Rest eases pain."], "knees/c2"),
        (vec!["link", "knees/c2", "knees/r1"], "one side withdrew what it rests on"),
        (vec!["review", "knees/c2", "--verdict", "partly", "--by", "A"], "one side withdrew what it rests on"),
    ] {
        let second = first.copy();
        second.ok(&change);
        let third = first.copy();
        third.ok(&["undo", &last(&third)]);
        refused(&third, &second, said);
        refused(&second, &third, said);
    }
}

#[test]
fn the_number_of_what_was_withdrawn_is_not_given_to_a_record_of_the_other_desk() {
    let first = Desk::first();
    let second = first.copy();
    first.ok(&["add", "claim", "Rest helps.", "--kind", "benefit"]);
    first.ok(&["undo"]);
    second.ok(&["add", "claim", "Sleep helps.", "--kind", "benefit"]);
    first.merge(&second);
    assert!(statements(&first).contains(&"knees/c3 Sleep helps.".to_owned()), "{:?}", statements(&first));
    second.merge(&first);
    assert_eq!(statements(&second), statements(&first));
}

#[test]
fn what_the_other_desk_gave_to_a_claim_that_was_merged_follows() {
    let first = Desk::first();
    first.ok(&["add", "claim", "Cold eases pain.", "--kind", "benefit"]);
    first.ok(&["add", "reference", "10.5555/new.1"]);
    let second = first.copy();
    first.ok(&["merge", "knees/c1", "knees/c2"]);
    second.ok(&["link", "knees/c2", "knees/r2"]);
    second.ok(&["verify", "knees/c2", "knees/r2", "--stance", "supports", "--by", "A"]);
    second.ok(&["review", "knees/c2", "--verdict", "partly", "--by", "A"]);
    first.merge(&second);
    let claim = first.json(&["show", "knees/c2"]);
    assert_eq!((claim["address"].as_str(), claim["verdict"].as_str()), (Some("knees/c1"), Some("partly")));
    assert_eq!(
        claim["citations"].as_array().unwrap().iter().filter(|c| c["state"] == "asserted").count(),
        2,
        "{claim:#}"
    );
    second.merge(&first);
    assert_eq!(second.json(&["show", "knees/c1"]), claim);
    assert!(first.merge(&second).contains("0 records added, 0 changed"));
}

#[test]
fn two_merges_the_other_way_round_end_at_the_older_claim() {
    let first = Desk::first();
    first.ok(&["add", "claim", "Cold eases pain.", "--kind", "benefit"]);
    first.ok(&["accept", "knees/c1"]);
    let second = first.copy();
    first.ok(&["merge", "knees/c1", "knees/c2"]);
    second.ok(&["merge", "knees/c2", "knees/c1"]);
    first.merge(&second);
    second.merge(&first);
    assert_eq!(statements(&first).len(), 1, "{:?}", statements(&first));
    assert_eq!(statements(&first), statements(&second));
}
