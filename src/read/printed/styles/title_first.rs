//! Lists that put the title first: `Title. Brenner DJ, Elliston CD. Radiology 2004: 232(3); 735-8.`

use super::Style;
use crate::model::{Item, Name};
use crate::read::printed::dates::read_date_at_head;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{
    NamesAtHead, read_head, read_inverted, read_natural_head, read_ordered, read_signed,
};
use crate::read::printed::organisations::{is_organisation, reads_like_name};
use crate::read::printed::source::{add_source, is_journal};
use crate::read::printed::title::read_title;
use crate::read::printed::words::split_sentences;

pub(super) const STYLE: Style = Style {
    name: "the title first",
    examples: &[(
        "Elbows at work. Vale I, Marsh O. J Fict Care 2017: 4(2); 11-9.",
        &[
            ("author", "Vale; Marsh"),
            ("title", "Elbows at work"),
            ("container-title", "J Fict Care"),
            ("issued", "2017"),
            ("volume", "4"),
        ],
    )],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let (text, item) = (entry.text, entry.known);
    let mut proposals = Vec::new();
    for at in entry.sentences.iter().skip(1).map(|part| part.start) {
        let rest = entry.text_behind(at);
        let title = text.get(..at).unwrap_or_default();
        let signed = read_signed(rest);
        // "R. Hill & T. Dale, J Screen Imagin": nothing but a comma ends such names.
        let listed = || read_ordered(rest).filter(|h| signed.is_none() && h.list.names.len() > 1);
        let names = read_names(rest, item).filter(|names| !begins(names, signed.as_ref()));
        let names = names.or_else(|| read_natural_head(rest)).or_else(listed);
        proposals.extend(names.map(|names| read_behind_title(title, names, rest, entry)));
        // Any two words with capitals may be a name: a journal, a year in brackets or whose page it is has to follow.
        proposals.extend(signed.and_then(|names| {
            let dated = rest.get(names.end..).is_some_and(|behind| behind.trim_start().starts_with('('));
            let hosted = names.list.names.last().is_some_and(|name| name.literal.is_some());
            let read = read_behind_title(title, names, rest, entry);
            let journal = read.container.as_deref().is_some_and(|name| read.volume.is_some() || is_journal(name));
            let stands = journal || if item.url.is_some() { hosted } else { dated && read.publisher.is_some() };
            stands.then_some(read)
        }));
    }
    proposals
}

/// Whether what was read as one name is no more than the given names of a longer one: `Ivan W. Vale`.
fn begins(names: &NamesAtHead, longer: Option<&NamesAtHead>) -> bool {
    let given = longer.filter(|l| l.end >= names.end).and_then(|l| l.list.names.first()?.given.as_deref());
    let family = names.list.names.first().and_then(|name| name.family.as_deref());
    given.zip(family).is_some_and(|(given, family)| given.starts_with(family))
}

/// A title, the names behind it, and what stands behind those.
fn read_behind_title<'e>(title: &str, names: NamesAtHead, rest: &str, entry: &Entry<'e>) -> Draft<'e> {
    let mut behind = rest.get(names.end..).unwrap_or_default().trim_start_matches([' ', '.', ',']);
    let mut draft = entry.draft().with_authors(names.list).with_title(read_title(title));
    // "Vale I (2018) Port Sable": the year stands where the styles with a date behind the authors put it.
    if let Some(found) = read_date_at_head(behind).filter(|d| d.start == 1 && behind.starts_with('(')) {
        draft = draft.with_date(Some(found.date));
        behind = behind.get(found.end..).unwrap_or_default().trim_start_matches([')', '.', ' ', ',', ':']);
    }
    // "BMJ 2004: 232(3); 735-8": the year is followed by a colon, the volume by a semicolon.
    add_source(behind, draft)
}

/// Names behind a title: more than one, or one that a stop or a bracket ends; a group may stand before them.
fn read_names(text: &str, item: &Item) -> Option<NamesAtHead> {
    let listed = |text: &str| {
        read_head(text).or_else(|| read_inverted(text)).filter(|h| {
            let closes = text.get(h.end..).is_some_and(|b| b.trim_start().starts_with(['(', '.']));
            h.list.names.len() > 1 || closes || text.get(..h.end).is_some_and(|n| n.trim_end().ends_with('.'))
        })
    };
    // "Barrett S, Quackwatch.": the site behind the only name.
    let at_site = || {
        let (name, site) = split_sentences(text).first()?.split_once(", ").filter(|_| item.url.is_some())?;
        let named = site.split(' ').count() <= 3 && reads_like_name(site);
        read_head(name).filter(|h| named && h.end >= name.len())
    };
    listed(text).or_else(at_site).or_else(|| {
        let (group, people) = text.split_once(", ").filter(|(group, _)| is_organisation(group))?;
        let mut found = listed(people)?;
        found.list.names.insert(0, Name::group(group));
        found.end += text.len() - people.len();
        Some(found)
    })
}
