//! RIS (<https://en.wikipedia.org/wiki/RIS_(file_format)>), in the dialects of Zotero, EndNote, Ovid and others: one or two
//! blanks before the hyphen, values that go on over lines, records that do not say where they end. Own, since the library
//! there is for it gives up a whole file over one record and keeps fewer fields than there are.

mod tags;
pub(super) mod types;

use super::lines::{Field, note_skipped, number_lines};
use super::{ReadReferences, ReferenceReader, record};
use crate::read::entry::Source;

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "ris",
    summary: "RIS, as Zotero, EndNote and databases write it",
    extensions: &["ris"],
    sniff,
    read,
};

/// A record under way.
struct Open<'t> {
    line: u32,
    fields: Vec<Field<'t>>,
}

fn sniff(source: &Source<'_>) -> bool {
    let first = number_lines(source.text).find(|(_, line)| split_tag(line, 0).is_some_and(|(tag, _)| tag == "TY"));
    let Some((at, line)) = first else { return false };
    let lines = || source.text.lines().filter(|line| !line.trim().is_empty());
    let tags = lines().filter(|line| split_tag(line, 0).is_some()).count();
    // Databases number their records and put a few words before the first; sentences they do not.
    let before = source.text.lines().take(at as usize - 1);
    if tags * 3 >= lines().count() {
        return before.clone().all(|line| line.len() < 80 || split_tag(line, 0).is_some()) && before.count() <= 12;
    }
    // A file that begins with a record is one, however long its values go on over lines.
    let typed = split_tag(line, 0).is_some_and(|(_, kind)| types::find_csl_type(kind).is_some() || is_code(kind));
    typed && tags >= 3 && before.clone().all(|line| line.trim().is_empty() || split_tag(line, 0).is_some())
}

/// Whether a word is a type's short name: capitals and figures alone.
fn is_code(word: &str) -> bool {
    (2..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// The tag and the value of a line: two capitals or digits, blanks, a hyphen. With `blanks`, exactly two or so many.
fn split_tag(line: &str, blanks: usize) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let [first, second] = tag.as_bytes() else { return None };
    if !first.is_ascii_uppercase() || !(second.is_ascii_uppercase() || second.is_ascii_digit()) {
        return None;
    }
    let value = rest.trim_start_matches(' ');
    let between = rest.len() - value.len();
    let value = value.strip_prefix('-')?;
    let parted = value.is_empty() || value.starts_with([' ', '\t']);
    let fits = between == 2 || (blanks == 0 && between < 2) || between == blanks;
    (fits && parted).then(|| (tag, value.trim()))
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut read = ReadReferences::default();
    let mut open: Option<Open<'_>> = None;
    let (mut outside, mut first_outside) = (0_usize, 0);
    // How many blanks this file has before its hyphens, so that a dash in a value is not taken for one.
    let blanks = source.text.lines().find_map(|line| {
        split_tag(line, 0).filter(|(tag, _)| *tag == "TY")?;
        Some(line.get(2..)?.len() - line.get(2..)?.trim_start_matches(' ').len())
    });
    let mut lines = number_lines(source.text);
    while let Some((line, text)) = lines.next() {
        match (split_tag(text, blanks.unwrap_or(2)), &mut open) {
            (Some(("ER", _)), Some(_)) => close(open.take(), &mut read, true),
            // A record whose type does not stand first, as some programs write it.
            (Some(("TY", value)), Some(record))
                if record.is_untyped() && !begins_another(record, lines.clone(), blanks) =>
            {
                record.fields.push(Field { tag: "TY", value: value.to_owned(), line });
            }
            (Some(("TY", value)), _) => {
                close(open.take(), &mut read, false);
                let first = Field { tag: "TY", value: value.to_owned(), line };
                open = Some(Open { line, fields: vec![first] });
            }
            (Some((tag, value)), Some(record)) => {
                record.fields.push(Field { tag, value: value.to_owned(), line });
            }
            (Some((tag, value)), None) if tag != "ER" => {
                open = Some(Open { line, fields: vec![Field { tag, value: value.to_owned(), line }] });
            }
            (None, Some(record)) => continue_field(record, text),
            _ if text.trim().is_empty() => {}
            _ => {
                outside += 1;
                first_outside = if outside == 1 { line } else { first_outside };
            }
        }
    }
    close(open.take(), &mut read, false);
    if outside > 0 {
        read.notes.push(note_skipped(first_outside, outside));
    }
    read
}

impl Open<'_> {
    fn is_untyped(&self) -> bool {
        self.fields.iter().all(|field| field.tag != "TY")
    }

    fn has_title(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.tag, "TI" | "T1" | "BT" | "CT"))
    }
}

/// Whether a type begins another record than the one that is open and has none: both have a title.
fn begins_another<'t>(open: &Open<'_>, behind: impl Iterator<Item = (u32, &'t str)>, blanks: Option<usize>) -> bool {
    let tags = behind.filter_map(|(_, text)| Some(split_tag(text, blanks.unwrap_or(2))?.0));
    open.has_title() && tags.take_while(|tag| !matches!(*tag, "TY" | "ER")).any(|tag| matches!(tag, "TI" | "T1" | "BT"))
}

/// A line without a tag belongs to the value before it.
fn continue_field(record: &mut Open<'_>, text: &str) {
    if let Some(field) = record.fields.last_mut()
        && !(field.tag == "TY" || text.trim().is_empty() && field.value.ends_with('\n'))
    {
        field.value.push('\n');
        field.value.push_str(text.trim());
    }
}

fn close(record: Option<Open<'_>>, read: &mut ReadReferences, ended: bool) {
    let Some(record) = record else { return };
    if record.is_untyped() {
        let note = "a record begins here without TY, its type; it was read all the same";
        read.add_note((record.line, 1), note);
    }
    if !ended {
        let note = "this record has no end (ER); it was read up to the next one. Is the file complete?";
        read.add_note((record.line, 1), note);
    }
    let item = tags::make_item(&record.fields);
    read.take(record::build_entry(item, (record.line, 1)));
}
