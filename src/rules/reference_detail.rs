//! A reference whose details are not the registered ones.

use super::base::phrase::join_in_words;
use super::base::registered::find_registered;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::compare::{metadata, names_another_work};
use crate::model::{Field, FieldResult, FieldState, Severity, Subject};

/// `reference-detail`.
pub(super) const RULE: Rule = Rule {
    id: "reference-detail",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Answers(Subject::Metadata, RuleSubject::Identifier)],
    summary: "authors, year, container, volume, issue or pages differ from those registered",
    standard: "AMA Manual of Style, 11th edition, chapter 3: bibliographic errors",
    help: "correct the entry in the article",
    page: include_str!("../../docs/rules/reference-detail.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(heard) = find_registered(ctx, reference, findings) else { continue };
        let results = metadata::compare_metadata(&reference.printed, &reference.csl, &heard.answer);
        if names_another_work(&results) {
            continue; // its details are another work's
        }
        let differing: Vec<&FieldResult> =
            results.iter().filter(|r| r.result == FieldState::Differs && r.field != Field::Doi).collect();
        if differing.is_empty() {
            continue;
        }
        let shown: Vec<String> = differing.iter().map(|r| describe_field(r)).collect();
        let message = format!("the entry differs from {}: {}", heard.service, join_in_words(&shown));
        let cause: Vec<String> = differing.iter().map(|r| format!("{}={}", r.field, r.registered)).collect();
        findings.add_reference(ctx, reference, message).with_cause(cause.join(";"));
    }
}

fn describe_field(result: &FieldResult) -> String {
    let field = result.field.to_string().replace('-', " ");
    match (&result.remark, result.field) {
        (Some(remark), Field::Title | Field::Authors) => format!("{field}: {remark}"),
        (Some(remark), _) => format!("{field} {}, registered {} ({remark})", result.printed, result.registered),
        (None, _) => format!("{field} {}, registered {}", result.printed, result.registered),
    }
}
