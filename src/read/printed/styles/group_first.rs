//! Entries of organisations that put the organisation first: `World Health Organization. Title. Geneva: WHO; 2020`,
//! `U.S. Food and Drug Administration: Title`, `Task Force, Owens DK, et al. Title`.

use super::Style;
use crate::model::{Item, Name};
use crate::read::printed::dates::read_date_at_head;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::read_head;
use crate::read::printed::organisations::{is_acronym, is_organisation, reads_like_name};
use crate::read::printed::sites::stands_in;
use crate::read::printed::source::add_source;
use crate::read::printed::title::read_title;
use crate::read::printed::title_and_source::add_title_and_source;
use crate::read::printed::words::{find_sentence_spans, split_sentences};

pub(super) const STYLE: Style = Style {
    name: "an organisation first",
    examples: &[
        (
            "Elbow Society. Elbows at work. Sable: Elbow Society; 2017.",
            &[
                ("author", "Elbow Society"),
                ("title", "Elbows at work"),
                ("publisher", "Elbow Society"),
                ("publisher-place", "Sable"),
                ("issued", "2017"),
            ],
        ),
        (
            "Office for Elbows, Elbows at work: 60 Years of Progress, 2017.",
            &[("author", "Office for Elbows"), ("title", "Elbows at work: 60 Years of Progress"), ("issued", "2017")],
        ),
        ("SIGN 136. Elbows at work. 2017.", &[("author", "SIGN"), ("title", "Elbows at work"), ("issued", "2017")]),
    ],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let (text, item) = (entry.text, entry.known);
    // Who issued a guideline is not called by its number.
    if let Some(document) = read_document(entry) {
        return vec![document];
    }
    let mut proposals = Vec::new();
    proposals.extend(read_with_people(entry));
    proposals.extend(read_with_commas(entry));
    let parts = &entry.sentences;
    let colon = text.split_once(": ").filter(|(name, _)| is_organisation(name) && split_sentences(name).len() == 1);
    let led = |name: &str, title: &str| {
        leads(name, title, item) || text.get(name.len()..).is_some_and(|behind| publishes(name, behind))
    };
    let stop = parts.first().zip(parts.get(1)).filter(|(name, title)| led(name.text, title.text));
    let stopped = stop.and_then(|(name, title)| Some((name.text, text.get(title.start..)?)));
    for (name, behind) in colon.into_iter().chain(stopped) {
        // "Chamber of Physicians (CP), Association of Physicians (AP)": what ends with its short name ends there.
        let joined = name.replace("), ", "); ");
        let groups: Vec<&str> = joined.split("; ").collect();
        let several = groups.iter().all(|group| is_organisation(group));
        let authors = if several { groups } else { vec![name] };
        let draft = Draft { authors: authors.into_iter().map(Name::group).collect(), ..entry.draft() };
        proposals.push(add_title_and_source(behind, draft.clone()));
        // The title is one sentence, and what follows is all about where it stands.
        let title = find_sentence_spans(behind).into_iter().next();
        let rest = title.and_then(|title| behind.get(title.end()..)).unwrap_or_default();
        let draft = draft.with_title(read_title(title.map_or("", |title| title.text)));
        proposals.push(add_source(rest.trim_start_matches(['.', ' ']), draft));
    }
    proposals
}

/// Whether the first sentence of an entry names who wrote it, rather than what it is.
fn leads(name: &str, title: &str, item: &Item) -> bool {
    let words = name.split(' ').count();
    let capitals = name.split(' ').next().is_some_and(|w| w.len() > 1 && w.chars().all(char::is_uppercase));
    let page = item.url.is_some();
    let addressed = |name: &str| item.url.as_deref().is_some_and(|url| stands_in(name, url));
    if addressed(title) && !addressed(name) {
        return false;
    }
    // "Medline Plus. Back pain in pregnancy.": a name, then a sentence. "NHS inform. Back Pain", "WebMD. What Is Gout?"
    is_organisation(name)
        || (addressed(name) && !addressed(title))
        || (reads_like_name(name) && words <= 4 && !reads_like_name(title))
        || (words == 1 && is_acronym(name) && title.starts_with(char::is_uppercase))
        || (page && words <= 3 && capitals)
        || (page && words == 1 && reads_like_name(name) && title.split(' ').count() >= 3 && !is_organisation(title))
}

/// Whether who is named first is named as the publisher too, whole or by its initials: `StataCorp. Stata: Release 17.
/// College Station, TX: StataCorp LLC`.
fn publishes(name: &str, behind: &str) -> bool {
    let Some((_, publisher)) = behind.rsplit_once(": ").filter(|_| name.split(' ').count() <= 10) else { return false };
    let initials: String =
        name.split([' ', '-']).filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect();
    let first = publisher.split([' ', ';', ',', '.']).next().unwrap_or_default();
    publisher.starts_with(name) || (initials.chars().count() >= 3 && first == initials)
}

/// `ORGANISATION, Owens DK, Davidson KW, et al. TITLE`.
fn read_with_people<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let listed = |mark: &str| entry.text.split_once(mark).filter(|(group, _)| is_organisation(group));
    let (group, people) = listed("; ").or_else(|| listed(", "))?;
    let mut head = read_head(people)?;
    head.list.names.insert(0, Name::group(group));
    let behind = people.get(head.end..)?.trim_start_matches([' ', '.', ':', ',']);
    Some(add_title_and_source(behind, entry.draft()).with_authors(head.list))
}

/// `ORGANISATION, TITLE, 2014`: nothing but commas parts them.
fn read_with_commas<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let text = entry.text.trim_end_matches(['.', ',', ' ']);
    let (group, behind) = text.split_once(", ").filter(|(group, _)| is_organisation(group))?;
    let (title, date) = behind.rsplit_once(", ").filter(|_| split_sentences(text).len() == 1)?;
    let dated = read_date_at_head(date).filter(|dated| dated.start == 0 && dated.end == date.len())?;
    Some(entry.draft().with_group(group).with_title(read_title(title)).with_date(Some(dated.date)))
}

/// `SIGN 136. TITLE. 2013.`, `NICE [NG226]. TITLE. 2022.`: who issued a guideline, and its number.
fn read_document<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let (first, title) = entry.sentences.first().zip(entry.sentences.get(1))?;
    let (group, named) = first.text.split_once(' ').filter(|(group, _)| is_acronym(group))?;
    let number = named.trim_matches(['[', ']', '(', ')']);
    let capitals = number.chars().take_while(char::is_ascii_uppercase).count();
    let is_number = number.len() > capitals && number.chars().skip(capitals).all(|c| c.is_ascii_digit());
    let behind = entry.text.get(title.end()..)?.trim_start_matches(['.', ' ']);
    let draft = entry.draft().with_group(group).with_title(read_title(title.text));
    let read = add_source(behind, Draft { number: Some(number.to_owned()), ..draft });
    (is_number && capitals <= 4).then_some(read)
}
