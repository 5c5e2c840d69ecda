//! Whatever is left: web pages, guidelines and reports of organisations, books without a person's name. The parts are
//! told apart by what they are: an organisation, a date with a label, a title.

use super::Style;
use super::numbers::{date, split_numbers};
use super::organisations::{is_organisation, reads_like_name};
use super::source::{loose_year, source, title_and_source};
use super::words::{find_word, sentences, trim_title};
use crate::model::{CslDate, Item, Name};

pub(super) const STYLE: Style = Style { read, plain: false };

fn read(text: &str, item: &mut Item) -> bool {
    let text = labelled_date(text, item);
    if text.starts_with(['“', '"', '‘', '\'']) {
        title_and_source(&text, item);
        return true;
    }
    let parts: Vec<&str> = sentences(&text);
    let Some((first, rest)) = parts.split_first() else { return true };
    let rest_from = |n: usize| rest.get(n..).unwrap_or_default().join(". ");
    // "Medline Plus. Back pain in pregnancy. https://…": a name, then a sentence.
    let site = item.url.is_some() && reads_like_name(first) && rest.first().is_some_and(|p| !reads_like_name(p));
    if (is_organisation(first) || site) && !rest.is_empty() {
        item.author = vec![Name::group(first)];
        let (_, figures) = split_numbers(&text);
        if figures.contains([';', '(', ':']) {
            title_and_source(&rest_from(0), item);
            return true;
        }
        item.title = rest.first().map(|t| trim_title(t).to_owned()).filter(|t| !t.is_empty());
        finish(&rest_from(1), item);
        return true;
    }
    // A title may itself be of two sentences before the organisation that stands behind it.
    let group = rest.iter().position(|p| is_organisation(p));
    let before = group.unwrap_or(0);
    let title = [&[*first], rest.get(..before).unwrap_or_default()].concat().join(". ");
    item.title = Some(trim_title(&title).to_owned()).filter(|t| !t.is_empty());
    if let Some(name) = group.and_then(|g| rest.get(g)) {
        item.author = vec![Name::group(name)];
    }
    finish(&rest_from(before + usize::from(group.is_some())), item);
    true
}

fn finish(text: &str, item: &mut Item) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    source(text, item);
    if item.issued.is_none() {
        item.issued = loose_year(text).and_then(date).map(CslDate);
    }
}

/// Takes "Published January 25, 2023", "Updated …", "Reviewed …" out of the text; the date of publication wins.
fn labelled_date(text: &str, item: &mut Item) -> String {
    const LABELS: [&str; 9] = [
        "published online",
        "published",
        "date published",
        "last updated",
        "updated",
        "last reviewed",
        "reviewed",
        "page last reviewed:",
        "posted",
    ];
    let mut text = text.to_owned();
    for label in LABELS {
        let Some(at) = find_word(&text, label) else { continue };
        let starts =
            text.get(..at).is_none_or(|b| b.trim_end().is_empty() || b.trim_end().ends_with(['.', ';', ',', '[', '(']));
        let behind = text.get(at + label.len()..).unwrap_or_default();
        let end = behind.find(['.', ';', ']', ')']).unwrap_or(behind.len());
        let printed = behind.get(..end).unwrap_or_default().trim_matches([' ', ':']);
        let found = printed.trim_start_matches("on ").parse().ok();
        // "2/5/2022" may be two days of the year, but one year.
        let Some(found) = found.or_else(|| loose_year(printed).filter(|_| printed.len() <= 12)?.parse().ok()) else {
            continue;
        };
        if starts {
            item.issued.get_or_insert(CslDate(found));
            let stop = at + label.len() + end;
            let stop =
                if text.get(stop..).is_some_and(|t| t.starts_with(['.', ']', ')', ';'])) { stop + 1 } else { stop };
            text.replace_range(at..stop, " ");
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
