//! Styles with the date in brackets behind the authors: APA, Harvard, PLOS of 2013, and web pages without an author,
//! where the title comes first.

use super::Style;
use super::names::{all_people, head, whole};
use super::numbers::{date, numbers, split_numbers};
use super::organisations::{is_organisation, reads_like_name};
use super::source::{source, title_and_source};
use super::words::{is_year, sentences, trim_title};
use crate::model::{CslDate, Item};

pub(super) const STYLE: Style = Style { read, plain: true };

fn read(text: &str, item: &mut Item) -> bool {
    let Some((before, dated, behind)) = dated(text).or_else(|| unbracketed(text)) else { return false };
    let behind = behind.trim_start_matches([' ', '.', ',', ':']);
    if numbers_only(behind) {
        return false;
    }
    let people = people_before(before);
    let group = before.chars().count() <= 120 && sentences(before).len() == 1 && !before.contains(['“', '"']);
    if people.is_none() && !group {
        return false;
    }
    match dated.trim() {
        "n.d." | "n.d" | "nd" => {}
        status if status.starts_with("in press") || status.starts_with("In press") => {
            item.status = Some("in press".to_owned())
        }
        printed => {
            item.issued =
                date(printed.trim_end_matches(|c: char| c.is_ascii_lowercase() && printed.len() == 5)).map(CslDate)
        }
    }
    if let Some(list) = people {
        item.et_al = list.et_al;
        let slot = if list.editors { &mut item.editor } else { &mut item.author };
        *slot = list.names;
    } else if is_title(before, behind, item) {
        item.title = Some(trim_title(before).to_owned());
        source(behind, item);
        return true;
    } else {
        let list = whole(before);
        item.et_al = list.et_al;
        item.author = list.names;
    }
    body(behind, item);
    true
}

/// The string before the first bracketed date, the date, and the string behind.
fn dated(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('(').find_map(|(i, _)| {
        let inner = text.get(i + 1..)?;
        let end = inner.find(')').filter(|e| *e <= 40)?;
        let date = inner.get(..end)?;
        let is_date = date.get(..4).is_some_and(is_year)
            && date.get(4..5).is_none_or(|c| matches!(c, "," | " " | "/" | "-") || date.len() == 5)
            || date.starts_with("n.d")
            || date.eq_ignore_ascii_case("in press");
        let before = text.get(..i)?.trim_end();
        (is_date && !before.is_empty()).then_some((before, date, inner.get(end + 1..)?))
    })
}

/// `Vermani, E. and Weeks, A., 2010. Title`, `de Haas M, et al. 2019. Title`: the year between stops, behind people.
fn unbracketed(text: &str) -> Option<(&str, &str, &str)> {
    let at = text.char_indices().map(|(i, _)| i).take_while(|i| *i < 600).find(|i| {
        text.get(*i..i + 4).is_some_and(is_year)
            && text.get(i + 4..).is_some_and(|b| b.starts_with(". "))
            && text.get(..*i).is_some_and(|b| b.ends_with(". ") || b.ends_with(", "))
    })?;
    let before = text.get(..at)?.trim_end().trim_end_matches(',');
    people_before(before)?;
    Some((before, text.get(at..at + 4)?, text.get(at + 4..)?))
}

/// Nothing but figures behind the date: then it is a journal's year, not the authors'.
fn numbers_only(behind: &str) -> bool {
    let (words, _) = split_numbers(behind);
    words.trim().is_empty()
}

fn people_before(before: &str) -> Option<super::names::Names> {
    let whole_head =
        head(before).filter(|h| before.get(h.end..).is_none_or(|r| r.trim_matches([' ', '.', ',']).is_empty()));
    whole_head
        .map(|h| h.list)
        .or_else(|| Some(whole(before)).filter(|l| all_people(l) || l.names.iter().any(|n| n.given.is_some())))
}

/// "TITLE. (2020, May). Site": with no author, the title moves to the front.
fn is_title(before: &str, behind: &str, item: &Item) -> bool {
    let parts = sentences(behind.trim_end_matches('.'));
    let site = |p: &&str| (p.contains('.') && !p.contains(' ')) || is_organisation(p);
    // "Pregnancy and back pain. (n.d.). March of Dimes": a sentence before, a name behind.
    let name = |p: &&str| site(p) || (reads_like_name(p) && !reads_like_name(before));
    parts.len() <= 1 && item.url.is_some() && !is_organisation(before) && parts.first().is_none_or(name)
}

/// `TITLE. CONTAINER, 16(4), e57475.`, with "In CONTAINER. PUBLISHER" for chapters and pages.
fn body(text: &str, item: &mut Item) {
    title_and_source(text, item);
    let Some(container) = item.container_title.clone() else { return };
    if item.kind == "chapter" && item.editor.is_empty() && item.page.is_none() && item.isbn.is_none() {
        item.kind.clear();
    }
    if item.volume.is_some() || item.page.is_some() || item.number.is_some() {
        // "Title. Site: subtitle. Journal": nothing more to tell apart.
        return;
    }
    if let Some((book, figures)) = container.split_once(" (pp. ") {
        item.container_title = Some(book.to_owned());
        numbers(&format!("pp. {}", figures.trim_end_matches(')')), item);
    }
}
