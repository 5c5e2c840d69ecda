//! A notice cited in place of the work.

use super::base::registered::find_notices;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{NoticeKind, Severity, Subject};

/// `work-is-notice`.
pub(super) const RULE: Rule = Rule {
    id: "work-is-notice",
    severity: Severity::Deny,
    needs: &[Need::Answers(Subject::Notices, RuleSubject::Identifier)],
    summary: "the entry cites a notice about a work, not the work itself",
    standard: "ICMJE Recommendations: retraction notices and what they retract have identifiers of their own",
    help: "cite the article that is meant, if it still stands",
    page: include_str!("../../docs/rules/work-is-notice.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(notices) = find_notices(ctx, reference, findings) else { continue };
        let Some((notice, what)) = notices.about.iter().find_map(|n| Some((n, name_of_kind(n.kind)?))) else {
            continue;
        };
        let of = notice.doi.as_ref().map(|d| format!(" of {d}")).unwrap_or_default();
        let message = format!("this is {what}{of}, according to {}, not the article itself", notice.source);
        findings.add_reference(ctx, reference, message).with_cause(of.trim());
    }
}

/// A notice that somebody cites by mistake; corrections and new versions are read in their own right.
fn name_of_kind(kind: NoticeKind) -> Option<&'static str> {
    match kind {
        NoticeKind::Retraction => Some("the retraction notice"),
        NoticeKind::PartialRetraction => Some("the notice of a retraction in part"),
        NoticeKind::Withdrawal => Some("the notice of withdrawal"),
        NoticeKind::Removal => Some("the notice of removal"),
        NoticeKind::Concern => Some("the expression of concern"),
        _ => None,
    }
}
