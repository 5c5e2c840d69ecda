//! A figure that the evidence does not give.

use super::base::phrase::{join_in_words, quote};
use super::base::{Check, ClaimFigures, Context, Findings, Need, Rule};
use crate::model::{FigureResult, Severity};

/// `claim-figure-mismatch`.
pub(super) const RULE: Rule = Rule {
    id: "claim-figure-mismatch",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::English],
    summary: "a figure of the claim disagrees with, or is absent from, the words of its evidence",
    standard: "major quotation errors: figures that the source does not give (Mogull 2017, PMC5599002)",
    help: "compare them with the source: `claimbook show CLAIM`, then correct the figure or the citation",
    page: include_str!("../../docs/rules/claim-figure-mismatch.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let address = ctx.snapshot.claim_address(claim);
        let show = ctx.offer_command(format!(": `claimbook show {address}`"));
        let help = format!("compare with the source{show}, then correct the figure or the citation");
        match ctx.figures(claim) {
            None => {}
            Some(ClaimFigures::NoWords(figures)) => findings.add_unchecked(
                address,
                "evidence",
                format!(
                    "no words of the evidence are stored to compare {} with",
                    join_in_words(&figures.iter().map(|f| quote(f)).collect::<Vec<_>>())
                ),
            ),
            Some(ClaimFigures::Matches(matches)) => {
                for found in matches {
                    let figure = quote(&found.claim);
                    let remark = if found.remark.is_empty() { String::new() } else { format!(" ({})", found.remark) };
                    let message = match (found.result, &found.source) {
                        (FigureResult::Agrees | FigureResult::Withheld, _) => continue,
                        (FigureResult::Disagrees, Some(source)) => {
                            format!("the claim says {figure}, its evidence says {}{remark}", quote(source))
                        }
                        (FigureResult::Disagrees, None) => format!("the evidence disagrees with {figure}{remark}"),
                        (FigureResult::NotFound, _) => {
                            format!("{figure} is not given for this in the stored words of its evidence{remark}")
                        }
                    };
                    let place = ctx.place_of_words(claim, &found.claim);
                    let cause = found.claim.as_str();
                    findings.add_claim(ctx, claim, message).with_help(help.clone()).with_place(place).with_cause(cause);
                }
            }
        }
    }
}
