//! The rules about verdicts beside each other: which of them speaks, and how much it matters.

use super::firing::run;
use crate::double::snapshots::{Case, TODAY};
use claimbook::model::*;
use jiff::civil::date;

fn rules(case: &Case) -> Vec<(&'static str, Severity)> {
    run(case).findings.into_iter().map(|f| (f.rule, f.severity)).collect()
}

#[test]
fn what_a_verdict_says_of_a_claim_that_is_still_made() {
    use Verdict::*;
    for (verdict, expected) in [
        (Supported, None),
        (Partly, Some(("claim-evidence-missing", Severity::Warn))),
        (NotEnoughEvidence, Some(("claim-evidence-missing", Severity::Deny))),
        (NotSupported, Some(("claim-contradicted", Severity::Deny))),
        (Contradicted, Some(("claim-contradicted", Severity::Deny))),
    ] {
        let mut case = Case::sound();
        case.s.reviews[0].verdict = verdict;
        assert_eq!(rules(&case), Vec::from_iter(expected), "{verdict}");

        // Gone from the text: the article makes it no more.
        case.o1().state = OccurrenceState::Orphaned;
        assert_eq!(rules(&case), [("occurrence-orphaned", Severity::Deny)], "{verdict}, orphaned");
    }
}

#[test]
fn other_words_are_asked_about_and_no_longer_judged() {
    let mut case = Case::sound();
    case.s.reviews[0].verdict = Verdict::NotEnoughEvidence;
    case.o1().exact = "Cartilage in the knee has little blood supply.".into();
    case.s.claims[0].statement = "Cartilage in the knee has little blood supply.".into();
    assert_eq!(rules(&case), [("claim-stale", Severity::Deny)]);
}

#[test]
fn a_dispute_is_one_finding() {
    let mut case = Case::sound();
    case.person("B. Second", Some("MD"), Role::Reviewer);
    let claim = case.s.claims[0].uid;
    case.review(claim, "B. Second", Verdict::Partly, date(2024, 5, 1));
    assert_eq!(rules(&case), [("claim-disputed", Severity::Warn)]);
    case.s.reviews[1].verdict = Verdict::NotEnoughEvidence;
    let expected = [("claim-disputed", Severity::Warn), ("claim-evidence-missing", Severity::Deny)];
    assert_eq!(rules(&case), expected);
}

#[test]
fn a_verdict_that_holds_no_longer_is_stale_and_nothing_else() {
    let mut unread = Case::sound();
    unread.s.readings.clear();
    assert_eq!(rules(&unread), [("claim-stale", Severity::Deny)]);

    let mut later = Case::sound();
    later.s.readings[0].stance = Stance::Contradicts;
    assert_eq!(rules(&later), [("claim-stale", Severity::Deny)]);

    let mut taken_back = Case::sound();
    taken_back.s.readings[0].retired_on = Some(TODAY);
    taken_back.sign_again();
    assert_eq!(rules(&taken_back), [("review-unread", Severity::Warn)]);

    let mut corrected = Case::sound();
    corrected.s.readings[0].stance = Stance::Contradicts;
    let uid = corrected.uid();
    let again = Reading { uid, stance: Stance::Supports, ..corrected.s.readings[0].clone() };
    corrected.s.readings.push(again);
    corrected.sign_again();
    assert_eq!(rules(&corrected), [], "only a person's latest reading counts");
}
