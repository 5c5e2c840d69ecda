//! One claim worded twice in an article: grouped only where the two are clearly the same.

use super::ClaimProposal;
use crate::model::Quantity;
use crate::text::lexicon::CLAIMS;
use crate::text::spelling::to_american;
use crate::text::wording::find_negations;
use crate::text::{find_quantities, is_stop_word, stem, tokenise};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// How much of their words two wordings must share, as a share of all the words of both.
const OVERLAP: f64 = 0.7;

/// Words that turn a claim into another one, whatever else is shared.
static TURNING: LazyLock<&[&str]> = LazyLock::new(|| CLAIMS.entries("grouping: turning words"));

/// Whether two sentences clearly word one claim: most words in common, the same figures, the same negations, and no
/// word of direction, order or population in only one of them.
pub fn is_same_claim(a: &str, b: &str) -> bool {
    Wording::new(a).is_same(&Wording::new(b))
}

/// Makes one proposal of those that word the same claim; the first keeps its wording and knows the other places.
pub(super) fn group_proposals(proposals: Vec<ClaimProposal>) -> Vec<ClaimProposal> {
    let wordings: Vec<Wording> = proposals.iter().map(|proposal| Wording::new(&proposal.statement)).collect();
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    wordings.iter().flat_map(|w| &w.stems).for_each(|stem| *holders.entry(stem.clone()).or_default() += 1);
    let mut groups: Vec<(ClaimProposal, Wording)> = Vec::with_capacity(proposals.len());
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (proposal, wording) in proposals.into_iter().zip(wordings) {
        let keys = wording.keys(&holders);
        let alike = keys.iter().filter_map(|key| by_key.get(key)).flatten().copied();
        let alike: BTreeSet<usize> = alike.collect();
        let same = alike.into_iter().find(|i| groups.get(*i).is_some_and(|(_, w)| w.is_same(&wording)));
        match same.and_then(|i| groups.get_mut(i)) {
            Some((first, _)) => first.also.push((proposal.start, proposal.end)),
            None => {
                keys.into_iter().for_each(|key| by_key.entry(key).or_default().push(groups.len()));
                groups.push((proposal, wording));
            }
        }
    }
    groups.into_iter().map(|(proposal, _)| proposal).collect()
}

/// Sentences that something is known of, to be asked which of them clearly word the same claim as another one.
#[derive(Debug)]
pub struct WordingIndex<T> {
    all: Vec<(T, String, Wording)>,
    holders: BTreeMap<String, usize>,
    by_key: BTreeMap<String, Vec<usize>>,
}

impl<T> Default for WordingIndex<T> {
    fn default() -> Self {
        Self { all: Vec::new(), holders: BTreeMap::new(), by_key: BTreeMap::new() }
    }
}

impl<T> WordingIndex<T> {
    /// Of sentences, each with what it stands for.
    pub fn new(sentences: impl IntoIterator<Item = (T, String)>) -> Self {
        let worded = |(of, words): (T, String)| {
            let wording = Wording::new(&words);
            (of, words, wording)
        };
        let mut index = Self { all: sentences.into_iter().map(worded).collect(), ..Self::default() };
        let stems = index.all.iter().flat_map(|(.., wording)| &wording.stems);
        stems.for_each(|stem| *index.holders.entry(stem.clone()).or_default() += 1);
        for (at, (.., wording)) in index.all.iter().enumerate() {
            for key in wording.keys(&index.holders) {
                index.by_key.entry(key).or_default().push(at);
            }
        }
        index
    }

    /// Those that clearly word the same claim as a sentence, in order, each with its words.
    pub fn find(&self, sentence: &str) -> Vec<(&T, &str)> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let wording = Wording::new(sentence);
        let alike = wording.keys(&self.holders).into_iter().filter_map(|key| self.by_key.get(&key)).flatten();
        let alike: BTreeSet<usize> = alike.copied().collect();
        let known = alike.into_iter().filter_map(|at| self.all.get(at));
        known.filter(|(.., known)| known.is_same(&wording)).map(|(of, words, _)| (of, words.as_str())).collect()
    }
}

/// A sentence as far as sameness goes.
#[derive(Debug)]
struct Wording {
    stems: BTreeSet<String>,
    turning: BTreeSet<&'static str>,
    figures: Vec<String>,
    negations: usize,
}

