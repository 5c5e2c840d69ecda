//! Entries without a person's name that put the title first: web pages (`Knee pain. NHS.`, `Knee pain | Sable Medicine`),
//! reports with their publisher, unsigned articles. It takes what no other style can.

use super::Style;
use crate::model::Item;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::numbers::split_numbers;
use crate::read::printed::organisations::{is_organisation, reads_like_name};
use crate::read::printed::sites::stands_in;
use crate::read::printed::source::{add_source, is_journal};
use crate::read::printed::title::{read_title, split_quoted};
use crate::read::printed::title_and_source::add_title_and_source;
use crate::read::printed::words::{Sentence, find_sentence_spans, is_year};

pub(super) const STYLE: Style = Style {
    name: "the title alone",
    examples: &[(
        "Elbows at work. Elbow Society. 2017. https://elbow.example/work",
        &[("author", "Elbow Society"), ("title", "Elbows at work"), ("issued", "2017")],
    )],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let mut proposals = read_group_behind(entry);
    proposals.extend(read_ruled_off(entry));
    proposals.extend(read_dated_between(entry));
    proposals.extend(read_title_in_brackets(entry));
    proposals.push(add_title_and_source(entry.text, entry.draft()));
    proposals
}

/// `TITLE. ORGANISATION. DATE`: the title may itself be of two sentences.
fn read_group_behind<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let (text, item) = (entry.text, entry.known);
    let (words, figures) = split_numbers(text.trim_end_matches('.'));
    let parts = find_sentence_spans(words.trim_end_matches([',', ';', ' ', '(']));
    let page = item.url.is_some() || item.accessed.is_some();
    // What a semicolon closes is a publisher.
    let published = words.trim_end().ends_with(';');
    let candidate = |named: &dyn Fn(&str) -> bool| {
        let at = parts.iter().skip(1).position(|p| named(p.text) && !p.text.starts_with("In: "))? + 1;
        parts.get(at).copied().filter(|_| !(published && at + 1 == parts.len()))
    };
    let first = candidate(&|p| is_group(p, item) || (page && is_site(p)));
    // "Title. Series. Organisation."
    let group = candidate(&|p| is_group(p, item)).filter(|group| first.is_none_or(|first| first.start != group.start));
    let read = |named: Sentence<'_>| {
        let before = words.get(..named.start)?;
        let draft = match split_quoted(before) {
            // "“Title.” NICE guideline, Institute, 2025"
            Some((title, between)) => add_source(between, Draft { title: Some(title.to_owned()), ..entry.draft() }),
            None => entry.draft().with_title(read_title(before)),
        };
        let rest = words.get(named.end()..)?.trim_start_matches(['.', ' ', ',']);
        let group = named.text;
        let named = is_group(group, item);
        let draft = add_source(&format!("{rest} {figures}"), draft);
        // MLA names the site, then who publishes it: "“Title.” Mayo Clinic, Mayo Foundation".
        let site = group.split_once(", ").filter(|(site, _)| {
            words.starts_with(['“', '"']) && item.url.as_deref().is_some_and(|url| stands_in(site, url))
        });
        let publisher = site.map(|(_, publisher)| publisher.to_owned()).or(draft.publisher);
        let group = site.map_or(group, |(site, _)| site);
        // A site's name stands where a journal's does.
        let container = draft.container.or_else(|| Some(group.to_owned()).filter(|_| !named));
        let draft = Draft { publisher, container, ..draft };
        Some(if named { draft.with_group(group) } else { draft })
    };
    first.into_iter().chain(group).filter_map(read).collect()
}

/// An organisation; of a page also what is named like one, `March of Dimes`, or as its address is.
fn is_group(part: &str, item: &Item) -> bool {
    let page = item.url.is_some() || item.accessed.is_some();
    let named = page && is_site(part) && part.contains(" of ") && !is_journal(part);
    let addressed = || {
        !part.contains('.')
            && !part.ends_with(" website")
            && item.url.as_deref().is_some_and(|url| stands_in(part, url))
    };
    is_organisation(part) || named || addressed()
}

/// A name of few words: `Kneehealth`, `Nhs.uk`.
fn is_site(part: &str) -> bool {
    part.split(' ').count() <= 4 && reads_like_name(part)
}

/// `TITLE, YEAR, ORGANISATION`, as the links of health sites print their sources.
fn read_dated_between<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let text = entry.text.trim_end_matches(['.', ',', ' ']);
    let mut commas = text.match_indices(", ").map(|(at, _)| at);
    let (title, year, group) = commas.find_map(|at| {
        let (year, group) = text.get(at + 2..)?.split_once(", ")?;
        is_year(year).then_some((text.get(..at)?, year, group))
    })?;
    let is_named = entry.known.url.is_some() && reads_like_name(group) && group.split(' ').count() <= 10;
    let fits =
        !title.contains(". ") && (is_organisation(group) || is_named) && !group.contains(|c: char| c.is_ascii_digit());
    // "World Health Organization, Geneva"
    let name = group.split_once(", ").filter(|(name, _)| is_organisation(name)).map_or(group, |(name, _)| name);
    fits.then(|| add_source(year, entry.draft().with_title(read_title(title))).with_group(name))
}

/// `ORGANISATION (TITLE)`, where a link leads to the page.
fn read_title_in_brackets<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let url = entry.known.url.as_deref()?;
    let (group, title) = entry.text.trim_end_matches(['.', ' ']).strip_suffix(')')?.split_once(" (")?;
    let is_title = title.contains(char::is_lowercase)
        && !title.contains(['(', ')'])
        && !title.contains(|c: char| c.is_ascii_digit());
    (is_title && (is_organisation(group) || stands_in(group, url)))
        .then(|| entry.draft().with_title(read_title(title)).with_group(group))
}

/// `TITLE - ORGANISATION`, `TITLE | SITE`, as the names of web pages are copied from a browser; `TITLE, ORGANISATION,
/// DATE`.
fn read_ruled_off<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let url = entry.known.url.as_deref()?;
    let (words, figures) = split_numbers(entry.text.trim_end_matches(['.', ',']));
    let words = words.trim_end_matches(['.', ',', ' ']);
    let ruled = [" | ", " - ", " – ", " — "].iter().find_map(|mark| words.rsplit_once(mark));
    let named =
        ruled.filter(|(_, group)| reads_like_name(group) && group.split(' ').count() <= 8 && !group.contains(". "));
    let (title, group) = named.or_else(|| words.rsplit_once(", ").filter(|(_, group)| is_organisation(group)))?;
    // "ORGANISATION — TITLE"
    let addressed = |name: &str| stands_in(name, url);
    let (title, group) = if addressed(title) && !addressed(group) { (group, title) } else { (title, group) };
    Some(add_source(figures, entry.draft().with_title(read_title(title))).with_group(group))
}
