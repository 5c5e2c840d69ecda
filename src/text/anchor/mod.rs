//! Anchors: keeping hold of the words of a claim while the text around them changes.
//!
//! An occurrence is carried over by itself only if its very words stand in the new text as often as they did when they
//! were captured and, where that is more than once, between the same neighbours, nobody else coming close. How words are
//! printed and spelt is no difference ([`words`](super::words), [`spelling`](super::spelling)), nor are markers of
//! references. All else is for a person to decide: a wrong place, or another word that nobody saw, is worse than a
//! question.
//!
//! All positions are Unicode code points.

mod candidates;
mod exchanged;
mod heads;
mod indexed;
mod source;
mod standing;
mod surroundings;
mod turning;
pub(in crate::text) mod words;

pub use heads::HeadingIndex;
pub use source::AnchoringText;
pub use turning::{describe_turns, unify_headings};

use super::words::PlainText;
use crate::model::{Occurrence, OccurrenceState};
use candidates::{Candidate, measure_similarity};
use standing::{Letters, WordPlaces};
use surroundings::Sides;
use words::describe_changes;

/// How many code points of context are kept on either side.
const CONTEXT: usize = 32;
/// Contexts at least this alike count as the same.
const SAME_CONTEXT: f64 = 0.95;
/// A neighbour at least this alike is known.
const KNOWN_NEIGHBOUR: f64 = 0.8;
/// How far the best place must be ahead of the next.
const LEAD: f64 = 0.10;
/// Words less alike than this are other words.
const OTHER_WORDS: f64 = 0.60;
/// Words less alike than this are other words too, unless a neighbour speaks for them.
const DOUBTFUL: f64 = 0.75;
/// The neighbours of words that stand in many places are compared in so many of these.
const COMPARED: usize = 24;

/// Words of a text and what is needed to find them again: a W3C TextQuoteSelector with a TextPositionSelector
/// (<https://www.w3.org/TR/annotation-model/>), and how often the words stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// The words.
    pub exact: String,
    /// Up to 32 code points before them.
    pub prefix: String,
    /// Up to 32 code points after them.
    pub suffix: String,
    /// Where they begin, in code points.
    pub start: u32,
    /// Where they end, exclusive, in code points.
    pub end: u32,
    /// How often the words stood in the text.
    pub count: u32,
}

impl Selector {
    /// The selector of an occurrence as it is stored; which of several equal places it is, is not.
    pub fn from_occurrence(occurrence: &Occurrence) -> Self {
        Self {
            exact: occurrence.exact.clone(),
            prefix: occurrence.prefix.clone(),
            suffix: occurrence.suffix.clone(),
            start: occurrence.start,
            end: occurrence.end,
            count: occurrence.count,
        }
    }
}

/// What became of a selector's words in another text.
#[derive(Debug, Clone, PartialEq)]
pub struct AnchorResult {
    /// `exact` and `moved` are carried over; `changed`, `ambiguous` and `orphaned` are for a person to decide.
    pub state: OccurrenceState,
    /// Where the best candidate begins, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// How alike its words are, 0 to 1; 0 where there is no candidate.
    pub score: f64,
    /// Its words; other than the captured ones in case or spelling even where they are carried over.
    pub found: String,
    /// Figures, units, negations, comparators, directions and populations that differ, in words.
    pub altered: Vec<String>,
    /// The next best place.
    pub runner_up: Option<RunnerUp>,
}

/// The second best place for a selector's words.
#[derive(Debug, Clone, PartialEq)]
pub struct RunnerUp {
    /// Where it begins, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// How alike its words are, 0 to 1.
    pub score: f64,
    /// Its words.
    pub found: String,
}

/// Captures the words from `start` to `end`, in code points; what lies outside the text is left out.
pub fn capture(text: &str, start: u32, end: u32) -> Selector {
    AnchoringText::new(text).capture(start, end)
}

/// Looks for a selector's words in a new text; with the old one at hand, an unchanged text is recognised at once.
pub fn reanchor(selector: &Selector, old_text: Option<&str>, new_text: &str) -> AnchorResult {
    AnchoringText::new(new_text).reanchor(selector, old_text.map(AnchoringText::new).as_ref())
}

