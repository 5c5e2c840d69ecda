//! Lists that put the title first: `Title. Brenner DJ, Elliston CD. Radiology 2004: 232(3); 735-8.`

use super::Style;
use crate::model::{CslDate, Item, Name};
use crate::read::references::printed::dates::date_at_head;
use crate::read::references::printed::names::{Head, head, inverted, natural_head, ordered};
use crate::read::references::printed::organisations::{is_organisation, reads_like_name};
use crate::read::references::printed::source::{bare_title, offset, source};
use crate::read::references::printed::words::sentences;

pub(super) const STYLE: Style = Style { propose };

fn propose(text: &str, item: &Item) -> Vec<Item> {
    let mut proposals = Vec::new();
    for part in sentences(text).iter().skip(1) {
        let at = offset(text, part);
        let Some(rest) = text.get(at..) else { continue };
        let Some(names) = names(rest, item).or_else(|| natural_head(rest)) else { continue };
        let mut item = item.clone();
        names.list.put(&mut item);
        bare_title(text.get(..at).unwrap_or_default(), &mut item);
        let mut behind = rest.get(names.end..).unwrap_or_default().trim_start_matches([' ', '.', ',']);
        // "Vale I (2018) Port Sable": the year stands where the styles with a date behind the authors put it.
        if let Some(found) = date_at_head(behind).filter(|d| d.start == 1 && behind.starts_with('(')) {
            item.issued.get_or_insert(CslDate(found.date));
            behind = behind.get(found.end..).unwrap_or_default().trim_start_matches([')', '.', ' ', ',', ':']);
        }
        // "BMJ 2004: 232(3); 735-8": the year is followed by a colon, the volume by a semicolon.
        source(behind, &mut item);
        proposals.push(item);
    }
    proposals
}

/// Names behind a title: more than one, or one that a stop or a bracket ends; a group may stand before them.
fn names(text: &str, item: &Item) -> Option<Head> {
    let listed = |text: &str| {
        let ordered = || ordered(text).filter(|h| h.list.names.len() > 1);
        head(text).or_else(|| inverted(text)).or_else(ordered).filter(|h| {
            let closes = text.get(h.end..).is_some_and(|b| b.trim_start().starts_with(['(', '.']));
            h.list.names.len() > 1 || closes || text.get(..h.end).is_some_and(|n| n.trim_end().ends_with('.'))
        })
    };
    // "Barrett S, Quackwatch.": the site behind the only name.
    let at_site = || {
        let (name, site) = sentences(text).first()?.split_once(", ").filter(|_| item.url.is_some())?;
        let named = site.split(' ').count() <= 3 && reads_like_name(site);
        head(name).filter(|h| named && h.end >= name.len())
    };
    listed(text).or_else(at_site).or_else(|| {
        let (group, people) = text.split_once(", ").filter(|(group, _)| is_organisation(group))?;
        let mut found = listed(people)?;
        found.list.names.insert(0, Name::group(group));
        found.end += text.len() - people.len();
        Some(found)
    })
}
