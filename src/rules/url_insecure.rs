//! A page by `http:` that answers by `https:` too.

use super::base::paged::find_page_answer;
use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{Severity, Subject};

/// `url-insecure`.
pub(super) const RULE: Rule = Rule {
    id: "url-insecure",
    severity: Severity::Note,
    needs: &[Need::Answers(Subject::Page, RuleSubject::Identifier)],
    summary: "the page can also be reached over https:",
    standard: "RFC 9325: what can be reached securely is addressed securely",
    help: "give its address with https:",
    page: include_str!("../../docs/rules/url-insecure.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some((page, answer, _)) = find_page_answer(ctx, reference, findings) else { continue };
        if answer.https_answers != Some(true) {
            continue;
        }
        let address = ctx.snapshot.reference_address(reference);
        let secure = page.key().replacen("http:", "https:", 1);
        let message = format!("{} can also be reached over https:", quote(page.key()));
        let edit = ctx.offer_command(format!(": `claimbook edit {address} url={secure}`"));
        findings.add_reference(ctx, reference, message).with_help(format!("use that address{edit}")).with_cause(secure);
    }
}
