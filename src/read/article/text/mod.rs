//! Plain text, as it is pasted from a web page: headings without marks, bullets with indents, one paragraph a line;
//! or hard-wrapped, with blank lines between paragraphs.

mod mail;
mod pages;
mod quoted;
mod wrapping;

use self::wrapping::{continues, is_wrapped};
use super::front_matter::FrontMatter;
use super::kinds::{is_kicker, is_trail};
use super::{Input, ReadArticle, Reader, assemble, strikethrough};
use crate::model::BlockKind;
use crate::read::entry::Source;
use crate::read::list::headings::{is_heading, may_be_heading};
use crate::read::list::row::Row;
use crate::read::list::unheaded::begins_references;
use crate::read::list::{cut, reads_like_entry, signed};
use crate::read::piece::{Piece, reads_like_heading};
use crate::text::ending::trim_end_markers;
use crate::text::normalise::{FileSpan, count_chars, join_spans};

pub(super) const READER: Reader = Reader {
    name: "text",
    summary: "plain text, as pasted from a web page",
    extensions: &["txt", "text"],
    input: Input::Text { sniff: |_, _| true, is_sure: false, read, beside: |_| Vec::new() },
};

fn read(source: &Source<'_>) -> ReadArticle {
    let mut pieces = read_pieces(source);
    mark_headings(&mut pieces);
    let lines = (1..).zip(source.text.split('\n'));
    let struck: Vec<u32> = lines.filter(|(_, line)| strikethrough::find_kept(line).len() > 1).map(|(n, _)| n).collect();
    let mut front = FrontMatter::default();
    front.notes.extend(strikethrough::note_lines(&struck, "line"));
    assemble::assemble_article(pieces, front)
}

/// The pieces of a file: paragraphs and items; hard-wrapped lines are joined.
pub(in crate::read) fn read_pieces(source: &Source<'_>) -> Vec<Piece> {
    let rows = read_rows(source);
    let Some(at) = (0..rows.len()).find(|at| opens_list(&rows, *at)) else { return join_paragraphs(&rows) };
    let (body, list) = rows.split_at(at);
    let mut pieces = join_paragraphs(body);
    // A text may have a list behind each of its parts.
    let heads: Vec<usize> = (0..list.len()).filter(|at| opens_list(list, *at)).chain([list.len()]).collect();
    for pair in heads.windows(2) {
        let [from, to] = pair else { continue };
        let (heading, entries) = list.get(*from..*to).unwrap_or_default().split_at(1);
        pieces.extend(join_paragraphs(heading));
        pieces.extend(if begins_list(entries) { cut::cut_entries(entries) } else { join_paragraphs(entries) });
    }
    pieces
}

/// The pieces of a file that holds nothing but a list.
pub(in crate::read) fn list(source: &Source<'_>) -> Vec<Piece> {
    cut::cut_entries(&read_rows(source))
}

fn read_rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mut rows = quoted::unquote_rows(source.text);
    rows = pages::without_heads_and_feet(rows);
    mail::take_head(&mut rows);
    // The rule below a heading is no text.
    rows.iter_mut().filter(|row| pages::is_rule(row.raw)).for_each(|row| row.raw = "");
    signed::number_notes(&mut rows);
    rows
}

