//! The tagged export of Web of Science (<https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html>): a tag
//! of two letters and a blank, values that go on three columns in, `ER` behind each record.

use super::fields::{self, PUBLICATION_TYPES};
use super::lines::{Field, Tagged, number_lines};
use super::{ReadReferences, ReferenceReader, record};
use crate::model::Item;
use crate::read::entry::Source;
use crate::text::lexicon::{TITLES, WordSet};
use std::sync::LazyLock;

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "web-of-science",
    summary: "the tagged export of Web of Science",
    extensions: &["ciw", "isi"],
    sniff: |source| {
        let mut lines = source.text.lines().filter(|line| !line.trim().is_empty());
        let first = lines.next().unwrap_or_default();
        // Records that were cut out of such a file begin with their type.
        let typed = matches!(first.trim_end(), "PT J" | "PT B" | "PT S" | "PT P" | "PT C");
        let tags = lines.clone().take(60).filter_map(split_tag).map(|(tag, _)| tag);
        typed && ["TI", "SO"].iter().all(|tag| tags.clone().any(|known| known == *tag))
            || first.starts_with("FN ") && lines.next().is_some_and(|line| line.starts_with("VR "))
    },
    read,
};

fn split_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(2)?;
    let [first, second] = tag.as_bytes() else { return None };
    let is_tag = first.is_ascii_uppercase() && (second.is_ascii_uppercase() || second.is_ascii_digit());
    (is_tag && (value.is_empty() || value.starts_with(' '))).then(|| (tag, value.trim()))
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut read = ReadReferences::default();
    let mut record: Vec<Field<'_>> = Vec::new();
    for (line, text) in number_lines(source.text) {
        match split_tag(text) {
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
        read.add_note(place, "this record has no end (ER); is the file complete?");
    }
    read.take(record::build_entry(make_item(record), place));
    record.clear();
}

