//! Proposing claims: which sentences of an article say something that needs evidence, of what kind, and why.
//!
//! Every sentence of the text is read with what stands around it (`reading`), turned into features that a person can name
//! (`features`: its words, what lists of health and of cues know of them, its heading, what leads to it), and weighed by a
//! linear model (`model`), which says how likely it makes a claim and which kind fits best. A sentence of several clauses
//! (`clauses`) that each make a claim is proposed clause by clause (`parting`). What is below the line is passed over for a
//! reason that can be listed. English only: for other languages [`knows_language`] is false, nothing is proposed,
//! and callers say that the article is unchecked.

mod clauses;
mod features;
mod grouping;
mod judging;
mod kind;
mod lead_in;
mod line;
mod model;
mod no_claim;
mod parting;
mod reading;
mod section_kind;
mod sentence;
mod statement;
mod testimony;
pub mod training;

pub use grouping::{WordingIndex, is_same_claim};
pub use line::{LineClaim, judge_line};
pub use model::ClaimModel;
pub use no_claim::NoClaim;
pub use testimony::testifies;

use crate::model::{Blocks, Confidence, Kind};
use crate::text::absolute::find_absolute_words;
use features::extract_features;
use judging::{Threshold, explain, explain_passing_over};
use kind::{KindHints, choose_kind};
use model::{BUILT_IN, Scores};
use parting::{ScoredClause, part_sentence};
use reading::{SentencePlace, read_sentences};
use sentence::{Sentence, Surroundings, Words};
use std::collections::BTreeMap;
use std::rc::Rc;
use testimony::is_testimony;

/// A sentence that makes a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimProposal {
    /// Where the sentence begins in the text, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The sentence as worded, without the words that only say who said it.
    pub statement: String,
    /// What kind of claim it is.
    pub kind: Kind,
    /// How sure it is that the sentence makes a claim.
    pub confidence: Confidence,
    /// The heading it stands under; empty before the first.
    pub section: String,
    /// Why it is proposed, each reason naming the words it rests on.
    pub because: Vec<String>,
    /// Other places that clearly word the same claim, in order, as `(start, end)`.
    pub also: Vec<(u32, u32)>,
}

/// A sentence that was looked at and not proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Where the sentence begins in the text, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// Its words.
    pub text: String,
    /// Why it is held to make no claim.
    pub why: NoClaim,
    /// What kind of claim it would make.
    pub kind: Kind,
}

/// What was found in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detection {
    /// The claims, in order of place; those that word one claim are one proposal.
    pub proposals: Vec<ClaimProposal>,
    /// The sentences that were passed over, in order of place.
    pub passed_over: Vec<PassedOver>,
}

impl Detection {
    /// How many sentences were looked at.
    pub fn count_sentences(&self) -> usize {
        let proposed: usize = self.proposals.iter().map(|proposal| 1 + proposal.also.len()).sum();
        proposed + self.passed_over.len()
    }
}

/// Whether claims can be proposed in a language, given as a BCP 47 tag: English alone.
pub fn knows_language(language: &str) -> bool {
    language.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// The statement that a sentence makes: its words without those that only say who said it.
pub fn restate_claim(sentence: &str) -> String {
    statement::restate_claim(sentence)
}

/// The statement of a bullet whose words are others now: what leads to it stays. None where the statement was not joined so.
pub fn restate_joined(statement: &str, before: &str, now: &str) -> Option<String> {
    let bullet = restate_claim(before);
    let bullet = bullet.trim_end_matches([';', ',']);
    let at = statement.len().checked_sub(bullet.len()).filter(|at| statement.is_char_boundary(*at))?;
    let (lead, words) = statement.split_at(at);
    let is_joined =
        lead.ends_with(' ') && lead.len() > 1 && !bullet.is_empty() && words.to_lowercase() == bullet.to_lowercase();
    is_joined.then(|| format!("{lead}{}", restate_claim(now).trim_end_matches([';', ','])))
}

/// The reasons of a claim whose sentence is another one now: those that name the words before are found anew, and what a person
/// or an import noted stays.
pub fn renew_reasons(before: &[String], sentence: &str, kind: Kind) -> Vec<String> {
    let noted = before.iter().filter(|reason| !reason.contains(": ")).cloned();
    let sentence = sentence.trim();
    noted.chain(explain(&BUILT_IN, sentence, &Words::new(sentence), kind)).collect()
}

/// The claims that a text makes, and the sentences that make none. Spans count code points of `text`, as `blocks` do. Empty
/// where the language is not known; ask [`knows_language`] to tell that from an article without claims.
pub fn detect_claims(text: &str, blocks: &Blocks, language: &str) -> Detection {
    detect_by_model(&BUILT_IN, text, blocks, language)
}

/// The same by another model than the one that ships.
pub fn detect_by_model(model: &ClaimModel, text: &str, blocks: &Blocks, language: &str) -> Detection {
    if !knows_language(language) {
        return Detection::default();
    }
    let mut scored = Vec::new();
    read_sentences(text, blocks, language, |sentence, place| scored.push(ScoredSentence::new(model, sentence, place)));
    let threshold = Threshold::from_sentences(scored.iter().map(|scored| (scored.scores.claim, &*scored.words)));
    let mut detection = Detection::default();
    let mut claims = Vec::new();
    for mut scored in scored {
        let judged = threshold.judge(&scored, scored.cited);
        if let Some(parted) = part_sentence(&mut scored, judged, threshold) {
            claims.extend(parted.claims);
            detection.passed_over.extend(parted.passed_over.into_iter().map(|(clause, why)| clause.pass_over(why)));
            continue;
        }
        match (judged, scored.find_exclusion()) {
            (Some(_), Some(why)) => detection.passed_over.push(scored.pass_over(why)),
            (Some(confidence), None) => claims.push((scored, confidence)),
            (None, _) => {
                let why = explain_passing_over(model, &scored.text, &scored.words);
                detection.passed_over.push(scored.pass_over(why));
            }
        }
    }
    let mut siblings: BTreeMap<u32, Vec<Scores>> = BTreeMap::new();
    for (scored, _) in &claims {
        scored.list.into_iter().for_each(|list| siblings.entry(list).or_default().push(scored.scores));
    }
    let neighbours: Vec<Vec<Scores>> = (0..claims.len()).map(|at| find_neighbours(&claims, at)).collect();
    let proposals = claims.into_iter().zip(neighbours);
    let proposals =
        proposals.map(|((scored, confidence), beside)| scored.propose(model, confidence, &siblings, &beside)).collect();
    Detection { proposals: grouping::group_proposals(proposals), ..detection }
}

/// The scores of the claims directly before and after one, as far as they stand under the same heading.
fn find_neighbours(claims: &[(ScoredSentence, Confidence)], at: usize) -> Vec<Scores> {
    let section = claims.get(at).map(|(scored, _)| scored.section.as_str());
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| claims.get(at));
    beside.filter(|(scored, _)| Some(scored.section.as_str()) == section).map(|(scored, _)| scored.scores).collect()
}

