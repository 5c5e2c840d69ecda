//! What sort of work is cited: CSL's types, those of registries and programs, and a guess where none is given.

use super::{Manner, Marker};
use crate::model::Item;

/// The CSL type, mapped from registries' own words and guessed where none is given.
pub(super) fn choose_kind(item: &Item, manner: Manner) -> &'static str {
    let filed = manner.marker == Marker::AsFiled;
    match find_known_kind(item) {
        // What others say of a meeting, a book or a report, our own styles say of these as well.
        "speech" if !filed => choose_kind_of_event(item),
        "paper-conference" if !filed && item.container_title.is_none() => choose_kind_of_event(item),
        "webpage" if !filed && is_published(item) => "report",
        "standard" | "regulation" | "pamphlet" | "manuscript" if !filed => "report",
        "chapter" | "entry-encyclopedia" | "entry-dictionary" if !filed && item.container_title.is_none() => "book",
        kind => kind,
    }
}

/// Whether a page is where a publication is read: somebody published it in a year, and perhaps at a place, as no site is.
fn is_published(item: &Item) -> bool {
    let Some(publisher) = item.publisher.as_deref().filter(|_| item.container_title.is_none()) else { return false };
    let own = matches!(item.author.as_slice(), [one] if one.short_name().eq_ignore_ascii_case(publisher));
    let year = item.issued.is_some_and(|date| date.0.month().is_none());
    year && (own || item.publisher_place.is_some())
}

/// What nobody says to have been presented anywhere is a document.
fn choose_kind_of_event(item: &Item) -> &'static str {
    let somewhere =
        ["event-title", "event", "event-place", "event-date"].iter().any(|name| item.other.contains_key(*name));
    let said = item.kind == "speech" || item.genre.is_some();
    if somewhere || (said && item.publisher.is_none()) { "paper-conference" } else { "document" }
}

/// The CSL type itself.
fn find_known_kind(item: &Item) -> &'static str {
    #[rustfmt::skip]
    const KNOWN: &[&str] = &[
        "bill", "broadcast", "classic", "collection", "entry", "event", "figure", "graphic", "hearing", "interview",
        "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "patent",
        "performance", "periodical", "personal_communication", "regulation", "review-book", "song", "speech", "standard",
        "treaty",
    ];
    const MAPPED: &[&str] = &[
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
        "article-journal" | "report" | "manuscript" | "document" | "" if is_preprint(item) => return "article",
        "journal-article" => return "article-journal",
        "monograph" | "edited-book" | "reference-book" => return "book",
        "book-chapter" | "reference-entry" => return "chapter",
        "proceedings-article" => return "paper-conference",
        "presentation" => return "speech",
        "dissertation" => return "thesis",
        "guideline" => return "report",
        _ => {}
    }
    if let Some(known) = MAPPED.iter().chain(KNOWN).find(|k| **k == given) {
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

/// Whether it is on a server of preprints and in no journal.
fn is_preprint(item: &Item) -> bool {
    let said = item.genre.as_deref().is_some_and(|genre| genre.to_lowercase().contains("preprint"));
    let arxiv = item.other.contains_key("arXiv");
    item.volume.is_none() && item.issue.is_none() && item.page.is_none() && (said || arxiv)
}

/// Whether journals' rules hold for a type.
pub(super) fn is_article(kind: &str) -> bool {
    matches!(kind, "article-journal" | "article-magazine" | "article-newspaper" | "review")
}

/// Whether it was shown or said at a meeting, and is in no book of it.
pub(super) fn is_presentation(kind: &str, item: &Item) -> bool {
    matches!(kind, "paper-conference" | "speech") && item.container_title.is_none()
}
