//! What a page shows beside its main text: title and description of its head, what stands in for pictures, buttons, boxes within the
//! article, what it shows without scripts, and what it tells search engines. Navigation, links to other pages, what others wrote, and what no browser shows stay out.

use super::choose::Choice;
use super::entities::decode;
use super::names::is_site_name;
use super::page::{Page, is_silent};
use super::tree::is_block;
use crate::read::article::beside::UnreadLine;
use crate::read::article::cursor::Cursor;
use crate::read::article::structured::{is_structured, list_lines};

/// Of a box with a larger share of links, in hundredths, the links are what it is for.
const LINKS: u32 = 30;
/// Nobody's line is longer, in bytes.
const LONGEST: usize = 2_000;

/// The lines, in the order of the file.
pub(super) fn list(page: &Page<'_, '_>, choice: &Choice) -> Vec<UnreadLine> {
    let tree = page.tree;
    let mut lines = Vec::new();
    let mut told_to = 0;
    let mut cursor = Cursor::new(tree.source, 1);
    for at in 1..tree.nodes.len() {
        let byte = tree.node(at).map_or(0, |node| node.bytes.start);
        let mut line = |words: &str| UnreadLine::find(&mut cursor, byte, &decode(words));
        match tree.element(at) {
            Some(element) if element.name == "meta" => {
                let named = element.attribute("property").or(element.attribute("name")).unwrap_or_default();
                let told = named.to_ascii_lowercase().ends_with("description");
                lines.extend(element.attribute("content").filter(|_| told).and_then(line));
            }
            Some(element) if element.name == "img" && choice.root.contains(&at) && !is_shut_out(page, at) => {
                lines.extend(element.attribute("alt").and_then(line));
            }
            Some(element) if element.name == "script" && element.attribute("type").is_some_and(is_structured) => {
                for inside in tree.range_within(at).skip(1) {
                    let from = tree.node(inside).map_or(byte, |node| node.bytes.start);
                    lines.extend(list_lines(&mut cursor, from, tree.raw(inside)));
                }
            }
            Some(element) if element.name == "title" && !tree.ancestors(at).any(|up| tree.name(up) == "svg") => {
                lines.extend(line(&tree.range_within(at).map(|inside| tree.raw(inside)).collect::<String>()));
            }
            None if at >= told_to && !tree.raw(at).trim().is_empty() => {
                let is_skipped = choice.skipped.get(at).copied().unwrap_or_default();
                if is_skipped && choice.root.contains(&at) && !is_shut_out(page, at) {
                    let block = tree.ancestors(at).find(|up| is_block(tree.name(*up)) || tree.name(*up) == "button");
                    let (words, end) = read_line(page, at, block.unwrap_or(at));
                    lines.extend(line(&words));
                    told_to = end;
                }
            }
            _ => {}
        }
    }
    lines
}

/// The words of a block from a text on, up to the next block, and where they end.
fn read_line(page: &Page<'_, '_>, from: usize, block: usize) -> (String, usize) {
    let tree = page.tree;
    let mut words = String::new();
    let mut at = from;
    while at < tree.end(block) && !is_block(tree.name(at)) && tree.name(at) != "br" && words.len() < LONGEST {
        words.push_str(tree.raw(at));
        at += 1;
    }
    (words, at)
}

/// Whether a place is in something that is not the article's, or that nobody sees.
fn is_shut_out(page: &Page<'_, '_>, at: usize) -> bool {
    page.tree.ancestors(at).filter_map(|up| Some((up, page.tree.element(up)?))).any(|(up, element)| {
        // Without scripts, a browser shows what it else leaves out.
        is_silent(&element.name) && element.name != "noscript"
            || is_site_name(element)
            || is_block(&element.name) && page.linked_share(up) >= LINKS && !is_styled_as_button(page, at)
    })
}

/// Whether a text stands in what is styled as a button: "wp-block-button__link", "btn btn-primary".
fn is_styled_as_button(page: &Page<'_, '_>, at: usize) -> bool {
    let is_link = |up: usize| matches!(page.tree.name(up), "a" | "button");
    let link = page.tree.ancestors(at).find(|up| is_link(*up)).and_then(|up| page.tree.element(up));
    let named = |name: &str| link.and_then(|link| link.attribute(name)).unwrap_or_default().to_ascii_lowercase();
    let classes = named("class");
    named("role") == "button" || ["button", "btn", "cta"].iter().any(|part| classes.contains(part))
}