impl Wording {
    fn new(sentence: &str) -> Self {
        let words = tokenise(sentence);
        let turning = TURNING.iter().copied().filter(|t| words.iter().any(|w| w == t)).collect();
        let stems = words.iter().filter(|w| !is_stop_word(w)).map(|w| stem(&to_american(w))).collect();
        let mut figures: Vec<String> = find_quantities(sentence).iter().map(spell_figure).collect();
        figures.sort();
        Self { stems, turning, figures, negations: find_negations(sentence).len() }
    }

    fn is_same(&self, other: &Self) -> bool {
        let shared = self.stems.intersection(&other.stems).count();
        let all = self.stems.union(&other.stems).count();
        let overlap = if all == 0 { 0.0 } else { shared as f64 / all as f64 };
        // Where each has a word that the other lacks, one word stands for another: fetal for fatal.
        let one_sided = self.stems.is_subset(&other.stems) || other.stems.is_subset(&self.stems);
        overlap >= OVERLAP
            && one_sided
            && self.turning == other.turning
            && self.figures == other.figures
            && self.negations == other.negations
    }

    /// What two wordings of one claim share at least one of, so that only those are compared. What has to be equal stands
    /// in each key, with the two longest words. Sets that share so much of their words share one of the rarest ones too: of
    /// n words, those of the first n − ⌈n · [`OVERLAP`]⌉ + 1 (prefix filtering, Chaudhuri et al. 2006).
    fn keys(&self, holders: &BTreeMap<String, usize>) -> Vec<String> {
        let mut longest: Vec<&str> = self.stems.iter().map(String::as_str).collect();
        let mut rarest = longest.clone();
        longest.sort_by_key(|w| std::cmp::Reverse(w.len()));
        longest.truncate(2);
        longest.sort_unstable();
        rarest.sort_by_key(|w| (holders.get(*w).copied().unwrap_or_default(), *w));
        rarest.truncate(rarest.len() + 1 - (rarest.len() as f64 * OVERLAP - 1e-9).ceil() as usize);
        let turning: Vec<&str> = self.turning.iter().copied().collect();
        let equal =
            format!("{}|{}|{}|{}", longest.join(" "), turning.join(" "), self.figures.join(";"), self.negations);
        rarest.iter().map(|word| format!("{word}|{equal}")).collect()
    }
}

fn spell_figure(q: &Quantity) -> String {
    format!("{}{:.4}..{:.4} {} {}", q.comparator, q.low, q.high, q.unit, q.lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_clearly_same_is_grouped() {
        for (a, b, same) in [
            (
                "Exercise can help relieve back pain in pregnancy.",
                "During pregnancy, exercise can help to relieve back pain.",
                true,
            ),
            ("More than 40% have back pain.", "More than 40% have back pain.", true),
            ("More than 40% have back pain.", "More than 60% have back pain.", false),
            ("Heat helps with back pain.", "Heat does not help with back pain.", false),
            ("Back pain is common in the second trimester.", "Back pain is common in the third trimester.", false),
            ("Stress increases back pain.", "Stress decreases back pain.", false),
            ("Yoga helps women sleep well at night.", "Yoga helps men sleep well at night.", false),
            ("Yoga helps.", "Swimming helps.", false),
            (
                "Fetal distress is seen in 10% of long labours at home.",
                "Fatal distress is seen in 10% of long labours at home.",
                false,
            ),
            ("Foetal distress is seen in 10% of labours.", "Fetal distress is seen in 10% of labors.", true),
            ("", "", false),
        ] {
            assert_eq!(is_same_claim(a, b), same, "{a} / {b}");
        }
    }

    #[test]
    fn the_first_wording_knows_the_other_places() {
        let proposal = |start: u32, statement: &str| ClaimProposal {
            start,
            end: start + 10,
            statement: statement.to_owned(),
            kind: crate::model::Kind::Benefit,
            confidence: crate::model::Confidence::Sure,
            section: String::new(),
            because: Vec::new(),
            also: Vec::new(),
        };
        let found = group_proposals(vec![
            proposal(0, "Heat eases pain."),
            proposal(20, "Rest eases pain."),
            proposal(40, "Heat eases the pain."),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].also, [(40, 50)]);
    }
}