impl AnchoringText {
    /// As [`capture`].
    pub fn capture(&self, start: u32, end: u32) -> Selector {
        let end = end.min(self.length());
        let start = start.min(end);
        let exact = self.printed_text(start, end);
        let (inner_start, inner_end) = (self.plain.find_inner(start), self.plain.find_inner(end));
        let count = self.find_standing(&exact).places.len().max(1);
        let outer = |from: usize, to: usize| self.printed_text(self.plain.outer_start(from), self.plain.outer_end(to));
        let context = |from: usize, to: usize| if from < to { outer(from, to) } else { String::new() };
        Selector {
            prefix: context(inner_start.saturating_sub(CONTEXT), inner_start),
            suffix: context(inner_end, (inner_end + CONTEXT).min(self.plain.chars.len())),
            start,
            end,
            count: to_u32(count),
            exact,
        }
    }

    /// As [`reanchor`].
    pub fn reanchor(&self, selector: &Selector, old: Option<&Self>) -> AnchorResult {
        let unchanged = old.is_some_and(|old| old.is_same_text(self));
        if unchanged && self.printed_text(selector.start, selector.end) == selector.exact {
            let (start, end) = (self.plain.find_inner(selector.start), self.plain.find_inner(selector.end));
            let best = Candidate { start, end, score: 1.0, prefix: 1.0, suffix: 1.0 };
            let outcome = self.make_result(OccurrenceState::Exact, &best, Vec::new(), None);
            return AnchorResult { start: selector.start, end: selector.end, found: selector.exact.clone(), ..outcome };
        }
        let standing = self.find_standing(&selector.exact);
        if standing.places.is_empty() {
            return self.find_near(selector, old);
        }
        let fewer = standing.places.len() < selector.count as usize;
        let reworded = if fewer { self.find_reworded(selector, &standing.places) } else { None };
        reworded.unwrap_or_else(|| self.find_verbatim(selector, &standing, old))
    }

    /// Of several equal places some are gone: this one was reworded if other words stand between its very neighbours.
    fn find_reworded(&self, selector: &Selector, places: &[(usize, usize)]) -> Option<AnchorResult> {
        let is_known = |c: &Candidate| c.prefix >= SAME_CONTEXT && c.suffix >= SAME_CONTEXT;
        if places.iter().any(|(start, end)| is_known(&self.make_candidate(selector, *start, *end, 1.0))) {
            return None;
        }
        let is_free = |c: &Candidate| !places.iter().any(|(start, end)| c.start < *end && *start < c.end);
        let all = self.find_candidates(selector);
        let best = all.iter().find(|c| c.score >= DOUBTFUL && is_known(c) && is_free(c))?;
        let found: String = self.slice(best.start, best.end).iter().collect();
        Some(self.make_result(OccurrenceState::Changed, best, describe_changes(&selector.exact, &found), None))
    }

    /// The very words are there.
    fn find_verbatim(&self, selector: &Selector, standing: &WordPlaces, old: Option<&Self>) -> AnchorResult {
        let letters = |text: &str| Letters::count(&PlainText::new(text, &[]).chars);
        let distance = |start: usize| self.plain.outer_start(start).abs_diff(selector.start);
        let start = self.plain.find_inner(selector.start);
        let (near, mut cut) = standing.find_near(start, &letters(&selector.prefix), &letters(&selector.suffix));
        let mut ranked: Vec<Candidate> = Vec::new();
        let (mut best, mut second) = (0.0_f64, 0.0_f64);
        for (n, (at_most, group)) in near.into_iter().enumerate() {
            // From here on, none is among the two best.
            if n >= 2 && at_most < second {
                break;
            }
            if n >= COMPARED {
                cut |= at_most > best - LEAD;
                break;
            }
            let places = group.find_nearest(start).into_iter();
            let candidates: Vec<Candidate> =
                places.map(|(at, end)| self.make_candidate(selector, at, end, 1.0)).collect();
            let likeness = candidates.first().map_or(0.0, Candidate::rate_context);
            (best, second) = (best.max(likeness), second.max(likeness.min(best)));
            ranked.extend(candidates);
        }
        ranked.sort_by(|a, b| {
            b.rate_context().total_cmp(&a.rate_context()).then(distance(a.start).cmp(&distance(b.start)))
        });
        let mut ranked = ranked.into_iter();
        let Some(best) = ranked.next() else { return self.make_orphaned() };
        let next = ranked.next();
        let alone = next.as_ref().is_none_or(|next| {
            best.prefix >= SAME_CONTEXT
                && best.suffix >= SAME_CONTEXT
                && best.rate_context() - next.rate_context() >= LEAD
        });
        let altered = self.list_altered(selector, &best, old);
        let state = match () {
            // Of places that were not looked at, one may fit as well.
            () if standing.places.len() != selector.count as usize || !alone || cut => OccurrenceState::Ambiguous,
            () if !altered.is_empty() => OccurrenceState::Changed,
            () if self.plain.outer_start(best.start) == selector.start => OccurrenceState::Exact,
            () => OccurrenceState::Moved,
        };
        self.make_result(state, &best, altered, next.as_ref())
    }

