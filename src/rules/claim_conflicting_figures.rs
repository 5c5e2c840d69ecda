//! One claim that is worded in two places with different figures.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::compare::compare_figures;
use crate::model::{Claim, FigureMatch, FigureResult, OccurrenceState, Severity};

/// `claim-conflicting-figures`.
pub(super) const RULE: Rule = Rule {
    id: "claim-conflicting-figures",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::English],
    summary: "one claim gives different figures in two articles, or in two places of one",
    standard: "claimbook: one claim has one set of figures wherever it is made",
    help: "correct the figure that is wrong; if both are right, they are two claims",
    page: include_str!("../../docs/rules/claim-conflicting-figures.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let Some(Conflict { figure, other, place, article }) = find_conflict(ctx, claim) else { continue };
        let source = figure.source.as_deref().unwrap_or_default();
        let message = format!("this article says {}, {place} says {}", quote(&figure.claim), quote(source));
        let address = ctx.snapshot.claim_address(claim);
        let split = format!(", import, then `claimbook confirm {address} --two-claims`");
        let help = format!(
            "correct the wrong one, here or in {}; if both are right, they are two claims: word them apart{}",
            quote(&other),
            ctx.offer_command(split)
        );
        let at = ctx.place_of_words(claim, &figure.claim);
        let cause = format!("{} {source}", figure.claim);
        findings
            .add_claim(ctx, claim, message)
            .with_help(help)
            .with_place(at)
            .with_cause(cause)
            .with_related(article.into_iter().collect());
    }
}

/// A figure of a claim that another place gives otherwise.
struct Conflict {
    figure: FigureMatch,
    /// The words of that place.
    other: String,
    /// What that place is called.
    place: String,
    /// The key of its article, where it is another one.
    article: Option<String>,
}

/// The first figure of the claim that another place gives otherwise: in its home article, in the others that word it, or in this
/// one. The articles of both find it, each with the other one named.
fn find_conflict(ctx: &Context, claim: &Claim) -> Option<Conflict> {
    let here: Vec<&str> = ctx
        .snapshot
        .occurrences_of(claim.uid)
        .filter(|o| o.state != OccurrenceState::Orphaned)
        .map(|o| o.exact.as_str())
        .collect();
    let first = here.first()?;
    let home = ctx.snapshot.articles.get(&claim.article).map(String::as_str);
    let at_home = ctx.snapshot.home_words.get(&claim.uid).map(|(words, _)| (words.as_str(), home));
    let elsewhere = ctx.snapshot.words_elsewhere.get(&claim.uid).into_iter().flatten();
    let elsewhere = elsewhere.map(|(article, words)| (words.as_str(), Some(article.as_str())));
    let again = here.iter().skip(1).map(|words| (*words, None));
    at_home.into_iter().chain(elsewhere).chain(again).find_map(|(words, article)| {
        let differs = |found: &FigureMatch| found.result == FigureResult::Disagrees && found.source.is_some();
        let figure = compare_figures(first, &[words]).into_iter().find(differs)?;
        let place = article.unwrap_or("another place in it").to_owned();
        Some(Conflict { figure, other: words.to_owned(), place, article: article.map(str::to_owned) })
    })
}
