//! Text as it is kept: NFC, any run of white space one space, soft hyphens, zero-width and control characters gone,
//! a block one line. Where each character came from in the file is remembered.

use crate::model::Origin;
use icu_normalizer::ComposingNormalizer;

/// A piece of a file, and where it begins there. A line break inside it counts as a space and moves the place on.
#[derive(Debug, Clone, Copy)]
pub struct FileSpan<'a> {
    /// The piece.
    pub text: &'a str,
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its column there, from 1, in code points.
    pub column: u32,
}

/// Normalised text without line breaks, and where its characters came from; the `at` of each origin counts from the
/// start of this text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlacedLine {
    /// The text, without white space at its ends.
    pub text: String,
    /// Its origins in order; empty only where the text is.
    pub from: Vec<Origin>,
}

impl PlacedLine {
    /// The part of the line from byte `start` to byte `end`, without white space at its ends.
    pub fn slice(&self, start: usize, end: usize) -> PlacedLine {
        let whole = self.text.get(start..end).unwrap_or_default();
        let text = whole.trim();
        let skipped =
            self.text.get(..start).map_or(0, count_chars) + count_chars(whole) - count_chars(whole.trim_start());
        let length = count_chars(text);
        let mut from: Vec<Origin> = Vec::new();
        for &Origin(at, line, column) in &self.from {
            if at <= skipped {
                from = vec![Origin(0, line, column + (skipped - at))];
            } else if at < skipped + length {
                from.push(Origin(at - skipped, line, column));
            }
        }
        PlacedLine { text: text.to_owned(), from: if length == 0 { Vec::new() } else { from } }
    }

    /// The file's line and column of a character; none before the first origin.
    pub fn place_of(&self, at: u32) -> Option<(u32, u32)> {
        let origin = self.from.get(self.from.partition_point(|origin| origin.0 <= at).checked_sub(1)?)?;
        Some((origin.1, origin.2 + at - origin.0))
    }

    /// The file's line and column of its first character; (1, 1) for an empty line.
    pub fn place(&self) -> (u32, u32) {
        self.from.first().map_or((1, 1), |o| (o.1, o.2))
    }
}

