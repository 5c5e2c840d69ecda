//! A waiver past its date.

use super::base::phrase::{counted, quoted};
use super::base::{Check, Findings, Need, Rule, WaiverUse};
use crate::model::Severity;

/// `waiver-expired`.
pub(super) const RULE: Rule = Rule {
    id: "waiver-expired",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "a waiver is past the last day on which it holds",
    standard: "the practice of cargo-deny and its like: an exception has a date and is looked at again",
    help: "mend what it waived, or waive it anew with a later date: `claimbook waive RULE ADDRESS`",
    page: include_str!("../../docs/rules/waiver-expired.md"),
    check: Check::Waiver(check),
};

fn check(used: &WaiverUse, findings: &mut Findings) {
    if !used.expired() {
        return;
    }
    let waiver = used.waiver;
    let still = match (used.looked, used.findings) {
        (true, 0) => "; the rule finds nothing there any more".to_owned(),
        (false, 0) => String::new(),
        (_, n) => format!("; it no longer covers {}", counted(n, "finding")),
    };
    let message = format!(
        "the waiver of {} ended on {}{still} (its reason: {})",
        waiver.rule,
        waiver.expires_on,
        quoted(&waiver.reason)
    );
    let help = format!(
        "mend what it waived, or waive it anew: `claimbook waive {} {} --until YYYY-MM-DD --reason …`",
        waiver.rule, waiver.address
    );
    findings.find(waiver.address.as_str(), message).help(help).cause(format!("{} {}", waiver.rule, waiver.expires_on));
}
