//! Words of titles that fit one kind of claim and not another.

use crate::model::{Kind, Word};
use std::collections::BTreeMap;

/// A word of a folded title for each kind of claim that it fits: a claim on how common something is, and "prevalence".
pub(super) fn find_fitting_words(folded: &str) -> BTreeMap<Kind, &'static str> {
    let found = |kind: Kind| list_fitting_words(kind).iter().copied().find(|word| contains_word(folded, word));
    Kind::ALL.iter().filter_map(|kind| Some((*kind, found(*kind)?))).collect()
}

/// Words of titles that fit a kind of claim.
pub(super) fn list_fitting_words(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Prevalence => &["prevalence", "incidence", "epidemiology", "survey"],
        Kind::Mechanism => &["mechanism", "mechanisms", "pathophysiology", "model", "aetiology", "etiology"],
        Kind::Benefit => &[
            "effect",
            "effects",
            "effectiveness",
            "efficacy",
            "interventions",
            "treatment",
            "trial",
            "treating",
            "preventing",
        ],
        Kind::Risk => &["risk", "risks", "association", "factors", "predictors", "cohort", "mechanisms", "causes"],
        Kind::Harm => &["safety", "adverse", "toxicity", "harm", "harms", "risk"],
        Kind::Diagnosis => &["diagnosis", "diagnostic", "assessment", "screening"],
        Kind::Prognosis => &["prognosis", "outcome", "outcomes", "course", "recovery"],
        Kind::Recommendation => &["guideline", "guidelines", "recommendations", "consensus"],
        Kind::SourceDescription | Kind::Outcome | Kind::Context => &[],
    }
}

/// Whether a folded text, with blanks around its words, holds a word.
fn contains_word(folded: &str, word: &str) -> bool {
    folded.match_indices(word).any(|(at, _)| {
        let before = folded.get(..at).is_some_and(|s| s.ends_with(' '));
        before && folded.get(at + word.len()..).is_some_and(|s| s.starts_with(' '))
    })
}
