//! Which of several readings of one entry is the best. A reading is judged by what it holds, not by the style that
//! proposed it: people where names stand, a title that reads like one, figures where figures belong, and as little of the
//! entry left over as may be. `FEATURES` is the whole of it, a line each; `cargo bench --bench measures -- --why
//! "ENTRY"` prints them for every reading of an entry. The weights were set on the tuning half of the samples and on our own
//! entries.

mod authors;
mod words;

use self::words::{
    begins_with_rest, ends_with_publisher, holds_date, holds_day, holds_label, holds_numbers, is_names,
    is_odd_container, is_publisher_of, is_unbalanced, names_itself,
};
use super::draft::Draft;
use super::names::read_head;
use super::organisations::reads_like_name;
use super::words::split_sentences;
use crate::model::Name;

/// A reading, with what most of the features look at.
pub(super) struct Reading<'a> {
    body: &'a str,
    draft: &'a Draft<'a>,
    /// Its title; empty where it has none.
    title: &'a str,
    sentences: Vec<&'a str>,
    /// The name of its journal, book or site; empty where it has none.
    container: &'a str,
    /// Whether that name holds what no name does.
    odd_container: bool,
}

impl<'a> Reading<'a> {
    /// A reading of `body`, what is left of an entry without its identifiers and remarks.
    pub(super) fn new(body: &'a str, draft: &'a Draft<'a>) -> Self {
        let title = draft.title.as_deref().unwrap_or_default();
        let container = draft.container.as_deref().unwrap_or_default();
        let odd_container = draft.container.is_some() && is_odd_container(container);
        Self { body, draft, title, sentences: split_sentences(title), container, odd_container }
    }

    fn count_title_words(&self) -> usize {
        self.title.split_whitespace().count()
    }
}

