//! `Finch AP, Møller P, et al.`: initials without a comma behind the family name, as Vancouver, AMA, NLM, PDQ and PLOS
//! print them.

use super::natural::is_degree;
use super::{
    Names, NamesAtHead, is_editors, is_et_al, is_family_word, is_initials, is_suffix, make_person, read_family_first,
};
use crate::model::Name;
use crate::read::printed::organisations::is_organisation;
use crate::read::printed::words::{is_boundary, is_particle};

/// The longest single name that is looked for, in bytes.
const LONGEST: usize = 80;

/// Names with initials behind, at the head of a string, ended by `.`, `:` or a bracket, or by what is no name.
pub(in super::super) fn read_head(text: &str) -> Option<NamesAtHead> {
    let mut list = Names::default();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let Some((mark, after)) = next_name(rest, &mut list) else {
            if let Some((name, after)) = read_group_behind(rest, &list) {
                list.names.push(name);
                return Some(NamesAtHead { list, end: at + after });
            }
            // "Stephen AT, Toubia O, Explaining …": nothing but a comma parts the names from the title.
            return (list.names.len() > 1).then_some(NamesAtHead { list, end: at });
        };
        at += after;
        match mark {
            ',' | ';' | '&' => {}
            _ if list.names.is_empty() => return None,
            _ => return Some(NamesAtHead { list, end: at }),
        }
        if at >= text.len() {
            return (!list.names.is_empty()).then_some(NamesAtHead { list, end: text.len() });
        }
    }
}

/// Reads one name; gives the mark that ended it and the bytes taken.
fn next_name(rest: &str, list: &mut Names) -> Option<(char, usize)> {
    for (i, c) in rest.char_indices().take_while(|(i, _)| *i < LONGEST) {
        let (before, behind) = (rest.get(..i)?, rest.get(i + c.len_utf8()..)?);
        let mark = match c {
            ',' | ';' | ':' => c,
            '.' if behind.is_empty() || behind.starts_with([' ', ':', ',', ';']) => '.',
            ' ' if behind.starts_with("and ") || behind.starts_with("& ") => '&',
            ' ' if behind.starts_with(['(', '[']) || is_et_al(behind.get(..6).unwrap_or(behind)) => ' ',
            _ => continue,
        };
        let taken = i + c.len_utf8();
        if is_et_al(before) {
            list.et_al = true;
        } else if is_editors(before) {
            list.editors = true;
        } else if !list.names.is_empty() && is_degree(before.trim()) {
            // "Parekh J, PT, DPT."
        } else if !list.names.is_empty() && is_suffix(before.trim()) {
            // "Warton RA, Jr."
            list.names.last_mut()?.suffix = Some(before.trim().trim_end_matches('.').to_owned());
        } else if mark == '.' && starts_with_initial(behind) && !closes(before) {
            continue;
        } else if let Some(name) =
            read_family_first(before).or_else(|| read_one_letter(before).filter(|_| !list.names.is_empty()))
        {
            list.names.push(name);
        } else if let Some(name) = read_family_alone(before)
            .filter(|_| mark == ' ' && list.names.is_empty() && !behind.starts_with(['(', '[']))
        {
            list.names.push(name);
        } else {
            continue;
        }
        return Some(match mark {
            '.' if behind.starts_with([':', ',', ';']) => (behind.chars().next()?, taken + 1),
            // "Stone W. et al."
            '.' if !list.et_al && behind.trim_start().get(..6).is_some_and(is_et_al) => (',', taken),
            ' ' if !behind.starts_with(['(', '[']) => (',', taken),
            '.' if behind.trim_start().starts_with("& ") => ('&', taken + behind.find('&')? + 1),
            '.' if behind.trim_start().starts_with("and ") => ('&', taken + behind.find("and ")? + 4),
            '&' => ('&', taken + behind.find(' ')?),
            ',' if behind.trim_start().starts_with("and ") => ('&', taken + behind.find("and ")? + 4),
            ',' if behind.trim_start().starts_with("& ") => ('&', taken + behind.find('&')? + 1),
            mark => (mark, taken),
        });
    }
    let whole = rest.trim();
    if is_et_al(whole) {
        list.et_al = true;
        return Some((' ', rest.len()));
    }
    let name = (rest.len() < LONGEST).then(|| read_family_first(whole)).flatten()?;
    list.names.push(name);
    Some((' ', rest.len()))
}

/// `Vale` before "et al.": the one name that is told, without its initials.
pub(in super::super) fn read_family_alone(text: &str) -> Option<Name> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_short = (1..=3).contains(&words.len()) && words.iter().rev().skip(1).all(|word| is_particle(word));
    let is_name = words.iter().all(|word| is_family_word(word)) && words.last().is_some_and(|word| word.len() > 1);
    (is_short && is_name).then(|| make_person(&words, None, None))?
}

/// `O S`: a family name of one letter, which only a list can tell from an abbreviation.
fn read_one_letter(text: &str) -> Option<Name> {
    let (family, given) = text.trim().split_once(' ')?;
    let capitals = |t: &str, most: usize| t.chars().count() <= most && t.chars().all(char::is_uppercase);
    (capitals(family, 1) && capitals(given, 2)).then(|| Name::person(family, Some(given)))
}

/// Whether these initials are whole: `Vale JD`, behind which a stop ends the names whatever follows.
fn closes(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    last.chars().count() > 1 && is_initials(last) && !last.contains(['.', '-'])
}

/// Whether a further initial follows: ` A., Jones`.
fn starts_with_initial(behind: &str) -> bool {
    let mut chars = behind.trim_start().chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// A group at the end of a list of people: `…, GBD 2019 Collaborators. Title`.
fn read_group_behind(rest: &str, list: &Names) -> Option<(Name, usize)> {
    if list.names.is_empty() {
        return None;
    }
    let end = rest.char_indices().find(|(i, c)| *c == ':' || (*c == '.' && is_boundary(rest, *i)))?.0;
    let name = rest.get(..end)?.trim().trim_start_matches("for the ").trim_start_matches("on behalf of ");
    (is_organisation(name) || name.ends_with("Group")).then(|| (Name::group(name), end + 1))
}
