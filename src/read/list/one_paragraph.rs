//! Lists that stand in one paragraph: `1. Okafor N. … 2. Halloway W. …`, their heading above them or at their head:
//! `Sources: NHS, “Knees” (2021); Okafor N. Warm knees. 2017.`

use super::headings::is_heading;
use super::notes::split_sources;
use super::{is_dated_or_identified, reads_like_entry, row};
use crate::model::BlockKind;
use crate::read::piece::Piece;
use crate::text::CharIndex;

/// Makes a piece of each entry in such a paragraph, and one of the heading at its head.
pub(super) fn split_paragraph(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut is_headed = false;
    for piece in pieces {
        let parts = match piece.kind {
            BlockKind::Paragraph | BlockKind::Item if is_headed => split_entries(&piece),
            BlockKind::Paragraph => split_heading(&piece),
            _ => Vec::new(),
        };
        if !parts.is_empty() {
            out.extend(parts);
            continue;
        }
        is_headed = matches!(piece.kind, BlockKind::Heading | BlockKind::Paragraph) && is_heading(piece.text());
        out.push(piece);
    }
    out
}

/// The entries of a paragraph right behind the heading of a list; none where it is one.
fn split_entries(piece: &Piece) -> Vec<Piece> {
    let numbered = split_numbered(piece);
    if !numbered.is_empty() || piece.number.is_some() {
        return numbered;
    }
    Some(split_sources(piece.clone())).filter(|parts| parts.len() > 1).unwrap_or_default()
}

/// The heading that a paragraph begins with, and the entries behind it.
fn split_heading(piece: &Piece) -> Vec<Piece> {
    let text = piece.text();
    let Some(end) = find_heading(text) else { return Vec::new() };
    let behind = piece.slice(end + text.get(end..).map_or(0, |t| usize::from(t.starts_with(':'))), text.len());
    let numbered = split_numbered(&behind);
    let entries = if numbered.is_empty() { split_semicolons(&behind) } else { numbered };
    if entries.is_empty() {
        return entries;
    }
    let mut heading = Piece { kind: BlockKind::Heading, level: 6, ..piece.slice(0, end) };
    heading.gap = true;
    std::iter::once(heading).chain(entries).collect()
}

/// Where the heading ends: before a colon, or before the first number.
fn find_heading(text: &str) -> Option<usize> {
    const LONGEST: usize = 60;
    let head = text.get(..text.floor_char_boundary(LONGEST))?;
    let ends = [head.find(':'), head.find(" 1. "), head.find(" [1] "), head.find(" (1) ")];
    let end = ends.into_iter().flatten().min()?;
    head.get(..end).filter(|words| is_heading(words)).map(str::len)
}

/// The entries of a paragraph that numbers part, each of which reads like one.
fn split_numbered(piece: &Piece) -> Vec<Piece> {
    let Some(first) = find_first_number(piece) else { return Vec::new() };
    let raised = find_raised(piece, first.number);
    let starts = [Some(raised), Some(find_numbers(piece.text(), &first))].into_iter().flatten();
    let starts = starts.max_by_key(Vec::len).unwrap_or_default();
    if starts.is_empty() {
        return Vec::new();
    }
    let ends = starts.iter().map(|start| start.at).chain([piece.text().len()]);
    let all = || std::iter::once(&first).chain(&starts);
    let cut = |(start, end): (&Start, usize)| {
        let words = piece.text().get(start.words..end).unwrap_or_default();
        (start.words, start.words + words.trim_end().trim_end_matches(';').len())
    };
    let mut entries = piece.parts(&all().zip(ends).map(cut).collect::<Vec<_>>());
    for (entry, start) in entries.iter_mut().zip(all()) {
        (entry.kind, entry.level, entry.number) = (BlockKind::Item, 1, Some(start.number.to_string()));
    }
    // A title may hold a stop and a number, and half an entry reads like one.
    let is_entry = |text: &str| is_dated_or_identified(text) || text.contains("n.d.");
    if entries.iter().all(|entry| is_entry(entry.text())) { entries } else { Vec::new() }
}

/// A number in a paragraph: where its mark and where the words behind it begin, in bytes.
struct Start {
    at: usize,
    words: usize,
    number: u32,
    /// What stands round it; unknown where the format took it off the words.
    signs: Option<(&'static str, &'static str)>,
}

