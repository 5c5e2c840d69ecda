//! Pages: records in full, as text that fits the terminal. In a pipe nothing is wrapped, and marks that colours would
//! make are made with characters.

use crate::cli::Session;
use crate::text::visible::make_visible;
use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a stretch of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// Not at all.
    Plain,
    /// Names and headings.
    Strong,
    /// The sentence that a page is about.
    Sentence,
    /// What speaks for a claim.
    Good,
    /// What should be looked at.
    Bad,
}

impl Emphasis {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Sentence => Style::new().bold().underline(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
        }
    }
}

/// A stretch of text and its mark.
pub(crate) type MarkedSpan<'t> = (Emphasis, &'t str);

/// A page under way.
pub(crate) struct Page {
    width: usize,
    colours: bool,
    text: String,
}

impl Page {
    /// An empty page for where a session's results go.
    pub(crate) fn new(session: &Session<'_>) -> Self {
        Self { width: session.width().unwrap_or(usize::MAX), colours: session.colours(), text: String::new() }
    }

    /// Whether marks show as colours.
    pub(crate) fn colours(&self) -> bool {
        self.colours
    }

    /// An empty line.
    pub(crate) fn add_blank(&mut self) {
        self.text.push('\n');
    }

    /// A heading after an empty line.
    pub(crate) fn add_heading(&mut self, words: &str) {
        self.add_blank();
        self.add_spans(0, &[(Emphasis::Strong, words)]);
    }

    /// Text, each of its lines behind an indent.
    pub(crate) fn add_line(&mut self, indent: usize, words: &str) {
        self.add_spans(indent, &[(Emphasis::Plain, words)]);
    }

