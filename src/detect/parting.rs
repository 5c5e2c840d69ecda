//! Whether a sentence is proposed whole or by its clauses: only where the model finds a claim in each clause that does not
//! merely send the reader to somebody, and they assert different things.

use super::clauses::Joint;
use super::grouping::is_same_claim;
use super::judging::Bar;
use super::kind::choose_kind;
use super::reading::PlacedClause;
use super::sentence::{Sentence, Surroundings};
use super::{ClaimModel, NoClaim, Place, Seen};
use crate::model::{Confidence, Kind};

/// From here on a clause is held to make a claim of its own; a sentence is proposed far sooner.
const SAYS: f32 = 0.6;

/// A clause of a sentence, with what the model says of it.
pub(super) struct SeenClause {
    seen: Seen,
    joint: Joint,
    refers: bool,
}

impl SeenClause {
    pub(super) fn new(model: &ClaimModel, sentence: &Sentence, section: &str, placed: PlacedClause) -> Self {
        let around = Surroundings { lead: None, ..sentence.around };
        let whole = complete(&placed.text);
        let read = Sentence { cited: placed.cited, around, ..Sentence::new(&whole, sentence.block) };
        let (joint, refers) = (placed.clause.joint, placed.clause.refers);
        let joined = placed.clause.lead.map(|lead| format!("{lead} {}", placed.text));
        let place = Place {
            start: placed.start,
            end: placed.end,
            section,
            joined,
            list: None,
            leads_on: false,
            is_label: false,
            breaks_off: false,
            elsewhere: None,
            clauses: Vec::new(),
        };
        Self { seen: Seen { text: placed.text, ..Seen::new(model, &read, place) }, joint, refers }
    }

    /// Its kind beside another clause.
    fn kind_beside(&self, other: &Self) -> Kind {
        choose_kind(&self.seen.words, &self.seen.scores, &[], &[other.seen.scores])
    }
}

/// A clause as a sentence, which is what the model has learned from: with a capital, and a stop.
fn complete(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let stop = if clause.ends_with(['.', '!']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// What becomes of a sentence's clauses: claims, and what is passed over.
pub(super) type Parted = (Vec<(Seen, Confidence)>, Vec<(Seen, NoClaim)>);

/// The clauses of a sentence that are to be proposed in its place, given what was judged of it; none where it stays whole.
pub(super) fn part_sentence(seen: &mut Seen, whole: Option<Confidence>, bar: Bar) -> Option<Parted> {
    let clauses = std::mem::take(&mut seen.clauses);
    let judged: Vec<Option<Confidence>> = clauses.iter().map(|clause| bar.judge_clause(&clause.seen)).collect();
    for (at, (clause, confidence)) in clauses.iter().zip(&judged).enumerate().filter(|(_, (c, _))| !c.refers) {
        let confidence = (*confidence)?;
        let likelihood = clause.seen.scores.claim.max(clause.seen.alone);
        // Where the sentence as a whole says nothing, only what is sure is taken out of it.
        let says = likelihood >= SAYS && (whole.is_some() || confidence == Confidence::Sure);
        let before = at.checked_sub(1).and_then(|at| clauses.get(at));
        if !says || before.is_some_and(|before| !before.refers && !differ(before, clause)) {
            return None;
        }
    }
    let mut parted = Parted::default();
    for (clause, confidence) in clauses.into_iter().zip(judged) {
        match confidence.filter(|_| !clause.refers) {
            Some(confidence) => parted.0.push((clause.seen, confidence)),
            None => parted.1.push((clause.seen, NoClaim::WhereToGo)),
        }
    }
    (!parted.0.is_empty()).then_some(parted)
}

/// Whether two things that are said of one subject are of one sort: what it does to the body is a sign, a harm, a course or a
/// cause by small words ("Fingers can become stiff, and they may ache.").
fn are_alike(one: Kind, other: Kind) -> bool {
    let is_of_illness = |kind| matches!(kind, Kind::Diagnosis | Kind::Harm | Kind::Mechanism | Kind::Prognosis);
    one == other || is_of_illness(one) && is_of_illness(other)
}

/// Whether two clauses assert different things. With one subject, they are of different sorts; and a reason stands by itself only
/// behind advice: elsewhere, that one thing comes of the other is what is claimed.
fn differ(before: &SeenClause, clause: &SeenClause) -> bool {
    match clause.joint {
        Joint::First | Joint::Beside => !is_same_claim(&before.seen.text, &clause.seen.text),
        Joint::SameSubject => !are_alike(before.kind_beside(clause), clause.kind_beside(before)),
        Joint::Reason => {
            before.kind_beside(clause) == Kind::Recommendation && clause.kind_beside(before) != Kind::Recommendation
        }
    }
}