    /// The very words are gone; something like them may be there.
    fn find_near(&self, selector: &Selector, old: Option<&Self>) -> AnchorResult {
        let mut ranked = self.find_candidates(selector);
        if let Some(old) = old {
            // What stood in the old text already, as often as now, is another sentence, however alike.
            ranked.retain(|c| {
                let found: String = self.slice(c.start, c.end).iter().collect();
                let before = old.count_of(&found);
                let now = self.count_of(&found);
                before == 0 || now == 0 || now > before
            });
        }
        let Some(best) = ranked.first() else { return self.make_orphaned() };
        let next = ranked.iter().find(|other| !other.overlaps(best));
        let lead = best.score - next.map_or(0.0, |next| next.score);
        let neighbour = best.prefix.max(best.suffix);
        let found: String = self.slice(best.start, best.end).iter().collect();
        let mut altered = describe_changes(&selector.exact, &found);
        altered.extend(self.list_altered(selector, best, old));
        let state = match () {
            () if best.score < OTHER_WORDS || (best.score < DOUBTFUL && neighbour < KNOWN_NEIGHBOUR) => {
                OccurrenceState::Orphaned
            }
            () if lead < LEAD => OccurrenceState::Ambiguous,
            () => OccurrenceState::Changed,
        };
        self.make_result(state, best, altered, next)
    }

    /// A place with what speaks for it.
    fn make_candidate(&self, selector: &Selector, start: usize, end: usize, score: f64) -> Candidate {
        let side =
            |kept: &str, start, end| measure_similarity(&PlainText::new(kept, &[]).chars, self.slice(start, end));
        Candidate {
            start,
            end,
            score,
            prefix: side(&selector.prefix, start.saturating_sub(CONTEXT), start),
            suffix: side(&selector.suffix, end, end + CONTEXT),
        }
    }

    /// What differs in the same sentence beside the words: `more than` before `40%`, a question made of it, a digit or syllable
    /// grown onto them.
    fn list_altered(&self, selector: &Selector, at: &Candidate, old: Option<&Self>) -> Vec<String> {
        let mut altered =
            Sides::from_selector(selector, old).describe_changes(&Sides::from_place(self, at.start, at.end));
        let found: String = self.slice(at.start, at.end).iter().collect();
        let asks = |text: &str| text.contains('?');
        if asks(&found) != asks(&selector.exact) {
            altered.push(format!("it {} a question", if asks(&found) { "became" } else { "is no longer" }));
        }
        let chars = |text: &str| PlainText::new(text, &[]).chars;
        let (before, after) = (chars(&selector.prefix), chars(&selector.suffix));
        let (left, right) = (self.slice(at.start.saturating_sub(1), at.start), self.slice(at.end, at.end + 1));
        let grown = |old: Option<&char>, new: Option<&char>| {
            let is_part = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
            is_part(new) && !is_part(old)
        };
        if altered.is_empty() && (grown(before.last(), left.last()) || grown(after.first(), right.first())) {
            altered.push("a letter or digit grew onto the words".to_owned());
        }
        altered
    }

    /// There is nothing like the words.
    fn make_orphaned(&self) -> AnchorResult {
        let nothing = Candidate { start: 0, end: 0, score: 0.0, prefix: 0.0, suffix: 0.0 };
        self.make_result(OccurrenceState::Orphaned, &nothing, Vec::new(), None)
    }

    fn make_result(
        &self,
        state: OccurrenceState,
        best: &Candidate,
        altered: Vec<String>,
        next: Option<&Candidate>,
    ) -> AnchorResult {
        AnchorResult {
            state,
            start: self.begin_of(best),
            end: self.end_of(best),
            score: best.score,
            found: self.printed_text(self.begin_of(best), self.end_of(best)),
            altered,
            runner_up: next.filter(|next| next.score >= OTHER_WORDS).map(|next| RunnerUp {
                start: self.begin_of(next),
                end: self.end_of(next),
                score: next.score,
                found: self.printed_text(self.begin_of(next), self.end_of(next)),
            }),
        }
    }

    fn begin_of(&self, candidate: &Candidate) -> u32 {
        if candidate.start < candidate.end { self.plain.outer_start(candidate.start) } else { 0 }
    }

    fn end_of(&self, candidate: &Candidate) -> u32 {
        if candidate.start < candidate.end { self.plain.outer_end(candidate.end) } else { 0 }
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
