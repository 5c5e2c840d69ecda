//! `王伟, 李娜, 等`, `田中 太郎, 佐藤 花子`, `김민수 외`: Chinese, Japanese and Korean names. Where no space parts the family from the given
//! name, nobody can tell where one ends, and the whole is kept as the name to cite by.

use super::{Names, NamesAtHead};
use crate::model::Name;
use crate::read::printed::wide::is_east_asian;

/// Behind the last name that is told.
const OTHERS: [&str; 8] = ["等", "等人", "他", "ほか", "ら", "외", "et al", "et al."];

/// Such names at the head of a string, ended by a stop, a colon, a bracket, a quotation or a year.
pub(in super::super) fn read_east_asian(text: &str) -> Option<NamesAtHead> {
    let mut list = Names::default();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let skipped = rest.len() - rest.trim_start_matches([' ', ',', ';', '&']).len();
        let rest = rest.get(skipped..)?;
        let end = rest.find(|c: char| matches!(c, ',' | ';' | '.' | ':' | '(' | '“' | '&') || c.is_ascii_digit());
        let token = rest.get(..end.unwrap_or(rest.len()))?.trim();
        let mark = end.and_then(|end| rest.get(end..)?.chars().next());
        let named = OTHERS
            .iter()
            .find_map(|others| token.strip_suffix(others))
            .filter(|_| !list.names.is_empty() || token.chars().count() > 3);
        list.et_al |= named.is_some();
        let name = named.unwrap_or(token).trim();
        if !name.is_empty() {
            list.names.push(read_name(name)?);
        } else if named.is_none() {
            return None;
        }
        at += skipped + end.unwrap_or(rest.len());
        match mark {
            Some(',' | ';' | '&') if !list.et_al => {}
            // What numbers follow is no name, but a journal's.
            None => return None,
            Some('.' | ':' | ',' | ';') => return Some(NamesAtHead { list, end: at + 1 }),
            Some(_) => return Some(NamesAtHead { list, end: at }),
        }
    }
}

/// One name of two to five letters, or of a foreigner spelt out in more; perhaps with a space behind the family name.
fn read_name(text: &str) -> Option<Name> {
    let letters = text.chars().filter(|c| !matches!(c, ' ' | '・' | '·' | '=')).count();
    let is_kana = text.chars().all(|c| matches!(c, '\u{30a0}'..='\u{30ff}' | '=' | ' '));
    let fits = (2..=if is_kana { 14 } else { 6 }).contains(&letters);
    let is_name = text.chars().all(|c| is_east_asian(c) || matches!(c, ' ' | '·' | '='));
    let (family, given) = match text.split_once(' ') {
        Some((family, given)) if !given.contains(' ') && family.chars().count() <= 4 => (family, Some(given)),
        Some(_) => return None,
        None => (text, None),
    };
    (fits && is_name).then(|| Name::person(family, given))
}
