//! A record on which two desks of a team decided differently.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Conflict, Severity, Uid};
use crate::text::stored_fields::describe_fields;

/// `sync-conflict`.
pub(super) const RULE: Rule = Rule {
    id: "sync-conflict",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "two desks decided differently about a record, and nobody has settled it",
    standard: "claimbook: what reached the hub first stands, and nothing that a person decided is overwritten in silence",
    help: "let a person settle it: `claimbook settle RECORD --keep standing --reason TEXT`, or `--keep late`",
    page: include_str!("../../docs/rules/sync-conflict.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for conflict in &ctx.snapshot.conflicts {
        let first = conflict.standing_by.as_deref().unwrap_or("somebody");
        let side = |fields: &Option<String>| fields.as_deref().map_or_else(|| "gone".to_owned(), describe_fields);
        let what = conflict.entity.replace('_', " ");
        let message = format!(
            "{first} and {} decided differently about this {what}: {} stands, and {} came too late",
            conflict.late_by,
            side(&conflict.standing),
            side(&conflict.late)
        );
        let claim = find_claim(ctx, conflict).and_then(|uid| ctx.snapshot.claim(uid));
        let reference = ctx.snapshot.reference(conflict.row);
        let found = match (claim, reference) {
            (Some(claim), _) => findings.add_claim(ctx, claim, message),
            (None, Some(reference)) => findings.add_reference(ctx, reference, message),
            (None, None) => findings.add_article(ctx, message),
        };
        found.with_cause(conflict.late_event.clone());
    }
}

/// The claim that the record is, or belongs to.
fn find_claim(ctx: &Context, conflict: &Conflict) -> Option<Uid> {
    if conflict.entity == "claim" {
        return Some(conflict.row);
    }
    let snapshot = ctx.snapshot;
    let of_citation = |uid: Uid| snapshot.citations.iter().find(|c| c.uid == uid).map(|c| c.claim);
    of_citation(conflict.row)
        .or_else(|| snapshot.occurrences.iter().find(|o| o.uid == conflict.row).map(|o| o.claim))
        .or_else(|| conflict.find_named(&["claim"]).first().copied())
        .or_else(|| conflict.find_named(&["citation"]).first().copied().and_then(of_citation))
}
