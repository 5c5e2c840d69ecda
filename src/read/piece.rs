//! A piece of an article before it is known what it is for: what readers hand to the rest.

use crate::model::{BlockKind, Item, Origin};
use crate::text::ending::{ends_with_marker, ends_with_stop, trim_end_markers};
use crate::text::normalise::{PlacedLine, count_chars};

/// A block as a reader found it.
#[derive(Debug, Clone)]
pub(in crate::read) struct Piece {
    /// What the format says it is; plain text guesses.
    pub(in crate::read) kind: BlockKind,
    /// Heading level, or depth of an item.
    pub(in crate::read) level: u8,
    /// Its words and where they came from.
    pub(in crate::read) line: PlacedLine,
    /// A printed number of a list.
    pub(in crate::read) number: Option<String>,
    /// A blank line stands before it.
    pub(in crate::read) gap: bool,
    /// It stands in a list whose lines were cut into entries already.
    pub(in crate::read) cut: bool,
    /// The format marks it as a heading; in plain text nothing does.
    pub(in crate::read) marked: bool,
    /// Links in it.
    pub(in crate::read) links: Vec<Link>,
    /// Places that the format marks as pointing at a note: footnotes, superscripts.
    pub(in crate::read) marks: Vec<Mark>,
    /// Places where the format says which references are cited.
    pub(in crate::read) citations: Vec<KeyedCitation>,
    /// The label of the footnote that it defines.
    pub(in crate::read) footnote: Option<String>,
    /// The key by which the format's citations name it, where it is a reference.
    pub(in crate::read) key: Option<String>,
    /// What the format itself tells of the reference that it is.
    pub(in crate::read) fields: Fields,
}

/// What a format tells in fields of a printed reference.
#[derive(Debug, Clone, Default)]
pub(in crate::read) enum Fields {
    /// Nothing: what the printed words say is all.
    #[default]
    None,
    /// Some of it. The printed words tell the rest.
    Some(Box<Item>),
    /// All of it. The printed words are not parsed.
    All(Box<Item>),
}

/// A citation by keys: from where to where in the piece's text, in code points. It may have no words of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct KeyedCitation {
    pub(in crate::read) start: u32,
    pub(in crate::read) end: u32,
    pub(in crate::read) keys: Vec<String>,
}

/// A link: from where to where in the piece's text, in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Link {
    pub(in crate::read) start: u32,
    pub(in crate::read) end: u32,
    pub(in crate::read) url: String,
}

/// A mark: from where to where in the piece's text, in code points, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Mark {
    pub(in crate::read) start: u32,
    pub(in crate::read) end: u32,
    pub(in crate::read) label: String,
    /// It names a footnote, not the number of an entry.
    pub(in crate::read) footnote: bool,
}

impl Piece {
    pub(in crate::read) fn new(kind: BlockKind, line: PlacedLine) -> Self {
        Self {
            kind,
            level: 0,
            line,
            number: None,
            gap: true,
            cut: false,
            marked: false,
            links: Vec::new(),
            marks: Vec::new(),
            citations: Vec::new(),
            footnote: None,
            key: None,
            fields: Fields::None,
        }
    }

    pub(in crate::read) fn text(&self) -> &str {
        &self.line.text
    }

    /// Takes so many bytes off the front of the words.
    pub(in crate::read) fn cut_front(&mut self, bytes: usize) {
        *self = self.slice(bytes, self.text().len());
    }

    /// The words from one byte to another, with the links, marks and citations in them.
    pub(in crate::read) fn slice(&self, from: usize, to: usize) -> Self {
        let whole = self.text().get(from..to).unwrap_or_default();
        let skipped = whole.len() - whole.trim_start().len();
        let start = self.text().get(..from + skipped).map_or(0, count_chars);
        let end = start + count_chars(whole.trim());
        let is_inside = |(from, to): (u32, u32)| start <= from && to <= end;
        let links = self.links.iter().filter(|l| is_inside((l.start, l.end)));
        let marks = self.marks.iter().filter(|m| is_inside((m.start, m.end)));
        let citations = self.citations.iter().filter(|c| is_inside((c.start, c.end)));
        Self {
            line: self.line.slice(from, to),
            links: links.map(|l| Link { start: l.start - start, end: l.end - start, ..l.clone() }).collect(),
            marks: marks.map(|m| Mark { start: m.start - start, end: m.end - start, ..m.clone() }).collect(),
            citations: citations
                .map(|c| KeyedCitation { start: c.start - start, end: c.end - start, ..c.clone() })
                .collect(),
            kind: self.kind,
            level: self.level,
            number: self.number.clone(),
            gap: self.gap,
            cut: self.cut,
            marked: self.marked,
            footnote: self.footnote.clone(),
            key: self.key.clone(),
            fields: self.fields.clone(),
        }
    }

    /// Several such parts, in their order. Of many, each half is cut out first, so that not each goes through the whole.
    pub(in crate::read) fn parts(&self, cuts: &[(usize, usize)]) -> Vec<Self> {
        match cuts {
            [] => Vec::new(),
            [(from, to)] => vec![self.slice(*from, *to)],
            _ => {
                let (left, right) = cuts.split_at(cuts.len() / 2);
                [left, right].into_iter().flat_map(|cuts| self.cut_out(cuts)).collect()
            }
        }
    }

