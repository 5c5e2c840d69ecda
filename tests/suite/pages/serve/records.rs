//! The page of one record: what is set, made one, retired and brought back there leaves what the commands leave.

use super::session::{dump, is_done};
use super::{desk, introduce, log_end};
use crate::double::desk::Desk;
use crate::double::page::{OpenPage, Reply};
use crate::double::terminal::Terminal;

/// The path of the record behind a link with these words on the page of a list.
fn record_path(page: &OpenPage, list: &str, words: &str) -> String {
    let listed = page.get(list).body;
    let links = listed.split("href=\"").filter(|link| link.starts_with("/records/"));
    let mut named =
        links.filter(|link| link.split("</a>").next().is_some_and(|shown| shown.ends_with(&format!(">{words}"))));
    let link = named.next().unwrap_or_else(|| panic!("no record {words}:\n{listed}"));
    link.split('"').next().unwrap().to_owned()
}

/// Sends these fields of a form of a record's page, as it is shown now.
fn send(page: &OpenPage, record: &str, deed: &str, fields: &[(&str, &str)]) -> Reply {
    let seen = page.get(record).field("seen");
    page.post(&format!("{record}/{deed}"), &[&[("seen", seen.as_str())], fields].concat())
}

/// A desk that knows two people more and a work twice.
fn full_desk() -> Desk {
    let desk = desk();
    desk.ok(&["add", "person", "B. Second"]);
    desk.ok(&["add", "person", "Bea Second, RN"]);
    desk
}

#[test]
fn what_is_recorded_on_a_record_is_what_the_commands_record() {
    let (typed, sent) = (full_desk(), full_desk());
    typed.ok(&[
        "edit",
        "sore-knees",
        "publisher=Example Health",
        "last_reviewed_on=2026-01-15",
        "--reason",
        "as printed",
    ]);
    typed.ok(&["edit", "sore-knees/r2", "author=Okafor, N.; Joint Group", "year=2021-05"]);
    typed.ok(&["edit", "okafor2021", "level=2", "level_reason=a small review"]);
    typed.ok(&["edit", "B. Second", "credentials=PT"]);
    typed.ok(&["merge", "okafor2021", "marlowe2019", "--reason", "one study"]);
    typed.ok(&["merge", "B. Second", "Bea Second", "--reason", "married"]);
    typed.ok(&["add", "person", "C. Third, MD", "--contact", "third@example.org"]);
    typed.ok(&["retire", "C. Third"]);
    typed.ok(&["retire", "--back", "C. Third"]);
    typed.ok(&["retire", "sore-knees", "--reason", "taken down"]);

    let page = OpenPage::open(&sent.terminal, &[]);
    let article = record_path(&page, "/articles", "its details");
    let changed = [("publisher", "Example Health"), ("last_reviewed_on", "2026-01-15"), ("reason", "as printed")];
    let after = is_done(&page, &send(&page, &article, "edit", &changed), "sore-knees changed");
    assert!(after.body.contains("value=\"Example Health\"") && after.body.contains("as printed"), "{}", after.body);
    let entry = record_path(&page, "/references", "sore-knees/r2");
    let changed = [("author", "Okafor, N.; Joint Group"), ("year", "2021-05")];
    let after = is_done(&page, &send(&page, &entry, "edit", &changed), "r2 changed");
    assert!(after.body.contains("Okafor, N.; Joint Group</textarea>"), "{}", after.body);
    let work = record_path(&page, "/works", "okafor2021");
    is_done(&page, &send(&page, &work, "edit", &[("level", "2"), ("level_reason", "a small review")]), "changed");
    let second = record_path(&page, "/people", "B. Second");
    is_done(&page, &send(&page, &second, "edit", &[("credentials", "PT")]), "changed");
    let other = record_path(&page, "/works", "marlowe2019");
    let merged = send(&page, &other, "merge", &[("kept", "okafor2021"), ("reason", "one study")]);
    is_done(&page, &merged, "marlowe2019 is now okafor2021");
    assert_eq!(page.get(&other).status, 404, "what is another work has no page");
    let bea = record_path(&page, "/people", "Bea Second, RN");
    let kept = second.rsplit('/').next().unwrap();
    is_done(&page, &send(&page, &bea, "merge", &[("person", kept), ("reason", "married")]), "Their decisions stand");
    let added = page.post("/people/add", &[("name", "C. Third, MD"), ("contact", "third@example.org")]);
    is_done(&page, &added, "Added C. Third, MD");
    let third = record_path(&page, "/people", "C. Third, MD");
    is_done(&page, &send(&page, &third, "retire", &[]), "is retired: they can no longer give verdicts");
    is_done(&page, &send(&page, &third, "bring-back", &[]), "is back");
    let retired = is_done(&page, &send(&page, &article, "retire", &[("reason", "taken down")]), "is retired");
    assert!(retired.body.contains("it no longer counts, and nothing of it is lost"), "{}", retired.body);
    assert_eq!(page.end(), 0);
    assert_eq!(dump(&typed), dump(&sent));
}

