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
fn what_takes_a_waiver_back_is_what_the_finding_says() {
    let desk = Desk::first();
    waive(&desk, "knees/c1");
    let report = desk.audit();
    let unmatched = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "waiver-unmatched").unwrap();
    let help = unmatched["help"].as_str().unwrap();
    assert!(!help.contains('…'), "it can be typed as it is: {help}");
    let command = help.split('`').nth(1).unwrap().strip_prefix("claimbook ").unwrap();
    desk.ok(&command.split(' ').collect::<Vec<_>>());
    assert_eq!(desk.found("findings", "waiver-unmatched"), Vec::<String>::new());
    let run = desk.terminal.run(&["waive", "claim-uncited", "c1", "--until", "2027-06-30", "--by", "A. Editor"]);
    assert!(run.exit == 2 && run.err.contains("--reason"), "a waiver still needs one: {}", run.err);
}

#[test]
fn a_waiver_of_a_record_that_is_gone_can_be_taken_back() {
    let desk = Desk::first();
    let address = add(&desk, "Heat eases knees.");
    waive(&desk, &address);
    // By its former address, now that the article has another key.
    desk.ok(&["edit", "knees", "key=knees-and-hips"]);
    desk.ok(&["waive", "claim-uncited", &address, "--end"]);
    assert_eq!(desk.found("waived", "claim-uncited"), Vec::<String>::new());

    // Of an older claimbook, which kept the address alone.
    waive(&desk, "knees-and-hips/c2");
    let folder = std::path::PathBuf::from(desk.dumped());
    let waivers = std::fs::read_to_string(folder.join("waivers.csv")).unwrap();
    let of_it = waivers.lines().find(|line| line.contains("knees-and-hips/c2")).unwrap();
    let fields: Vec<&str> = of_it.split(',').collect();
    let at = waivers.lines().next().unwrap().split(',').position(|name| name == "record").unwrap();
    let gone = of_it.replace(fields[at], "").replace("knees-and-hips/c2", "elbows/c7");
    std::fs::write(folder.join("waivers.csv"), waivers.replace(of_it, &gone)).unwrap();
    let other = Desk::empty();
    other.ok(&["load", folder.to_str().unwrap()]);
    let refused = other.terminal.run(&["waive", "claim-stale", "elbows/c7", "--end"]);
    assert!(refused.exit == 2 && refused.err.contains("elbows"), "{}", refused.err);
    let run = other.terminal.run(&["waive", "claim-uncited", "elbows/c7", "--end"]);
    assert!(run.exit == 0 && run.err.contains("claim-uncited for elbows/c7 is no longer waived"), "{}", run.err);
    assert_eq!(other.terminal.run(&["verify-catalogue"]).exit, 0);
    let again = other.terminal.run(&["waive", "claim-uncited", "elbows/c7", "--end"]);
    assert_eq!(again.exit, 2, "{}", again.err);
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
