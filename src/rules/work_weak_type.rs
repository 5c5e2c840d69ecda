//! A kind of work that carries little.

use super::base::registered::{find_registered, name_reference};
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{Severity, Subject};
use crate::text::lexicon::WORK_KINDS;
use std::sync::LazyLock;

/// `work-weak-type`.
pub(super) const RULE: Rule = Rule {
    id: "work-weak-type",
    severity: Severity::Note,
    needs: &[Need::Stored, Need::Answers(Subject::Metadata, RuleSubject::Identifier)],
    summary: "the work is a preprint, letter, editorial, abstract or press report",
    standard: "ICMJE Recommendations; AMA Manual of Style, 11th edition, chapter 3.2",
    help: "look for a peer-reviewed report of the same",
    page: include_str!("../../docs/rules/work-weak-type.md"),
    check: Check::Article(check),
};

/// Publication types as registries name them, in lower case, and how a message names them.
static WEAK: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| WORK_KINDS.pairs("weak"));

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let stored =
            ctx.snapshot.work_behind(reference).and_then(|w| w.publication_types.as_deref()).unwrap_or_default();
        let mut types: Vec<String> = stored.split(';').map(|t| t.trim().to_lowercase()).collect();
        if find_weak_type(&types).is_none() {
            let Some(heard) = find_registered(ctx, reference, findings) else { continue };
            types.extend(heard.answer.types.iter().map(|t| t.to_lowercase()));
        }
        let Some((kind, what)) = find_weak_type(&types) else { continue };
        let message = format!("{} is {what}", name_reference(ctx, reference));
        findings.add_reference(ctx, reference, message).with_cause(*kind);
    }
}

fn find_weak_type(types: &[String]) -> Option<&'static (&'static str, &'static str)> {
    WEAK.iter().find(|(kind, _)| types.iter().any(|t| t == kind))
}
