//! What a change brought to an article: claims that it adds, claims that it puts into headings and boxes, and sentences that it makes
//! say something else than their source was cited for. The text of before is that of the revision that files are compared with, or
//! else the newest version that the catalogue keeps.

use super::cited_sentences::find_reworded;
use super::line_claims::add_line_claims;
use super::moved_markers::find_moved_markers;
use super::shown_text::{EarlierText, ShownText, list_sentences};
use crate::model::{OccurrenceState, Snapshot, Uid};
use std::collections::BTreeSet;

/// Tells a snapshot what a change brought to its text.
pub(super) fn describe_change(
    snapshot: &mut Snapshot,
    now: &ShownText,
    before: &EarlierText,
    (judges_lines, at): (bool, jiff::Timestamp),
) {
    snapshot.reworded = find_reworded(&before.shown.cited, &now.cited);
    snapshot.reworded.extend(find_moved_markers(&before.shown, now));
    snapshot.added = find_added(snapshot, before);
    if judges_lines {
        add_line_claims(snapshot, now, before, at);
    }
}

/// The claims of sentences that the text before did not have.
fn find_added(snapshot: &Snapshot, before: &EarlierText) -> BTreeSet<Uid> {
    let Some(version) = &snapshot.version else { return BTreeSet::new() };
    let language = snapshot.article.as_ref().map_or("en", |article| article.language.as_str());
    let mut sentences = list_sentences(&version.text, &version.blocks, language);
    sentences.retain(|(.., words)| !before.says(words));
    let is_new = |start: u32, end: u32| sentences.iter().any(|(from, to, _)| *from < end && start < *to);
    let places = snapshot.occurrences.iter().filter(|o| o.state != OccurrenceState::Orphaned);
    places.filter(|o| is_new(o.start, o.end)).map(|o| o.claim).collect()
}
