//! What a comment in an article's file accepts: `<!-- claimbook: allow RULE by NAME until DATE because … -->`. Readers drop
//! comments; this looks at the file beside them, in Markdown and in HTML. What stands in code is shown, and accepts nothing.

use super::{Decoded, decode};
use crate::model::{Allowance, AllowanceTerms};
use pulldown_cmark::{Event, Parser};
use std::ops::Range;

/// What a comment of ours begins with, behind `<!--`.
const OURS: &str = "claimbook:";

/// How the terms are written, as the end of a sentence.
const EXPECTED: &str = "expected `claimbook: allow RULE by NAME until YYYY-MM-DD because REASON`";

/// The acceptances in a file's comments, in their order. `reader` is that of the article; only Markdown and HTML have any.
pub fn find_allowances(bytes: &[u8], reader: &str) -> Vec<Allowance> {
    let is_markdown = reader == "markdown";
    if !is_markdown && reader != "html" {
        return Vec::new();
    }
    // What no reader could decode has no version that a finding could be about.
    let Ok(Decoded { text, .. }) = decode(bytes, "", u64::MAX) else { return Vec::new() };
    if !text.contains(OURS) {
        return Vec::new();
    }
    let comments = if is_markdown { find_markdown_comments(&text) } else { find_html_comments(&text) };
    let mut places = Places { text: &text, at: 0, line: 1, column: 1 };
    comments
        .into_iter()
        .filter_map(|(range, within)| {
            let inside = text.get(range.clone())?.strip_prefix("<!--")?.strip_suffix("-->")?;
            let (line, column) = places.locate(range.start);
            Some(Allowance { line, column, within, terms: parse(inside.trim().strip_prefix(OURS)?) })
        })
        .collect()
}

/// The terms behind `claimbook:`, or what is wrong with them.
fn parse(text: &str) -> Result<AllowanceTerms, String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = words.strip_prefix("allow ").ok_or(EXPECTED)?;
    let (rule, rest) = rest.split_once(" by ").ok_or(EXPECTED)?;
    let (by, rest) = rest.split_once(" until ").ok_or(EXPECTED)?;
    let (until, reason) = rest.split_once(" because ").ok_or(EXPECTED)?;
    if rule.contains(' ') || by.trim().is_empty() || reason.trim().is_empty() {
        return Err(EXPECTED.to_owned());
    }
    let until = until
        .parse()
        .map_err(|_| format!("“{until}” is not a date, expected four digits, a month and a day, such as 2027-01-31"))?;
    Ok(AllowanceTerms { rule: rule.to_owned(), by: by.to_owned(), until, reason: reason.to_owned() })
}

/// The comments of a Markdown text, and whether each stands within a paragraph.
fn find_markdown_comments(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut pieces: Vec<(Range<usize>, bool)> = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let within = match event {
            Event::Html(_) => false,
            Event::InlineHtml(_) => true,
            _ => continue,
        };
        // A comment of several lines comes a line at a time.
        match pieces.last_mut().filter(|(last, inline)| last.end == range.start && *inline == within) {
            Some((last, _)) => last.end = range.end,
            None => pieces.push((range, within)),
        }
    }
    let found = |(piece, within): (Range<usize>, bool)| {
        let comments = find_comments(text, piece);
        comments.into_iter().map(move |comment| (comment, within))
    };
    pieces.into_iter().flat_map(found).collect()
}

/// The comments of a page, and whether each stands within an element's words: behind words, with the element's end after it.
fn find_html_comments(text: &str) -> Vec<(Range<usize>, bool)> {
    let code = find_code(text);
    let is_markup = |comment: &Range<usize>| {
        let before = code.partition_point(|range| range.start < comment.start);
        before.checked_sub(1).and_then(|at| code.get(at)).is_none_or(|range| range.end <= comment.start)
    };
    let comments = find_comments(text, 0..text.len()).into_iter().filter(is_markup);
    comments
        .map(|comment| {
            let before = text.get(..comment.start).unwrap_or_default().trim_end();
            let after = text.get(comment.end..).unwrap_or_default().trim_start();
            let within = !before.ends_with('>') && !before.is_empty() && !after.is_empty();
            (comment, within)
        })
        .collect()
}

/// Where comments stand in a part of a text.
fn find_comments(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = part.start;
    while let Some(start) = text.get(from..part.end).and_then(|rest| rest.find("<!--")).map(|at| from + at) {
        let Some(end) = text.get(start..part.end).and_then(|rest| rest.find("-->")).map(|at| start + at + 3) else {
            break;
        };
        found.push(start..end);
        from = end;
    }
    found
}

