//! A reviewer's session by forms alone, as a browser without script sends them; and that it is the session of the terminal.

use super::{ABSTRACT, desk, introduce, show, waiting};
use crate::double::desk::Desk;
use crate::double::page::{OpenPage, Reply};
use std::collections::BTreeMap;
use std::path::Path;

/// The path of the claim that holds these words.
pub(super) fn path_of(page: &OpenPage, words: &str) -> String {
    let list = page.get("/").body;
    let line =
        list.split("<a class=\"says\" href=\"").find(|line| line.contains(words) && line.starts_with("/claims/"));
    let line = line.unwrap_or_else(|| panic!("no claim holds “{words}”:\n{list}"));
    line.split(['"', '?']).next().unwrap().to_owned()
}

/// Sends a form of a claim's page, as it is shown now.
pub(super) fn decide(page: &OpenPage, claim: &str, deed: &str, fields: &[(&str, &str)]) -> Reply {
    let shown = page.get(claim);
    assert_eq!(shown.status, 200, "{}", shown.body);
    let seen = shown.field("seen");
    page.post(&format!("{claim}/{deed}"), &[&[("seen", seen.as_str())], fields].concat())
}

/// The reference of the source of an entry, as the claim's page offers it.
pub(super) fn reference(page: &OpenPage, claim: &str, entry: &str) -> String {
    let shown = page.get(claim).body;
    if let Some(option) = shown.split("<option value=\"").find(|option| option.contains(&format!(">{entry} ·"))) {
        return option.split('"').next().unwrap().to_owned();
    }
    let source = shown.split("<div class=\"source\">").find(|source| source.contains(&format!(">{entry}</b>")));
    let source = source.unwrap_or_else(|| panic!("no source {entry}:\n{shown}"));
    source.split("name=\"reference\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[track_caller]
pub(super) fn is_done(page: &OpenPage, reply: &Reply, told: &str) -> Reply {
    assert_eq!(reply.status, 303, "{}", reply.body);
    let next = page.follow(reply);
    assert_eq!(next.status, 200);
    assert!(next.body.contains("id=\"told\" role=\"status\"") && next.body.contains(told), "{told}:\n{}", next.body);
    next
}

#[test]
fn a_verdict_takes_a_form_and_the_next_claim_comes() {
    let desk = desk();
    let waiting = waiting(&desk);
    let page = OpenPage::open(&desk.terminal, &[]);
    let first = page.get("/").body;
    assert!(
        first.contains(&format!("{} claims wait for a person", waiting.len())) || first.contains("wait for a person"),
        "{first}"
    );
    let claim = path_of(&page, "A 2021 review");
    let shown = page.get(&claim).body;
    assert!(shown.contains("Reviewing as <strong>A. Reviewer, PT</strong>"), "{shown}");
    assert!(shown.contains("<span class=\"fig\">18%</span>"), "the nearest passage, with its figures:\n{shown}");
    let r2 = reference(&page, &claim, "r2");
    let read = decide(&page, &claim, "read", &[("reference", &r2), ("passage", "0"), ("stance", "partly")]);
    let again = is_done(&page, &read, "Recorded: A. Reviewer read");
    assert!(again.body.contains("Pain fell") || again.body.contains("pain fell"), "{}", again.body);
    let judged = decide(&page, &claim, "review", &[("verdict", "partly"), ("note", "one\r\ntwo")]);
    let next = is_done(&page, &judged, "partly");
    assert!(!judged.header("location").unwrap().starts_with(&claim), "another claim comes");
    let record = show(&desk, &desk.claim("A 2021 review"));
    assert_eq!((&record["verdict"], &record["status"]), (&"partly".into(), &"accepted".into()));
    let cited = &record["citations"][0];
    assert_eq!((&cited["locator"], &cited["read_as"]), (&"Abstract".into(), &"abstract".into()));
    assert_eq!(cited["quote"], "Knee pain fell by 18% (95% CI 10–26) after 12 weeks of strength training.");
    // And back.
    let event = next.field("event");
    let undone = page.post("/undo", &[("event", &event)]);
    assert!(undone.header("location").unwrap().starts_with(&claim), "{undone:?}");
    is_done(&page, &undone, "Undid");
    assert_eq!(show(&desk, &desk.claim("A 2021 review"))["verdict"], serde_json::Value::Null);
    assert_eq!(page.end(), 0);
}

#[test]
fn what_is_refused_says_why_and_keeps_what_was_typed() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = path_of(&page, "A 2021 review");
    let r2 = reference(&page, &claim, "r2");
    for (deed, fields, why, kept) in [
        ("review", vec![("note", "my words")], "Choose a verdict first", "my words"),
        (
            "review",
            vec![("verdict", "partly"), ("note", "my words"), ("due", "soon")],
            "“Due again” is a date",
            "my words",
        ),
        ("review", vec![("verdict", "partly"), ("note", "my words"), ("due", "2020")], "is in the past", "my words"),
        ("read", vec![("reference", r2.as_str()), ("quote", "its words")], "Say what the source says", "its words"),
        ("settle", vec![("verdict", "partly"), ("note", "reason")], "is not disputed", ""),
        ("note", vec![("text", "\u{200b}")], "a note needs words", ""),
        ("link", vec![], "Choose a source first", ""),
        ("fly", vec![], "cannot be decided here", ""),
    ] {
        let reply = decide(&page, &claim, deed, &fields);
        assert_eq!(reply.status, 409, "{deed}: {}", reply.body);
        assert!(reply.body.contains("role=\"alert\"") && reply.body.contains(why), "{deed} {why}:\n{}", reply.body);
        assert!(reply.body.contains(kept), "{deed}: {kept}\n{}", reply.body);
    }
    assert_eq!(show(&desk, &desk.claim("A 2021 review"))["verdict"], serde_json::Value::Null);
}

#[test]
fn whoever_reviews_is_asked_once_and_never_changed_by_a_page() {
    let mut desk = Desk::new();
    let own = desk.path().join("own");
    desk.terminal.environment.push(("XDG_CONFIG_HOME".into(), own.display().to_string()));
    let page = OpenPage::open(&desk.terminal, &[]);
    let sent = page.get("/");
    assert_eq!((sent.status, sent.header("location")), (303, Some("/you")));
    assert_eq!(page.get("/you").status, 200);
    for (name, why) in
        [("", "A name is needed"), ("  ", "A name is needed"), ("A. Reviewer, PT", "name holds credentials")]
    {
        let refused = page.post("/you", &[("name", name), ("credentials", "PT \"quoted\"")]);
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.body.contains(why) && refused.body.contains("PT &quot;quoted&quot;"), "{}", refused.body);
    }
    assert!(!own.join("claimbook/claimbook.toml").exists());
    assert_eq!(page.post("/you", &[("name", "A. \"Q\" Reviewer\n[x]"), ("credentials", "PT")]).status, 422);
    assert_eq!(page.post("/you", &[("name", "Ann O'Reilly \\ é"), ("credentials", "PT, \"DPT\"")]).status, 303);
    let written = std::fs::read_to_string(own.join("claimbook/claimbook.toml")).unwrap();
    assert!(written.starts_with("[me]\n"), "{written}");
    assert!(page.get("/").body.contains("<strong>Ann O&#39;Reilly \\ é, PT, &quot;DPT&quot;</strong>"));
    let again = page.post("/you", &[("name", "M. Allory")]);
    assert!(again.status == 422 && again.body.contains("a page does not change that"), "{}", again.body);
    assert_eq!(std::fs::read_to_string(own.join("claimbook/claimbook.toml")).unwrap(), written);
    // A name in a later request is no name.
    let claim = path_of(&page, "25% of adults");
    decide(&page, &claim, "accept", &[("by", "M. Allory"), ("name", "M. Allory"), ("person", "M. Allory")]);
    let history = desk.json(&["history"]);
    assert_eq!((&history[0]["command"], &history[0]["who"]), (&"accept".into(), &"Ann O'Reilly \\ é".into()));
}

