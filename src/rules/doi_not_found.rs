//! A DOI that does not exist.

use super::base::phrase::quote;
use super::base::registered::name_authorities;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::CutDoi;
use crate::model::{DoiState, Severity, Subject};

/// `doi-not-found`.
pub(super) const RULE: Rule = Rule {
    id: "doi-not-found",
    severity: Severity::Deny,
    needs: &[Need::Answers(Subject::Exists, RuleSubject::Identifier)],
    summary: "the DOI is not registered, according to the handle system",
    standard: "DOI Handbook: only the handle system can say that a DOI is absent; it is asked twice",
    help: "look the work up by its title and correct the DOI: `claimbook edit REFERENCE doi=…`",
    page: include_str!("../../docs/rules/doi-not-found.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(standing) = ctx.doi(reference) else { continue };
        let Some(doi) = &standing.doi else { continue };
        let address = ctx.snapshot.reference_address(reference);
        let heard_on = standing.asked_at.map(|at| at.strftime("%Y-%m-%d").to_string());
        let service = name_authorities(standing);
        match (standing.state, heard_on) {
            (_, Some(day)) if standing.cut == Some(CutDoi::None) => {
                let is_none = "it is part of a page's address, was not printed as a DOI, and is not registered";
                findings.add_unchecked(
                    address,
                    service,
                    format!("{}: {is_none}, asked on {day}", quote(doi.printed())),
                );
            }
            (DoiState::Absent, Some(day)) => {
                let message = format!("{} is not registered, according to {service} on {day}", quote(doi.printed()));
                let edit = ctx.offer_command(format!(": `claimbook edit {address} doi=…`"));
                let help = format!("look the work up by its title and correct the DOI{edit}");
                findings.add_reference(ctx, reference, message).with_help(help).with_cause(doi.key());
            }
            (DoiState::Unchecked, None) => {
                findings.add_unchecked(address, service, "not asked yet; run `claimbook check --only doi`");
            }
            (DoiState::Unchecked, Some(_)) => {
                findings.add_unchecked(
                    address,
                    service,
                    "asked, but there was no answer; run `claimbook check --only doi` again",
                );
            }
            _ => {}
        }
    }
}
