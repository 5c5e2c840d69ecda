//! `TITLE. CONTAINER NUMBERS`, behind the names and perhaps the date: what most styles have in common.

use super::chapter::add_chapter;
use super::dates::read_date_at_head;
use super::draft::Draft;
use super::numbers::split_numbers;
use super::organisations::reads_like_name;
use super::source::{add_source, add_source_parts, is_journal, tidy_container_name};
use super::title::{make_plain_title, read_title, split_quoted, split_title};
use super::words::is_year;

/// Adds what `TITLE. CONTAINER NUMBERS` tells to a draft whose authors, and perhaps date, are known.
pub(super) fn add_title_and_source<'e>(text: &str, draft: Draft<'e>) -> Draft<'e> {
    let text = text.trim();
    if let Some(chapter) = add_chapter(text, &draft) {
        return chapter;
    }
    if let Some((title, behind)) = split_quoted(text) {
        let draft = Draft { title: Some(title.to_owned()), ..draft };
        return add_archived(behind, &draft).unwrap_or_else(|| add_source(behind, draft));
    }
    let (words, figures) = split_numbers(text.trim_end_matches('.'));
    let (title, container) = match words.split_once(" // ") {
        Some((title, container)) => (Some(title), Some(container)),
        None => split_title(words.trim_end_matches([',', ':', ' ', '('])),
    };
    // "State of the Knee 2019": a year that nothing parts from a title belongs to it.
    // So does one behind a colon where the date is known.
    let joins = words.ends_with(char::is_alphanumeric) || (draft.issued.is_some() && words.ends_with([':', ',']));
    let year = is_year(figures) || is_span(figures);
    let joined = container.is_none() && year && joins;
    let title = make_plain_title(if joined { text.trim_end_matches('.') } else { title.unwrap_or(words) });
    let numbers = if joined && !is_year(figures) { "" } else { figures };
    let draft = add_source_parts(container.unwrap_or_default(), numbers, draft.with_title(title));
    let draft = split_site(draft);
    // A journal's titles keep their brackets.
    let draft = match draft.title.as_deref().filter(|_| draft.volume.is_none()).map(read_title) {
        Some(title) => draft.with_title(title),
        None => draft,
    };
    let behind = [container.unwrap_or_default(), figures].join(" ");
    let draft = draft.with_date_within(&behind);
    if container.is_none() && draft.volume.is_some() { split_journal(draft) } else { draft }
}

/// The name of a journal that stands in the title of a draft, as nothing but a comma parts them, or as there is no title.
fn split_journal(mut draft: Draft<'_>) -> Draft<'_> {
    let Some(title) = draft.title.as_deref() else { return draft };
    // "Title, J Med, 10 (1), 45-52": commas part what stops part elsewhere.
    let parted = title.rsplit_once(", ").filter(|(_, journal)| reads_like_name(journal));
    if let Some((title, journal)) = parted.map(|(title, journal)| (title.to_owned(), journal.to_owned())) {
        return Draft { title: Some(title), container: Some(journal), ..draft };
    }
    // "Okafor N, et al. J Med. 2017;10:45.": a citation without its title.
    let is_short = title.split(' ').count() <= 5 && reads_like_name(title);
    // "J Clin Epidemiol. 2002 Jan;55(1):102-3.", "JAMA. 2002;287:2813-4.": one without authors, too.
    let in_capitals = title.len() > 2 && title.chars().all(char::is_uppercase);
    if is_short && (!draft.authors.is_empty() || is_journal(title) || in_capitals) {
        draft.container = draft.title.take();
    }
    draft
}

/// `2024-2030`: from a year to a later one, which a title may end with.
fn is_span(figures: &str) -> bool {
    figures.split_once(['-', '–']).is_some_and(|(from, to)| is_year(from) && is_year(to) && from < to)
}

/// Adds `(2019). Theses and Dissertations. 88`: the year, the series and the number of a work in a repository.
fn add_archived<'e>(text: &str, draft: &Draft<'e>) -> Option<Draft<'e>> {
    let (year, rest) = text.strip_prefix('(')?.split_once(')')?;
    let found = read_date_at_head(year).filter(|d| d.start == 0 && d.end == year.len())?;
    let draft = draft.clone().with_date(Some(found.date));
    let rest = rest.trim_matches(['.', ',', ' ']);
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    Some(match rest.rsplit_once(". ").filter(|(_, last)| is_number(last)) {
        Some((series, number)) => Draft {
            container: Some(tidy_container_name(series)),
            number: draft.number.clone().or_else(|| Some(number.to_owned())),
            ..draft
        },
        None => add_source(rest, draft),
    })
}

/// `Hip Impingement. StatPearls`, whose publisher is called `StatPearls Publishing`: a part of the title that names the site.
fn split_site(draft: Draft<'_>) -> Draft<'_> {
    let Some(title) = draft.title.as_deref().filter(|_| draft.container.is_none()) else { return draft };
    let publisher = draft.publisher.as_deref().unwrap_or_default();
    let is_publisher = |site: &str| publisher.strip_prefix(site).is_some_and(|rest| rest.starts_with(' '));
    let named = title.rsplit_once(". ").filter(|(_, site)| is_publisher(site));
    let website = || title.rsplit_once(", ").filter(|(_, site)| site.ends_with(" website"));
    match named.or_else(website).map(|(title, site)| (title.to_owned(), site.to_owned())) {
        Some((title, site)) => Draft { title: Some(title), container: Some(site), ..draft },
        None => draft,
    }
}
