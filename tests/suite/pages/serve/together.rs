//! Two windows and a terminal at one catalogue: nothing is decided on what has changed meanwhile, and nothing that was typed is lost.

use super::session::{decide, path_of};
use super::{desk, show};
use crate::double::page::OpenPage;

#[test]
fn what_a_terminal_changed_meanwhile_is_told_and_nothing_is_lost() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = path_of(&page, "25% of adults");
    let seen = page.get(&claim).field("seen");
    desk.ok(&["accept", &desk.claim("25% of adults")]);
    let fields = [("seen", seen.as_str()), ("verdict", "contradicted"), ("note", "what I had typed")];
    let refused = page.post(&format!("{claim}/review"), &fields);
    assert_eq!(refused.status, 409);
    for part in
        ["was changed while you looked at it", "its status was proposed, and is now accepted", "what I had typed"]
    {
        assert!(refused.body.contains(part), "{part}:\n{}", refused.body);
    }
    let chosen = refused.body.split("value=\"contradicted\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(chosen.contains(" checked"), "the verdict that was chosen stands there again: {chosen}");
    assert_eq!(show(&desk, &desk.claim("25% of adults"))["verdict"], serde_json::Value::Null);
    // The page that is shown now is of the state as it is now.
    let now = refused.field("seen");
    assert_ne!(now, seen);
    let again = [("seen", now.as_str()), ("verdict", "contradicted"), ("note", "what I had typed")];
    assert_eq!(page.post(&format!("{claim}/review"), &again).status, 303);
    assert_eq!(show(&desk, &desk.claim("25% of adults"))["verdict"], "contradicted");
}

#[test]
fn two_windows_do_not_decide_twice() {
    let desk = desk();
    let (one, other) = (OpenPage::open(&desk.terminal, &[]), OpenPage::open(&desk.terminal, &[]));
    let claim = path_of(&one, "25% of adults");
    let seen = [one.get(&claim).field("seen"), other.get(&claim).field("seen")];
    assert_eq!(seen[0], seen[1]);
    let path = format!("{claim}/review");
    assert_eq!(one.post(&path, &[("seen", &seen[0]), ("verdict", "supported")]).status, 303);
    let late = other.post(&path, &[("seen", &seen[1]), ("verdict", "contradicted")]);
    assert!(
        late.status == 409 && late.body.contains("the verdict of A. Reviewer was none, and is now supported"),
        "{}",
        late.body
    );
    // A page that this run has never shown, or whose state is made up, decides nothing.
    for made_up in ["", "x", &"0".repeat(32)] {
        let refused = one.post(&path, &[("seen", made_up), ("verdict", "contradicted")]);
        assert!(refused.status == 409 && refused.body.contains("since you opened this page"), "{}", refused.body);
    }
    let record = show(&desk, &desk.claim("25% of adults"));
    assert_eq!(record["verdict"], "supported");
}

#[test]
fn what_the_terminal_did_is_on_the_next_page_and_a_claim_that_went_is_told() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = path_of(&page, "25% of adults");
    desk.ok(&["note", &desk.claim("25% of adults"), "seen in the terminal"]);
    assert!(page.get(&claim).body.contains("seen in the terminal"));
    desk.ok(&["dismiss", &desk.claim("25% of adults")]);
    let shown = page.get(&claim);
    assert!(shown.body.contains("It is dismissed."), "{}", shown.body);
    assert_eq!(decide(&page, &claim, "accept", &[]).status, 303);
    assert_eq!(show(&desk, &desk.claim("25% of adults"))["status"], "accepted");
    // What was undone elsewhere is not undone twice.
    let reply = decide(&page, &claim, "review", &[("verdict", "partly")]);
    let event = page.follow(&reply).field("event");
    desk.ok(&["undo"]);
    let refused = page.post("/undo", &[("event", &event)]);
    assert!(refused.status == 422 && refused.body.contains("was undone already"), "{}", refused.body);
    assert_eq!(page.post("/undo", &[("event", "x")]).status, 422);
    assert_eq!(page.post("/undo", &[]).status, 422);
}
