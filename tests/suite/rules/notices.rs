//! What the rules make of notices as registries really give them: which rules fire, and nothing else.

use super::firing::run;
use crate::double::snapshots::Case;
use claimbook::model::*;

const DOI: &str = "10.5555/knee.1";

fn notice(kind: NoticeKind, source: &str, on: &str, doi: &str) -> RegisteredNotice {
    RegisteredNotice { on: on.parse().ok(), doi: doi.parse().ok(), ..RegisteredNotice::new(kind, source) }
}

/// The rules about notices that fire when these services answer so; reviews sign what is known.
fn fired(answers: &[(&str, NoticesAnswer)]) -> Vec<String> {
    let mut case = Case::sound();
    for (service, answer) in answers {
        case.observe(service, Subject::Notices, "doi", DOI, answer);
    }
    case.sign_again();
    let mut fired: Vec<String> = run(&case).findings.iter().map(|f| f.rule.to_owned()).collect();
    fired.sort();
    fired
}

fn describe(notices: Vec<RegisteredNotice>) -> NoticesAnswer {
    NoticesAnswer { notices, ..NoticesAnswer::default() }
}

#[test]
fn one_notice_from_two_sources_or_under_two_dates_is_one_finding() {
    use NoticeKind::{Concern, Retraction};
    let by = |source: &str, on: &str| notice(Retraction, source, on, "10.5555/notice.1");
    for answers in [
        vec![("crossref", describe(vec![by("crossref", "2024-05-02"), by("retraction-watch", "2024-05-02")]))],
        vec![("crossref", describe(vec![by("crossref", "2024-05-02"), by("crossref", "2024-06-02")]))],
        vec![
            ("crossref", describe(vec![by("crossref", "2024-05-02")])),
            ("europe-pmc", describe(vec![by("europe-pmc", "2024")])),
        ],
        vec![("retraction-watch", describe(vec![by("retraction-watch", "2024-05-02")]))], // known there alone
    ] {
        assert_eq!(fired(&answers), ["work-retracted"], "{answers:#?}");
    }
    // A retraction says more than the concern before it, also where both have one record and one date.
    let both = [Concern, Retraction].map(|kind| notice(kind, "crossref", "2024-05-02", "10.5555/notice.1"));
    assert_eq!(fired(&[("crossref", describe(both.to_vec()))]), ["work-retracted"]);
}

/// Events count in the order of their dates: a reinstatement ends a concern that was before it, and none that came after.
#[test]
fn a_concern_ends_with_a_later_reinstatement() {
    use NoticeKind::{Concern, Correction, Reinstatement, Retraction};
    for (events, expected) in [
        (&[(Concern, "2023-01-01"), (Retraction, "2023-06-01"), (Reinstatement, "2024-01-01")][..], &[][..]),
        (&[(Concern, "2023-01-01"), (Reinstatement, "2024-01-01")], &[]),
        (&[(Concern, "2023-01-01"), (Reinstatement, "2023")], &[]), // an index has the year alone
        (&[(Retraction, "2023-06-01"), (Reinstatement, "2024-01-01"), (Concern, "2024-03-01")], &["work-concern"]),
        (&[(Concern, "2023-01-01"), (Concern, "2024-03-01"), (Reinstatement, "2024-01-01")], &["work-concern"]),
        (&[(Concern, "2023-01-01"), (Reinstatement, "2022-01-01")], &["work-concern"]),
        (&[(Retraction, "2022"), (Reinstatement, "2023-01-01"), (Retraction, "2024-03-01")], &["work-retracted"]),
        (&[(Retraction, "2023-01-01"), (Reinstatement, "2023-06-01"), (Correction, "2024-05-02")], &["work-corrected"]),
    ] {
        let all =
            events.iter().map(|(kind, on)| notice(*kind, "retraction-watch", on, &format!("10.5555/{kind}.{on}")));
        let fired: Vec<String> = fired(&[("retraction-watch", describe(all.collect()))])
            .into_iter()
            .filter(|r| r != "claim-stale")
            .collect();
        assert_eq!(fired, expected, "{events:?}");
    }
    // The second retraction has no DOI, and is none of the first: the work was reinstated between the two.
    let first = notice(Retraction, "crossref", "2023-06-01", "10.5555/notice.1");
    let again = notice(Reinstatement, "retraction-watch", "2024-01-01", "10.5555/notice.2");
    let second = RegisteredNotice { doi: None, ..notice(Retraction, "pubmed", "2024-06-01", "") };
    assert_eq!(fired(&[("crossref", describe(vec![first, again, second]))]), ["work-retracted"]);
}

#[test]
fn a_notice_that_is_cited_by_mistake_is_named() {
    let about = vec![notice(NoticeKind::Retraction, "crossref", "2024-05-02", "10.5555/other")];
    let answer = NoticesAnswer { about, ..NoticesAnswer::default() };
    assert_eq!(fired(&[("crossref", answer)]), ["work-is-notice"]);
}

#[test]
fn a_newer_version_supersedes_and_is_no_retraction() {
    let newer = notice(NoticeKind::NewVersion, "crossref", "2024-05-02", "10.5555/knee.1.pub2");
    assert_eq!(fired(&[("crossref", describe(vec![newer]))]), ["work-superseded"]);
}

#[test]
fn the_title_alone_is_enough_and_a_later_reinstatement_lifts_it() {
    let titled = RegisteredNotice::new(NoticeKind::Retraction, "title");
    assert_eq!(fired(&[("crossref", describe(vec![titled]))]), ["work-retracted"]);
    let lifted = [(NoticeKind::Retraction, "2024-05-02"), (NoticeKind::Reinstatement, "2024-06-02")];
    let lifted = lifted.map(|(kind, on)| notice(kind, "retraction-watch", on, "10.5555/notice.1"));
    assert_eq!(fired(&[("retraction-watch", describe(lifted.to_vec()))]), Vec::<String>::new());
    // What was taken back again after that is taken back, and is lifted only by what came after.
    for (days, expected) in [
        (["2010-02-06", "2012-02-06", "2014-02-06"], &["work-retracted"][..]),
        (["2010-02-06", "2014-02-06", "2012-02-06"], &[]),
    ] {
        let kinds = [NoticeKind::Retraction, NoticeKind::Reinstatement, NoticeKind::Removal];
        let all = kinds.iter().zip(days).map(|(kind, on)| notice(*kind, "retraction-watch", on, on)).collect();
        assert_eq!(fired(&[("retraction-watch", describe(all))]), expected, "{days:?}");
    }
}

#[test]
fn a_second_correction_years_after_the_first_is_another_one() {
    let pubmed = |on: &str| notice(NoticeKind::Correction, "europe-pmc", on, "none");
    for (on, expected) in [("2031", 2), ("2020", 1), ("2021", 1), ("", 1)] {
        let mut case = Case::sound();
        let first = notice(NoticeKind::Correction, "crossref", "2020-05-02", "10.5555/notice.1");
        case.observe("crossref", Subject::Notices, "doi", DOI, &describe(vec![first]));
        case.observe("europe-pmc", Subject::Notices, "doi", DOI, &describe(vec![pubmed(on)]));
        let reference = case.r1().clone();
        let known = claimbook::evidence::find_notices(&reference, &case.s).expect("it has a DOI");
        assert_eq!(known.notices.len(), expected, "{on}: {:#?}", known.notices);
    }
}
