//! The MEDLINE display of PubMed (<https://www.nlm.nih.gov/bsd/mms/medlineelements.html>): a tag of four columns and a
//! hyphen before each value, an empty line between two records. Every record begins with `PMID-`, by which programs tell the
//! format, also where there is no number. Nothing is wrapped.

use super::entry::{
    family_name, has_lost_particle, join_lines, list_other, lose_others, note_loss, read_entry, strip_line,
};
use super::{FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer};
use crate::model::{Issued, Item, Name, PartialDate};
use crate::text::language;
use std::io;

pub(super) const WRITER: Writer =
    Writer { name: "nbib", summary: "PubMed's own format (MEDLINE, .nbib)", begin, ..Writer::plain(RecordKind::Items) };

struct Nbib<'w> {
    out: &'w mut dyn io::Write,
    columns: Vec<&'static str>,
    losses: FieldLosses,
}

fn begin(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(Nbib { out, columns: Vec::new(), losses: FieldLosses::new() }))
}

/// What of the variables that claimbook only keeps the format has a tag for.
const KEPT: [(&str, &str); 3] = [("publication-types", "PT"), ("collection-title", "CTI"), ("abstract", "AB")];
/// What is dealt with besides.
const HELD: [&str; 4] = ["keyword", "DP", "issued-until", "issued-season"];

impl Nbib<'_> {
    fn write_tag(&mut self, tag: &str, text: Option<&str>) -> io::Result<()> {
        let Some(text) = text else { return Ok(()) };
        let text = strip_line(&mut self.losses, text);
        self.write_line(tag, &text)
    }

    fn write_line(&mut self, tag: &str, text: &str) -> io::Result<()> {
        match text {
            "" => Ok(()),
            text => writeln!(self.out, "{tag:<4}- {text}"),
        }
    }

    /// PubMed ends every title with a full stop.
    fn write_title(&mut self, tag: &str, text: Option<&str>) -> io::Result<()> {
        let Some(text) = text else { return Ok(()) };
        let text = strip_line(&mut self.losses, text);
        let stop = if text.is_empty() || text.ends_with(['.', '?', '!']) { "" } else { "." };
        self.write_line(tag, &format!("{text}{stop}"))
    }

    fn write_titles(&mut self, item: &Item) -> io::Result<()> {
        let (title, container) = (item.title.as_deref(), item.container_title.as_deref());
        match item.kind.as_str() {
            "book" => {
                note_loss(&mut self.losses, "the series of a book", container.is_some());
                self.write_title("BTI", title)
            }
            "chapter" => {
                self.write_title("TI", title)?;
                self.write_title("BTI", container)
            }
            _ => {
                self.write_title("TI", title)?;
                self.write_tag("TA", item.container_title_short.as_deref())?;
                self.write_tag("JT", container)
            }
        }
    }

    fn write_names(&mut self, item: &Item) -> io::Result<()> {
        for (full, short, names) in [("FAU", "AU", &item.author), ("FED", "ED", &item.editor)] {
            for name in names {
                match family_name(name) {
                    Some(family) => {
                        note_loss(&mut self.losses, "where a particle belongs", has_lost_particle(name));
                        let [given, suffix] = [&name.given, &name.suffix].map(|part| part.as_deref().map(join_lines));
                        let behind: Vec<&str> = [&given, &suffix].into_iter().flatten().map(String::as_str).collect();
                        let comma = if behind.is_empty() { "" } else { ", " };
                        self.write_tag(full, Some(&format!("{family}{comma}{}", behind.join(" "))))?;
                        self.write_tag(short, Some(&shorten_name(&family, name)))?;
                    }
                    None if full == "FAU" => self.write_tag("CN", Some(&name.short_name()))?,
                    None => note_loss(&mut self.losses, "an organisation as editor", true),
                }
            }
        }
        Ok(())
    }

    fn note_lost(&mut self, item: &Item) {
        let kind = !matches!(item.kind.as_str(), "article-journal" | "chapter" | "book" | "");
        for (what, there) in [
            ("the type of a record that is no article, book or chapter", kind),
            ("et al. (that the list of authors is cut short)", item.et_al),
            ("status", item.status.as_deref().is_some_and(|status| status != AHEAD)),
            ("number", item.number.is_some() && item.page.is_some()),
            ("accessed", item.accessed.is_some()),
            ("URL", item.url.is_some()),
            ("genre", item.genre.is_some()),
            ("note", item.note.is_some()),
        ] {
            note_loss(&mut self.losses, what, there);
        }
        let held: Vec<&str> = KEPT.iter().map(|(name, _)| *name).chain(HELD).collect();
        lose_others(&mut self.losses, item, &held);
    }
}

