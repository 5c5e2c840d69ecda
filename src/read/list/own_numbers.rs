//! Numbers that the entries of a list print themselves, behind a bullet or in front of a paragraph: `- **[1]** Okafor N.`,
//! `[ii] Halloway J.`; and notes without a heading, whose numbers the text points at.

use super::headings::is_heading;
use super::leading_number::{OwnNumber, read_figures, read_raised, read_roman};
use super::notes::names_source;
use crate::model::BlockKind;
use crate::read::piece::Piece;
use crate::text::citing;
use std::collections::BTreeSet;
use std::ops::Range;

/// So many blocks of a list are numbered at most.
const MOST: usize = 5_000;

/// Gives the entries behind the heading of a list the numbers that they begin with: two at least, or one in brackets.
pub(super) fn take(behind: &mut [Piece]) {
    let is_end = |piece: &Piece| piece.kind == BlockKind::Heading && piece.marked;
    let length = behind.iter().take(MOST).position(is_end).unwrap_or(behind.len().min(MOST));
    let Some(list) = behind.get_mut(..length) else { return };
    for read in [read_figures, read_roman] {
        let found = find_numbers(list, read, false);
        let is_sure =
            found.len() >= 2 || list.len() == 1 && list.iter().any(|piece| piece.text().starts_with(['[', '(']));
        if is_sure && !found.is_empty() {
            found.into_iter().for_each(|(at, number)| give_number(list, at, number));
            return;
        }
    }
}

/// The numbers of those that may have one, in their order; also those that were read before, where these count.
fn find_numbers(
    list: &[Piece],
    read: fn(&str, u32) -> Option<OwnNumber>,
    counts_known: bool,
) -> Vec<(usize, OwnNumber)> {
    let mut last = 0;
    let mut found = Vec::new();
    for (at, piece) in list.iter().enumerate() {
        let is_line = matches!(piece.kind, BlockKind::Item | BlockKind::Paragraph);
        let known = || Some((piece.number.clone().filter(|_| counts_known)?, piece.number.as_ref()?.parse().ok()?, 0));
        let number = read_raised(piece)
            .or_else(|| read(piece.text(), last + 1))
            .or_else(known)
            .filter(|_| is_line && piece.level <= 1);
        let Some(number) = number else { continue };
        if piece.number.as_ref().is_none_or(|known| *known == number.0) && (number.1 == last + 1 || number.1 == 1) {
            last = number.1;
            found.push((at, number));
        }
    }
    found
}

fn give_number(list: &mut [Piece], at: usize, (number, _, bytes): OwnNumber) {
    let Some(piece) = list.get_mut(at) else { return };
    piece.cut_front(bytes);
    piece.number = Some(number);
}

/// Makes entries of notes that no heading calls a list, as Word saves endnotes in plain text and newsletters print them:
/// `[i] Lo A. …`. Two in a row at least, all of them with a source, and the text points at most of them.
pub(super) fn take_notes(pieces: &mut [Piece]) {
    if pieces.iter().any(|piece| piece.kind != BlockKind::Title && is_heading(piece.text())) {
        return;
    }
    let runs = find_runs_of_notes(pieces);
    if runs.is_empty() {
        return;
    }
    let labels = find_labels(pieces);
    for run in runs.into_iter().rev() {
        let Some(notes) = pieces.get_mut(run) else { continue };
        for read in [read_figures, read_roman] {
            let found = find_numbers(notes, read, true);
            let named = found.iter().filter(|(_, number)| labels.contains(&number.0)).count();
            let is_whole = found.len() >= 2 && found.len() == notes.len();
            let has_source = |(at, number): &(usize, OwnNumber)| {
                notes.get(*at).is_some_and(|note| names_source(&note.slice(number.2, note.text().len())))
            };
            if is_whole && named * 3 >= found.len() * 2 && found.iter().all(has_source) {
                for (at, number) in found {
                    give_number(notes, at, number);
                    notes
                        .iter_mut()
                        .skip(at)
                        .take(1)
                        .for_each(|note| (note.kind, note.level) = (BlockKind::Reference, 0));
                }
                return;
            }
        }
    }
}

/// Whether a block begins with a number as notes do: in brackets, raised, or printed by the format.
fn is_note(piece: &Piece) -> bool {
    let is_line = matches!(piece.kind, BlockKind::Item | BlockKind::Paragraph) && piece.footnote.is_none();
    let is_raised = || piece.marks.first().is_some_and(|mark| mark.start == 0 && !mark.footnote);
    is_line && (piece.number.is_some() || piece.text().starts_with('[') || is_raised())
}

/// Two such blocks or more in a row.
fn find_runs_of_notes(pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let length = pieces.iter().skip(at).take_while(|piece| is_note(piece)).count();
        if (2..=MOST).contains(&length) {
            runs.push(at..at + length);
        }
        at += length.max(1);
    }
    runs
}

/// The numbers that the text points at, other than at the head of a note.
fn find_labels(pieces: &[Piece]) -> BTreeSet<String> {
    let body = || pieces.iter().filter(|piece| !is_note(piece));
    let brackets =
        body().flat_map(|piece| piece.text().split('[').skip(1)).filter_map(|mark| Some(mark.split_once(']')?.0));
    let raised = body().flat_map(|piece| &piece.marks).map(|mark| mark.label.as_str());
    let split = |label: &str| match citing::parse_numbers(label) {
        Some(numbers) => numbers,
        None => vec![label.to_owned()],
    };
    brackets.chain(raised).flat_map(split).collect()
}