#[test]
fn a_claim_is_retired_and_comes_back_as_it_was() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = super::session::path_of(&page, "25% of adults");
    let record = claim.replace("/claims/", "/records/claims/");
    assert!(page.get(&claim).body.contains(&format!("href=\"{record}\"")), "its page leads there");
    let before = desk.json(&["show", &desk.claim("25% of adults")]);
    is_done(&page, &send(&page, &record, "retire", &[]), "is retired");
    is_done(&page, &send(&page, &record, "bring-back", &[]), "is back, and proposed as before");
    assert_eq!(desk.json(&["show", &desk.claim("25% of adults")])["status"], before["status"]);
}

#[test]
fn what_was_changed_meanwhile_is_shown_beside_what_was_typed() {
    let desk = full_desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let article = record_path(&page, "/articles", "its details");
    let seen = page.get(&article).field("seen");
    desk.ok(&["edit", "sore-knees", "publisher=Somebody Else"]);
    let end = log_end(&desk.terminal);
    let fields = [("seen", seen.as_str()), ("publisher", "My Own <b>"), ("title", "Sore knees")];
    let refused = page.post(&format!("{article}/edit"), &fields);
    assert_eq!(refused.status, 409, "{}", refused.body);
    for shown in ["was changed since you opened this page", "value=\"My Own &lt;b&gt;\"", "It says now: Somebody Else"]
    {
        assert!(refused.body.contains(shown), "{shown}:\n{}", refused.body);
    }
    for (deed, fields, why) in [
        ("edit", vec![("updated_on", "03/04/2026")], "updated_on"),
        ("edit", vec![("title", "")], "title cannot be empty"),
        ("merge", vec![], "Say first which one it is"),
        ("reveal", vec![], "cannot be decided here"),
    ] {
        let reply = send(&page, &article, deed, &fields);
        let alert = reply.body.split("role=\"alert\"").nth(1).unwrap_or_default();
        assert!(reply.status == 409 && alert.contains(why), "{deed} {why}: {}\n{}", reply.status, reply.body);
    }
    let entry = record_path(&page, "/references", "sore-knees/r2");
    let reply = send(&page, &entry, "retire", &[]);
    assert!(reply.status == 409 && reply.body.contains("r2 stays: "), "{}", reply.body);
    for lost in
        ["/records/articles/1", "/records/nonsense/0193a3e0-0000-7000-8000-000000000000", "/records/works/x/edit"]
    {
        assert_eq!(page.get(lost).status, 404, "{lost}");
    }
    let unnamed = page.post("/people/add", &[("name", " ")]);
    assert!(unnamed.status == 409 && unnamed.body.contains("A person needs a name"), "{}", unnamed.body);
    assert_eq!(log_end(&desk.terminal), end, "nothing was recorded");
}

#[test]
fn who_only_looks_sees_a_record_and_no_form() {
    let desk = full_desk();
    let mut terminal: Terminal = desk.terminal.at_the_same_desk();
    introduce(&mut terminal, "A. Reviewer", Some("PT"));
    let page = OpenPage::open(&terminal, &["--read-only"]);
    for (list, words) in [("/articles", "its details"), ("/works", "okafor2021"), ("/people", "B. Second")] {
        let record = record_path(&page, list, words);
        let shown = page.get(&record).body;
        assert!(shown.contains("<dl") && !shown.contains("action=\"/records"), "{words}:\n{shown}");
    }
    assert!(!page.get("/people").body.contains("Add somebody"));
}
