//! Styles with initials before family names and commas between the parts: IEEE (`N. Okafor, "Title," J. Med., vol. 10`),
//! Elsevier (`N. Okafor, Title, J. Med. 10 (2017) 45–52.`).

use super::Style;
use crate::model::Item;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::ordered;
use crate::read::printed::numbers::{numbers, split_numbers};
use crate::read::printed::title::quoted;
use crate::read::printed::title_and_source::title_and_source;
use crate::read::printed::words::trim_title;

pub(super) const STYLE: Style = Style {
    name: "initials before (IEEE, Elsevier)",
    examples: &[
        (
            "I. Vale, O. Marsh, Elbows at work, J. Fict. Care 4 (2017) 11–19.",
            &[
                ("author", "Vale; Marsh"),
                ("title", "Elbows at work"),
                ("issued", "2017"),
                ("volume", "4"),
                ("page", "11–19"),
            ],
        ),
        (
            "I. Vale and O. Marsh, “Elbows at work,” J. Fict. Care, vol. 4, no. 2, pp. 11–19, 2017.",
            &[("author", "Vale; Marsh"), ("title", "Elbows at work"), ("issue", "2")],
        ),
    ],
    propose,
};

fn propose(entry: &Entry<'_>) -> Vec<Item> {
    let (text, item) = (entry.text, entry.known);
    let Some(head) = ordered(text) else { return Vec::new() };
    let behind = text.get(head.end..).unwrap_or_default();
    let stopped = behind.starts_with('.');
    let behind = behind.trim_start_matches([' ', ',', '.', ':']);
    let mut item = item.clone();
    head.list.put(&mut item);
    if stopped || quoted(behind).is_some() {
        title_and_source(behind, &mut item);
        return vec![item];
    }
    let (words, figures) = split_numbers(behind.trim_end_matches('.'));
    let Some((title, container)) = words.trim_end_matches([',', ' ']).rsplit_once(", ") else { return Vec::new() };
    item.title = Some(trim_title(title).to_owned());
    item.container_title = Some(container.trim_matches([',', ' ']).to_owned());
    numbers(figures, &mut item);
    vec![item]
}
