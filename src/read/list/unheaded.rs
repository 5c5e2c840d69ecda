//! A list that looks like one of references and stands under no heading that says so: it is read as a part of the text, and
//! that is told, since a list that is lost in silence is not missed.

use super::headings::{is_heading, leads_on, names_own_works};
use super::leading_number::skip_number;
use super::opening::is_linked;
use super::repeats::is_same;
use crate::model::BlockKind;
use crate::read::entry::Note;
use crate::read::piece::Piece;
use crate::read::printed;
use crate::text::lexicon::{REFERENCE_LISTS, WordSet};
use std::sync::LazyLock;

/// So many of a list's items are looked at.
const LOOKED_AT: usize = 12;
/// Longer items are no entries.
const LONGEST: usize = 1_500;

/// Words that explanations are made of, and titles seldom.
static EXPLAINING: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("explaining"));

/// A note for each such list.
pub(in crate::read) fn note_lists(pieces: &[Piece]) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut heading = None;
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if piece.kind == BlockKind::Heading {
            heading = Some(piece.text());
        }
        let rest = pieces.get(at..).unwrap_or_default();
        let run = rest.iter().take_while(|piece| piece.kind == BlockKind::Item).count();
        let run = if run == 0 { rest.iter().take_while(|piece| is_entry_alone(piece)).count() } else { run };
        let items = rest.get(..run).unwrap_or_default();
        let is_own = heading.is_some_and(names_own_works);
        if let Some(first) = items.first().filter(|_| !is_own && reads_like_references(items, 0)) {
            let under = heading.map(|heading| format!(" under “{heading}”")).unwrap_or_default();
            let message = match heading.is_some_and(is_heading) {
                true => format!(
                    "these {run} lines{under} read like references, but the list ended before them, and they were read as \
                     text: look at the line above them, which continues no entry, and import the file again"
                ),
                false => format!(
                    "these {run} lines{under} read like a list of references, but have no known heading: they were \
                        read as text. Give them the heading “References” and import the file again, or import the \
                        list with --as printed"
                ),
            };
            notes.push(Note::new(first.line.place(), message));
        }
        at += run.max(1);
    }
    notes
}

/// A paragraph that is an entry. Most are told by their signs to be none.
fn is_entry_alone(piece: &Piece) -> bool {
    const SIGNS: &[&str] = &["doi", "://", ";", "pmid", "PMID"];
    let text = piece.text();
    let is_open = piece.kind == BlockKind::Paragraph && piece.footnote.is_none();
    is_open && SIGNS.iter().any(|sign| text.contains(sign)) && is_entry(skip_number(piece))
}

/// A paragraph that begins with a number.
fn is_numbered(piece: &Piece) -> bool {
    let is_open = piece.kind == BlockKind::Paragraph && piece.footnote.is_none();
    is_open && skip_number(piece).len() < piece.text().len()
}

/// Whether what begins here reads like a list of references, be it of items or of paragraphs; under words that head links, a link
/// and a year are not enough.
pub(in crate::read) fn begins_references(pieces: &[Piece], under: &str) -> bool {
    let near = || pieces.iter().take(LOOKED_AT);
    let items = near().take_while(|piece| piece.kind == BlockKind::Item).count();
    let numbered = near().take_while(|piece| is_numbered(piece)).count();
    let run = match items.max(numbered) {
        0 | 1 if items == 0 => near().take_while(|piece| is_entry_alone(piece) || is_same(piece.text())).count(),
        run => run,
    };
    let run = pieces.get(..run).unwrap_or_default();
    let are_notes = || numbered > 1 && run.iter().all(|note| !explains(skip_number(note)));
    reads_like_references(run, usize::from(are_notes())) || items > 0 && !leads_on(under) && are_dated_links(run)
}

/// Whether what begins here can be nothing but a list of references, whatever heads it: three entries at least, and hardly
/// anything else before the next heading.
pub(super) fn is_list_for_sure(pieces: &[Piece]) -> bool {
    const LEAST: usize = 3;
    let is_open = |piece: &&Piece| matches!(piece.kind, BlockKind::Item | BlockKind::Paragraph);
    let run = pieces.iter().take(LOOKED_AT).take_while(is_open).count();
    let run = pieces.get(..run).unwrap_or_default();
    // Nearly every section is told by its first line to be something else.
    let is_dated = run.iter().take(LEAST).all(|piece| has_year(piece.text()));
    let sure = || run.iter().filter(|piece| is_entry(piece.text())).count();
    run.len() >= LEAST && is_dated && sure() * 4 >= run.len() * 3
}

/// Whether most of two items at least are dated links to other sites, or entries: "Migraine. National Institute of Health. 2024."
fn are_dated_links(items: &[Piece]) -> bool {
    let dated = items
        .iter()
        .take(LOOKED_AT)
        .filter(|piece| is_linked(piece) && has_year(piece.text()) || is_entry(piece.text()));
    items.len() >= 2 && dated.count() * 2 > items.len().min(LOOKED_AT)
}

/// Two items at least, and most of them, or so many fewer, with authors, a title, a date and a place to find it.
fn reads_like_references(items: &[Piece], fewer: usize) -> bool {
    // What repeats the note before it says nothing of the list.
    let looked_at = || items.iter().take(LOOKED_AT).map(skip_number).filter(|words| !is_same(words));
    let sure = || looked_at().filter(|words| is_entry(words)).count();
    items.len() >= 2 && sure() > 0 && sure() * 2 + fewer > looked_at().count()
}

/// Whether words explain something, as no reference does.
pub(super) fn explains(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().filter(|word| EXPLAINING.contains(word)).count() >= 2
        || words().next().is_some_and(|w| EXPLAINING.contains(w))
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|d| d.len() == 4 && (d.starts_with("19") || d.starts_with("20")))
}

/// Whether words have authors, a title, a date and a place to find what they name.
pub(in crate::read) fn is_entry(text: &str) -> bool {
    if !has_year(text) || text.len() > LONGEST {
        return false;
    }
    let parsed = printed::parse(text);
    let item = &parsed.item;
    let found = item.doi.is_some() || item.pmid.is_some() || item.volume.is_some() || item.page.is_some();
    let found = found || item.url.is_some() || item.publisher.is_some() || item.isbn.is_some();
    parsed.confident && found && !item.author.is_empty() && item.title.is_some() && item.issued.is_some()
}
