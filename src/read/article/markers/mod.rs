//! Where a text points at its references: `[1,3-5]`, `(1,2)`, `【1】`, superscripts, footnotes, `(Salari et al., 2023)`, and
//! links to DOIs and PubMed.

mod author_date;
mod format_citations;
mod linked;
mod numbered;
mod raised;
mod remarks;
mod repeated;
mod sinking;
mod surroundings;

pub(super) use format_citations::resolve as resolve_citations;
pub(super) use linked::read_links;
pub(super) use raised::{is_note, is_power};

use super::ReferenceMarker;
use crate::model::{Block, BlockKind, Blocks, UnlistedMarker};
use crate::read::entry::{Note, PrintedEntry};
use crate::read::piece::Mark;
use crate::text::CharIndex;
use crate::text::citing::is_dash;

/// Where entries and marks stand in the text, in code points.
#[derive(Debug, Clone, Default)]
pub(super) struct PlacedEntries {
    /// Of each entry, where it begins and whether a footnote made it; none for those that links made.
    pub(super) entries: Vec<(u32, bool)>,
    pub(super) marks: Vec<Mark>,
    /// Markers that links are.
    pub(super) links: Vec<ReferenceMarker>,
    /// Where the format says what is cited.
    pub(super) cited: Vec<SeenMarker>,
    /// Notes that repeat an entry.
    pub(super) repeats: Vec<RepeatedEntry>,
}

/// A note that repeats an entry: its number or label, where it stands, whether it is a footnote, and which entry it repeats.
#[derive(Debug, Clone)]
pub(super) struct RepeatedEntry {
    pub(super) label: String,
    pub(super) at: u32,
    pub(super) footnote: bool,
    pub(super) entry: usize,
}

/// Markers, and notes on those that name nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct FoundMarkers {
    pub(super) markers: Vec<ReferenceMarker>,
    pub(super) notes: Vec<Note>,
    /// Those that name what no entry is.
    pub(super) unlisted: Vec<UnlistedMarker>,
    /// Where numbers and notes stand that are no words of the text, in order.
    pub(super) spans: Vec<(u32, u32)>,
}

/// A marker before its entries are known.
#[derive(Debug, Clone)]
pub(super) struct SeenMarker {
    start: u32,
    end: u32,
    label: String,
    entries: Vec<usize>,
    /// Why it was not resolved, or not fully.
    doubt: Option<String>,
    /// What it names that no entry is.
    unlisted: Vec<String>,
    /// Its entry is the one at the place that it names, since the list prints no numbers.
    counted: bool,
}

/// Finds the markers of a text, in its order.
pub(super) fn find(text: &str, blocks: &Blocks, references: &[PrintedEntry], placed: &PlacedEntries) -> FoundMarkers {
    let mut numbers = numbered::Numbers::new(references, placed);
    for_each_prose(text, blocks, |words, _| numbers.look_for_sunk(words));
    let dated = author_date::Dated::new(references);
    let mut seen: Vec<SeenMarker> = placed.marks.iter().map(|m| numbers.read_mark(m)).collect();
    let numbered = |links: &[ReferenceMarker]| {
        links.iter().filter(|m| numbered::is_numbers(&m.label)).map(|m| (m.start, m.end)).collect()
    };
    let mut spans: Vec<(u32, u32)> = numbered(&placed.links);
    spans.extend(placed.marks.iter().map(|m| (m.start, m.end)));
    let mut repeated = Vec::new();
    for_each_prose(text, blocks, |words, block| {
        repeated::find(words, block.start, &mut repeated);
        remarks::find(words, block.start, &mut spans);
        let known = seen.len();
        numbers.find(words, block.start, &mut seen);
        spans.extend(seen.iter().skip(known).map(|s| (s.start, s.end)));
        dated.find(words, block.start, &mut seen, &mut spans);
    });
    let places = CharIndex::new(text);
    let is_apart = |m: &&SeenMarker| m.start < m.end && (numbered::is_numbers(&m.label) || is_bracketed(&m.label));
    spans.extend(placed.cited.iter().filter(is_apart).map(|m| (m.start, m.end)));
    spans.extend(repeated.iter().map(|(start, end, _)| (*start, *end)));
    spans.extend(remarks::find_pages(&spans, &places));
    prefer_cited(&mut seen, &placed.cited);
    repeated::resolve(repeated, &mut seen, &placed.links);
    // The words of a link that names its work are no riddle.
    let is_linked = |s: &SeenMarker| {
        let behind = placed.links.partition_point(|link| link.end <= s.start);
        placed.links.get(behind).is_some_and(|link| link.start < s.end)
    };
    let is_cited = |s: &SeenMarker| placed.cited.iter().any(|c| c.start <= s.end && s.start <= c.end);
    seen.retain(|s| !(s.entries.is_empty() && s.doubt.is_some() && is_linked(s)));
    span_ranges(&numbers, &mut seen, &places);
    let spans = join_neighbours(spans, &places);
    let mut found = FoundMarkers { markers: placed.links.clone(), notes: Vec::new(), unlisted: Vec::new(), spans };
    if let Some(first) = seen.iter().find(|s| s.counted && !is_linked(s) && !is_cited(s)) {
        let place = blocks.line_column(first.start).unwrap_or((1, 1));
        let label = &first.label;
        let counted = "the entries of the list print no numbers, so they were counted; check that";
        found.notes.push(Note::new(place, format!("{counted} {label} names the one that is meant")));
    }
    for one in seen {
        if let Some(doubt) = one.doubt {
            let place = blocks.line_column(one.start).unwrap_or((1, 1));
            found.notes.push(Note::new(place, format!("the marker {} {doubt}", one.label)));
        }
        let unlisted = one.unlisted.into_iter().map(|name| UnlistedMarker(one.start, one.end, name));
        found.unlisted.extend(unlisted);
        found.markers.push(ReferenceMarker { start: one.start, end: one.end, entries: one.entries, label: one.label });
    }
    found.markers.sort_by_key(|m| (m.start, m.end));
    found.markers.dedup_by(|b, a| b.start < a.end && b.entries == a.entries);
    found
}