/// Where a page has scripts, style sheets and fields, whose words are no markup.
fn find_code(text: &str) -> Vec<Range<usize>> {
    let small = text.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = small.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        let rest = small.get(start + 1..).unwrap_or_default();
        let name = ["script", "style", "textarea", "template"].into_iter().find(|name| rest.starts_with(name));
        from = start + 1;
        if let Some(name) = name {
            let end = rest.find(&format!("</{name}")).map_or(text.len(), |at| start + 1 + at);
            found.push(start..end);
            from = end;
        } else if rest.starts_with("!--") {
            // What a comment holds opens nothing.
            from = rest.find("-->").map_or(text.len(), |at| start + 1 + at);
        }
    }
    found
}

/// Counts lines and columns as it goes down a text.
struct Places<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    column: u32,
}

impl Places<'_> {
    /// The line and column, in code points and from 1, of a byte behind the last one that was asked for.
    fn locate(&mut self, byte: usize) -> (u32, u32) {
        let mut passed = self.text.get(self.at..byte).unwrap_or_default().chars().peekable();
        while let Some(c) = passed.next() {
            let ends = c == '\n' || c == '\r' && passed.peek().is_none_or(|next| *next != '\n');
            (self.line, self.column) = if ends { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.at = byte.max(self.at);
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_or_what_is_wrong_is_said() {
        let read =
            parse(" allow  claim-uncited by A. Editor, RN until 2027-01-31\n  because the trial is in print by May")
                .unwrap();
        assert_eq!((read.rule.as_str(), read.by.as_str()), ("claim-uncited", "A. Editor, RN"));
        assert_eq!(
            (read.until.to_string().as_str(), read.reason.as_str()),
            ("2027-01-31", "the trial is in print by May")
        );
        for (text, wrong) in [
            ("allow claim-uncited", EXPECTED),
            ("allow claim-uncited by A. Editor until 2027-01-31", EXPECTED),
            ("allow claim-uncited by A. Editor until 2027-01-31 because ", EXPECTED),
            ("allow claim-uncited claim-stale by A until 2027-01-31 because x", EXPECTED),
            ("permit claim-uncited by A until 2027-01-31 because x", EXPECTED),
            ("", EXPECTED),
            (
                "allow claim-uncited by A until May because x",
                "“May” is not a date, expected four digits, a month and a day, such as 2027-01-31",
            ),
        ] {
            assert_eq!(parse(text).unwrap_err(), wrong, "{text}");
        }
    }

    #[test]
    fn comments_are_found_where_they_are_markup() {
        let places = |text: &str, reader: &str| -> Vec<(u32, u32, bool, bool)> {
            let found = find_allowances(text.as_bytes(), reader);
            found.iter().map(|a| (a.line, a.column, a.within, a.terms.is_ok())).collect()
        };
        let good = "<!-- claimbook: allow claim-stale by A until 2027-01-31 because x -->";
        let long = "<!--\nclaimbook: allow claim-stale\nby A until 2027-01-31\nbecause x\n-->";
        for (text, reader, expected) in [
            (format!("# T\n\n{good}\nWords.\n"), "markdown", vec![(3, 1, false, true)]),
            (format!("# T\r\n\r\n{good}\r\nWords.\r\n"), "markdown", vec![(3, 1, false, true)]),
            (format!("Wörds. {good}\n"), "markdown", vec![(1, 8, true, true)]),
            (format!("{long}\n\nWords.\n\n{good}\n"), "markdown", vec![(1, 1, false, true), (9, 1, false, true)]),
            (format!("- Item {good}\n- Other\n"), "markdown", vec![(1, 8, true, true)]),
            (format!("```html\n{good}\n```\n\n    {good}\n\n`{good}`\n"), "markdown", vec![]),
            ("<!-- claimbook: allow -->\n\n<!-- other -->\n".to_owned(), "markdown", vec![(1, 1, false, false)]),
            (format!("<p>A.</p>\n{good}\n<p>B.</p>"), "html", vec![(2, 1, false, true)]),
            (format!("<p>A. {good}</p><p>B.</p>"), "html", vec![(1, 7, true, true)]),
            (format!("<script>{good}</script><p>A.</p>{good}<p>B.</p>"), "html", vec![(1, 96, false, true)]),
            (format!("{good}\nWords."), "text", vec![]),
            ("<!-- claimbook: allow claim-stale".to_owned(), "html", vec![]),
        ] {
            assert_eq!(places(&text, reader), expected, "{reader}: {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_it(text in "(<!--|-->| |claimbook:|allow|by|until|because|2027-01-31|\n|é|`|<p>|</p>|<script>){0,30}") {
            for reader in ["markdown", "html"] {
                let _ = find_allowances(text.as_bytes(), reader);
            }
        }
    }
}
