//! `(ibid., p. 5)`: the source that was cited right before, once more.

use super::{ReferenceMarker, SeenMarker};
use crate::read::list::repeats::is_same;
use crate::text::citing::closing_bracket;

/// The longest bracket that is looked into, in characters.
const LONGEST: usize = 60;

/// Finds such brackets among the characters of a block that begins at `base`: from where to where, and what is printed.
pub(super) fn find(words: &[char], base: u32, found: &mut Vec<(u32, u32, String)>) {
    for (open, c) in words.iter().enumerate().filter(|(_, c)| matches!(c, '(' | '[')) {
        // Nearly every bracket is told by its first letters to hold something else.
        let begins = words.get(open + 1).is_some_and(|first| first.is_alphabetic());
        let inner = words.get(open + 1..).unwrap_or_default().iter().take(LONGEST);
        let closing = closing_bracket(*c);
        let Some(length) = inner.clone().position(|c| Some(*c) == closing).filter(|_| begins) else { continue };
        let inner: String = inner.take(length).collect();
        if is_same(&inner) {
            let label = words.get(open..open + length + 2).unwrap_or_default().iter().collect();
            found.push((base + open as u32, base + (open + length) as u32 + 2, label));
        }
    }
}

/// Adds them to the markers, each with the one entry that the marker before it names.
pub(super) fn resolve(found: Vec<(u32, u32, String)>, seen: &mut Vec<SeenMarker>, links: &[ReferenceMarker]) {
    if found.is_empty() {
        return;
    }
    let cited = seen.iter().map(|marker| (marker.start, marker.entries.clone()));
    let mut cited: Vec<(u32, Vec<usize>)> =
        cited.chain(links.iter().map(|link| (link.start, link.entries.clone()))).collect();
    cited.retain(|(_, entries)| !entries.is_empty());
    cited.sort();
    for (start, end, label) in found {
        let before = cited.partition_point(|(at, _)| *at < start).checked_sub(1).and_then(|at| cited.get(at));
        let entries = match before.map(|(_, entries)| entries.as_slice()) {
            Some([one]) => vec![*one],
            _ => Vec::new(),
        };
        let unclear = || "repeats the source before it, and it is not clear which: name the source".to_owned();
        let doubt = entries.is_empty().then(unclear);
        seen.push(SeenMarker { start, end, label, entries, doubt, unlisted: Vec::new(), counted: false });
    }
}