/// The same decisions, once as commands and once as forms.
#[test]
#[ignore = "long: .ci/run runs it"]
fn the_dump_of_a_session_is_that_of_the_same_commands() {
    let (typed, sent) = (desk(), desk());
    let (one, two) = (typed.claim("25% of adults"), typed.claim("A 2021 review"));
    let (three, four) = (typed.claim("more common after age 50"), typed.claim("40% less pain"));
    let quote = "Knee pain fell by 18% (95% CI 10–26) after 12 weeks of strength training.";
    typed.ok(&["accept", &one]);
    typed.ok(&["link", &one, "r2"]);
    typed.ok(&["unlink", &one, "r2"]);
    typed.ok(&[
        "verify",
        &one,
        "r1",
        "--stance",
        "supports",
        "--quote",
        "One in four",
        "--locator",
        "p. 12",
        "--finding",
        "It fits.",
        "--read-as",
        "full-text",
    ]);
    typed.ok(&["review", &one, "--verdict", "supported", "--note", "as printed"]);
    typed.ok(&[
        "verify",
        &two,
        "r2",
        "--stance",
        "partly",
        "--quote",
        quote,
        "--locator",
        "Abstract",
        "--read-as",
        "abstract",
    ]);
    typed.ok(&["review", &two, "--verdict", "partly", "--due", "2027-01"]);
    typed.ok(&["dismiss", &three]);
    typed.ok(&["note", &four, "Whose figure is it?", "--question"]);
    typed.ok(&["note", &four, "Ours.", "--answers", "1"]);
    typed.ok(&["review", &four, "--verdict", "not-supported"]);
    typed.ok(&["undo"]);

    let page = OpenPage::open(&sent.terminal, &[]);
    let [a, b, c, d] =
        ["25% of adults", "A 2021 review", "more common after age 50", "40% less pain"].map(|w| path_of(&page, w));
    let go = |claim: &str, deed: &str, fields: &[(&str, &str)]| {
        let reply = decide(&page, claim, deed, fields);
        assert_eq!(reply.status, 303, "{deed}: {}", reply.body);
        page.follow(&reply)
    };
    let (r1, r2) = (reference(&page, &a, "r1"), reference(&page, &b, "r2"));
    go(&a, "accept", &[]);
    go(&a, "link", &[("reference", &r2)]);
    go(&a, "reject", &[("reference", &r2)]);
    go(
        &a,
        "read",
        &[
            ("reference", &r1),
            ("stance", "supports"),
            ("quote", "One in four"),
            ("locator", "p. 12"),
            ("finding", "It fits."),
            ("read-as", "full-text"),
        ],
    );
    go(&a, "review", &[("verdict", "supported"), ("note", "as printed")]);
    go(&b, "read", &[("reference", &r2), ("stance", "partly"), ("passage", "0")]);
    go(&b, "review", &[("verdict", "partly"), ("due", "2027-01")]);
    go(&c, "dismiss", &[]);
    go(&d, "note", &[("text", "Whose figure is it?"), ("kind", "question")]);
    go(&d, "note", &[("text", "Ours."), ("kind", "answer-1")]);
    let told = go(&d, "review", &[("verdict", "not-supported")]);
    assert_eq!(page.post("/undo", &[("event", &told.field("event"))]).status, 303);
    assert_eq!(page.end(), 0);
    assert_eq!(dump(&typed), dump(&sent));
    assert!(ABSTRACT.contains(quote));
}