/// What may stand before and behind a number.
const SIGNS: [(&str, &str); 4] = [("[", "]"), ("(", ")"), ("", "."), ("", ")")];

fn find_first_number(piece: &Piece) -> Option<Start> {
    if let Some(number) = piece.number.as_ref() {
        return Some(Start { at: 0, words: 0, number: number.parse().ok()?, signs: None });
    }
    if let Some(mark) = piece.marks.first().filter(|mark| mark.start == 0) {
        let words = CharIndex::new(piece.text()).byte(mark.end);
        return Some(Start { at: 0, words, number: mark.label.parse().ok()?, signs: None });
    }
    let bullet = row::Row::from_text(piece.text()).into_iter().next()?.bullet?;
    let mark = piece.text().get(..bullet.bytes)?.trim();
    let signs = SIGNS.into_iter().find(|(open, close)| mark.starts_with(open) && mark.ends_with(close));
    Some(Start { at: 0, words: bullet.bytes, number: bullet.number?.parse().ok()?, signs })
}

/// The numbers behind the first, each one more than the last, each behind the end of an entry.
fn find_numbers(text: &str, first: &Start) -> Vec<Start> {
    let follow = |signs: (&'static str, &'static str)| {
        let mut found: Vec<Start> = Vec::new();
        let (mut from, mut number) = (first.words, first.number + 1);
        while let Some((at, words)) = find_number(text, from, &format!(" {}{number}{} ", signs.0, signs.1)) {
            found.push(Start { at, words, number, signs: Some(signs) });
            (from, number) = (words, number + 1);
        }
        found
    };
    match first.signs {
        Some(signs) => follow(signs),
        None => SIGNS.into_iter().map(follow).max_by_key(Vec::len).unwrap_or_default(),
    }
}

/// The next such mark behind what may end an entry and before what may begin one.
fn find_number(text: &str, from: usize, mark: &str) -> Option<(usize, usize)> {
    let found = text.get(from..)?.match_indices(mark).map(|(at, _)| from + at);
    let mut fitting = found.filter(|at| {
        let before = text.get(..*at).unwrap_or_default();
        let last = before.rsplit(' ').next().unwrap_or_default();
        let behind = text.get(at + mark.len()..).unwrap_or_default();
        let ends = before.ends_with(['.', ';', ')', ']', '/', '”', '"']) || last.contains('/');
        ends && behind.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '‘'))
    });
    fitting.next().map(|at| (at, at + mark.len()))
}

/// Raised numbers behind the first, each one more than the last.
fn find_raised(piece: &Piece, first: u32) -> Vec<Start> {
    let mut number = first;
    let raised = piece.marks.iter().filter(|mark| mark.start > 0 && !mark.footnote);
    let mut starts = Vec::new();
    let text = CharIndex::new(piece.text());
    for mark in raised {
        if mark.label.parse() != Ok(number + 1) {
            continue;
        }
        number += 1;
        let (at, words) = (text.byte(mark.start), text.byte(mark.end));
        starts.push(Start { at, words, number, signs: None });
    }
    starts
}

/// The sources that semicolons part behind a heading in the same paragraph; each is dated or says where it is found.
fn split_semicolons(piece: &Piece) -> Vec<Piece> {
    let text = piece.text();
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for end in text.match_indices("; ").map(|(at, _)| at).chain([text.len()]) {
        let behind = text.get(from..end).unwrap_or_default().trim_start();
        let begins = behind.starts_with(|c: char| !c.is_lowercase());
        match parts.last_mut().filter(|_| !begins) {
            Some(last) => last.1 = end,
            None => parts.push((from, end)),
        }
        from = (end + 2).min(text.len());
    }
    let mut entries = piece.parts(&parts);
    let is_source = |entry: &Piece| {
        let text = entry.text();
        let is_dated = text
            .split(|c: char| !c.is_ascii_digit())
            .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
        let is_linked = entry.links.iter().any(|link| link.url.contains("://"));
        let is_named = is_dated && (text.contains(['“', '"', '‘']) || reads_like_entry(text));
        text.split_whitespace().count() >= 3 && (is_named || is_linked || text.contains("://"))
    };
    if entries.len() < 2 || !entries.iter().all(is_source) {
        return Vec::new();
    }
    entries.iter_mut().for_each(|entry| (entry.kind, entry.level) = (BlockKind::Item, 1));
    entries
}
