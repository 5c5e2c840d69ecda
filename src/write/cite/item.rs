//! What is cited as the item that the processor reads: a fixed list of variables, each in a form that it sets rightly.
//! Dates are one date, full or partial; ranges of pages keep their marks; a journal goes by the name that the style wants.

use super::figures::{edition, is_article_number, numbered, pages, supplement};
use super::marks::{END, ROMAN, ROMAN_END, marked};
use super::names::names;
use super::{Cited, Fate, FateIn, Manner, Supplements, journals};
use crate::model::{CslDate, Doi, Item, Name, NoticeKind, PartialDate};
use crate::text::fate::fate;
use hayagriva::citationberg::json::{self, DateValue, Value, VecDate, VecDateRange};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Text variables that are taken from what came with the item besides claimbook's own.
const OTHER: &[&str] = &[
    "collection-title",
    "event-title",
    "event-place",
    "medium",
    "version",
    "archive",
    "number-of-pages",
    "title-short",
    "section",
    "original-title",
];

/// The item for the processor; `key` tells it from the others of a list.
pub(super) fn prepared(cited: &Cited, key: usize, manner: Manner) -> json::Item {
    let item = &cited.item;
    let kind = kind(item);
    let mut out = Variables(BTreeMap::new());
    out.plain("id", &key.to_string());
    out.plain("type", kind);
    for name in OTHER.iter().filter(|name| **name != "medium" || !is_article(kind)) {
        out.text(name, other(item, name));
    }
    out.text("event-title", other(item, "event-title").or_else(|| other(item, "event")));
    out.names("author", names(&item.author, item.et_al, manner));
    out.names("editor", names(&item.editor, false, manner));
    let translators = item.other.get("translator").and_then(|v| serde_json::from_value::<Vec<Name>>(v.clone()).ok());
    out.names("translator", names(&translators.unwrap_or_default(), false, manner));
    // A range over the turn of a year is shown by its first year alone.
    let one_year = item.issued_until().is_none_or(|until| Some(until.year()) == item.year());
    let issued = if one_year { item.issued } else { item.issued.and_then(year_alone) };
    out.date("issued", issued);
    out.date("accessed", item.accessed);
    title(&mut out, cited, kind, manner);
    container(&mut out, item, kind, manner);
    out.text("publisher", publisher(item, kind, manner));
    out.text("publisher-place", item.publisher_place.as_deref());
    out.text("genre", item.genre.as_deref());
    place(&mut out, item, kind, manner);
    if let Some(edition) = item.edition.as_deref().and_then(|e| edition(e, manner)) {
        out.plain("edition", &edition);
    }
    identifiers(&mut out, item);
    if is_online_first(item, kind) {
        out.plain("medium", "online first");
    }
    if item.volume.is_none() && item.status.as_deref().is_some_and(is_to_come) {
        out.plain("status", "in press");
    }
    if manner.names_language {
        out.text("language", language_name(item));
    }
    json::Item(out.0)
}

/// The variables under way.
struct Variables(BTreeMap<String, Value>);

impl Variables {
    /// Text from outside.
    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.map(marked).filter(|t| !t.is_empty()) {
            self.0.insert(name.to_owned(), Value::String(format!("{text}{END}")));
        }
    }

    /// Text of ours, as it is.
    fn plain(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.0.insert(name.to_owned(), Value::String(text.to_owned()));
        }
    }

    fn names(&mut self, name: &str, names: Vec<json::NameValue>) {
        if !names.is_empty() {
            self.0.insert(name.to_owned(), Value::Names(names));
        }
    }

    fn date(&mut self, name: &str, date: Option<CslDate>) {
        if let Some(date) = date {
            let date_parts = VecDateRange(vec![VecDate(date.0.parts())]);
            let value = DateValue::DateParts { date_parts, literal: None, season: None, circa: false };
            self.0.insert(name.to_owned(), Value::Date(value));
        }
    }
}

fn year_alone(date: CslDate) -> Option<CslDate> {
    PartialDate::from_parts(Some(date.0.year().into()), None, None).ok().map(CslDate)
}

fn other<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    item.other.get(name).and_then(Json::as_str)
}

