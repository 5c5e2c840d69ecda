//! What the tags of a RIS record mean, by the type of the record.

use super::types;
use crate::model::{Doi, Item};
use crate::read::references::fields::{self, ReadDate};
use crate::read::references::lines::{Field, Tagged};

/// The item of a record's fields.
pub(super) fn make_item(record: &[Field<'_>]) -> Item {
    let mut item = Item::default();
    let tagged = Tagged::new(record);
    let said = tagged.first("TY").map(|f| f.value.as_str()).unwrap_or_default();
    match types::find_csl_type(said) {
        Some(kind) => {
            kind.clone_into(&mut item.kind);
            if !types::is_plain(said, kind) {
                fields::keep_field(&mut item, "TY", said);
            }
        }
        None => fields::keep_field(&mut item, "TY", said),
    }
    let editors = item.kind == "book" && types::is_edited(said) && !["ED", "A2"].iter().any(|tag| tagged.has(tag));
    let record = Record { tagged, book: item.kind == "book", editors };
    record.set_titles(&mut item);
    record.set_dates(&mut item);
    record.set_places(&mut item);
    for field in record.tagged.fields {
        record.set_field(&mut item, field);
    }
    record.set_accession(&mut item);
    record.find_doi_elsewhere(&mut item);
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
    fn set_titles(&self, item: &mut Item) {
        let title: &[&str] = if self.book { &["TI", "T1", "BT", "CT"] } else { &["TI", "T1", "CT"] };
        // The short title stands in where there is no other.
        let title = if title.iter().all(|tag| self.first(tag).is_none()) { &["ST"] } else { title };
        let container: &[&str] = if self.book { &["JF", "JO"] } else { &["T2", "JF", "JO", "BT"] };
        for tag in title {
            fields::set_field(item, |i| &mut i.title, tag, &self.text(tag));
        }
        let (long, short): (Vec<&str>, Vec<&str>) = container.iter().partition(|tag| **tag != "JO");
        for tag in long {
            fields::set_field(item, |i| &mut i.container_title, tag, &self.text(tag));
        }
        for tag in ["J2", "JA", "J1"] {
            fields::set_field(item, |i| &mut i.container_title_short, tag, &self.text(tag));
        }
        // JO is the name in full in one dialect and its abbreviation in another.
        for tag in short {
            let name = self.text(tag);
            let shorter = item.container_title.as_ref().is_some_and(|full| name.len() < full.len());
            if shorter {
                fields::set_field(item, |i| &mut i.container_title_short, tag, &name);
            } else {
                fields::set_field(item, |i| &mut i.container_title, tag, &name);
            }
        }
        if self.book {
            fields::keep_field(item, "collection-title", &self.text("T2"));
        }
    }

    /// The fullest of the dates, as long as they agree on the year; a day may stand apart from its year.
    fn set_dates(&self, item: &mut Item) {
        let tags = ["PY", "Y1", "DA"].map(|tag| (tag, self.text(tag)));
        let given: Vec<(&str, String)> = tags.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let first = given.iter().position(|(_, text)| fields::read_date_words(text).is_some()).unwrap_or(0);
        let Some((first, year)) = given.get(first) else { return };
        fields::set_issued(item, year);
        for (tag, text) in given.iter().filter(|(tag, _)| tag != first) {
            let known = item.issued.map(|date| date.0);
            let fuller =
                |said: &ReadDate| known.is_none_or(|known| known.parts().len() <= said.issued.from.parts().len());
            match fields::read_in_year(year, text).or_else(|| fields::read_date_words(text).filter(|_| known.is_none()))
            {
                Some(said)
                    if fuller(&said)
                        && (said.issued.season.is_some() || said.issued.from.month().is_some() || known.is_none()) =>
                {
                    said.set_in(item);
                }
                Some(_) => {}
                None if fields::is_unknown(text) => {}
                None => fields::keep_field(item, tag, text),
            }
        }
    }

    fn set_places(&self, item: &mut Item) {
        fields::set_pages(item, &self.text("SP"), &self.text("EP"));
    }

    fn set_field(&self, item: &mut Item, field: &Field<'_>) {
        let text = field.line_value();
        match field.tag {
            "TY" | "TI" | "T1" | "CT" | "JF" | "JO" | "JA" | "J1" | "J2" | "PY" | "Y1" | "DA" | "SP" | "EP" | "T2"
            | "BT" | "AN" => {}
            "AU" | "A1" if self.editors => item.editor.extend(fields::read_names(&text)),
            "AU" | "A1" => fields::add_author(item, &text),
            "A2" if self.book => fields::add_other_names(item, "collection-editor", &text),
            "A2" | "ED" => item.editor.extend(fields::read_names(&text)),
            "A3" => fields::add_other_names(item, "collection-editor", &text),
            "A4" => fields::add_other_names(item, "translator", &text),
            "ID" => fields::keep_field(item, "id", &text),
            "VL" | "VO" => fields::set_field(item, |i| &mut i.volume, "VL", &text),
            "IS" | "CP" => fields::set_field(item, |i| &mut i.issue, "IS", &text),
            "C7" if item.kind.starts_with("article") => fields::set_field(item, |i| &mut i.number, "C7", &text),
            "M1" if !item.kind.starts_with("article") => fields::set_field(item, |i| &mut i.number, "M1", &text),
            "ET" => fields::set_field(item, |i| &mut i.edition, "ET", &text),
            "M3" if text.parse::<Doi>().is_ok() => fields::set_doi(item, &text),
            "M3" => fields::set_field(item, |i| &mut i.genre, "M3", &text),
            "PB" => fields::set_field(item, |i| &mut i.publisher, "PB", &text),
            "CY" | "PP" => fields::set_field(item, |i| &mut i.publisher_place, field.tag, &text),
            "DO" => fields::set_doi(item, &field.join_value()),
            "C2" => fields::set_pmcid(item, "C2", &text),
            "SN" => fields::set_serial_numbers(item, &field.value, types::is_book(&item.kind)),
            "UR" => fields::set_url(item, "UR", &field.join_value()),
            "LA" => fields::set_field(item, |i| &mut i.language, "LA", &text),
            "N1" => fields::add_note(item, &field.value),
            "AB" => fields::keep_field(item, "abstract", &field.value),
            "SE" => fields::keep_field(item, "section", &text),
            "OP" if fields::read_date_words(&text).is_some_and(|said| said.whole) => {
                fields::set_original_date(item, &text)
            }
            "N2" if self.first("AB").is_none() => fields::keep_field(item, "abstract", &field.value),
            "KW" => fields::add_keyword(item, &text),
            "ST" if item.title.as_deref() != Some(&text) => fields::keep_field(item, "title-short", &text),
            "ST" => {}
            "T3" => fields::keep_field(item, "collection-title", &text),
            "Y2" => fields::set_accessed(item, "Y2", &text),
            "LK" | "L2" if self.first("UR").is_none() => fields::set_url(item, field.tag, &field.join_value()),
            tag => fields::keep_field(item, tag, &field.value),
        }
    }

    /// The number under which a database has the record: PubMed's, if that is the database. Others have numbers that look
    /// alike, and two works with one number would become one.
    fn set_accession(&self, item: &mut Item) {
        let provider = format!("{} {}", self.text("DB"), self.text("DP")).to_lowercase();
        let named = fields::is_pubmed(&provider);
        for field in self.tagged.fields.iter().filter(|f| f.tag == "AN") {
            if named {
                fields::set_pmid(item, "AN", &field.value);
            } else {
                fields::read_labelled_numbers(item, &field.value);
                fields::keep_field(item, "AN", &field.value);
            }
        }
        // It says no more than the number does.
        if item.pmid.is_some() && item.other.get("DB").is_some_and(|db| db == "PubMed") {
            item.other.remove("DB");
        }
    }

    /// The DOI of a record without `DO`, where another tag holds one and nothing else.
    fn find_doi_elsewhere(&self, item: &mut Item) {
        if item.doi.is_some() {
            return;
        }
        let whole =
            |text: &str| text.contains("10.") && !text.contains(char::is_whitespace) && text.parse::<Doi>().is_ok();
        let found =
            DOI_TAGS.iter().find_map(|tag| Some((tag, self.first(tag)?.join_value())).filter(|(_, t)| whole(t)));
        let Some((tag, text)) = found else { return };
        fields::set_doi(item, &text);
        if item.other.get(*tag).and_then(|kept| kept.as_str()) == Some(text.as_str()) {
            item.other.remove(*tag);
        }
        if *tag == "C7" || *tag == "M1" {
            item.number = item.number.take().filter(|number| *number != text);
        }
    }
}
