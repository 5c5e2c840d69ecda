//! Waivers and baselines when desks come together: they stay with their own claims.

use super::Desk;

fn add(desk: &Desk, statement: &str) -> String {
    let run = desk.terminal.run(&["add", "claim", statement, "--kind", "benefit"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    run.err.split_whitespace().nth(1).unwrap().trim_end_matches('.').to_owned()
}

fn waive(desk: &Desk, address: &str) {
    let words = [
        "waive",
        "claim-uncited",
        address,
        "--until",
        "2027-06-30",
        "--reason",
        "a source is coming",
        "--by",
        "A. Editor",
    ];
    desk.ok(&words);
}

#[test]
fn a_waiver_follows_its_claim_to_another_number() {
    let first = Desk::first();
    let second = first.copy();
    let (ours, theirs) = (add(&first, "Heat eases knees."), add(&second, "Cold eases knees."));
    assert_eq!(ours, theirs, "both desks give the same number");
    waive(&second, &theirs);
    let said = first.merge(&second);
    assert!(said.contains("of the folder is c"), "{said}");
    let moved = first.found("waived", "claim-uncited");
    assert_eq!(
        first.found("findings", "claim-uncited"),
        std::slice::from_ref(&ours),
        "the stranger's claim is not waived"
    );
    assert!(moved.len() == 1 && moved[0] != ours, "{moved:?}");
    assert_eq!(first.found("findings", "waiver-unmatched"), Vec::<String>::new());

    // The other way round, and again.
    second.merge(&first);
    assert_eq!(second.found("waived", "claim-uncited"), moved);
    assert!(first.merge(&second).contains("0 records added"));
    assert_eq!(first.found("waived", "claim-uncited"), moved);
}

#[test]
fn a_waiver_follows_its_article_and_its_entry_to_another_key() {
    let desk = Desk::first();
    let address = add(&desk, "Heat eases knees.");
    waive(&desk, &address);
    desk.ok(&[
        "add",
        "reference",
        "Roe A. Heat in sore knees: a trial. J Fict Med. 2025;5(1):1-9. doi:10.5555/jfm.5.1.1",
    ]);
    desk.ok(&[
        "waive",
        "reference-uncited",
        "r2",
        "--until",
        "2027-06-30",
        "--reason",
        "further reading",
        "--by",
        "A. Editor",
    ]);
    desk.ok(&["edit", "knees", "key=knee-pain"]);
    assert_eq!(desk.found("waived", "claim-uncited"), [address.replace("knees/", "knee-pain/")]);
    assert_eq!(desk.found("waived", "reference-uncited"), ["knee-pain/r2"]);
    assert_eq!(desk.found("findings", "waiver-unmatched"), Vec::<String>::new());
}

#[test]
fn a_waiver_can_be_taken_back() {
    let desk = Desk::first();
    let address = add(&desk, "Heat eases knees.");
    waive(&desk, &address);
    assert_eq!(desk.found("findings", "claim-uncited"), Vec::<String>::new());
    desk.ok(&["waive", "claim-uncited", &address, "--end", "--reason", "no source came", "--by", "A. Editor"]);
    assert_eq!(desk.found("findings", "claim-uncited"), std::slice::from_ref(&address));
    let run =
        desk.terminal.run(&["waive", "claim-uncited", &address, "--end", "--reason", "again", "--by", "A. Editor"]);
    assert!(run.exit == 2 && run.err.contains("is in force"), "{}", run.err);
    let run = desk.terminal.run(&[
        "waive",
        "work-old",
        "doe2024",
        "--until",
        "2027-06-30",
        "--reason",
        "x",
        "--by",
        "A. Editor",
    ]);
    assert!(run.exit == 2 && run.err.contains("findings are about articles, claims and references"), "{}", run.err);
}

#[test]
fn a_baseline_knows_its_own_claims_after_a_merge() {
    let first = Desk::first();
    let second = first.copy();
    let (ours, theirs) = (add(&first, "Heat eases knees."), add(&second, "Cold eases knees."));
    assert_eq!(ours, theirs);
    second.ok(&["baseline"]);
    first.merge(&second);
    let name = "claimbook-baseline.json";
    std::fs::copy(second.folder.path().join(name), first.folder.path().join(name)).unwrap();
    assert_eq!(first.found("findings", "claim-uncited"), [ours]);
    assert_eq!(first.found("baseline", "claim-uncited").len(), 1);
    assert_eq!(first.found("findings", "baseline-unmatched"), Vec::<String>::new());
}
