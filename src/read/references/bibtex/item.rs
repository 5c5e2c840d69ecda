//! An entry's fields as a CSL item. A field that CSL has no variable for is kept in the item's other variables under its
//! own name; where CSL means something else by that name, with `bibtex-` before it. The writer puts both back.

use super::head::Fault;
use super::inherit::{Resolved, Valued};
use super::latex::{self, read_verbatim};
use super::{dates, kinds, names};
use crate::model::{ArxivId, Item, Name};
use crate::read::references::fields;
use serde_json::{Value, json};

/// Fields with the other variables of CSL that they are; the first of several is the one that is written.
const VARIABLES: &[(&str, &str)] = &[
    ("abstract", "abstract"),
    ("annotation", "annote"),
    ("annote", "annote"),
    ("chapter", "chapter-number"),
    ("eventtitle", "event-title"),
    ("keywords", "keyword"),
    ("keyword", "keyword"),
    ("origlocation", "original-publisher-place"),
    ("origpublisher", "original-publisher"),
    ("origtitle", "original-title"),
    ("pagetotal", "number-of-pages"),
    ("numpages", "number-of-pages"),
    ("series", "collection-title"),
    ("shorttitle", "title-short"),
    ("venue", "event-place"),
    ("version", "version"),
    ("volumes", "number-of-volumes"),
];

/// Fields whose text is meant as it stands: paths, and what programs keep for themselves.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(name, "file" | "pdf" | "local-url" | "owner" | "timestamp" | "date-added" | "date-modified")
        || name.starts_with("bdsk-")
}

/// Variables of CSL, by whose names nothing else may be kept.
const TAKEN: &[&str] = &[
    "id",
    "type",
    "author",
    "et-al",
    "editor",
    "title",
    "container-title",
    "container-title-short",
    "issued",
    "accessed",
    "volume",
    "issue",
    "page",
    "number",
    "edition",
    "genre",
    "publisher",
    "publisher-place",
    "status",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "issn",
    "url",
    "language",
    "note",
    "translator",
    "container-author",
    "original-date",
    "event-date",
    "issued-until",
    "issued-season",
    "issued-circa",
    "keyword",
    "categories",
    "custom",
    "citation-key",
    "citation-label",
    "event",
    "jurisdiction",
];

/// Where a second address is kept: in the field that BibDesk has for it.
const ANOTHER_URL: &str = "bdsk-url-1";

/// Fields as Scopus, Web of Science and others spell them, and the names by which they are known here.
const SPELLINGS: &[(&str, &str)] = &[
    ("abbrev_source_title", "shortjournal"),
    ("art_number", "eid"),
    ("article_number", "eid"),
    ("articlenumber", "eid"),
    ("artnumber", "eid"),
    ("elocation-id", "eid"),
    ("elocationid", "eid"),
    ("author_keywords", "keywords"),
    ("journal-abbreviation", "shortjournal"),
    ("journalabbr", "shortjournal"),
    ("pubmed_id", "pmid"),
    ("book-title", "booktitle"),
    ("researcherid-numbers", "researcherid"),
];

/// The name by which a field is known.
fn normalise_name(name: &str) -> &str {
    SPELLINGS.iter().find(|(theirs, _)| *theirs == name).map_or(name, |(_, ours)| ours)
}

/// A DOI without what LaTeX needs to print it: of a link, where it leads.
fn read_doi(raw: &str) -> String {
    let link = ["\\href{", "\\url{"].iter().find_map(|command| raw.split_once(command));
    let inside = link.and_then(|(_, rest)| rest.split_once('}')).map(|(inside, _)| inside);
    read_verbatim(inside.unwrap_or(raw))
}

/// The name under which a field is kept.
fn keep_name(name: &str) -> String {
    if TAKEN.contains(&name) { format!("bibtex-{name}") } else { name.to_owned() }
}