/// A sentence with its scores, kept until every sentence of the text has been scored.
struct ScoredSentence {
    start: u32,
    end: u32,
    text: String,
    words: Rc<Words>,
    statement: Option<String>,
    section: String,
    scores: Scores,
    /// How likely it makes a claim, regardless of its heading and of the sentence before it.
    alone: f32,
    cited: bool,
    leads_on: bool,
    is_label: bool,
    breaks_off: bool,
    /// Why it cannot be a claim of this article, judging by its heading.
    exclusion: Option<NoClaim>,
    /// The list whose item it begins.
    list: Option<u32>,
    /// The clauses that it could be parted into.
    clauses: Vec<ScoredClause>,
}

/// How likely a sentence makes a claim, regardless of what its heading and the sentence before it are about.
fn score_alone(model: &ClaimModel, sentence: &Sentence) -> f32 {
    let around = Surroundings { heading: None, previous: None, ..sentence.around };
    model.score(&extract_features(&Sentence { around, words: Rc::clone(&sentence.words), ..*sentence })).claim
}

impl ScoredSentence {
    fn new(model: &ClaimModel, sentence: &Sentence, place: SentencePlace) -> Self {
        let clauses = place.clauses.into_iter();
        Self {
            clauses: clauses.map(|clause| ScoredClause::new(model, sentence, place.section, clause)).collect(),
            start: place.start,
            end: place.end,
            text: place.printed.unwrap_or_else(|| sentence.text.to_owned()),
            words: Rc::clone(&sentence.words),
            statement: place.joined,
            section: place.section.to_owned(),
            scores: model.score(&extract_features(sentence)),
            alone: score_alone(model, sentence),
            cited: sentence.cited,
            leads_on: place.leads_on,
            is_label: place.is_label,
            breaks_off: place.breaks_off,
            exclusion: place.exclusion,
            list: place.list.filter(|_| sentence.around.lead.is_some()),
        }
    }

    /// Why the sentence cannot be a claim in its position, regardless of its words.
    fn find_exclusion(&self) -> Option<NoClaim> {
        let (leads_on, is_label) = (self.leads_on.then_some(NoClaim::LeadIn), self.is_label.then_some(NoClaim::Label));
        self.exclusion.or(leads_on).or(is_label)
    }

    fn pass_over(self, why: NoClaim) -> PassedOver {
        let kind = choose_kind(&self.words, &self.scores, KindHints::default());
        PassedOver { start: self.start, end: self.end, text: self.text, why, kind }
    }

    fn propose(
        self,
        model: &ClaimModel,
        confidence: Confidence,
        siblings: &BTreeMap<u32, Vec<Scores>>,
        beside: &[Scores],
    ) -> ClaimProposal {
        let siblings = self.list.and_then(|list| siblings.get(&list)).map_or(&[][..], Vec::as_slice);
        let is_absolute = !find_absolute_words(&self.text).is_empty() || is_testimony(&self.words);
        let hints = KindHints { siblings, neighbours: beside, is_absolute };
        let kind = choose_kind(&self.words, &self.scores, hints);
        ClaimProposal {
            start: self.start,
            end: self.end,
            statement: restate_claim(self.statement.as_deref().unwrap_or(&self.text)),
            kind,
            confidence,
            section: self.section,
            because: explain(model, &self.text, &self.words, kind),
            also: Vec::new(),
        }
    }
}
