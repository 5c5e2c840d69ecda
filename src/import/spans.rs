//! Where an article's occurrences stand, to be asked without going through all of them.

use crate::model::{Occurrence, Uid, Version};
use crate::text::CharIndex;

/// The places of an article's occurrences, in order, to be asked without going through all of them.
pub(super) struct OccurrenceSpans {
    all: Vec<Span>,
}

struct Span {
    start: u32,
    end: u32,
    claim: Uid,
    /// The furthest end up to here.
    furthest: u32,
    /// Its sentence goes on with the next one, and no marker stands between: "Heat eases pain, and cold does too. [1]".
    goes_on: bool,
}

impl OccurrenceSpans {
    /// Of occurrences in order of place; what has no place in the version is left out.
    pub(super) fn from_occurrences(occurrences: &[Occurrence], version: &Version) -> Self {
        let placed: Vec<&Occurrence> = occurrences.iter().filter(|o| o.has_place(version.n)).collect();
        let places = CharIndex::new(&version.text);
        let behind = placed.iter().skip(1).map(Some).chain([None]);
        let mut furthest = 0;
        let all = placed.iter().zip(behind).map(|(o, next)| {
            furthest = furthest.max(o.end);
            let goes_on = next.is_some_and(|next| goes_on(version, &places, (o.start, o.end), next.start));
            Span { start: o.start, end: o.end, claim: o.claim, furthest, goes_on }
        });
        Self { all: all.collect() }
    }

    /// The claims that a marker speaks for: that of the last occurrence that begins before `before` and ends at `reaching` or
    /// later, and those before it in its sentence that have no marker of their own. A marker at the end of a sentence speaks for
    /// all of it.
    pub(super) fn find_reaching(&self, before: u32, reaching: u32) -> impl Iterator<Item = Uid> {
        let begun = self.all.partition_point(|span| span.start < before);
        let open = self.all.get(..begun).unwrap_or_default();
        let mut back = open.iter().enumerate().rev().take_while(|(_, span)| span.furthest >= reaching);
        let last = back.find(|(_, span)| span.end >= reaching);
        let earlier = open.iter().take(last.map_or(0, |(at, _)| at)).rev().take_while(|span| span.goes_on);
        last.into_iter().map(|(_, span)| span).chain(earlier).map(|span| span.claim)
    }
}

/// Whether the sentence of a place goes on with a later place, without a marker before that.
fn goes_on(version: &Version, places: &CharIndex, (start, end): (u32, u32), next: u32) -> bool {
    /// "and", "but also", "; whereas".
    const LONGEST_JOINT: u32 = 24;
    let is_near = next >= end && next - end <= LONGEST_JOINT && end > start;
    let ends_sentence = |text: &str| text.contains(['.', '!', '?', '…', '\n', '|']);
    is_near
        && !ends_sentence(places.slice(end - 1, next))
        && version.blocks.block_at(start).is_some_and(|block| next < block.end)
        && version.blocks.marks_within(start, next).is_empty()
}
