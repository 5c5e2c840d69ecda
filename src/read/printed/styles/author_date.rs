//! Styles with the date behind the authors: APA, Harvard, PLOS of 2013, and web pages without an author, where the title
//! comes first.

use super::Style;
use crate::model::{Item, Name};
use crate::read::printed::dates::{Dated, find_dates, read_date};
use crate::read::printed::draft::Draft;
use crate::read::printed::editions::is_edition;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{
    Names, are_all_people, read_capitals, read_family_alone, read_head, read_inverted, read_paired, read_whole,
};
use crate::read::printed::numbers::{read_numbers, split_numbers};
use crate::read::printed::organisations::{is_organisation, reads_like_name};
use crate::read::printed::sites::stands_in;
use crate::read::printed::source::add_source;
use crate::read::printed::title::{read_title, split_quoted};
use crate::read::printed::title_and_source::add_title_and_source;
use crate::read::printed::words::{is_year, split_sentences};
use crate::text::lexicon::{PRINTED_REFERENCES, WordSet};
use std::sync::LazyLock;

pub(super) const STYLE: Style = Style {
    name: "author and date (APA, Harvard)",
    examples: &[
        (
            "Vale, I., & Marsh, O. (2017). Elbows at work. Journal of Fictive Care, 4(2), 11–19.",
            &[
                ("author", "Vale; Marsh"),
                ("title", "Elbows at work"),
                ("container-title", "Journal of Fictive Care"),
                ("issued", "2017"),
                ("volume", "4"),
                ("issue", "2"),
                ("page", "11–19"),
            ],
        ),
        (
            "Vale, I. and Marsh, O. (2017) ‘Elbows at work’, Journal of Fictive Care, 4(2), pp. 11–19.",
            &[("author", "Vale; Marsh"), ("title", "Elbows at work"), ("page", "11–19")],
        ),
        (
            "Elbow Society. (n.d.). Healthy Elbows 2030.",
            &[("author", "Elbow Society"), ("title", "Healthy Elbows 2030")],
        ),
        (
            "Vale & Marsh 2017: Elbows at work. J Fict Care, 4(2):11–19.",
            &[("author", "Vale; Marsh"), ("title", "Elbows at work"), ("issued", "2017"), ("volume", "4")],
        ),
        (
            "VALE, I., MARSH-POE, O. & LUND, T. 2017. Elbows at work. J Fict Care, 4, 11-19.",
            &[("author", "Vale; Marsh-Poe; Lund"), ("title", "Elbows at work"), ("issued", "2017"), ("volume", "4")],
        ),
        (
            "ELBOW AND WRIST EXECUTIVE 2017. Elbows at work.",
            &[("author", "ELBOW AND WRIST EXECUTIVE"), ("title", "Elbows at work"), ("issued", "2017")],
        ),
    ],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let mut proposals = read_bracketed(entry);
    // "(n.d.) Healthy Steps 2030": no year that stands behind it is the work's.
    let as_known = |read: Draft<'e>| Draft { issued: entry.draft().issued, ..read };
    let undated = split_at_no_date(entry.text, entry.known);
    proposals.extend(undated.and_then(|(before, behind)| read_behind(before, behind, entry.draft())).map(as_known));
    proposals.extend(read_unbracketed(entry));
    proposals
}

/// `AUTHORS (DATE) TITLE. SOURCE`, and `TITLE. (DATE). SITE`.
fn read_bracketed<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let Some((before, stated, behind)) = split_at_brackets(entry.text) else { return Vec::new() };
    let draft = entry.draft();
    let status = Some(stated.to_lowercase()).filter(|status| matches!(status.trim(), "in press" | "forthcoming"));
    let is_undated = status.is_none() && read_date(stated).is_none() && draft.issued.is_none();
    let dated = match status {
        Some(status) => Draft { status: Some(status), ..draft },
        None => Draft { issued: read_date(stated).or(draft.issued), ..draft },
    };
    let parted = behind.strip_prefix(", ").filter(|rest| !rest.contains(". ") && split_numbers(rest).1.is_empty());
    // "OECD (2021), Title, OECD Publishing, Paris"
    let parted = parted.and_then(split_title_and_place).filter(|(_, place)| place.contains(", "));
    let parted = parted.map(|(title, place)| read_parted(before, title, place, dated.clone()));
    let readings = [read_behind(before, behind, dated.clone()), read_titled(before, behind, entry, dated)];
    // "(n.d.). Healthy Steps 2030": a year behind it belongs to what it stands in.
    let readings = readings.into_iter().flatten();
    let readings = readings.map(|read| if is_undated { Draft { issued: None, ..read } } else { read });
    parted.into_iter().chain(readings).collect()
}

