//! Entries without a person's name that put the title first: web pages (`Knee pain. NHS.`, `Knee pain | Sable Medicine`),
//! reports with their publisher, unsigned articles. It takes what no other style can.

use super::Style;
use crate::model::{Item, Name};
use crate::read::printed::entry::Entry;
use crate::read::printed::numbers::split_numbers;
use crate::read::printed::organisations::{is_organisation, reads_like_name};
use crate::read::printed::sites::stands_in;
use crate::read::printed::source::{is_journal, source};
use crate::read::printed::title::{bare_title, quoted};
use crate::read::printed::title_and_source::title_and_source;
use crate::read::printed::words::{Sentence, sentence_spans};

pub(super) const STYLE: Style = Style {
    name: "the title alone",
    examples: &[(
        "Elbows at work. Elbow Society. 2017. https://elbow.example/work",
        &[("author", "Elbow Society"), ("title", "Elbows at work"), ("issued", "2017")],
    )],
    propose,
};

fn propose(entry: &Entry<'_>) -> Vec<Item> {
    let (text, item) = (entry.text, entry.known);
    let mut proposals = Vec::new();
    proposals.extend(group_behind(text, item));
    proposals.extend(ruled_off(text, item));
    let mut plain = item.clone();
    title_and_source(text, &mut plain);
    proposals.push(plain);
    proposals
}

/// `TITLE. ORGANISATION. DATE`: the title may itself be of two sentences.
fn group_behind(text: &str, item: &Item) -> Vec<Item> {
    let (words, figures) = split_numbers(text.trim_end_matches('.'));
    let parts = sentence_spans(words.trim_end_matches([',', ';', ' ', '(']));
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
        let mut item = item.clone();
        let before = words.get(..named.start)?;
        match quoted(before) {
            // "“Title.” NICE guideline, Institute, 2025"
            Some((title, between)) => {
                item.title = Some(title.to_owned());
                source(between, &mut item);
            }
            None => bare_title(before, &mut item),
        }
        let rest = words.get(named.end()..)?.trim_start_matches(['.', ' ', ',']);
        let group = named.text;
        let named = is_group(group, &item);
        source(&format!("{rest} {figures}"), &mut item);
        // MLA names the site, then who publishes it: "“Title.” Mayo Clinic, Mayo Foundation".
        let site = group.split_once(", ").filter(|(site, _)| {
            words.starts_with(['“', '"']) && item.url.as_deref().is_some_and(|url| stands_in(site, url))
        });
        item.publisher = site.map(|(_, publisher)| publisher.to_owned()).or(item.publisher);
        let group = site.map_or(group, |(site, _)| site);
        match named {
            true => item.author = vec![Name::group(group)],
            // A site's name stands where a journal's does.
            false => item.container_title = item.container_title.or(Some(group.to_owned())),
        }
        Some(item)
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

/// `TITLE - ORGANISATION`, `TITLE | SITE`, as the names of web pages are copied from a browser; `TITLE, ORGANISATION,
/// DATE`.
fn ruled_off(text: &str, item: &Item) -> Option<Item> {
    item.url.as_ref()?;
    let (words, figures) = split_numbers(text.trim_end_matches(['.', ',']));
    let words = words.trim_end_matches(['.', ',', ' ']);
    let ruled = [" | ", " - ", " – ", " — "].iter().find_map(|mark| words.rsplit_once(mark));
    let named =
        ruled.filter(|(_, group)| reads_like_name(group) && group.split(' ').count() <= 8 && !group.contains(". "));
    let (title, group) = named.or_else(|| words.rsplit_once(", ").filter(|(_, group)| is_organisation(group)))?;
    // "ORGANISATION — TITLE"
    let addressed = |name: &str| item.url.as_deref().is_some_and(|url| stands_in(name, url));
    let (title, group) = if addressed(title) && !addressed(group) { (group, title) } else { (title, group) };
    let mut item = item.clone();
    bare_title(title, &mut item);
    source(figures, &mut item);
    item.author = vec![Name::group(group)];
    Some(item)
}
