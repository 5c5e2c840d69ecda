//! Where a work stands: the journal, book or site between the title and the numbers, and who published it.

use super::draft::Draft;
use super::editions::{is_edition, read_edition_number};
use super::numbers::{read_numbers, split_numbers};
use super::publishers::{is_place, read_publisher};
use super::remarks::{is_genre, is_sort};
use super::words::{is_year, split_sentences};
use crate::model::PartialDate;

/// Adds what `CONTAINER NUMBERS` tells to a draft of the same entry.
pub(super) fn add_source<'e>(text: &str, draft: Draft<'e>) -> Draft<'e> {
    let (words, figures) = split_numbers(text.trim().trim_end_matches('.'));
    add_source_parts(words, figures, draft).with_date_within(text)
}

/// Adds what the words before the numbers tell, and the numbers, to a draft of the same entry.
pub(super) fn add_source_parts<'e>(words: &str, figures: &str, draft: Draft<'e>) -> Draft<'e> {
    let container = trim_container(words);
    let all = split_sentences(container);
    let mut parts = all.clone();
    parts.retain(|part| !(part.starts_with('[') && part.ends_with(']')));
    let edition = parts.iter().position(|part| is_edition(part)).map(|at| read_edition_number(parts.remove(at)));
    let draft = Draft { edition: edition.or(draft.edition.clone()), ..draft };
    let (bracket, figures) = split_year_in_name(figures, draft.issued);
    if let (Some(bracket), Some(last)) = (bracket, parts.last()) {
        let numbers = read_numbers(figures, draft.container.as_deref(), draft.issued);
        return Draft { container: Some(format!("{last} {bracket}")), ..draft.with_numbers(numbers) };
    }
    let name = if parts.len() == all.len() { container.to_owned() } else { parts.join(". ") };
    let journal = Some(name.clone()).filter(|name| !name.is_empty() && !is_sort(name));
    let numbers = read_numbers(figures, journal.as_deref(), draft.issued);
    let numbered = Draft { container: journal, ..draft.clone().with_numbers(numbers) };
    let Some((last, before)) = parts.split_last() else { return numbered };
    if let Some((server, number)) = last.rsplit_once(' ').filter(|(server, _)| server.ends_with("Rxiv")) {
        return Draft { container: Some(server.to_owned()), number: Some(number.to_owned()), ..numbered };
    }
    let closed_by = words.trim_end().chars().next_back().unwrap_or_default();
    if is_place(last) || is_publisher(last, parts.len(), closed_by, &draft, &numbered) {
        let container = Some(before.join(". ")).filter(|name| !name.is_empty());
        return Draft { container, ..numbered.with_publisher(read_publisher(last)) };
    }
    add_name(&tidy_container_name(&name), numbered)
}

/// Without the marks around what stands between a title and its numbers.
fn trim_container(words: &str) -> &str {
    let container = words.trim_start_matches([',', ';', ':', ' ', '.', '–', '/']);
    let container = container.trim_end_matches([',', ';', ':', ' ', '.', '(', '[', '–', '/']);
    container.strip_suffix(", n.d").or_else(|| container.strip_suffix("; n.d")).unwrap_or(container)
}

/// Adds the name of a journal or a site, `Healthline, Healthline Media` as MLA prints it, or the sort of work that stands there.
fn add_name<'e>(name: &str, draft: Draft<'e>) -> Draft<'e> {
    let published =
        name.split_once(", ").filter(|(site, by)| by.strip_prefix(site).is_some_and(|rest| rest.starts_with(' ')));
    let publisher = published.map(|(_, by)| by.to_owned());
    let name = published.map_or(name, |(site, _)| site).to_owned();
    match is_sort(&name) {
        true => Draft { genre: Some(name), publisher, ..draft },
        false => Draft { container: Some(name), publisher, ..draft },
    }
}

/// `(1985)` before `, 114(2), 201-210`: a year that is not the work's belongs to the journal's name.
fn split_year_in_name(figures: &str, issued: Option<PartialDate>) -> (Option<&str>, &str) {
    let named = || {
        let (year, rest) = figures.strip_prefix('(')?.split_once("), ")?;
        let other = issued.is_some_and(|date| is_year(year) && year != date.year().to_string());
        (other && rest.starts_with(|c: char| c.is_ascii_digit())).then_some((figures.get(..year.len() + 2), rest))
    };
    named().unwrap_or((None, figures))
}

/// Whether the last of so many parts before the numbers is a publisher rather than a journal or a site: by the draft `before`
/// the numbers were read, and the one that is `numbered`.
fn is_publisher(last: &str, parts: usize, closed_by: char, before: &Draft<'_>, numbered: &Draft<'_>) -> bool {
    let known = numbered.known;
    let paged = numbered.volume.is_some() || numbered.page.is_some();
    let placed = last.contains(": ") && numbered.volume.is_none();
    let located = known.doi.is_some() || known.pmid.is_some() || known.pmcid.is_some() || numbered.status.is_some();
    // The number of a report, told before, is no article's.
    let is_report = known.kind == "report" && numbered.number == before.number;
    match () {
        () if last.ends_with("Rxiv") => false,
        () if placed && !is_journal(last) => true,
        () if paged => false,
        () if is_journal(last) => false,
        () if numbered.edition.is_some() || !numbered.editors.is_empty() => true,
        () if located || numbered.number.is_some() && !is_report => false,
        () if closed_by == ';' => true,
        () if known.url.is_some() => parts > 1,
        () if closed_by == ',' => true,
        () => parts > 1 || before.issued.is_none() || known.accessed.is_none(),
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

pub(super) fn tidy_container_name(text: &str) -> String {
    let text = text.trim().trim_matches([',', ';', ' ', '/', '–']);
    let text = text.strip_prefix("[Abstract] ").or_else(|| text.strip_prefix("In ")).unwrap_or(text);
    let genre = text.strip_suffix(']').and_then(|t| t.rsplit_once(" [")).filter(|(_, genre)| is_genre(genre));
    let name = genre.map_or(text, |(name, _)| name).trim_matches([',', ' ']);
    // "Mayo Clinic; Mayo Clinic": the site and who publishes it.
    name.split_once("; ").filter(|(site, publisher)| site == publisher).map_or(name, |(site, _)| site).to_owned()
}
