//! Claims that somebody judged, worded in another article: proposed there, in nobody's way, until a person decides.

use crate::double::desk::Desk;
use crate::double::reports::unchecked;
use serde_json::Value;

const KNOWN: &str = "About 25% of adults report knee pain in any given year";

/// An article that says what `sore-knees` says, and something of its own.
fn stairs(sentence: &str) -> String {
    format!(
        "# Stairs\n\n## Who is sore\n\n{sentence}.[1]\n\nStairs raise the risk of hip pain by 20%.[2]\n\n## References\n\n\
         1. Poe A. Knees in four towns. J Knee. 2018;3:1-9. doi:10.5555/knee.1\n\
         2. Roe B. Hips on stairs. J Hip. 2019;4:1-9. doi:10.5555/hip.2\n"
    )
}

fn import(desk: &Desk, text: &str) -> Value {
    std::fs::write(desk.path().join("stairs.md"), text).unwrap();
    desk.json(&["import", "stairs.md"])["imported"][0].clone()
}

/// A desk where the claim is judged, and an article that words it was imported.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    let claim = desk.claim(KNOWN);
    desk.ok(&["review", &claim, "--verdict", "supported", "--by", "A. Reviewer, PT"]);
    import(&desk, &stairs(KNOWN));
    (desk, claim)
}

/// The states of a claim's places, with their articles.
fn places(desk: &Desk, claim: &str) -> Vec<(String, String)> {
    let claims = desk.json(&["claims"]);
    let found = claims.as_array().unwrap().iter().find(|c| c["address"] == claim).unwrap();
    let place = |o: &Value| (o["article"].as_str().unwrap().to_owned(), o["state"].as_str().unwrap().to_owned());
    found["occurrences"].as_array().unwrap().iter().map(place).collect()
}

