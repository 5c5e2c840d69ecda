//! Markdown as it is used: headings, lists, quotes, tables, footnotes, links; front matter; hard-wrapped lines joined; the HTML
//! inside; and what site generators add to it.

mod beside;
mod block;
mod builder;
mod definitions;
mod inline_notes;
mod lists;
mod notes_of_vaults;
mod prepare;

use self::builder::Builder;
use self::definitions::Definitions;
use super::{Input, ReadArticle, Reader, assemble, front_matter, keys};
use crate::read::entry::Source;
use crate::read::unread;
use pulldown_cmark::{Event, Options, Parser};

pub(super) const READER: Reader = Reader {
    name: "markdown",
    summary: "Markdown (CommonMark with tables, footnotes and front matter)",
    extensions: unread::MARKDOWN,
    input: Input::Text { sniff, is_sure: false, read, beside: beside::read },
};

/// Whether words are set as code within a line, and more of them than a name or a value that a sentence speaks of: they are
/// no sentence of the article's.
fn is_line_of_code(event: &Event<'_>) -> bool {
    matches!(event, Event::Code(text) if text.split_whitespace().count() > 2)
}

fn sniff(_: &str, text: &str) -> bool {
    let head: String = text.chars().take(20_000).collect();
    front_matter::read(text).1 > 0
        || head.starts_with("# ")
        || head.contains("\n## ")
        || (head.contains("\n# ") && head.contains("]("))
        || head.contains("](http")
}

fn read(source: &Source<'_>) -> ReadArticle {
    let (mut front, head) = front_matter::read(source.text);
    let (before, body) = source.text.split_at_checked(head).unwrap_or(("", source.text));
    let prepared = prepare::prepare(body);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(&prepared.text, options);
    let definitions = Definitions::new(&prepared.text, parser.reference_definitions());
    let mut builder = Builder::new(&prepared, before.matches('\n').count() as u32 + 1, definitions);
    for (event, range) in parser.into_offset_iter().filter(|(event, _)| !is_line_of_code(event)) {
        builder.take(event, range);
    }
    let (pieces, notes) = builder.finish();
    front.notes.extend(notes);
    let embedded = std::mem::take(&mut front.embedded);
    let mut article = assemble::assemble_article(pieces, front);
    keys::find(&mut article);
    // Without references of its own, a text waits for the libraries that it names: entries stand in the order of first mention.
    if !embedded.is_empty() {
        article.cite_from(&[keys::Library::from_embedded(embedded)]);
    }
    article
}
