//! The fields of a citation in JATS XML: `element-citation`, `mixed-citation`, `nlm-citation`, by the names of their elements.

use super::fields;
use crate::model::{Item, Name};
use crate::read::xml::Element;
use crate::text::markup::to_plain_line;

/// What citations call their kinds, and CSL's types.
#[rustfmt::skip]
const KINDS: &[(&str, &str)] = &[
    ("journal", "article-journal"), ("article", "article-journal"), ("book", "book"), ("web", "webpage"), ("webpage", "webpage"), ("website", "webpage"),
    ("confproc", "paper-conference"), ("conference", "paper-conference"), ("conf-proc", "paper-conference"), ("thesis", "thesis"), ("report", "report"),
    ("gov", "report"), ("data", "dataset"), ("dataset", "dataset"), ("database", "dataset"), ("preprint", "article"), ("software", "software"),
    ("patent", "patent"), ("newspaper", "article-newspaper"), ("standard", "standard"), ("video", "motion_picture"), ("legal", "legislation"),
];

/// The item that a citation's elements tell; what stands between them is not looked at.
pub(in crate::read) fn read_citation(citation: &Element) -> Item {
    let mut item = Item::default();
    let kind = ["publication-type", "citation-type"].iter().find_map(|name| citation.attribute(name));
    let known = kind.and_then(|kind| KINDS.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(kind)));
    if let Some((_, csl)) = known {
        (*csl).clone_into(&mut item.kind);
    }
    let mut parts = Vec::new();
    collect(citation, "author", &mut parts);
    let has = |name: &str| parts.iter().any(|(part, _)| part.name == name);
    let has_title = ["article-title", "chapter-title", "data-title", "part-title"].iter().any(|name| has(name));
    if item.kind == "book" && (has("chapter-title") || has("article-title") || has("part-title")) {
        "chapter".clone_into(&mut item.kind);
    }
    for (part, role) in &parts {
        set_field(&mut item, part, role, has_title);
    }
    set_date(&mut item, &parts);
    set_pages(&mut item, &parts);
    item
}

/// The elements of a citation that say something, each with the role of the people whose group it stands in.
fn collect<'e>(element: &'e Element, role: &str, into: &mut Vec<(&'e Element, String)>) {
    const WRAPPERS: &[&str] =
        &["italic", "bold", "sc", "styled-content", "named-content", "article-title-group", "sup", "sub", "underline"];
    for child in element.elements() {
        match child.name.as_str() {
            "person-group" => collect(child, child.attribute("person-group-type").unwrap_or("author"), into),
            wrapper if WRAPPERS.contains(&wrapper) => collect(child, role, into),
            _ => into.push((child, role.to_owned())),
        }
    }
}

fn set_field(item: &mut Item, part: &Element, role: &str, has_title: bool) {
    let words = part.words();
    let text = words.as_str();
    match part.name.as_str() {
        "name" | "string-name" => add_person(item, read_name(part), role),
        "collab" | "institution" => add_person(item, Some(Name::group(text)).filter(|_| !text.is_empty()), role),
        "etal" if role == "author" => item.et_al = true,
        "article-title" | "chapter-title" | "data-title" | "part-title" => {
            fields::set_field(item, |i| &mut i.title, "title", text.trim_end_matches(['.', ',']));
        }
        "source" if has_title => {
            fields::set_field(item, |i| &mut i.container_title, "source", text.trim_end_matches(['.', ',']))
        }
        "source" if matches!(item.kind.as_str(), "article-journal" | "") => {
            fields::set_field(item, |i| &mut i.container_title, "source", text.trim_end_matches(['.', ',']));
        }
        "source" => fields::set_field(item, |i| &mut i.title, "source", text.trim_end_matches(['.', ','])),
        "trans-title" => fields::keep_field(item, "translated-title", text),
        "volume" => fields::set_field(item, |i| &mut i.volume, "volume", text),
        "issue" => fields::set_field(item, |i| &mut i.issue, "issue", text.trim_matches(['(', ')'])),
        "elocation-id" => fields::set_field(item, |i| &mut i.number, "elocation-id", text),
        "edition" => fields::set_field(item, |i| &mut i.edition, "edition", text),
        "publisher-name" => {
            fields::set_field(item, |i| &mut i.publisher, "publisher-name", text.trim_end_matches([',', ';', ':', '.']))
        }
        "publisher-loc" => {
            fields::set_field(item, |i| &mut i.publisher_place, "publisher-loc", text.trim_end_matches([',', ';', ':']))
        }
        "conf-name" => fields::keep_field(item, "event-title", text),
        "version" => fields::keep_field(item, "version", text),
        "series" => fields::keep_field(item, "collection-title", text),
        "isbn" | "issn" => fields::set_serial_numbers(item, text, part.name == "isbn"),
        "pub-id" | "object-id" | "article-id" => {
            set_identifier(item, part.attribute("pub-id-type").unwrap_or_default(), text)
        }
        "ext-link" | "uri" | "self-uri" => set_link(item, part, text),
        "date-in-citation" | "access-date" => set_accessed(item, part, text),
        "comment" => add_comment(item, part, text),
        _ => {}
    }
}

fn add_person(item: &mut Item, name: Option<Name>, role: &str) {
    let Some(name) = name else { return };
    match role {
        "editor" | "editors" => item.editor.push(name),
        "translator" | "director" | "compiler" | "curator" => fields::add_other_name(item, role, Some(name)),
        "inventor" | "author" | "allauthors" | "" => item.author.push(name),
        _ => fields::add_other_name(item, "contributor", Some(name)),
    }
}

