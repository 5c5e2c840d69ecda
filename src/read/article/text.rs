//! Plain text, as it is pasted from a web page: headings without marks, bullets with indents, one paragraph a line;
//! or hard-wrapped, with blank lines between paragraphs.

use super::kinds::is_trail;
use super::piece::{Piece, reads_like_heading};
use super::{ReadArticle, Reader, Source, assemble};
use crate::model::BlockKind;
use crate::text::normalise::{Span, line};

pub(super) const READER: Reader = Reader {
    name: "text",
    summary: "plain text, as pasted from a web page",
    extensions: &["txt", "text"],
    sniff: |_, _| true,
    read,
};

fn read(source: &Source<'_>) -> ReadArticle {
    let mut pieces = pieces(source);
    headings(&mut pieces);
    assemble::article(pieces, Default::default())
}

/// A line of the file, its number, and the bullet or number it begins with.
struct Row<'a> {
    n: u32,
    raw: &'a str,
    bullet: Option<Bullet>,
}

/// A bullet or a printed number before an item.
struct Bullet {
    /// Code points up to the words.
    columns: u32,
    /// Bytes up to the words.
    bytes: usize,
    number: Option<String>,
    depth: u8,
}

/// The pieces of a file: paragraphs and items; hard-wrapped lines are joined.
pub(in crate::read) fn pieces(source: &Source<'_>) -> Vec<Piece> {
    let rows: Vec<Row<'_>> =
        (1u32..).zip(source.text.split('\n')).map(|(n, raw)| Row { n, raw, bullet: bullet(raw) }).collect();
    let wrapped = is_wrapped(&rows);
    let mut pieces = Vec::new();
    let mut open: Vec<&Row<'_>> = Vec::new();
    let (mut blank_before, mut gap) = (true, true);
    for row in &rows {
        if row.raw.trim().is_empty() {
            close(&mut open, gap, &mut pieces);
            blank_before = true;
            continue;
        }
        let goes_on = wrapped && row.bullet.is_none() && open.last().is_some_and(|before| continues(before, row));
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
    let spans: Vec<Span<'_>> = open
        .iter()
        .map(|row| match &row.bullet {
            Some(b) => Span { text: row.raw.get(b.bytes..).unwrap_or_default(), line: row.n, column: b.columns + 1 },
            None => Span { text: row.raw, line: row.n, column: 1 },
        })
        .collect();
    let made = line(&spans);
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

/// Whether a file breaks its paragraphs over lines: lines are short, and often one that does not end a sentence is
/// followed by one in lower case.
fn is_wrapped(rows: &[Row<'_>]) -> bool {
    let broken = rows
        .windows(2)
        .filter(|pair| match pair {
            [a, b] => {
                let (a, b) = (a.raw.trim_end(), b.raw.trim_start());
                a.chars().count() >= 45 && !a.ends_with(['.', '!', '?', ':']) && b.starts_with(char::is_lowercase)
            }
            _ => false,
        })
        .count();
    let long = rows.iter().filter(|r| r.raw.trim_end().chars().count() > 130).count();
    broken >= 2 && long * 4 <= broken
}

fn continues(before: &Row<'_>, row: &Row<'_>) -> bool {
    let length = before.raw.trim_end().chars().count();
    length >= 45 || row.raw.trim_start().starts_with(char::is_lowercase)
}

/// Reads `•`, `-`, `*`, `12.`, `12)`, `[12]` with the space behind.
fn bullet(raw: &str) -> Option<Bullet> {
    let trimmed = raw.trim_start();
    let indent = raw.len() - trimmed.len();
    let (mark, number) = if let Some(c) = trimmed.chars().next().filter(|c| "•·◦▪‣●○∙*-–—".contains(*c))
    {
        (c.len_utf8(), None)
    } else {
        let (mark, digits) = number(trimmed)?;
        (mark, Some(digits.to_owned()))
    };
    let behind = trimmed.get(mark..)?;
    let words = behind.trim_start();
    // "-5 to 10" is a figure; "[12]Smith" is an entry; "•Heat" is an item.
    let attached = behind.len() == words.len();
    let needs_space = !trimmed.starts_with(['•', '[', '●', '◦', '▪', '‣']);
    if words.is_empty() || (attached && needs_space) {
        return None;
    }
    let bytes = indent + mark + behind.len() - words.len();
    let columns = u32::try_from(raw.get(..bytes)?.chars().count()).ok()?;
    let width: usize = raw.get(..indent)?.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    Some(Bullet { columns, bytes, number, depth: u8::try_from(1 + width / 4).unwrap_or(9).min(9) })
}

/// `12.`, `12)`, `[12]`, `(12)`: bytes of the mark, and the digits.
fn number(text: &str) -> Option<(usize, &str)> {
    let open = usize::from(text.starts_with(['[', '(']));
    let rest = text.get(open..)?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let close = rest.get(digits..)?.chars().next()?;
    let closed = if open == 1 { matches!(close, ']' | ')') } else { matches!(close, '.' | ')') };
    ((1..=3).contains(&digits) && closed).then_some((open + digits + 1, rest.get(..digits)?))
}

/// Finds the headings of a text that marks none: short, without a final stop, blank lines around, something behind.
fn headings(pieces: &mut [Piece]) {
    let alone: Vec<bool> = (0..pieces.len())
        .map(|i| pieces.get(i).is_some_and(|p| p.gap) && pieces.get(i + 1).is_some_and(|n| n.gap))
        .collect();
    for (i, piece) in pieces.iter_mut().enumerate() {
        let lone = alone.get(i).copied().unwrap_or_default();
        if piece.kind == BlockKind::Paragraph && lone && reads_like_heading(piece.text()) {
            piece.kind = BlockKind::Heading;
            piece.level = 2;
        }
    }
    // Above the title there may be a trail: "Home > Conditions > Knee pain".
    if let Some(first) = pieces.iter_mut().find(|p| !is_trail(p.text()))
        && first.kind != BlockKind::Item
        && first.text().len() <= 250
        && !first.text().ends_with(['.', ';', ','])
    {
        first.kind = BlockKind::Title;
        first.level = 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, Option<String>, String)> {
        pieces(&Source { text, file_name: "a.txt" }).into_iter().map(|p| (p.kind, p.number, p.line.text)).collect()
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
    fn wrapped_lines_are_joined_and_others_are_not() {
        let long = "The knee carries most of the weight of the body and it\nswells when it is hurt or worn, which most people notice\nfirst on stairs.\n\nA second paragraph which is also wrapped somewhere near\nthe same column.";
        assert_eq!(kinds(long).len(), 2);
        assert_eq!(kinds("One line.\nAnother line.\nA third").len(), 3);
    }
}
