//! A waiver of nothing.

use super::base::phrase::quote;
use super::base::{Check, Findings, Need, Rule, WaiverMeans, WaiverUse};
use super::suggest_rule;
use crate::model::Severity;

/// `waiver-unmatched`.
pub(super) const RULE: Rule = Rule {
    id: "waiver-unmatched",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "a waiver, or a comment meant as one, matches no finding",
    standard: "the practice of cargo-deny and similar tools: an exception that covers nothing is removed, so that it hides nothing later",
    help: "end the waiver: `claimbook waive RULE ADDRESS --end`",
    page: include_str!("../../docs/rules/waiver-unmatched.md"),
    check: Check::Waiver(check),
};

fn check(used: &WaiverUse, findings: &mut Findings) {
    let (rule, reason) = (used.rule, quote(used.reason));
    let (message, help) = match used.means {
        WaiverMeans::Unreadable(wrong) => (
            format!("a comment for claimbook cannot be read, and accepts nothing: {wrong}"),
            "write it in that form, or remove it".to_owned(),
        ),
        WaiverMeans::UnknownRule => (
            format!("a comment accepts findings of {rule}, but there is no such rule{}", suggest_rule(rule)),
            "name a rule that `claimbook rules` lists, or remove the comment".to_owned(),
        ),
        // Also where nothing is found now: whoever wrote it believes that it holds.
        WaiverMeans::Refused => (
            format!(
                "a comment accepts {rule} here, but inline-allow in the settings does not name that rule, so it has no effect"
            ),
            format!(
                "correct what is found here, or accept it with `claimbook waive`; or name the rule in the settings: inline-allow = [\"{rule}\"]"
            ),
        ),
        // An expired one has its own finding, and one whose rule could not look says nothing.
        _ if used.is_expired() || used.findings > 0 || !used.looked => return,
        WaiverMeans::Record => (
            format!("the waiver of {rule} matches no finding (its reason: {reason})"),
            format!("end it: `claimbook waive {rule} {} --end`", used.address),
        ),
        WaiverMeans::Fingerprint(print) => (
            format!("the waiver of {rule} for the finding {print} matches no finding (its reason: {reason})"),
            format!("end it: `claimbook waive --fingerprint {print} --end`"),
        ),
        WaiverMeans::Comment => (
            format!("a comment accepts {rule} here, and the rule finds nothing (its reason: {reason})"),
            "take the comment out".to_owned(),
        ),
    };
    findings.find(used.address, message).with_help(help).with_cause(rule);
}
