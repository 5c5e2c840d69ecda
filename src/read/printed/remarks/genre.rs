//! What sort of work it is, in words of its own: `[Video]` behind a title, `News release.` behind another.

use crate::model::Item;
use crate::read::printed::words::sentence_spans;

/// What APA and AMA print in square brackets behind a title that stands outside journals.
const BRACKETED: [&str; 34] = [
    "animation",
    "app",
    "audio",
    "blog",
    "brochure",
    "computer program",
    "computer software",
    "conference",
    "data set",
    "database",
    "dataset",
    "dissertation",
    "fact sheet",
    "film",
    "infographic",
    "leaflet",
    "lecture",
    "mobile app",
    "news release",
    "pamphlet",
    "photograph",
    "podcast",
    "policy brief",
    "position paper",
    "poster",
    "powerpoint",
    "press release",
    "software",
    "thesis",
    "tweet",
    "video",
    "webinar",
    "white paper",
    "working paper",
];

/// What AMA prints as a sentence behind the title.
const SENTENCES: [&str; 12] = [
    "blog post",
    "conference abstract",
    "data set",
    "dataset",
    "fact sheet",
    "information leaflet",
    "media release",
    "news release",
    "patient information leaflet",
    "position paper",
    "press release",
    "white paper",
];

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
    SENTENCES.contains(&words.to_lowercase().as_str())
}

/// Takes a sentence that is nothing but a sort of work.
pub(super) fn genre(text: &mut String, item: &mut Item) {
    let found =
        sentence_spans(text).into_iter().skip(1).find(|part| is_sort(part.text)).map(|part| (part.start, part.end()));
    let Some((from, to)) = found else { return };
    item.genre = text.get(from..to).map(str::to_owned);
    let stop = usize::from(text.get(to..).is_some_and(|rest| rest.starts_with('.')));
    text.replace_range(from..to + stop, "");
}
