//! Parts of books: `TITLE. In: EDITORS, eds. BOOK. 5th ed. PLACE: PUBLISHER; 2014:201-19`, `TITLE. In I. Vale (Ed.),
//! BOOK (2nd ed., pp. 12–40). PUBLISHER`, `“TITLE.” In BOOK, edited by Ida Vale, 12–40`.

use super::draft::Draft;
use super::editions::{is_edition, read_edition_number};
use super::names::{read_head, read_inverted, read_ordered, read_whole};
use super::numbers::{Numbers, read_numbers};
use super::publishers::read_publisher;
use super::source::{add_source, tidy_container_name};
use super::title::{read_title, split_quoted};
use super::words::{find_sentence_spans, split_sentences};
use crate::model::{Name, PartialDate};

/// Adds what a chapter's text tells to a draft of the same entry; none if the text is no chapter's.
pub(super) fn add_chapter<'e>(text: &str, draft: &Draft<'e>) -> Option<Draft<'e>> {
    let (title, behind) = split_chapter(text)?;
    let (editors, book) = read_editors(behind);
    let parts = find_sentence_spans(book);
    let (name, end) = parts.first().map_or(("", 0), |part| (part.text, part.end()));
    let rest = book.get(end..).unwrap_or_default().trim_start_matches(['.', ' ']);
    let edited = read_edited_by(name);
    let name = edited.as_ref().map_or(name, |edited| edited.book);
    let (edited_by, pages) = edited.map_or((None, None), |edited| (Some(edited.editors), edited.pages));
    let draft = draft.clone().with_title(read_title(title));
    let draft = Draft { editors: edited_by.or(editors).unwrap_or(draft.editors), page: pages.or(draft.page), ..draft };
    let draft = if rest.is_empty() { add_book(name, draft) } else { add_book_and_publisher(name, rest, draft) };
    let draft = draft.with_date_within(book);
    let kind = find_kind(&draft).or(draft.kind);
    Some(Draft { kind, ..draft })
}

/// Adds a book whose name stands alone or before its numbers.
fn add_book<'e>(text: &str, draft: Draft<'e>) -> Draft<'e> {
    let mut draft = add_source(text, draft);
    if draft.container.is_none() && draft.place.is_none() {
        draft.container = draft.publisher.take();
    }
    draft
}

/// Adds a book with who published it, and its numbers, in the sentences behind its name.
fn add_book_and_publisher<'e>(name: &str, rest: &str, draft: Draft<'e>) -> Draft<'e> {
    let draft = add_source(&without_chapter(rest), draft);
    // What reads like a journal behind the name of a book is who published that.
    let published = draft.container.as_deref().filter(|_| draft.publisher.is_none()).map(read_publisher);
    let draft = draft.with_publisher(published.unwrap_or_default());
    let bracket = read_bracket(name, draft.issued);
    let name = tidy_container_name(bracket.before);
    let (name, edition) = split_edition(&name);
    Draft {
        container: Some(name.to_owned()),
        edition: edition.or(bracket.edition).or(draft.edition.clone()),
        ..draft.with_numbers(bracket.numbers)
    }
}

