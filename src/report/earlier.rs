//! Findings that an earlier revision of the text has, too: what a change did not bring, it is not blamed for.

use super::subjects::Subjects;
use super::{Fingerprint, ReportedFinding, article_of};
use crate::compare::rewording::says_no_more;
use crate::model::{Finding, Snapshot};
use crate::rules::UNCITED;
use crate::text::slips::is_slip_of_word;
use std::collections::{BTreeMap, BTreeSet};

/// More words than this with another letter are no slip any more.
const MOST_MISSPELT: usize = 2;

/// Stands for the rules that speak of claims that cite nothing.
const UNBACKED: &str = "uncited";

/// The findings of an earlier revision.
#[derive(Debug, Default)]
pub(super) struct EarlierFindings {
    found: BTreeMap<Fingerprint, Wording>,
    /// How the findings of now are worded, so that a mended slip makes no new one.
    now: BTreeMap<Fingerprint, Wording>,
    /// Which words of each article were claims then: a sentence that was taken for none is no news because a heading beside it changed.
    claims: BTreeMap<String, BTreeSet<String>>,
}

/// What a finding is about, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wording {
    rule: &'static str,
    article: String,
    cause: String,
    words: String,
    /// Its claim is in a sentence that stood there before.
    stood: bool,
}

impl EarlierFindings {
    /// The claims of an article as it was then.
    pub(super) fn read(&mut self, snapshot: &Snapshot, subjects: &Subjects) {
        let claims = subjects.words_of_claims().map(str::to_owned).collect();
        self.claims.insert(snapshot.key().to_owned(), claims);
    }

    /// A finding of then.
    pub(super) fn add(&mut self, finding: &Finding, subjects: &Subjects) {
        let (fingerprint, _) = Fingerprint::compute(finding, subjects);
        self.found.insert(fingerprint, Wording::from_finding((finding, false), subjects));
    }

    /// How findings of now are worded.
    pub(super) fn note(&mut self, wordings: Vec<(Fingerprint, Wording)>) {
        self.now.extend(wordings);
    }

    /// Takes what was found then, too, out of what was found about one article's records, each finding of then once; gives how
    /// many.
    pub(super) fn take_out(&mut self, findings: &mut Vec<ReportedFinding>) -> usize {
        let before = findings.len();
        findings.retain(|reported| self.found.remove(&reported.fingerprint).is_none());
        findings.retain(|reported| {
            let Some(now) = self.now.get(&reported.fingerprint) else { return true };
            let same = self.found.iter().find(|(_, then)| then.is_reworded(now)).map(|(fingerprint, _)| *fingerprint);
            same.is_none_or(|fingerprint| self.found.remove(&fingerprint).is_none())
        });
        findings.retain(|reported| !self.now.get(&reported.fingerprint).is_some_and(|now| self.was_no_claim(now)));
        before - findings.len()
    }

    /// Whether the words of a claim that cites nothing stood there then, and were taken for no claim.
    fn was_no_claim(&self, now: &Wording) -> bool {
        let were_none = |claims: &BTreeSet<String>| !claims.contains(&now.words);
        now.rule == UNBACKED && now.stood && self.claims.get(&now.article).is_some_and(were_none)
    }
}

impl Wording {
    pub(super) fn from_finding((finding, stood): (&Finding, bool), subjects: &Subjects) -> Self {
        // Which of the rules speaks of a claim that cites nothing goes by its kind, which goes by the text around it.
        let is_unbacked = UNCITED.contains(&finding.rule);
        Self {
            rule: if is_unbacked { UNBACKED } else { finding.rule },
            article: article_of(&finding.address).to_owned(),
            cause: if is_unbacked { String::new() } else { subjects.without_numbers(&finding.cause).into_owned() },
            words: subjects.find(&finding.address).words.clone(),
            stood,
        }
    }

    /// Whether another finding is the same but for letters that were mended in its words, or for words that say no more of a claim.
    fn is_reworded(&self, other: &Self) -> bool {
        (self.rule, &self.article, &self.cause) == (other.rule, &other.article, &other.cause)
            && (is_slip(&self.words, &other.words) || self.rule == UNBACKED && says_no_more(&self.words, &other.words))
    }
}

/// Whether two wordings differ by slips alone: one letter in a word that begins alike.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let differing: Vec<(&&str, &&str)> = one.iter().zip(&other).filter(|(a, b)| a != b).collect();
    one.len() == other.len() && differing.len() <= MOST_MISSPELT && differing.iter().all(|(a, b)| is_slip_of_word(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_a_letter_and_no_other_word() {
        for (one, other, slip) in [
            ("turmeric cures arthrtis", "turmeric cures arthritis", true),
            ("garlic is recieved well", "garlic is received well", true),
            ("garlic is definately safe", "garlic is definitely safe", true),
            ("garlic is safe", "garlic is unsafe", false),
            ("it affects men", "it affects women", false),
            ("pain increases", "pain decreases", false),
            ("after 14 weeks", "after 15 weeks", false),
            ("it may cure pain", "it can cure pain", false),
            ("garlic cures cancer", "garlic cures cancer fast", false),
            ("hypothermia is rare", "hyperthermia is rare", false),
        ] {
            assert_eq!(is_slip(one, other), slip, "{one} / {other}");
            assert_eq!(is_slip(other, one), slip, "{other} / {one}");
        }
    }
}