/// What PubMed calls published ahead of print.
const AHEAD: &str = "advance online publication";

/// `Smith JA Jr`.
fn shorten_name(family: &str, name: &Name) -> String {
    let given = name.given.as_deref().unwrap_or_default();
    let initials: String = given.split([' ', '-', '.']).filter_map(|word| word.chars().next()).collect();
    let suffix = name.suffix.as_deref().map(|suffix| join_lines(suffix.trim_end_matches('.')));
    let parts = [Some(family.to_owned()), Some(initials), suffix];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `2020 Feb 3`, `2020 Sep-Oct`, `1975 Aug 15-31`, `1998 Dec-1999 Jan`, `2019 Winter`.
fn format_issued(issued: &Issued) -> String {
    let (from, until) = (issued.from, issued.until);
    let month = |date: PartialDate| date.month_name()?.get(..3);
    let shown = |date: PartialDate| {
        let month = month(date).map(|month| format!(" {month}")).unwrap_or_default();
        let day = date.day().map(|day| format!(" {day}")).unwrap_or_default();
        (format!("{:04}", date.year()), format!("{month}{day}"))
    };
    let ((year, rest), season) = (shown(from), issued.season.as_ref().map(|season| format!(" {season}")));
    let end = until.map(|until| match (shown(until), until.day()) {
        ((last, rest), _) if last != year => format!("-{last}{rest}"),
        (_, Some(day)) if until.month() == from.month() => format!("-{day}"),
        ((_, rest), _) => format!("-{}", rest.trim_start()),
    });
    format!("{year}{rest}{}{}", end.unwrap_or_default(), season.unwrap_or_default())
}

impl RecordSink for Nbib<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], about: RecordSubject<'_>) -> io::Result<()> {
        let (_, item) = read_entry(&self.columns, fields, about)?;
        writeln!(self.out, "PMID- {}", join_lines(item.pmid.as_deref().unwrap_or_default()))?;
        self.write_tag("IS", item.issn.as_deref())?;
        self.write_tag("ISBN", item.isbn.as_deref())?;
        self.write_tag("VI", item.volume.as_deref())?;
        self.write_tag("IP", item.issue.as_deref())?;
        let date = item.issued_in_full().map(|issued| format_issued(&issued));
        self.write_tag("DP", list_other(&item, "DP").first().copied().or(date.as_deref()))?;
        self.write_titles(&item)?;
        self.write_tag("PG", item.page.as_deref().or(item.number.as_deref()))?;
        if let Some(doi) = item.doi.as_deref().map(join_lines).filter(|doi| !doi.is_empty()) {
            self.write_line("LID", &format!("{doi} [doi]"))?;
            self.write_line("AID", &format!("{doi} [doi]"))?;
        }
        self.write_names(&item)?;
        self.write_tag("LA", item.language.as_deref().map(language::to_code))?;
        self.write_tag("EN", item.edition.as_deref())?;
        self.write_tag("PB", item.publisher.as_deref())?;
        note_loss(&mut self.losses, "publisher-place", item.publisher.is_none() && item.publisher_place.is_some());
        self.write_tag("PL", item.publisher_place.as_deref().filter(|_| item.publisher.is_some()))?;
        self.write_tag("PST", item.status.as_deref().filter(|status| *status == AHEAD).map(|_| "aheadofprint"))?;
        for (name, tag) in KEPT {
            for text in list_other(&item, name) {
                self.write_tag(tag, Some(text))?;
            }
        }
        for word in list_other(&item, "keyword").iter().flat_map(|words| words.split("; ")) {
            self.write_tag("OT", Some(word))?;
        }
        self.write_tag("PMC", item.pmcid.as_deref())?;
        self.note_lost(&item);
        self.out.write_all(b"\n")
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        Ok(self.losses)
    }
}
