//! A word that leaves no doubt.

use super::base::phrase::quoted;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;
use crate::text::absolute::find_absolute_words;
use std::collections::BTreeMap;

/// `claim-absolute-word`.
pub(super) const RULE: Rule = Rule {
    id: "claim-absolute-word",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Text, Need::English],
    summary: "an absolute word, such as “safe”, “proven”, “cure” or “no side effects”, without qualification",
    standard: "ABPI Code 2024 clause 6.4: no absolute claims; “safe” is never used without qualification",
    help: "say for whom, when and how sure: “considered safe when used as directed”; or waive it with a reason",
    page: include_str!("../../docs/rules/claim-absolute-word.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        // Each word once a claim, at its first place.
        let mut words: BTreeMap<String, Option<(u32, u32)>> = BTreeMap::new();
        for occurrence in ctx.snapshot.occurrences_of(claim.uid) {
            for word in find_absolute_words(&occurrence.exact) {
                let place = (occurrence.start + word.start, occurrence.start + word.end);
                words.entry(word.word).or_insert(Some(place));
            }
        }
        if ctx.snapshot.occurrences_of(claim.uid).next().is_none() {
            words.extend(find_absolute_words(&claim.statement).into_iter().map(|w| (w.word, None)));
        }
        for (word, place) in words {
            let place =
                place.map_or_else(|| ctx.snapshot.place_of(claim.uid), |(from, to)| ctx.snapshot.place(from, to));
            findings.claim(ctx, claim, format!("{} is absolute", quoted(&word))).place(place).cause(word);
        }
    }
}
