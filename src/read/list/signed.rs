//! Notes that a sign leads to, `*`, `†`, `‡`: the sign hangs at words of the text, and a line at its foot begins with it.

use super::notes::names_source;
use super::row::{Bullet, Row, depth};
use crate::model::BlockKind;
use crate::read::piece::Piece;
use crate::text::citing::NOTE_SIGNS;
use std::collections::{BTreeMap, BTreeSet};

/// The longest row of signs: `***`.
const LONGEST: usize = 3;

/// Takes the signs that lines of a plain text begin with for their numbers, each where it stands at the head of one line alone and
/// hangs at words of another.
pub(in crate::read) fn number_notes(rows: &mut [Row<'_>]) {
    let labels: Vec<(usize, &str)> =
        rows.iter().enumerate().filter_map(|(at, row)| Some((at, read_leading_sign(row.raw.trim_start())?))).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    labels.iter().for_each(|(_, label)| *counts.entry(label).or_default() += 1);
    for (at, label) in &labels {
        let is_one = counts.get(label) == Some(&1);
        let hangs = || rows.iter().take(*at).any(|row| hangs_in(row.raw, label));
        if !(is_one && hangs()) {
            continue;
        }
        let Some(row) = rows.get_mut(*at) else { continue };
        let words = row.raw.trim_start().get(label.len()..).unwrap_or_default().trim_start();
        let bytes = row.raw.len() - words.len();
        let columns = row.raw.get(..bytes).map_or(0, |head| head.chars().count());
        let columns = u32::try_from(columns).unwrap_or_default();
        row.bullet = Some(Bullet { columns, bytes, number: Some((*label).to_owned()), depth: depth(row.raw) });
    }
}

/// Makes footnotes of the blocks that begin with a sign and name a source, where the sign hangs at words before them.
pub(super) fn make_footnotes(pieces: &mut [Piece]) {
    // The signs that hang at words of the pieces that were looked through so far.
    let (mut hanging, mut looked_through): (BTreeSet<String>, usize) = (BTreeSet::new(), 0);
    for at in 1..pieces.len() {
        let Some((before, [piece, ..])) = pieces.split_at_mut_checked(at) else { continue };
        let is_line = matches!(piece.kind, BlockKind::Paragraph | BlockKind::Item) && piece.footnote.is_none();
        let numbered = piece.number.clone().filter(|number| read_leading_sign(number) == Some(number.as_str()));
        let Some(label) = numbered.clone().or_else(|| read_leading_sign(piece.text()).map(str::to_owned)) else {
            continue;
        };
        let behind_last = before.get(looked_through..).unwrap_or_default();
        hanging.extend(behind_last.iter().filter(|piece| piece.kind != BlockKind::Reference).flat_map(list_signs));
        looked_through = at;
        if !is_line || !hanging.contains(&label) {
            continue;
        }
        let words = match numbered {
            Some(_) => piece.clone(),
            None => piece.slice(label.len(), piece.text().len()),
        };
        piece.number = piece.number.take().filter(|number| *number != label);
        if names_source(&words) {
            *piece = Piece { footnote: Some(label), kind: BlockKind::Paragraph, level: 0, number: None, ..words };
        }
    }
}

/// The sign that a line begins with, where words stand behind it or nothing does.
fn read_leading_sign(text: &str) -> Option<&str> {
    let length: usize =
        text.chars().take_while(|c| NOTE_SIGNS.contains(*c)).take(LONGEST + 1).map(char::len_utf8).sum();
    let (sign, behind) = text.split_at_checked(length)?;
    let words = behind.trim_start();
    let is_words = words.is_empty() || words.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '‘'));
    // `**bold**`, `*emphasis*`
    let is_marked = sign.starts_with('*') && words.len() == behind.len() && !words.is_empty();
    let is_short = (1..=LONGEST).contains(&sign.chars().count());
    (is_short && is_words && !(is_marked && behind.contains('*'))).then_some(sign)
}

/// The signs that hang at words of a piece, or are marks of footnotes in it.
fn list_signs(piece: &Piece) -> impl Iterator<Item = String> {
    let marks = piece.marks.iter().filter(|mark| mark.footnote).map(|mark| mark.label.clone());
    let text = piece.text();
    let signs = text
        .split(|c: char| !NOTE_SIGNS.contains(c))
        .filter(|sign| (1..=LONGEST).contains(&sign.chars().take(LONGEST + 1).count()));
    let signs: BTreeSet<&str> = signs.collect();
    marks.chain(signs.into_iter().filter(|sign| hangs_in(text, sign)).map(str::to_owned))
}

/// Whether a sign stands right behind a word or a stop, and no other sign beside it.
fn hangs_in(text: &str, sign: &str) -> bool {
    text.match_indices(sign).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let behind = text.get(at + sign.len()..).and_then(|rest| rest.chars().next());
        let hangs =
            before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?' | '%' | '”' | '"' | ')'));
        hangs && behind.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')'))
    })
}
