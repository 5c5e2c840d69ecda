//! BibTeX and BibLaTeX (the manual of biblatex, chapter 2, for names of types and fields). Both are UTF-8; accents stay
//! letters.

use super::entry::{entry, family, kept, lose, lose_others, pages};
use super::latex::{escaped, title, verbatim};
use super::{About, Holds, Losses, Options, Records, Writer};
use crate::model::{Item, Name};
use std::collections::BTreeMap;
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "bibtex",
    summary: "BibTeX, for LaTeX and reference managers",
    begin: bibtex,
    ..Writer::of(Holds::Items)
};
pub(super) const BIBLATEX: Writer =
    Writer { name: "biblatex", summary: "BibLaTeX, which holds more", begin: biblatex, ..Writer::of(Holds::Items) };

struct Bib<'w> {
    out: &'w mut dyn io::Write,
    columns: Vec<&'static str>,
    latex: bool,
    /// Keys with capitals, folded, and how many there were of each.
    capitals: BTreeMap<String, u32>,
    losses: Losses,
}

fn bibtex(out: &mut dyn io::Write, _options: Options) -> io::Result<Box<dyn Records + '_>> {
    Ok(Box::new(Bib { out, columns: Vec::new(), latex: false, capitals: BTreeMap::new(), losses: Losses::new() }))
}

fn biblatex(out: &mut dyn io::Write, _options: Options) -> io::Result<Box<dyn Records + '_>> {
    Ok(Box::new(Bib { out, columns: Vec::new(), latex: true, capitals: BTreeMap::new(), losses: Losses::new() }))
}

/// CSL types, BibTeX's, BibLaTeX's, and the field of the container in each.
#[rustfmt::skip]
const TYPES: &[(&str, [&str; 2], [&str; 2])] = &[
    ("article-journal", ["article", "article"], ["journal", "journaltitle"]),
    ("article-magazine", ["article", "article"], ["journal", "journaltitle"]),
    ("article-newspaper", ["article", "article"], ["journal", "journaltitle"]),
    ("book", ["book", "book"], ["series", "series"]),
    ("chapter", ["incollection", "incollection"], ["booktitle", "booktitle"]),
    ("paper-conference", ["inproceedings", "inproceedings"], ["booktitle", "booktitle"]),
    ("report", ["techreport", "report"], ["series", "series"]),
    ("thesis", ["phdthesis", "thesis"], ["series", "series"]),
    ("webpage", ["misc", "online"], ["howpublished", "organization"]),
];
const OTHER: ([&str; 2], [&str; 2]) = (["misc", "misc"], ["howpublished", "howpublished"]);
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Bib<'_> {
    fn field(&mut self, name: &str, text: Option<String>) -> io::Result<()> {
        match text.filter(|text| !text.is_empty()) {
            Some(text) => write!(self.out, ",\n  {name} = {{{text}}}"),
            None => Ok(()),
        }
    }

    fn text(&mut self, name: &str, text: Option<&String>) -> io::Result<()> {
        self.field(name, text.map(|text| escaped(text)))
    }

    fn dates(&mut self, item: &Item) -> io::Result<()> {
        if let Some(date) = item.issued {
            if self.latex {
                let until = item.issued_until().map(|until| format!("/{until}")).unwrap_or_default();
                self.field("date", Some(format!("{}{until}", date.0)))?;
            } else {
                self.field("year", Some(date.0.year().to_string()))?;
                let parts = date.0.parts();
                let month = parts.get(1).and_then(|m| MONTHS.get(usize::try_from(*m).ok()?.checked_sub(1)?));
                // A bare name: the styles know the months as strings.
                if let Some(month) = month {
                    write!(self.out, ",\n  month = {month}")?;
                }
                lose(&mut self.losses, "day of publication", parts.len() > 2);
            }
        }
        self.field("urldate", item.accessed.map(|date| date.0.to_string()))
    }

    /// A key that differs from those before it in more than capitals, which BibTeX does not tell apart. Records come in the
    /// order of their names, capitals first, so that only keys with capitals have to be remembered.
    fn unlike(&mut self, key: String) -> String {
        let folded = key.to_ascii_lowercase();
        let times = self.capitals.get(&folded).copied().unwrap_or_default();
        if times > 0 || folded != key {
            self.capitals.insert(folded, times + 1);
        }
        if times == 0 { key } else { format!("{key}+{}", times + 1) }
    }

    fn what_only_one_holds(&mut self, item: &Item, kind: &str) -> io::Result<()> {
        if self.latex {
            self.text("shortjournal", item.container_title_short.as_ref())?;
            self.text("pubstate", item.status.as_ref())?;
        } else {
            lose(&mut self.losses, "container-title-short", item.container_title_short.is_some());
            lose(&mut self.losses, "status", item.status.is_some());
        }
        if matches!(kind, "techreport" | "report" | "thesis" | "phdthesis") {
            self.text("type", item.genre.as_ref())
        } else {
            lose(&mut self.losses, "genre", item.genre.is_some());
            Ok(())
        }
    }
}