/// Every file of the dump without what is new in each run: ids, times, hashes.
pub(super) fn dump(desk: &Desk) -> BTreeMap<String, Vec<String>> {
    desk.ok(&["dump", "dumped"]);
    let mut files = BTreeMap::new();
    let mut open = vec![desk.path().join("dumped")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = without_ids(&path.strip_prefix(desk.path()).unwrap().display().to_string());
            let text = std::fs::read_to_string(&path).unwrap();
            let mut lines: Vec<String> = text.lines().map(without_ids).collect();
            lines.sort();
            files.insert(name, lines);
        }
    }
    files
}

fn without_ids(line: &str) -> String {
    let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
    let mut out = String::new();
    for word in line.split_inclusive(|c: char| !is_part(c)) {
        let bare = word.trim_end_matches(|c: char| !is_part(c));
        let is_id = bare.len() == 36 && bare.matches('-').count() == 4 || bare.len() >= 32 && !bare.contains('-');
        out.push_str(if is_id { "ID" } else { bare });
        out.push_str(&word[bare.len()..]);
    }
    out
}

#[test]
fn ids_are_left_out_and_words_are_not() {
    let uid = "0193a3e0-0000-7000-8000-000000000000";
    assert_eq!(without_ids(&format!("a,{uid},2026-11-23,b")), "a,ID,2026-11-23,b");
    assert!(Path::new("x").is_relative());
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn two_who_differ_are_settled_by_a_third_and_none_sees_the_others_first() {
    let mut desk = desk();
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 2\n").unwrap();
    let words = "25% of adults";
    let judge = |desk: &Desk, verdict: &str, note: &str| {
        let page = OpenPage::open(&desk.terminal, &[]);
        let claim = path_of(&page, words);
        let shown = page.get(&claim).body;
        let r1 = reference(&page, &claim, "r1");
        let read = [("reference", r1.as_str()), ("stance", "partly"), ("quote", "QUOTE-OF-ONE"), ("locator", "p. 1")];
        assert_eq!(decide(&page, &claim, "read", &read).status, 303);
        let reply = decide(&page, &claim, "review", &[("verdict", verdict), ("note", note)]);
        assert_eq!(reply.status, 303, "{}", reply.body);
        let (first, after) = (shown, page.get(&claim).body);
        assert_eq!(page.end(), 0);
        (first, after)
    };
    judge(&desk, "supported", "NOTE-OF-A");
    introduce(&mut desk.terminal, "B. Second", None);
    let (before, after) = judge(&desk, "not-supported", "NOTE-OF-B");
    assert!(before.contains("You have not given your opinion yet"), "{before}");
    for secret in ["NOTE-OF-A", "QUOTE-OF-ONE", "Supported"] {
        let article = before.find("class=\"side\"").unwrap();
        let forms = before.replace("value=\"supported\" data-key=\"1\" aria-keyshortcuts=\"1\"> Supported", "");
        assert!(!forms[..article.min(forms.len())].contains(secret), "{secret} is told too early");
    }
    assert!(after.contains("NOTE-OF-A") && after.contains("Verdicts that differ"), "{after}");
    assert!(!after.contains("/settle"), "whoever gave one of them does not settle");
    introduce(&mut desk.terminal, "C. Third", None);
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = path_of(&page, words);
    let shown = page.get(&claim).body;
    assert!(shown.contains("NOTE-OF-A") && shown.contains("NOTE-OF-B") && shown.contains("/settle"), "{shown}");
    let settled = decide(&page, &claim, "settle", &[("verdict", "partly"), ("note", "the interval is wide")]);
    is_done(&page, &settled, "It settles between");
    assert_eq!(show(&desk, &desk.claim(words))["disputed"], false);
}

#[test]
fn a_review_that_comes_again_shows_what_changed_old_beside_new() {
    let desk = desk();
    let claim = desk.claim("25% of adults");
    desk.ok(&["verify", &claim, "r1", "--stance", "supports", "--quote", "One in four", "--locator", "p. 1"]);
    desk.ok(&["review", &claim, "--verdict", "supported"]);
    desk.rewrite("25% of adults", "35% of adults");
    desk.ok(&["import", "sore-knees.txt"]);
    let page = OpenPage::open(&desk.terminal, &[]);
    let shown = page.get(&path_of(&page, "% of adults")).body;
    assert!(shown.contains("What changed since A. Reviewer signed on 23 November 2026"), "{shown}");
    assert!(shown.contains("<del>25%</del>") && shown.contains("<ins>35%</ins>"), "{shown}");
    assert!(shown.contains("<details class=\"part whole\">"), "the rest is folded: {shown}");
    assert!(shown.contains("/confirm\""), "{shown}");
}
