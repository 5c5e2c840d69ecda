//! Names that are all there is in a string.

use super::{
    Names, is_editors, is_et_al, is_initials, is_suffix, make_person, read_family_first, read_given_first_list,
    read_head, read_initials_first, read_inverted, read_natural, read_ordered, read_paired, read_spelt_out,
    reads_given_first,
};
use crate::model::Name;
use crate::read::printed::words::is_particle;

/// Names that fill a whole string, in any order that is printed; a string that holds no person is one group.
pub(in super::super) fn read_whole(text: &str) -> Names {
    let text = text.trim().trim_end_matches([',', ';', ':']).trim();
    let orders = [read_head, read_inverted, read_ordered, read_paired, read_spelt_out];
    if let Some(read) = orders.iter().find_map(|read| read(text).filter(|h| h.end >= text.len())) {
        let others = if reads_given_first(&read.list) { read_given_first_list(text) } else { None };
        return others.unwrap_or(read.list);
    }
    if let Some(list) = read_natural(text) {
        return list;
    }
    let mut list = Names::default();
    let joined = text.replace(" & ", ", ").replace(" and ", ", ");
    let mut tokens: Vec<&str> =
        joined.split([',', ';']).map(str::trim).filter(|t| !t.is_empty() && *t != "&").collect();
    tokens.reverse();
    let mut people = 0;
    while let Some(token) = tokens.pop() {
        // "…" stands for the authors that are left out.
        let told = token.trim_start_matches("& ").trim_start_matches(['…', '.', ' ']).trim();
        list.et_al |= told.len() < token.trim_start_matches("& ").len();
        let token = told;
        if is_et_al(token) || token.is_empty() {
            list.et_al = true;
        } else if is_editors(token) {
            list.editors = true;
        } else if is_suffix(token) {
            if let Some(last) = list.names.last_mut() {
                last.suffix = Some(token.trim_end_matches('.').to_owned());
            }
        } else if let Some(given) = tokens.last().copied().and_then(read_given_after) {
            tokens.pop();
            list.et_al |= given.ends_with("et al");
            let given = given.trim_end_matches("et al").trim();
            let family: Vec<&str> = token.split_whitespace().collect();
            list.names.extend(make_person(&family, Some(given.to_owned()), None));
            people += 1;
        } else if let Some(name) = read_family_first(token).or_else(|| read_initials_first(token)) {
            list.names.push(name);
            people += 1;
        } else {
            list.names.push(Name::group(token.trim_end_matches('.')));
        }
    }
    if people == 0 {
        let (name, et_al) = match text.strip_suffix("et al.").or_else(|| text.strip_suffix("et al")) {
            Some(first) => (first.trim().trim_end_matches(','), true),
            None => {
                // The stop of "U.S." belongs to the name.
                let plain = text.strip_suffix('.').filter(|t| !t.rsplit(' ').next().unwrap_or_default().contains('.'));
                (plain.unwrap_or(text), list.et_al)
            }
        };
        list = Names { names: vec![Name::group(name)], et_al, ..list };
    }
    list
}

/// Given names after a comma: initials, with or without "et al." behind.
fn read_given_after(token: &str) -> Option<&str> {
    let plain = token.trim_end_matches('.').trim_end_matches("et al").trim();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let fits = (1..=5).contains(&words.len())
        && words.iter().all(|w| is_initials(w) || is_particle(w))
        && words.iter().any(|w| is_initials(w));
    fits.then_some(token.strip_suffix("et al.").map_or(token, |_| token.trim_end_matches('.')))
}
