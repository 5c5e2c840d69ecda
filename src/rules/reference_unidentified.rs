//! An entry of the list that gives no way to find its work.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Item, Severity};

/// `reference-unidentified`.
pub(super) const RULE: Rule = Rule {
    id: "reference-unidentified",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "the entry has no DOI, PMID, ISBN, NBK or URL",
    standard: "AMA Manual of Style and ICMJE Recommendations: references carry an identifier",
    help: "add an identifier: `claimbook edit REFERENCE doi=…` (or pmid, isbn, url)",
    page: include_str!("../../docs/rules/reference-unidentified.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.list().filter(|r| r.doi_printed.is_none() && !names_its_work(&r.csl)) {
        let known = ctx.snapshot.work_behind(reference).is_some_and(|w| {
            w.doi.is_some() || [&w.pmid, &w.pmcid, &w.isbn, &w.nbk, &w.arxiv, &w.url].into_iter().any(Option::is_some)
        });
        if !known {
            let address = ctx.snapshot.reference_address(reference);
            let edit = ctx.offer_command(format!(": `claimbook edit {address} doi=…` (or pmid, isbn, url)"));
            let help = format!("add an identifier{edit}");
            findings.add_reference(ctx, reference, "it has no DOI, PMID, ISBN, NBK or URL").with_help(help);
        }
    }
}

fn names_its_work(csl: &Item) -> bool {
    [&csl.doi, &csl.pmid, &csl.pmcid, &csl.isbn, &csl.url].into_iter().any(Option::is_some)
}
