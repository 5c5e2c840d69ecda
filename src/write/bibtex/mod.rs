//! BibTeX and BibLaTeX (the manual of biblatex, chapter 2, for names of types and fields). Both are UTF-8; accents stay
//! letters.

mod keys;
mod kinds;
mod latex;
mod names;
mod others;

use super::entry::{note_loss, read_entry, split_pages};
use super::{FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer};
use crate::model::{Issued, Item, PartialDate, is_no_date};
use keys::Keys;
use latex::{escape, escape_verbatim, write_title};
use names::write_names;
use others::find_other;
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "bibtex",
    summary: "BibTeX, for LaTeX and reference managers",
    begin: begin_bibtex,
    ..Writer::plain(RecordKind::Items)
};
pub(super) const BIBLATEX: Writer = Writer {
    name: "biblatex",
    summary: "BibLaTeX, which holds more",
    begin: begin_biblatex,
    ..Writer::plain(RecordKind::Items)
};

struct BibWriter<'w> {
    out: &'w mut dyn io::Write,
    columns: Vec<&'static str>,
    latex: bool,
    keys: Keys,
    losses: FieldLosses,
    /// The fields that the entry under way has.
    has: Vec<&'static str>,
}

fn begin_bibtex(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(BibWriter::new(out, false)))
}

fn begin_biblatex(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(BibWriter::new(out, true)))
}

impl<'w> BibWriter<'w> {
    fn new(out: &'w mut dyn io::Write, latex: bool) -> Self {
        Self { out, columns: Vec::new(), latex, keys: Keys::default(), losses: FieldLosses::new(), has: Vec::new() }
    }

    fn write_field(&mut self, name: &'static str, text: Option<String>) -> io::Result<()> {
        match text.filter(|text| !text.is_empty()) {
            Some(text) => {
                self.has.push(name);
                write!(self.out, ",\n  {name} = {{{text}}}")
            }
            None => Ok(()),
        }
    }

    fn write_text(&mut self, name: &'static str, text: Option<&String>) -> io::Result<()> {
        self.write_field(name, text.map(|text| escape(text)))
    }

    /// BibLaTeX has one field for all of a date, BibTeX has its parts; words that are no date are a year to both. What a
    /// date says beside day, month and year was kept as it came.
    fn write_dates(&mut self, item: &Item) -> io::Result<()> {
        let issued = item.issued.map(|date| date.0);
        let words = |name| find_other(item, name).map(escape);
        let about = find_other(item, "year")
            .filter(|year| PartialDate::parse_loose(year).map(PartialDate::year) == item.year());
        let season = item.season();
        let whole = find_other(item, "date").map(escape_verbatim).or_else(|| format_extended_date(item));
        let parts = !self.latex || (whole.is_none() && (about.is_some() || season.is_some()));
        let whole = whole.or_else(|| issued.filter(|_| !parts).map(|date| date.to_string()));
        let season = season.filter(|_| parts && whole.is_none());
        let circa = if item.is_circa() && whole.is_none() { "ca. " } else { "" };
        let plain = issued.filter(|_| parts).map(|date| format!("{circa}{}", date.year()));
        let literal = item.other.get("issued").and_then(|issued| issued.get("literal")?.as_str());
        let literal = literal.filter(|words| !is_no_date(words)).map(escape);
        let another = words("year").filter(|_| !parts || about.is_some());
        self.write_field("year", another.or(plain).or(literal))?;
        self.write_field("date", whole)?;
        let month = issued.filter(|_| parts).and_then(PartialDate::month_name).and_then(|name| name.get(..3));
        let month = month.map(str::to_ascii_lowercase);
        match month {
            // A bare name: the styles know the months as strings.
            Some(month) => {
                self.has.push("month");
                write!(self.out, ",\n  month = {month}")?;
            }
            None => self.write_field("month", season.map(|s| escape(&s)).or_else(|| words("month")))?,
        }
        let day = issued.filter(|_| parts).and_then(PartialDate::day).map(|day| day.to_string());
        self.write_field("day", day.or_else(|| words("day")))?;
        self.write_field("urldate", item.accessed.map(|date| date.0.to_string()))
    }

    /// Where in its container it stands: issue, number, pages. A number is the issue of what comes out in issues, the
    /// place in a series, or its own.
    fn write_place(&mut self, item: &Item, kind: &str) -> io::Result<()> {
        let book = ["book", "chapter", "paper-conference", "entry-encyclopedia"].contains(&item.kind.as_str());
        let serial =
            item.kind.starts_with("article") || item.kind == "periodical" || (book && !self.has.contains(&"series"));
        self.write_text("volume", item.volume.as_ref())?;
        self.write_text(if serial { "number" } else { "issue" }, item.issue.as_ref())?;
        if book && !serial {
            self.write_field("number", find_other(item, "collection-number").map(escape))?;
            self.has.push("collection-number");
        }
        let report = matches!(kind, "techreport" | "report");
        self.write_text(if report { "number" } else { "eid" }, item.number.as_ref())?;
        let range = |page: &String| match split_pages(page) {
            (first, Some(last)) => format!("{}--{}", escape(&first), escape(&last)),
            (first, None) => escape(&first),
        };
        self.write_field("pages", item.page.as_ref().map(range))
    }

