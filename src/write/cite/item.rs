//! What is cited as the item that the processor reads: a fixed list of variables, each in a form that it sets rightly.
//! Dates are one date, full or partial; ranges of pages keep their marks; a journal goes by the name that the style wants.

use super::dates;
use super::figures::{as_it_stands, format_number, is_article_number, split_supplement, write_edition, write_pages};
use super::kinds::{choose_kind, is_article, is_presentation};
use super::marks::{END, ROMAN, ROMAN_END, mark_up};
use super::names::list_names;
use super::{CitedWork, FatePlace, Manner, Marker, Original, Supplements, WorkFate, journals};
use crate::model::{CslDate, Doi, Item, Name, NoticeKind};
use crate::text::fate::read_fate;
use hayagriva::citationberg::json::{self, DateValue, Value, VecDate, VecDateRange};
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Text variables that are taken from what came with the item besides claimbook's own.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "collection-title", "event-title", "event-place", "medium", "version", "archive", "archive_location", "authority",
    "number-of-pages", "title-short", "section", "original-title", "original-publisher", "original-publisher-place",
    "dimensions", "scale", "volume-title", "collection-number", "chapter-number", "number-of-volumes", "part-number",
];

/// People besides authors, editors and translators.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "translator", "container-author", "collection-editor", "editorial-director", "original-author", "director",
    "interviewer", "recipient", "composer", "illustrator", "reviewed-author",
];

/// The item for the processor; `key` tells it from the others of a list.
pub(super) fn prepare(cited: &CitedWork, key: usize, manner: Manner) -> json::Item {
    let item = &cited.item;
    let kind = choose_kind(item, manner);
    let mut out = Variables(BTreeMap::new());
    out.set_plain("id", &key.to_string());
    out.set_plain("type", kind);
    for name in OTHER.iter().filter(|name| **name != "medium" || !is_article(kind)) {
        out.set_number(name, find_other(item, name).as_deref());
    }
    set_meeting(&mut out, item, kind, manner);
    out.set_names("author", list_names(&item.author, item.et_al, manner));
    out.set_names("editor", list_names(&item.editor, false, manner));
    for role in PEOPLE {
        let people = item.other.get(*role).and_then(|v| serde_json::from_value::<Vec<Name>>(v.clone()).ok());
        out.set_names(role, list_names(&people.unwrap_or_default(), false, manner));
    }
    let season = item.season().filter(|_| item.issued.is_some_and(|date| date.0.month().is_none()));
    let happened = read_date(item, "event-date").filter(|_| is_presentation(kind, item));
    out.set_date("issued", item.issued.or(happened), season.and_then(|s| dates::read_number(&s)), item.is_circa());
    for (name, date) in
        [("accessed", item.accessed), ("original-date", read_date(item, "original-date")), ("event-date", happened)]
    {
        out.set_date(name, date, None, false);
    }
    set_title(&mut out, cited, kind, manner);
    set_container(&mut out, item, kind, manner);
    out.set_text("publisher", find_publisher(item, kind, manner));
    out.set_text("publisher-place", item.publisher_place.as_deref());
    out.set_text("genre", item.genre.as_deref());
    set_place(&mut out, item, kind, manner);
    if let Some(edition) = item.edition.as_deref().and_then(|e| write_edition(e, manner)) {
        out.set_plain("edition", &edition);
    }
    set_identifiers(&mut out, item);
    if is_online_first(item, kind) {
        out.set_plain("medium", "online first");
    }
    if item.volume.is_none() && item.status.as_deref().is_some_and(is_to_come) {
        out.set_plain("status", "in press");
    }
    if manner.names_language {
        out.set_text("language", language_name(item));
    }
    json::Item(out.0)
}

/// The variables under way.
struct Variables(BTreeMap<String, Value>);

impl Variables {
    /// Text from outside.
    fn set_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.map(mark_up).filter(|t| !t.is_empty()) {
            self.0.insert(name.to_owned(), Value::String(format!("{text}{END}")));
        }
    }

    /// Text of ours, as it is.
    fn set_plain(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.0.insert(name.to_owned(), Value::String(text.to_owned()));
        }
    }

    /// Text from outside that may be a number, and is to stand as it is.
    fn set_number(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.map(mark_up).filter(|t| !t.is_empty()) {
            self.set_plain(name, &format!("{}{END}", as_it_stands(&text)));
        }
    }

    fn set_names(&mut self, name: &str, names: Vec<json::NameValue>) {
        if !names.is_empty() {
            self.0.insert(name.to_owned(), Value::Names(names));
        }
    }

    fn set_date(&mut self, name: &str, date: Option<CslDate>, season: Option<u64>, circa: bool) {
        if let Some(date) = date {
            let date_parts = VecDateRange(vec![VecDate(date.0.parts())]);
            let season = season.map(|number| number.to_string());
            let value = DateValue::DateParts { date_parts, literal: None, season, circa };
            self.0.insert(name.to_owned(), Value::Date(value));
        }
    }
}

