//! A page that is lost.

use super::base::paged::{describe_undecided, find_page_answer};
use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{PageAnswer, PageState, Severity, Subject};

/// `url-not-found`.
pub(super) const RULE: Rule = Rule {
    id: "url-not-found",
    severity: Severity::Deny,
    needs: &[Need::Answers(Subject::Page, RuleSubject::Identifier)],
    summary: "the page that the entry names no longer exists",
    standard: "PIF TICK: links to sources work",
    help: "find the page's new address, or another source, then correct the entry",
    page: include_str!("../../docs/rules/url-not-found.md"),
    check: Check::Article(check),
};

/// What a host said of a page that is lost.
const NOT_THERE: &str = "its host answered twice that it is not there";
const RESOLVED_NOT: &str = "its host's name does not resolve, over three days";

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some((page, answer, at)) = find_page_answer(ctx, reference, findings) else { continue };
        let address = ctx.snapshot.reference_address(reference);
        if !answer.is_lost() {
            if !answer.state.is_good() {
                findings.add_unchecked(address, "page", describe_undecided(&answer, at));
            }
            continue;
        }
        let day = |at: jiff::Timestamp| at.strftime("%Y-%m-%d").to_string();
        let good = answer.last_good.map(|at| format!("; last reached on {}", day(at))).unwrap_or_default();
        let (what, last, since) = match (&answer.streak, answer.status) {
            (Some(streak), _) if answer.state != streak.state => {
                let bare = PageAnswer { last_good: None, ..answer.clone() };
                let said = if streak.state == PageState::Dns { RESOLVED_NOT } else { NOT_THERE };
                (said.to_owned(), streak.last, format!("; since then it {}", describe_undecided(&bare, at)))
            }
            (_, Some(status)) => {
                (format!("its host answered twice that it is not there (HTTP {status})"), at, String::new())
            }
            _ if answer.state == PageState::Dns => (RESOLVED_NOT.to_owned(), at, String::new()),
            _ => (NOT_THERE.to_owned(), at, String::new()),
        };
        let message = format!("{} is lost: {what}, last on {}{good}{since}", quote(page.key()), day(last));
        findings.add_reference(ctx, reference, message).with_cause(page.key());
    }
}