/// What the audit says of an article or of claims, by rule.
fn said_of(desk: &Desk, what: &str, rule: &str) -> Vec<String> {
    let report = desk.json(&["audit"]);
    let all = if what == "unchecked" { unchecked(&report) } else { report[what].as_array().unwrap() };
    let all = all.iter().filter(|f| f["rule"] == rule);
    all.map(|f| f["address"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_known_claim_of_another_article_is_proposed_with_its_verdict_in_view_and_nothing_in_force() {
    let desk = Desk::new();
    let claim = desk.claim(KNOWN);
    desk.ok(&["review", &claim, "--verdict", "supported", "--by", "A. Reviewer, PT"]);
    let before = desk.json(&["audit"])["findings"].clone();
    let imported = import(&desk, &stairs(KNOWN));
    let known = &imported["claims"]["known"];
    assert_eq!(
        (&known[0]["address"], &known[0]["verdict"], &known[0]["stale"]),
        (&claim.as_str().into(), &"supported".into(), &false.into())
    );
    assert_eq!(imported["claims"]["proposed"], serde_json::json!(["stairs/c1"]), "{imported:#}");
    assert_eq!(imported["cited"], 1, "the marker there cites nothing yet: {imported:#}");
    assert_eq!(
        places(&desk, &claim),
        [("sore-knees", "exact"), ("stairs", "proposed")].map(|(a, s)| (a.into(), s.into()))
    );
    // What was found before is found now, and nothing new is said of the claim.
    let after = desk.json(&["audit"])["findings"].clone();
    let of = |found: &Value| {
        found.as_array().unwrap().iter().filter(|f| f["address"] == claim.as_str()).cloned().collect::<Vec<_>>()
    };
    assert_eq!(of(&before), of(&after));
    assert!(said_of(&desk, "findings", "claim-stale").is_empty());
    assert!(!said_of(&desk, "findings", "reference-uncited").contains(&"stairs/r1".to_owned()));
    assert_eq!(said_of(&desk, "unchecked", "reference-uncited"), ["stairs/r1"]);
    assert_eq!(said_of(&desk, "unchecked", "claim-uncited"), [claim.as_str()]);
    // In view.
    let listed = desk.ok(&["claims", "--article", "stairs"]);
    assert!(listed.contains("supported; to confirm here") && listed.contains("stairs/c1"), "{listed}");
    let shown = desk.ok(&["show", "stairs"]);
    assert!(shown.contains(&format!("{claim} (supported on ")), "{shown}");
    let shown = desk.ok(&["show", &claim]);
    assert!(shown.contains(&format!("claimbook confirm {claim} --in stairs")), "{shown}");
}

#[test]
fn what_nobody_judged_and_what_says_something_else_is_a_claim_of_its_own() {
    let desk = Desk::new();
    let claim = desk.claim(KNOWN);
    let other = "About 35% of adults report knee pain in any given year";
    for (judge, sentence, own) in [(None, KNOWN, 2), (Some("accept"), KNOWN, 1), (None, other, 2)] {
        if let Some(judge) = judge {
            desk.ok(&[judge, &claim]);
        }
        let text = stairs(sentence);
        std::fs::write(desk.path().join(format!("{own}{}.md", judge.unwrap_or("by"))), &text).unwrap();
        let imported = desk.json(&["import", "--dry-run", &format!("{own}{}.md", judge.unwrap_or("by"))]);
        let proposed = imported["imported"][0]["claims"]["proposed"].as_array().unwrap().len();
        assert_eq!(proposed, own, "{sentence} {judge:?}: {imported:#}");
    }
    // A claim that was dismissed is known to nobody.
    desk.ok(&["dismiss", &claim]);
    assert_eq!(import(&desk, &stairs(KNOWN))["claims"]["known"], serde_json::json!([]));
}

#[test]
fn a_place_that_a_person_confirms_makes_the_claim_and_cites() {
    let (desk, claim) = desk();
    let said = desk.run(&["confirm", &claim, "--in", "stairs"]);
    assert!(said.err.contains("stairs also makes") && said.err.contains("1 citation"), "{}", said.err);
    assert_eq!(places(&desk, &claim)[1], ("stairs".to_owned(), "confirmed".to_owned()));
    assert!(said_of(&desk, "unchecked", "claim-uncited").is_empty());
    assert!(said_of(&desk, "unchecked", "reference-uncited").is_empty());
    std::fs::write(desk.path().join("claimbook.toml"), "[severities]\nclaim-unreviewed = \"note\"\n").unwrap();
    assert!(said_of(&desk, "findings", "claim-unreviewed").contains(&claim), "the place itself is unreviewed");
    let again = desk.run(&["confirm", &claim, "--in", "stairs"]);
    assert!(again.err.contains("nothing to confirm"), "{}", again.err);
}

#[test]
fn a_place_that_a_person_dismisses_is_a_claim_of_its_own_and_the_known_one_stays() {
    let (desk, claim) = desk();
    let said = desk.run(&["dismiss", &claim]);
    assert!(
        said.err.contains("stairs/c2 is now a separate claim") && said.err.contains("stays as it is"),
        "{}",
        said.err
    );
    assert_eq!(places(&desk, &claim).len(), 1);
    let claims = desk.json(&["claims", "--article", "stairs"]);
    let own = claims.as_array().unwrap().iter().find(|c| c["address"] == "stairs/c2").unwrap();
    assert_eq!(
        (&own["status"], &own["section"], &own["occurrences"][0]["state"]),
        (&"proposed".into(), &"Who is sore".into(), &"exact".into())
    );
    assert_eq!(own["citations"][0]["reference"], "stairs/r1");
    let refused = desk.run(&["dismiss", &claim, "--in", "stairs"]);
    assert!(refused.exit == 2 && refused.err.contains("is not proposed in stairs"), "{}", refused.err);
    // It stays so when the article is imported again, and without such places the claim itself is meant.
    assert_eq!(import(&desk, &stairs(KNOWN).replace("20%", "30%"))["claims"]["known"], serde_json::json!([]));
    desk.ok(&["dismiss", &claim]);
    assert!(desk.json(&["claims", "--status", "dismissed"]).to_string().contains(&claim));
}

#[test]
fn a_proposed_place_follows_the_text_and_ends_where_its_words_do() {
    let (desk, claim) = desk();
    let moved = stairs(KNOWN).replace("## Who", "Read on below.\n\n## Who");
    // The file as it is now is judged alike, whether or not it was imported.
    std::fs::write(desk.path().join("stairs.md"), &moved).unwrap();
    assert_eq!(said_of(&desk, "unchecked", "claim-uncited"), [claim.as_str()]);
    assert!(!said_of(&desk, "findings", "claim-uncited").iter().any(|address| address.starts_with("stairs")));
    assert_eq!(import(&desk, &moved)["claims"]["known"][0]["address"], claim.as_str());
    assert_eq!(places(&desk, &claim).len(), 2);
    let changed = import(&desk, &moved.replace("25%", "45%"));
    assert_eq!(
        (&changed["claims"]["known"], &changed["claims"]["orphaned"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
    assert_eq!(changed["claims"]["proposed"], serde_json::json!(["stairs/c2"]), "{changed:#}");
    assert_eq!(places(&desk, &claim).len(), 1);
    let fates = desk.json(&["diff", "stairs"]);
    let fate = |address: &str| {
        fates["claims"].as_array().unwrap().iter().find(|c| c["address"] == address).unwrap()["change"].clone()
    };
    assert_eq!((fate(&claim), fate("stairs/c2")), ("gone".into(), "new".into()), "{fates:#}");
    assert_eq!(import(&desk, &moved)["claims"]["changed"], serde_json::json!(["stairs/c2"]));
}

#[test]
fn a_new_sentence_in_a_file_is_judged_as_its_import_would_be() {
    let desk = Desk::new();
    let claim = desk.claim(KNOWN);
    desk.ok(&["accept", &claim]);
    import(&desk, &stairs("Stairs are everywhere"));
    std::fs::write(desk.path().join("stairs.md"), stairs(KNOWN)).unwrap();
    assert_eq!(said_of(&desk, "unchecked", "claim-uncited"), [claim.as_str()]);
}

#[test]
fn proposed_places_are_kept_in_the_text_form() {
    let (desk, claim) = desk();
    desk.ok(&["dump", "kept"]);
    let rows = std::fs::read_to_string(desk.path().join("kept/stairs/occurrences.csv")).unwrap();
    assert!(rows.contains(",proposed,"), "{rows}");
    let said = |arguments: &[&str]| desk.json(&[&["--catalogue", "kept"][..], arguments].concat());
    assert_eq!(said(&["claims", "--article", "stairs"]), desk.json(&["claims", "--article", "stairs"]));
    assert!(said(&["audit"])["unchecked"].to_string().contains(&claim));
    let history = desk.ok(&["history", &claim]);
    assert!(history.contains(&format!("proposed a place of {claim} in stairs")), "{history}");
}
