//! A claim that calls old evidence new.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Claim, PartialDate, Severity};
use crate::text::recency::find_recency_words;
use jiff::ToSpan;

/// `claim-recency-word`.
pub(super) const RULE: Rule = Rule {
    id: "claim-recency-word",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Text, Need::English],
    summary: "“new”, “recent” or “latest”, while the newest work cited is older than 2 years",
    standard: "ABPI Code 2024 clause 6.5, by analogy: “new” is not said of what has been known for long",
    help: "give the year in place of the word, or cite newer evidence",
    page: include_str!("../../docs/rules/claim-recency-word.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let years = ctx.settings.recent_years;
    for claim in ctx.claims() {
        let Some(found) = ctx.wordings(claim).into_iter().flat_map(find_recency_words).next() else { continue };
        let dates = list_cited_dates(ctx, claim);
        let Some((newest, name)) = dates.iter().filter_map(|(date, name)| Some(((*date)?, name))).max() else {
            if !dates.is_empty() {
                leave_unchecked(ctx, claim, &dates, findings);
            }
            continue;
        };
        if !ctx.today.is_after(newest.last_day().saturating_add(i64::from(years).years())) {
            continue;
        }
        if dates.iter().any(|(date, _)| date.is_none()) {
            leave_unchecked(ctx, claim, &dates, findings);
            continue;
        }
        let word = &found.word;
        let message = format!(
            "{} is more than {years} years old: the newest work that it cites, {name}, is from {newest}",
            quote(word)
        );
        let help = format!(
            "give the year instead, such as “in {}” or “research from {}”; or cite newer evidence",
            newest.year(),
            newest.year()
        );
        let place = ctx.place_where(claim, |text| {
            find_recency_words(text).into_iter().find(|w| w.word == *word).map(|w| (w.start, w.end))
        });
        findings.add_claim(ctx, claim, message).with_help(help).with_place(place).with_cause(word.as_str());
    }
}

/// When each work that a claim cites came out, with its name.
fn list_cited_dates(ctx: &Context, claim: &Claim) -> Vec<(Option<PartialDate>, String)> {
    let cited = ctx.snapshot.asserted_citations(claim.uid).filter_map(|c| ctx.snapshot.reference(c.reference));
    let date = |reference| {
        let work = ctx.snapshot.work_behind(reference);
        let issued = work.and_then(|w| w.csl.issued).or(reference.csl.issued).map(|date| date.0);
        (issued, work.map_or_else(|| ctx.snapshot.reference_address(reference), |w| w.key.clone()))
    };
    cited.map(date).collect()
}

fn leave_unchecked(ctx: &Context, claim: &Claim, dates: &[(Option<PartialDate>, String)], findings: &mut Findings) {
    let undated: Vec<&str> = dates.iter().filter(|(date, _)| date.is_none()).map(|(_, name)| name.as_str()).collect();
    let reason = format!("the date of {} is unknown", super::base::phrase::join_in_words(&undated));
    findings.add_unchecked(ctx.snapshot.claim_address(claim), "metadata", reason);
}
