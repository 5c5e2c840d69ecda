//! A waiver past its date.

use super::base::phrase::quote;
use super::base::{Check, Findings, Need, Rule, WaiverMeans, WaiverUse};
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
    if !used.is_expired() {
        return;
    }
    let still = match (used.looked, used.findings) {
        (true, 0) => "; the rule no longer finds anything there".to_owned(),
        (false, 0) => String::new(),
        (_, n) => format!("; it no longer covers {}", format_count(n, "finding")),
    };
    let (rule, until, reason) = (used.rule, used.expires_on, quote(used.reason));
    let again = |target: &str| {
        format!("correct what it waived, or waive it again: `claimbook waive {target} --until YYYY-MM-DD --reason …`")
    };
    let (what, help) = match used.means {
        WaiverMeans::Record => (format!("the waiver of {rule}"), again(&format!("{rule} {}", used.address))),
        WaiverMeans::Fingerprint(print) => (format!("the waiver of {rule}"), again(&format!("--fingerprint {print}"))),
        WaiverMeans::Comment => (
            format!("the comment that accepts {rule} here"),
            "correct what it accepts, or write a later date into the comment; if it accepts nothing, remove the comment"
                .to_owned(),
        ),
        WaiverMeans::Refused | WaiverMeans::UnknownRule | WaiverMeans::Unreadable(_) => return,
    };
    let message = format!("{what} ended on {until}{still} (its reason: {reason})");
    findings.find(used.address, message).with_help(help).with_cause(format!("{rule} {until}"));
}
