//! HTML: pages as a browser saves them or a content system exports them, and pieces of a page. The main text without what
//! surrounds it; lists of references in any shape; what the page's head and its structured data say.

mod beside;
mod blocks;
mod brackets;
mod build;
mod choose;
mod entities;
mod head;
mod inline_notes;
mod json_ld;
mod labels;
mod microformats;
mod names;
mod note_number;
mod open;
mod own_lines;
mod page;
mod sniff;
mod tables;
mod tree;
mod walk;

use super::front_matter::FrontMatter;
use super::{Input, ReadArticle, Reader, assemble, strikethrough};
use crate::model::BlockKind;
use crate::read::entry::Source;
use choose::Choice;
use head::Head;
use page::Page;

pub(in crate::read) use sniff::is_html;

pub(super) const READER: Reader = Reader {
    name: "html",
    summary: "HTML: a page as it was saved or exported, or a piece of one",
    extensions: &["html", "htm", "xhtml", "shtml"],
    input: Input::Text {
        sniff: |file_name, text| is_html(&Source { text, file_name }),
        is_sure: true,
        read,
        beside: |source| read_page(source, |page, _, choice| beside::list(page, choice)),
    },
};

/// Parts a page into its article and the rest, and reads of it what is wanted.
fn read_page<T>(source: &Source<'_>, take: impl FnOnce(&Page<'_, '_>, Head, &Choice) -> T) -> T {
    let tree = build::parse(source.text);
    let page = Page::measure(&tree);
    let mut head = Head::default();
    json_ld::read(&page, &mut head);
    head.read(&page);
    let named: Vec<&str> = head.titles.iter().map(String::as_str).collect();
    let choice = choose::choose(&page, &named);
    head.add_microdata(&page, &choice);
    microformats::read(&page, &mut head);
    take(&page, head, &choice)
}

fn read(source: &Source<'_>) -> ReadArticle {
    read_page(source, read_main)
}

fn read_main(page: &Page<'_, '_>, head: Head, choice: &Choice) -> ReadArticle {
    let mut walked = walk::walk(page, choice);
    own_lines::mark(&mut walked.pieces, &head);
    let has_title = walked.pieces.iter().any(|piece| piece.kind == BlockKind::Title);
    let mut front: FrontMatter = head.into_front_matter(has_title);
    front.notes.extend(strikethrough::note_lines(&walked.struck, "line"));
    assemble::assemble_article(walked.pieces, front)
}