/// A name in its parts; one that has none as it is written.
pub(in crate::read) fn read_name(name: &Element) -> Option<Name> {
    let part = |part: &str| name.child(part).map(Element::words).filter(|words| !words.is_empty());
    let (surname, given) = (part("surname"), part("given-names"));
    match (surname, given) {
        (Some(family), given) => Some(Name { family: Some(family), given, suffix: part("suffix"), ..Name::default() }),
        (None, _) => fields::read_named(&name.words()),
    }
}

fn set_identifier(item: &mut Item, kind: &str, text: &str) {
    match kind.to_ascii_lowercase().as_str() {
        "doi" => fields::set_doi(item, text),
        "pmid" | "medline" | "pubmed" => fields::set_pmid(item, "PMID", text),
        "pmc" | "pmcid" | "pmcaid" => fields::set_pmcid(item, "PMCID", text),
        "isbn" => fields::set_serial_numbers(item, text, true),
        "arxiv" => fields::keep_field(item, "arXiv", text.trim_start_matches("arXiv:")),
        "" if text.starts_with("10.") => fields::set_doi(item, text),
        kind if !kind.is_empty() => fields::keep_field(item, kind, text),
        _ => {}
    }
}

fn set_link(item: &mut Item, part: &Element, text: &str) {
    let target = part.attribute("href").unwrap_or(text);
    match part.attribute("ext-link-type") {
        Some("doi") => fields::set_doi(item, target),
        Some("pmid") => fields::set_pmid(item, "PMID", text),
        Some("pmc" | "pmcid") => fields::set_pmcid(item, "PMCID", text),
        _ if target.contains("doi.org/") => fields::set_doi(item, target),
        _ if target.contains("://") || target.starts_with("www.") => fields::set_url(item, "URL", target),
        _ => {}
    }
}

fn set_accessed(item: &mut Item, part: &Element, text: &str) {
    let is_access = part
        .attribute("content-type")
        .is_none_or(|kind| kind.to_lowercase().contains("access") || kind.contains("cited"));
    let day = part.attribute("iso-8601-date").map(str::to_owned).unwrap_or_else(|| {
        ["Accessed", "accessed", "on", "Cited", "cited", ":", "["]
            .iter()
            .fold(text.to_owned(), |t, word| t.trim().trim_start_matches(word).to_owned())
    });
    if is_access {
        fields::set_accessed(item, "accessed", day.trim().trim_end_matches(['.', ']']));
    }
}

/// A remark, in which a DOI or a day of reading may stand.
fn add_comment(item: &mut Item, part: &Element, text: &str) {
    for inner in part.elements() {
        match inner.name.as_str() {
            "pub-id" => set_identifier(item, inner.attribute("pub-id-type").unwrap_or_default(), &inner.words()),
            "ext-link" | "uri" => set_link(item, inner, &inner.words()),
            "date-in-citation" => set_accessed(item, inner, &inner.words()),
            _ => {}
        }
    }
    let lower = text.to_lowercase();
    if let Some((_, rest)) = lower.split_once("doi:").or(lower.split_once("doi.org/")).filter(|_| item.doi.is_none()) {
        let found = rest.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ';', ')', ']']);
        if found.starts_with("10.") {
            fields::set_doi(item, found);
        }
    }
}

fn find_first<'p>(parts: &'p [(&Element, String)], name: &str) -> Option<&'p Element> {
    parts.iter().find(|(part, _)| part.name == name).map(|(part, _)| *part)
}

/// The year, with month and day or season where they stand apart.
fn set_date(item: &mut Item, parts: &[(&Element, String)]) {
    let parts = match find_first(parts, "date") {
        Some(date) => date.elements().map(|e| (e, String::new())).collect::<Vec<_>>(),
        None => parts.to_vec(),
    };
    let Some(year) = find_first(&parts, "year") else { return };
    let words = |name: &str| find_first(&parts, name).map(Element::words).unwrap_or_default();
    let iso = year.attribute("iso-8601-date").map(str::to_owned);
    let day = format!("{} {}", words("month"), words("day")).trim().to_owned();
    let year = year.words();
    // "2019a" tells two of one year apart.
    let plain = year.trim_matches(['(', ')', '.', ',']).trim_end_matches(|c: char| c.is_ascii_lowercase());
    let numbers = format!("{plain}-{:0>2}-{:0>2}", words("month"), words("day"));
    let numbers = numbers.trim_end_matches("-00").trim_end_matches("-00");
    let said = [iso.as_deref(), Some(numbers)].into_iter().flatten().find_map(fields::read_date_words);
    match said.or_else(|| fields::read_in_year(plain, &day)).or_else(|| fields::read_in_year(plain, &words("season"))) {
        Some(said) => said.set_in(item),
        None => _ = fields::set_issued(item, plain),
    }
}

fn set_pages(item: &mut Item, parts: &[(&Element, String)]) {
    let words = |name: &str| find_first(parts, name).map(Element::words).filter(|words| !words.is_empty());
    let range = words("page-range").or_else(|| match (words("fpage"), words("lpage")) {
        (Some(from), Some(to)) if from != to => Some(format!("{from}–{to}")),
        (from, _) => from,
    });
    if let Some(range) = range {
        fields::set_page(item, &to_plain_line(&range));
    }
}
