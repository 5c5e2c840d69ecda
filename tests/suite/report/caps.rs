//! The most that findings can be on claims that nobody accepted, and on background.

use super::policy::{report_of, spoilt};
use crate::double::snapshots::{Case, TODAY};
use claimbook::model::*;
use claimbook::report::{Policy, Waivers};
use claimbook::rules::UNCITED;

#[test]
fn findings_on_proposed_claims_are_capped() {
    let severity = |confidence: Option<Confidence>, proposed: Option<Severity>| {
        let mut case = spoilt();
        case.s.claims.last_mut().unwrap().confidence = confidence;
        let policy = Policy::new(&Settings { proposed, ..Settings::default() });
        let report = report_of(&[&case], &policy, &Waivers::default());
        report
            .findings
            .iter()
            .map(Result::unwrap)
            .find(|r| r.finding.address == "knee-pain/c5")
            .map(|r| r.finding.severity)
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
fn a_change_answers_for_every_claim_that_it_adds() {
    const CLAIMS: &[(Kind, Confidence, &str)] = &[
        (Kind::Mechanism, Confidence::Sure, "Cartilage is fed by the fluid of the joint."),
        (Kind::Benefit, Confidence::Likely, "Cycling eases sore knees."),
        (Kind::Prognosis, Confidence::Likely, "Sore knees get better by themselves."),
        (Kind::Prognosis, Confidence::Likely, "Sore knees get better within 6 weeks in 80% of people."),
    ];
    let severities = |settings: Settings, flag: Option<&str>| {
        let mut case = Case::sound();
        for (kind, confidence, statement) in CLAIMS {
            let claim = case.claim(*kind, statement);
            let claim = case.s.claims.iter_mut().find(|c| c.uid == claim).unwrap();
            (claim.status, claim.confidence) = (Status::Proposed, Some(*confidence));
        }
        let mut policy = Policy::new(&settings);
        if let Some(rule) = flag {
            policy.set_severity(rule, Severity::Note).unwrap();
        }
        let of = |case: &Case, policy: &Policy| {
            let report = report_of(&[case], policy, &Waivers::default());
            let severity = |n: usize| {
                let address = format!("knee-pain/c{}", n + 2);
                let mut found = report.findings.iter().map(Result::unwrap).filter(|r| r.finding.address == address);
                let found = found.find(|r| UNCITED.contains(&r.finding.rule));
                found.map_or_else(|| "-".to_owned(), |r| r.finding.severity.to_string())
            };
            (0..CLAIMS.len()).map(severity).collect::<Vec<_>>().join(" ")
        };
        let whole = of(&case, &policy);
        case.s.added = case.s.claims.iter().map(|claim| claim.uid).collect();
        (whole, of(&case, &policy))
    };
    let minor = |severity| Settings {
        severities: [("claim-uncited-minor".to_owned(), severity)].into(),
        ..Settings::default()
    };
    let capped = |severity| Settings { proposed: Some(severity), ..Settings::default() };
    let nhs = || Settings { profile: Some("nhs".to_owned()), ..Settings::default() };
    for (settings, flag, whole, change) in [
        (Settings::default(), None, "warn warn warn warn", "deny warn warn deny"),
        (minor(Severity::Warn), None, "warn warn warn warn", "warn warn warn deny"),
        (minor(Severity::Allow), None, "- warn - warn", "- warn - deny"),
        (Settings::default(), Some("claim-uncited-minor"), "note warn note warn", "note warn note deny"),
        (capped(Severity::Warn), None, "warn warn warn warn", "warn warn warn warn"),
        (capped(Severity::Deny), None, "warn deny warn deny", "deny deny deny deny"),
        (nhs(), None, "deny warn warn warn", "deny warn warn deny"),
    ] {
        assert_eq!(severities(settings, flag), (whole.to_owned(), change.to_owned()));
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
        let of_claim = report.findings.iter().map(Result::unwrap).filter(|r| r.finding.address == "knee-pain/c2");
        of_claim.map(|r| (r.finding.rule, r.finding.severity)).collect::<Vec<_>>()
    };
    assert_eq!(found(Severity::Allow, false), []);
    assert!(found(Severity::Note, false).iter().all(|(_, severity)| *severity == Severity::Note));
    assert!(found(Severity::Note, false).iter().any(|(rule, _)| *rule == "claim-vague-source"));
    assert!(found(Severity::Allow, true).contains(&("claim-vague-source", Severity::Warn)));
}
