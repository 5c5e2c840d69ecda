//! Where a work stands: the title, and the journal, book or site between it and the numbers.

use super::chapter;
use super::dates::{date_at_head, dates};
use super::numbers::{numbers, split_numbers};
use super::organisations::reads_like_name;
use super::remarks::{is_genre, is_sort};
use super::thesis::is_thesis;
use super::words::{is_year, sentences, trim_title};
use crate::model::{CslDate, Item};

/// Reads `TITLE. CONTAINER NUMBERS` into an item whose authors, and perhaps date, are known.
pub(super) fn title_and_source(text: &str, item: &mut Item) {
    let text = text.trim();
    if chapter::read(text, item) {
        return;
    }
    if let Some((title, behind)) = quoted(text) {
        item.title = Some(title.to_owned());
        if !archived(behind, item) {
            source(behind, item);
        }
        return;
    }
    let (words, figures) = split_numbers(text.trim_end_matches('.'));
    let (title, container) = match words.split_once(" // ") {
        Some((title, container)) => (Some(title), Some(container)),
        None => split_title(words.trim_end_matches([',', ':', ' ', '('])),
    };
    // "State of the Knee 2019": a year that nothing parts from a title belongs to it.
    // So does one behind a colon where the date is known.
    let joins = words.ends_with(char::is_alphanumeric) || (item.issued.is_some() && words.ends_with([':', ',']));
    let joined = container.is_none() && figures.len() == 4 && is_year(figures) && joins;
    plain_title(if joined { text.trim_end_matches('.') } else { title.unwrap_or(words) }, item);
    source_parts(container.unwrap_or_default(), figures, item);
    site_in_title(item);
    // A journal's titles keep their brackets.
    if item.volume.is_none() {
        in_brackets(item);
    }
    if item.issued.is_none() {
        let rest = [container.unwrap_or_default(), figures].join(" ");
        item.issued = loose_date(&rest);
    }
    // "Title, J Med, 10 (1), 45-52": commas part what stops part elsewhere.
    let parted = item.title.clone().filter(|_| container.is_none() && item.volume.is_some());
    if let Some((title, journal)) =
        parted.as_deref().and_then(|t| t.rsplit_once(", ")).filter(|(_, j)| reads_like_name(j))
    {
        item.title = Some(title.to_owned());
        item.container_title = Some(journal.to_owned());
        return;
    }
    // "Okafor N, et al. J Med. 2017;10:45.": a citation without its title.
    let short = |t: &String| t.split(' ').count() <= 5 && reads_like_name(t);
    // "J Clin Epidemiol. 2002 Jan;55(1):102-3.", "JAMA. 2002;287:2813-4.": one without authors, too.
    let capitals = |t: &String| t.len() > 2 && t.chars().all(char::is_uppercase);
    let untitled = |t: &String| short(t) && (!item.author.is_empty() || is_journal(t) || capitals(t));
    if container.is_none() && item.volume.is_some() && item.title.as_ref().is_some_and(untitled) {
        item.container_title = item.title.take();
    }
}

/// `(2019). Theses and Dissertations. 88`: the year, the series and the number of a work in a repository.
fn archived(text: &str, item: &mut Item) -> bool {
    let Some((year, rest)) = text.strip_prefix('(').and_then(|text| text.split_once(')')) else { return false };
    let Some(found) = date_at_head(year).filter(|d| d.start == 0 && d.end == year.len()) else { return false };
    item.issued.get_or_insert(CslDate(found.date));
    let rest = rest.trim_matches(['.', ',', ' ']);
    let number = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    match rest.rsplit_once(". ").filter(|(_, last)| number(last)) {
        Some((series, number)) => {
            item.container_title = Some(container_name(series));
            item.number.get_or_insert_with(|| number.to_owned());
        }
        None => source(rest, item),
    }
    true
}

/// A title that stands alone, with what is said of it in brackets.
pub(super) fn bare_title(text: &str, item: &mut Item) {
    plain_title(text, item);
    in_brackets(item);
}

