//! A claim that fewer people have judged than the settings want.

use super::base::phrase::join_in_words;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::{find_opinions, find_stale_parts, find_standing};
use crate::model::Severity;

/// `claim-second-opinion`.
pub(super) const RULE: Rule = Rule {
    id: "claim-second-opinion",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "fewer people have given a verdict on the claim, or read its sources, than `[review] opinions` requires",
    standard: "Cochrane Handbook, chapter 4.6.4: at least two people judge independently, and how they settle differences is defined in advance",
    help: "ask another person to read and judge: `claimbook assign CLAIM PERSON`",
    page: include_str!("../../docs/rules/claim-second-opinion.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims().filter(|_| ctx.settings.opinions.wants_several()) {
        // What nobody has judged yet, or what changed since, other rules tell.
        let standing = find_standing(claim, ctx.snapshot);
        let Some(latest) = standing.latest() else { continue };
        let opinions = find_opinions(claim, ctx.snapshot, ctx.settings);
        let is_stale = !find_stale_parts(latest, claim, ctx.snapshot).is_empty();
        if opinions.wanted < 2 || opinions.is_finished() || is_stale {
            continue;
        }
        let entry = |citation: &crate::model::Citation| {
            ctx.snapshot.reference(citation.reference).map(|reference| ctx.snapshot.reference_address(reference))
        };
        let unread: Vec<(String, usize)> =
            opinions.unread.iter().filter_map(|(citation, readers)| Some((entry(citation)?, *readers))).collect();
        let verdicts =
            (opinions.count_missing() > 0).then(|| write_count("given a verdict that holds", opinions.given.len()));
        let readings =
            unread.iter().map(|(entry, readers)| write_count(&format!("recorded a reading of {entry}"), *readers));
        let lacking: Vec<String> = verdicts.into_iter().chain(readings).collect();
        let message = format!("{} people should judge it: {}", opinions.wanted, join_in_words(&lacking));
        let address = ctx.snapshot.claim_address(claim);
        let help = format!("ask another person to read and judge: `claimbook assign {address} PERSON`");
        findings
            .add_claim(ctx, claim, message)
            .with_help(help)
            .with_related(unread.into_iter().map(|(entry, _)| entry).collect());
    }
}

/// `1 has given a verdict`.
fn write_count(what: &str, people: usize) -> String {
    let verb = if people == 1 { "has" } else { "have" };
    format!("{people} {verb} {what}")
}