/// `AUTHORS, DATE. TITLE. SOURCE`, and `AUTHORS DATE, TITLE, PUBLISHER`: commas part what stops part elsewhere.
fn read_unbracketed<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let (before, found) = split_at_date(entry)?;
    let dated = Draft { issued: Some(found.date), ..entry.draft() };
    let behind = entry.text_behind(found.end);
    if let Some((names, title)) = read_families(before).zip(behind.strip_prefix(": ")) {
        return Some(split_pages(add_title_and_source(title, dated.with_authors(names))));
    }
    let comma = behind.starts_with(',');
    let parted =
        split_title_and_place(behind.trim_start_matches([',', ' '])).filter(|_| comma && !behind.contains(". "));
    let parted = parted.filter(|(title, place)| split_quoted(title).is_none() && split_numbers(place).1.is_empty());
    match parted {
        Some((title, place)) => Some(read_parted(before, title, place, dated)),
        None => read_behind(before, behind, dated),
    }
}

/// Authors, a title and its source that are parted already.
fn read_parted<'e>(before: &str, title: &str, place: &str, draft: Draft<'e>) -> Draft<'e> {
    add_source(place, draft.with_authors(read_authors(before)).with_title(read_title(title)))
}

/// `TITLE, PUBLISHER, PLACE`: the last part, and whatever names an organisation before it.
fn split_title_and_place(text: &str) -> Option<(&str, &str)> {
    // "Title, 2nd edn, Publisher, Place": the edition ends the title.
    let mut parts = text.split(", ").scan(0, |at, part| {
        *at += part.len() + 2;
        Some((*at, part))
    });
    if let Some((end, _)) = parts.find(|(_, part)| is_edition(part)) {
        return text.get(..end - 2).zip(text.get(end..));
    }
    let named = |part: &str| is_organisation(part) || part.chars().all(char::is_uppercase);
    let (mut title, last) = text.trim_end_matches([',', ' ', '.']).rsplit_once(", ")?;
    while let Some((before, _)) = title.rsplit_once(", ").filter(|(_, part)| named(part)) {
        title = before;
    }
    let place = text.get(title.len() + 2..)?;
    (!last.is_empty()).then_some((title, place))
}

/// Authors before a date, and a title with its source behind it.
fn read_behind<'e>(before: &str, behind: &str, draft: Draft<'e>) -> Option<Draft<'e>> {
    let behind = behind.trim_start_matches([' ', '.', ',', ':', '–', '—']);
    // Nothing but figures behind the date: then it is a journal's year, not the authors'.
    if split_numbers(behind).0.trim().is_empty() || before.contains(['“', '"']) {
        return None;
    }
    Some(split_pages(add_title_and_source(behind, draft.with_authors(read_authors(before)))))
}

/// `TITLE. (2020, May). SITE`: with no author, the title moves to the front.
fn read_titled<'e>(before: &str, behind: &str, entry: &Entry<'e>, draft: Draft<'e>) -> Option<Draft<'e>> {
    let behind = behind.trim_start_matches([' ', '.', ',', ':']).trim_end_matches('.');
    let parts = split_sentences(behind);
    let site = |p: &&str| (p.contains('.') && !p.contains(' ')) || reads_like_name(p);
    let journal = !split_numbers(behind).1.is_empty() && before.split(' ').count() > 5;
    if parts.len() > 1 || !(entry.known.url.is_some() || journal) || !(journal || parts.first().is_none_or(site)) {
        return None;
    }
    Some(add_source(behind, draft.with_title(read_title(before))))
}

/// The string before the first date in brackets, what the brackets hold, and the string behind.
fn split_at_brackets(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('(').find_map(|(i, _)| {
        let inner = text.get(i + 1..)?;
        let end = inner.find(')').filter(|e| *e <= 40)?;
        let stated = inner.get(..end)?;
        let lower = stated.to_ascii_lowercase();
        let year = stated.trim_start_matches('c').get(..4).is_some_and(is_year)
            && !stated.get(4..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        let known = year
            || find_dates(stated).first().is_some_and(|d| d.start == 0)
            || lower.starts_with("n.d")
            || matches!(lower.as_str(), "nd" | "no date" | "undated" | "in press" | "forthcoming");
        let before = text.get(..i)?.trim_end();
        (known && !before.is_empty()).then_some((before, stated, inner.get(end + 1..)?))
    })
}

/// `Vermani, E. and Weeks, A., 2010. Title`, `de Haas M, et al. 2019. Title`, `Arthritis Friends 2017, Title`: a year
/// without brackets behind names.
fn split_at_date<'t>(entry: &Entry<'t>) -> Option<(&'t str, Dated)> {
    let (text, item) = (entry.text, entry.known);
    entry.dates.iter().take_while(|d| d.start < 600).find_map(|found| {
        let behind = text.get(found.end..)?;
        let before = text.get(..found.start)?;
        let parted = before.ends_with(". ") || before.ends_with(", ");
        // "Vale & Marsh 2017: Elbows at work": nothing but family names before.
        if behind.starts_with(": ") && !parted && read_families(before.trim_end()).is_some() {
            return Some((before.trim_end(), *found));
        }
        let stands = behind.starts_with(". ") && (parted || is_in_capitals(before.trim())) || behind.starts_with(", ");
        let named = || !parted && before.split(' ').count() <= 10 && reads_like_name(before.trim());
        let before = before.trim_end().trim_end_matches(',');
        (stands && (names_authors(before, item) || named())).then_some((before, *found))
    })
}

