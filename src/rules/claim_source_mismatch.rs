//! A source described as something else than what is cited.

use super::base::phrase::{join_in_words, quote};
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Reference, Severity, Work};
use crate::text::wording::{NamedSource, find_named_source, find_source_kinds};
use std::collections::BTreeSet;

/// `claim-source-mismatch`.
pub(super) const RULE: Rule = Rule {
    id: "claim-source-mismatch",
    severity: Severity::Deny,
    needs: &[Need::Stored, Need::English],
    summary: "“a 2023 review” is cited to a work of another year or type",
    standard: "AMA Manual of Style, 11th edition, chapter 3: accuracy of references",
    help: "cite the work that the text means, or correct its description",
    page: include_str!("../../docs/rules/claim-source-mismatch.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let cited: Vec<&Reference> =
            ctx.snapshot.asserted_citations(claim.uid).filter_map(|c| ctx.snapshot.reference(c.reference)).collect();
        if cited.is_empty() {
            continue;
        }
        let Some(named) = ctx.wordings(claim).into_iter().chain([claim.statement.as_str()]).find_map(find_named_source)
        else {
            continue;
        };
        let fits: Vec<SourceFit> =
            cited.iter().map(|r| SourceFit::compare(&named, r, ctx.snapshot.work_behind(r))).collect();
        if fits.contains(&SourceFit::Same) {
            continue;
        }
        let address = ctx.snapshot.claim_address(claim);
        let (mut differ, mut instead) = (Vec::new(), Vec::new());
        for fit in fits {
            if let SourceFit::Differs(how, wording) = fit {
                differ.push(how);
                instead.push(quote(&wording));
            }
        }
        if differ.len() < cited.len() {
            findings.add_unchecked(
                address,
                "metadata",
                format!("the year of the work that {} cites is not known", quote(&named.text)),
            );
            continue;
        }
        let message = format!("the text mentions {} but cites {}", quote(&named.text), join_in_words(&differ));
        let place = ctx.place_of_words(claim, &named.text);
        let help = format!("cite the work that the text means, or write {} in its place", instead.join(" or "));
        findings.add_claim(ctx, claim, message).with_help(help).with_place(place).with_cause(named.text);
    }
}

/// How a cited work fits the source that the text names.
#[derive(Debug, PartialEq)]
enum SourceFit {
    Same,
    /// What the cited work is instead, and the words for it.
    Differs(String, String),
    Unknown,
}

impl SourceFit {
    fn compare(named: &NamedSource, reference: &Reference, work: Option<&Work>) -> Self {
        let items = [work.map(|w| &w.csl), Some(&reference.csl)];
        let years: BTreeSet<i16> = items.iter().flatten().filter_map(|csl| csl.year()).collect();
        let name = work.map_or_else(|| quote(&reference.printed), |w| w.key.clone());
        let types = work.and_then(|w| w.publication_types.as_deref());
        let said = items.iter().flatten().flat_map(|csl| [csl.genre.as_deref(), csl.title.as_deref()]).chain([types]);
        let kinds: BTreeSet<&str> = said.flatten().flat_map(find_source_kinds).collect();
        let fits = is_kind(named.kind, &kinds);
        let kind = if fits { named.kind.to_owned() } else { Vec::from_iter(kinds).join(" and ") };
        if let Some(year) = named.year
            && !years.contains(&year)
        {
            let known: Vec<String> = years.iter().map(i16::to_string).collect();
            return if known.is_empty() {
                Self::Unknown
            } else {
                Self::Differs(format!("{name} of {}", join_in_words(&known)), format!("a {} {kind}", known.join("/")))
            };
        }
        let year = named.year.map(|year| format!("{year} ")).unwrap_or_default();
        match fits {
            true => Self::Same,
            false => Self::Differs(format!("{name}, by its title or type a {kind}"), format!("a {year}{kind}")),
        }
    }
}

/// Whether a work of these kinds may be called by this one; a work that does not say what it is may be called anything.
fn is_kind(called: &str, kinds: &BTreeSet<&str>) -> bool {
    let also: &[&str] = match called {
        "review" => &["meta-analysis", "guideline"],
        "meta-analysis" => &["review"],
        "survey" => &["cohort"],
        _ => &[],
    };
    let tells = kinds.iter().any(|k| *k != "study");
    called == "study" || !tells || kinds.contains(called) || also.iter().any(|k| kinds.contains(k))
}