    fn cut_out(&self, cuts: &[(usize, usize)]) -> Vec<Self> {
        let (Some((start, _)), Some((_, end))) = (cuts.first(), cuts.last()) else { return Vec::new() };
        let whole = self.text().get(*start..*end).unwrap_or_default();
        let first = start + whole.len() - whole.trim_start().len();
        let within = |at: usize| at.saturating_sub(first).min(whole.trim().len());
        let cuts: Vec<(usize, usize)> = cuts.iter().map(|(from, to)| (within(*from), within(*to))).collect();
        self.slice(*start, *end).parts(&cuts)
    }

    /// Puts other words in the place of those from one byte to another, whose links and marks go.
    pub(in crate::read) fn replace(&mut self, from: usize, to: usize, words: &str) {
        self.exchange_each(&[(from, to, words.to_owned())]);
    }

    /// The same at several places, in their order, none of which is in another; answers where the new words stand, in code points.
    pub(in crate::read) fn exchange_each(&mut self, exchanges: &[(usize, usize, String)]) -> Vec<(u32, u32)> {
        let mut text = String::with_capacity(self.text().len());
        let mut origins = Vec::with_capacity(self.line.from.len());
        let mut known = self.line.from.iter().copied().peekable();
        // Of each exchange, from where to where it was in code points, and where it ends now.
        let mut ends: Vec<(u32, u32, u32)> = Vec::with_capacity(exchanges.len());
        let mut placed = Vec::with_capacity(exchanges.len());
        let (mut byte, mut at) = (0, 0);
        for (from, to, words) in exchanges {
            let Some((kept, left)) = self.text().get(byte..*from).zip(self.text().get(*from..*to)) else { continue };
            let start = at + count_chars(kept);
            let end = start + count_chars(left);
            text.push_str(kept);
            let moved = move_place(&ends, start);
            while let Some(origin) = known.next_if(|origin| origin.0 < start) {
                put_origin(&mut origins, Origin(move_place(&ends, origin.0), origin.1, origin.2));
            }
            self.line
                .place_of(start)
                .into_iter()
                .for_each(|(line, column)| put_origin(&mut origins, Origin(moved, line, column)));
            text.push_str(words);
            placed.push((moved, moved + count_chars(words)));
            ends.push((start, end, moved + count_chars(words)));
            if *to < self.text().len()
                && let Some((line, column)) = self.line.place_of(end)
            {
                put_origin(&mut origins, Origin(move_place(&ends, end), line, column));
            }
            while known.next_if(|origin| origin.0 <= end).is_some() {}
            (byte, at) = (*to, end);
        }
        text.push_str(self.text().get(byte..).unwrap_or_default());
        known.for_each(|origin| put_origin(&mut origins, Origin(move_place(&ends, origin.0), origin.1, origin.2)));
        self.line = PlacedLine { text, from: origins };
        let stays = |a: u32, b: u32| {
            let behind = ends.get(ends.partition_point(|(_, end, _)| *end <= a)..).unwrap_or_default();
            behind.first().is_none_or(|(start, ..)| b <= *start)
        };
        self.links.retain(|l| stays(l.start, l.end));
        self.marks.retain(|m| stays(m.start, m.end));
        self.citations.retain(|c| stays(c.start, c.end));
        let moved = |at: u32| move_place(&ends, at);
        self.citations.iter_mut().for_each(|c| (c.start, c.end) = (moved(c.start), moved(c.end)));
        self.links.iter_mut().for_each(|l| (l.start, l.end) = (moved(l.start), moved(l.end)));
        self.marks.iter_mut().for_each(|m| (m.start, m.end) = (moved(m.start), moved(m.end)));
        placed
    }

    /// Takes over what a following piece holds, a space between.
    pub(in crate::read) fn append(&mut self, next: Piece) {
        let shift = count_chars(&self.line.text) + 1;
        self.line.text.push(' ');
        self.line.text.push_str(&next.line.text);
        self.line.from.extend(next.line.from.iter().map(|o| Origin(o.0 + shift, o.1, o.2)));
        self.links.extend(next.links.into_iter().map(|l| Link { start: l.start + shift, end: l.end + shift, ..l }));
        self.marks.extend(next.marks.into_iter().map(|m| Mark { start: m.start + shift, end: m.end + shift, ..m }));
        let citations = next.citations.into_iter();
        self.citations.extend(citations.map(|c| KeyedCitation { start: c.start + shift, end: c.end + shift, ..c }));
    }
}

/// Where a place is behind exchanges, each from where to where it was and where it ends now.
fn move_place(exchanges: &[(u32, u32, u32)], at: u32) -> u32 {
    let before =
        exchanges.partition_point(|(_, end, _)| *end <= at).checked_sub(1).and_then(|last| exchanges.get(last));
    before.map_or(at, |(_, end, now)| now + (at - end))
}

/// Of two origins of one place, the last counts.
fn put_origin(origins: &mut Vec<Origin>, origin: Origin) {
    origins.pop_if(|last| last.0 == origin.0);
    origins.push(origin);
}

/// Whether words read like a heading: short, without a final stop.
pub(in crate::read) fn reads_like_heading(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let bare = trim_end_markers(text);
    let ended = ends_with_stop(text) && !bare.ends_with('?');
    let noted = words >= 6 && ends_with_marker(text);
    let stop = ended || noted || bare.ends_with(['.', ',', ';', '!', '…']) || text.contains("://");
    (1..=14).contains(&words)
        && text.len() <= 110
        && !stop
        && text.contains(char::is_alphabetic)
        && (!text.ends_with(':') || words <= 6)
}
