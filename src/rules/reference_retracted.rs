//! An entry that itself says that its work was taken back.

use super::base::registered::name_reference;
use super::base::{Check, Context, Findings, Need, Rule};
use super::work_retracted::{self, INSTEAD, is_background};
use crate::model::Severity;

/// `reference-retracted`.
pub(super) const RULE: Rule = Rule {
    id: "reference-retracted",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "the entry itself says that the work was retracted, removed or withdrawn",
    standard: "ICMJE Recommendations: authors must not cite retracted articles as evidence",
    help: work_retracted::RULE.help,
    page: include_str!("../../docs/rules/reference-retracted.md"),
    check: Check::Article(check),
};

/// What such an entry is read to say of its work.
const TAKEN_BACK: [&str; 3] = ["retracted", "withdrawn", "removed"];

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(status) = reference.csl.status.as_deref().filter(|status| TAKEN_BACK.contains(status)) else {
            continue;
        };
        // `work-retracted` says so with the notice and its date.
        let is_known = ctx.notices(reference).is_some_and(|found| found.find_taken_back().is_some());
        if is_known || is_background(ctx, reference) {
            continue;
        }
        let message = format!("the entry itself says that {} was {status}", name_reference(ctx, reference));
        let knowingly = RULE.help.strip_prefix(INSTEAD).unwrap_or_default().to_owned();
        let help = format!("{INSTEAD}{}", ctx.offer_command(knowingly));
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(status);
    }
}
