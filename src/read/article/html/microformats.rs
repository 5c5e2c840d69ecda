//! Microformats: names of classes that say who wrote an entry and when, wherever on the page it stands: `p-author h-card`,
//! `dt-published`, as Medium's exports and personal sites have them.

use super::head::{DatedEvent, Head};
use super::page::Page;
use crate::model::Role;

/// Takes in what the classes of the page's one entry say. On a page of several entries, only the first is the page's own.
pub(super) fn read(page: &Page<'_, '_>, head: &mut Head) {
    let tree = page.tree;
    let has = |at: usize, wanted: &str| {
        let classes = tree.element(at).and_then(|element| element.attribute("class")).unwrap_or_default();
        classes.split_ascii_whitespace().any(|class| class == wanted)
    };
    let all = 0..tree.nodes.len();
    let Some(entry) = all.clone().find(|at| has(*at, "h-entry")) else { return };
    // A feed of entries is about none of them, and comments are entries in an entry.
    if tree.ancestors(entry).any(|up| has(up, "h-feed")) {
        return;
    }
    let mut at = entry + 1;
    while at < tree.end(entry) {
        if has(at, "h-entry") || has(at, "h-cite") || has(at, "u-comment") || has(at, "p-comment") {
            at = tree.end(at);
            continue;
        }
        let day = || {
            let stated = tree.element(at).and_then(|e| e.attribute("datetime").or(e.attribute("title")));
            stated.map_or_else(|| tree.collect_words(at, 60), str::to_owned)
        };
        if has(at, "p-author") {
            let named =
                tree.range_within(at).skip(1).take(60).find(|inside| has(*inside, "p-name") || has(*inside, "fn"));
            head.add_person(&tree.collect_words(named.unwrap_or(at), 200), None, Role::Author);
        } else if has(at, "dt-published") {
            head.set_date(DatedEvent::Published, &day());
        } else if has(at, "dt-updated") {
            head.set_date(DatedEvent::Modified, &day());
        }
        at += 1;
    }
}
