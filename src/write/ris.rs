//! RIS (<https://en.wikipedia.org/wiki/RIS_(file_format)>): a tag a line, one `AU` an author, `ER  - ` at the end of each
//! record. Nothing is wrapped: readers disagree on how a line goes on, and a DOI does not survive it.

use super::entry::{
    has_lost_particle, invert_name, join_lines, list_other, lose_others, note_loss, read_entry, split_pages, strip_line,
};
use super::{FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer};
use crate::model::{Item, Name};
use std::io;

pub(super) const WRITER: Writer =
    Writer { name: "ris", summary: "RIS, for reference managers", begin, ..Writer::plain(RecordKind::Items) };

struct Ris<'w> {
    out: &'w mut dyn io::Write,
    columns: Vec<&'static str>,
    losses: FieldLosses,
}

fn begin(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(Ris { out, columns: Vec::new(), losses: FieldLosses::new() }))
}

/// What of the variables that claimbook only keeps the format has a tag for.
const HELD: [&str; 8] = [
    "abstract",
    "keyword",
    "title-short",
    "collection-title",
    "collection-editor",
    "translator",
    "section",
    "issued-season",
];

/// CSL types and theirs.
#[rustfmt::skip]
const TYPES: &[(&str, &str)] = &[
    ("article", "PREP"), ("article-journal", "JOUR"), ("article-magazine", "MGZN"), ("article-newspaper", "NEWS"),
    ("bill", "BILL"), ("book", "BOOK"), ("chapter", "CHAP"), ("dataset", "DATA"), ("entry-dictionary", "DICT"),
    ("entry-encyclopedia", "ENCYC"), ("graphic", "SLIDE"), ("hearing", "HEAR"), ("legal_case", "CASE"),
    ("legislation", "STAT"), ("manuscript", "UNPB"), ("map", "MAP"), ("motion_picture", "VIDEO"), ("pamphlet", "PAMP"),
    ("paper-conference", "CPAPER"), ("patent", "PAT"), ("personal_communication", "PCOMM"), ("post-weblog", "BLOG"),
    ("report", "RPRT"), ("software", "COMP"), ("standard", "STAND"), ("thesis", "THES"), ("webpage", "ELEC"),
];

impl Ris<'_> {
    fn write_tag(&mut self, tag: &str, text: Option<&str>) -> io::Result<()> {
        let Some(text) = text else { return Ok(()) };
        match tag {
            // An identifier has no markup.
            "DO" | "UR" | "ID" => self.write_line(tag, &join_lines(text)),
            _ => {
                let text = strip_line(&mut self.losses, text);
                self.write_line(tag, &text)
            }
        }
    }

    fn write_line(&mut self, tag: &str, text: &str) -> io::Result<()> {
        match text {
            "" => Ok(()),
            text => write!(self.out, "{tag}  - {text}\r\n"),
        }
    }

    fn write_names(&mut self, tag: &str, names: &[Name]) -> io::Result<()> {
        for name in names {
            note_loss(&mut self.losses, "where a particle belongs", has_lost_particle(name));
            self.write_tag(tag, Some(&invert_name(name)))?;
        }
        Ok(())
    }

    fn write_dates(&mut self, item: &Item) -> io::Result<()> {
        for (tag, date) in [("DA", item.issued), ("Y2", item.accessed)] {
            let Some(date) = date else { continue };
            if tag == "DA" {
                self.write_tag("PY", Some(&format!("{:04}", date.0.year())))?;
            }
            // Three slashes always: year/month/day/other.
            let parts = date.0.parts();
            let part = |at: usize| parts.get(at).map(|n| format!("{n:02}")).unwrap_or_default();
            // In its fourth part a date has words.
            let season = item.season().filter(|_| tag == "DA").unwrap_or_default();
            self.write_tag(tag, Some(&format!("{:04}/{}/{}/{season}", date.0.year(), part(1), part(2))))?;
        }
        Ok(())
    }

    fn note_lost(&mut self, item: &Item) {
        note_loss(&mut self.losses, "et al. (that the list of authors is cut short)", item.et_al);
        note_loss(&mut self.losses, "status", item.status.is_some());
        note_loss(&mut self.losses, "what kind of work it is", !TYPES.iter().any(|(csl, _)| *csl == item.kind));
        lose_others(&mut self.losses, item, &HELD);
    }

    /// What a work appeared in and the series that it belongs to. A whole book has one place for both.
    fn write_containers(&mut self, item: &Item) -> io::Result<()> {
        let series = list_other(item, "collection-title");
        let (container, series) = match (item.kind.as_str(), series.as_slice()) {
            ("book", [first, rest @ ..]) => {
                note_loss(&mut self.losses, "what a book appeared in", item.container_title.is_some());
                (Some(*first), rest)
            }
            _ => (item.container_title.as_deref(), series.as_slice()),
        };
        self.write_tag("T2", container)?;
        series.iter().try_for_each(|series| self.write_tag("T3", Some(series)))?;
        self.write_tag("J2", item.container_title_short.as_deref())
    }

    /// People whom claimbook only keeps.
    fn write_others(&mut self, tag: &str, item: &Item, role: &str) -> io::Result<()> {
        let Some(list) = item.other.get(role) else { return Ok(()) };
        match serde_json::from_value::<Vec<Name>>(list.clone()) {
            Ok(names) => self.write_names(tag, &names),
            Err(_) => {
                note_loss(&mut self.losses, role, true);
                Ok(())
            }
        }
    }
}

