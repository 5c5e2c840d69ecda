//! Whether a sentence is proposed as a whole or clause by clause. It is split only if the model finds a claim in every clause that
//! does more than refer the reader to somebody, and if the clauses assert different things.

use super::clauses::Conjunction;
use super::grouping::is_same_claim;
use super::judging::Threshold;
use super::kind::{KindHints, choose_kind};
use super::reading::PlacedClause;
use super::sentence::{Sentence, Surroundings};
use super::{ClaimModel, NoClaim, ScoredSentence, SentencePlace};
use crate::model::{Confidence, Kind};

/// A clause becomes a claim of its own from this score on. The threshold for whole sentences is far lower.
const CLAUSE_THRESHOLD: f32 = 0.6;

/// A clause of a sentence, with what the model says of it.
pub(super) struct ScoredClause {
    scored: ScoredSentence,
    conjunction: Conjunction,
    refers: bool,
}

impl ScoredClause {
    pub(super) fn new(model: &ClaimModel, sentence: &Sentence, section: &str, placed: PlacedClause) -> Self {
        let around = Surroundings { lead: None, ..sentence.around };
        let whole = complete_clause(&placed.text);
        let read = Sentence { cited: placed.cited, around, ..Sentence::new(&whole, sentence.block) };
        let (conjunction, refers) = (placed.clause.conjunction, placed.clause.refers);
        let joined = placed.clause.lead.map(|lead| format!("{lead} {}", placed.text));
        let place = SentencePlace {
            start: placed.start,
            end: placed.end,
            section,
            joined,
            printed: None,
            list: None,
            leads_on: false,
            is_label: false,
            breaks_off: false,
            exclusion: None,
            clauses: Vec::new(),
        };
        Self {
            scored: ScoredSentence { text: placed.text, ..ScoredSentence::new(model, &read, place) },
            conjunction,
            refers,
        }
    }

    /// Its kind beside another clause.
    fn kind_beside(&self, other: &Self) -> Kind {
        choose_kind(
            &self.scored.words,
            &self.scored.scores,
            KindHints { neighbours: &[other.scored.scores], ..KindHints::default() },
        )
    }
}

/// A clause as a sentence, which is what the model has learned from: with a capital, and a stop.
fn complete_clause(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let stop = if clause.ends_with(['.', '!']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// A sentence that is proposed by its clauses.
#[derive(Default)]
pub(super) struct PartedSentence {
    /// The clauses that make a claim, and how sure that is.
    pub(super) claims: Vec<(ScoredSentence, Confidence)>,
    /// The others, and why they make none.
    pub(super) passed_over: Vec<(ScoredSentence, NoClaim)>,
}

/// Splits a sentence into the clauses to propose in its place, given the verdict on the whole sentence. `None` if it stays whole.
pub(super) fn part_sentence(
    scored: &mut ScoredSentence,
    whole: Option<Confidence>,
    threshold: Threshold,
) -> Option<PartedSentence> {
    let clauses = std::mem::take(&mut scored.clauses);
    let judged: Vec<Option<Confidence>> = clauses.iter().map(|clause| threshold.judge_clause(&clause.scored)).collect();
    for (at, (clause, confidence)) in clauses.iter().zip(&judged).enumerate().filter(|(_, (c, _))| !c.refers) {
        let confidence = (*confidence)?;
        let likelihood = clause.scored.scores.claim.max(clause.scored.alone);
        // If the sentence as a whole makes no claim, only sure clauses are taken out of it.
        let is_sure_enough = likelihood >= CLAUSE_THRESHOLD && (whole.is_some() || confidence == Confidence::Sure);
        let before = at.checked_sub(1).and_then(|at| clauses.get(at));
        if !is_sure_enough || before.is_some_and(|before| !before.refers && !differ(before, clause)) {
            return None;
        }
    }
    let mut parted = PartedSentence::default();
    for (clause, confidence) in clauses.into_iter().zip(judged) {
        match confidence.filter(|_| !clause.refers) {
            Some(confidence) => parted.claims.push((clause.scored, confidence)),
            None => parted.passed_over.push((clause.scored, NoClaim::WhereToGo)),
        }
    }
    (!parted.claims.is_empty()).then_some(parted)
}

/// Whether two statements about one subject are of the same sort. The kinds that describe an illness differ by small words only
/// ("Fingers can become stiff, and they may ache."), so they count as one sort.
fn are_alike(one: Kind, other: Kind) -> bool {
    let is_of_illness = |kind| matches!(kind, Kind::Diagnosis | Kind::Harm | Kind::Mechanism | Kind::Prognosis);
    one == other || is_of_illness(one) && is_of_illness(other)
}

/// Whether two clauses assert different things. Clauses with the same subject do if they are of different sorts. A reason is a claim
/// of its own only after a recommendation; after other clauses, the causal link itself is what the sentence claims.
fn differ(before: &ScoredClause, clause: &ScoredClause) -> bool {
    match clause.conjunction {
        Conjunction::First | Conjunction::OwnSubject => !is_same_claim(&before.scored.text, &clause.scored.text),
        Conjunction::SameSubject => !are_alike(before.kind_beside(clause), clause.kind_beside(before)),
        Conjunction::Reason => {
            before.kind_beside(clause) == Kind::Recommendation && clause.kind_beside(before) != Kind::Recommendation
        }
    }
}
