//! Lines under way: text, headings and labelled fields, wrapped to a width.

use crate::cli::show::page::{Emphasis, MarkedWord, wrap_spans};

/// Lines under way.
pub(super) struct Lines {
    width: usize,
    pub(super) lines: Vec<MarkedWord>,
}

impl Lines {
    pub(super) fn new(width: usize) -> Self {
        Self { width, lines: Vec::new() }
    }

    /// An empty line, unless nothing stands above.
    pub(super) fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
    }

    pub(super) fn heading(&mut self, words: &str) {
        self.blank();
        self.spans(1, &[(Emphasis::Strong, words.to_owned())]);
    }

    pub(super) fn text(&mut self, indent: usize, words: &str) {
        self.spans(indent, &[(Emphasis::Plain, words.to_owned())]);
    }

    pub(super) fn spans(&mut self, indent: usize, spans: &[(Emphasis, String)]) {
        self.labelled(indent, "", spans);
    }

    /// A label of eight columns, and what it names beside it.
    pub(super) fn field(&mut self, indent: usize, label: &str, spans: &[(Emphasis, String)]) {
        self.labelled(indent, &format!("{label:<8} "), spans);
    }

    fn labelled(&mut self, indent: usize, label: &str, spans: &[(Emphasis, String)]) {
        let hang = indent + label.chars().count();
        let spans: Vec<(Emphasis, &str)> = spans.iter().map(|(mark, words)| (*mark, words.as_str())).collect();
        for (n, line) in wrap_spans(&spans, self.width.saturating_sub(hang + 1).max(8)).into_iter().enumerate() {
            let head = if n == 0 { format!("{}{label}", " ".repeat(indent)) } else { " ".repeat(hang) };
            self.lines.push([vec![(Emphasis::Plain, head)], line].concat());
        }
    }
}
