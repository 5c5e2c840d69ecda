//! A work that was taken back.

use super::base::registered::{called, noticed, said};
use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::current_readings;
use crate::model::{Citation, CitationState, NoticeKind, Reference, Severity, Stance};

/// `work-retracted`.
pub(super) const RULE: Rule = Rule {
    id: "work-retracted",
    severity: Severity::Deny,
    needs: &[Need::Network],
    summary: "the work was retracted, removed or withdrawn",
    standard: "ICMJE Recommendations: authors must not cite retracted articles as evidence",
    help: "rest the claim on another work; to cite it as background, `claimbook verify` with that stance and a finding that says why",
    page: include_str!("../../docs/rules/work-retracted.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_on() {
        let Some(notices) = noticed(ctx, reference, findings) else { continue };
        let Some(notice) = notices.taken_back().filter(|_| !is_background(ctx, reference)) else { continue };
        let what = match notice.kind {
            NoticeKind::PartialRetraction => "was retracted in part",
            NoticeKind::Withdrawal => "was withdrawn",
            NoticeKind::Removal => "was removed",
            _ => "was retracted",
        };
        let mut message = format!("{} {what}, {}", called(ctx, reference), said(notice));
        for contradiction in &notices.contradictions {
            message.push_str(&format!("; but {contradiction}"));
        }
        let cause = format!("{} {}", notice.kind, notice.doi.as_ref().map(|d| d.key()).unwrap_or_default());
        findings.reference(ctx, reference, message).cause(cause.trim_end());
    }
}

/// Whether somebody cites it knowingly: every citation has been read as background, with a reason.
fn is_background(ctx: &Context, reference: &Reference) -> bool {
    let said_why = |citation: &Citation| {
        let readings = current_readings(citation, ctx.snapshot);
        let why = |finding: &Option<String>| finding.as_deref().is_some_and(|f| !f.trim().is_empty());
        !readings.is_empty()
            && readings.iter().all(|r| r.stance == Stance::Background)
            && (readings.iter().any(|r| why(&r.finding)) || why(&citation.note))
    };
    let mut citations = ctx.snapshot.citing(reference.uid).filter(|c| c.state == CitationState::Asserted).peekable();
    citations.peek().is_some() && citations.all(said_why)
}