/// Whether a line is the heading of a list of references.
fn opens_list(rows: &[Row<'_>], at: usize) -> bool {
    /// So many lines behind such a heading are looked at.
    const NEAR: usize = 40;
    let behind = || rows.get(at + 1..rows.len().min(at + 1 + NEAR)).unwrap_or_default();
    let is_told = |words: &str| may_be_heading(words) && begins_references(&cut::cut_entries(behind()), words);
    rows.get(at).is_some_and(|row| {
        let words = row.raw.trim();
        row.bullet.as_ref().is_none_or(|b| b.number.is_some()) && (is_heading(words) || is_told(words))
    })
}

/// Whether the first lines behind a heading are those of a list.
fn begins_list(rows: &[Row<'_>]) -> bool {
    let mut first = rows.iter().filter(|row| !row.is_blank()).take(3);
    first.any(|row| row.bullet.is_some() || cut::is_first_number(row.raw) || reads_like_entry(row.raw.trim()))
}

fn join_paragraphs(rows: &[Row<'_>]) -> Vec<Piece> {
    let wrapped = is_wrapped(rows);
    let mut pieces = Vec::new();
    let mut open: Vec<&Row<'_>> = Vec::new();
    let (mut blank_before, mut gap) = (true, true);
    for (at, row) in rows.iter().enumerate() {
        if row.is_blank() {
            close(&mut open, gap, &mut pieces);
            blank_before = true;
            continue;
        }
        let goes_on = open.last().is_some_and(|before| {
            wrapped && row.bullet.is_none() && continues(before, row)
                || wrapping::goes_on_with_marker(rows, at, wrapped) && (before.n, row.n) == (row.n - 1, row.n)
        });
        if !goes_on {
            close(&mut open, gap, &mut pieces);
            gap = blank_before;
        }
        blank_before = false;
        open.push(row);
    }
    close(&mut open, gap, &mut pieces);
    pieces
}

fn close(open: &mut Vec<&Row<'_>>, gap: bool, pieces: &mut Vec<Piece>) {
    let Some(first) = open.first() else { return };
    let spans: Vec<FileSpan<'_>> = open
        .iter()
        .flat_map(|row| match row.bullet.as_ref().filter(|_| row.n == first.n) {
            Some(b) => keep_unstruck(row.raw.get(b.bytes..).unwrap_or_default(), row.n, b.columns + row.column),
            None => keep_unstruck(row.raw, row.n, row.column),
        })
        .collect();
    let made = join_spans(&spans);
    if !made.text.is_empty() {
        let mut piece = Piece::new(if first.bullet.is_some() { BlockKind::Item } else { BlockKind::Paragraph }, made);
        piece.gap = gap;
        if let Some(bullet) = &first.bullet {
            piece.level = bullet.depth;
            piece.number.clone_from(&bullet.number);
        }
        pieces.push(piece);
    }
    open.clear();
}

/// What of a line is not struck out; a space before struck words goes with them where a stop follows.
fn keep_unstruck(text: &str, line: u32, column: u32) -> Vec<FileSpan<'_>> {
    let parts = strikethrough::find_kept(text);
    let ends = |next: Option<&str>| next.is_some_and(|n| n.starts_with(['.', ',', ';', ':', '!', '?', ')']));
    let part = |at: usize| parts.get(at).and_then(|range| text.get(range.clone()));
    let spans = parts.iter().enumerate().filter_map(|(at, range)| {
        let words = text.get(range.clone())?;
        let before = count_chars(text.get(..range.start)?);
        let words = if ends(part(at + 1)) { words.trim_end() } else { words };
        Some(FileSpan { text: words, line, column: column + before })
    });
    spans.collect()
}

/// Whether a short line is a row of a table, its cells parted by bars, or says who wrote: `By Health Desk`.
fn is_row_or_credit(text: &str) -> bool {
    text.contains(" | ") || text.starts_with("By ") && text.split(' ').all(|word| word.starts_with(char::is_uppercase))
}

/// Finds the headings of a text that marks none: short, without a final stop, blank lines around, something behind.
fn mark_headings(pieces: &mut [Piece]) {
    let alone: Vec<bool> = (0..pieces.len())
        .map(|i| pieces.get(i).is_some_and(|p| p.gap) && pieces.get(i + 1).is_some_and(|n| n.gap))
        .collect();
    for (i, piece) in pieces.iter_mut().enumerate() {
        let lone = alone.get(i).copied().unwrap_or_default();
        let heads = lone && reads_like_heading(piece.text()) && !is_row_or_credit(piece.text());
        if piece.kind == BlockKind::Paragraph && heads {
            piece.kind = BlockKind::Heading;
            piece.level = 2;
        }
    }
    // Above the title there may be a menu, or a trail: "Home > Conditions > Knee pain".
    let menu = count_menu(pieces);
    // So may the kind of the article: "REVIEW".
    let kickers = pieces.iter().skip(menu).take_while(|p| p.gap && is_kicker(p.text())).count();
    let kickers = if pieces.get(menu + kickers).is_some_and(|next| next.gap && next.kind != BlockKind::Item) {
        kickers
    } else {
        0
    };
    pieces.iter_mut().skip(menu).take(kickers).for_each(|piece| piece.kind = BlockKind::Navigation);
    if let Some(first) = pieces.iter_mut().skip(menu + kickers).find(|p| !is_trail(p.text()))
        && first.kind != BlockKind::Item
        && first.text().len() <= 250
        && !trim_end_markers(first.text()).ends_with(['.', ';', ','])
    {
        first.kind = BlockKind::Title;
        first.level = 1;
    }
}

/// How many lines of a site's frame stand over the title: short ones before a trail, "Home > Skin"; or a menu, which begins with
/// "Home", or with what leads past it, and ends at a blank line.
fn count_menu(pieces: &mut [Piece]) -> usize {
    const FIRST: [&str; 2] = ["home", "menu"];
    /// No frame has more lines before its trail.
    const FRAME: usize = 8;
    let first = pieces.first().map(|first| first.text().to_lowercase()).unwrap_or_default();
    let is_short = |piece: &Piece| piece.text().split_whitespace().count() <= 6 && !piece.text().ends_with('.');
    let is_home = |piece: &Piece| is_trail(piece.text()) && piece.text().to_lowercase().starts_with("home");
    let framed = pieces.iter().take(FRAME).take_while(|piece| is_short(piece) && !is_home(piece)).count();
    let is_framed = pieces.get(framed).is_some_and(is_home);
    let is_entry = |piece: &&Piece| !piece.gap && piece.text().split_whitespace().count() <= 5;
    let listed = 1 + pieces.iter().skip(1).take_while(is_entry).count();
    let leads_past = first.starts_with("skip to ") && pieces.first().is_some_and(is_short);
    let opens = leads_past || FIRST.contains(&first.as_str()) && listed > 1;
    let length = match () {
        () if is_framed => framed,
        () if opens && pieces.get(listed).is_some_and(|next| next.gap) => listed,
        () => 0,
    };
    pieces.iter_mut().take(length).for_each(|piece| piece.kind = BlockKind::Navigation);
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, Option<String>, String)> {
        read_pieces(&Source { text, file_name: "a.txt" }).into_iter().map(|p| (p.kind, p.number, p.line.text)).collect()
    }

    #[test]
    fn bullets_and_numbers() {
        let read = kinds("  • Heat. Warm.\n[3] A\n4) B\n12. C\n-5 to 10 degrees\n2019. A year");
        let want = [
            (BlockKind::Item, None, "Heat. Warm."),
            (BlockKind::Item, Some("3"), "A"),
            (BlockKind::Item, Some("4"), "B"),
            (BlockKind::Item, Some("12"), "C"),
            (BlockKind::Paragraph, None, "-5 to 10 degrees"),
            (BlockKind::Paragraph, None, "2019. A year"),
        ];
        assert_eq!(read, want.map(|(k, n, t)| (k, n.map(str::to_owned), t.to_owned())));
    }

    #[test]
    fn heads_and_feet_of_printed_pages_are_no_text() {
        let text = "A clinic          Page 1 of 2\nKnees\n\nHeat helps.\n\nNo. 7     Page 1 of 2\n\u{c}A clinic     Page 2 of 2\n\nRest helps.";
        let read: Vec<String> = kinds(text).into_iter().map(|(_, _, words)| words).collect();
        assert_eq!(read, ["Knees", "Heat helps.", "Rest helps."]);
        assert_eq!(kinds("See page 1 of 2").len(), 1);
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let long = "The knee carries most of the weight of the body and it\nswells when it is hurt or worn, which most people notice\nfirst on stairs.\n\nA second paragraph which is also wrapped somewhere near\nthe same column.";
        assert_eq!(kinds(long).len(), 2);
        assert_eq!(kinds("One line.\nAnother line.\nA third").len(), 3);
        let once =
            "Sore knees are common, and exercise eases the pain in them within\nthe first weeks for most people.";
        assert_eq!(kinds(once).len(), 1);
        let figures = "Most adults who have sore knees get better at home in about\n12 weeks, and walking is safe at any age, so that nearly all\nof them can. In this country 2 to 4 in every\n100 have them.";
        assert_eq!(kinds(figures).len(), 1);
        assert_eq!(kinds("Sore knees in adults: what is known of them today\n12 facts").len(), 2);
    }
}
