//! Sentences of which a change touched nothing but the marker: it names another entry of the list, which was not given for them.

use super::cited_sentences::{CitedSentence, list_without_equal};
use super::shown_text::ShownText;
use crate::model::Reworded;

/// Shorter words stand in many places: the cells of a table.
const FEWEST_WORDS: usize = 4;

/// The sentences of now whose words are those of then, and whose marker names another entry in the place of one that is still there:
/// both stood in the list before, so that no new source came.
pub(super) fn find_moved_markers(then: &ShownText, now: &ShownText) -> Vec<Reworded> {
    let mut moved = Vec::new();
    for at in list_without_equal(&now.cited, &then.cited) {
        let Some(is) = now.cited.get(at).filter(|is| is.spelt.len() >= FEWEST_WORDS) else { continue };
        let earlier = then.cited.iter().filter(|was| was.spelt == is.spelt);
        let is_moved = |was: &CitedSentence| {
            let (come, gone) = (is.sources.difference(&was.sources), was.sources.difference(&is.sources));
            let (mut come, mut gone) = (come.peekable(), gone.peekable());
            let changed = come.peek().is_some() && gone.peek().is_some();
            changed && come.all(|entry| then.listed.contains(entry)) && gone.all(|entry| now.listed.contains(entry))
        };
        if earlier.clone().next().is_some() && earlier.clone().all(is_moved) {
            let (before, now) = (is.words.clone(), is.words.clone());
            let differences = vec!["it cites another entry of the same list".to_owned()];
            moved.push(Reworded { start: is.start, end: is.end, before, now, differences, is_sure: true });
        }
    }
    moved
}