fn plain_title(text: &str, item: &mut Item) {
    item.title = Some(trim_title(text).to_owned()).filter(|t| !t.is_empty());
}

/// `Guidelines (2nd ed.)`, `Guidelines, 2nd Edition`, `Five stretches [Video]`: what stands behind a title about it.
pub(super) fn in_brackets(item: &mut Item) {
    while let Some(shorter) = item.title.clone().and_then(|title| without_bracket(&title, item).map(str::to_owned)) {
        item.title = Some(shorter);
    }
}

/// A title without its last bracket, where that says an edition or a sort of work.
fn without_bracket<'t>(title: &'t str, item: &mut Item) -> Option<&'t str> {
    let bracketed = |open: &str, close: char| title.strip_suffix(close)?.rsplit_once(open);
    if let Some((title, inner)) = bracketed(" (", ')') {
        let parts = || inner.split([';', ',']).map(str::trim);
        let edition = parts().find(|p| is_edition(p));
        if is_thesis(inner) && !inner.contains('(') {
            item.genre = Some(inner.to_owned());
            return Some(title);
        }
        if edition.is_some() || inner.contains("Trans.") || inner.starts_with("Vol. ") {
            item.edition = edition.map(edition_number).or(item.edition.take());
            return Some(title);
        }
        return None;
    }
    if let Some((title, genre)) = bracketed(" [", ']').filter(|(_, g)| is_genre(g)) {
        item.genre = Some(genre.to_owned());
        return Some(title);
    }
    let parted = |mark: &str| title.rsplit_once(mark).filter(|(_, edition)| is_edition(edition));
    let (title, edition) = parted(", ").or_else(|| parted(". "))?;
    item.edition = Some(edition_number(edition));
    Some(title)
}

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

