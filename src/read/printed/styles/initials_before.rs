//! Styles with initials before family names and commas between the parts: IEEE (`N. Okafor, "Title," J. Med., vol. 10`),
//! Elsevier (`N. Okafor, Title, J. Med. 10 (2017) 45–52.`).

use super::Style;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::read_ordered;
use crate::read::printed::numbers::{read_numbers, split_numbers};
use crate::read::printed::title::{make_plain_title, split_quoted};
use crate::read::printed::title_and_source::add_title_and_source;

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

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let text = entry.text;
    let Some(head) = read_ordered(text) else { return Vec::new() };
    let behind = text.get(head.end..).unwrap_or_default();
    let stopped = behind.starts_with('.');
    let behind = behind.trim_start_matches([' ', ',', '.', ':']);
    let draft = entry.draft().with_authors(head.list);
    if stopped || split_quoted(behind).is_some() {
        return vec![add_title_and_source(behind, draft)];
    }
    let (words, figures) = split_numbers(behind.trim_end_matches('.'));
    let Some((title, container)) = words.trim_end_matches([',', ' ']).rsplit_once(", ") else { return Vec::new() };
    let container = container.trim_matches([',', ' ']);
    let numbers = read_numbers(figures, Some(container), draft.issued);
    let draft = draft.with_title(make_plain_title(title)).with_numbers(numbers);
    vec![Draft { container: Some(container.to_owned()), ..draft }]
}