/// `Association of Surgeons. n.d. “Title.”`, `Okafor, N., no date. Title`.
fn split_at_no_date<'t>(text: &'t str, item: &Item) -> Option<(&'t str, &'t str)> {
    [" n.d.", " n.d,", " no date.", " no date,", " undated."].iter().find_map(|mark| {
        let (before, behind) = text.split_once(mark)?;
        let before = before.trim_end_matches([',', ' ']);
        names_authors(before, item).then_some((before, behind))
    })
}

/// Whether a string is nothing but people, or an organisation.
fn names_authors(text: &str, item: &Item) -> bool {
    let people = || read_people(text).is_some_and(|list| are_all_people(&list) || text.ends_with("et al."));
    let addressed = || item.url.as_deref().is_some_and(|url| stands_in(text.trim_end_matches('.'), url));
    !text.is_empty() && (people() || is_organisation(text) || addressed())
}

/// `Sato, M. (Host)`: without the part somebody took.
fn without_role(before: &str) -> &str {
    static ROLES: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("roles"));
    let plain = before.trim_end_matches(['.', ' ']).strip_suffix(')').and_then(|b| b.rsplit_once(" ("));
    plain.filter(|(_, role)| ROLES.contains(&role.to_lowercase())).map_or(before, |(names, _)| names)
}

fn read_authors(before: &str) -> Names {
    if (is_organisation(before) || is_in_capitals(before)) && !before.contains(',') {
        return Names { names: vec![Name::group(before.trim_end_matches('.'))], ..Names::default() };
    }
    let before = without_role(before);
    // "Tanaka, H. [Tanaka Health].": the name under which a video was posted.
    let plain = before.strip_suffix("].").or_else(|| before.strip_suffix(']')).and_then(|b| b.rsplit_once(" ["));
    let before = plain.map_or(before, |(name, _)| name);
    read_people(before).unwrap_or_else(|| read_whole(before))
}

/// Several words without a small letter.
fn is_in_capitals(words: &str) -> bool {
    words.contains(' ') && words.contains(char::is_alphabetic) && !words.contains(char::is_lowercase)
}

/// `Vale & Marsh`, `Vale et al.`, `NHS`: family names without initials, or an organisation.
fn read_families(before: &str) -> Option<Names> {
    let others = [" et al.", " et al", " and others"].iter().find_map(|others| before.strip_suffix(others));
    let told = others.unwrap_or(before);
    if is_organisation(told) || !told.contains(char::is_lowercase) && !told.contains(' ') {
        return Some(Names { names: vec![Name::group(told)], ..Names::default() });
    }
    let parts = told.split(", ").flat_map(|part| part.split(" & ")).flat_map(|part| part.split(" and "));
    let names: Option<Vec<Name>> = parts.map(read_family_alone).collect();
    let names = names.filter(|names| names.len() <= 8)?;
    Some(Names { names, et_al: others.is_some(), editors: false })
}

/// People, and a group behind them: `Gulick R, for the Study Team`.
fn read_people(before: &str) -> Option<Names> {
    let is_whole = |end: usize| before.get(end..).is_some_and(|rest| rest.trim_matches([' ', '.', ',']).is_empty());
    if let Some(capitals) = read_capitals(before).filter(|found| is_whole(found.end)) {
        return Some(capitals.list);
    }
    let found = read_head(before).or_else(|| read_inverted(before)).or_else(|| read_paired(before))?;
    let rest = before.get(found.end..)?.trim_matches([' ', '.', ',', ';', '&']);
    let mut list = found.list;
    if rest.is_empty() {
        return Some(list);
    }
    let group = ["for the ", "on behalf of the ", "on behalf of ", "and the ", "the "]
        .iter()
        .find_map(|m| rest.strip_prefix(m));
    let others = read_whole(rest);
    match group {
        Some(group) => list.names.push(Name::group(group)),
        None if others.names.iter().any(|n| n.given.is_some()) => {
            list.et_al |= others.et_al;
            list.names.extend(others.names);
        }
        None => return None,
    }
    Some(list)
}

/// The pages out of `Handbook of joints (pp. 12–40)` as a container.
fn split_pages(draft: Draft<'_>) -> Draft<'_> {
    let container = draft.container.as_deref().filter(|_| !draft.is_numbered());
    let Some((book, figures)) = container.and_then(|name| name.split_once(" (pp. ")) else { return draft };
    let pages = format!("pp. {}", figures.trim_end_matches(')'));
    let numbers = read_numbers(&pages, Some(book), draft.issued);
    Draft { container: Some(book.to_owned()), ..draft.with_numbers(numbers) }
}
