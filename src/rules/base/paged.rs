//! What rules about pages share: what the page that an entry names last said, and saying why it is not known.

use super::{Context, Findings};
use crate::evidence::{PageStanding, find_page};
use crate::model::{PageAnswer, PageState, PageUrl, Reference};

/// The page that a reference names in place of a DOI, with its last answer and when that was heard; where there is no
/// answer, the rule is unchecked for it.
pub(in crate::rules) fn find_page_answer(
    ctx: &Context,
    reference: &Reference,
    findings: &mut Findings,
) -> Option<(PageUrl, PageAnswer, jiff::Timestamp)> {
    let address = || ctx.snapshot.reference_address(reference);
    match find_page(reference, ctx.snapshot)? {
        Ok(PageStanding { page, heard: Some((answer, at)) }) => Some((page, answer, at)),
        Ok(PageStanding { heard: None, .. }) => {
            findings.add_unchecked(address(), "page", "not asked yet; run `claimbook check --only pages`");
            None
        }
        Err(why) => {
            findings.add_unchecked(address(), "page", format!("its address is never requested: {why}"));
            None
        }
    }
}

/// What an answer that decides nothing comes to: `turned robots away on 2026-11-25 (HTTP 403); last reached on 2026-10-01`.
pub(in crate::rules) fn describe_undecided(answer: &PageAnswer, at: jiff::Timestamp) -> String {
    let day = |at: jiff::Timestamp| at.strftime("%Y-%m-%d").to_string();
    let status = answer.status.map(|s| format!(" (HTTP {s})")).unwrap_or_default();
    let good = answer.last_good.map(|at| format!("; last reached on {}", day(at))).unwrap_or_default();
    let patience = match answer.state.is_absent() && answer.last_good.is_some() {
        true => "; it counts as lost after three such answers over three days",
        false => "",
    };
    format!("{} on {}{status}{good}{patience}", describe_state(answer.state), day(at))
}

/// What a page did, as a clause.
fn describe_state(state: PageState) -> &'static str {
    match state {
        PageState::NotFound => "was not found there",
        PageState::Gone => "was gone, according to its host",
        PageState::SoftNotFound => "answered with what looks like an error page or the front page of its site",
        PageState::LogIn => "answered with a log-in page",
        PageState::Blocked => "turned robots away",
        PageState::RateLimited => "asked for fewer requests",
        PageState::ServerError => "reported an error of its own",
        PageState::Timeout => "did not answer in time",
        PageState::Dns => "has a host whose name does not resolve",
        PageState::Tls => "has a certificate that is not accepted",
        PageState::Refused => "refused the connection",
        PageState::Reset => "ended the connection without an answer",
        PageState::RedirectLoop => "redirects in a loop",
        PageState::RefusedByPolicy => "leads to an address that is never requested",
        PageState::Reached | PageState::Redirected => "answered",
        PageState::Unclear => "gave an unclear answer",
    }
}
