//! What a figure is about: the words of its own part of the sentence and of those before it, whom it is about, when,
//! and whether it is denied, hoped for, or one end of a change.

use super::measures::{Direction, to_common_unit};
use super::reading::{SentenceReading, WordGap, is_count};
use super::wordings::{FigureTerm, Groups, read_groups, weigh_term};
use crate::model::Quantity;
use crate::text::lexicon::{FIGURES, Phrases, WordSet};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How near a word stands to a figure: in its own part of the sentence, in the part that it continues, in a statement
/// before it, elsewhere in the text.
const OWN: f64 = 1.0;
pub(super) const CONTINUED: f64 = 0.8;
const BESIDE: f64 = 0.6;
pub(super) const ELSEWHERE: f64 = 0.45;

/// Which end of a change a figure is: "from 4% to 2%".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangeEnd {
    First,
    Last,
}

/// What a figure is about.
#[derive(Debug, Default)]
pub(super) struct FigureContext {
    /// What its sentence says up to the end of its part, and how near it stands.
    terms: BTreeMap<FigureTerm, f64>,
    /// What stands behind its statement in the sentence.
    behind: Range<usize>,
    /// The terms of its own part.
    pub(super) own: Vec<FigureTerm>,
    /// Of whom or what it is a share, or how many of what it is: "18% of teenagers".
    pub(super) of: Vec<FigureTerm>,
    /// What its part says outside of that; none where there is no such whole.
    pub(super) outside: Option<Vec<FigureTerm>>,
    /// It is a share, of whatever.
    pub(super) share: bool,
    /// Whom it is about.
    pub(super) groups: Groups,
    /// The kinds of groups of which its sentence gives others their own figure.
    pub(super) split: Vec<&'static str>,
    /// It is a number of things.
    pub(super) counts: bool,
    /// It is all of which others are a part: "of 15 studies, 2 …".
    pub(super) total: bool,
    /// It is denied: "did not fade in 70%".
    pub(super) denied: bool,
    /// It was hoped for, planned or assumed.
    pub(super) supposed: bool,
    /// By how much something is higher or lower; none for a share.
    pub(super) change: Option<Direction>,
    pub(super) end: Option<ChangeEnd>,
    /// The month of a year.
    pub(super) month: Option<String>,
    /// It is a point in time, "day 18", and no length.
    pub(super) point: bool,
    /// The word that places it in time.
    pub(super) placed: String,
    /// The times that are told with it, in days.
    pub(super) times: Vec<f64>,
    pub(super) currency: Option<char>,
    /// "Exactly 25%".
    pub(super) exactly: bool,
    /// It is an odds ratio, or of odds.
    pub(super) odds: bool,
}

impl FigureContext {
    /// How near a term stands to the figure, which is told in that text.
    pub(super) fn measure_nearness(&self, term: &str, text: &SentenceReading) -> f64 {
        let elsewhere = || if text.mentions(term, &self.behind) { ELSEWHERE } else { 0.0 };
        self.terms.get(term).copied().unwrap_or_else(elsewhere)
    }

    /// The terms of its sentence, each with what it says of what is counted.
    pub(super) fn weigh_terms(&self) -> impl Iterator<Item = (&FigureTerm, f64)> {
        self.terms.iter().map(|(term, nearness)| (term, nearness * weigh_term(term)))
    }
}

impl SentenceReading {
    /// Whether a claim's figure is compared at all. A bare number says too little, and a year is compared only where it
    /// dates what happened, not what was published.
    pub(super) fn is_compared(&self, n: usize) -> bool {
        static DATING: LazyLock<WordSet> = LazyLock::new(|| FIGURES.words("before a date"));
        static PUBLISHED: LazyLock<Phrases> = LazyLock::new(|| FIGURES.phrases("published"));
        let (Some(q), Some(place)) = (self.figures.get(n), self.places.get(n)) else { return false };
        match q.unit {
            "year-date" => {
                let dated = DATING.contains(self.word_before(place.start, 1)) || q.high > q.low;
                dated && !self.holds(self.find_stretch(place, WordGap::Stop), &PUBLISHED)
            }
            "" => !self.find_whole(n).is_empty() && !SCALES.iter().any(|scale| q.text.ends_with(scale)),
            "number" => q.low > 10.0 && !self.find_whole(n).is_empty(),
            _ => true,
        }
    }

