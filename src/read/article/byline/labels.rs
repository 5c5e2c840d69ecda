//! What bylines begin with: `Medically reviewed by`, `Last updated:`, `Next review due`.

use super::dates::split_leading_date;
use crate::model::Role;
use crate::text::lexicon::BYLINES;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What follows a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// People, and perhaps a date.
    People(Role),
    Updated,
    Reviewed,
    /// A day of review that may be the last or the next.
    Review,
    Published,
    /// A day to come, which says nothing of the text as it is.
    Next,
    /// Who made it; as a property of a page in somebody's own notes, which has a colon, nothing is kept.
    Creator,
    /// A property of a page in somebody's own notes, of which nothing is kept.
    Property,
}

use Label::{Creator, Next, People, Property, Published, Review, Reviewed, Updated};
use Role::{Author, Editor, Reviewer};

/// Every label in small letters by its first, and what follows it; of those that fit, the longest counts. Every word of every short
/// line is asked for one.
static LABELS: LazyLock<BTreeMap<char, Vec<(&str, Label)>>> = LazyLock::new(|| {
    let follows = |word: &str| match word {
        "reviewer" => People(Reviewer),
        "editor" => People(Editor),
        "author" => People(Author),
        "updated" => Updated,
        "reviewed" => Reviewed,
        "review" => Review,
        "published" => Published,
        "next" => Next,
        "creator" => Creator,
        _ => Property,
    };
    let mut by_letter: BTreeMap<char, Vec<(&str, Label)>> = BTreeMap::new();
    for (label, word) in BYLINES.pairs("labels") {
        by_letter.entry(initial(label).unwrap_or_default()).or_default().push((label, follows(word)));
    }
    by_letter
});

/// The first letter of a text, made small.
fn initial(text: &str) -> Option<char> {
    text.chars().next()?.to_lowercase().next()
}

/// What may stand before a label: `This page was last reviewed on`.
static LEADS: LazyLock<&[&str]> = LazyLock::new(|| BYLINES.entries("before a label"));

/// What a sentence goes on with behind the day of a review.
static BEHIND_REVIEW: LazyLock<&[&str]> = LazyLock::new(|| BYLINES.entries("behind a review"));

/// Whether words behind the day of a review speak of the next one.
pub(super) fn speaks_of_next(text: &str) -> bool {
    let plain = text.trim_start_matches([',', ';', ' ']);
    BEHIND_REVIEW.iter().any(|words| begins(plain, words))
}

/// What a label ends with that names people, in the languages that labels are known in.
const BY: &[&str] = &["by", "von", "par", "por", "da", "door", "av", "af"];

/// How a label leads to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeadToPeople {
    /// It need not: "Author", "Updated".
    Noun,
    /// "by" alone.
    By,
    /// "par" or "por" alone, which begin sentences as well.
    ForeignBy,
    /// "Reviewed by", in whatever language.
    DoneBy,
    /// "Review by": somebody is to do it, or until some day.
    ToDoBy,
}

/// A label at the head of a text.
pub(super) struct Labelled<'t> {
    pub(super) label: Label,
    pub(super) lead: LeadToPeople,
    pub(super) colon: bool,
    pub(super) rest: &'t str,
}

impl Labelled<'_> {
    /// Whether people follow it whatever stands behind.
    pub(super) fn ends_with_by(&self) -> bool {
        self.lead != LeadToPeople::Noun
    }

    /// Whether it is nothing but "by", in whatever language.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self.lead, LeadToPeople::By | LeadToPeople::ForeignBy)
    }
}

/// The label at the head of a text; it ends at a word's end.
pub(super) fn find_label(text: &str) -> Option<Labelled<'_>> {
    let at = |text: &'_ str| {
        let fitting = LABELS.get(&initial(text)?)?.iter().filter(|(label, _)| begins(text, label));
        let whole =
            fitting.filter(|(label, _)| !text.get(label.len()..).is_some_and(|r| r.starts_with(char::is_alphanumeric)));
        whole.max_by_key(|(label, _)| label.len())
    };
    let (from, (name, label)) = match at(text) {
        Some(found) => (0, found),
        None => {
            let behind = |lead: &str| text.get(lead.len()..).filter(|rest| begins(text, lead) && rest.starts_with(' '));
            let lead = LEADS.iter().find(|lead| behind(lead).is_some())?.len() + 1;
            (lead, at(text.get(lead..)?)?)
        }
    };
    let behind = text.get(from + name.len()..)?;
    let is_property = behind.starts_with(':');
    let label = match label {
        Creator if is_property => &Property,
        Creator => &People(Author),
        known => known,
    };
    // "Created for adults" and "Status quo" are words of a sentence.
    if *label == Property && !is_property {
        return None;
    }
    Some(Labelled {
        label: *label,
        lead: match *name {
            "by" => LeadToPeople::By,
            "par" | "por" => LeadToPeople::ForeignBy,
            "review by" => LeadToPeople::ToDoBy,
            name if BY.contains(&name.rsplit(' ').next().unwrap_or(name)) => LeadToPeople::DoneBy,
            _ => LeadToPeople::Noun,
        },
        colon: name.ends_with(':') || behind.trim_start().starts_with(':'),
        rest: behind.trim_start_matches([':', ' ', '–', '—', '-']),
    })
}

fn begins(text: &str, words: &str) -> bool {
    let head = text.get(..words.len()).unwrap_or_default();
    head.eq_ignore_ascii_case(words) || !words.is_ascii() && head.to_lowercase() == words
}

/// The parts of a line, each with a label of its own: `By A. Reviewed by B, PT, on 3 May 2026 · Next review due …`.
pub(super) fn split_segments(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let before = text.get(..at).unwrap_or_default();
        let is_start = !before.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphabetic);
        let found = if is_start { find_label(rest) } else { None };
        let begins = found.as_ref().is_some_and(|found| at == 0 || opens(before.trim_end(), rest, found));
        if begins && at > 0 {
            cuts.push(at);
        }
        // Words of a label begin no other.
        let length = found.filter(|_| begins).map_or(0, |found| rest.len() - found.rest.len());
        at += length.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    cuts.push(text.len());
    let parts = cuts.windows(2).filter_map(|ends| text.get(*ends.first()?..*ends.last()?));
    let parts = parts.flat_map(|part| part.split(['|', '•', '·', ';', '—', '–']));
    let ends = [' ', ',', '.', '(', '-', '/'];
    let parts = parts
        .map(|part| part.trim_matches(ends))
        .map(|part| part.strip_suffix(" and").unwrap_or(part).trim_end_matches(ends));
    parts.filter(|part| !part.is_empty()).collect()
}

/// Whether a label within a line begins another part of it.
fn opens(before: &str, rest: &str, found: &Labelled<'_>) -> bool {
    let joined = before.ends_with([',', '.', '(', '&', ')']) || before.ends_with(" and");
    // "First published May 2019, revised 8 December 2025"
    let is_dated = || !matches!(found.label, People(_)) && split_leading_date(found.rest).is_some();
    let is_capital = rest.starts_with(char::is_uppercase);
    !found.is_bare()
        && (is_capital && (found.ends_with_by() || found.colon || !matches!(found.label, People(_)))
            || joined && (found.ends_with_by() || is_dated()))
}
