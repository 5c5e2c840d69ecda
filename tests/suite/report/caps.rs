//! The most that findings can be on claims that nobody accepted, and on background.

use super::policy::{report_of, spoilt};
use crate::double::snapshots::{Case, TODAY};
use claimbook::model::*;
use claimbook::report::{Policy, Waivers};

#[test]
fn findings_on_proposed_claims_are_capped() {
    let severity = |confidence: Option<Confidence>, proposed: Option<Severity>| {
        let mut case = spoilt();
        case.s.claims.last_mut().unwrap().confidence = confidence;
        let policy = Policy::new(&Settings { proposed, ..Settings::default() });
        let report = report_of(&[&case], &policy, &Waivers::default());
        report.findings.iter().find(|r| r.finding.address == "knee-pain/c5").map(|r| r.finding.severity)
    };
    // One of a catalogue that did not keep yet how sure it was is taken for a likely one.
    for (cap, sure, likely) in [
        (None, Some(Severity::Deny), Some(Severity::Warn)),
        (Some(Severity::Deny), Some(Severity::Deny), Some(Severity::Deny)),
        (Some(Severity::Note), Some(Severity::Note), Some(Severity::Note)),
        (Some(Severity::Allow), None, None),
    ] {
        assert_eq!(severity(Some(Confidence::Sure), cap), sure, "{cap:?}");
        assert_eq!(severity(Some(Confidence::Likely), cap), likely, "{cap:?}");
        assert_eq!(severity(None, cap), likely, "{cap:?}");
    }
}

#[test]
fn background_is_left_out_unless_asked_for_or_judged() {
    let found = |background: Severity, judged: bool| {
        let mut case = Case::sound();
        let claim = case.claim(Kind::Context, "Research shows that the kneecap is always there.");
        if judged {
            case.review(claim, "A. Reviewer", Verdict::Supported, TODAY);
        }
        let policy = Policy::new(&Settings { background, ..Settings::default() });
        let report = report_of(&[&case], &policy, &Waivers::default());
        let of_claim = report.findings.iter().filter(|r| r.finding.address == "knee-pain/c2");
        of_claim.map(|r| (r.finding.rule, r.finding.severity)).collect::<Vec<_>>()
    };
    assert_eq!(found(Severity::Allow, false), []);
    assert!(found(Severity::Note, false).iter().all(|(_, severity)| *severity == Severity::Note));
    assert!(found(Severity::Note, false).iter().any(|(rule, _)| *rule == "claim-vague-source"));
    assert!(found(Severity::Allow, true).contains(&("claim-vague-source", Severity::Warn)));
}
