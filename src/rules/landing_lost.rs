//! A DOI's landing page that stays away.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::find_landing_page;
use crate::model::{DoiState, Severity, Subject};

/// `landing-lost`.
pub(super) const RULE: Rule = Rule {
    id: "landing-lost",
    severity: Severity::Warn,
    needs: &[Need::Answers(Subject::Page, RuleSubject::LandingPage)],
    summary: "the page that the DOI leads to has been missing for days",
    standard: "the Internet Archive's rule for links: three failures over three days",
    help: "tell the publisher; the DOI itself is registered, so the entry is correct",
    page: include_str!("../../docs/rules/landing-lost.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(standing) = ctx.doi(reference).filter(|s| s.state == DoiState::Exists) else {
            continue;
        };
        let address = ctx.snapshot.reference_address(reference);
        let landing = find_landing_page(reference, ctx.snapshot).and_then(|l| Some((l.page, l.heard?)));
        let Some((page, (answer, at))) = landing else {
            findings.add_unchecked(
                address,
                "page",
                "landing pages are requested only by `claimbook check --landing-pages`",
            );
            continue;
        };
        if !answer.is_landing_lost() {
            continue;
        }
        let doi = standing.doi.as_ref().map(|d| d.printed()).unwrap_or_default();
        let (since, day) =
            (answer.streak.as_ref().map_or(at, |s| s.since), |at: jiff::Timestamp| at.strftime("%Y-%m-%d"));
        let message = format!(
            "{} leads to {}, which has not been there since {}, last asked on {}",
            quote(doi),
            quote(page.key()),
            day(since),
            day(at)
        );
        findings.add_reference(ctx, reference, message).with_cause(page.key());
    }
}