    /// What the figure of that number is about.
    pub(super) fn find_context(&self, n: usize) -> FigureContext {
        static DENIALS: LazyLock<Phrases> = LazyLock::new(|| FIGURES.phrases("denials"));
        static SUPPOSED: LazyLock<Phrases> = LazyLock::new(|| FIGURES.phrases("supposed"));
        static MONTHS: LazyLock<WordSet> = LazyLock::new(|| FIGURES.words("months"));
        static ODDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&["odds"]));
        let (Some(place), Some(q)) = (self.places.get(n), self.figures.get(n)) else { return FigureContext::default() };
        let own = self.find_part(n);
        let sentence = self.find_stretch(place, WordGap::Stop);
        let before = self.word_before(place.start, 1);
        let point = matches!(before, "day" | "week" | "month");
        let denied = self.holds(own.clone(), &DENIALS);
        FigureContext {
            terms: self.find_terms(n, &own, &sentence),
            behind: self.find_stretch(place, WordGap::But).end..sentence.end,
            own: self.list_terms(own.clone()).cloned().collect(),
            of: self.find_whole(n),
            outside: self.find_outside_whole(n),
            share: q.unit == "%",
            groups: self.find_groups(n, &own, &sentence),
            split: self.find_split(n, &own, &sentence),
            counts: is_count(q),
            total: is_count(q) && self.is_total(n, place.end..sentence.end),
            denied,
            supposed: !denied && self.holds(own.clone(), &SUPPOSED),
            change: self.find_change(n, q, place, &own),
            end: self.find_end(place),
            month: Some(before).filter(|word| MONTHS.contains(word)).map(str::to_owned),
            point,
            placed: if point { self.word_before(place.start, 2) } else { q.lead }.to_owned(),
            times: self.find_times(n, &own),
            currency: self.currencies.get(n).copied().flatten(),
            exactly: before == "exactly",
            odds: matches!(before, "or" | "aor") || self.holds(own, &ODDS),
        }
    }

    /// The terms of a figure's sentence up to the end of its part, by how near they stand.
    fn find_terms(&self, n: usize, own: &Range<usize>, sentence: &Range<usize>) -> BTreeMap<FigureTerm, f64> {
        let mut ranges = vec![(own.clone(), OWN)];
        ranges.extend(self.find_first_like(n).map(|first| (self.find_part(first), CONTINUED)));
        for statement in self.list_statements(sentence.start..own.start) {
            let mut between = self.gaps.get(statement.start + 1..=own.start).into_iter().flatten();
            let parted = between.any(|gap| *gap >= WordGap::But);
            ranges.push((statement, if parted { BESIDE } else { CONTINUED }));
        }
        let mut terms = BTreeMap::new();
        for (range, nearness) in ranges {
            for term in self.list_terms(range) {
                let entry: &mut f64 = terms.entry(term.clone()).or_insert(nearness);
                *entry = nearness.max(*entry);
            }
        }
        terms
    }

    /// Whom a figure is about: by its own part, or else by what stands before it in the sentence.
    fn find_groups(&self, n: usize, own: &Range<usize>, sentence: &Range<usize>) -> Groups {
        let mut groups = self.find_groups_beside(n, own.clone());
        for group in self.find_groups_beside(n, sentence.start..own.start) {
            if group.0 != APART && groups.iter().all(|own| own.0 != group.0) {
                groups.insert(group);
            }
        }
        groups
    }

    /// The groups that a range names outside other figures: not the "controls" of "(851 cases, 2,257 controls)".
    fn find_groups_beside(&self, n: usize, range: Range<usize>) -> Groups {
        let (mut groups, mut from) = (Groups::new(), range.start);
        let first = self.places.partition_point(|place| place.start < range.start);
        let others = self.places.iter().enumerate().skip(first).take_while(|(_, place)| place.start < range.end);
        for (_, other) in others.filter(|(m, _)| *m != n) {
            groups.extend(read_groups(self.tokens.get(from..other.start).unwrap_or_default()));
            from = other.end;
        }
        groups.extend(read_groups(self.tokens.get(from..range.end).unwrap_or_default()));
        groups
    }

    /// The kinds of groups by which a sentence splits a figure.
    fn find_split(&self, n: usize, own: &Range<usize>, sentence: &Range<usize>) -> Vec<&'static str> {
        let groups_of = |range: Range<usize>| read_groups(self.tokens.get(range).unwrap_or_default());
        let own = groups_of(own.clone());
        if own.is_empty() {
            return Vec::new();
        }
        let others = self.find_neighbours(n, sentence).into_iter().flatten();
        let others: Groups = others.flat_map(|m| groups_of(self.find_part(m))).collect();
        let split = own.iter().filter(|g| g.0 != APART && others.iter().any(|other| other.0 == g.0 && other.1 != g.1));
        split.map(|g| g.0).collect()
    }

    /// By how much something is higher or lower, if it is that. What is followed by "of" is a share, unless it stands
    /// behind "by"; a later part continues the direction of the first.
    fn find_change(&self, n: usize, q: &Quantity, place: &Range<usize>, own: &Range<usize>) -> Option<Direction> {
        let named = |range: Range<usize>| {
            let says = |name: &str| self.list_terms(range.clone()).any(|term| term == name);
            match (says("higher"), says("lower") || is_halving(q)) {
                (true, false) => Some(Direction::Higher),
                (false, true) => Some(Direction::Lower),
                _ => None,
            }
        };
        let direction = named(own.clone()).or_else(|| named(self.find_part(self.find_first_like(n)?)))?;
        let share = self.is_of(place.end) && self.word(place.end) != "for" || self.find_end(place).is_some();
        let mut after = self.list_terms(place.end..(place.end + 3).min(self.terms.len()));
        let changes = q.lead == "by" || is_halving(q) || after.any(|t| t == "higher" || t == "lower") || !share;
        changes.then_some(direction)
    }

    /// Which end of a change a figure is.
    fn find_end(&self, place: &Range<usize>) -> Option<ChangeEnd> {
        let stands = |wanted: &str| self.word(place.start) == wanted || self.word_before(place.start, 1) == wanted;
        match () {
            () if stands("from") && self.word(place.end) == "to" => Some(ChangeEnd::First),
            () if stands("to") => Some(ChangeEnd::Last),
            () => None,
        }
    }

    /// The times in a figure's part beside it.
    fn find_times(&self, n: usize, part: &Range<usize>) -> Vec<f64> {
        let first = self.places.partition_point(|place| place.start < part.start);
        let figures = self.figures.iter().zip(&self.places).enumerate().skip(first);
        let others = figures.take_while(|(_, (_, place))| place.start < part.end).filter(|(m, _)| *m != n);
        others.map(|(_, (q, _))| to_common_unit(q)).filter(|c| c.unit == "day").map(|c| c.low).collect()
    }

    /// Whether a later number in the sentence is a part of a figure: "of 15 studies, 2 …", "two of them".
    fn is_total(&self, n: usize, behind: Range<usize>) -> bool {
        static OF_THEM: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&["of them", "of these", "of those"]));
        let later = self.figures.iter().zip(&self.places).skip(n + 1);
        let mut later = later.take_while(|(_, place)| place.start < behind.end);
        let opens = self.opens_sentence(n);
        later.any(|(q, place)| opens && is_count(q) || OF_THEM.match_at(&self.tokens, place.end).is_some())
    }
}

/// The kind of the groups that are set apart from all others.
pub(super) const APART: &str = "apart";

/// What a scale is long in, which says nothing: "on a 10-point scale".
const SCALES: [&str; 4] = ["point", "points", "item", "mm"];

/// "Halved" is figure and change in one word.
fn is_halving(q: &Quantity) -> bool {
    q.text.to_lowercase().contains("halv")
}