    /// The same of several stretches; white space alone divides words, so stretches may meet inside one.
    pub(crate) fn add_spans(&mut self, indent: usize, spans: &[MarkedSpan<'_>]) {
        self.push_hanging(indent, indent, spans);
    }

    /// A label, and what it names beside it.
    pub(crate) fn add_field(&mut self, indent: usize, label: &str, spans: &[MarkedSpan<'_>]) {
        const LABEL: usize = 10;
        let room = LABEL.max(label.width() + 1);
        let label = format!("{}{label}{}", " ".repeat(indent), " ".repeat(room - label.width()));
        // A label stands on the first line; what is left of the width is for what it names.
        let mut below = Page { width: self.width, colours: self.colours, text: String::new() };
        below.push_hanging(indent + room, indent + room, spans);
        let named = below.text.get(indent + room..).unwrap_or("\n");
        self.text.push_str(&label);
        self.text.push_str(named);
    }

    /// Commands to go on with; nothing where there are none. One that is too long goes on below as a shell reads it.
    pub(crate) fn add_next_steps(&mut self, commands: &[String]) {
        if !commands.is_empty() {
            self.add_heading("Next");
        }
        for command in commands {
            let lines = wrap_spans(&[(Emphasis::Plain, command)], self.width.saturating_sub(6).max(1));
            let lines: Vec<String> = lines.iter().map(join_words).collect();
            self.text.push_str(&format!("  {}\n", lines.join(" \\\n    ")));
        }
    }

    /// Two lists of lines, the one beside the other; one after the other where there is no room, and in a pipe.
    pub(crate) fn add_side_by_side(&mut self, indent: usize, left: &[String], right: &[String]) {
        const GAP: usize = 3;
        const LEAST: usize = 28;
        let room = self.width.saturating_sub(indent + GAP) / 2;
        if room < LEAST || self.width == usize::MAX {
            left.iter().chain(right).for_each(|line| self.add_line(indent, line));
            return;
        }
        let wrapped = |lines: &[String]| -> Vec<String> {
            lines
                .iter()
                .flat_map(|line| wrap_spans(&[(Emphasis::Plain, line)], room))
                .map(|line| join_words(&line))
                .collect()
        };
        let (left, right) = (wrapped(left), wrapped(right));
        for at in 0..left.len().max(right.len()) {
            let [left, right] = [&left, &right].map(|lines| lines.get(at).map_or("", String::as_str));
            let fill = " ".repeat(room.saturating_sub(left.width()));
            let line = format!("{}{left}{fill} │ {right}", " ".repeat(indent));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn push_hanging(&mut self, first: usize, rest: usize, spans: &[MarkedSpan<'_>]) {
        for (at, line) in wrap_spans(spans, self.width.saturating_sub(first.max(rest)).max(1)).iter().enumerate() {
            self.text.push_str(&" ".repeat(if at == 0 { first } else { rest }));
            self.write_styled(line);
            self.text.push('\n');
        }
    }

    fn write_styled(&mut self, line: &[(Emphasis, String)]) {
        for (mark, words) in line {
            let style = if self.colours { mark.style() } else { Style::new() };
            self.text.push_str(&format!("{style}{words}{style:#}"));
        }
    }

    /// The page as text.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// Text wrapped by words to `width` columns, each line after `indent`; a word that is longer is broken.
pub(crate) fn wrap(text: &str, width: usize, indent: &str) -> String {
    let room = width.saturating_sub(indent.width()).max(1);
    let lines = wrap_spans(&[(Emphasis::Plain, text)], room);
    lines.iter().map(|line| format!("{indent}{}\n", join_words(line))).collect()
}

/// A line's words without their marks.
fn join_words(line: &MarkedWord) -> String {
    line.iter().map(|(_, words)| words.as_str()).collect()
}

/// A word or a line, which may change its mark inside.
pub(crate) type MarkedWord = Vec<(Emphasis, String)>;

/// Spans as lines of at most `width` columns.
pub(crate) fn wrap_spans(spans: &[MarkedSpan<'_>], width: usize) -> Vec<MarkedWord> {
    let (mut lines, mut line, mut used) = (Vec::new(), MarkedWord::new(), 0);
    for word in split_words(spans).into_iter().flat_map(|word| break_word(word, width)) {
        let needs = width_of(&word);
        if used > 0 && used + 1 + needs > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            // The space between two words of one mark carries it, so that an underline does not break.
            let both = line.last().zip(word.first()).filter(|((a, _), (b, _))| a == b);
            let mark = both.map_or(Emphasis::Plain, |((mark, _), _)| *mark);
            push(&mut line, mark, " ");
            used += 1;
        }
        word.iter().for_each(|(mark, part)| push(&mut line, *mark, part));
        used += needs;
    }
    if used > 0 {
        lines.push(line);
    }
    lines
}

/// The words of spans, made fit for a terminal.
fn split_words(spans: &[MarkedSpan<'_>]) -> Vec<MarkedWord> {
    let (mut words, mut word) = (Vec::new(), MarkedWord::new());
    for (mark, text) in spans {
        for (at, part) in text.split([' ', '\n']).enumerate() {
            if at > 0 && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !part.is_empty() {
                push(&mut word, *mark, &make_visible(part));
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A word in parts that fit; characters without a width stay with the one before.
fn break_word(word: MarkedWord, width: usize) -> Vec<MarkedWord> {
    if width_of(&word) <= width {
        return vec![word];
    }
    let (mut parts, mut part, mut used) = (Vec::new(), MarkedWord::new(), 0);
    for (mark, c) in word.iter().flat_map(|(mark, text)| text.chars().map(|c| (*mark, c))) {
        let needs = c.width().unwrap_or(0);
        if used > 0 && used + needs > width {
            parts.push(std::mem::take(&mut part));
            used = 0;
        }
        push(&mut part, mark, c.encode_utf8(&mut [0; 4]));
        used += needs;
    }
    parts.push(part);
    parts
}

fn push(word: &mut MarkedWord, mark: Emphasis, text: &str) {
    match word.last_mut() {
        Some((last, words)) if *last == mark => words.push_str(text),
        _ => word.push((mark, text.to_owned())),
    }
}

pub(crate) fn width_of(word: &MarkedWord) -> usize {
    word.iter().map(|(_, text)| text.width()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_long_ones_broken() {
        assert_eq!(wrap("one two three", 7, ""), "one two\nthree\n");
        assert_eq!(wrap("abcdefghij k", 4, " "), " abc\n def\n ghi\n j k\n");
        assert_eq!(wrap("膝の痛みは多い", 7, ""), "膝の痛\nみは多\nい\n");
        assert_eq!(wrap("e\u{301}e\u{301}e\u{301}", 2, ""), "e\u{301}e\u{301}\ne\u{301}\n");
        assert_eq!(wrap("  ", 10, ""), "");
    }

    #[test]
    fn stretches_may_meet_inside_a_word() {
        let mut page = Page { width: 20, colours: false, text: String::new() };
        page.add_spans(2, &[(Emphasis::Plain, "a («"), (Emphasis::Sentence, "b c"), (Emphasis::Plain, "») d")]);
        assert_eq!(page.finish(), "  a («b c») d\n");
        let mut page = Page { width: 9, colours: true, text: String::new() };
        page.add_spans(0, &[(Emphasis::Plain, "("), (Emphasis::Strong, "bold words"), (Emphasis::Plain, ")")]);
        assert_eq!(page.finish(), "(\u{1b}[1mbold\u{1b}[0m\n\u{1b}[1mwords\u{1b}[0m)\n");
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_wider(text in "[a-z 膝é\u{1b}\u{301}👩]{0,80}", width in 8_usize..40) {
            for line in wrap(&text, width, "  ").lines() {
                proptest::prop_assert!(line.width() <= width, "{line:?}");
            }
        }
    }
}
