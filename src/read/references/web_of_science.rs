//! The tagged export of Web of Science (<https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html>): a tag
//! of two letters and a blank, values that go on three columns in, `ER` behind each record.

use super::fields::{self, PUBLICATION_TYPES};
use super::lines::{Field, numbered};
use super::{ReadReferences, ReferenceReader, record};
use crate::model::Item;
use crate::read::Note;
use crate::read::article::Source;

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "web-of-science",
    summary: "the tagged export of Web of Science",
    extensions: &["ciw", "isi"],
    sniff: |source| {
        let mut lines = source.text.lines().filter(|line| !line.trim().is_empty());
        lines.next().is_some_and(|line| line.starts_with("FN ")) && lines.next().is_some_and(|l| l.starts_with("VR "))
    },
    read,
};

fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(2)?;
    let [first, second] = tag.as_bytes() else { return None };
    let is_tag = first.is_ascii_uppercase() && (second.is_ascii_uppercase() || second.is_ascii_digit());
    (is_tag && (value.is_empty() || value.starts_with(' '))).then(|| (tag, value.trim()))
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut read = ReadReferences::default();
    let mut record: Vec<Field<'_>> = Vec::new();
    for (line, text) in numbered(source.text) {
        match tagged(text) {
            Some(("FN" | "VR" | "EF", _)) => {}
            Some(("ER", _)) => close(&mut record, &mut read, true),
            Some((tag, value)) => {
                if tag == "PT" {
                    close(&mut record, &mut read, false);
                }
                record.push(Field { tag, value: value.to_owned(), line });
            }
            None => {
                if let Some(field) = record.last_mut().filter(|_| !text.trim().is_empty()) {
                    field.value.push('\n');
                    field.value.push_str(text.trim());
                }
            }
        }
    }
    close(&mut record, &mut read, false);
    read
}

fn close(record: &mut Vec<Field<'_>>, read: &mut ReadReferences, ended: bool) {
    let Some(place) = record.first().map(|first| (first.line, 1)) else { return };
    if !ended {
        read.notes.push(Note::new(place, "this record has no end (ER); is the file whole?"));
    }
    read.references.push(record::entry(item(record), place));
    record.clear();
}

fn item(record: &[Field<'_>]) -> Item {
    let mut item = Item::default();
    let value = |tag: &str| record.iter().find(|f| f.tag == tag).map(Field::line_value).unwrap_or_default();
    let in_full = record.iter().any(|f| f.tag == "AF");
    for field in record {
        let text = field.line_value();
        match field.tag {
            "PT" => kind(&text).clone_into(&mut item.kind),
            "AF" => field.value.lines().for_each(|one| fields::author(&mut item, one)),
            "AU" if in_full => {}
            "AU" => field.value.lines().for_each(|one| fields::author(&mut item, one)),
            "CA" => field.value.lines().for_each(|one| item.author.push(crate::model::Name::group(one))),
            "BE" => item.editor.extend(field.value.lines().filter_map(fields::name)),
            "TI" => fields::put(&mut item, |i| &mut i.title, "TI", &text),
            "SO" => fields::put(&mut item, |i| &mut i.container_title, "SO", &text),
            "J9" => fields::put(&mut item, |i| &mut i.container_title_short, "J9", &text),
            "PY" => fields::issued(&mut item, &format!("{text} {}", value("PD"))),
            "PD" => {}
            "VL" => fields::put(&mut item, |i| &mut i.volume, "VL", &text),
            "IS" => fields::put(&mut item, |i| &mut i.issue, "IS", &text),
            "BP" => fields::pages(&mut item, &text, &value("EP")),
            "EP" if !value("BP").is_empty() => {}
            "AR" => fields::put(&mut item, |i| &mut i.number, "AR", &text),
            "DI" => fields::doi(&mut item, &field.unbroken()),
            "PM" => fields::pmid(&mut item, "PM", &text),
            "SN" | "EI" => fields::serial_numbers(&mut item, &text, false),
            "BN" => fields::serial_numbers(&mut item, &text, true),
            "PU" => fields::put(&mut item, |i| &mut i.publisher, "PU", &text),
            "PI" => fields::put(&mut item, |i| &mut i.publisher_place, "PI", &text),
            "LA" => fields::put(&mut item, |i| &mut i.language, "LA", &text),
            "AB" => fields::keep(&mut item, "abstract", &text),
            "DE" => fields::keyword(&mut item, &text),
            "DT" => text.split(';').for_each(|one| fields::keep(&mut item, PUBLICATION_TYPES, one)),
            tag => fields::keep(&mut item, tag, &text),
        }
    }
    item
}

fn kind(letter: &str) -> &'static str {
    match letter {
        "B" => "book",
        "P" => "patent",
        _ => "article-journal",
    }
}