/// The CSL type, mapped from registries' own words and guessed where none is given.
pub(super) fn kind(item: &Item) -> &'static str {
    const KNOWN: &[&str] = &[
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "book",
        "chapter",
        "dataset",
        "document",
        "entry-dictionary",
        "entry-encyclopedia",
        "paper-conference",
        "post",
        "post-weblog",
        "report",
        "review",
        "software",
        "thesis",
        "webpage",
    ];
    let given = item.kind.as_str();
    let in_journal = item.volume.is_some() || item.issue.is_some();
    match given {
        "article" if in_journal => return "article-journal",
        "article" | "posted-content" | "preprint" => return "article",
        "journal-article" => return "article-journal",
        "monograph" | "edited-book" | "reference-book" => return "book",
        "book-chapter" | "reference-entry" => return "chapter",
        "proceedings-article" | "speech" => return "paper-conference",
        "dissertation" => return "thesis",
        "guideline" | "standard" => return "report",
        _ => {}
    }
    if let Some(known) = KNOWN.iter().find(|k| **k == given) {
        return known;
    }
    match (item.container_title.is_some(), item.publisher.is_some() || item.isbn.is_some()) {
        (true, _) if in_journal || item.page.is_some() || item.doi.is_some() => "article-journal",
        (_, true) => "book",
        _ if item.url.is_some() => "webpage",
        (true, _) => "article-journal",
        _ => "document",
    }
}

/// Whether journals' rules hold for a type.
pub(super) fn is_article(kind: &str) -> bool {
    matches!(kind, "article-journal" | "article-magazine" | "article-newspaper" | "review")
}

fn title(out: &mut Variables, cited: &Cited, kind: &str, manner: Manner) {
    let item = &cited.item;
    let Some(title) = item.title.as_deref().filter(|t| !t.trim().is_empty()) else { return };
    // The publisher's word that the work was taken back is no part of its title.
    let told = fate(title.trim());
    let (status, bare) = told.map_or((None, title.trim().to_owned()), |(kind, bare)| (Some(kind), bare));
    let mut shown = marked(bare.trim().trim_end_matches('.'));
    match other(item, "original-title") {
        // The original, and what it means, in brackets that are never italic.
        Some(original) if !manner.names_language => {
            let original = marked(original);
            shown = format!("{original} {ROMAN}[{}]{ROMAN_END}", shown.trim_matches(['[', ']']));
        }
        _ if manner.names_language && language_name(item).is_some() && is_article(kind) => {
            shown = format!("[{}]", shown.trim_matches(['[', ']']));
        }
        _ => {}
    }
    let fate = cited.fate.as_ref();
    match (fate, manner.fate) {
        (Some(fate), FateIn::End) => out.plain("annote", &end_note(fate)),
        (Some(fate), FateIn::Title) => shown = format!("{shown} {ROMAN}[{}]{ROMAN_END}", fate.word()),
        (None, _) => {
            if let Some(kind) = status.filter(|kind| *kind != NoticeKind::Concern) {
                shown = format!("{shown} {ROMAN}[{}]{ROMAN_END}", Fate { kind, on: None, doi: None }.word());
            }
        }
    }
    out.plain("title", &format!("{shown}{END}"));
}

/// `Retraction published 2021, https://doi.org/10.5555/notice`.
fn end_note(fate: &Fate) -> String {
    let mut note = match fate.on {
        Some(on) => format!("{} published {}", fate.noun(), on.year()),
        None => fate.word().to_owned(),
    };
    if let Some(doi) = &fate.doi {
        note.push_str(&format!(", {}", doi.url()));
    }
    note
}

fn container(out: &mut Variables, item: &Item, kind: &str, manner: Manner) {
    let Some(title) = item.container_title.as_deref().filter(|t| !t.trim().is_empty()) else { return };
    let is_author = matches!(item.author.as_slice(), [one] if one.cited().eq_ignore_ascii_case(title));
    if is_author && matches!(kind, "webpage" | "post" | "post-weblog") {
        return;
    }
    let given = || item.container_title_short.as_deref().filter(|s| !s.trim().is_empty());
    // Crossref's short titles lack what NLM adds to tell two journals apart, so NLM's own come first.
    let short = || match (journals::of_its_own(title), given()) {
        (Some(own), _) => own.to_owned(),
        (None, Some(short)) => short.replace('.', ""),
        (None, None) => journals::abbreviated(&marked(title)),
    };
    if manner.short_journals && is_article(kind) {
        let short = short();
        out.text("container-title", Some(&short));
        out.text("container-title-short", Some(&short));
    } else if is_article(kind) {
        out.text("container-title", Some(&journals::named(title)));
        out.text("container-title-short", Some(&short()));
    } else {
        out.text("container-title", Some(title));
    }
}

fn publisher<'i>(item: &'i Item, kind: &str, manner: Manner) -> Option<&'i str> {
    let publisher = item.publisher.as_deref()?;
    let twin = matches!(item.author.as_slice(), [one] if one.cited().eq_ignore_ascii_case(publisher));
    let drops =
        manner.no_twin_publisher || matches!(kind, "webpage" | "post" | "post-weblog") && !manner.names_language;
    (!(twin && drops)).then_some(publisher)
}

