//! One of Crossref's works, read. Fields that are empty, missing, null or of another type are as good as absent.

use super::super::doi_org::is_tombstone;
use super::super::values::{
    join_values, make_item, read_date_parts, read_field, read_names, read_text, read_texts, with_subtitle,
};
use super::updates;
use crate::model::{CslDate, Doi, Item, MetadataAnswer, Published, Way, WorkRecord};
use crate::text::markup::to_plain;
use serde_json::Value;

/// Crossref's dates of publication; `issued` is the earliest of them.
const DATES: &[(&str, Way)] = &[
    ("/published-print", Way::Print),
    ("/journal-issue/published-print", Way::Print),
    ("/published-online", Way::Online),
    ("/posted", Way::Posted),
    ("/published-other", Way::Other),
    ("/issued", Way::Issued),
];

/// Reads a work; `asked` is the DOI that it answers, which may be an alias of its own.
pub(super) fn read(work: &Value, asked: Option<&Doi>) -> WorkRecord {
    let doi: Option<Doi> = read_field(work, "DOI").and_then(|d| d.parse().ok());
    let alias_of = doi.clone().filter(|doi| asked.is_some_and(|a| a != doi));
    let mut dates: Vec<Published> = Vec::new();
    for (place, way) in DATES {
        if let Some(on) = read_date_parts(work.pointer(place))
            && !dates.iter().any(|d| d.way == *way)
        {
            dates.push(Published { way: *way, on });
        }
    }
    let mut titles = read_texts(work.get("title")).into_iter();
    let subtitle = read_text(work.pointer("/subtitle/0"));
    let title = with_subtitle(titles.next(), subtitle);
    let mut containers = read_texts(work.get("container-title")).into_iter();
    let mut short = read_texts(work.get("short-container-title")).into_iter();
    let types = [read_field(work, "type"), read_field(work, "subtype")].into_iter().flatten().collect::<Vec<_>>();
    let item = Item {
        title,
        author: read_names(work.get("author")),
        editor: read_names(work.get("editor")),
        container_title: containers.next(),
        container_title_short: short.next(),
        issued: dates.iter().find(|d| d.way == Way::Issued).or(dates.first()).map(|d| CslDate(d.on)),
        volume: read_field(work, "volume"),
        issue: read_field(work, "issue").or_else(|| read_text(work.pointer("/journal-issue/issue"))),
        page: read_field(work, "page"),
        number: read_field(work, "article-number"),
        publisher: read_field(work, "publisher"),
        doi: doi.as_ref().map(|d| d.key().to_owned()),
        issn: join_values(read_texts(work.get("ISSN"))),
        isbn: join_values(read_texts(work.get("ISBN"))),
        language: read_field(work, "language"),
        ..make_item(find_csl_type(types.first().map(String::as_str).unwrap_or_default()))
    };
    let notices = updates::read(work, doi.as_ref(), item.title.as_deref());
    let published_as = read_text(work.pointer("/relation/is-preprint-of/0/id")).and_then(|d| d.parse().ok());
    let other_titles =
        titles.chain(read_texts(work.get("original-title"))).chain(read_texts(work.get("short-title"))).collect();
    let other_containers = containers.chain(short).collect();
    let target = read_text(work.pointer("/resource/primary/URL"));
    let deleted = target.as_deref().is_some_and(is_tombstone);
    let metadata = MetadataAnswer {
        terms: Vec::new(),
        alias_of,
        item,
        other_titles,
        other_containers,
        dates,
        types,
        nbk: None,
        published_as,
        target,
        deleted,
    };
    let abstract_text = work.get("abstract").and_then(Value::as_str).map(to_plain).filter(|a| !a.is_empty());
    WorkRecord { metadata, notices, abstract_text }
}

/// CSL's word for Crossref's type; a type nobody knows yet stays as it is among the record's types.
fn find_csl_type(of: &str) -> &'static str {
    match of {
        "journal-article" => "article-journal",
        "posted-content" => "article",
        "book" | "monograph" | "edited-book" | "reference-book" | "book-set" | "book-series" => "book",
        "book-chapter" | "book-section" | "book-part" | "book-track" => "chapter",
        "reference-entry" => "entry",
        "proceedings-article" => "paper-conference",
        "report" | "report-component" | "report-series" | "standard" => "report",
        "dissertation" => "thesis",
        "dataset" | "database" => "dataset",
        "peer-review" => "review",
        _ => "",
    }
}