/// The item of an entry, and what was unsure about it.
pub(super) fn make_item(entry: &mut Resolved<'_>) -> Item {
    let mut made = ItemBuilder { item: Item::default(), entry, faults: Vec::new() };
    made.set_kind();
    for field in &made.entry.fields {
        ItemBuilder::set_field(&mut made.item, &mut made.faults, made.entry, field);
    }
    made.set_dates();
    made.finish();
    let ItemBuilder { item, faults, .. } = made;
    entry.faults.extend(faults);
    item
}

struct ItemBuilder<'e, 't> {
    item: Item,
    entry: &'e Resolved<'t>,
    faults: Vec<Fault>,
}

impl ItemBuilder<'_, '_> {
    fn set_kind(&mut self) {
        let kind = self.entry.kind.as_ref();
        self.item.kind = kinds::csl(kind).to_owned();
        self.item.genre = kinds::genre(kind).map(str::to_owned);
        if !kinds::is_plain(kind) {
            fields::keep_field(&mut self.item, "entrytype", kind);
        }
        if !kinds::is_known(kind) {
            let what = if kind.is_empty() {
                "this entry has no type".to_owned()
            } else {
                format!("“@{kind}” is not a known type of entry")
            };
            self.faults.push(Fault::new(self.entry.at, format!("{what}; its fields are kept")));
        }
        if !self.entry.key.is_empty() {
            self.item.other.insert("id".to_owned(), self.entry.key.into());
        }
    }

    /// What only several fields together say.
    fn set_dates(&mut self) {
        let get = |name| self.entry.get(name);
        dates::set_issued(&mut self.item, get("date"), get("year"), get("month"), get("day"));
    }

    /// A type for what has none: an entry with an address and nothing of a journal is a page.
    fn finish(&mut self) {
        let item = &mut self.item;
        if item.kind.is_empty() {
            let placed = item.doi.is_some() || item.volume.is_some() || item.page.is_some() || item.publisher.is_some();
            item.kind = match () {
                () if item.other.contains_key("arXiv") => "article",
                () if item.url.is_some() && !placed => "webpage",
                () => "",
            }
            .to_owned();
        }
        // What is said at a meeting and printed nowhere.
        if item.kind == "manuscript" && item.other.contains_key("event-title") {
            "speech".clone_into(&mut item.kind);
        }
        if let Some(subtype) = self.entry.get("entrysubtype").map(latex::read_text) {
            match kinds::subtype(&subtype) {
                Some(kind) => item.kind = kind.to_owned(),
                None => fields::keep_field(item, "entrysubtype", &subtype),
            }
        }
    }

