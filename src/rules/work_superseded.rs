//! A work with a newer version.

use super::base::registered::{describe_notice, find_notices, name_reference};
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{NoticeKind, Severity, Subject};

/// `work-superseded`.
pub(super) const RULE: Rule = Rule {
    id: "work-superseded",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Answers(Subject::Notices, RuleSubject::Identifier)],
    summary: "there is a newer version of the same review or guideline",
    standard: "NHS standard for creating health content: update when the evidence changes",
    help: "read the newer version, and cite it",
    page: include_str!("../../docs/rules/work-superseded.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let newer = ctx.snapshot.work_behind(reference).and_then(|w| w.superseded_by);
        if let Some(uid) = newer {
            let by = ctx.snapshot.works.get(&uid).map_or_else(|| "another work".to_owned(), |w| w.key.clone());
            let message = format!("{} is superseded by {by}", name_reference(ctx, reference));
            findings.add_reference(ctx, reference, message).with_cause(by);
            continue;
        }
        let Some(notices) = find_notices(ctx, reference, findings) else { continue };
        if notices.find_taken_back().is_some() {
            continue;
        }
        let Some(notice) = notices.notices_of_kind(NoticeKind::NewVersion).last() else { continue };
        let message =
            format!("there is a newer version of {}, {}", name_reference(ctx, reference), describe_notice(notice));
        findings
            .add_reference(ctx, reference, message)
            .with_cause(notice.doi.as_ref().map(|d| d.key()).unwrap_or_default());
    }
}
