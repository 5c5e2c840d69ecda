//! A record of a reference manager as an entry of a list: such files hold fields and no printed line, so the line is
//! composed from the fields, plainly, in the order in which medical journals print them.

use crate::model::{Item, Name};
use crate::read::entry::{Parsed, PrintedEntry};

/// Authors beyond so many become "et al." in the line; the fields keep them all.
const MOST_AUTHORS: usize = 6;

/// The entry of a record that begins at a line and column of its file. The file's own key, where it has one, is the
/// item's variable `id`, as in CSL-JSON; an abstract is its variable `abstract`.
pub fn build_entry(mut item: Item, (line, column): (u32, u32)) -> PrintedEntry {
    let notes = super::settle::settle_item(&mut item);
    let parsed = Parsed { notes, ..Parsed::from_fields(item) };
    PrintedEntry { number: None, section: String::new(), printed: compose_entry(&parsed.item), line, column, parsed }
}

/// `Salari N, Mohammadi A. Title. Container. 2023;23(1):830. doi:…`, of what is there.
fn compose_entry(item: &Item) -> String {
    let authors: Vec<String> = item.author.iter().take(MOST_AUTHORS).map(format_name).collect();
    let more = if item.author.len() > MOST_AUTHORS || item.et_al { ", et al" } else { "" };
    let sentence = |text: String| if text.ends_with(['.', '?', '!']) { text } else { text + "." };
    let mut parts = Vec::new();
    if !authors.is_empty() {
        parts.push(sentence(authors.join(", ") + more));
    }
    let words = [&item.title, &item.container_title, &item.publisher].into_iter().flatten();
    parts.extend(words.filter(|w| !w.is_empty()).map(|w| sentence(w.clone())));
    let place = format_place(item);
    if !place.is_empty() {
        parts.push(sentence(place));
    }
    match (&item.doi, &item.pmid, &item.url) {
        (Some(doi), ..) => parts.push(format!("doi:{doi}")),
        (None, Some(pmid), _) => parts.push(format!("PMID: {pmid}")),
        (None, None, Some(url)) => parts.push(url.clone()),
        (None, None, None) => {}
    }
    parts.join(" ")
}

/// `2023;23(1):830`, of what is there.
fn format_place(item: &Item) -> String {
    let mut place = item.year().map_or_else(String::new, |year| year.to_string());
    let volume = item.volume.clone().unwrap_or_default();
    let issue = item.issue.as_ref().map(|issue| format!("({issue})")).unwrap_or_default();
    let join = |place: &mut String, mark: char, next: &str| {
        if !next.is_empty() {
            if !place.is_empty() {
                place.push(mark);
            }
            place.push_str(next);
        }
    };
    join(&mut place, ';', &(volume + &issue));
    join(&mut place, ':', item.page.as_deref().or(item.number.as_deref()).unwrap_or_default());
    place
}

/// `van der Berg P`: the name by which it is cited, and initials.
fn format_name(name: &Name) -> String {
    let initials: String =
        name.given.iter().flat_map(|g| g.split([' ', '-', '.'])).filter_map(|w| w.chars().next()).collect();
    let suffix = name.suffix.as_ref().map(|s| format!(" {s}")).unwrap_or_default();
    match (&name.family, initials.is_empty()) {
        (Some(_), false) => format!("{} {initials}{suffix}", name.short_name()),
        _ => format!("{}{suffix}", name.short_name()),
    }
}
