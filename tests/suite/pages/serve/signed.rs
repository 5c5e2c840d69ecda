//! Verdicts that are signed on the page with the reviewer's own key, and passages of a stored full text.

use super::session::{decide, is_done, path_of};
use super::{desk, show};
use crate::double::desk::Desk;
use crate::double::keys;
use crate::double::page::OpenPage;
use crate::double::registries::Script;
use claimbook::registry::SERVICES;
use serde_json::json;

#[test]
fn a_verdict_is_signed_where_ones_own_settings_name_a_key() {
    let without = desk();
    let page = OpenPage::open(&without.terminal, &[]);
    assert!(!page.get(&path_of(&page, "25% of adults")).body.contains("name=\"sign\""));
    assert_eq!(page.end(), 0);
    if !keys::has_ssh_keygen() {
        return;
    }
    let desk = desk();
    let key = keys::make(desk.path(), "a", "ed25519");
    desk.ok(&["add", "person", "A. Reviewer, PT", "--key", "a.pub"]);
    let own = desk.path().join("own settings of A. Reviewer/claimbook/claimbook.toml");
    let settings = std::fs::read_to_string(&own).unwrap();
    std::fs::write(&own, format!("{settings}signing-key = \"{}\"\n", key.display())).unwrap();
    let page = OpenPage::open(&desk.terminal, &[]);
    let (one, two) = (path_of(&page, "25% of adults"), path_of(&page, "A 2021 review"));
    assert!(page.get(&one).body.contains("name=\"sign\""));
    // Nothing is signed of what is another thing now.
    let seen = page.get(&one).field("seen");
    desk.ok(&["accept", &desk.claim("25% of adults")]);
    let late = page.post(&format!("{one}/review"), &[("seen", &seen), ("verdict", "partly"), ("sign", "1")]);
    assert!(late.status == 409 && late.body.contains("and is now accepted"), "{}", late.body);
    let chosen = late.body.split("name=\"sign\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(chosen.contains("checked"), "what was ticked is ticked still: {chosen}");
    let signed = decide(&page, &one, "review", &[("verdict", "partly"), ("note", "“as” it\r\nis"), ("sign", "1")]);
    is_done(&page, &signed, "Signed with a key.");
    assert_eq!(decide(&page, &two, "review", &[("verdict", "partly")]).status, 303);
    assert_eq!(show(&desk, &desk.claim("25% of adults"))["opinions"][0]["signed"], true);
    let sound = desk.ok(&["verify-catalogue"]);
    assert!(sound.starts_with("Sound") && sound.contains("1 review is signed with its reviewer's key"), "{sound}");
}

/// An open article; the second paragraph of its results comes nearest.
const OPEN: &str = r#"<?xml version="1.0"?>
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article">
<front><article-meta><title-group><article-title>Strength training for sore knees: a systematic review</article-title></title-group>
<permissions><license license-type="open-access" xlink:href="https://licences.example/by/4.0/"><license-p>Open.</license-p></license></permissions>
</article-meta></front>
<body><sec><title>Results</title><p>Nobody was harmed.</p>
<p>In those who trained, strength training of the thigh eased pain in sore knees after twelve weeks.</p></sec></body></article>"#;

#[test]
fn the_nearest_passage_of_a_full_text_stands_beside_the_abstract_with_its_place_and_licence() {
    let record = json!({"id": "31452104", "source": "MED", "pmid": "31452104", "pmcid": "PMC7000001",
        "doi": "10.5555/ijsm.8.2.e1190", "title": "Strength training for sore knees: a systematic review.", "pubYear": "2021"});
    let script = Script { full_texts: vec![("PMC7000001", OPEN)], ..Script::default() };
    let double = script.with_literature(&[record]).start();
    let mut desk: Desk = desk();
    desk.terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), double.url())));
    desk.run(&["check", "--full-text", "--only", "metadata"]);
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = path_of(&page, "A 2021 review");
    let shown = page.get(&claim).body;
    for part in [
        "What comes nearest in its full text",
        "data-place=\"Results, paragraph 2\"",
        "Results, paragraph 2 · licence https://licences.example/by/4.0/",
        "trained, strength training of the thigh eased pain",
        "Its whole abstract",
    ] {
        assert!(shown.contains(part), "{part}:\n{shown}");
    }
}
