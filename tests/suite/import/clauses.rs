//! Clauses as claims of their own, through imports: what is there stays, and a marker cites for the clause in which it stands.

use crate::double::desk::Desk;
use serde_json::Value;

const BOTH: &str = "Ibuprofen relieves back pain; opioids cause constipation.";

fn text(language: &str, body: &str) -> String {
    format!(
        "---\nlang: {language}\n---\n\n# Painkillers\n\n## What they do\n\n{body}\n\n## References\n\n\
         1. Poe A. Ibuprofen for back pain. J Back. 2018;3:1-9. doi:10.5555/back.1\n\
         2. Roe B. Opioids and the bowel. J Bowel. 2019;4:1-9. doi:10.5555/bowel.2\n"
    )
}

fn import(desk: &Desk, text: &str) {
    std::fs::write(desk.path().join("painkillers.md"), text).unwrap();
    desk.ok(&["import", "painkillers.md"]);
}

/// The article's claims: the words of the first place, and what is cited.
fn claims(desk: &Desk) -> Vec<(String, Vec<String>)> {
    let all = desk.json(&["claims", "--article", "painkillers"]);
    let told = |claim: &Value| {
        let cited = claim["citations"].as_array().unwrap().iter().filter(|c| c["state"] == "asserted");
        let cited = cited.map(|c| c["reference"].as_str().unwrap().replace("painkillers/", "")).collect();
        (claim["occurrences"][0]["exact"].as_str().unwrap().to_owned(), cited)
    };
    all.as_array().unwrap().iter().map(told).collect()
}

#[test]
fn a_claim_worded_over_the_whole_sentence_stays() {
    let desk = Desk::new();
    import(&desk, &text("de", BOTH));
    desk.ok(&["add", "claim", BOTH, "--kind", "benefit", "--article", "painkillers", "--at", BOTH]);
    let before = claims(&desk);
    import(&desk, &text("en", &format!("{BOTH}\n\nAspirin can make the stomach bleed.")));
    let after = claims(&desk);
    assert_eq!(after[0], before[0]);
    assert_eq!(after.iter().filter(|(words, _)| BOTH.contains(words.as_str())).count(), 1, "{after:?}");
}

#[test]
fn an_unchanged_article_changes_nothing_and_a_changed_one_keeps_its_clauses() {
    let desk = Desk::new();
    import(&desk, &text("en", BOTH));
    let before = desk.json(&["claims", "--article", "painkillers"]);
    assert_eq!(before.as_array().unwrap().len(), 2, "{before:#}");
    import(&desk, &text("en", BOTH));
    assert_eq!(desk.json(&["claims", "--article", "painkillers"]), before);
    import(&desk, &text("en", &format!("Aspirin can make the stomach bleed.\n\n{BOTH}")));
    let words: Vec<String> = claims(&desk).into_iter().map(|(words, _)| words).collect();
    assert_eq!(words.len(), 3, "{words:?}");
    assert!(words.iter().any(|words| words == "opioids cause constipation."), "{words:?}");
}

#[test]
fn a_marker_cites_for_the_clause_in_which_it_stands() {
    let cites = |body: &str| {
        let desk = Desk::new();
        import(&desk, &text("en", body));
        claims(&desk).into_iter().map(|(_, cited)| cited.join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(cites("Ibuprofen relieves back pain;[1] opioids cause constipation.[2]"), ["r1", "r2"]);
    assert_eq!(cites("Ibuprofen relieves back pain [1]; opioids cause constipation [2]."), ["r1", "r2"]);
    assert_eq!(cites("Ibuprofen relieves back pain;[1] opioids cause constipation."), ["r1", ""]);
    // A marker at the end mostly speaks for all of the sentence.
    assert_eq!(cites("Ibuprofen relieves back pain; opioids cause constipation.[1,2]"), ["r1 r2"]);
    assert_eq!(cites("Ibuprofen relieves back pain, but ask your doctor first.[1]"), ["r1"]);
}