    fn write_publisher(&mut self, item: &Item, kind: &str) -> io::Result<()> {
        let publisher = match kind {
            "techreport" | "report" | "thesis" => "institution",
            "phdthesis" | "mastersthesis" => "school",
            _ => "publisher",
        };
        self.write_text("edition", item.edition.as_ref())?;
        self.write_text(publisher, item.publisher.as_ref())?;
        self.write_text(if self.latex { "location" } else { "address" }, item.publisher_place.as_ref())?;
        self.write_text("pubstate", item.status.as_ref())?;
        self.write_text("type", item.genre.as_ref())
    }

    fn write_identifiers(&mut self, item: &Item) -> io::Result<()> {
        // What has a blank in it is no DOI, and stays as it is for somebody to see.
        let doi = |doi: &str| if doi.contains(char::is_whitespace) { escape(doi) } else { escape_verbatim(doi) };
        self.write_field("doi", item.doi.as_deref().map(doi))?;
        self.write_text("pmid", item.pmid.as_ref())?;
        self.write_text("pmcid", item.pmcid.as_ref())?;
        self.write_text("isbn", item.isbn.as_ref())?;
        self.write_text("issn", item.issn.as_ref())?;
        if let Some(arxiv) = find_other(item, "arXiv").filter(|_| find_other(item, "eprint").is_none()) {
            self.write_field("eprint", Some(escape_verbatim(arxiv)))?;
            self.write_field(if self.latex { "eprinttype" } else { "archiveprefix" }, Some("arXiv".to_owned()))?;
        }
        self.write_field("url", item.url.as_deref().map(escape_verbatim))
    }

    fn write_others(&mut self, item: &Item, kind: &str) -> io::Result<()> {
        for (name, value) in item.other.iter().filter(|(name, _)| !others::is_elsewhere(name)) {
            let said = name == "entrytype" && value == kind || self.has.contains(&name.as_str());
            match others::write_field(name, value, self.latex) {
                Some((field, text)) if !self.has.contains(&field.as_str()) => {
                    write!(self.out, ",\n  {field} = {{{text}}}")?;
                }
                _ => note_loss(&mut self.losses, name, !said),
            }
        }
        Ok(())
    }
}

/// What BibLaTeX has one date for and BibTeX has not: a range, a season, a date that is only about right.
fn format_extended_date(item: &Item) -> Option<String> {
    let Issued { from, until, season, circa } = item.issued_in_full()?;
    let about = if circa { "~" } else { "" };
    let number =
        season.as_deref().map(|season| ["Spring", "Summer", "Fall", "Winter"].iter().position(|s| *s == season));
    match (until, number) {
        (Some(until), None) => Some(format!("{from}{about}/{until}")),
        (None, Some(Some(at))) if from.month().is_none() => Some(format!("{from}-{}{about}", 21 + at)),
        (None, None) if circa => Some(format!("{from}~")),
        _ => None,
    }
}

impl RecordSink for BibWriter<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], about: RecordSubject<'_>) -> io::Result<()> {
        let (id, item) = read_entry(&self.columns, fields, about)?;
        let format = usize::from(self.latex);
        let (row, kind, subtype) = kinds::choose_kind(&item, format);
        self.has.clear();
        write!(self.out, "@{kind}{{{}", self.keys.next(&id))?;
        self.write_field("author", Some(write_names(&item.author, item.et_al, self.latex)))?;
        note_loss(&mut self.losses, "et al. without any author", item.et_al && item.author.is_empty());
        let more_editors = find_other(&item, "et-al-in") == Some("editor");
        self.write_field("editor", Some(write_names(&item.editor, more_editors, self.latex)))?;
        self.write_field("title", item.title.as_deref().map(write_title))?;
        self.write_field("series", find_other(&item, "collection-title").map(escape))?;
        let container = row.container.get(format).copied().unwrap_or("booktitle");
        let container = if self.has.contains(&container) { "booktitle" } else { container };
        self.write_text(container, item.container_title.as_ref())?;
        self.write_text("shortjournal", item.container_title_short.as_ref())?;
        self.write_field("entrysubtype", subtype.map(escape))?;
        self.write_dates(&item)?;
        self.write_place(&item, kind)?;
        self.write_publisher(&item, kind)?;
        self.write_identifiers(&item)?;
        self.write_text("language", item.language.as_ref())?;
        self.write_text("note", item.note.as_ref())?;
        self.write_others(&item, kind)?;
        self.out.write_all(b"\n}\n\n")
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        Ok(self.losses)
    }
}
