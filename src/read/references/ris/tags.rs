//! What the tags of a RIS record mean, by the type of the record.

use super::types;
use crate::model::{Doi, Item};
use crate::read::references::fields;
use crate::read::references::lines::Field;

/// The item of a record's fields.
pub(super) fn item(record: &[Field<'_>]) -> Item {
    let mut item = Item::default();
    let said = record.iter().find(|f| f.tag == "TY").map(|f| f.value.as_str()).unwrap_or_default();
    match types::csl(said) {
        Some(kind) => {
            kind.clone_into(&mut item.kind);
            if !types::is_plain(said, kind) {
                fields::keep(&mut item, "TY", said);
            }
        }
        None => fields::keep(&mut item, "TY", said),
    }
    let record = Record { fields: record, book: item.kind == "book" };
    record.titles(&mut item);
    record.dates(&mut item);
    record.places(&mut item);
    for field in record.fields {
        record.field(&mut item, field);
    }
    record.accession(&mut item);
    item
}

struct Record<'r, 't> {
    fields: &'r [Field<'t>],
    /// A whole book: what would be a container is a series.
    book: bool,
}

impl Record<'_, '_> {
    fn first(&self, tag: &str) -> Option<&Field<'_>> {
        self.fields.iter().find(|f| f.tag == tag && !f.value.trim().is_empty())
    }

    fn text(&self, tag: &str) -> String {
        self.first(tag).map(Field::line_value).unwrap_or_default()
    }

    /// The first of these tags is the field's, the others are kept if they say something else.
    fn titles(&self, item: &mut Item) {
        let title: &[&str] = if self.book { &["TI", "T1", "BT", "CT"] } else { &["TI", "T1", "CT"] };
        // The short title stands in where there is no other.
        let title = if title.iter().all(|tag| self.first(tag).is_none()) { &["ST"] } else { title };
        let container: &[&str] = if self.book { &["JF", "JO"] } else { &["T2", "JF", "JO", "BT"] };
        for tag in title {
            fields::put(item, |i| &mut i.title, tag, &self.text(tag));
        }
        let (long, short): (Vec<&str>, Vec<&str>) = container.iter().partition(|tag| **tag != "JO");
        for tag in long {
            fields::put(item, |i| &mut i.container_title, tag, &self.text(tag));
        }
        for tag in ["J2", "JA", "J1"] {
            fields::put(item, |i| &mut i.container_title_short, tag, &self.text(tag));
        }
        // JO is the name in full in one dialect and its abbreviation in another.
        for tag in short {
            let name = self.text(tag);
            let shorter = item.container_title.as_ref().is_some_and(|full| name.len() < full.len());
            if shorter {
                fields::put(item, |i| &mut i.container_title_short, tag, &name);
            } else {
                fields::put(item, |i| &mut i.container_title, tag, &name);
            }
        }
        if self.book {
            fields::keep(item, "collection-title", &self.text("T2"));
        }
    }

    /// The fullest of the dates, as long as they agree on the year.
    fn dates(&self, item: &mut Item) {
        let given: Vec<(&str, String)> =
            ["PY", "Y1", "DA"].iter().map(|tag| (*tag, self.text(tag))).filter(|(_, text)| !text.is_empty()).collect();
        let Some((first, text)) = given.first() else { return };
        fields::issued(item, text);
        for (tag, text) in given.iter().filter(|(tag, _)| tag != first) {
            let known = item.issued.map(|date| date.0);
            match fields::read_date(text) {
                Some(date)
                    if known.is_none_or(|k| k.year() == date.year() && k.parts().len() <= date.parts().len()) =>
                {
                    fields::issued(item, text);
                }
                Some(date) if known.is_some_and(|k| k.year() == date.year()) => {}
                _ => fields::keep(item, tag, text),
            }
        }
    }

    fn places(&self, item: &mut Item) {
        fields::pages(item, &self.text("SP"), &self.text("EP"));
    }

    fn field(&self, item: &mut Item, field: &Field<'_>) {
        let text = field.line_value();
        match field.tag {
            "TY" | "TI" | "T1" | "CT" | "JF" | "JO" | "JA" | "J1" | "J2" | "PY" | "Y1" | "DA" | "SP" | "EP" | "T2"
            | "BT" | "AN" => {}
            "AU" | "A1" => fields::author(item, &text),
            "A2" if self.book => fields::other_name(item, "collection-editor", fields::name(&text)),
            "A2" | "ED" => item.editor.extend(fields::name(&text)),
            "A3" => fields::other_name(item, "collection-editor", fields::name(&text)),
            "A4" => fields::other_name(item, "translator", fields::name(&text)),
            "ID" => fields::keep(item, "id", &text),
            "VL" | "VO" => fields::put(item, |i| &mut i.volume, "VL", &text),
            "IS" | "CP" => fields::put(item, |i| &mut i.issue, "IS", &text),
            "C7" if item.kind.starts_with("article") => fields::put(item, |i| &mut i.number, "C7", &text),
            "M1" if !item.kind.starts_with("article") => fields::put(item, |i| &mut i.number, "M1", &text),
            "ET" => fields::put(item, |i| &mut i.edition, "ET", &text),
            "M3" if text.parse::<Doi>().is_ok() => fields::doi(item, &text),
            "M3" => fields::put(item, |i| &mut i.genre, "M3", &text),
            "PB" => fields::put(item, |i| &mut i.publisher, "PB", &text),
            "CY" | "PP" => fields::put(item, |i| &mut i.publisher_place, field.tag, &text),
            "DO" => fields::doi(item, &field.unbroken()),
            "C2" => fields::pmcid(item, "C2", &text),
            "SN" => fields::serial_numbers(item, &field.value, types::is_book(&item.kind)),
            "UR" => fields::url(item, "UR", &field.unbroken()),
            "LA" => fields::put(item, |i| &mut i.language, "LA", &text),
            "N1" => fields::note(item, &field.value),
            "AB" => fields::keep(item, "abstract", &field.value),
            "N2" if self.first("AB").is_none() => fields::keep(item, "abstract", &field.value),
            "KW" => fields::keyword(item, &text),
            "ST" if item.title.as_deref() != Some(&text) => fields::keep(item, "title-short", &text),
            "ST" => {}
            "T3" => fields::keep(item, "collection-title", &text),
            "Y2" => fields::accessed(item, "Y2", &text),
            "LK" | "L2" if self.first("UR").is_none() => fields::url(item, field.tag, &field.unbroken()),
            tag => fields::keep(item, tag, &field.value),
        }
    }

    /// The number under which a database has the record: PubMed's, if that is the database. Others have numbers that look
    /// alike, and two works with one number would become one.
    fn accession(&self, item: &mut Item) {
        let provider = format!("{} {}", self.text("DB"), self.text("DP")).to_lowercase();
        let named = fields::is_pubmed(&provider);
        for field in self.fields.iter().filter(|f| f.tag == "AN") {
            if named {
                fields::pmid(item, "AN", &field.value);
            } else {
                fields::keep(item, "AN", &field.value);
            }
        }
        // It says no more than the number does.
        if item.pmid.is_some() && item.other.get("DB").is_some_and(|db| db == "PubMed") {
            item.other.remove("DB");
        }
    }
}
