//! A reading that does not say where in the source.

use super::base::reading::{self, EvidencePart};
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;

/// `citation-no-locator`.
pub(super) const RULE: Rule = Rule {
    id: "citation-no-locator",
    severity: Severity::Note,
    needs: &[Need::Stored],
    summary: "a reading does not say where in the source the evidence is",
    standard: "the practice of medical, legal and regulatory review: every reading says where and in which words",
    help: "record the place: `claimbook verify CLAIM REFERENCE --locator …`",
    page: include_str!("../../docs/rules/citation-no-locator.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let part = EvidencePart {
        of: |reading| reading.locator.as_deref(),
        left_out: "did not record where in it",
        option: "--locator",
    };
    reading::note_lack(&part, ctx, findings);
}
