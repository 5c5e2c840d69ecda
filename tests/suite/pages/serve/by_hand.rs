//! What an editor decides on the page: other words, who is asked, what counts no more, what is accepted for a time, and which claims
//! are one. Each leaves what the command leaves.

use super::session::{decide, dump, is_done, path_of, reference};
use super::{desk, introduce, log_end, show};
use crate::double::desk::Desk;
use crate::double::page::OpenPage;

/// The path of the findings of the only article.
pub(super) fn findings_path(page: &OpenPage) -> String {
    let listed = page.get("/articles").body;
    let path = listed.split('"').find(|part| part.starts_with("/articles/") && part.ends_with("/findings"));
    path.unwrap_or_else(|| panic!("no findings:\n{listed}")).to_owned()
}

/// What the form beside a finding calls its state.
fn seen_of(page: &OpenPage, rule: &str, address: &str) -> String {
    let shown = page.get(&findings_path(page)).body;
    let about = format!("name=\"rule\" value=\"{rule}\"><input type=\"hidden\" name=\"address\" value=\"{address}\"");
    let form = shown.split("<form ").find(|form| form.contains(&about));
    let form = form.unwrap_or_else(|| panic!("no form for {rule} {address}:\n{shown}"));
    form.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The value of the option, or of the hidden field, that stands before some words of a page.
fn value_before(shown: &str, words: &str) -> String {
    let at = shown.find(words).unwrap_or_else(|| panic!("no {words}:\n{shown}"));
    shown[..at].rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

/// A desk whose catalogue knows somebody else, too.
fn desk_of_two() -> Desk {
    let desk = desk();
    desk.ok(&["add", "person", "B. Second"]);
    desk
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_an_editor_decides_leaves_what_the_commands_leave() {
    let (typed, sent) = (desk_of_two(), desk_of_two());
    let (one, two) = (typed.claim("25% of adults"), typed.claim("A 2021 review"));
    let three = typed.claim("more common after age 50");
    let (rule, address) = ("claim-uncited", typed.findings("claim-uncited")[0].0.clone());
    let words = "One in four adults has sore knees.";
    typed.ok(&["edit", &one, &format!("statement={words}"), "kind=risk", "--reason", "clearer"]);
    typed.ok(&["edit", &two, "kind=benefit"]);
    typed.ok(&["assign", &one, "B. Second"]);
    typed.ok(&["assign", "sore-knees", "B. Second"]);
    typed.ok(&["assign", &one, "B. Second", "--end"]);
    typed.ok(&[
        "verify",
        &two,
        "r2",
        "--stance",
        "partly",
        "--quote",
        "Stiffness did not change.",
        "--locator",
        "p. 2",
    ]);
    typed.ok(&["retire", &format!("{two}:sore-knees/r2:1"), "--reason", "the wrong table"]);
    typed.ok(&["waive", rule, &address, "--reason", "its source is on its way", "--until", "2027-06-30"]);
    typed.ok(&["waive", rule, &address, "--end"]);
    typed.ok(&["waive", rule, &address, "--reason", "again", "--until", "2027-01-31"]);
    typed.ok(&["merge", &two, &three, "--reason", "said twice"]);

    let page = OpenPage::open(&sent.terminal, &[]);
    let [a, b, c] = ["25% of adults", "A 2021 review", "more common after age 50"].map(|w| path_of(&page, w));
    let go = |claim: &str, deed: &str, fields: &[(&str, &str)]| {
        let reply = decide(&page, claim, deed, fields);
        assert_eq!(reply.status, 303, "{deed}: {}", reply.body);
        page.follow(&reply)
    };
    let shown = page.get(&a).body;
    let second = value_before(&shown, "\">B. Second</option>").to_owned();
    go(&a, "edit", &[("statement", words), ("kind", "risk"), ("reason", "clearer")]);
    // A form holds both; what is as it was is no change.
    let statement = show(&sent, &sent.claim("A 2021 review"))["statement"].as_str().unwrap().to_owned();
    go(&b, "edit", &[("statement", &statement), ("kind", "benefit")]);
    go(&a, "assign", &[("person", &second), ("of", "claim")]);
    go(&a, "assign", &[("person", &second), ("of", "article")]);
    let asked = go(&a, "end-assignment", &[("person", &second), ("of", "claim")]).body;
    assert!(
        asked.contains("B. Second, for the whole article") && !asked.contains("B. Second, for this claim"),
        "{asked}"
    );
    let r2 = reference(&page, &b, "r2");
    let read =
        [("reference", r2.as_str()), ("stance", "partly"), ("quote", "Stiffness did not change."), ("locator", "p. 2")];
    let read = go(&b, "read", &read);
    let gone = go(&b, "retire", &[("reading", &read.field("reading")), ("reason", "the wrong table")]);
    assert!(gone.body.contains("is retired: it no longer counts as evidence"), "{}", gone.body);
    assert!(!gone.body.contains("name=\"reading\""), "{}", gone.body);
    let findings = findings_path(&page);
    let waive = |reason: &str, until: &str| {
        let seen = seen_of(&page, rule, &address);
        let terms = [("seen", seen.as_str()), ("reason", reason), ("until", until)];
        page.post(&findings.replace("/findings", "/waive"), &terms)
    };
    let waived = is_done(&page, &waive("its source is on its way", "2027-06-30"), "Waived: claim-uncited");
    assert!(
        waived.body.contains("A. Reviewer accepts it until 30 June 2027: its source is on its way"),
        "{}",
        waived.body
    );
    let form = waived.body.split("/count-again\"").nth(1).unwrap();
    let seen = form.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let ended = page.post(&findings.replace("/findings", "/count-again"), &[("seen", seen)]);
    is_done(&page, &ended, "is no longer waived");
    is_done(&page, &waive("again", "2027-01-31"), "Waived: claim-uncited");
    let kept = value_before(&page.get(&c).body, &format!("\">Claim {}: ", two.rsplit_once("/c").unwrap().1));
    let merged = decide(&page, &c, "merge", &[("kept", &kept), ("reason", "said twice")]);
    assert!(merged.header("location").unwrap().starts_with(&b), "the claim that stays is shown: {merged:?}");
    is_done(&page, &merged, "old address leads there");
    assert_eq!(page.end(), 0);
    assert_eq!(dump(&typed), dump(&sent));
}

#[test]
fn each_is_taken_back_where_it_was_done() {
    let desk = desk_of_two();
    let page = OpenPage::open(&desk.terminal, &[]);
    let (claim, other) = (path_of(&page, "25% of adults"), desk.claim("A 2021 review"));
    let before = desk.json(&["show", &desk.claim("25% of adults")]);
    let take_back = |told: &crate::double::page::Reply, place: &str| {
        let undone = page.post("/undo", &[("event", &told.field("event"))]);
        assert!(undone.status == 303 && undone.header("location").unwrap().starts_with(place), "{undone:?}");
        is_done(&page, &undone, "Undid");
    };
    let edited = decide(&page, &claim, "edit", &[("statement", "Other words."), ("kind", "harm")]);
    take_back(&is_done(&page, &edited, "changed"), &claim);
    let second = value_before(&page.get(&claim).body, "\">B. Second</option>");
    let assigned = decide(&page, &claim, "assign", &[("person", &second), ("of", "claim")]);
    take_back(&is_done(&page, &assigned, "is assigned to B. Second"), &claim);
    // By its address; `c2` alone is one of the same article.
    let short = other.rsplit_once('/').unwrap().1;
    let merged = decide(&page, &claim, "merge", &[("address", short)]);
    take_back(&is_done(&page, &merged, "old address leads there"), &claim);
    let findings = findings_path(&page);
    let (rule, address) = ("claim-uncited", desk.findings("claim-uncited")[0].0.clone());
    let seen = seen_of(&page, rule, &address);
    let terms = [("seen", seen.as_str()), ("reason", "soon"), ("until", "2027-06-30")];
    let waived = page.post(&findings.replace("/findings", "/waive"), &terms);
    take_back(&is_done(&page, &waived, "Waived"), &findings);
    assert_eq!(desk.json(&["show", &desk.claim("25% of adults")]), before);
    assert_eq!(seen_of(&page, rule, &address), seen);
}

#[test]
fn what_cannot_be_decided_so_is_refused_and_what_was_typed_stays() {
    let desk = desk_of_two();
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = path_of(&page, "25% of adults");
    let before = log_end(&desk.terminal);
    for (deed, fields, why, kept) in [
        ("edit", vec![("statement", ""), ("kind", "risk")], "statement cannot be empty", ""),
        ("edit", vec![("statement", "My words."), ("kind", "nonsense")], "Choose what it is about", "My words."),
        ("assign", vec![], "Choose a person first", ""),
        ("assign", vec![("person", "0193a3e0-0000-7000-8000-000000000000")], "no person", ""),
        ("end-assignment", vec![], "Choose a person first", ""),
        ("retire", vec![], "Choose a reading first", ""),
        ("retire", vec![("reading", "0193a3e0-0000-7000-8000-000000000000")], "no longer there", ""),
        ("merge", vec![], "First say which claim it is", ""),
        ("merge", vec![("address", "c999")], "c999", "value=\"c999\""),
        ("review", vec![("verdict", "partly"), ("sign", "1")], "do not say which key you sign with", ""),
    ] {
        let reply = decide(&page, &claim, deed, &fields);
        assert_eq!(reply.status, 409, "{deed} {fields:?}: {}", reply.body);
        let alert = reply.body.split("role=\"alert\"").nth(1).unwrap_or_default();
        assert!(alert.contains(why) && reply.body.contains(kept), "{deed} {why} {kept}:\n{}", reply.body);
    }
    let findings = findings_path(&page);
    let (rule, address) = ("claim-uncited", desk.findings("claim-uncited")[0].0.clone());
    let seen = seen_of(&page, rule, &address);
    for (seen, reason, until, why) in [
        (seen.as_str(), "my reason", "", "until which day"),
        (seen.as_str(), "my reason", "soon", "until which day"),
        (seen.as_str(), "my reason", "2020-01-01", "is in the past"),
        (seen.as_str(), "", "2027-06-30", "a waiver needs a reason"),
        ("0", "my reason", "2027-06-30", "is gone, or has changed"),
    ] {
        let fields = [("seen", seen), ("rule", rule), ("address", &address), ("reason", reason), ("until", until)];
        let refused = page.post(&findings.replace("/findings", "/waive"), &fields);
        assert!(refused.status == 409 && refused.body.contains(why), "{why}: {}", refused.body);
        assert!(refused.body.contains(reason), "{}", refused.body);
    }
    assert_eq!(log_end(&desk.terminal), before);
    // What the terminal changed meanwhile is told, and what was typed stands there still.
    let seen = page.get(&claim).field("seen");
    desk.ok(&["edit", &desk.claim("25% of adults"), "kind=harm"]);
    let late = [("seen", seen.as_str()), ("statement", "My words."), ("kind", "risk")];
    let late = page.post(&format!("{claim}/edit"), &late);
    assert!(
        late.status == 409 && late.body.contains("and is now harm") && late.body.contains("My words."),
        "{}",
        late.body
    );
    assert!(desk.run(&["claims"]).out.contains("25% of adults"));
}

#[test]
fn whoever_only_looks_has_no_form() {
    let desk = desk_of_two();
    let claim = desk.claim("25% of adults");
    desk.ok(&["verify", &claim, "r1", "--stance", "partly", "--quote", "its words", "--locator", "p. 2"]);
    let page = OpenPage::open(&desk.terminal, &["--read-only"]);
    for path in [path_of(&page, "25% of adults"), findings_path(&page)] {
        let shown = page.get(&path).body;
        assert!(!shown.contains("method=\"post\""), "{path}: {shown}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_editor_who_still_owes_an_opinion_is_told_nothing_of_others() {
    let mut desk = desk_of_two();
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 2\n").unwrap();
    let words = "25% of adults";
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = path_of(&page, words);
    let r1 = reference(&page, &claim, "r1");
    let read = [("reference", r1.as_str()), ("stance", "contradicts"), ("quote", "QUOTE-OF-A"), ("locator", "p. 1")];
    let reading = is_done(&page, &decide(&page, &claim, "read", &read), "Recorded").field("reading");
    assert_eq!(decide(&page, &claim, "review", &[("verdict", "contradicted"), ("note", "NOTE-OF-A")]).status, 303);
    assert_eq!(page.end(), 0);
    introduce(&mut desk.terminal, "B. Second", None);
    let page = OpenPage::open(&desk.terminal, &[]);
    let second = value_before(&page.get(&claim).body, "\">B. Second</option>");
    let taken = decide(&page, &claim, "retire", &[("reading", &reading)]);
    assert_eq!(taken.status, 409, "{}", taken.body);
    let edited = decide(&page, &claim, "edit", &[("statement", "Other words."), ("kind", "risk")]);
    let edited = is_done(&page, &edited, "changed");
    let asked = decide(&page, &claim, "assign", &[("person", &second), ("of", "claim")]);
    let asked = is_done(&page, &asked, "is assigned to");
    let merged = decide(&page, &claim, "merge", &[("address", "c999")]);
    for (about, shown) in [("retire", taken), ("edit", edited), ("assign", asked), ("merge", merged)] {
        assert!(shown.body.contains("You have not given your opinion yet"), "{about}: {}", shown.body);
        for secret in ["QUOTE-OF-A", "NOTE-OF-A", "contradicts the claim</strong>", "name=\"reading\""] {
            assert!(!shown.body.contains(secret), "{about} tells {secret}: {}", shown.body);
        }
    }
}