/// The number of code points, as positions are counted.
pub fn count_chars(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Text from anywhere, normalised.
pub fn normalise_text(raw: &str) -> String {
    join_spans(&[FileSpan { text: raw, line: 1, column: 1 }]).text
}

/// Spans of a file, in order, as one line. Spans of different lines are parted by a space, those of one line are not.
pub fn join_spans(spans: &[FileSpan<'_>]) -> PlacedLine {
    join(spans, true).0
}

/// Spans of a marked-up file, in order, as one line, and how many code points it has at the end of each span. Where lines
/// break between two spans they break within a mark, and part nothing.
pub fn join_spans_with_ends(spans: &[FileSpan<'_>]) -> (PlacedLine, Vec<u32>) {
    join(spans, false)
}

fn join(spans: &[FileSpan<'_>], parts_lines: bool) -> (PlacedLine, Vec<u32>) {
    let mut made = LineNormaliser::default();
    let mut ends = Vec::with_capacity(spans.len());
    for (i, span) in spans.iter().enumerate() {
        let (mut line, mut column) = (span.line, span.column);
        if i > 0 && made.last_line != line && parts_lines {
            made.pending_space = true;
        }
        for c in span.text.chars() {
            made.take(c, line, column);
            if c == '\n' {
                (line, column) = (line + 1, 1);
            } else {
                column += 1;
            }
        }
        made.last_line = line;
        ends.push(made.length_so_far());
    }
    (made.finish(), ends)
}

/// Whether a character carries no text: soft hyphen, zero-width space and joiner of words, byte order mark,
/// direction marks and control characters. The joiners U+200C and U+200D shape letters and stay.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

#[derive(Default)]
struct LineNormaliser {
    out: PlacedLine,
    length: u32,
    /// Characters that may still compose with what follows, and where the first of them stands.
    segment: String,
    segment_at: (u32, u32),
    segment_length: u32,
    pending_space: bool,
    pending_at: Option<(u32, u32)>,
    last_line: u32,
}

impl LineNormaliser {
    fn take(&mut self, c: char, line: u32, column: u32) {
        if c.is_whitespace() {
            self.pending_space = true;
            self.pending_at.get_or_insert((line, column));
            return;
        }
        if is_dropped(c) {
            return;
        }
        if self.pending_space {
            self.flush();
            if self.length > 0 {
                let at = self.pending_at.unwrap_or((line, column));
                self.push(' ', at);
            }
            (self.pending_space, self.pending_at) = (false, None);
        } else if c < '\u{300}' || self.breaks_at(line, column) {
            // No character below U+0300 ever composes with one before it.
            self.flush_unless_composing(c);
        }
        if self.segment.is_empty() {
            self.segment_at = (line, column);
        }
        self.segment.push(c);
        self.segment_length += 1;
    }

    /// Whether something was left out between the segment and this place.
    fn breaks_at(&self, line: u32, column: u32) -> bool {
        (line, column) != (self.segment_at.0, self.segment_at.1 + self.segment_length)
    }

    fn flush_unless_composing(&mut self, next: char) {
        if next < '\u{300}' {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let segment = std::mem::take(&mut self.segment);
        let (line, column) = self.segment_at;
        let mut chars = segment.chars();
        match (chars.next(), chars.next()) {
            // Nearly all text: one character that nothing composes with.
            (Some(c), None) if c < '\u{300}' => self.push(c, (line, column)),
            _ => {
                let composed = ComposingNormalizer::new_nfc().normalize(&segment);
                for (i, c) in (0u32..).zip(composed.chars()) {
                    self.push(c, (line, column + i));
                }
            }
        }
        self.segment = segment;
        self.segment.clear();
        self.segment_length = 0;
    }

    fn push(&mut self, c: char, (line, column): (u32, u32)) {
        let follows = self.out.from.last().is_some_and(|o| o.1 == line && o.2 + (self.length - o.0) == column);
        if !follows {
            self.out.from.push(Origin(self.length, line, column));
        }
        self.out.text.push(c);
        self.length += 1;
    }

    /// The length that the line would have if nothing followed.
    fn length_so_far(&self) -> u32 {
        let waiting = match self.segment_length {
            n @ (0 | 1) => n,
            _ => count_chars(&ComposingNormalizer::new_nfc().normalize(&self.segment)),
        };
        self.length + waiting
    }

    fn finish(mut self) -> PlacedLine {
        self.flush();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(line: &PlacedLine, at: u32) -> (u32, u32) {
        let o = line.from.iter().rev().find(|o| o.0 <= at).unwrap();
        (o.1, o.2 + at - o.0)
    }

    #[test]
    fn spaces_hyphens_and_accents() {
        for (raw, want) in [
            ("  a\u{a0}\u{2009}b\tc  ", "a b c"),
            ("preg\u{ad}nancy", "pregnancy"),
            ("e\u{301}tude \u{200b}a\u{30a}", "étude å"),
            ("one\r\ntwo\n\nthree", "one two three"),
            ("bell\u{7}", "bell"),
            ("\u{feff}", ""),
        ] {
            assert_eq!(normalise_text(raw), want, "{raw:?}");
        }
    }

    #[test]
    fn a_dropped_character_moves_the_origin() {
        let made = join_spans(&[FileSpan { text: "ab\u{ad}cd  ef", line: 3, column: 5 }]);
        assert_eq!(made.text, "abcd ef");
        assert_eq!(place(&made, 2), (3, 8));
        assert_eq!(place(&made, 5), (3, 12));
        let cut = made.slice(4, 7);
        assert_eq!((cut.text.as_str(), cut.place()), ("ef", (3, 12)));
    }

    proptest! {
        #[test]
        fn ends_are_those_of_the_spans_alone(parts in prop::collection::vec("[a-c\u{300}\u{ad}\u{1100}\u{1161} \n]{0,6}", 0..8)) {
            let span = |text| FileSpan { text, line: 1, column: 1 };
            let spans: Vec<FileSpan<'_>> = parts.iter().map(|p| span(p.as_str())).collect();
            let alone: Vec<u32> = (1..=spans.len()).map(|n| count_chars(&join(&spans[..n], false).0.text)).collect();
            prop_assert_eq!(join_spans_with_ends(&spans).1, alone);
        }

        #[test]
        fn idempotent(raw in "\\PC*|[a-z\u{300}-\u{303}\u{ad}\u{a0}\u{ac00}\u{1100}-\u{1112}\u{1161} \n]*") {
            let once = normalise_text(&raw);
            prop_assert_eq!(normalise_text(&once), once.clone());
            prop_assert!(!once.contains(['\n', '\r', '\t']));
        }

        #[test]
        fn origins_point_at_the_same_character(raw in "[a-zé\u{ad}\u{a0}\u{200b} \n]*") {
            let made = join_spans(&[FileSpan { text: &raw, line: 1, column: 1 }]);
            let lines: Vec<Vec<char>> = raw.split('\n').map(|l| l.chars().collect()).collect();
            for (at, c) in (0u32..).zip(made.text.chars()) {
                let (l, col) = place(&made, at);
                let there = lines[l as usize - 1].get(col as usize - 1).copied().unwrap_or('\n');
                prop_assert!(there == c || (c == ' ' && there.is_whitespace()), "{raw:?} at {at}: {there:?} for {c:?}");
            }
        }
    }
}
