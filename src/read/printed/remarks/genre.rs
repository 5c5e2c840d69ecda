//! What sort of work it is, in words of its own: `[Video]` behind a title, `News release.` behind another.

use crate::read::printed::words::find_sentence_spans;
use crate::text::lexicon::{PRINTED_REFERENCES, WordSet};
use std::sync::LazyLock;

/// What APA and AMA print in square brackets behind a title that stands outside journals.
static BRACKETED: LazyLock<&[&str]> = LazyLock::new(|| PRINTED_REFERENCES.entries("sorts in brackets"));

/// What AMA prints as a sentence behind the title.
static SENTENCES: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("sorts as sentences"));

/// Whether words in a bracket tell a sort of work.
pub(in super::super) fn is_genre(words: &str) -> bool {
    let lower = words.to_lowercase();
    BRACKETED.iter().any(|genre| {
        let found = lower.find(genre).map(|at| (at, at + genre.len()));
        found.is_some_and(|(from, to)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = lower.get(..from).and_then(|b| b.chars().next_back());
            let behind = lower.get(to..).and_then(|b| b.chars().next().filter(|c| *c != 's'));
            !letter(before) && !letter(behind)
        })
    })
}

/// Whether words are nothing but a sort of work.
pub(in super::super) fn is_sort(words: &str) -> bool {
    SENTENCES.contains(&words.to_lowercase())
}

/// Takes a sentence that is nothing but a sort of work.
pub(super) fn take_genre(text: &mut String) -> Option<String> {
    let found = find_sentence_spans(text)
        .into_iter()
        .skip(1)
        .find(|part| is_sort(part.text))
        .map(|part| (part.start, part.end()));
    let (from, to) = found?;
    let genre = text.get(from..to).map(str::to_owned);
    let stop = usize::from(text.get(to..).is_some_and(|rest| rest.starts_with('.')));
    text.replace_range(from..to + stop, "");
    genre
}
