//! The same work added at several desks.

use super::Desk;
use serde_json::Value;

const BY_HAND: &str =
    "Roe A. Heat in sore knees: a trial of warm packs. J Fict Med. 2025;5(1):1-9. doi:10.5555/jfm.5.1.1";
const ANOTHER_HAND: &str =
    "Roe A, Poe B. Heat in sore knees: a trial of warm packs. J Fict Med. 2025. https://doi.org/10.5555/JFM.5.1.1";

fn keys(desk: &Desk) -> Vec<String> {
    let works = desk.json(&["works"]);
    works.as_array().unwrap().iter().map(|w| w["key"].as_str().unwrap().to_owned()).collect()
}

/// The work of each entry of the list.
fn find_named(desk: &Desk) -> Vec<String> {
    let references = desk.json(&["references"]);
    references.as_array().unwrap().iter().map(|r| r["work"].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn the_same_doi_at_two_desks_is_one_work() {
    let first = Desk::first();
    let second = first.copy();
    first.ok(&["add", "reference", BY_HAND]);
    second.ok(&["add", "reference", ANOTHER_HAND]);
    second.ok(&["link", "c1", "r2"]);
    second.ok(&["verify", "c1", "r2", "--stance", "supports", "--quote", "Warm packs helped.", "--by", "A. Reviewer"]);
    let said = first.merge(&second);
    assert!(said.contains("work roe2025 of the folder is the same as roe2025 here"), "{said}");
    assert_eq!(keys(&first), ["doe2024", "roe2025"]);
    assert_eq!(find_named(&first), ["doe2024", "roe2025", "roe2025"]);
    let evidence: Value = first.json(&["show", "c1"]);
    assert!(evidence.to_string().contains("Warm packs helped."), "{evidence:#}");

    // Again, and the other way round, both come to the same.
    let again = first.merge(&second);
    assert!(again.contains("0 records added, 0 changed"), "{again}");
    second.merge(&first);
    assert_eq!((keys(&second), find_named(&second)), (keys(&first), find_named(&first)));
    let last = first.merge(&second);
    assert!(last.contains("0 records added, 0 changed"), "{last}");
}

#[test]
fn desks_that_merge_each_other_at_once_agree() {
    let first = Desk::first();
    let second = first.copy();
    first.ok(&["add", "reference", BY_HAND]);
    second.ok(&["add", "reference", ANOTHER_HAND]);
    let (of_first, of_second) = (first.dumped(), second.dumped());
    first.ok(&["load", "--merge", &of_second]);
    second.ok(&["load", "--merge", &of_first]);
    assert_eq!(keys(&first), keys(&second));
    first.merge(&second);
    second.merge(&first);
    assert_eq!((keys(&second), find_named(&second)), (keys(&first), find_named(&first)));
    assert_eq!(keys(&first), ["doe2024", "roe2025"]);
}

#[test]
fn three_desks_have_one_work() {
    let first = Desk::first();
    let (second, third) = (first.copy(), first.copy());
    for (desk, entry) in [(&third, BY_HAND), (&first, ANOTHER_HAND), (&second, BY_HAND)] {
        desk.ok(&["add", "reference", entry]);
    }
    second.merge(&third);
    first.merge(&third);
    first.merge(&second);
    third.merge(&first);
    second.merge(&third);
    for desk in [&first, &second, &third] {
        assert_eq!(keys(desk), ["doe2024", "roe2025"]);
        assert_eq!(find_named(desk).iter().filter(|key| *key == "roe2025").count(), 3);
    }
}

#[test]
fn a_verdict_given_at_either_desk_stays_fresh() {
    let first = Desk::first();
    let second = first.copy();
    for (desk, entry, verdict) in [(&first, BY_HAND, "supported"), (&second, ANOTHER_HAND, "supported")] {
        let claim = desk.terminal.run(&["add", "claim", "Heat eases knees.", "--kind", "benefit"]);
        let address = if claim.err.contains("knees/c2") { "c2" } else { "c3" };
        desk.ok(&["add", "reference", entry]);
        desk.ok(&["link", address, "r2"]);
        desk.ok(&["review", address, "--verdict", verdict, "--by", "A. Reviewer"]);
    }
    first.merge(&second);
    assert_eq!(first.found("findings", "claim-stale"), Vec::<String>::new());
    second.merge(&first);
    assert_eq!(second.found("findings", "claim-stale"), Vec::<String>::new());
}

#[test]
fn works_of_one_title_and_other_years_stay_two() {
    let first = Desk::first();
    let second = first.copy();
    first.ok(&["add", "reference", "Roe A. Heat in sore knees: a trial of warm packs. J Fict Med. 2025;5(1):1-9."]);
    second.ok(&["add", "reference", "Roe A. Heat in sore knees: a trial of warm packs. J Fict Med. 2019;1(1):1-9."]);
    let said = first.merge(&second);
    assert!(!said.contains("is the same as"), "{said}");
    assert_eq!(keys(&first), ["doe2024", "roe2019", "roe2025"]);
}
