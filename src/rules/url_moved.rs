//! A page that moved for good.

use super::base::paged::find_page_answer;
use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{Severity, Subject};

/// `url-moved`.
pub(super) const RULE: Rule = Rule {
    id: "url-moved",
    severity: Severity::Note,
    needs: &[Need::Answers(Subject::Page, RuleSubject::Identifier)],
    summary: "the page that the entry names has moved permanently",
    standard: "RFC 9110, sections 15.4.2 and 15.4.9: a permanent redirect asks for the new address to be used",
    help: "give the new address",
    page: include_str!("../../docs/rules/url-moved.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some((page, answer, at)) = find_page_answer(ctx, reference, findings) else { continue };
        let Some(to) = &answer.moved_to else { continue };
        let day = at.strftime("%Y-%m-%d");
        let message = format!("{} has moved permanently to {}, as of {day}", quote(page.key()), quote(to));
        let address = ctx.snapshot.reference_address(reference);
        let edit = ctx.offer_command(format!(": `claimbook edit {address} url={to}`"));
        let help = format!("make sure that it is the same page, then use the new address{edit}");
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(to.as_str());
    }
}
