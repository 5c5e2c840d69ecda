//! Styles with initials behind family names and the date among or behind the numbers: Vancouver, AMA, NLM, PLOS
//! (`Holt BG. Title. Syst Biol. 2014;63: 1010–7.`) and PDQ (`Finch AP: Title. J Clin Oncol 32 (15): 1547-53, 2014.`).

use super::Style;
use super::names::{head, whole};
use super::organisations::is_organisation;
use super::source::title_and_source;
use super::words::{find_word, sentences};
use crate::model::{Item, Name};

pub(super) const STYLE: Style = Style { read, plain: true };

fn read(text: &str, item: &mut Item) -> bool {
    let Some(behind) = people(text, item).or_else(|| group(text, item)).or_else(|| quoted_title(text, item)) else {
        return false;
    };
    title_and_source(behind.trim_start_matches([' ', '.', ':', ',']), item);
    true
}

fn people<'a>(text: &'a str, item: &mut Item) -> Option<&'a str> {
    let head = head(text)?;
    let behind = text.get(head.end..)?;
    if behind.trim().is_empty() {
        return None;
    }
    item.et_al = head.list.et_al;
    let slot = if head.list.editors { &mut item.editor } else { &mut item.author };
    *slot = head.list.names;
    if item.author.is_empty() {
        item.author = item.editor.clone();
    }
    Some(behind)
}

/// `U.S. Food and Drug Administration: Title`.
fn group<'a>(text: &'a str, item: &mut Item) -> Option<&'a str> {
    let (name, behind) = text.split_once(": ")?;
    if !is_organisation(name) || sentences(name).len() > 1 {
        return None;
    }
    item.author = vec![Name::group(name)];
    Some(behind)
}

/// `Smith, John, and Jane Roe. “Title.” Journal …`: names before a title in quotation marks.
fn quoted_title<'a>(text: &'a str, item: &mut Item) -> Option<&'a str> {
    let at = text.find(['“', '"', '‘']).filter(|at| (1..400).contains(at))?;
    let before = text.get(..at)?.trim().trim_end_matches([',', '.']);
    if before.is_empty() || find_word(before, "http").is_some() {
        return None;
    }
    item.author = spelt_out(before).unwrap_or_else(|| whole(before).names);
    item.et_al = before.ends_with("et al");
    text.get(at..)
}

/// Names with given names spelt out: `Smith, John, and Jane Roe`.
fn spelt_out(text: &str) -> Option<Vec<Name>> {
    if is_organisation(text) {
        return None;
    }
    let (first, others) = text.split_once(" and ").map_or((text, None), |(f, o)| (f, Some(o)));
    let (family, given) = first.trim_end_matches([',', ' ']).split_once(", ")?;
    let given = given.trim_end_matches(", et al");
    if given.contains(',') || given.split_whitespace().count() > 3 {
        return None;
    }
    let mut names = vec![Name::person(family, Some(given))];
    for other in others.into_iter().flat_map(|o| o.split(", ")) {
        let (given, family) = other.trim().rsplit_once(' ')?;
        names.push(Name::person(family, Some(given)));
    }
    Some(names)
}
