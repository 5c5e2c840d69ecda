//! A preprint that has been published since.

use super::base::registered::{called, registered};
use super::base::{About, Check, Context, Findings, Need, Rule};
use crate::evidence::find_published_version;
use crate::model::{Severity, Subject};

/// `work-now-published`.
pub(super) const RULE: Rule = Rule {
    id: "work-now-published",
    severity: Severity::Note,
    needs: &[Need::Answers(Subject::Metadata, About::Identifier)],
    summary: "the work is a preprint, and its published version is registered",
    standard: "ICMJE Recommendations: the published version is cited where there is one",
    help: "read the published version, then cite it",
    page: include_str!("../../docs/rules/work-now-published.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_on() {
        let Some((service, doi)) = find_published_version(reference, ctx.snapshot) else {
            let _ = registered(ctx, reference, findings); // says so where nobody was asked
            continue;
        };
        let message = format!("{} has since been published, according to {service}: {doi}", called(ctx, reference));
        let address = ctx.snapshot.reference_address(reference);
        let edit = ctx.offer_command(format!(": `claimbook edit {address} doi={doi}`"));
        let help = format!("check whether it still says the same, then cite it{edit}");
        findings.reference(ctx, reference, message).help(help).cause(doi.key());
    }
}