/// Whether a marker stands in brackets of its own.
fn is_bracketed(label: &str) -> bool {
    label.starts_with(['(', '[']) && label.ends_with([')', ']'])
}

/// What the format says itself is cited stands in the place of what is read there, unless that says the same and more: `[1–3]`
/// round two citations. Where the keys of a citation are unknown, what is read stands.
fn prefer_cited(seen: &mut Vec<SeenMarker>, cited: &[SeenMarker]) {
    let mut cited: Vec<SeenMarker> = cited.to_vec();
    cited.sort_by_key(|m| (m.start, m.end));
    seen.sort_by_key(|m| (m.start, m.end));
    let meets = |a: &SeenMarker, b: &SeenMarker| a.start < b.end.max(b.start + 1) && b.start < a.end.max(a.start + 1);
    let mut spoken_for = vec![false; cited.len()];
    seen.retain(|one| {
        // Citations do not overlap, so those that meet a marker are next to one another.
        let from = cited.partition_point(|m| m.end < one.start);
        let near = cited.iter().enumerate().skip(from).take_while(|(_, m)| m.start <= one.end);
        let met: Vec<(usize, &SeenMarker)> = near.filter(|(_, m)| meets(m, one)).collect();
        let says_as_much = |m: &SeenMarker| {
            one.start <= m.start && m.end <= one.end && m.entries.iter().all(|entry| one.entries.contains(entry))
        };
        let stays = met.is_empty() || !one.entries.is_empty() && met.iter().all(|(_, m)| says_as_much(m));
        for (at, _) in met.into_iter().filter(|_| stays) {
            spoken_for.iter_mut().skip(at).take(1).for_each(|spoken| *spoken = true);
        }
        stays
    });
    let left = cited.into_iter().zip(spoken_for).filter(|(_, spoken)| !spoken);
    seen.extend(left.map(|(marker, _)| marker));
}

/// Where marks of the format are joined by a dash, the numbers between are named too.
fn span_ranges(numbers: &numbered::Numbers, seen: &mut [SeenMarker], text: &CharIndex<'_>) {
    seen.sort_by_key(|s| (s.start, s.end));
    for at in 1..seen.len() {
        let Some(([.., from], [to, ..])) = seen.split_at_mut_checked(at) else { continue };
        let gap = if from.end < to.start && to.start - from.end <= 3 { text.slice(from.end, to.start) } else { "" };
        if gap.trim().chars().all(is_dash) && !gap.trim().is_empty() {
            numbers.span_range(from, to);
        }
    }
}

/// Spans in order, those in a row as one: what joins them, `[1],[3]`, is no word of the text either.
fn join_neighbours(mut spans: Vec<(u32, u32)>, text: &CharIndex<'_>) -> Vec<(u32, u32)> {
    let joins = |from: u32, to: u32| {
        let gap = if to > from && to - from <= 3 { text.slice(from, to) } else { "" };
        gap.chars().all(|c| matches!(c, ',' | ';' | ' ') || is_dash(c))
            && (gap.trim().is_empty() || gap.trim().chars().count() == 1)
    };
    spans.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        match out.last_mut() {
            Some(last) if start <= last.1 || start - last.1 <= 3 && joins(last.1, start) => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

/// Goes through the blocks whose words can point at references, with the characters of each.
fn for_each_prose(text: &str, blocks: &Blocks, mut look: impl FnMut(&[char], &Block)) {
    let mut chars = text.chars();
    let mut at = 0;
    for block in blocks.0.iter() {
        let skipped = (block.start.saturating_sub(at)) as usize;
        let words: Vec<char> = chars.by_ref().skip(skipped).take((block.end - block.start) as usize).collect();
        at = block.end;
        if is_prose(block) {
            look(&words, block);
        }
    }
}

/// Whether a block's words can point at references.
fn is_prose(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Reference | BlockKind::Navigation | BlockKind::About)
}
