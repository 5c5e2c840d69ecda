//! An entry of the baseline that nothing finds any more.

use super::base::phrase::quote;
use super::base::{BaselineUse, Check, Findings, Need, Rule};
use crate::model::Severity;

/// `baseline-unmatched`.
pub(super) const RULE: Rule = Rule {
    id: "baseline-unmatched",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "an entry of the baseline no longer matches a finding",
    standard: "the practice of ESLint and similar tools: a suppression that nothing needs is removed, so that it hides nothing later",
    help: "record a new baseline: `claimbook baseline`",
    page: include_str!("../../docs/rules/baseline-unmatched.md"),
    check: Check::Baseline(check),
};

fn check(used: &BaselineUse, findings: &mut Findings) {
    if used.matched || !used.looked {
        return;
    }
    let message =
        format!("the baseline holds a finding of {} that no longer occurs: {}", used.rule, quote(used.message));
    findings.find(used.address, message).with_cause(used.fingerprint);
}
