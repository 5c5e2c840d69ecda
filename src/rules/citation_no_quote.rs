//! A reading that does not keep the source's words.

use super::base::reading::{self, EvidencePart};
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;

/// `citation-no-quote`.
pub(super) const RULE: Rule = Rule {
    id: "citation-no-quote",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "a reading does not quote the source",
    standard: "the practice of medical, legal and regulatory review: every reading says where and in which words",
    help: "record the words: `claimbook verify CLAIM REFERENCE --quote …`",
    page: include_str!("../../docs/rules/citation-no-quote.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let part = EvidencePart { of: |reading| reading.quote.as_deref(), left_out: "did not quote it", option: "--quote" };
    reading::note_lack(&part, ctx, findings);
}
