//! Decisions on several claims at once, and on those that fit filters; judgements that are refused or kept with a doubt.

use crate::double::desk::Desk;

fn statuses(desk: &Desk, status: &str) -> usize {
    desk.json(&["claims", "--status", status]).as_array().unwrap().len()
}

#[test]
fn several_claims_are_decided_on_together_or_none_is() {
    let desk = Desk::new();
    let proposed = statuses(&desk, "proposed");
    let refused = desk.run(&["dismiss", "c1", "c99"]);
    assert_eq!((refused.exit, statuses(&desk, "dismissed")), (2, 0), "{}", refused.err);
    desk.ok(&["dismiss", "c1", "c2"]);
    assert_eq!(statuses(&desk, "dismissed"), 2);
    let by = ["--verdict", "partly", "--by", "A. Reviewer, PT"];
    let refused = desk.run(&[&["review", "c3", "c1"][..], &by].concat());
    assert!(refused.exit == 2 && refused.err.contains("c1 is dismissed"), "{}", refused.err);
    assert!(desk.json(&["show", "c3"])["verdict"].is_null());
    desk.ok(&[&["review", "c3", "c4"][..], &by].concat());
    assert_eq!(desk.json(&["show", "c4"])["verdict"], "partly");
    assert_eq!(statuses(&desk, "proposed"), proposed - 4);
}

#[test]
fn filters_say_which_claims_are_meant() {
    let desk = Desk::new();
    let empty = desk.run(&["accept"]);
    assert!(empty.exit == 2 && empty.err.contains("--all"), "{}", empty.err);
    let both = desk.run(&["accept", "c1", "--kind", "prevalence"]);
    assert!(both.exit == 2 && both.err.contains("not both"), "{}", both.err);
    let tried = desk.run(&["accept", "--kind", "prevalence", "--cited", "--dry-run"]);
    let fit = desk.json(&["claims", "--kind", "prevalence", "--cited"]).as_array().unwrap().len();
    let said = if fit == 1 { "1 proposed claim fits.".to_owned() } else { format!("{fit} proposed claims fit.") };
    assert!(fit > 0 && tried.err.contains(&said) && tried.err.contains("Nothing was changed"), "{}", tried.err);
    assert_eq!(statuses(&desk, "accepted"), 0);
    desk.ok(&["accept", "--kind", "prevalence", "--cited"]);
    assert_eq!(statuses(&desk, "accepted"), fit);
    // What somebody has decided on is not touched by a filter.
    let likely = desk.json(&["claims", "--confidence", "likely", "--status", "proposed"]).as_array().unwrap().len();
    desk.ok(&["dismiss", "--confidence", "likely"]);
    assert_eq!((statuses(&desk, "dismissed"), statuses(&desk, "accepted")), (likely, fit));
    let none = desk.run(&["dismiss", "--kind", "prognosis"]);
    assert!(none.exit == 0 && none.err.contains("No proposed claim fits"), "{}", none.err);
    desk.ok(&["dismiss", "--all"]);
    assert_eq!((statuses(&desk, "proposed"), statuses(&desk, "accepted")), (0, fit));
}

#[test]
fn judgements_that_say_nothing_are_refused_and_doubtful_ones_kept() {
    let mut desk = Desk::new();
    desk.terminal.stdin = "Pain fell by 18% after 12 weeks.".into();
    desk.ok(&["add", "abstract", "okafor2021"]);
    let claim = desk.claim("A 2021 review");
    let verify = |more: &[&str]| {
        let base = ["verify", &claim, "r2", "--stance", "partly", "--by", "A. Reviewer"];
        desk.run(&[&base, more].concat())
    };
    for (more, told) in [
        (&["--quote", " "][..], "the quote is empty"),
        (&["--finding", ""], "the finding is empty"),
        (&["--locator", ""], "the locator is empty"),
    ] {
        let refused = verify(more);
        assert!(refused.exit == 2 && refused.err.contains(told), "{more:?}: {}", refused.err);
    }
    let kept = verify(&["--quote", "Pain rose.", "--read-as", "abstract"]);
    assert!(
        kept.exit == 0 && kept.err.contains("Kept, with a doubt: the quote is not in the stored abstract"),
        "{}",
        kept.err
    );
    assert_eq!(desk.json(&["show", &claim])["citations"][0]["quote"], "Pain rose.");
    let review =
        |more: &[&str]| desk.run(&[&["review", &claim, "--verdict", "partly", "--by", "A. Reviewer"], more].concat());
    let future = desk.run(&["--today", "2031-01-01", "review", &claim, "--verdict", "partly", "--by", "A. Reviewer"]);
    assert!(future.exit == 2 && future.err.contains("2031-01-01 is in the future"), "{}", future.err);
    let future =
        desk.run(&["--today", "2031-01-01", "verify", &claim, "r2", "--stance", "partly", "--by", "A. Reviewer"]);
    assert!(future.exit == 2 && future.err.contains("in the future"), "{}", future.err);
    let past = review(&["--due", "2020-01-01"]);
    assert!(past.exit == 2 && past.err.contains("in the past"), "{}", past.err);
    assert_eq!(review(&[]).exit, 0);
}
