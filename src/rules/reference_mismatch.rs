//! A reference that is not the work it names.

use super::base::phrase::{join_in_words, quote};
use super::base::registered::find_registered;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::compare::{metadata, tells_another_work};
use crate::evidence::CutDoi;
use crate::model::{FieldResult, Severity, Subject};

/// `reference-mismatch`.
pub(super) const RULE: Rule = Rule {
    id: "reference-mismatch",
    severity: Severity::Deny,
    needs: &[Need::Stored, Need::Answers(Subject::Metadata, RuleSubject::Identifier)],
    summary: "the title or first author differs from the one registered: the identifier belongs to another work",
    standard: "AMA Manual of Style, 11th edition, chapter 3: bibliographic errors",
    help: "find out which work is meant, then correct the identifier or the entry",
    page: include_str!("../../docs/rules/reference-mismatch.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(heard) = find_registered(ctx, reference, findings) else { continue };
        let results = metadata::compare_metadata(&reference.printed, &reference.csl, &heard.answer);
        let telling: Vec<&FieldResult> = results.iter().filter(|r| tells_another_work(r)).collect();
        if telling.is_empty() {
            continue;
        }
        if ctx.doi(reference).is_some_and(|doi| doi.cut == Some(CutDoi::Short)) {
            let why = "has another work under a part of the page's address, which was not printed as a DOI";
            findings.add_unchecked(ctx.snapshot.reference_address(reference), heard.service.clone(), why);
            continue;
        }
        let shown: Vec<String> = telling.iter().map(|r| describe_field(r)).collect();
        let day = heard.asked_at.strftime("%Y-%m-%d");
        let message =
            format!("according to {} on {day}, this is another work: {}", heard.service, join_in_words(&shown));
        let address = ctx.snapshot.reference_address(reference);
        let edit = ctx.offer_command(format!(": `claimbook edit {address} doi=…`"));
        let help = format!("find out which work is meant, then correct the entry{edit}");
        let fields: Vec<String> = telling.iter().map(|r| format!("{}={}", r.field, r.registered)).collect();
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(fields.join(";"));
    }
}

fn describe_field(result: &FieldResult) -> String {
    let field = result.field.to_string().replace('-', " ");
    match result.printed.is_empty() {
        true => format!("{field} registered as {}, not in the printed entry", quote(&result.registered)),
        false => {
            format!("{field} printed as {}, registered as {}", quote(&result.printed), quote(&result.registered))
        }
    }
}
