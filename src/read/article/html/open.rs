//! What is open while a page is gone through: elements that have to be closed, lists and their numbers, tables.

use super::tree::Element;
use crate::text::citing::print_roman;

/// What to do when an element ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Closing {
    /// A block ends.
    Block,
    /// A list ends.
    List,
    /// What is raised ends.
    Mark,
    Link,
    /// Words end that cite the entries of these keys, from a run on.
    Citation(usize, Vec<String>),
    Strong,
    Quote,
    /// Words that the browser puts in quotation marks end.
    Quoted,
    /// An entry or a row that is one piece ends.
    Whole,
    Table,
    /// What is struck out ends.
    Struck,
    /// What is left out without a word ends.
    Hidden,
    /// Words end that a note belongs to: its label, and whether a list of references has it.
    NotedWords(String, bool),
    /// A box ends whose class says that it holds references.
    Box,
}

/// A list and the number of its next item.
#[derive(Debug)]
pub(super) struct OpenList {
    ordered: bool,
    next: i64,
    step: i64,
    style: u8,
}

impl OpenList {
    /// A list by its element; `items` is how many it has.
    pub(super) fn from_element(element: &Element, items: impl FnOnce() -> usize) -> Self {
        let number = |name: &str| element.attribute(name).and_then(|value| value.parse::<i64>().ok());
        let reversed = element.has("reversed");
        let last = || i64::try_from(items()).unwrap_or(i64::MAX);
        let next = number("start").unwrap_or_else(|| if reversed { last() } else { 1 });
        let style = element.attribute("type").and_then(|t| t.bytes().next()).unwrap_or(b'1');
        Self { ordered: element.name == "ol", next, step: if reversed { -1 } else { 1 }, style }
    }

    /// The number of the next item, as the browser prints it.
    pub(super) fn take_number(&mut self, item: &Element) -> Option<String> {
        if !self.ordered {
            return None;
        }
        let given = item.attribute("value").and_then(|value| value.parse::<i64>().ok());
        let number = given.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        Some(format_number(number, self.style))
    }
}

fn format_number(number: i64, style: u8) -> String {
    let small = u32::try_from(number).ok().filter(|n| (1..4_000).contains(n));
    match (style, small) {
        (b'a', Some(n)) => to_letters(n),
        (b'A', Some(n)) => to_letters(n).to_uppercase(),
        (b'i', Some(n)) => print_roman(n),
        (b'I', Some(n)) => print_roman(n).to_uppercase(),
        _ => number.to_string(),
    }
}

fn to_letters(mut n: u32) -> String {
    let mut out = String::new();
    while n > 0 {
        let digit = u8::try_from((n - 1) % 26).unwrap_or_default();
        out.insert(0, char::from(b'a' + digit));
        n = (n - 1) / 26;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_as_browsers_number_them() {
        for (attributes, values, want) in [
            (&[][..], [None, None, None], ["1", "2", "3"]),
            (&[("start", "5")], [None, Some("9"), None], ["5", "9", "10"]),
            (&[("reversed", "")], [None, None, None], ["3", "2", "1"]),
            (&[("type", "a"), ("start", "26")], [None, None, None], ["z", "aa", "ab"]),
            (&[("type", "I"), ("start", "3")], [None, None, None], ["III", "IV", "V"]),
            (&[("start", "x")], [None, Some("-1"), None], ["1", "-1", "0"]),
        ] {
            let owned = |list: &[(&str, &str)]| list.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            let mut list =
                OpenList::from_element(&Element { name: "ol".to_owned(), attributes: owned(attributes) }, || 3);
            let numbers = values.map(|value| {
                let value: Vec<(&str, &str)> = value.map(|v| ("value", v)).into_iter().collect();
                list.take_number(&Element { name: "li".to_owned(), attributes: owned(&value) }).unwrap()
            });
            assert_eq!(numbers, want);
        }
    }
}
