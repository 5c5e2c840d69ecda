//! A waiver of nothing.

use super::base::phrase::quoted;
use super::base::{Check, Findings, Need, Rule, WaiverUse};
use crate::model::Severity;

/// `waiver-unmatched`.
pub(super) const RULE: Rule = Rule {
    id: "waiver-unmatched",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "a waiver matches no finding",
    standard: "the practice of cargo-deny and similar tools: an exception that covers nothing is removed, so that it hides nothing later",
    help: "end the waiver: `claimbook waive RULE ADDRESS --end`",
    page: include_str!("../../docs/rules/waiver-unmatched.md"),
    check: Check::Waiver(check),
};

fn check(used: &WaiverUse, findings: &mut Findings) {
    // An expired one has its own finding, and one whose rule could not look says nothing.
    if used.expired() || used.findings > 0 || !used.looked {
        return;
    }
    let waiver = used.waiver;
    let message = format!("the waiver of {} matches no finding (its reason: {})", waiver.rule, quoted(&waiver.reason));
    let help = format!("end it: `claimbook waive {} {} --end`", waiver.rule, waiver.address);
    findings.find(waiver.address.as_str(), message).help(help).cause(waiver.rule.as_str());
}
