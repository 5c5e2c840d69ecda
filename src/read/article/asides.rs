//! Sections of a file that are no part of its article: what readers comment, what leads to other pages, and who paid for the
//! article. Their headings tell it, in every format.

use crate::model::BlockKind;
use crate::read::list::headings::is_heading;
use crate::read::piece::Piece;
use crate::text::ending::{ends_with_marker, ends_with_stop};
use crate::text::lexicon::{PAGES, PrintedPhrases, WordSet};
use std::sync::LazyLock;

/// What begins the heading of links to other pages.
static LEADING: LazyLock<PrintedPhrases> = LazyLock::new(|| PAGES.printed_phrases("leading elsewhere"));

/// What heads comments, and what begins such a heading behind their number.
static COMMENTS: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("comments"));
static COUNTED: LazyLock<PrintedPhrases> = LazyLock::new(|| PAGES.printed_phrases("counted comments"));

/// What heads a declaration of the authors.
static DECLARATIONS: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("declarations"));

/// What such a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aside {
    Links,
    Comments,
    Declaration,
}

/// Marks such sections, each up to the next heading of its level.
pub(super) fn mark_asides(pieces: &mut [Piece]) {
    let mut open: Option<(Aside, u8)> = None;
    let mut is_card = false;
    for piece in pieces.iter_mut() {
        let heads = piece.kind == BlockKind::Heading;
        open = open.filter(|(aside, level)| match aside {
            // In a file without marks, a name over a comment reads like a heading.
            Aside::Comments => !(heads && piece.marked && piece.level <= *level || is_heading(piece.text())),
            _ => !(heads && piece.level <= *level),
        });
        open = open.filter(|(aside, _)| *aside != Aside::Links || heads || is_card || leads_elsewhere(piece));
        let found = if heads { find_aside(piece.text()) } else { None };
        if open.is_none_or(|(aside, _)| aside != Aside::Comments) {
            open = found.map(|aside| (aside, piece.level)).or(open);
        }
        let Some((aside, _)) = open else { continue };
        // The words under the heading of a card say what the other page is about.
        is_card = heads && found.is_none();
        if is_open(piece.kind) {
            piece.kind = if aside == Aside::Declaration && !heads { BlockKind::Notice } else { BlockKind::Navigation };
            piece.level = 0;
        }
    }
}

fn is_open(kind: BlockKind) -> bool {
    use BlockKind::{Caption, Heading, Item, Paragraph, Quote, Row};
    matches!(kind, Paragraph | Heading | Item | Quote | Row | Caption)
}

/// What a heading says of the section under it.
fn find_aside(heading: &str) -> Option<Aside> {
    /// No such heading is longer, in bytes.
    const LONGEST: usize = 100;
    if heading.len() > LONGEST {
        return None;
    }
    let lower = heading.to_lowercase();
    let plain = lower.trim_matches(|c: char| !c.is_alphabetic());
    let is_counted = lower.starts_with(|c: char| c.is_ascii_digit());
    match () {
        () if COMMENTS.contains(plain) || is_counted && COUNTED.begin(plain) => Some(Aside::Comments),
        () if DECLARATIONS.contains(plain) => Some(Aside::Declaration),
        () if LEADING.begin(plain) && !is_heading(heading) => Some(Aside::Links),
        () => None,
    }
}

/// Whether a block may lead to another page: few words that are no sentence, or links alone.
fn leads_elsewhere(piece: &Piece) -> bool {
    /// No title of a page has more words.
    const WORDS: usize = 25;
    let linked: u32 = piece.links.iter().map(|link| link.end - link.start).sum();
    let is_link = linked as usize * 2 > piece.text().chars().count();
    let is_title = !ends_with_stop(piece.text()) && !ends_with_marker(piece.text());
    piece.text().split_whitespace().count() <= WORDS && (is_title || is_link)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::{FileSpan, join_spans};

    #[test]
    fn headings_of_what_is_no_part_of_an_article() {
        use Aside::{Comments, Declaration, Links};
        for (heading, want) in [
            ("Comments", Some(Comments)),
            ("Comments (3)", Some(Comments)),
            ("12 Comments", Some(Comments)),
            ("3 thoughts on “Sore knees”", Some(Comments)),
            ("Leave a Reply", Some(Comments)),
            ("Read this next", Some(Links)),
            ("You may also like:", Some(Links)),
            ("Related articles", Some(Links)),
            ("More from Mallo Clinic", Some(Links)),
            ("Conflicts of interest", Some(Declaration)),
            ("Funding", Some(Declaration)),
            ("Responses to treatment", None),
            ("Comments on dosing", None),
            ("Related conditions", None),
            ("Recommended reading", None),
            ("Recommended doses", None),
            ("Popular remedies", None),
            ("More on stairs", None),
        ] {
            assert_eq!(find_aside(heading), want, "{heading}");
        }
    }

    #[test]
    fn sections_end_where_the_article_goes_on() {
        use BlockKind::{Heading, Navigation, Notice, Paragraph};
        let piece = |(kind, level, text): (BlockKind, u8, &str)| {
            let line = join_spans(&[FileSpan { text, line: 1, column: 1 }]);
            Piece { level, marked: kind == Heading, ..Piece::new(kind, line) }
        };
        for (blocks, want) in [
            (
                vec![
                    (Heading, 2, "Read next"),
                    (Paragraph, 0, "Heat and hips"),
                    (Paragraph, 0, "Rest eases knee pain."),
                ],
                vec![Navigation, Navigation, Paragraph],
            ),
            (
                vec![
                    (Heading, 2, "Related articles"),
                    (Heading, 3, "Heat and hips"),
                    (Paragraph, 0, "Heat eases hip pain."),
                    (Paragraph, 0, "Rest eases knee pain."),
                ],
                vec![Navigation, Navigation, Navigation, Paragraph],
            ),
            (
                vec![
                    (Heading, 3, "2 comments"),
                    (Paragraph, 0, "Ann Poe"),
                    (Paragraph, 0, "Heat healed me in a day."),
                    (Heading, 4, "Re: heat"),
                    (Paragraph, 0, "Me too."),
                    (Heading, 2, "Stairs"),
                    (Paragraph, 0, "Rest eases knee pain."),
                ],
                vec![Navigation, Navigation, Navigation, Navigation, Navigation, Heading, Paragraph],
            ),
            (
                vec![
                    (Heading, 2, "Funding"),
                    (Paragraph, 0, "A firm that sells heat paid for it."),
                    (Heading, 2, "Stairs"),
                ],
                vec![Navigation, Notice, Heading],
            ),
        ] {
            let mut pieces: Vec<Piece> = blocks.iter().copied().map(piece).collect();
            mark_asides(&mut pieces);
            assert_eq!(pieces.iter().map(|piece| piece.kind).collect::<Vec<_>>(), want, "{blocks:?}");
        }
    }
}