fn source_parts(words: &str, figures: &str, item: &mut Item) {
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

/// `Hip Impingement. StatPearls`, whose publisher is called `StatPearls Publishing`: a part of a title that names the site.
fn site_in_title(item: &mut Item) {
    let publisher = item.publisher.as_deref().unwrap_or_default();
    let parted = item.title.as_deref().and_then(|title| title.rsplit_once(". "));
    let named = parted.filter(|(_, site)| publisher.strip_prefix(site).is_some_and(|rest| rest.starts_with(' ')));
    let website = || {
        let (title, site) = item.title.as_deref()?.rsplit_once(", ")?;
        site.ends_with(" website").then_some((title, site))
    };
    let Some((title, site)) = named.or_else(website).filter(|_| item.container_title.is_none()) else { return };
    (item.title, item.container_title) = (Some(title.to_owned()), Some(site.to_owned()));
}

pub(super) fn is_edition(text: &str) -> bool {
    let lower = text.trim_end_matches('.').to_lowercase();
    text.len() < 30
        && (lower.ends_with(" ed")
            || lower.ends_with(" edition")
            || lower.ends_with(" edn")
            || lower.ends_with(" auflage"))
        && lower.contains(|c: char| c.is_ascii_digit() || c == 's' || c == 'f')
}

/// `2nd edn.` without the word.
pub(super) fn edition_number(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let words = text.rsplit_once(' ').map_or(text, |(number, _)| number);
    words.trim_end_matches(" rev.").to_owned()
}

/// `Philadelphia, Pa: Elsevier Saunders`, `Eastland Press`.
pub(super) fn publisher(text: &str, item: &mut Item) {
    let text = text.trim().trim_end_matches([',', ';', '.']);
    match text.split_once(": ") {
        Some((place, name)) => {
            item.publisher_place = Some(place.trim_matches(['[', ']', ' ']).to_owned());
            item.publisher = Some(name.trim().to_owned());
        }
        None if is_place(text) => item.publisher_place = Some(text.to_owned()),
        None => item.publisher = Some(text.to_owned()),
    }
}

/// Whether what stands for a publisher is no more than where it is: `London; 2020`.
fn is_place(text: &str) -> bool {
    const CITIES: [&str; 40] = [
        "Amsterdam",
        "Atlanta",
        "Auckland",
        "Baltimore",
        "Berlin",
        "Bethesda",
        "Boston",
        "Brussels",
        "Cambridge",
        "Canberra",
        "Cardiff",
        "Chicago",
        "Copenhagen",
        "Dublin",
        "Edinburgh",
        "Geneva",
        "Glasgow",
        "Helsinki",
        "Leeds",
        "Lisbon",
        "London",
        "Los Angeles",
        "Madrid",
        "Manchester",
        "Melbourne",
        "Montreal",
        "New York",
        "Oslo",
        "Ottawa",
        "Oxford",
        "Paris",
        "Philadelphia",
        "Rockville",
        "Rome",
        "Stockholm",
        "Sydney",
        "Toronto",
        "Vienna",
        "Washington",
        "Wellington",
    ];
    let city = text.split([',', '(']).next().unwrap_or(text).trim();
    CITIES.contains(&city) && text.split(' ').count() <= 4
}

/// Cuts words into title and container at the last end of a sentence.
pub(super) fn split_title(words: &str) -> (Option<&str>, Option<&str>) {
    if words.starts_with('[') {
        // A translated title stands in brackets, and nothing parts it from the journal.
        if let Some((title, container)) = words.rsplit_once("] ").filter(|(_, c)| !c.contains(". ")) {
            return (words.get(..title.len() + 1), Some(container));
        }
    }
    let parts = sentences(words);
    let Some((last, before)) = parts.split_last() else { return (None, None) };
    let Some(first) = before.first() else { return (Some(words), None) };
    let from = offset(words, first);
    // Editions, places and publishers of books stand behind the title too; "J. Fict. Rheumatol" is one name.
    let dotted = last.contains('.') || !last.contains(' ');
    let chain = before.iter().skip(1).rev().take_while(|p| dotted && is_abbreviated(p) || is_cut(p)).count();
    let title_parts = before.iter().position(|p| is_edition(p)).unwrap_or(before.len() - chain).max(1);
    let end = before.get(title_parts - 1).map_or(from, |p| offset(words, p) + p.len());
    let behind = parts.get(title_parts).copied().unwrap_or(last);
    (words.get(from..end), words.get(offset(words, behind)..))
}

/// `J. Fict`, `Invent`: short words with a stop behind each.
fn is_abbreviated(part: &str) -> bool {
    let mut words = part.split(' ').rev();
    let short = |w: &str| {
        w.chars().count() <= 9 && w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || c == '.')
    };
    words.next().is_some_and(|w| short(w) && !w.ends_with('.')) && words.all(|w| short(w) && w.ends_with('.'))
}

/// `Cad`, `Arq`: one short word, as only journals' names cut them.
fn is_cut(part: &str) -> bool {
    let small = part.chars().skip(1).all(char::is_lowercase);
    (3..=5).contains(&part.chars().count()) && part.starts_with(char::is_uppercase) && small
}

/// Where a part of a string begins in it.
pub(super) fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

/// A title in quotation marks, and what stands behind.
pub(super) fn quoted(text: &str) -> Option<(&str, &str)> {
    let (open, close) =
        [('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\'')].into_iter().find(|(o, _)| text.starts_with(*o))?;
    let inner = text.get(open.len_utf8()..)?;
    let end = inner.char_indices().filter(|(_, c)| *c == close).map(|(i, _)| i).find(|i| {
        let behind = inner.get(i + close.len_utf8()..).unwrap_or_default();
        let before = inner.get(..*i).unwrap_or_default();
        behind.is_empty()
            || behind.starts_with([',', '.'])
            || behind.strip_prefix(" (").and_then(|b| b.get(..4)).is_some_and(is_year)
            || (before.ends_with([',', '.', '?', '!']) && behind.starts_with(' '))
    })?;
    let title = inner.get(..end)?.trim_end_matches(['.', ',']);
    // A word in quotation marks at the head of a title is no title.
    let whole = title.contains(' ')
        || inner.get(..end + close.len_utf8() + 1).is_some_and(|t| t.ends_with(',') || title.len() < end);
    whole.then_some((title, inner.get(end + close.len_utf8()..)?.trim_start_matches([',', '.', ' '])))
}