fn find_other<'i>(item: &'i Item, name: &str) -> Option<Cow<'i, str>> {
    match item.other.get(name)? {
        Json::String(text) => Some(text.as_str().into()),
        Json::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

/// A date that came with the item besides claimbook's own.
fn read_date(item: &Item, name: &str) -> Option<CslDate> {
    item.other.get(name).and_then(|date| serde_json::from_value(date.clone()).ok())
}

/// The meeting at which it was presented: which, where, and how.
fn set_meeting(out: &mut Variables, item: &Item, kind: &str, manner: Manner) {
    let event = find_other(item, "event-title").or_else(|| find_other(item, "event"));
    out.set_text("event-title", event.as_deref());
    if !is_presentation(kind, item) || manner.marker == Marker::AsFiled {
        return;
    }
    let place = find_other(item, "event-place").map(Cow::into_owned).or_else(|| item.publisher_place.clone());
    out.set_text("event-place", place.as_deref());
    // Whether it was a poster is all that our styles ask of its medium.
    out.0.remove("medium");
    let genre = item.genre.as_deref().unwrap_or_default().to_lowercase();
    if event.is_none() && genre.is_empty() {
        out.set_plain("genre", "Speech");
    }
    out.set_plain("medium", if genre.contains("poster") { "poster" } else { "" });
}

/// The server on which a preprint is, which some name as its publisher, and some not at all.
fn find_server(item: &Item) -> Option<String> {
    let named = |name: &&String| !name.trim().is_empty();
    let other = |name: &str| find_other(item, name).map(Cow::into_owned);
    let arxiv = || item.other.contains_key("arXiv").then(|| "arXiv".to_owned());
    let known = item.container_title.as_ref().filter(named).or(item.publisher.as_ref().filter(named)).cloned();
    known.or_else(arxiv).or_else(|| other("archive")).or_else(|| other("repository"))
}

fn set_title(out: &mut Variables, cited: &CitedWork, kind: &str, manner: Manner) {
    let item = &cited.item;
    let Some(title) = item.title.as_deref().filter(|t| !t.trim().is_empty()) else { return };
    // The publisher's word that the work was taken back is no part of its title.
    let told = read_fate(title.trim());
    let (status, bare) = told.map_or((None, title.trim().to_owned()), |(kind, bare)| (Some(kind), bare));
    let mut shown = mark_up(bare.trim().trim_end_matches('.'));
    match find_other(item, "original-title").as_deref() {
        // The original, and what it means, in brackets that are never italic.
        Some(original) if !manner.names_language => {
            let original = mark_up(original);
            shown = format!("{original} {ROMAN}[{}]{ROMAN_END}", shown.trim_matches(['[', ']']));
        }
        _ if manner.names_language && language_name(item).is_some() && is_article(kind) => {
            shown = format!("[{}]", shown.trim_matches(['[', ']']));
        }
        _ => {}
    }
    let fate = cited.fate.as_ref();
    match (fate, manner.fate) {
        (Some(fate), FatePlace::Title) => shown = format!("{shown} {ROMAN}[{}]{ROMAN_END}", fate.word()),
        (Some(_), FatePlace::End) => {}
        (None, _) => {
            if let Some(kind) = status.filter(|kind| *kind != NoticeKind::Concern) {
                shown = format!("{shown} {ROMAN}[{}]{ROMAN_END}", WorkFate { kind, on: None, doi: None }.word());
            }
        }
    }
    out.set_plain("title", &format!("{shown}{END}"));
    let original = read_date(item, "original-date").filter(|_| manner.original == Original::End);
    let original = original.map(|date| format!("Original work published {}", date.0.year()));
    let fate = fate.filter(|_| manner.fate == FatePlace::End).map(end_note);
    out.set_plain("annote", &[original, fate].into_iter().flatten().collect::<Vec<_>>().join("; "));
}

/// `Retraction published 2021, https://doi.org/10.5555/notice`.
fn end_note(fate: &WorkFate) -> String {
    let mut note = match fate.on {
        Some(on) => format!("{} published {}", fate.noun(), on.year()),
        None => fate.word().to_owned(),
    };
    if let Some(doi) = &fate.doi {
        note.push_str(&format!(", {}", doi.url()));
    }
    note
}

fn set_container(out: &mut Variables, item: &Item, kind: &str, manner: Manner) {
    if kind == "article" && manner.marker != Marker::AsFiled {
        return out.set_text("container-title", find_server(item).as_deref());
    }
    let Some(title) = item.container_title.as_deref().filter(|t| !t.trim().is_empty()) else { return };
    let is_author = matches!(item.author.as_slice(), [one] if one.short_name().eq_ignore_ascii_case(title));
    if is_author && matches!(kind, "webpage" | "post" | "post-weblog") {
        return;
    }
    let given = || item.container_title_short.as_deref().filter(|s| !s.trim().is_empty());
    // Crossref's short titles lack what NLM adds to tell two journals apart, so NLM's own come first.
    let short = || match (journals::find_own_abbreviation(title), given()) {
        (Some(own), _) => own.to_owned(),
        (None, Some(short)) => short.replace('.', ""),
        (None, None) => journals::abbreviate_title(&mark_up(title)),
    };
    if manner.short_journals && is_article(kind) {
        let short = short();
        out.set_text("container-title", Some(&short));
        out.set_text("container-title-short", Some(&short));
    } else if is_article(kind) {
        out.set_text("container-title", Some(&journals::find_abbreviation(title)));
        out.set_text("container-title-short", Some(&short()));
    } else {
        out.set_text("container-title", Some(title));
    }
}

fn find_publisher<'i>(item: &'i Item, kind: &str, manner: Manner) -> Option<&'i str> {
    let publisher = item.publisher.as_deref()?;
    // It stands where the container does.
    if kind == "article" && item.container_title.is_none() && manner.marker != Marker::AsFiled {
        return None;
    }
    let twin = matches!(item.author.as_slice(), [one] if one.short_name().eq_ignore_ascii_case(publisher));
    let drops =
        manner.no_twin_publisher || matches!(kind, "webpage" | "post" | "post-weblog") && !manner.names_language;
    (!(twin && drops)).then_some(publisher)
}

