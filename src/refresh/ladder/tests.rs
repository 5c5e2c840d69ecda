//! Tests of what is asked of doi.org, and of what its answers settle.

use super::*;
use crate::http::Fault;
use crate::model::DoiState;
use crate::refresh::Unchecked;
use crate::refresh::inquiry::{DoiOpening, Existence, Inquiry, Wishes};
use jiff::Timestamp;
use std::cell::RefCell;

const A: &str = "10.1000/a";
const B: &str = "10.1000/b";

struct Asking {
    ladder: Ladder,
    inquiry: Shared,
}

fn ladder_of(dois: impl IntoIterator<Item = Doi>, list: usize, targets: bool) -> Asking {
    let opening = DoiOpening { existence: Existence::Open, likely: None, fresh: Vec::new(), has_record: false };
    let openings = dois.into_iter().map(|doi| (doi, opening.clone()));
    let wishes = Wishes { records: false, targets };
    let inquiry: Shared = Rc::new(RefCell::new(Inquiry::new(openings, Vec::new(), wishes)));
    Asking { ladder: Ladder::new(inquiry.clone(), list, crate::http::Pace::per_second(5, 2)), inquiry }
}

fn ladder(dois: &[&str], targets: bool) -> Asking {
    ladder_of(dois.iter().map(|d| d.parse().unwrap()), 25, targets)
}

impl Asking {
    fn left(&self) -> Vec<Unchecked> {
        self.inquiry.borrow_mut().close(None).1
    }

    fn asks_about(&mut self) -> Option<String> {
        match self.ladder.next()? {
            Job::Record(doi, _) => Some(doi.key().to_owned()),
            Job::Agencies(..) => None,
        }
    }
}

fn source() -> Source {
    Source { asked_at: Timestamp::UNIX_EPOCH, body_sha256: String::new() }
}

fn failure(fault: Fault) -> Failure {
    Failure::new(fault, "doi.org", "did something")
}

/// Answers the next job: a list by `agencies`, a record by `record`.
fn step(l: &mut Asking, agencies: Result<Vec<Agency>, Fault>, record: Result<Record, Fault>) -> bool {
    let done = match l.ladder.next() {
        None => return false,
        Some(Job::Agencies(list, parts)) => {
            Done::Agencies(list, parts, agencies.map(|a| (a, source())).map_err(failure))
        }
        Some(Job::Record(doi, again)) => Done::Record(doi, again, record.map(|r| (r, source())).map_err(failure)),
    };
    l.ladder.settle(done);
    true
}

fn states(l: &Asking) -> Vec<(&str, DoiState)> {
    l.ladder.replies.iter().map(|h| (h.doi.key(), h.answer.state)).collect()
}

fn no_record() -> Result<Record, Fault> {
    Err(Fault::Timeout)
}

fn there() -> Result<Record, Fault> {
    Ok(Record::Registered { target: Some("https://a.example/".into()), alias_of: None })
}

fn many(n: usize) -> Vec<Doi> {
    (0..n).map(|n| format!("10.1000/{n:04}").parse().unwrap()).collect()
}

#[test]
fn absent_takes_doira_and_two_asks_of_the_handle_system() {
    let mut l = ladder(&[A], false);
    for _ in 0..3 {
        assert!(l.ladder.replies.is_empty());
        assert!(step(&mut l, Ok(vec![Agency::Absent]), Ok(Record::Absent)));
    }
    assert_eq!(states(&l), [(A, DoiState::Absent)]);
    assert!(!step(&mut l, Ok(vec![]), no_record()));
}

#[test]
fn absent_that_cannot_be_confirmed_is_unchecked() {
    let mut l = ladder(&[A], false);
    step(&mut l, Ok(vec![Agency::Absent]), no_record());
    step(&mut l, Ok(vec![]), Ok(Record::Absent));
    step(&mut l, Ok(vec![]), Err(Fault::ServerError));
    let left = l.left();
    assert_eq!((l.ladder.replies.len(), left.len()), (0, 1));
    assert_eq!(left[0].reason, "doi.org did something");
}

#[test]
fn a_registered_doi_stays_so_when_its_target_cannot_be_asked() {
    let mut l = ladder(&[A], true);
    step(&mut l, Ok(vec![Agency::Registered("Crossref".into())]), no_record());
    assert!(l.ladder.replies.is_empty());
    step(&mut l, Ok(vec![]), no_record());
    assert_eq!(states(&l), [(A, DoiState::Exists)]);
    assert_eq!(l.ladder.replies[0].answer.agency.as_deref(), Some("Crossref"));
}

#[test]
fn an_agency_without_a_record_is_no_verdict() {
    let mut l = ladder(&[A], true);
    step(&mut l, Ok(vec![Agency::Registered("Crossref".into())]), no_record());
    while step(&mut l, Ok(vec![]), Ok(Record::Absent)) {}
    assert_eq!((l.ladder.replies.len(), l.left()[0].fault), (0, Fault::Unexpected));
}

#[test]
fn what_was_in_a_list_that_failed_is_asked_one_by_one() {
    for fault in [Fault::Blocked, Fault::NotJson, Fault::RedirectedAway, Fault::ServerError] {
        let mut l = ladder(&[A, B], false);
        step(&mut l, Err(fault), no_record());
        assert_eq!([l.asks_about(), l.asks_about()], [Some(A.into()), Some(B.into())], "{fault}");
    }
}

#[test]
fn one_bad_doi_costs_no_other_its_answer() {
    let all = many(100);
    let bad = &all[30..34];
    let mut l = ladder_of(all.clone(), 25, true);
    let mut requests = 0;
    while let Some(job) = l.ladder.next() {
        requests += 1;
        let done = match job {
            Job::Agencies(list, parts) if list.iter().any(|doi| bad.contains(doi)) => {
                Done::Agencies(list, parts, Err(failure(Fault::Reset)))
            }
            Job::Agencies(list, parts) => {
                let said = list.iter().map(|_| Agency::Registered("mEDRA".into())).collect();
                Done::Agencies(list, parts, Ok((said, source())))
            }
            Job::Record(doi, again) => Done::Record(doi, again, there().map(|r| (r, source())).map_err(failure)),
        };
        l.ladder.settle(done);
    }
    let told = l.ladder.replies.iter().filter(|heard| heard.answer.target.is_some()).count();
    assert_eq!((told, l.left().len()), (100, 0));
    assert!(requests <= 100 + 4 + 8, "{requests}");
}

#[test]
fn nobody_there_is_not_asked_one_by_one() {
    for fault in [Fault::Dns, Fault::Unreachable, Fault::Refused, Fault::Tls] {
        let mut l = ladder(&[A, B], false);
        step(&mut l, Err(fault), no_record());
        assert_eq!((l.ladder.next().is_none(), l.left().len()), (true, 2), "{fault}");
    }
}

#[test]
fn a_stranger_who_answers_for_the_service_is_not_asked_for_ever() {
    let mut l = ladder_of(many(1_000), 25, false);
    let mut steps = 0;
    while step(&mut l, Err(Fault::NotJson), Err(Fault::NotJson)) {
        steps += 1;
    }
    assert_eq!((steps, l.left().len()), (3 + 10, 1_000));
}

#[test]
fn a_list_too_long_is_split_and_a_single_one_does_not_loop() {
    let mut l = ladder(&[A, B], false);
    let mut steps = 0;
    while step(&mut l, Err(Fault::UrlTooLong), Err(Fault::UrlTooLong)) {
        steps += 1;
        assert!(steps < 10);
    }
    assert_eq!(l.left().len(), 2);
}
