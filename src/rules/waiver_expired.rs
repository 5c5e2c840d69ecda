//! A waiver past its date.

use super::base::phrase::quoted;
use super::base::{Check, Findings, Need, Rule, WaiverUse};
use crate::model::Severity;
use crate::text::format_count;

/// `waiver-expired`.
pub(super) const RULE: Rule = Rule {
    id: "waiver-expired",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "a waiver has expired",
    standard: "the practice of cargo-deny and similar tools: an exception has a date and is looked at again",
    help: "correct what it waived, or waive it again with a later date: `claimbook waive RULE ADDRESS`",
    page: include_str!("../../docs/rules/waiver-expired.md"),
    check: Check::Waiver(check),
};

fn check(used: &WaiverUse, findings: &mut Findings) {
    if !used.expired() {
        return;
    }
    let waiver = used.waiver;
    let still = match (used.looked, used.findings) {
        (true, 0) => "; the rule no longer finds anything there".to_owned(),
        (false, 0) => String::new(),
        (_, n) => format!("; it no longer covers {}", format_count(n, "finding")),
    };
    let message = format!(
        "the waiver of {} ended on {}{still} (its reason: {})",
        waiver.rule,
        waiver.expires_on,
        quoted(&waiver.reason)
    );
    let help = format!(
        "correct what it waived, or waive it again: `claimbook waive {} {} --until YYYY-MM-DD --reason …`",
        waiver.rule, waiver.address
    );
    findings.find(waiver.address.as_str(), message).help(help).cause(format!("{} {}", waiver.rule, waiver.expires_on));
}
