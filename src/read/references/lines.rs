//! Lines of a file with their numbers, and tagged formats: a tag a line, values that go on over several lines.

use crate::read::entry::Note;
use std::collections::BTreeMap;

/// A tag with its value, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field<'t> {
    /// The tag.
    pub(super) tag: &'t str,
    /// Its value; lines that went on stand behind a line break.
    pub(super) value: String,
    /// The line, from 1.
    pub(super) line: u32,
}

/// The lines of a text, numbered from 1.
pub(super) fn number_lines(text: &str) -> impl Iterator<Item = (u32, &str)> + Clone {
    (1..).zip(text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)))
}

/// What is said of lines that belong to no record.
pub(super) fn note_skipped(first: u32, count: usize) -> Note {
    let message = match count {
        1 => "this line does not belong to a record and was skipped".to_owned(),
        _ => format!("{count} lines, this one first, do not belong to a record and were skipped"),
    };
    Note::new((first, 1), message)
}

impl Field<'_> {
    /// The value on one line, where breaking it meant nothing.
    pub(super) fn line_value(&self) -> String {
        super::fields::join_lines(&self.value)
    }

    /// The value put together again where a program broke it after so many letters, as it does with DOIs and addresses.
    pub(super) fn join_value(&self) -> String {
        if self.value.contains('\n') { self.value.split('\n').map(str::trim).collect() } else { self.value.clone() }
    }
}

/// The fields of a record, and where the first of each tag stands: looking each up in a record of very many takes too long.
pub(super) struct Tagged<'r, 't> {
    /// All of them, in their order.
    pub(super) fields: &'r [Field<'t>],
    first: BTreeMap<&'t str, usize>,
}

impl<'r, 't> Tagged<'r, 't> {
    /// Of a record's fields.
    pub(super) fn new(fields: &'r [Field<'t>]) -> Self {
        let mut first = BTreeMap::new();
        for (at, field) in fields.iter().enumerate().filter(|(_, field)| !field.value.trim().is_empty()) {
            first.entry(field.tag).or_insert(at);
        }
        Self { fields, first }
    }

    /// The first field of a tag that says something.
    pub(super) fn first(&self, tag: &str) -> Option<&'r Field<'t>> {
        self.fields.get(*self.first.get(tag)?)
    }

    /// Whether a field of a tag says something.
    pub(super) fn has(&self, tag: &str) -> bool {
        self.first.contains_key(tag)
    }

    /// Its value on one line; empty where there is none.
    pub(super) fn text(&self, tag: &str) -> String {
        self.first(tag).map(Field::line_value).unwrap_or_default()
    }
}

/// Lines and columns of places that come in their order.
pub(super) struct LineCounter<'t> {
    text: &'t str,
    at: usize,
    place: (u32, u32),
}

impl<'t> LineCounter<'t> {
    /// From the beginning of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, place: (1, 1) }
    }

    /// Line and column of a byte, both from 1.
    pub(super) fn find_place(&mut self, byte: usize) -> (u32, u32) {
        let between = self.text.get(self.at..byte).unwrap_or_default();
        let lines = between.matches('\n').count() as u32;
        let behind = between.rsplit('\n').next().unwrap_or_default().chars().count() as u32;
        let (line, column) = self.place;
        self.place = (line + lines, if lines > 0 { behind + 1 } else { column + behind });
        self.at = byte.max(self.at);
        self.place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_letters() {
        let mut places = LineCounter::new("é{\n é{");
        assert_eq!((places.find_place(2), places.find_place(7)), ((1, 2), (2, 3)));
    }
}
