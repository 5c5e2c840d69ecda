//! Tests of what is asked of a keeper of records, and how it develops after failures.

use super::*;
use crate::model::Doi;
use crate::refresh::keepers::registrars;
use crate::registry::SERVICES;

fn dois(n: usize) -> Vec<Doi> {
    (0..n).map(|n| format!("10.5555/{n}").parse().unwrap()).collect()
}

fn source() -> Source {
    Source { asked_at: Timestamp::UNIX_EPOCH, body_sha256: String::new() }
}

fn shelf(n: usize) -> RecordShelf<Doi> {
    let mut shelf = RecordShelf::new(
        registrars(SERVICES).next().unwrap().source,
        crate::http::Pace::per_second(5, 1).with_lists(1),
    );
    shelf.waiting.extend(dois(n));
    shelf
}

/// Answers every job: a list by `list`, a single one by `single`. Gives how many jobs there were.
fn empty(
    shelf: &mut RecordShelf<Doi>,
    list: impl Fn(&[Doi]) -> Result<Records, Fault>,
    single: impl Fn(&Doi) -> Result<Option<WorkRecord>, Fault>,
) -> usize {
    let failure = |fault| Failure::new(fault, "crossref", "did something");
    let mut steps = 0;
    while let Some(job) = shelf.next() {
        steps += 1;
        assert!(steps < 10_000, "it asks for ever");
        let done = match job {
            Job::List(all, parts) => {
                let said = list(&all).map(|records| (records, source())).map_err(failure);
                Done::List(all, parts, said)
            }
            Job::Single(doi, _) => {
                let said = single(&doi).map(|record| Box::new((record, source()))).map_err(failure);
                Done::Single(doi, said)
            }
        };
        shelf.settle(done);
    }
    steps
}

#[test]
fn what_a_list_leaves_out_is_asked_alone_before_anything_is_said_of_it() {
    let mut shelf = shelf(3);
    let some = || Some(WorkRecord::default());
    let steps = empty(&mut shelf, |_| Ok(vec![some(), None, some()]), |_| Ok(None));
    let heard: Vec<(String, bool)> =
        shelf.replies.iter().map(|h| (h.id.value().into_owned(), h.record.is_some())).collect();
    assert_eq!(
        (steps, heard),
        (2, [("0", true), ("2", true), ("1", false)].map(|(n, held)| (format!("10.5555/{n}"), held)).to_vec())
    );
}

#[test]
fn refused_lists_become_single_asks_and_long_ones_halves() {
    for (fault, expected) in [(Fault::Blocked, 1 + 4), (Fault::ServerError, 1 + 4), (Fault::UrlTooLong, 3 + 4 + 4)] {
        let mut shelf = shelf(4);
        let steps = empty(&mut shelf, |_| Err(fault), |_| Ok(Some(WorkRecord::default())));
        assert!(steps <= expected, "{fault}: {steps}");
        assert_eq!((shelf.replies.len(), shelf.unchecked.len()), (4, 0), "{fault}");
    }
}

#[test]
fn nobody_there_or_a_stranger_ends_it() {
    for (fault, expected) in
        [(Fault::Refused, 5), (Fault::RateLimited, 3), (Fault::Timeout, 3), (Fault::NotJson, 3 + 10)]
    {
        let mut shelf = shelf(1_000);
        let steps = empty(&mut shelf, |_| Err(fault), |_| Err(fault));
        assert_eq!((steps, shelf.replies.len(), shelf.unchecked.len()), (expected, 0, 1_000), "{fault}");
    }
}

/// Whatever is wrong with some, and wherever they stand, all others are answered.
#[test]
fn bad_entries_cost_no_other_its_answer() {
    let wrong = [
        Fault::Reset,
        Fault::Truncated,
        Fault::Undecodable,
        Fault::ServerError,
        Fault::NotJson,
        Fault::Unexpected,
        Fault::TooLarge,
        Fault::Timeout,
        Fault::RateLimited,
    ];
    let all = dois(190);
    for (bad, most) in [
        (&all[77..78], 1 + 2 + 2 + 48),
        (&all[0..1], 60),
        (&all[100..104], 70),
        (&all[40..64], 300),
        (&all[0..12], 100),
    ] {
        for fault in wrong {
            let mut shelf = shelf(190);
            let list = |asked: &[Doi]| match asked.iter().any(|doi| bad.contains(doi)) {
                true => Err(fault),
                false => Ok(asked.iter().map(|_| Some(WorkRecord::default())).collect()),
            };
            let single = |doi: &Doi| if bad.contains(doi) { Err(fault) } else { Ok(Some(WorkRecord::default())) };
            let steps = empty(&mut shelf, list, single);
            let told = format!("{fault}, {} bad: {steps} requests", bad.len());
            assert_eq!((shelf.replies.len(), shelf.unchecked.len()), (190 - bad.len(), bad.len()), "{told}");
            assert!(steps <= most + 1, "{told}");
        }
    }
}
