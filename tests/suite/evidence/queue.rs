//! Why a claim waits for a person, and that nobody is asked again for what they decided.

use crate::double::snapshots::{Case, TODAY};
use claimbook::evidence::*;
use claimbook::model::*;
use jiff::civil::date;

/// The reasons of `c1` after a change, each with its words.
fn reasons_after(change: impl FnOnce(&mut Case)) -> Vec<(QueueReason, QueueTask, String)> {
    let mut case = Case::sound();
    change(&mut case);
    reasons(&case)
}

fn reasons(case: &Case) -> Vec<(QueueReason, QueueTask, String)> {
    let (fresh, settings) = (case.s.clone(), Settings::default());
    let state = derive_claim_state(&fresh.claims[0], &fresh, StateExtras::default());
    let all = list_reasons(&state, &settings, TODAY);
    all.into_iter().map(|waiting| (waiting.reason, waiting.task, waiting.why)).collect()
}

fn unreviewed(case: &mut Case) {
    case.s.reviews.clear();
}

#[test]
fn each_reason_is_found_and_says_why() {
    type Change = fn(&mut Case);
    let cases: &[(Change, QueueReason, QueueTask, &str)] = &[
        (
            |c| c.review(c.s.claims[0].uid, "A. Reviewer", Verdict::Contradicted, date(2024, 6, 20)),
            QueueReason::Contradicted,
            QueueTask::Mend,
            "A. Reviewer found it contradicted on 2024-06-20, but the article still says it",
        ),
        (
            |c| {
                unreviewed(c);
                c.s.readings[0].stance = Stance::Contradicts;
            },
            QueueReason::Contradicted,
            QueueTask::Review,
            "A. Reviewer read smith2023 on 2024-03-20 and found that it contradicts the claim",
        ),
        (
            |c| c.noticed("10.5555/knee.1", &[NoticeKind::Retraction]),
            QueueReason::Retracted,
            QueueTask::Review,
            "a retraction of 2024-05-02 was noted on smith2023",
        ),
        (
            |c| c.s.claims[0].statement.push('!'),
            QueueReason::Stale,
            QueueTask::Review,
            "since the review of 2024-04-01, the statement changed",
        ),
        (
            |c| {
                c.person("B. Second", Some("MD"), Role::Reviewer);
                c.review(c.s.claims[0].uid, "B. Second", Verdict::Partly, date(2024, 6, 1));
            },
            QueueReason::Disputed,
            QueueTask::Settle,
            "A. Reviewer says supported (2024-04-01), B. Second says partly (2024-06-01)",
        ),
        (
            |c| {
                unreviewed(c);
                c.s.citations.clear();
                c.s.claims[0].kind = Kind::Harm;
            },
            QueueReason::Unsupported,
            QueueTask::Cite,
            "no citation backs this claim of harm",
        ),
        (
            |c| {
                unreviewed(c);
                c.s.citations.clear();
            },
            QueueReason::Uncited,
            QueueTask::Cite,
            "no citation backs this claim of mechanism",
        ),
        (
            |c| {
                unreviewed(c);
                c.s.claims[0].statement = "Knee pain affects 40% of adults.".into();
                c.s.readings[0].quote = Some("Knee pain affects 25% of adults.".into());
            },
            QueueReason::Figures,
            QueueTask::Review,
            "the claim says “40%”, its evidence says “25%”",
        ),
        (
            |c| {
                unreviewed(c);
                c.o1().state = OccurrenceState::Orphaned;
            },
            QueueReason::Changed,
            QueueTask::Confirm,
            "its sentence is no longer found in knee-pain",
        ),
        (
            unreviewed,
            QueueReason::Unreviewed,
            QueueTask::Review,
            "it rests on smith2023, and nobody has given a verdict",
        ),
        (
            |c| c.s.reviews[0].due_on = "2024-06".parse().ok(),
            QueueReason::Due,
            QueueTask::Review,
            "the review of 2024-04-01 was due to be looked at again on 2024-06-01",
        ),
        (
            |c| {
                unreviewed(c);
                c.s.citations.clear();
                c.s.claims[0].status = Status::Proposed;
            },
            QueueReason::Proposed,
            QueueTask::Accept,
            "nobody has said whether it is a claim",
        ),
    ];
    let mut seen = Vec::new();
    for (change, reason, task, why) in cases {
        let found = reasons_after(change);
        assert_eq!(found.first(), Some(&(*reason, *task, (*why).to_owned())), "{found:?}");
        seen.push(*reason);
    }
    seen.dedup();
    let mut all = QueueReason::ALL.to_vec();
    all.retain(|reason| !seen.contains(reason));
    assert_eq!(all, [], "every reason is tried");
}

