//! Why an entry is suggested: words of the claim and words of the source, for a person to check.

use super::SuggestionIndex;
use super::entry::{Entry, Term};
use super::query::{Query, QueryTerm};

/// How many words a reason names at most.
const MOST: usize = 4;
/// No word is named that counts for less than so much of the weightiest.
const WEIGHTY: f64 = 0.3;

impl SuggestionIndex {
    /// The words that the claim and the entry share, the weightiest first; then what they word differently.
    pub(super) fn list_reasons(&self, query: &Query<'_>, entry: &Entry) -> Vec<String> {
        let mut shared: Vec<(f64, &Term)> = self.list_shared_terms(query, entry).collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0));
        let weighty = shared.first().map_or(0.0, |s| s.0 * WEIGHTY);
        shared.retain(|s| s.0 >= weighty);
        let asked = |term: &Term| query.terms.get(term);
        let words = |in_claim: bool| {
            let words = shared.iter().filter(|(_, term)| matches!(term, Term::Word(_)));
            let words = words.filter_map(|(_, term)| asked(term)).filter(move |asked| asked.in_claim == in_claim);
            let mut quoted: Vec<String> = Vec::new();
            for word in words.map(|asked| format!("“{}”", asked.words.to_lowercase())) {
                if !quoted.contains(&word) {
                    quoted.push(word);
                }
            }
            quoted.truncate(MOST);
            quoted.join(", ")
        };
        let (own, near) = (words(true), words(false));
        let mut reasons = Vec::new();
        if !own.is_empty() {
            reasons.push(format!("both say {own}"));
        }
        if !near.is_empty() {
            reasons.push(format!("the text beside the claim and the source say {near}"));
        }
        let differently = shared.iter().filter_map(|(_, term)| describe_other_wording(asked(term)?, entry, term));
        reasons.extend(differently.take(2));
        if let Some(word) = entry.fitting.get(&query.claim.kind).filter(|_| !reasons.is_empty()) {
            reasons.push(format!("its title says “{word}”, and the claim is of kind {}", query.claim.kind));
        }
        reasons
    }
}

/// "“belly band” is “support garments” in the title": only where the wordings differ.
fn describe_other_wording(asked: &QueryTerm, entry: &Entry, term: &Term) -> Option<String> {
    let Term::Thing(_) = term else { return None };
    let (theirs, _) = entry.worded.get(term)?;
    let differ = !asked.is_worded_so(entry, term);
    differ.then(|| format!("“{}” is “{}” in the title", asked.words.to_lowercase(), theirs.to_lowercase()))
}
