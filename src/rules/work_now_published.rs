//! A preprint that has been published since.

use super::base::registered::{find_registered, name_reference};
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::find_published_version;
use crate::model::{Severity, Subject};

/// `work-now-published`.
pub(super) const RULE: Rule = Rule {
    id: "work-now-published",
    severity: Severity::Note,
    needs: &[Need::Answers(Subject::Metadata, RuleSubject::Identifier)],
    summary: "the work is a preprint, and its published version is registered",
    standard: "ICMJE Recommendations: the published version is cited where there is one",
    help: "read the published version, then cite it",
    page: include_str!("../../docs/rules/work-now-published.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some((service, doi)) = find_published_version(reference, ctx.snapshot) else {
            let _ = find_registered(ctx, reference, findings); // says so where nobody was asked
            continue;
        };
        let message =
            format!("{} has since been published, according to {service}: {doi}", name_reference(ctx, reference));
        let address = ctx.snapshot.reference_address(reference);
        let edit = ctx.offer_command(format!(": `claimbook edit {address} doi={doi}`"));
        let help = format!("check whether it still says the same, then cite it{edit}");
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(doi.key());
    }
}