/// One thing that speaks for a reading or against it.
pub(super) struct Feature {
    /// What it is, for `--why`.
    pub(super) name: &'static str,
    /// What one of it is worth.
    pub(super) weight: f32,
    /// How much of it a reading has: 1 or 0 for what is or is not.
    pub(super) value: fn(&Reading<'_>) -> f32,
}

/// A feature that a reading has or has not.
macro_rules! feature {
    ($name:literal, $weight:expr, $has:expr) => {
        Feature {
            name: $name,
            weight: $weight,
            value: |reading| {
                let has: fn(&Reading<'_>) -> bool = $has;
                f32::from(u8::from(has(reading)))
            },
        }
    };
}

/// All that a reading is judged by. A whole, well-formed entry of a journal reaches about 6.
#[rustfmt::skip]
pub(super) const FEATURES: &[Feature] = &[
    // Authors.
    Feature { name: "how the worst name stands", weight: 1.0, value: |r| authors::rate_worst_author(r.draft) },
    feature!("people, then their group", 0.4, |r| authors::ends_with_group(r.draft)),
    // The title.
    feature!("a title", 1.0, |r| r.draft.title.is_some()),
    feature!("no title, but a journal", -2.5, |r| r.draft.title.is_none() && r.draft.container.is_some()),
    feature!("neither title nor journal", -4.0, |r| r.draft.title.is_none() && r.draft.container.is_none()),
    feature!("a title of one word", -0.4, |r| r.count_title_words() == 1),
    feature!("one word in capitals for a title", -0.6, |r| r.count_title_words() == 1 && r.title.len() > 5 && !r.title.contains(char::is_lowercase)),
    feature!("a title of more than 45 words", -2.0, |r| r.count_title_words() > 45),
    feature!("numbers of a journal in the title", -3.0, |r| holds_numbers(r.title)),
    feature!("labels of numbers in the title", -3.0, |r| holds_label(r.title)),
    feature!("no letter in the title", -3.0, |r| r.draft.title.is_some() && !r.title.contains(char::is_alphabetic)),
    feature!("et al., // or an address in the title", -3.0, |r| ["et al", " // ", "http"].iter().any(|m| r.title.contains(m))),
    feature!("a book or editors in the title", -2.5, |r| r.title.contains("In: ") || r.title.contains("eds.")),
    feature!("names for a title", -3.0, |r| is_names(r.title)),
    feature!("the publisher for a title", -2.0, |r| is_publisher_of(r.title, r.draft)),
    feature!("the site before the title", -1.0, |r| r.sentences.first().is_some_and(|first| first.len() < r.title.len() && authors::stands_in_address(first, r.draft))),
    feature!("a date in brackets in the title", -2.5, |r| holds_date(r.title)),
    feature!("the author or journal before the title", -1.5, |r| names_itself(&r.sentences, r.draft)),
    feature!("a day in the title", -1.0, |r| holds_day(r.title)),
    feature!("the rest of names before the title", -1.5, |r| begins_with_rest(&r.sentences)),
    feature!("one word with a stop for a title", -1.5, |r| r.count_title_words() == 1 && r.title.contains('.')),
    feature!("a publisher behind the title's colon", -2.0, |r| ends_with_publisher(r.title)),
    feature!("a signature or a closed quotation in the title", -2.0, |r| r.title.contains(". By ") || (r.title.starts_with('“') && r.title.contains("” "))),
    feature!("a quotation behind a stop in the title", -2.0, |r| [". “", ". \"", ". '"].iter().any(|m| r.title.contains(m))),
    feature!("an open bracket in the title", -1.0, |r| is_unbalanced(r.title)),
    feature!("a mark at the title's head", -1.0, |r| r.title.starts_with(|c: char| c.is_ascii_punctuation() && !matches!(c, '"' | '\'' | '(' | '['))),
    feature!("“and” or “in” at the title's head", -1.0, |r| r.title.starts_with("and ") || r.title.starts_with("in ")),
    Feature { name: "sentences of the title beyond two", weight: -0.4, value: |r| r.sentences.len().saturating_sub(2) as f32 },
    // Where it stands.
    feature!("a date", 0.6, |r| r.draft.issued.is_some()),
    feature!("a volume", 0.5, |r| r.draft.volume.as_deref().is_some_and(is_volume)),
    feature!("a volume that is none", -1.5, |r| r.draft.volume.as_deref().is_some_and(|volume| !is_volume(volume))),
    feature!("pages or an issue with the volume", 0.6, |r| r.draft.volume.is_some() && (r.draft.page.is_some() || r.draft.number.is_some() || r.draft.issue.is_some())),
    feature!("an odd journal", -2.0, |r| r.odd_container),
    feature!("a journal named as journals are", 0.6, |r| r.draft.container.is_some() && !r.odd_container && (reads_like_name(r.container) || r.container.contains('.'))),
    feature!("a journal in small letters", -0.7, |r| r.container.starts_with(char::is_lowercase) && !r.container.contains("Rxiv")),
    feature!("names for a journal", -1.5, |r| read_head(r.container).is_some_and(|h| h.list.names.len() > 1)),
    feature!("a publisher", 0.5, |r| r.draft.publisher.as_deref().is_some_and(is_publisher)),
    feature!("a publisher that is none", -1.0, |r| r.draft.publisher.as_deref().is_some_and(|name| !is_publisher(name))),
    feature!("a figure in the place", -1.5, |r| r.draft.place.as_deref().is_some_and(|place| place.contains(|c: char| c.is_ascii_digit()))),
    feature!("a chapter with its editors", 0.6, |r| r.draft.kind == Some("chapter") && !r.draft.editors.is_empty()),
    Feature { name: "the share of the entry that no field holds", weight: -7.0, value: |r| measure_rest(r.body, r.draft) },
];

/// How good a reading is; more is better.
pub(super) fn judge(reading: &Reading<'_>) -> f32 {
    FEATURES.iter().map(|feature| feature.weight * (feature.value)(reading)).sum()
}

/// What each feature that a reading has adds to it or takes from it.
pub(super) fn weigh(reading: &Reading<'_>) -> Vec<(&'static str, f32)> {
    let weighed = FEATURES.iter().map(|feature| (feature.name, feature.weight * (feature.value)(reading)));
    weighed.filter(|(_, points)| *points != 0.0).collect()
}

/// Whether a volume is a number, of figures or Roman.
fn is_volume(volume: &str) -> bool {
    let roman = || volume.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    volume.len() <= 8 && (volume.contains(|c: char| c.is_ascii_digit()) || roman())
}

fn is_publisher(name: &str) -> bool {
    name.split(' ').count() <= 12 && !holds_numbers(name)
}

/// The share of the entry's letters and digits that no field holds.
fn measure_rest(body: &str, draft: &Draft<'_>) -> f32 {
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let name = |n: &Name| {
        let parts = [&n.family, &n.given, &n.non_dropping_particle, &n.suffix, &n.literal];
        parts.iter().filter_map(|p| p.as_deref()).map(count).sum::<usize>()
    };
    let fields = [
        &draft.title,
        &draft.container,
        &draft.volume,
        &draft.issue,
        &draft.page,
        &draft.number,
        &draft.publisher,
        &draft.place,
        &draft.edition,
        &draft.genre,
    ];
    let editors = if draft.editors == draft.authors { 0 } else { draft.editors.iter().map(name).sum() };
    let held: usize = fields.iter().filter_map(|f| f.as_deref()).map(count).sum::<usize>()
        + draft.authors.iter().map(name).sum::<usize>()
        + editors
        + draft
            .issued
            .map_or(0, |date| 4 + 3 * usize::from(date.month().is_some()) + 2 * usize::from(date.day().is_some()))
        + if draft.et_al { 4 } else { 0 };
    let all = count(body);
    all.saturating_sub(held) as f32 / all.max(1) as f32
}
