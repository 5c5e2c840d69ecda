//! A DOI that is another's second name.

use super::base::phrase::quote;
use super::base::registered::find_doi_standing;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::KnownMetadata;
use crate::model::{Severity, Subject};

/// `doi-alias`.
pub(super) const RULE: Rule = Rule {
    id: "doi-alias",
    severity: Severity::Note,
    needs: &[Need::Answers(Subject::Exists, RuleSubject::Identifier)],
    summary: "the DOI is an alias of another, prime DOI",
    standard: "Crossref: duplicate DOIs are aliased to a prime DOI",
    help: "cite the prime DOI",
    page: include_str!("../../docs/rules/doi-alias.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(standing) = find_doi_standing(ctx, reference, findings) else { continue };
        let Some(doi) = &standing.doi else { continue };
        let by_agency = || match ctx.metadata(reference) {
            Some(KnownMetadata::Held(heard)) => heard.answer.alias_of.as_ref().map(|d| d.key().to_owned()),
            _ => None,
        };
        let Some(prime) = standing.alias_of.clone().or_else(by_agency) else { continue };
        let address = ctx.snapshot.reference_address(reference);
        let message = format!("{} is an alias of {prime}", quote(doi.printed()));
        let edit = ctx.offer_command(format!(": `claimbook edit {address} doi={prime}`"));
        let help = format!("cite the prime DOI{edit}");
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(prime);
    }
}
