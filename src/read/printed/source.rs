//! Where a work stands: the journal, book or site between the title and the numbers, and who published it.

use super::dates::dates;
use super::editions::{edition_number, is_edition};
use super::numbers::{numbers, split_numbers};
use super::publishers::{is_place, publisher};
use super::remarks::{is_genre, is_sort};
use super::words::{is_year, sentences};
use crate::model::{CslDate, Item};

/// Reads `CONTAINER NUMBERS`.
pub(super) fn source(text: &str, item: &mut Item) {
    let (words, figures) = split_numbers(text.trim().trim_end_matches('.'));
    source_parts(words, figures, item);
    if item.issued.is_none() {
        item.issued = loose_date(text);
    }
}

/// A date anywhere in a string, the last one: `Thousand Oaks, Calif: Amgen Inc., 2012. Monograph`.
pub(super) fn loose_date(text: &str) -> Option<CslDate> {
    dates(text).last().map(|d| CslDate(d.date))
}

pub(super) fn source_parts(words: &str, figures: &str, item: &mut Item) {
    let dated_before = item.issued.is_some();
    // The number of a report, told before, is no article's.
    let report = item.number.clone().filter(|_| item.kind == "report");
    let closed_by = words.trim_end().chars().next_back().unwrap_or_default();
    let container = words.trim_start_matches([',', ';', ':', ' ', '.', '–', '/']);
    let container = container.trim_end_matches([',', ';', ':', ' ', '.', '(', '[', '–', '/']);
    let container = container.strip_suffix(", n.d").or_else(|| container.strip_suffix("; n.d")).unwrap_or(container);
    let mut parts = sentences(container);
    parts.retain(|p| !(p.starts_with('[') && p.ends_with(']')));
    if let Some(at) = parts.iter().position(|p| is_edition(p)) {
        item.edition = Some(edition_number(parts.remove(at)));
    }
    let (bracket, figures) = year_in_name(figures, item);
    if let (Some(bracket), Some(last)) = (bracket, parts.last()) {
        let name = format!("{last} {bracket}");
        numbers(figures, item);
        item.container_title = Some(name);
        return;
    }
    let joined = if parts.len() == sentences(container).len() { container.to_owned() } else { parts.join(". ") };
    item.container_title = Some(joined.clone()).filter(|c| !c.is_empty() && !is_sort(c));
    numbers(figures, item);
    let Some(last) = parts.last() else { return };
    if let Some((server, number)) = last.rsplit_once(' ').filter(|(server, _)| server.ends_with("Rxiv")) {
        item.container_title = Some(server.to_owned());
        item.number = Some(number.to_owned());
        return;
    }
    if is_place(last)
        || is_publisher(
            last,
            parts.len(),
            closed_by,
            dated_before,
            &Item { number: item.number.clone().filter(|n| Some(n) != report.as_ref()), ..item.clone() },
        )
    {
        publisher(last, item);
        item.container_title = parts.get(..parts.len() - 1).map(|p| p.join(". ")).filter(|c| !c.is_empty());
    } else {
        let name = container_name(&joined);
        // MLA: "Healthline, Healthline Media"
        let published = name
            .split_once(", ")
            .filter(|(site, publisher)| publisher.strip_prefix(site).is_some_and(|rest| rest.starts_with(' ')));
        item.publisher = published.map(|(_, publisher)| publisher.to_owned());
        let name = published.map_or(name.as_str(), |(site, _)| site).to_owned();
        let slot = if is_sort(&name) { &mut item.genre } else { &mut item.container_title };
        *slot = Some(name);
    }
}

/// `(1985)` before `, 114(2), 201-210`: a year that is not the work's belongs to the journal's name.
fn year_in_name<'t>(figures: &'t str, item: &Item) -> (Option<&'t str>, &'t str) {
    let named = || {
        let (year, rest) = figures.strip_prefix('(')?.split_once("), ")?;
        let other = item.issued.is_some_and(|d| is_year(year) && year != d.0.year().to_string());
        (other && rest.starts_with(|c: char| c.is_ascii_digit())).then_some((figures.get(..year.len() + 2), rest))
    };
    named().unwrap_or((None, figures))
}

/// Whether the last part before the numbers is a publisher rather than a journal or a site.
fn is_publisher(last: &str, parts: usize, closed_by: char, dated_before: bool, item: &Item) -> bool {
    let paged = item.volume.is_some() || item.page.is_some();
    let placed = last.contains(": ") && item.volume.is_none();
    let located = item.doi.is_some() || item.pmid.is_some() || item.pmcid.is_some() || item.status.is_some();
    match () {
        () if last.ends_with("Rxiv") => false,
        () if placed && !is_journal(last) => true,
        () if paged => false,
        () if is_journal(last) => false,
        () if item.edition.is_some() || !item.editor.is_empty() => true,
        () if located || item.number.is_some() => false,
        () if closed_by == ';' => true,
        () if item.url.is_some() => parts > 1,
        () if closed_by == ',' => true,
        () => parts > 1 || !dated_before || item.accessed.is_none(),
    }
}

/// Whether a name begins as journals' names do.
pub(super) fn is_journal(name: &str) -> bool {
    const HEADS: [&str; 18] = [
        "Acta ",
        "Advances ",
        "American Journal",
        "Annals ",
        "Ann ",
        "Archives ",
        "Arch ",
        "BMC ",
        "British Journal",
        "British Medical Journal",
        "Bulletin of",
        "European Journal",
        "Frontiers ",
        "International Journal",
        "Int J ",
        "J ",
        "Journal ",
        "The Journal ",
    ];
    HEADS.iter().any(|head| name.starts_with(head)) || name.ends_with(" Journal") || name.ends_with(" Letters")
}

pub(super) fn container_name(text: &str) -> String {
    let text = text.trim().trim_matches([',', ';', ' ', '/', '–']);
    let text = text.strip_prefix("[Abstract] ").or_else(|| text.strip_prefix("In ")).unwrap_or(text);
    let genre = text.strip_suffix(']').and_then(|t| t.rsplit_once(" [")).filter(|(_, genre)| is_genre(genre));
    let name = genre.map_or(text, |(name, _)| name).trim_matches([',', ' ']);
    // "Mayo Clinic; Mayo Clinic": the site and who publishes it.
    name.split_once("; ").filter(|(site, publisher)| site == publisher).map_or(name, |(site, _)| site).to_owned()
}
