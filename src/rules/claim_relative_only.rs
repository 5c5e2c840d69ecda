//! A claim that says how much more or less, and not of how much.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::compare::{find_relative_figures, gives_absolute_figure};
use crate::model::{Claim, Kind, Severity};

/// `claim-relative-only`.
pub(super) const RULE: Rule = Rule {
    id: "claim-relative-only",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Text, Need::English],
    summary: "an effect is given as a relative figure (“halves the risk”), without an absolute one",
    standard: "ABPI Code 2024, clause 6: a relative risk is given together with the absolute risk",
    help: "give the absolute figures of the source beside it: “from 4 in 100 people to 2 in 100”",
    page: include_str!("../../docs/rules/claim-relative-only.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims().filter(|claim| is_of_effect(claim.kind)) {
        // Without a citation, claim-figure-uncited speaks of the figure first.
        if ctx.snapshot.asserted_citations(claim.uid).next().is_none() {
            continue;
        }
        let Some(figure) = ctx.wordings(claim).into_iter().flat_map(find_relative_figures).next() else { continue };
        if list_texts(ctx, claim).iter().any(|text| gives_absolute_figure(text)) {
            continue;
        }
        let message = format!("{} is a relative figure, and no absolute figure is given with it", quote(&figure.text));
        let help = format!(
            "give the source's absolute figures too, in the form “{}, from 4 in 100 people to …”; readers overrate \
                relative figures alone",
            figure.text
        );
        let place = ctx.place_of_words(claim, &figure.text);
        findings.add_claim(ctx, claim, message).with_help(help).with_place(place).with_cause(figure.text);
    }
}

/// Kinds that say what something does; how common something is, is compared for other ends.
fn is_of_effect(kind: Kind) -> bool {
    matches!(kind, Kind::Benefit | Kind::Harm | Kind::Risk | Kind::Prognosis | Kind::Outcome | Kind::SourceDescription)
}

/// The claim's statement, and the paragraphs that its words stand in: an absolute figure may stand in the next sentence.
fn list_texts(ctx: &Context, claim: &Claim) -> Vec<String> {
    let blocks = ctx.snapshot.version.as_ref().map(|v| &v.blocks);
    let paragraphs = ctx.snapshot.occurrences_of(claim.uid).filter_map(|occurrence| {
        let block = blocks?.block_at(occurrence.start)?;
        Some(ctx.text(block.start, block.end))
    });
    paragraphs.chain([claim.statement.clone()]).collect()
}
