//! Styles with initials before family names and commas between the parts: IEEE (`N. Okafor, "Title," J. Med., vol. 10`),
//! Elsevier (`N. Okafor, Title, J. Med. 10 (2017) 45–52.`).

use super::Style;
use crate::model::Item;
use crate::read::printed::names::ordered;
use crate::read::printed::numbers::{numbers, split_numbers};
use crate::read::printed::source::{quoted, title_and_source};
use crate::read::printed::words::trim_title;

pub(super) const STYLE: Style = Style { propose };

fn propose(text: &str, item: &Item) -> Vec<Item> {
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
