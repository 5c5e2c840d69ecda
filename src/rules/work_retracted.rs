//! A work that was taken back.

use super::base::registered::{describe_notice, describe_taking_back, find_notices, name_reference};
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::{find_candidate_taken_back, find_current_readings};
use crate::model::{Citation, CitationState, Reference, Severity, Stance, Subject};

/// `work-retracted`.
pub(super) const RULE: Rule = Rule {
    id: "work-retracted",
    severity: Severity::Deny,
    needs: &[Need::Answers(Subject::Notices, RuleSubject::Identifier)],
    summary: "the work was retracted, removed or withdrawn",
    standard: "ICMJE Recommendations: authors must not cite retracted articles as evidence",
    help: "rest the claim on another work; to cite it knowingly, say what you found in it: `claimbook verify CLAIM REFERENCE --stance STANCE`",
    page: include_str!("../../docs/rules/work-retracted.md"),
    check: Check::Article(check),
};

/// What to do first; the rest of the help line is for those whose catalogue holds the claim.
pub(super) const INSTEAD: &str = "rest the claim on another work";

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(notices) = find_notices(ctx, reference, findings) else { continue };
        let Some(notice) = notices.find_taken_back().filter(|_| !is_background(ctx, reference)) else { continue };
        let what = describe_taking_back(notice.kind);
        let mut message = format!("{} {what}, {}", name_reference(ctx, reference), describe_notice(notice));
        for contradiction in &notices.contradictions {
            message.push_str(&format!("; but {contradiction}"));
        }
        let cause = format!("{} {}", notice.kind, notice.doi.as_ref().map(|d| d.key()).unwrap_or_default());
        let knowingly = RULE.help.strip_prefix(INSTEAD).unwrap_or_default().to_owned();
        let help = format!("{INSTEAD}{}", ctx.offer_command(knowingly));
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(cause.trim_end());
    }
    for reference in ctx.unidentified_references() {
        // Whether it is this work is another rule's question; here nobody knows.
        let Some((likely, _)) = find_candidate_taken_back(reference, ctx.snapshot) else { continue };
        let doi = likely.answer.item.doi.unwrap_or_default();
        let why = format!("the entry gives no identifier, and {doi}, which it may mean, was taken back");
        findings.add_unchecked(ctx.snapshot.reference_address(reference), likely.service, why);
    }
}

/// Whether somebody cites it knowingly: every citation has been read as background, with a reason.
pub(super) fn is_background(ctx: &Context, reference: &Reference) -> bool {
    let said_why = |citation: &Citation| {
        let readings = find_current_readings(citation, ctx.snapshot);
        let why = |finding: &Option<String>| finding.as_deref().is_some_and(|f| !f.trim().is_empty());
        !readings.is_empty()
            && readings.iter().all(|r| r.stance == Stance::Background)
            && (readings.iter().any(|r| why(&r.finding)) || why(&citation.note))
    };
    let mut citations =
        ctx.snapshot.citations_of_reference(reference.uid).filter(|c| c.state == CitationState::Asserted).peekable();
    citations.peek().is_some() && citations.all(said_why)
}
