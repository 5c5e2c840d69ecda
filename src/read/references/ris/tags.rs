//! What the tags of a RIS record mean, by the type of the record.

use super::types;
use crate::model::{Doi, Item};
use crate::read::references::fields::{self, ReadDate};
use crate::read::references::lines::{Field, Tagged};

/// The item of a record's fields.
pub(super) fn item(record: &[Field<'_>]) -> Item {
    let mut item = Item::default();
    let tagged = Tagged::new(record);
    let said = tagged.first("TY").map(|f| f.value.as_str()).unwrap_or_default();
    match types::csl(said) {
        Some(kind) => {
            kind.clone_into(&mut item.kind);
            if !types::is_plain(said, kind) {
                fields::keep(&mut item, "TY", said);
            }
        }
        None => fields::keep(&mut item, "TY", said),
    }
    let editors = item.kind == "book" && types::is_edited(said) && !["ED", "A2"].iter().any(|tag| tagged.has(tag));
    let record = Record { tagged, book: item.kind == "book", editors };
    record.titles(&mut item);
    record.dates(&mut item);
    record.places(&mut item);
    for field in record.tagged.fields {
        record.field(&mut item, field);
    }
    record.accession(&mut item);
    record.doi_elsewhere(&mut item);
    item
}

struct Record<'r, 't> {
    tagged: Tagged<'r, 't>,
    /// A whole book: what would be a container is a series.
    book: bool,
    /// An edited book, whose authors are its editors.
    editors: bool,
}

/// Tags in which databases put a DOI for want of a better one, the likeliest first.
const DOI_TAGS: [&str; 16] =
    ["L3", "L1", "L4", "LK", "L2", "M1", "M2", "C1", "C3", "C6", "C7", "U1", "U2", "ID", "AN", "DI"];

impl Record<'_, '_> {
    fn first(&self, tag: &str) -> Option<&Field<'_>> {
        self.tagged.first(tag)
    }

    fn text(&self, tag: &str) -> String {
        self.tagged.text(tag)
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

    /// The fullest of the dates, as long as they agree on the year; a day may stand apart from its year.
    fn dates(&self, item: &mut Item) {
        let tags = ["PY", "Y1", "DA"].map(|tag| (tag, self.text(tag)));
        let given: Vec<(&str, String)> = tags.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let first = given.iter().position(|(_, text)| fields::read_date_words(text).is_some()).unwrap_or(0);
        let Some((first, year)) = given.get(first) else { return };
        fields::issued(item, year);
        for (tag, text) in given.iter().filter(|(tag, _)| tag != first) {
            let known = item.issued.map(|date| date.0);
            let fuller =
                |said: &ReadDate| known.is_none_or(|known| known.parts().len() <= said.issued.from.parts().len());
            match fields::within(year, text).or_else(|| fields::read_date_words(text).filter(|_| known.is_none())) {
                Some(said)
                    if fuller(&said)
                        && (said.issued.season.is_some() || said.issued.from.month().is_some() || known.is_none()) =>
                {
                    said.put(item);
                }
                Some(_) => {}
                None if fields::is_unknown(text) => {}
                None => fields::keep(item, tag, text),
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
            "AU" | "A1" if self.editors => item.editor.extend(fields::names(&text)),
            "AU" | "A1" => fields::author(item, &text),
            "A2" if self.book => fields::other_names(item, "collection-editor", &text),
            "A2" | "ED" => item.editor.extend(fields::names(&text)),
            "A3" => fields::other_names(item, "collection-editor", &text),
            "A4" => fields::other_names(item, "translator", &text),
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
            "SE" => fields::keep(item, "section", &text),
            "OP" if fields::read_date_words(&text).is_some_and(|said| said.whole) => fields::original_date(item, &text),
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
        for field in self.tagged.fields.iter().filter(|f| f.tag == "AN") {
            if named {
                fields::pmid(item, "AN", &field.value);
            } else {
                fields::read_labelled_numbers(item, &field.value);
                fields::keep(item, "AN", &field.value);
            }
        }
        // It says no more than the number does.
        if item.pmid.is_some() && item.other.get("DB").is_some_and(|db| db == "PubMed") {
            item.other.remove("DB");
        }
    }

    /// The DOI of a record without `DO`, where another tag holds one and nothing else.
    fn doi_elsewhere(&self, item: &mut Item) {
        if item.doi.is_some() {
            return;
        }
        let whole =
            |text: &str| text.contains("10.") && !text.contains(char::is_whitespace) && text.parse::<Doi>().is_ok();
        let found = DOI_TAGS.iter().find_map(|tag| Some((tag, self.first(tag)?.unbroken())).filter(|(_, t)| whole(t)));
        let Some((tag, text)) = found else { return };
        fields::doi(item, &text);
        if item.other.get(*tag).and_then(|kept| kept.as_str()) == Some(text.as_str()) {
            item.other.remove(*tag);
        }
        if *tag == "C7" || *tag == "M1" {
            item.number = item.number.take().filter(|number| *number != text);
        }
    }
}
