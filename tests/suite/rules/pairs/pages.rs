//! The pairs of the rules about pages.

use super::Pair;
use crate::double::snapshots::Case;
use claimbook::model::{DoiState, PageAnswer, PageHeard, PageState};

const PAGE: &str = "http://pub.example/knee";

/// Makes the first reference one that names a page in place of a DOI.
fn plain(case: &mut Case) {
    let entry = case.r1();
    (entry.doi_printed, entry.csl.doi, entry.csl.url) = (None, None, Some(PAGE.to_owned()));
    case.s.works.values_mut().for_each(|work| work.doi = None);
}

/// What its page said: the state each day, the last of them on the day of the case.
fn list_words(case: &mut Case, url: &str, days: &[PageState], change: fn(&mut PageHeard)) {
    let mut known: Option<(PageAnswer, jiff::Timestamp)> = None;
    let last: jiff::Timestamp = "2024-06-01T08:00:00Z".parse().unwrap();
    for (ago, state) in (0..days.len() as i64).rev().zip(days) {
        let at = last - jiff::SignedDuration::from_hours(24 * ago);
        let status = match state {
            PageState::NotFound => Some(404),
            PageState::Blocked => Some(403),
            PageState::Reached => Some(200),
            _ => None,
        };
        let mut heard = PageHeard { state: *state, status, moved_to: None, https_answers: None, confirmed: false };
        change(&mut heard);
        let before = known.as_ref().map(|(answer, at)| (answer, *at));
        known = Some((PageAnswer::follow(before, heard, at), at));
    }
    case.paged(url, &known.expect("a day").0);
}

fn entry(case: &mut Case, days: &[PageState], change: fn(&mut PageHeard)) {
    plain(case);
    list_words(case, PAGE, days, change);
}

fn landing(case: &mut Case, days: &[PageState]) {
    case.heard(super::DOI, DoiState::Exists);
    list_words(case, "https://pub.example/knee", days, |_| ());
}

use PageState::{Blocked, Dns, NotFound, Reached, Redirected};

pub(in super::super) const PAIRS: &[Pair] = &[
    Pair {
        rule: "url-not-found",
        fires: |c| entry(c, &[NotFound, NotFound], |_| ()),
        finds: "knee-pain/r1: “http://pub.example/knee” is lost: its host answered twice that it is not there (HTTP 404), last on 2024-06-01",
        silent: |c| entry(c, &[NotFound, Reached], |_| ()),
    },
    Pair {
        rule: "url-not-found",
        fires: |c| entry(c, &[Dns, Dns, Dns, Dns], |_| ()),
        finds: "knee-pain/r1: “http://pub.example/knee” is lost: its host's name does not resolve, over three days, last on 2024-06-01",
        silent: |c| entry(c, &[Dns, Dns, Dns, Reached], |_| ()),
    },
    Pair {
        rule: "url-not-found",
        fires: |c| entry(c, &[Reached, NotFound, NotFound, NotFound, NotFound, Blocked], |_| ()),
        finds: "knee-pain/r1: “http://pub.example/knee” is lost: its host answered twice that it is not there, last on 2024-05-31; last reached on 2024-05-27; since then it turned robots away on 2024-06-01 (HTTP 403)",
        silent: |c| entry(c, &[NotFound, Blocked, Reached], |_| ()),
    },
    Pair {
        rule: "url-moved",
        fires: |c| entry(c, &[Redirected], |heard| heard.moved_to = Some("https://new.example/knee".into())),
        finds: "knee-pain/r1: “http://pub.example/knee” has moved permanently to “https://new.example/knee”, as of 2024-06-01",
        silent: |c| entry(c, &[Redirected], |_| ()),
    },
    Pair {
        rule: "url-insecure",
        fires: |c| entry(c, &[Reached], |heard| heard.https_answers = Some(true)),
        finds: "knee-pain/r1: “http://pub.example/knee” can also be reached over https:",
        silent: |c| entry(c, &[Reached], |heard| heard.https_answers = Some(false)),
    },
    Pair {
        rule: "landing-lost",
        fires: |c| landing(c, &[NotFound, NotFound, NotFound, NotFound]),
        finds: "knee-pain/r1: “10.5555/knee.1” leads to “https://pub.example/knee”, which has not been there since 2024-05-29, last asked on 2024-06-01",
        silent: |c| landing(c, &[NotFound, NotFound, NotFound]),
    },
];
