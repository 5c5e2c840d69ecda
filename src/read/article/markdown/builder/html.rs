//! HTML inside Markdown: lists, paragraphs, tables, links and what is raised; scripts, comments and what is hidden go.

use super::Builder;
use crate::model::BlockKind;
use html5gum::{Token, Tokenizer};

/// Elements whose words are none of the article's.
const SILENT: &[&str] = &[
    "script", "style", "template", "noscript", "iframe", "svg", "nav", "form", "button", "select", "textarea", "head",
    "pre", "object", "video", "audio",
];

/// Elements that part blocks and say no more.
const PARTING: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "details",
    "summary",
    "figure",
    "figcaption",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "caption",
    "hr",
    "dl",
    "dt",
    "dd",
    "main",
    "header",
    "footer",
    "address",
    "center",
    "aside",
    "fieldset",
];

/// A block of HTML, as the parser of Markdown hands it on line by line.
#[derive(Default)]
pub(super) struct HtmlBlock {
    text: String,
    /// Where each line begins in the text, and in the body.
    lines: Vec<(usize, usize)>,
}

impl HtmlBlock {
    pub(super) fn add(&mut self, line: &str, byte: usize) {
        self.lines.push((self.text.len(), byte));
        self.text.push_str(line);
    }

    /// Where a byte of the text stands in the body.
    fn place(&self, byte: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= byte).checked_sub(1);
        line.and_then(|at| self.lines.get(at)).map_or(0, |(start, in_body)| in_body + byte - start)
    }
}

/// What is open of HTML where the text has been reached.
#[derive(Default)]
pub(super) struct OpenElements {
    /// The element that hides what it holds, and how many of its name are open in it.
    hidden: Option<(String, u32)>,
    /// Where the last of each element that hides is closed; one that is never closed hides nothing.
    closed_at: Vec<(String, Option<usize>)>,
}

impl OpenElements {
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    /// Whether a tag opens or closes what hides, or stands in it.
    fn hides_tag(&mut self, tag: &OneTag, body: &str, byte: usize) -> bool {
        if let Some((name, depth)) = &mut self.hidden {
            if *name == tag.name {
                *depth = if tag.closes { depth.saturating_sub(1) } else { *depth + 1 };
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return true;
        }
        let hides = !tag.closes && !tag.is_empty && (SILENT.contains(&tag.name.as_str()) || tag.is_hidden());
        if hides && self.find_last_close(&tag.name, body).is_some_and(|last| byte < last) {
            self.hidden = Some((tag.name.clone(), 1));
        }
        self.hidden.is_some()
    }

    fn find_last_close(&mut self, name: &str, body: &str) -> Option<usize> {
        if let Some((_, at)) = self.closed_at.iter().find(|(known, _)| known == name) {
            return *at;
        }
        let at = body.rfind(&format!("</{name}")).or_else(|| body.to_ascii_lowercase().rfind(&format!("</{name}")));
        self.closed_at.push((name.to_owned(), at));
        at
    }
}

/// A tag, read.
struct OneTag {
    name: String,
    closes: bool,
    /// `<br/>`
    is_empty: bool,
    attributes: Vec<(String, String)>,
}

impl OneTag {
    fn read(tag: &str) -> Option<Self> {
        let word = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match Tokenizer::new(tag).flatten().next()? {
            Token::StartTag(start) => {
                let attributes = start.attributes.iter().map(|(name, value)| (word(name), word(value))).collect();
                Some(Self { name: word(&start.name), closes: false, is_empty: start.self_closing, attributes })
            }
            Token::EndTag(end) => {
                Some(Self { name: word(&end.name), closes: true, is_empty: false, attributes: Vec::new() })
            }
            _ => None,
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn is_hidden(&self) -> bool {
        let class = self.attribute("class").unwrap_or_default();
        self.attribute("hidden").is_some()
            || class.split_whitespace().any(|c| matches!(c, "sr-only" | "visually-hidden" | "screen-reader-text"))
    }
}

/// The level of a heading by its tag's name; 0 for other tags.
fn heading_level(name: &str) -> u8 {
    name.strip_prefix('h').and_then(|n| n.parse().ok()).filter(|n| (1..=6).contains(n)).unwrap_or(0)
}

impl Builder<'_> {
    /// The text of an HTML block; a tag may go over several lines.
    pub(super) fn read_html_block(&mut self, html: &HtmlBlock) {
        let text = html.text.as_str();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let length = match rest.starts_with('<') {
                true => measure_markup(rest),
                false => 0,
            };
            match length {
                0 => {
                    let end = rest.get(1..).and_then(|r| r.find('<')).map_or(rest.len(), |end| end + 1);
                    self.add_html_words(rest.get(..end).unwrap_or_default(), html.place(at));
                    at += end;
                }
                length => {
                    let before = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
                    if before.trim().is_empty() && is_component(rest) {
                        self.close();
                    }
                    self.read_tag(rest.get(..length).unwrap_or_default(), html.place(at));
                    at += length;
                }
            }
        }
        self.close();
    }

