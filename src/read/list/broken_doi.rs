//! A DOI that the end of a line breaks: `10.1056/NEJMoa` and `1809944` below. Read apart, they would be the DOI of another work
//! and a number of PubMed.

use super::Entry;
use crate::read::entry::Note;
use crate::read::piece::Piece;

/// Joins such DOIs, and says so.
pub(in crate::read) fn join(pieces: &mut [Piece], entries: &[Entry], notes: &mut Vec<Note>) {
    for entry in entries {
        let Some(piece) = pieces.get_mut(entry.piece) else { continue };
        let Some((from, to)) = find_break(piece) else { continue };
        piece.replace(from, to, "");
        let doi = piece.text().get(..from).and_then(|head| head.rfind("10.")).and_then(|at| piece.text().get(at..));
        let doi = doi.and_then(|doi| doi.split_whitespace().next()).unwrap_or_default().trim_end_matches(['.', ',']);
        let said = format!("a line broke this DOI in two, and it was read as {doi}: check that");
        notes.push(Note::new(piece.line.place(), said));
    }
}

/// The space, in bytes, that stands for the end of a line within a DOI.
fn find_break(piece: &Piece) -> Option<(usize, usize)> {
    let text = piece.text();
    if !text.contains("10.") {
        return None;
    }
    let mut breaks = piece.line.from.windows(2).filter_map(|pair| match pair {
        [before, next] if next.1 > before.1 => Some(next.0 as usize),
        _ => None,
    });
    let (mut letters, mut passed) = (text.char_indices(), 0);
    breaks.find_map(|mut at| {
        // The line begins at the space that stands for its end, or behind that.
        let (byte, _) = letters.nth(at.checked_sub(passed)?)?;
        (passed, at) = (at + 1, byte);
        let from = text.get(..at)?.trim_end().len();
        let to = text.len() - text.get(at..)?.trim_start().len();
        let begun = text.get(..from)?.rsplit(' ').next()?;
        let next = text.get(to..)?.split(' ').next()?.trim_end_matches(['.', ',', ';', ')']);
        (from < to && is_begun(begun) && goes_on(next)).then_some((from, to))
    })
}

/// `doi:10.1056/NEJMoa`: a DOI that no stop ends.
fn is_begun(token: &str) -> bool {
    let Some(doi) = token.find("10.").and_then(|at| token.get(at..)) else { return false };
    let Some((prefix, suffix)) = doi.split_once('/') else { return false };
    let digits = prefix.trim_start_matches("10.");
    (4..=9).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !suffix.is_empty()
        && suffix.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_'))
}

/// `1809944`, `2019.01.002`: the rest of a DOI, which is no word, no year and no other number.
fn goes_on(token: &str) -> bool {
    let is_year = token.len() == 4 && (token.starts_with("19") || token.starts_with("20"));
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '(' | ')' | '/');
    !is_year
        && token.contains(|c: char| c.is_ascii_digit())
        && token.chars().all(is_part)
        && !["PMC", "PMID", "pmid", "http", "Epub"].iter().any(|mark| token.starts_with(mark))
}
