//! The pairs of the rules about verdicts and the readings behind them.

use super::Pair;
use crate::double::snapshots::Case;
use claimbook::model::{Conflict, Role, Stance, Uid, Verdict};
use jiff::civil::date;

/// The one verdict of the sound article, on the words that are there.
fn found(case: &mut Case, verdict: Verdict) {
    case.s.reviews[0].verdict = verdict;
}

/// The one reading of the sound article, as it was when the claim was reviewed.
fn read_as(case: &mut Case, stance: Stance) {
    case.s.readings[0].stance = stance;
    case.sign_again();
}

pub(in super::super) const PAIRS: &[Pair] = &[
    Pair {
        rule: "sync-conflict",
        fires: |c| {
            let claim = c.s.claims[0].uid;
            c.s.conflicts.push(Conflict {
                uid: claim,
                entity: "claim".into(),
                row: claim,
                late: Some("{\"kind\":\"harm\"}".into()),
                standing: Some("{\"kind\":\"risk\"}".into()),
                late_event: format!("{claim}:7"),
                standing_event: None,
                late_by: "B. Second".into(),
                standing_by: Some("A. Reviewer".into()),
                found_at: jiff::Timestamp::UNIX_EPOCH,
                kept: None,
                settled_by: None,
                settled_on: None,
            });
        },
        finds: "knee-pain/c1: A. Reviewer and B. Second decided differently about this claim: kind: risk stands, and kind: harm came too late",
        silent: |_| (),
    },
    Pair {
        rule: "claim-evidence-missing",
        fires: |c| found(c, Verdict::NotEnoughEvidence),
        finds: "knee-pain/c1: on 2024-04-01, A. Reviewer found too little evidence; the article still says it in the same words",
        silent: |c| found(c, Verdict::Supported),
    },
    Pair {
        rule: "review-unread",
        fires: |c| {
            c.s.readings.clear();
            c.sign_again();
        },
        finds: "knee-pain/c1: A. Reviewer found it supported on 2024-04-01, but no reading of its cited source is recorded",
        silent: |c| {
            // Of two sources one was read.
            let (claim, work, csl) = (c.s.claims[0].uid, c.s.references[0].work, c.s.references[0].csl.clone());
            let again = c.reference("Smith J. Cartilage again.", csl, work, None);
            c.s.references[1].section = "Further reading".into();
            _ = c.cite(claim, again);
            c.sign_again();
        },
    },
    Pair {
        rule: "review-against-reading",
        fires: |c| read_as(c, Stance::Contradicts),
        finds: "knee-pain/c1: A. Reviewer read on 2024-03-20 that knee-pain/r1 contradicts it (“Cartilage is avascular.”), but A. Reviewer found it supported on 2024-04-01",
        silent: |c| read_as(c, Stance::Partly),
    },
    Pair {
        rule: "claim-second-opinion",
        fires: |c| c.settings.opinions.usual = 2,
        finds: "knee-pain/c1: 2 people should judge it: 1 has given a verdict that holds and 1 has recorded a reading of knee-pain/r1",
        silent: |c| {
            c.settings.opinions.usual = 2;
            c.person("B. Second", Some("MD"), Role::Reviewer);
            let mut second = c.s.readings[0].clone();
            (second.uid, second.person) = (Uid::new(jiff::Timestamp::UNIX_EPOCH), c.s.people.last().unwrap().1.uid);
            c.s.readings.push(second);
            c.sign_again();
            c.review(c.s.claims[0].uid, "B. Second", Verdict::Supported, date(2024, 5, 1));
        },
    },
];