    fn set_field(item: &mut Item, faults: &mut Vec<Fault>, entry: &Resolved<'_>, field: &Valued<'_>) {
        let (name, raw) = (normalise_name(field.name.as_ref()), field.value.trim());
        if raw.is_empty() {
            return;
        }
        let book = matches!(item.kind.as_str(), "book" | "chapter" | "paper-conference" | "entry-encyclopedia");
        // A number is the issue of what comes out in issues, the place in a series, or the work's own.
        let serial =
            item.kind.starts_with("article") || item.kind == "periodical" || (book && entry.get("series").is_none());
        match name {
            // Read together with others.
            "date" | "year" | "month" | "day" | "entrysubtype" | "eprinttype" | "archiveprefix" => return,
            "subtitle" if entry.get("title").is_some() => return,
            "booksubtitle" if entry.get("booktitle").is_some() => return,
            "journalsubtitle" if entry.get("journaltitle").is_some() => return,
            "author" => return set_people(item, faults, entry, name, raw),
            "editor" | "translator" | "bookauthor" => return set_people(item, faults, entry, name, raw),
            "doi" => return fields::set_doi(item, &read_doi(raw)),
            "url" => return fields::set_url(item, ANOTHER_URL, &read_verbatim(raw)),
            "link" | "ee" if entry.get("url").is_none() => return fields::set_url(item, name, &read_verbatim(raw)),
            "urldate" | "accessed" | "lastchecked" | "lastaccessed" => {
                return fields::set_accessed(item, &keep_name(name), &read_verbatim(raw));
            }
            "pmid" | "pubmed" | "pubmedid" => return fields::set_pmid(item, &keep_name(name), &read_verbatim(raw)),
            "pmcid" | "pmc" => return fields::set_pmcid(item, &keep_name(name), &read_verbatim(raw)),
            "isbn" | "issn" => return fields::set_serial_numbers(item, &read_verbatim(raw), name == "isbn"),
            "eprint" => return set_eprint(item, entry, &read_verbatim(raw)),
            "eventdate" | "origdate" | "origyear" => return set_date(item, name, &read_verbatim(raw)),
            _ if is_raw(name) => return fields::keep_field(item, name, raw),
            _ => {}
        }
        let latex::PlainField { text, links, unknown } = latex::read_field(raw);
        if let Some(command) = unknown {
            let what = format!(
                "“\\{command}” in the field “{name}” is not a known LaTeX command; what it marks is kept as text"
            );
            faults.push(Fault::new(entry.at, what));
        }
        let worded = |item: &mut Item, place: fn(&mut Item) -> &mut Option<String>, text: &str| {
            fields::set_field(item, place, &keep_name(name), text)
        };
        match name {
            "title" => worded(item, |i| &mut i.title, &join_title(&text, entry.get("subtitle"))),
            // A book that says how its parts are to name it.
            "booktitle" if item.kind == "book" && entry.get("title").is_none() => worded(item, |i| &mut i.title, &text),
            "booktitle" if item.kind == "book" => fields::keep_field(item, name, &text),
            "booktitle" => worded(item, |i| &mut i.container_title, &join_title(&text, entry.get("booksubtitle"))),
            "journaltitle" => set_journal(item, name, &join_title(&text, entry.get("journalsubtitle"))),
            "journal" | "fjournal" => set_journal(item, name, &text),
            "organization" if item.kind == "webpage" => worded(item, |i| &mut i.container_title, &text),
            "howpublished" => read_publication(item, &text, &links),
            "shortjournal" | "journal-iso" => worded(item, |i| &mut i.container_title_short, &text),
            "volume" => worded(item, |i| &mut i.volume, &text),
            "number" if serial => worded(item, |i| &mut i.issue, &text),
            "number" if book => fields::keep_field(item, "collection-number", &text),
            "number" => worded(item, |i| &mut i.number, &text),
            "issue" if !serial || entry.get("number").is_none() => worded(item, |i| &mut i.issue, &text),
            "eid" | "articleno" | "article-number" | "artnum" => worded(item, |i| &mut i.number, &text),
            "pages" => fields::set_page(item, &tidy_pages(&text)),
            "edition" => worded(item, |i| &mut i.edition, &text),
            "type" => item.genre = Some(kinds::genre_words(&text).unwrap_or(&text).to_owned()),
            "publisher" | "institution" | "school" | "organization" => worded(item, |i| &mut i.publisher, &text),
            "address" | "location" => worded(item, |i| &mut i.publisher_place, &text),
            "pubstate" => item.status = Some(kinds::state(&text).unwrap_or(&text).to_owned()),
            "language" | "langid" | "hyphenation" => {
                worded(item, |i| &mut i.language, kinds::language(&text).unwrap_or(&text))
            }
            "note" => fields::add_note(item, &text),
            _ => {
                let variable = VARIABLES.iter().find(|(field, _)| *field == name).map(|(_, variable)| *variable);
                fields::keep_field(item, &variable.map_or_else(|| keep_name(name), str::to_owned), &text);
            }
        }
        for link in links {
            fields::set_url(item, ANOTHER_URL, &link);
        }
    }
}

/// A title with its subtitle.
fn join_title(title: &str, subtitle: Option<&str>) -> String {
    match subtitle.map(latex::read_text).filter(|subtitle| !subtitle.is_empty()) {
        Some(subtitle) if title.ends_with([':', '?', '!', '.', '–', '—']) => format!("{title} {subtitle}"),
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title.to_owned(),
    }
}

