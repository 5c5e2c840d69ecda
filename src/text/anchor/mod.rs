//! Anchors: keeping hold of the words of a claim while the text around them changes.
//!
//! An occurrence is carried over by itself only if (i) its exact words stand in the new text as often as they did when
//! they were captured and, where that is more than once, between the same neighbours, nobody else coming close; or
//! (ii) they differ in spelling alone, beside a known neighbour, nothing else coming close. All else is for a person to
//! decide: a wrong place, or an altered figure that nobody saw, is worse than a question.
//!
//! All positions are Unicode code points.

mod near;
mod source;
mod standing;
mod words;

pub use source::AnchoringText;

use crate::model::OccurrenceState;
use near::{Candidate, similarity};
use source::ends_sentence;
use standing::{Letters, Standing};
use words::Difference;

/// How many code points of context are kept on either side.
const CONTEXT: usize = 32;
/// Contexts at least this alike count as the same.
const SAME_CONTEXT: f64 = 0.95;
/// Words at least this alike may be the same words, misspelt.
const SAME_WORDS: f64 = 0.95;
/// A neighbour at least this alike is known.
const KNOWN_NEIGHBOUR: f64 = 0.8;
/// How far the best place must be ahead of the next.
const LEAD: f64 = 0.10;
/// The neighbours of words that stand in many places are compared in so many of these.
const COMPARED: usize = 24;
/// Words less alike than this are other words.
const OTHER_WORDS: f64 = 0.60;
/// Words less alike than this are other words too, unless a neighbour speaks for them.
const DOUBTFUL: f64 = 0.75;

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

/// What became of a selector's words in another text.
#[derive(Debug, Clone, PartialEq)]
pub struct Reanchored {
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
pub fn reanchor(selector: &Selector, old_text: Option<&str>, new_text: &str) -> Reanchored {
    AnchoringText::new(new_text).reanchor(selector, old_text.map(AnchoringText::new).as_ref())
}

impl AnchoringText {
    /// As [`capture`].
    pub fn capture(&self, start: u32, end: u32) -> Selector {
        let end = (end as usize).min(self.chars.len());
        let start = (start as usize).min(end);
        let exact = self.words_at(start, end);
        let count = self.standing(&exact).places.len();
        Selector {
            prefix: self.words_at(start.saturating_sub(CONTEXT), start),
            suffix: self.words_at(end, end + CONTEXT),
            start: narrow(start),
            end: narrow(end),
            count: narrow(count),
            exact,
        }
    }

    /// As [`reanchor`].
    pub fn reanchor(&self, selector: &Selector, old_text: Option<&Self>) -> Reanchored {
        let (start, end) = (selector.start as usize, selector.end as usize);
        if old_text.is_some_and(|old| old.is(self)) && self.words_at(start, end) == selector.exact {
            let candidate = Candidate { start, end, score: 1.0, prefix: 1.0, suffix: 1.0 };
            return self.outcome(OccurrenceState::Exact, &candidate, Vec::new(), None);
        }
        let standing = self.standing(&selector.exact);
        if standing.places.is_empty() { self.near(selector, old_text) } else { self.verbatim(selector, &standing) }
    }

    /// The exact words are there.
    fn verbatim(&self, selector: &Selector, standing: &Standing) -> Reanchored {
        let length = selector.exact.chars().count();
        let letters = |text: &str| Letters::of(&text.chars().collect::<Vec<char>>());
        let start = selector.start as usize;
        let (near, mut cut) = standing.near(start, &letters(&selector.prefix), &letters(&selector.suffix));
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
            let places = group.nearest(start).into_iter();
            let candidates: Vec<Candidate> = places.map(|at| self.candidate(selector, at, at + length, 1.0)).collect();
            let likeness = candidates.first().map_or(0.0, Candidate::context);
            (best, second) = (best.max(likeness), second.max(likeness.min(best)));
            ranked.extend(candidates);
        }
        let distance = |c: &Candidate| c.start.abs_diff(selector.start as usize);
        ranked.sort_by(|a, b| b.context().total_cmp(&a.context()).then(distance(a).cmp(&distance(b))));
        let mut ranked = ranked.into_iter();
        let Some(best) = ranked.next() else { return self.orphaned() };
        let next = ranked.next();
        let alone = next.as_ref().is_none_or(|next| {
            best.prefix >= SAME_CONTEXT && best.suffix >= SAME_CONTEXT && best.context() - next.context() >= LEAD
        });
        let altered = self.altered_around(selector, &best);
        let state = match () {
            // Of places that were not looked at, one may fit as well.
            () if standing.places.len() != selector.count as usize || !alone || cut => OccurrenceState::Ambiguous,
            () if !altered.is_empty() => OccurrenceState::Changed,
            () if best.start == selector.start as usize => OccurrenceState::Exact,
            () => OccurrenceState::Moved,
        };
        self.outcome(state, &best, altered, next.as_ref())
    }