/// Volume, issue, pages and number.
fn place(out: &mut Variables, item: &Item, kind: &str, manner: Manner) {
    let (mut volume, mut issue) = (item.volume.clone(), item.issue.clone());
    if let Some((before, number)) = issue.as_deref().and_then(supplement) {
        let set = |word: &str| format!("{word} {number}").trim_end().to_owned();
        (volume, issue) = match (manner.supplements, before.is_empty()) {
            (Supplements::Bracketed, true) => (volume, Some(set("suppl"))),
            (Supplements::Bracketed, false) => (volume, Some(format!("{before})({}", set("suppl")))),
            (Supplements::Bare, true) => (Some(format!("{} {}", volume.unwrap_or_default(), set("Suppl"))), None),
            (Supplements::Bare, false) => (volume, Some(format!("{before} {}", set("Suppl")))),
            (Supplements::Stopped, true) => (volume, Some(set("Suppl."))),
            (Supplements::Stopped, false) => (volume, Some(format!("{before}, {}", set("Suppl.")))),
        };
    }
    out.plain("volume", &volume.map(|v| numbered(&v)).unwrap_or_default());
    out.plain("issue", &issue.map(|i| numbered(&i)).unwrap_or_default());
    let (page, number) = match (&item.page, &item.number) {
        (None, Some(number)) if is_article(kind) => (None, Some(number.clone())),
        (Some(page), None) if is_article(kind) && is_article_number(page) => (None, Some(page.clone())),
        (page, number) => (page.clone(), number.clone().filter(|n| Some(n) != page.as_ref())),
    };
    if !is_article(kind) || manner.article_numbers && page.is_none() {
        out.text("number", number.as_deref().map(|n| n.trim_start_matches("Article ")));
        out.plain("page", &page.map(|p| pages(&p)).unwrap_or_default());
    } else {
        out.plain("page", &page.or(number).map(|p| pages(&p)).unwrap_or_default());
    }
}

fn identifiers(out: &mut Variables, item: &Item) {
    let linked = item.url.as_deref().filter(|url| url.contains("doi.org/"));
    let doi = item.doi.as_deref().or(linked).and_then(|doi| doi.parse::<Doi>().ok());
    out.plain("DOI", &doi.map(|d| d.to_string()).unwrap_or_default());
    out.plain("URL", item.url.as_deref().unwrap_or_default().trim());
    out.plain("PMID", item.pmid.as_deref().unwrap_or_default());
    out.plain("PMCID", item.pmcid.as_deref().unwrap_or_default());
    out.plain("ISBN", item.isbn.as_deref().unwrap_or_default());
    out.plain("ISSN", item.issn.as_deref().unwrap_or_default());
}

/// Whether an article is out on line and not yet in an issue. That a volume is missing does not say so: it may not have been
/// printed. A date to the month does, as nobody prints one for an issue without its number.
fn is_online_first(item: &Item, kind: &str) -> bool {
    let told = item.status.as_deref().is_some_and(|status| {
        let status = status.to_lowercase();
        ["online", "ahead of print", "epub"].iter().any(|word| status.contains(word))
    });
    let placed = [&item.volume, &item.issue, &item.page, &item.number].into_iter().any(Option::is_some);
    let dated = item.issued.is_some_and(|date| date.0.month().is_some());
    is_article(kind) && !placed && (told || dated && item.doi.is_some())
}

/// Whether a status says that it will appear.
fn is_to_come(status: &str) -> bool {
    let status = status.to_lowercase();
    ["in press", "forthcoming", "accepted"].iter().any(|word| status.contains(word))
}

/// The language of a work that is not in English.
fn language_name(item: &Item) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("ar", "Arabic"),
        ("cs", "Czech"),
        ("da", "Danish"),
        ("de", "German"),
        ("es", "Spanish"),
        ("fa", "Persian"),
        ("fi", "Finnish"),
        ("fr", "French"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("nb", "Norwegian"),
        ("nl", "Dutch"),
        ("no", "Norwegian"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("ru", "Russian"),
        ("sv", "Swedish"),
        ("tr", "Turkish"),
        ("zh", "Chinese"),
    ];
    let tag = item.language.as_deref()?.to_ascii_lowercase();
    let tag = tag.split(['-', '_']).next()?;
    NAMES.iter().find(|(code, name)| *code == tag || name.eq_ignore_ascii_case(tag)).map(|(_, name)| *name)
}
