//! A claim whose words were corrected: its statement follows, and its verdict is asked for anew.

use super::Reviewed;

const ONE: &str = "# Sleep\n\nMidwives recommend sleeping on the side after 20 weeks of pregnancy.\n";

#[test]
fn a_statement_taken_from_the_text_follows_it_and_one_part_is_stale() {
    let site = Reviewed::new(ONE);
    let terminal = site.terminal();
    site.write(&ONE.replace("20", "28"));
    terminal.ok(&["import", "a.md"]);
    assert!(
        terminal
            .run(&["confirm", "c1"])
            .err
            .contains("Its statement follows: Midwives recommend sleeping on the side after 28")
    );
    assert!(terminal.ok(&["claims"]).contains("after 28 weeks"));
    let claim = &site.claims()[0];
    assert_eq!(claim["stale_because"], serde_json::json!(["its sentence in the article was reworded"]));
    assert!(terminal.ok(&["history", "c1"]).contains("after 20"), "the old words stay in the log");
    terminal.ok(&["review", "c1", "--verdict", "supported", "--by", "B. Second, MD"]);
    assert!(terminal.ok(&["export", "claims", "--to", "csv"]).contains("after 28 weeks"));
}

#[test]
fn a_statement_that_a_person_worded_stays() {
    let site = Reviewed::new(ONE);
    let terminal = site.terminal();
    terminal.ok(&["edit", "c1", "statement=Sleep on your side late in pregnancy."]);
    site.write(&ONE.replace("20", "28"));
    terminal.ok(&["import", "a.md"]);
    let said = terminal.run(&["confirm", "c1"]).err;
    assert!(
        said.contains("A person worded its statement, so it stays: Sleep on your side late in pregnancy."),
        "{said}"
    );
    assert_eq!(site.claims()[0]["statement"], "Sleep on your side late in pregnancy.");
}

const TWO: &str = "# Sleep\n\nSleep on your side after 20 weeks of pregnancy lowers the risk.\n\n## Again\n\n\
    Sleep on your side after 20 weeks of pregnancy lowers the risk.\n";

#[test]
fn places_that_now_differ_are_one_claim_or_two() {
    for (flag, claims) in [("--one-claim", 1), ("--two-claims", 2)] {
        let site = Reviewed::new(TWO);
        assert_eq!(site.claims.len(), 1);
        let terminal = site.terminal();
        site.write(&TWO.replacen("20", "28", 2).replacen("28", "20", 1));
        terminal.ok(&["import", "a.md"]);
        let open = site.claims();
        let asks = terminal.run(&["confirm", "c1"]);
        assert_ne!(asks.exit, 0, "{open:?}");
        assert!(asks.err.contains("--two-claims") && asks.err.contains("Nothing was changed"), "{}", asks.err);
        terminal.ok(&["confirm", "c1", flag]);
        let now = site.claims();
        assert_eq!(now.len(), claims, "{now:?}");
        if claims == 2 {
            assert!(now[1]["statement"].as_str().unwrap().contains("28 weeks"));
            assert_eq!(now[1]["verdict"], serde_json::Value::Null);
        }
    }
}

#[test]
fn a_stale_verdict_is_marked_wherever_it_is_shown() {
    let site = Reviewed::new(ONE);
    let terminal = site.terminal();
    assert!(!terminal.ok(&["claims"]).contains("stale"));
    site.write(&ONE.replace("20", "28"));
    terminal.ok(&["import", "a.md"]);
    terminal.ok(&["confirm", "c1"]);
    assert!(terminal.ok(&["claims"]).contains("supported, stale"), "{}", terminal.ok(&["claims"]));
    assert!(terminal.ok(&["show", "c1"]).contains("Reviews (stale"), "{}", terminal.ok(&["show", "c1"]));
    for format in ["csv", "json", "jsonl", "markdown"] {
        let out = terminal.ok(&["export", "claims", "--to", format]);
        assert!(out.contains("was reworded"), "{format}: {out}");
    }
    terminal.ok(&["review", "c1", "--verdict", "supported", "--by", "B. Second, MD"]);
    assert!(!terminal.ok(&["claims"]).contains("stale"));
    assert!(!terminal.ok(&["export", "claims", "--to", "json"]).contains("was reworded"));
}

const CITED: &str = "# Sleep\n\nSleep on your side after 20 weeks of pregnancy lowers the risk.[1]\n\n## Again\n\n\
    Sleep on your side after 20 weeks of pregnancy lowers the risk.[2]\n\n## References\n\n\
    1. Doe J. Sleeping on the side. J Fict Med. 2024;4(2):11-19.\n\
    2. Roe K. Sleep late in pregnancy: a review. J Fict Med. 2025;5(1):20-29.\n";

#[test]
fn a_claim_of_its_own_cites_what_the_markers_at_its_place_name() {
    let site = Reviewed::new(CITED);
    let terminal = site.terminal();
    site.write(&CITED.replacen("20 weeks", "28 weeks", 2).replacen("28 weeks", "20 weeks", 1));
    terminal.ok(&["import", "a.md"]);
    let said = terminal.run(&["confirm", "c1", "--two-claims"]);
    assert!(said.exit == 0 && said.err.contains("It cites what its markers name"), "{}", said.err);
    let own = &site.claims()[1];
    let cited: Vec<_> = own["citations"].as_array().unwrap().iter().filter(|c| c["state"] == "asserted").collect();
    assert_eq!(cited.iter().map(|c| c["reference"].as_str().unwrap()).collect::<Vec<_>>(), ["a/r2"], "{own}");
}

#[test]
fn a_reference_named_in_a_bracket_is_no_part_of_the_statement() {
    let site = Reviewed::new("# Sleep\n\nSleeping on the side lowers the risk by 20% [ref 1].\n");
    assert_eq!(site.claims[0]["statement"], "Sleeping on the side lowers the risk by 20%.");
}
