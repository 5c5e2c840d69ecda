//! Proposing claims: which sentences of an article say something that needs evidence, of what kind, and why.
//!
//! Every sentence of the text is read with what stands around it (`reading`), turned into features that a person can name
//! (`features`: its words, what lists of health and of cues know of them, its heading, what leads to it), and weighed by a
//! linear model (`model`), which says how likely it makes a claim and which kind fits best. A sentence of several clauses
//! (`clauses`) that each make a claim is proposed clause by clause (`parting`). What is below the line is passed over for a
//! reason that can be listed. English only: for other languages [`knows_language`] is false, nothing is proposed,
//! and callers say that the article is unchecked.

mod clauses;
mod elsewhere;
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
mod sentence;
mod statement;
pub mod training;

pub use grouping::{WordingIndex, is_same_claim};
pub use line::{LineClaim, judge_line, testifies};
pub use model::ClaimModel;
pub use no_claim::NoClaim;

use crate::model::{Blocks, Confidence, Kind};
use features::extract_features;
use judging::{Bar, explain, explain_passing_over};
use kind::choose_kind;
use model::{BUILT_IN, Scores};
use parting::{SeenClause, part_sentence};
use reading::{Place, read_sentences};
use sentence::{Sentence, Surroundings, Words};
use std::collections::BTreeMap;
use std::rc::Rc;

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
    let mut seen = Vec::new();
    read_sentences(text, blocks, language, |sentence, place| seen.push(Seen::new(model, sentence, place)));
    let bar = Bar::for_text(seen.iter().map(|seen| (seen.scores.claim, &*seen.words)));
    let mut detection = Detection::default();
    let mut claims = Vec::new();
    for mut seen in seen {
        let judged = bar.judge((seen.scores.claim, seen.alone), (seen.cited, seen.breaks_off), &seen.text, &seen.words);
        if let Some((said, passed)) = part_sentence(&mut seen, judged, bar) {
            claims.extend(said);
            detection.passed_over.extend(passed.into_iter().map(|(clause, why)| clause.pass_over(why)));
            continue;
        }
        match (judged, seen.why_not()) {
            (Some(_), Some(why)) => detection.passed_over.push(seen.pass_over(why)),
            (Some(confidence), None) => claims.push((seen, confidence)),
            (None, _) => {
                let why = explain_passing_over(model, &seen.text, &seen.words);
                detection.passed_over.push(seen.pass_over(why));
            }
        }
    }
    let mut siblings: BTreeMap<u32, Vec<Scores>> = BTreeMap::new();
    for (seen, _) in &claims {
        seen.list.into_iter().for_each(|list| siblings.entry(list).or_default().push(seen.scores));
    }
    let neighbours: Vec<Vec<Scores>> = (0..claims.len()).map(|at| find_neighbours(&claims, at)).collect();
    let proposals = claims.into_iter().zip(neighbours);
    let proposals =
        proposals.map(|((seen, confidence), beside)| seen.propose(model, confidence, &siblings, &beside)).collect();
    Detection { proposals: grouping::group_proposals(proposals), ..detection }
}

/// What is thought of the claims right before and behind one, under the same heading.
fn find_neighbours(claims: &[(Seen, Confidence)], at: usize) -> Vec<Scores> {
    let section = claims.get(at).map(|(seen, _)| seen.section.as_str());
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| claims.get(at));
    beside.filter(|(seen, _)| Some(seen.section.as_str()) == section).map(|(seen, _)| seen.scores).collect()
}

/// A sentence with what the model says of it, before the whole text is known.
struct Seen {
    start: u32,
    end: u32,
    text: String,
    words: Rc<Words>,
    statement: Option<String>,
    section: String,
    scores: Scores,
    /// How likely it makes a claim by itself.
    alone: f32,
    cited: bool,
    leads_on: bool,
    is_label: bool,
    breaks_off: bool,
    /// Why its heading says that it is no claim of this article.
    elsewhere: Option<NoClaim>,
    /// The list whose item it begins.
    list: Option<u32>,
    /// The clauses that it could be parted into.
    clauses: Vec<SeenClause>,
}

/// How likely a sentence by itself makes a claim, whatever its heading and the sentence before it are about.
fn score_alone(model: &ClaimModel, sentence: &Sentence) -> f32 {
    let around = Surroundings { heading: None, previous: None, ..sentence.around };
    model.score(&extract_features(&Sentence { around, words: Rc::clone(&sentence.words), ..*sentence })).claim
}

impl Seen {
    fn new(model: &ClaimModel, sentence: &Sentence, place: Place) -> Self {
        let clauses = place.clauses.into_iter();
        Self {
            clauses: clauses.map(|clause| SeenClause::new(model, sentence, place.section, clause)).collect(),
            start: place.start,
            end: place.end,
            text: sentence.text.to_owned(),
            words: Rc::clone(&sentence.words),
            statement: place.joined,
            section: place.section.to_owned(),
            scores: model.score(&extract_features(sentence)),
            alone: score_alone(model, sentence),
            cited: sentence.cited,
            leads_on: place.leads_on,
            is_label: place.is_label,
            breaks_off: place.breaks_off,
            elsewhere: place.elsewhere,
            list: place.list.filter(|_| sentence.around.lead.is_some()),
        }
    }

    /// Why the sentence makes no claim where it stands, whatever it says.
    fn why_not(&self) -> Option<NoClaim> {
        let (leads_on, is_label) = (self.leads_on.then_some(NoClaim::LeadIn), self.is_label.then_some(NoClaim::Label));
        self.elsewhere.or(leads_on).or(is_label)
    }

    fn pass_over(self, why: NoClaim) -> PassedOver {
        let kind = choose_kind(&self.words, &self.scores, &[], &[]);
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
        let kind = choose_kind(&self.words, &self.scores, siblings, beside);
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