/// A journal's name; of two the shorter is the abbreviation.
fn set_journal(item: &mut Item, name: &str, text: &str) {
    let known = item.container_title.as_ref().filter(|known| *known != text && item.container_title_short.is_none());
    match known.map(|known| known.len() < text.len()) {
        Some(true) => item.container_title_short = item.container_title.replace(text.to_owned()),
        Some(false) => item.container_title_short = Some(text.to_owned()),
        None => fields::set_field(item, |i| &mut i.container_title, name, text),
    }
}

/// Names, to the list that their field is.
fn set_people(item: &mut Item, faults: &mut Vec<Fault>, entry: &Resolved<'_>, field: &str, raw: &str) {
    let names::Names { names, et_al, doubts } = names::read_names(raw);
    faults.extend(doubts.into_iter().map(|doubt| Fault::new(entry.at, format!("the field “{field}”: {doubt}"))));
    let list =
        |names: Vec<Name>| names.iter().filter_map(|name| serde_json::to_value(name).ok()).collect::<Vec<Value>>();
    match field {
        "author" => (item.author, item.et_al) = (names, et_al),
        "editor" => item.editor = names,
        "bookauthor" => drop(item.other.insert("container-author".to_owned(), list(names).into())),
        other => drop(item.other.insert(other.to_owned(), list(names).into())),
    }
    if et_al && field != "author" {
        fields::keep_field(item, "et-al-in", field);
    }
}

/// How it was published: a site, or words that say no more than that it was found at an address.
fn read_publication(item: &mut Item, text: &str, links: &[String]) {
    let empty = ["available", "retrieved", "accessed", "[online]", "online,"];
    let small = text.to_lowercase();
    let says_little = !links.is_empty() || small == "online" || empty.iter().any(|word| small.starts_with(word));
    match text {
        url if !url.contains(' ') && url.contains("://") => fields::set_url(item, ANOTHER_URL, url),
        words if links.iter().any(|link| link == words) => {}
        words if says_little => fields::keep_field(item, "howpublished", words),
        words => fields::set_field(item, |i| &mut i.container_title, "howpublished", words),
    }
}

/// `12–34` with a plain hyphen, as in the other formats.
fn tidy_pages(text: &str) -> String {
    let hyphen = text.replace(['–', '—', '‐', '‑', '−'], "-");
    if hyphen.contains(" -") || hyphen.contains("- ") { hyphen.replace(" -", "-").replace("- ", "-") } else { hyphen }
}

/// An identifier of an archive; of one that is not known it is kept with the archive's name.
fn set_eprint(item: &mut Item, entry: &Resolved<'_>, id: &str) {
    let archive =
        entry.get("eprinttype").or_else(|| entry.get("archiveprefix")).map(latex::read_text).unwrap_or_default();
    match archive.to_lowercase().as_str() {
        "pubmed" | "pmid" | "medline" => return fields::set_pmid(item, "eprint", id),
        "pmc" | "pmcid" | "pubmedcentral" => return fields::set_pmcid(item, "eprint", id),
        "arxiv" | "" => {
            if let Ok(known) = id.parse::<ArxivId>() {
                item.other.insert("arXiv".to_owned(), known.base().into());
                if known.base() == id {
                    return;
                }
            }
        }
        "doi" if item.doi.is_none() => return fields::set_doi(item, id),
        _ => {}
    }
    fields::keep_field(item, "eprint", id);
    fields::keep_field(item, "eprinttype", &archive);
}

fn set_date(item: &mut Item, name: &str, text: &str) {
    let variable = if name == "eventdate" { "event-date" } else { "original-date" };
    match fields::read_date_words(text).filter(fields::ReadDate::is_plain) {
        Some(said) => drop(item.other.insert(variable.to_owned(), json!({ "date-parts": [said.issued.from.parts()] }))),
        None => fields::keep_field(item, name, text),
    }
}
