//! Numbers that two desks gave to different records: both end with the same ones, and every change is told.

use super::Desk;

fn statements(desk: &Desk) -> Vec<(String, String)> {
    let claims = desk.json(&["claims"]);
    let words = |c: &serde_json::Value, name: &str| c[name].as_str().unwrap().to_owned();
    claims.as_array().unwrap().iter().map(|c| (words(c, "address"), words(c, "statement"))).collect()
}

fn add(desk: &Desk, statement: &str) {
    desk.ok(&["add", "claim", statement, "--kind", "benefit"]);
}

#[test]
fn desks_that_merge_crosswise_end_alike_and_every_new_number_is_told() {
    let x = Desk::first();
    let y = x.copy();
    add(&x, "Massage eases knees.");
    add(&y, "Walking eases knees.");
    add(&y, "Swimming eases knees.");
    let (massage, walking) = (statements(&x), statements(&y));
    let (own, others) = (massage.last().unwrap().0.clone(), walking.len());
    assert!(walking.iter().any(|(address, _)| *address == own), "both gave one number");
    let said = x.merge(&y);
    assert!(said.contains(&format!("claim {own} of the folder is")), "{said}");
    let said = y.merge(&x);
    assert!(said.contains(&format!("claim {own} is now c")) && said.contains("as in the folder"), "{said}");
    assert_eq!(statements(&x).len(), others + 1);
    assert_eq!(statements(&x), statements(&y));
    x.merge(&y);
    y.merge(&x);
    assert_eq!(statements(&x), statements(&y));
}

#[test]
fn desks_that_swap_dumps_end_alike() {
    let x = Desk::first();
    let y = x.copy();
    add(&x, "Massage eases knees.");
    add(&y, "Walking eases knees.");
    let (from_x, from_y) = (x.dumped(), y.dumped());
    assert_eq!(x.terminal.run(&["load", "--merge", &from_y]).exit, 0);
    assert_eq!(y.terminal.run(&["load", "--merge", &from_x]).exit, 0);
    for _ in 0..2 {
        x.merge(&y);
        y.merge(&x);
    }
    assert_eq!(statements(&x), statements(&y));
}

fn edited(desk: &Desk, by: &str, to: &str) {
    let path = desk.folder.path().join("knees.md");
    let text = std::fs::read_to_string(&path).unwrap().replace(by, to);
    std::fs::write(path, text).unwrap();
    desk.ok(&["import", "knees.md"]);
}

#[test]
fn a_version_that_both_imported_is_no_conflict_and_two_texts_are_one_in_words() {
    let x = Desk::first();
    let y = x.copy();
    edited(&x, "2026-05-01", "2026-06-01");
    edited(&y, "2026-05-01", "2026-06-01");
    x.merge(&y);
    y.merge(&x);
    assert_eq!(statements(&x), statements(&y));

    edited(&x, "Ice relieves", "Ice never relieves");
    edited(&y, "Ice relieves", "Heat relieves");
    let run = x.terminal.run(&["load", "--merge", &y.dumped()]);
    assert_ne!(run.exit, 0);
    assert!(run.err.contains("knees: both sides imported a version") && !run.err.contains("UNIQUE"), "{}", run.err);
    assert!(run.err.contains("import the final file there"), "{}", run.err);
}
