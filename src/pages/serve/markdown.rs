//! A page of our own documentation, read so that a template can show it: nobody reads Markdown with its marks.

use crate::pages::words::PlainPart;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextPart {
    pub(super) shape: PartShape,
    pub(super) words: Vec<PlainPart>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartShape {
    Heading,
    Paragraph,
    Item,
    Code,
}

/// The blocks of a page; its title is left out.
pub(super) fn read_page(page: &str) -> Vec<TextPart> {
    let mut parts: Vec<TextPart> = Vec::new();
    let mut open: Option<TextPart> = None;
    let mut is_title = false;
    for event in Parser::new(page) {
        match event {
            Event::Start(tag) => {
                let shape = match tag {
                    Tag::Heading { level, .. } => {
                        is_title = level == pulldown_cmark::HeadingLevel::H1;
                        Some(PartShape::Heading)
                    }
                    Tag::Paragraph if open.is_none() => Some(PartShape::Paragraph),
                    Tag::Item => Some(PartShape::Item),
                    Tag::CodeBlock(_) => Some(PartShape::Code),
                    _ => None,
                };
                if let Some(shape) = shape {
                    parts.extend(open.replace(TextPart { shape, words: Vec::new() }));
                }
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => {
                parts.extend(open.take().filter(|_| !is_title));
                is_title = false;
            }
            Event::Text(text) => push(&mut open, false, &text),
            Event::Code(code) => push(&mut open, true, &code),
            Event::SoftBreak | Event::HardBreak => push(&mut open, false, " "),
            _ => {}
        }
    }
    parts.retain(|part| !part.words.is_empty());
    parts
}

fn push(open: &mut Option<TextPart>, is_command: bool, text: &str) {
    let Some(part) = open else { return };
    match part.words.last_mut() {
        Some(last) if last.is_command == is_command => last.text.push_str(text),
        _ => part.words.push(PlainPart { is_command, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_blocks_and_the_title_goes() {
        let parts = read_page(
            "# a-rule\n\n## What it finds\n\nA `claim` that\nchanged.\n\n- one\n- **two**\n\n```\ncode\n```\n",
        );
        let shown: Vec<(PartShape, String)> =
            parts.iter().map(|p| (p.shape, p.words.iter().map(|w| w.text.as_str()).collect())).collect();
        assert_eq!(
            shown,
            [
                (PartShape::Heading, "What it finds".to_owned()),
                (PartShape::Paragraph, "A claim that changed.".to_owned()),
                (PartShape::Item, "one".to_owned()),
                (PartShape::Item, "two".to_owned()),
                (PartShape::Code, "code\n".to_owned())
            ]
        );
    }
}