#[test]
fn a_claim_that_is_settled_does_not_wait() {
    let cases: &[fn(&mut Case)] = &[
        |_| {},
        |c| c.s.claims[0].status = Status::Dismissed,
        |c| c.s.claims[0].status = Status::Retired,
        |c| c.s.article.as_mut().unwrap().retired_on = Some(TODAY),
        // The reader found that the source contradicts the claim, and gave a verdict all the same.
        |c| {
            c.s.readings[0].stance = Stance::Contradicts;
            c.review(c.s.claims[0].uid, "A. Reviewer", Verdict::Supported, date(2024, 6, 1));
        },
        // So it is with a retraction that was known when the verdict was given.
        |c| {
            c.noticed("10.5555/knee.1", &[NoticeKind::Retraction]);
            c.review(c.s.claims[0].uid, "A. Reviewer", Verdict::Supported, date(2024, 6, 1));
        },
        |c| {
            c.s.claims[0].statement = "Knee pain affects 40% of adults.".into();
            c.s.readings[0].quote = Some("Knee pain affects 25% of adults.".into());
            c.review(c.s.claims[0].uid, "A. Reviewer", Verdict::Partly, date(2024, 6, 1));
        },
        |c| {
            c.s.citations.clear();
            c.s.claims[0].kind = Kind::Harm;
            c.review(c.s.claims[0].uid, "A. Reviewer", Verdict::NotEnoughEvidence, date(2024, 6, 1));
        },
        |c| {
            c.o1().state = OccurrenceState::Orphaned;
            c.review(c.s.claims[0].uid, "A. Reviewer", Verdict::Supported, date(2024, 6, 1));
        },
        |c| {
            unreviewed(c);
            c.s.citations.clear();
            c.s.claims[0].kind = Kind::Context;
        },
    ];
    for (n, change) in cases.iter().enumerate() {
        assert_eq!(reasons_after(change), [], "case {n}");
    }
}

#[test]
fn what_changes_after_a_verdict_asks_again_and_names_the_change() {
    let mut case = Case::sound();
    case.noticed("10.5555/knee.1", &[NoticeKind::Correction]);
    case.review(case.s.claims[0].uid, "A. Reviewer", Verdict::Supported, date(2024, 5, 10));
    assert_eq!(reasons(&case), []);
    case.noticed("10.5555/knee.1", &[NoticeKind::Correction, NoticeKind::Retraction]);
    let [retracted, stale] = reasons(&case).try_into().unwrap();
    assert_eq!((retracted.0, stale.0), (QueueReason::Retracted, QueueReason::Stale));
    assert_eq!(stale.2, "since the review of 2024-05-10, a retraction of 2024-05-02 was noted on smith2023");
}

#[test]
fn words_elsewhere_wait_for_a_person_too() {
    let case = Case::sound();
    let place = |state| PlaceElsewhere {
        article: "sore-knees".into(),
        occurrence: Occurrence { state, ..case.s.occurrences[0].clone() },
        imported_on: Some(date(2024, 5, 20)),
    };
    let why = |state| {
        let places = [place(state)];
        let beside = StateExtras { elsewhere: &places, ..StateExtras::default() };
        let derived = derive_claim_state(&case.s.claims[0], &case.s, beside);
        let imported = Some(date(2024, 5, 20));
        let is_known = |waiting: &Waiting| waiting.since == imported || state == OccurrenceState::Proposed;
        assert!(derived.reasons.iter().all(is_known), "{derived:?}");
        derived.reasons.into_iter().map(|waiting| (waiting.reason, waiting.why)).collect::<Vec<_>>()
    };
    assert_eq!(why(OccurrenceState::Exact), []);
    let asked = "a sentence of sore-knees seems to make this claim: does it?".to_owned();
    assert_eq!(why(OccurrenceState::Proposed), [(QueueReason::Changed, asked)]);
    let lost = "its sentence is no longer found in sore-knees".to_owned();
    assert_eq!(why(OccurrenceState::Orphaned), [(QueueReason::Changed, lost)]);
}

#[test]
fn since_when_is_told_of_a_notice_that_bears_no_date() {
    let mut case = Case::sound();
    unreviewed(&mut case);
    case.noticed("10.5555/knee.1", &[NoticeKind::Retraction]);
    let undate = |o: &Observation| {
        let mut answer: serde_json::Value = serde_json::from_str(&o.answer).unwrap();
        for notice in answer["notices"].as_array_mut().into_iter().flatten() {
            notice.as_object_mut().unwrap().remove("on");
        }
        Observation { answer: answer.to_string(), ..o.clone() }
    };
    case.s.observations = case.s.observations.iter().map(undate).collect();
    let heard = case.s.observations.iter().filter(|o| o.answer.contains("retraction")).map(|o| o.first_asked_at).max();
    let heard = heard.map(|at| jiff::tz::TimeZone::UTC.to_datetime(at).date());
    let state = derive_claim_state(&case.s.claims[0], &case.s, StateExtras::default());
    let retracted = state.reasons.iter().find(|waiting| waiting.reason == QueueReason::Retracted).unwrap();
    assert!(retracted.since.is_some() && retracted.since == heard, "{retracted:?}, heard {heard:?}");
}

#[test]
fn what_people_claim_comes_before_what_is_proposed() {
    let claim = |status, confidence| Claim { status, confidence, ..Case::sound().s.claims[0].clone() };
    let places = [
        (QueueReason::Contradicted, claim(Status::Proposed, Some(Confidence::Likely))),
        (QueueReason::Stale, claim(Status::Accepted, None)),
        (QueueReason::Stale, claim(Status::Proposed, Some(Confidence::Sure))),
        (QueueReason::Stale, claim(Status::Proposed, Some(Confidence::Likely))),
        (QueueReason::Disputed, claim(Status::Accepted, None)),
    ];
    let ranks: Vec<u8> = places.iter().map(|(reason, claim)| rank_waiting(*reason, claim)).collect();
    assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
}

#[test]
fn the_last_day_that_is_due_is_the_last() {
    let settings = Settings::default();
    for verdict in Verdict::ALL {
        for today in [date(2024, 2, 29), date(2024, 3, 31), date(2025, 2, 28), date(2026, 12, 1)] {
            let last = find_last_due(*verdict, &settings, today);
            assert!(compute_due(*verdict, last, None, &settings) <= today, "{verdict} {today}");
            let next = last.tomorrow().unwrap();
            assert!(compute_due(*verdict, next, None, &settings) > today, "{verdict} {today}");
        }
    }
}
