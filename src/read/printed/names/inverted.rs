//! `Quintero Rodriguez, C., & Troynikov, O.`: initials with stops behind a comma, as APA, Harvard and MDPI print them.

use super::natural::is_degree;
use super::{Names, NamesAtHead, is_editors, is_et_al, is_family_word, is_initials, is_suffix, make_person};
use crate::read::printed::words::is_particle;

/// Inverted names at the head of a string.
pub(in super::super) fn read_inverted(text: &str) -> Option<NamesAtHead> {
    let mut list = Names::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let here = at + rest.len() - rest.trim_start_matches([' ', ',', ';', '&']).len();
        let rest = text.get(here..)?;
        let rest = rest.strip_prefix("and ").unwrap_or(rest);
        let here = text.len() - rest.len();
        // "…" and ". . ." stand for the authors that are left out.
        let told = rest.trim_start_matches(['…', '.', ' ', '&']);
        if told.len() < rest.len() && !list.names.is_empty() && !rest.starts_with('&') {
            let Some(end) = read_name(told, &mut list) else { break };
            list.et_al = true;
            at = text.len() - told.len() + end;
            continue;
        }
        let plain = rest.get(..5).filter(|w| is_et_al(w));
        if let Some(words) = plain.filter(|_| !list.names.is_empty()) {
            list.et_al = true;
            at = here + words.len() + usize::from(rest.get(words.len()..).is_some_and(|r| r.starts_with('.')));
            break;
        }
        let Some(end) = read_name(rest, &mut list) else { break };
        at = here + end;
    }
    (!list.names.is_empty()).then(|| {
        let end = at + read_role(text.get(at..).unwrap_or_default(), &mut list);
        NamesAtHead { list, end }
    })
}

/// Reads `Family, I. I.` with a suffix; gives the bytes taken.
fn read_name(text: &str, list: &mut Names) -> Option<usize> {
    let comma = text.find(',').filter(|c| *c <= 60)?;
    let family: Vec<&str> = text.get(..comma)?.split_whitespace().collect();
    let fits = (1..=5).contains(&family.len())
        && family.iter().all(|w| is_family_word(w))
        && !family.iter().all(|w| is_particle(w));
    if !fits {
        return None;
    }
    let mut end = comma + 1;
    let mut given: Vec<&str> = Vec::new();
    for token in text.get(end..)?.split_inclusive(' ') {
        let word = token.trim().trim_end_matches([',', ';', ':']);
        if word.is_empty() && given.is_empty() {
            end += token.len();
            continue;
        }
        let particle = !given.is_empty() && is_particle(word);
        if !(particle || (word.contains('.') && is_initials(word))) {
            break;
        }
        given.push(word);
        end += word.len();
        if token.trim() != word {
            break;
        }
        end += token.len() - token.trim_end().len();
    }
    // "Title, J. Medicine": one initial and then no name is no person unless the list goes on or ends.
    // "Sarah Jones, MD."
    let degree = family.len() > 1 && given.iter().all(|g| is_degree(g) && !g.trim_end_matches('.').contains('.'));
    if given.is_empty() || given.len() > 5 || degree {
        return None;
    }
    end = text.get(..end)?.trim_end().len();
    let mut suffix = None;
    let behind = text.get(end..)?;
    let next = behind.trim_start_matches([',', ' ']);
    if let Some(word) = next.split([' ', ',', ';', '(']).next().filter(|w| is_suffix(w)) {
        suffix = Some(word);
        end = text.len() - next.len() + word.len();
    }
    list.names.extend(make_person(&family, Some(given.join(" ")), suffix));
    Some(end)
}

/// `(Eds.)`, `(ed.)`, `, eds.`: how many bytes say that they are editors.
fn read_role(text: &str, list: &mut Names) -> usize {
    let start = text.len() - text.trim_start_matches([' ', ',']).len();
    let rest = text.get(start..).unwrap_or_default();
    let end = if rest.starts_with('(') { rest.find(')').map(|e| e + 1) } else { rest.find(['.', ',', ' ', ':']) };
    match end.filter(|e| rest.get(..*e).is_some_and(is_editors)) {
        Some(end) => {
            list.editors = true;
            start + end
        }
        None => 0,
    }
}
