//! A word that leaves no doubt.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;
use crate::text::CharIndex;
use crate::text::absolute::{find_absolute_words, find_replacement};
use crate::text::wording::FoundWord;
use std::collections::BTreeMap;

/// `claim-absolute-word`.
pub(super) const RULE: Rule = Rule {
    id: "claim-absolute-word",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Text, Need::English],
    summary: "an absolute word, such as “safe”, “proven”, “cure” or “no side effects”, without qualification",
    standard: "ABPI Code 2024 clause 6.4: no absolute claims; “safe” is never used without qualification",
    help: "say for whom, when and how certain it is; or waive it with a reason",
    page: include_str!("../../docs/rules/claim-absolute-word.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        // Each word once a claim, at its first place.
        let found = ctx.wordings(claim).into_iter().flat_map(|text| {
            let written = move |found: FoundWord| (found.word, CharIndex::new(text).slice(found.start, found.end));
            find_absolute_words(text).into_iter().map(written)
        });
        let words: BTreeMap<String, &str> = found.collect();
        for (word, written) in words {
            let instead = find_replacement(&word).map(|instead| format!(", such as “{instead}”")).unwrap_or_default();
            let waive = ctx.offer_command("; or waive it with a reason".to_owned());
            let help = format!("say for whom, when and how certain it is{instead}{waive}");
            let place = ctx.place_where(claim, |text| {
                find_absolute_words(text).into_iter().find(|w| w.word == word).map(|w| (w.start, w.end))
            });
            let found = findings.add_claim(ctx, claim, format!("{} is absolute", quote(written)));
            found.with_help(help).with_place(place).with_cause(word);
        }
    }
}
