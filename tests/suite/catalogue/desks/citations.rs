//! The same citation made at two desks.

use super::Desk;

const BY_HAND: &str =
    "Roe A. Heat in sore knees: a trial of warm packs. J Fict Med. 2025;5(1):1-9. doi:10.5555/jfm.5.1.1";

/// A desk whose article lists a second work, which no claim cites.
fn desk() -> Desk {
    let desk = Desk::first();
    desk.ok(&["add", "reference", BY_HAND]);
    desk
}

fn read(desk: &Desk, quote: &str, by: &str) {
    desk.ok(&["verify", "c1", "r2", "--stance", "supports", "--quote", quote, "--by", by]);
}

fn citations(desk: &Desk) -> Vec<(String, String)> {
    let all = desk.json(&["citations"]);
    let field = |c: &serde_json::Value, name: &str| c[name].as_str().unwrap_or("-").to_owned();
    all.as_array().unwrap().iter().map(|c| (field(c, "reference"), field(c, "state"))).collect()
}

#[test]
fn the_same_link_at_two_desks_is_one_and_keeps_both_readings() {
    let first = desk();
    let second = first.copy();
    for (desk, quote, by) in [(&first, "Warm packs helped.", "A. Reviewer"), (&second, "Pain fell.", "B. Reviewer")] {
        desk.ok(&["link", "c1", "r2"]);
        read(desk, quote, by);
    }
    first.merge(&second);
    assert_eq!(citations(&first).len(), 2, "{:?}", citations(&first));
    let shown = first.ok(&["show", "c1"]);
    assert!(shown.contains("Warm packs helped.") && shown.contains("Pain fell."), "{shown}");
    second.merge(&first);
    assert_eq!(citations(&second), citations(&first));
    // Both go on: a reading more at the desk whose citation leads to the other's.
    read(&second, "Pain fell again.", "B. Reviewer");
    read(&first, "Warm packs helped again.", "A. Reviewer");
    first.merge(&second);
    let shown = first.ok(&["show", "c1"]);
    assert!(shown.contains("Pain fell again.") && shown.contains("Warm packs helped again."), "{shown}");
}

#[test]
fn two_decisions_that_differ_are_refused_by_name() {
    let first = desk();
    let second = first.copy();
    first.ok(&["link", "c1", "r2"]);
    second.ok(&["link", "c1", "r2"]);
    second.ok(&["unlink", "c1", "r2"]);
    let run = first.terminal.run(&["load", "--merge", &second.dumped()]);
    assert!(run.exit != 0 && run.err.contains("the citation of knees/r2 for knees/c1"), "{}", run.err);
}
