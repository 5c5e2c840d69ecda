//! Words that do not speak for themselves are shown with what they go on with, wherever they stand alone.

use crate::double::desk::Desk;

const SITTING: &str = "# Sitting\n\nCrossed legs strain the hip. This can cause muscle strain and pain.\n\n\
    A low chair bends the back.\n\nIt can lead to back pain.\n\n\
    You may be more likely to get it if you:\n\n- are over 50\n- smoke\n";

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.terminal.folder.join("sitting.md"), SITTING).unwrap();
    desk.ok(&["import", "sitting.md"]);
    desk
}

/// The address of the claim that says something.
fn address(desk: &Desk, words: &str) -> String {
    let claims = desk.json(&["claims"]);
    let claim = claims.as_array().unwrap().iter().find(|c| c["statement"].as_str().unwrap().contains(words)).unwrap();
    claim["address"].as_str().unwrap().to_owned()
}

#[test]
fn a_pronoun_is_shown_with_the_sentence_before_it() {
    let desk = desk();
    let this = "[Crossed legs strain the hip.] This can cause muscle strain and pain.";
    let it = "[A low chair bends the back.] It can lead to back pain.";
    for listing in ["queue", "claims"] {
        let out = desk.ok(&[listing]);
        assert!(out.contains(this) && out.contains(it), "{listing}: {out}");
    }
    let address = address(&desk, "This can cause");
    for listing in ["queue", "claims"] {
        let all = desk.json(&[listing]);
        let of = |words: &str| {
            let fits = |one: &&serde_json::Value| one["statement"].as_str().unwrap().contains(words);
            all.as_array().unwrap().iter().find(fits).unwrap().clone()
        };
        let entry = of("This can cause");
        assert_eq!(entry["statement"], "This can cause muscle strain and pain.", "the claim's words are as they were");
        assert_eq!(entry["context"], "Crossed legs strain the hip.", "{entry:#}");
        assert!(of("smoke").get("context").is_none(), "its statement says it already");
    }
    let shown = desk.ok(&["show", &self::address(&desk, "It can lead")]);
    assert!(shown.contains("[A low chair bends the back.] «It can lead to back pain.»"), "{shown}");
    let changed = desk.json(&["show", &address]);
    assert_eq!(changed["occurrences"][0]["exact"], "This can cause muscle strain and pain.");
}

#[test]
fn an_audit_shows_what_leads_to_a_bullet_in_the_same_way() {
    let desk = desk();
    let audit = desk.run(&["audit"]).out.replace("\n  ", " ");
    for words in [
        "[Crossed legs strain the hip.] “This can cause muscle strain and pain.”",
        "[You may be more likely to get it if you:] “smoke”",
    ] {
        assert!(audit.contains(words), "{words}: {audit}");
    }
    let report: serde_json::Value = serde_json::from_str(&desk.run(&["audit", "--format", "json"]).out).unwrap();
    let finding = |quote: &str| {
        report["findings"].as_array().unwrap().iter().find(|f| f["quote"] == quote).unwrap_or_else(|| panic!("{quote}"))
    };
    assert_eq!(finding("smoke")["context"], "You may be more likely to get it if you:");
    assert!(finding("Crossed legs strain the hip.").get("context").is_none());
}

#[test]
fn a_report_names_what_it_goes_on_with() {
    let desk = desk();
    desk.ok(&["report", "sitting", "--output", "report.html"]);
    let page = std::fs::read_to_string(desk.terminal.folder.join("report.html")).unwrap();
    assert!(page.contains("[Crossed legs strain the hip.] This can cause muscle strain and pain."));
}
