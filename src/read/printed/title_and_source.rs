//! `TITLE. CONTAINER NUMBERS`, behind the names and perhaps the date: what most styles have in common.

use super::chapter;
use super::dates::date_at_head;
use super::numbers::split_numbers;
use super::organisations::reads_like_name;
use super::source::{container_name, is_journal, loose_date, source, source_parts};
use super::title::{in_brackets, plain_title, quoted, split_title};
use super::words::is_year;
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
    let year = is_year(figures) || is_span(figures);
    let joined = container.is_none() && year && joins;
    plain_title(if joined { text.trim_end_matches('.') } else { title.unwrap_or(words) }, item);
    source_parts(container.unwrap_or_default(), if joined && !is_year(figures) { "" } else { figures }, item);
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

/// `2024-2030`: from a year to a later one, which a title may end with.
fn is_span(figures: &str) -> bool {
    figures.split_once(['-', '–']).is_some_and(|(from, to)| is_year(from) && is_year(to) && from < to)
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