    fn add_html_words(&mut self, words: &str, byte: usize) {
        if words.trim().is_empty() {
            return self.part(" ", byte);
        }
        match words.contains('&') {
            true => {
                let read = Tokenizer::new(words).flatten();
                let plain: String = read
                    .filter_map(|token| match token {
                        Token::String(s) => Some(String::from_utf8_lossy(&s).into_owned()),
                        _ => None,
                    })
                    .collect();
                self.push_words(&plain, byte);
            }
            false => self.push_words(words, byte),
        }
    }

    /// A tag at a place of the body; comments say nothing.
    pub(super) fn read_tag(&mut self, html: &str, byte: usize) {
        let Some(tag) = OneTag::read(html) else { return };
        if self.elements.hides_tag(&tag, self.body, byte) {
            return;
        }
        self.striking.take_tag(html, byte);
        let opens = !tag.closes;
        match tag.name.as_str() {
            "sup" if opens => self.block.runs.open_mark(),
            "sup" => self.block.runs.close_mark(),
            "br" => self.add_hard_break(byte),
            "a" if opens => {
                if let Some(url) = tag.attribute("href") {
                    self.open_link(url, None);
                }
            }
            "a" => self.close_link(),
            "strong" | "b" if opens => self.strong += 1,
            "strong" | "b" => self.strong = self.strong.saturating_sub(1),
            "ol" | "ul" => {
                self.close();
                match opens {
                    true => {
                        let first = tag.attribute("start").and_then(|first| first.parse().ok());
                        self.lists.open(tag.name == "ol", first.unwrap_or(1));
                    }
                    false => self.lists.close(),
                }
            }
            "li" => {
                self.close();
                if opens {
                    self.open_item(tag.attribute("value").and_then(|value| value.parse().ok()));
                }
            }
            "tr" => match opens {
                true => self.open_row(false),
                false => self.close(),
            },
            "td" | "th" if opens => {
                if tag.name == "th" && self.block.runs.is_empty() && self.block.kind == BlockKind::Row {
                    self.block.level = 1;
                }
                self.part(" | ", byte);
            }
            name if heading_level(name) > 0 => match opens {
                true => self.open_heading(heading_level(name)),
                false => self.close(),
            },
            "blockquote" => {
                self.close();
                self.quotes = if opens { self.quotes.saturating_add(1) } else { self.quotes.saturating_sub(1) };
            }
            name if PARTING.contains(&name) => self.break_blocks(name, opens),
            _ => {}
        }
    }

    fn break_blocks(&mut self, name: &str, opens: bool) {
        // A paragraph within a cell is a part of the row.
        if self.block.kind == BlockKind::Row && matches!(name, "p" | "div") {
            return;
        }
        match opens {
            true => self.open_paragraph(),
            false => self.close(),
        }
        if opens && name == "figcaption" {
            self.block.kind = BlockKind::Caption;
        }
    }
}

/// Whether a tag is that of a component, as MDX writes them: `<Ref id="ref-1">`.
fn is_component(tag: &str) -> bool {
    tag.trim_start_matches(['<', '/']).starts_with(|c: char| c.is_ascii_uppercase())
}

/// The bytes of a tag, a comment or a declaration at the head of a text; 0 where `<` is a word.
fn measure_markup(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    let Some(next) = text.chars().nth(1) else { return 0 };
    if !(next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) {
        return 0;
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    // A quotation mark that is never closed.
    text.find('>').map_or(0, |at| at + 1)
}