/// Names with `and` between two; a list that was cut short ends in `and others`.
fn names(names: &[Name], et_al: bool) -> String {
    let mut all: Vec<String> = names.iter().map(name).filter(|name| !name.is_empty()).collect();
    if et_al && !all.is_empty() {
        all.push("others".to_owned());
    }
    all.join(" and ")
}

/// `von Family, Jr, Given`; a group's name in braces of its own, so that it is not taken apart.
fn name(name: &Name) -> String {
    let Some(whole) = family(name) else { return format!("{{{}}}", escaped(&name.cited())) };
    let own = name.family.as_deref().unwrap_or_default();
    let (given, suffix) = (name.given.as_deref().map(escaped), name.suffix.as_deref().map(escaped));
    let particle = name.dropping_particle.as_deref().or(name.non_dropping_particle.as_deref()).unwrap_or_default();
    // A particle is known by its small letter; what would be taken apart at a blank, a comma or “and” is held together.
    let large = particle.starts_with(char::is_uppercase);
    let alone = given.is_none() && suffix.is_none() && whole.contains(' ');
    let apart = own.contains(',') || own.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    let apart = apart || whole.eq_ignore_ascii_case("others");
    let held = large || alone || apart;
    let whole = if held { format!("{{{}}}", escaped(&whole)) } else { escaped(&whole) };
    [Some(whole), suffix, given].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A key that every reader takes: letters, digits and a few marks. Any other character becomes `+` with its number and `+`,
/// so that no two names give one key.
fn key(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || "-_:/.".contains(c) => key.push(c),
            c => key.push_str(&format!("+{:x}+", u32::from(c))),
        }
    }
    key
}

impl Records for Bib<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], about: About<'_>) -> io::Result<()> {
        let (id, item) = entry(&self.columns, fields, about)?;
        let row = TYPES.iter().find(|(csl, ..)| *csl == item.kind).map(|(_, kinds, containers)| (*kinds, *containers));
        let ([plain, rich], [container, journal]) = row.unwrap_or(OTHER);
        let (kind, container) = if self.latex { (rich, journal) } else { (plain, container) };
        let key = self.unlike(key(&id));
        write!(self.out, "@{kind}{{{key}")?;
        self.field("author", Some(names(&item.author, item.et_al)))?;
        lose(&mut self.losses, "et al. without any author", item.et_al && item.author.is_empty());
        self.field("editor", Some(names(&item.editor, false)))?;
        self.field("title", item.title.as_deref().map(title))?;
        self.text(container, item.container_title.as_ref())?;
        self.dates(&item)?;
        self.text("volume", item.volume.as_ref())?;
        self.text("number", item.issue.as_ref())?;
        let number = if matches!(kind, "techreport" | "report") && item.issue.is_none() { "number" } else { "eid" };
        self.text(number, item.number.as_ref())?;
        let range = |page: &String| match pages(page) {
            (first, Some(last)) => format!("{}--{}", escaped(&first), escaped(&last)),
            (first, None) => escaped(&first),
        };
        self.field("pages", item.page.as_ref().map(range))?;
        self.text("edition", item.edition.as_ref())?;
        let publisher = match kind {
            "techreport" | "report" | "thesis" => "institution",
            "phdthesis" => "school",
            _ => "publisher",
        };
        self.text(publisher, item.publisher.as_ref())?;
        self.text(if self.latex { "location" } else { "address" }, item.publisher_place.as_ref())?;
        self.what_only_one_holds(&item, kind)?;
        self.field("doi", item.doi.as_deref().map(verbatim))?;
        self.text("pmid", item.pmid.as_ref())?;
        self.text("pmcid", item.pmcid.as_ref())?;
        self.text("isbn", item.isbn.as_ref())?;
        self.text("issn", item.issn.as_ref())?;
        self.field("url", item.url.as_deref().map(verbatim))?;
        self.text("language", item.language.as_ref())?;
        self.text("note", item.note.as_ref())?;
        self.field("keywords", item.other.get("keyword").and_then(|words| words.as_str()).map(escaped))?;
        for text in kept(&item, "abstract") {
            self.field("abstract", Some(escaped(text)))?;
        }
        let range = if self.latex { "issued-until" } else { "" };
        lose_others(&mut self.losses, &item, &["abstract", "keyword", range]);
        self.out.write_all(b"\n}\n\n")
    }

    fn end(self: Box<Self>) -> io::Result<Losses> {
        Ok(self.losses)
    }
}
