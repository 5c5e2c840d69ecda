//! A work that the list names twice, or a DOI that two works of it print.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::compare::same::are_different_works;
use crate::model::{Reference, Severity};
use std::collections::BTreeMap;

/// So many entries with one DOI are compared with each other.
const COMPARED: usize = 8;

/// `reference-duplicate`.
pub(super) const RULE: Rule = Rule {
    id: "reference-duplicate",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "a list has the same work twice, or the same DOI for two works",
    standard: "AMA Manual of Style and ICMJE Recommendations: each work has one entry",
    help: "keep one of the entries, and cite that one",
    page: include_str!("../../docs/rules/reference-duplicate.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let mut named: BTreeMap<String, Vec<&Reference>> = BTreeMap::new();
    for reference in ctx.list() {
        let work = reference.work.map(|w| ctx.snapshot.canonical(w).to_string());
        let Some(work) = work.or_else(|| reference.doi().map(|doi| doi.key().to_owned())) else { continue };
        let before = named.entry(work.clone()).or_default();
        if let Some(earlier) = before.iter().find(|earlier| is_one_list(earlier, reference)) {
            let earlier = ctx.snapshot.reference_address(earlier);
            let name = ctx.snapshot.work_behind(reference).map_or(work, |w| w.key.clone());
            let address = ctx.snapshot.reference_address(reference);
            let retire = ctx.offer_command(format!(": `claimbook retire {address}`"));
            let help =
                format!("cite {earlier} wherever {address} is cited, and take {address} out of the list{retire}");
            let mut related = vec![earlier.clone()];
            related.extend(ctx.list_resting_claims(reference));
            let found = findings.add_reference(ctx, reference, format!("{earlier} is already an entry for {name}"));
            found.with_help(help).with_related(related).with_cause(earlier);
        }
        before.push(reference);
    }
    check_shared_dois(ctx, findings);
}

/// One DOI under two entries that differ in author, title and year: they are two works, and one of them has another's DOI.
fn check_shared_dois(ctx: &Context, findings: &mut Findings) {
    let mut printed: BTreeMap<String, Vec<&Reference>> = BTreeMap::new();
    for reference in ctx.list() {
        let Some(doi) = reference.doi() else { continue };
        let before = printed.entry(doi.key().to_owned()).or_default();
        let work = |r: &Reference| r.work.map(|w| ctx.snapshot.canonical(w));
        let is_other = |earlier: &&&Reference| {
            work(earlier) != work(reference) && are_different_works(&earlier.csl, &reference.csl)
        };
        if let Some(earlier) = before.iter().find(is_other) {
            let earlier = ctx.snapshot.reference_address(earlier);
            let address = ctx.snapshot.reference_address(reference);
            let message = format!("{earlier} has the same DOI, {doi}, but another author, title and year");
            let edit = ctx.offer_command(format!(": `claimbook edit {address} doi=…`"));
            let help = format!("find out which work the DOI belongs to, and correct the other entry{edit}");
            let mut related = vec![earlier.clone()];
            related.extend(ctx.list_resting_claims(reference));
            findings.add_reference(ctx, reference, message).with_help(help).with_related(related).with_cause(earlier);
        }
        if before.len() < COMPARED {
            before.push(reference);
        }
    }
}

/// Lists that restart by section are lists of their own. An entry under no heading, such as one that was added by hand,
/// belongs to each of them.
fn is_one_list(one: &Reference, other: &Reference) -> bool {
    one.section == other.section || one.section.is_empty() || other.section.is_empty()
}
