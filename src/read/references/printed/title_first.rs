//! Lists that put the title first: `Title. Brenner DJ, Elliston CD. Radiology 2004: 232(3); 735-8.`

use super::Style;
use super::names::head;
use super::source::source;
use super::words::{sentences, trim_title};
use crate::model::Item;

pub(super) const STYLE: Style = Style { read, plain: true };

fn read(text: &str, item: &mut Item) -> bool {
    let parts = sentences(text);
    for part in parts.iter().skip(1) {
        let at = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let Some(rest) = text.get(at..) else { continue };
        let Some(head) = head(rest).filter(|h| h.list.names.len() > 1 || ends_with_stop(rest, h.end)) else {
            continue;
        };
        item.title = text.get(..at).map(|t| trim_title(t).to_owned());
        item.et_al = head.list.et_al;
        item.author = head.list.names;
        let behind = rest.get(head.end..).unwrap_or_default();
        // "BMJ 2004: 232(3); 735-8": the year is followed by a colon, the volume by a semicolon.
        source(behind.trim_start_matches([' ', '.', ',']), item);
        return true;
    }
    false
}

fn ends_with_stop(text: &str, end: usize) -> bool {
    text.get(..end).is_some_and(|names| names.trim_end().ends_with('.'))
}