/// Whether a chapter or an article stands there. “In PubMed” names where a page stands, not a book.
fn find_kind(draft: &Draft<'_>) -> Option<&'static str> {
    let is_book = !draft.editors.is_empty() || draft.edition.is_some() || draft.known.isbn.is_some();
    // "In: Zeitschrift für Rheuma 12 (2019), S. 3–9": German lists put the word before a journal, too.
    let is_journal = draft.volume.is_some() && draft.page.is_some() && draft.publisher.is_none();
    match () {
        () if !is_book && is_journal => Some("article-journal"),
        () if is_book || draft.page.is_some() => Some("chapter"),
        () => None,
    }
}

/// The title, and what stands behind "In".
fn split_chapter(text: &str) -> Option<(&str, &str)> {
    if let Some((title, behind)) = split_quoted(text) {
        let book = ["In: ", "in: ", "In ", "in "].iter().find_map(|mark| behind.strip_prefix(mark))?;
        return Some((title, book));
    }
    ["In: ", "In "].iter().find_map(|mark| {
        let at = text.find(&format!(". {mark}")).or_else(|| text.find(&format!("? {mark}")))?;
        let behind = text.get(at + 2 + mark.len()..)?;
        // "In PubMed" names a container; "In Sickness and in Health" is part of a title.
        let book = *mark == "In: " || read_head(behind).is_some() || split_sentences(behind).len() <= 3;
        book.then_some((text.get(..at + 1)?, behind))
    })
}

/// The editors, and what stands behind them.
fn read_editors(behind: &str) -> (Option<Vec<Name>>, &str) {
    const MARKS: [&str; 15] = [
        "(org.).",
        "(orgs.).",
        "(Ed)",
        "(Eds)",
        "(Eds.),",
        "(Ed.),",
        "(Eds.)",
        "(Ed.)",
        "(eds.)",
        "(eds)",
        "(ed.)",
        "(ed)",
        ", eds.",
        ", editors.",
        ", editors,",
    ];
    let listed = read_head(behind).or_else(|| read_inverted(behind)).or_else(|| read_ordered(behind));
    let (editors, book) = match (listed, MARKS.iter().find_map(|m| behind.split_once(m))) {
        (Some(head), _) => (head.list.names, behind.get(head.end..).unwrap_or_default()),
        (None, Some((editors, rest))) => {
            match editors.trim().split_once(", ").and_then(|(b, p)| Some((b, read_head(p)?))) {
                // "UpToDate, Post TW (Ed)": the book stands before its editor.
                Some((book, head)) if split_sentences(book).len() == 1 && !book.contains(',') => {
                    return (Some(head.list.names), book);
                }
                _ => (read_whole(editors).names, rest),
            }
        }
        (None, None) => return (None, behind),
    };
    let mut book = book.trim_start_matches([' ', ',', '.', ':']);
    const ROLES: [&str; 18] = [
        "(org.)", "(orgs.)", "(Org.)", "(Orgs.)", "(coord.)", "(Hrsg.)", "(Eds.)", "(Ed.)", "(Eds)", "(eds.)", "(eds)",
        "(ed.)", "(ed)", "editors", "editor", "eds", "ed.", "ed ",
    ];
    for role in ROLES {
        book = book.strip_prefix(role).unwrap_or(book).trim_start_matches([' ', ',', '.', ':']);
    }
    (Some(editors), book)
}

/// A book, who edited it, and the pages of the chapter.
struct EditedBook<'t> {
    book: &'t str,
    editors: Vec<Name>,
    pages: Option<String>,
}

/// Reads `Textbook of Joints, edited by Ann Poe and Ben Roe, 201–19`.
fn read_edited_by(name: &str) -> Option<EditedBook<'_>> {
    let (book, behind) = name.split_once(", edited by ").or_else(|| name.split_once(", ed. "))?;
    let (names, pages) =
        behind.rsplit_once(", ").filter(|(_, p)| p.starts_with(|c: char| c.is_ascii_digit())).unwrap_or((behind, ""));
    let person = |one: &str| {
        let (given, family) = one.trim().rsplit_once(' ')?;
        Some(Name::person(family, Some(given)))
    };
    let each = names.split(", ").flat_map(|name| name.split(" and "));
    let editors = each.filter_map(|name| person(name.trim_start_matches("and "))).collect();
    let pages = Some(pages.trim_end_matches('.').to_owned()).filter(|pages| !pages.is_empty());
    Some(EditedBook { book, editors, pages })
}

/// What a bracket behind the name of a book tells, and the name before it.
struct Bracket<'t> {
    before: &'t str,
    edition: Option<String>,
    numbers: Numbers,
}

/// Reads edition, volume and pages in brackets behind the book's name: `Handbook of joints (2nd ed., pp. 12–40)`.
fn read_bracket(name: &str, issued: Option<PartialDate>) -> Bracket<'_> {
    let nothing = Bracket { before: name, edition: None, numbers: Numbers::default() };
    let Some((before, inner)) = name.strip_suffix(')').and_then(|n| n.rsplit_once(" (")) else { return nothing };
    let parts = || inner.split(", ");
    let edition = parts().find_map(|part| part.strip_suffix(" ed.")).map(str::to_owned);
    let volume = parts().find_map(|part| part.strip_prefix("Vol. ")).map(str::to_owned);
    let pages = parts().find(|part| part.starts_with("pp. ") || part.starts_with("p. "));
    if edition.is_none() && volume.is_none() && pages.is_none() {
        return nothing;
    }
    let pages = pages.map_or_else(Numbers::default, |pages| read_numbers(pages, None, issued));
    Bracket { before, edition, numbers: Numbers { volume, ..pages } }
}

/// `Sports First Aid, ed 4`: the name and the edition.
fn split_edition(name: &str) -> (&str, Option<String>) {
    if let Some((name, edition)) = name.rsplit_once(", ").filter(|(_, edition)| is_edition(edition)) {
        return (name, Some(read_edition_number(edition)));
    }
    let found = name.rsplit_once(", ed ").or_else(|| name.rsplit_once(", ed. "));
    let found = found.filter(|(_, edition)| edition.bytes().all(|b| b.is_ascii_digit()));
    found.map_or((name, None), |(name, edition)| (name, Some(edition.to_owned())))
}

/// "1987, Chapter 7, pp 74-78": the chapter's number is neither a volume nor part of the publisher's name.
fn without_chapter(text: &str) -> String {
    let parts: Vec<&str> =
        text.split(", ").filter(|p| !p.starts_with("Chapter ") && !p.starts_with("Section ")).collect();
    parts.join(", ")
}