    /// The exact words are gone; something like them may be there.
    fn near(&self, selector: &Selector, old_text: Option<&Self>) -> Reanchored {
        let mut ranked = self.candidates(selector);
        if let Some(old) = old_text {
            // What stood in the old text already, as often as now, is another sentence, however alike.
            ranked.retain(|c| {
                let found = self.words_at(c.start, c.end);
                let before = old.standing(&found).places.len();
                before == 0 || self.standing(&found).places.len() > before
            });
        }
        let Some(best) = ranked.first() else { return self.orphaned() };
        let next = ranked.iter().find(|other| !other.overlaps(best));
        let lead = best.score - next.map_or(0.0, |next| next.score);
        let neighbour = best.prefix.max(best.suffix);
        let difference = Difference::between(&selector.exact, &self.words_at(best.start, best.end));
        let mut altered = difference.altered;
        altered.extend(self.altered_around(selector, best));
        let state = match () {
            () if best.score < OTHER_WORDS || (best.score < DOUBTFUL && neighbour < KNOWN_NEIGHBOUR) => {
                OccurrenceState::Orphaned
            }
            () if lead < LEAD => OccurrenceState::Ambiguous,
            () if best.score >= SAME_WORDS
                && neighbour >= KNOWN_NEIGHBOUR
                && difference.is_harmless
                && altered.is_empty() =>
            {
                OccurrenceState::Moved
            }
            () => OccurrenceState::Changed,
        };
        self.outcome(state, best, altered, next)
    }

    /// A place with what speaks for it.
    fn candidate(&self, selector: &Selector, start: usize, end: usize, score: f64) -> Candidate {
        let side = |kept: &str, start, end| {
            let kept: Vec<char> = kept.chars().collect();
            similarity(&kept, self.slice(start, end))
        };
        Candidate {
            start,
            end,
            score,
            prefix: side(&selector.prefix, start.saturating_sub(CONTEXT), start),
            suffix: side(&selector.suffix, end, end + CONTEXT),
        }
    }

    /// What differs, of what matters, in the same sentence beside the words: `more than` before `40%`, a digit or
    /// syllable grown onto them.
    fn altered_around(&self, selector: &Selector, at: &Candidate) -> Vec<String> {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        let ends = ends_sentence(&chars(&selector.exact));
        let old = (chars(&selector.prefix), chars(&selector.suffix));
        let new = (self.slice(at.start.saturating_sub(CONTEXT), at.start), self.slice(at.end, at.end + CONTEXT));
        let mut altered = Vec::new();
        for (old, new) in [(before(&old.0), before(new.0)), (after(&old.1, ends), after(new.1, ends))]
            .into_iter()
            .filter(|(o, n)| o != n)
        {
            altered.extend(Difference::between(&old, &new).altered);
        }
        let grown = |old: Option<&char>, new: Option<&char>| {
            let is_part = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
            is_part(new) && !is_part(old)
        };
        if altered.is_empty() && (grown(old.0.last(), new.0.last()) || grown(old.1.first(), new.1.first())) {
            altered.push("a letter or digit grew onto the words".to_owned());
        }
        altered
    }

    /// There is nothing like the words.
    fn orphaned(&self) -> Reanchored {
        let nothing = Candidate { start: 0, end: 0, score: 0.0, prefix: 0.0, suffix: 0.0 };
        self.outcome(OccurrenceState::Orphaned, &nothing, Vec::new(), None)
    }

    fn outcome(
        &self,
        state: OccurrenceState,
        best: &Candidate,
        altered: Vec<String>,
        next: Option<&Candidate>,
    ) -> Reanchored {
        Reanchored {
            state,
            start: narrow(best.start),
            end: narrow(best.end),
            score: best.score,
            found: self.words_at(best.start, best.end),
            altered,
            runner_up: next.filter(|next| next.score >= OTHER_WORDS).map(|next| RunnerUp {
                start: narrow(next.start),
                end: narrow(next.end),
                score: next.score,
                found: self.words_at(next.start, next.end),
            }),
        }
    }
}

/// What stands before words in their sentence, as far as the context reaches.
fn before(context: &[char]) -> String {
    let ends = |i: &usize| {
        let (head, tail) = context.split_at_checked(*i).unwrap_or((context, &[]));
        tail.first().is_none_or(|c| c.is_whitespace())
            && (head.ends_with(&['\n']) || (!head.is_empty() && ends_sentence(head)))
    };
    let from =
        (0..=context.len()).rev().find(|i| ends(i) || context.get(i.wrapping_sub(1)) == Some(&'\n')).unwrap_or(0);
    context.get(from..).unwrap_or_default().iter().collect()
}

/// What stands after words in their sentence, as far as the context reaches; nothing if the words end it themselves.
fn after(context: &[char], ended: bool) -> String {
    if ended && context.first().is_none_or(|c| c.is_whitespace()) {
        return String::new();
    }
    let ends = |i: &usize| {
        let (head, tail) = context.split_at_checked(*i).unwrap_or((context, &[]));
        tail.first().is_some_and(|c| *c == '\n')
            || (!head.is_empty() && ends_sentence(head) && tail.first().is_some_and(|c| c.is_whitespace()))
    };
    let to = (0..=context.len()).find(ends).unwrap_or(context.len());
    context.get(..to).unwrap_or_default().iter().collect()
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