impl RecordSink for Ris<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], about: RecordSubject<'_>) -> io::Result<()> {
        let (id, item) = read_entry(&self.columns, fields, about)?;
        let kind = TYPES.iter().find(|(csl, _)| *csl == item.kind).map_or("GEN", |(_, ris)| *ris);
        self.write_tag("TY", Some(kind))?;
        self.write_tag("ID", Some(&id))?;
        self.write_names("AU", &item.author)?;
        self.write_names(if kind == "CHAP" { "A2" } else { "ED" }, &item.editor)?;
        self.write_others(if kind == "BOOK" { "A2" } else { "A3" }, &item, "collection-editor")?;
        self.write_others("A4", &item, "translator")?;
        self.write_tag("TI", item.title.as_deref())?;
        for text in list_other(&item, "title-short") {
            self.write_tag("ST", Some(text))?;
        }
        self.write_containers(&item)?;
        self.write_dates(&item)?;
        for text in list_other(&item, "section") {
            self.write_tag("SE", Some(text))?;
        }
        self.write_tag("VL", item.volume.as_deref())?;
        self.write_tag("IS", item.issue.as_deref())?;
        let (first, last) = item.page.as_deref().map(split_pages).unzip();
        self.write_tag("SP", first.as_deref())?;
        self.write_tag("EP", last.flatten().as_deref())?;
        self.write_tag(if item.kind.starts_with("article") { "C7" } else { "M1" }, item.number.as_deref())?;
        self.write_tag("ET", item.edition.as_deref())?;
        self.write_tag("M3", item.genre.as_deref())?;
        self.write_tag("PB", item.publisher.as_deref())?;
        self.write_tag("CY", item.publisher_place.as_deref())?;
        self.write_tag("DO", item.doi.as_deref())?;
        self.write_tag("AN", item.pmid.as_deref())?;
        // Without its database, the number could be anybody's.
        self.write_tag("DB", item.pmid.as_ref().map(|_| "PubMed"))?;
        self.write_tag("C2", item.pmcid.as_deref())?;
        self.write_tag("SN", item.isbn.as_deref())?;
        self.write_tag("SN", item.issn.as_deref())?;
        self.write_tag("UR", item.url.as_deref())?;
        self.write_tag("LA", item.language.as_deref())?;
        self.write_tag("N1", item.note.as_deref())?;
        for word in list_other(&item, "keyword").iter().flat_map(|words| words.split("; ")) {
            self.write_tag("KW", Some(word))?;
        }
        for text in list_other(&item, "abstract") {
            self.write_tag("AB", Some(text))?;
        }
        self.note_lost(&item);
        self.out.write_all(b"ER  - \r\n\r\n")
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        Ok(self.losses)
    }
}