fn make_item(record: &[Field<'_>]) -> Item {
    let mut item = Item::default();
    let tagged = Tagged::new(record);
    let value = |tag: &str| tagged.text(tag);
    let in_full = tagged.has("AF");
    for field in record {
        let text = field.line_value();
        match field.tag {
            "PT" => find_kind(&text).clone_into(&mut item.kind),
            "AF" => field.value.lines().for_each(|one| fields::add_author(&mut item, one)),
            "AU" if in_full => {}
            "AU" => field.value.lines().for_each(|one| fields::add_author(&mut item, one)),
            "CA" => field.value.lines().for_each(|one| item.author.push(crate::model::Name::group(one))),
            "BE" | "BF" => item.editor.extend(field.value.lines().filter_map(fields::read_named)),
            "TI" => fields::set_field(&mut item, |i| &mut i.title, "TI", &text),
            "SO" => fields::set_field(&mut item, |i| &mut i.container_title, "SO", &set_low(&text, &value("JI"))),
            "JI" => item.container_title_short = Some(text.replace('.', "")),
            "J9" if !tagged.has("JI") => fields::set_field(&mut item, |i| &mut i.container_title_short, "J9", &text),
            "SE" => fields::keep_field(&mut item, "collection-title", &set_low(&text, "")),
            "CT" => fields::keep_field(&mut item, "event-title", &text),
            "CL" => fields::keep_field(&mut item, "event-place", &text),
            "PY" | "PD" | "EA" => {}
            "VL" => fields::set_field(&mut item, |i| &mut i.volume, "VL", &text),
            "IS" => fields::set_field(&mut item, |i| &mut i.issue, "IS", &text),
            "BP" => fields::set_pages(&mut item, &text, &value("EP")),
            "EP" if tagged.has("BP") => {}
            "AR" => fields::set_field(&mut item, |i| &mut i.number, "AR", &text),
            "DI" => fields::set_doi(&mut item, &field.join_value()),
            "PM" => fields::set_pmid(&mut item, "PM", &text),
            "SN" | "EI" => fields::set_serial_numbers(&mut item, &text, false),
            "BN" => fields::set_serial_numbers(&mut item, &text, true),
            "PU" => fields::set_field(&mut item, |i| &mut i.publisher, "PU", &set_low(&text, "")),
            "PI" => fields::set_field(&mut item, |i| &mut i.publisher_place, "PI", &set_low(&text, "")),
            "LA" => fields::set_field(&mut item, |i| &mut i.language, "LA", &text),
            "AB" => fields::keep_field(&mut item, "abstract", &text),
            "DE" => fields::add_keyword(&mut item, &text),
            "DT" => text.split(';').for_each(|one| fields::keep_field(&mut item, PUBLICATION_TYPES, one)),
            tag => fields::keep_field(&mut item, tag, &text),
        }
    }
    set_dates(&mut item, &tagged);
    item
}

/// The year with the day or months of its issue; of what is in no issue yet, when it came out online.
fn set_dates(item: &mut Item, tagged: &Tagged<'_, '_>) {
    let (year, day, early) = (tagged.text("PY"), tagged.text("PD"), tagged.text("EA"));
    match fields::read_in_year(&year, &day) {
        Some(said) => said.set_in(item),
        None if !year.is_empty() => {
            fields::set_issued(item, &year);
            fields::keep_field(item, "PD", &day);
        }
        None => _ = fields::set_issued(item, &format!("{early} {day}")),
    }
    if !year.is_empty() {
        fields::keep_field(item, "EA", &early);
    }
}

/// A name that is set in capitals throughout, as this database has journals and publishers, in letters that can be printed.
/// The abbreviation tells which words are written in capitals by everybody.
pub(super) fn set_low(name: &str, abbreviation: &str) -> String {
    static SMALL: LazyLock<WordSet> = LazyLock::new(|| TITLES.words("small in names of journals"));
    // A short name alone may be an abbreviation, unless its journal's says otherwise.
    let doubtful = abbreviation.is_empty() && !name.contains(' ') && name.chars().count() <= 5;
    if name.chars().any(char::is_lowercase) || doubtful {
        return name.to_owned();
    }
    let known: Vec<&str> = abbreviation.split([' ', '.', '-']).filter(|word| word.len() > 1).collect();
    let word = |(at, word): (usize, &str)| {
        let lower = word.to_lowercase();
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let own = known.iter().find(|known| known.to_uppercase() == plain.to_uppercase());
        match own {
            Some(own) => word.replace(plain, own),
            None if at > 0 && SMALL.contains(&lower) => lower,
            None => capitalise(&lower),
        }
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// A capital at the beginning of each part of a word: `Cell-Based`.
fn capitalise(lower: &str) -> String {
    let mut before = ' ';
    let mut word = String::with_capacity(lower.len());
    for c in lower.chars() {
        let begins = !before.is_alphanumeric() && !matches!(before, '\'' | '’');
        if begins {
            word.extend(c.to_uppercase())
        } else {
            word.push(c)
        }
        before = c;
    }
    word
}

fn find_kind(letter: &str) -> &'static str {
    match letter {
        "B" => "book",
        "S" => "chapter",
        "P" => "patent",
        _ => "article-journal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_are_set_low() {
        for (name, short, want) in [
            ("JOURNAL OF FICTIVE REHABILITATION", "J. Fict. Rehabil.", "Journal of Fictive Rehabilitation"),
            ("BMC CELL-BASED CARE", "BMC Cell-Based Care", "BMC Cell-Based Care"),
            ("PLOS ONE", "PLoS One", "PLoS One"),
            ("THE LANCET", "Lancet", "The Lancet"),
            ("SPINE", "Spine", "Spine"),
            ("SPINE", "", "SPINE"),
            ("Already Set", "", "Already Set"),
        ] {
            assert_eq!(set_low(name, short), want, "{name}");
        }
    }
}
