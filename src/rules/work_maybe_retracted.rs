//! An entry without identifier that most likely means a work that was taken back.

use super::base::phrase::quote;
use super::base::registered::{describe_notice, describe_taking_back};
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::find_candidate_taken_back;
use crate::model::{Severity, Subject};

/// `work-maybe-retracted`.
pub(super) const RULE: Rule = Rule {
    id: "work-maybe-retracted",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Answers(Subject::Notices, RuleSubject::Entry)],
    summary: "an entry gives no identifier, and the only work that it seems to mean was retracted",
    standard: "ICMJE Recommendations: authors must not cite retracted articles as evidence",
    help: "check whether the entry means that work; if it does, base the claim on another",
    page: include_str!("../../docs/rules/work-maybe-retracted.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.unidentified_references() {
        let Some((likely, notice)) = find_candidate_taken_back(reference, ctx.snapshot) else { continue };
        let item = likely.answer.item;
        let doi = item.doi.unwrap_or_default();
        let title = item.title.map(|title| format!(", {},", quote(&title))).unwrap_or_default();
        let message = format!(
            "the entry gives no identifier; the only work that {} has with its title, first author and year, {doi}{title} {}, {}",
            likely.service,
            describe_taking_back(notice.kind),
            describe_notice(&notice)
        );
        let address = ctx.snapshot.reference_address(reference);
        let edit = ctx.offer_command(format!(": `claimbook edit {address} doi={doi}`"));
        let help = format!("compare them; if it is this work, base the claim on another, and add its DOI{edit}");
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(doi);
    }
}