/// Volume, issue, pages and number.
fn set_place(out: &mut Variables, item: &Item, kind: &str, manner: Manner) {
    let (mut volume, mut issue) = (item.volume.clone(), item.issue.clone());
    // `160 Suppl 1` for a volume, as indexes have it, is the supplement of a volume.
    if let (Some((before, number)), None) = (volume.as_deref().and_then(split_supplement), &issue)
        && !before.is_empty()
    {
        issue = Some(format!("Suppl {number}").trim_end().to_owned());
        volume = Some(before.to_owned());
    }
    if let Some((before, number)) = issue.as_deref().and_then(split_supplement) {
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
    out.set_plain("volume", &volume.map(|v| format_number(&v)).unwrap_or_default());
    out.set_plain("issue", &issue.map(|i| format_number(&i)).unwrap_or_default());
    let (page, number) = match (&item.page, &item.number) {
        (None, Some(number)) if is_article(kind) => (None, Some(number.clone())),
        (Some(page), None) if is_article(kind) && is_article_number(page) => (None, Some(page.clone())),
        (page, number) => (page.clone(), number.clone().filter(|n| Some(n) != page.as_ref())),
    };
    if !is_article(kind) || manner.article_numbers && page.is_none() {
        out.set_number("number", number.as_deref().map(|n| n.trim_start_matches("Article ")));
        // What else stands alone has a number of pages at most.
        let part = is_article(kind) || !matches!(kind, "book" | "report" | "document" | "thesis") || item.kind != kind;
        out.set_plain(
            "page",
            &page.filter(|_| part || manner.marker == Marker::AsFiled).map(|p| write_pages(&p)).unwrap_or_default(),
        );
    } else {
        out.set_plain("page", &page.or(number).map(|p| write_pages(&p)).unwrap_or_default());
    }
}

fn set_identifiers(out: &mut Variables, item: &Item) {
    let linked = item.url.as_deref().filter(|url| url.contains("doi.org/"));
    let doi = item.doi.as_deref().or(linked).and_then(|doi| doi.parse::<Doi>().ok());
    let arxiv =
        find_other(item, "arXiv").filter(|_| doi.is_none()).map(|id| format!("https://arxiv.org/abs/{}", mark_up(&id)));
    let url = item.url.as_deref().map(|url| url.trim().to_owned()).or(arxiv);
    out.set_plain("DOI", &doi.map(|d| d.to_string()).unwrap_or_default());
    out.set_plain("URL", &url.unwrap_or_default());
    out.set_plain("PMID", item.pmid.as_deref().unwrap_or_default());
    out.set_plain("PMCID", item.pmcid.as_deref().unwrap_or_default());
    out.set_plain("ISBN", item.isbn.as_deref().unwrap_or_default());
    out.set_plain("ISSN", item.issn.as_deref().unwrap_or_default());
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
