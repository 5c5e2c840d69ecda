//! A page as a browser takes it apart: its tags with their attributes, and its text.

use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
}

impl Tag {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// A page taken apart.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) tags: Vec<Tag>,
    /// What a reader sees, a line for each block; the style sheet is not among it.
    pub(super) text: String,
}

/// Tags behind which a new line begins.
const BLOCKS: &[&str] = &[
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "dd",
    "summary",
    "caption",
    "legend",
    "label",
    "header",
    "nav",
    "blockquote",
    "svg",
    "td",
    "th",
    "title",
];

pub(super) fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut is_style = false;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = text(tag.name.as_slice());
                is_style = name == "style";
                let attributes = (tag.attributes.iter())
                    .map(|(name, value)| (text(name.as_slice()), text(value.as_slice())))
                    .collect();
                page.tags.push(Tag { name, attributes });
            }
            Token::EndTag(tag) => {
                is_style = false;
                if BLOCKS.contains(&text(tag.name.as_slice()).as_str()) {
                    page.text.push('\n');
                }
            }
            Token::String(string) if !is_style => page.text.push_str(&text(string.as_slice())),
            _ => {}
        }
    }
    let lines = page.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    page.text = lines.filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    page
}
