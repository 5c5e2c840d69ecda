//! `Okafor, Ngozi, Lars E. Brandt, and María Silva Pereira.`: given names spelt out, as Chicago and MLA print them.

use super::natural::is_degree;
use super::{Names, NamesAtHead, is_family_word, is_initials, is_suffix, make_person};
use crate::model::Name;
use crate::read::printed::organisations::is_organisation;
use crate::read::printed::words::is_particle;

/// Names spelt out at the head of a string, up to the stop that ends them.
pub(in super::super) fn read_spelt_out(text: &str) -> Option<NamesAtHead> {
    let (family, behind) = text.split_once(", ")?;
    let family: Vec<&str> = family.split_whitespace().collect();
    // "Okafor N" is no family name, and "LE" no given one.
    let capitals = |w: &str| w.chars().count() <= 2 && w.chars().all(char::is_uppercase);
    if !(1..=3).contains(&family.len()) || !family.iter().all(|w| is_family_word(w) && !capitals(w)) {
        return None;
    }
    let end = find_end(behind)?;
    let names = behind.get(..end)?;
    if is_organisation(&format!("{} {names}", family.join(" "))) {
        return None;
    }
    let mut parts = names.split(", ").flat_map(|p| p.split(" and ")).map(|p| p.trim_start_matches("and ").trim());
    let given: Vec<&str> = parts.next()?.split_whitespace().collect();
    // "Sarah Jones, MD" is not inverted.
    if given.iter().all(|word| is_degree(word)) {
        return None;
    }
    let mut list = Names { names: vec![make_person(&family, read_given_names(&given)?, None)?], ..Names::default() };
    for part in parts.filter(|p| !p.is_empty()) {
        let words: Vec<&str> = part.split_whitespace().collect();
        match part {
            "et al" | "et al." | "others" => list.et_al = true,
            "ed" | "eds" | "editor" | "editors" => list.editors = true,
            suffix if is_suffix(suffix) => {
                list.names.last_mut()?.suffix = Some(suffix.trim_end_matches('.').to_owned())
            }
            _ => list.names.push(read_in_order(&words)?),
        }
    }
    let stop = behind.get(end..).is_some_and(|b| b.starts_with('.'));
    Some(NamesAtHead { list, end: text.len() - behind.len() + end + usize::from(stop) })
}

/// Where the names end: before the stop that no initial stands before, before a year, a quotation or a bracket.
pub(super) fn find_end(behind: &str) -> Option<usize> {
    let stop = |i: usize| {
        let word = behind.get(..i).unwrap_or_default().rsplit([' ', '.']).next().unwrap_or_default();
        let rest = behind.get(i + 1..).unwrap_or_default();
        (rest.is_empty() || rest.starts_with(' ')) && word.chars().count() > 1
    };
    let ends = |(i, c): &(usize, char)| match c {
        '.' => stop(*i),
        '“' | '"' | '(' | '[' | '‘' | ':' | '?' => true,
        c => c.is_ascii_digit(),
    };
    let found = behind.char_indices().take_while(|(i, _)| *i < 300).find(ends).map_or(behind.len(), |(i, _)| i);
    let names = behind.get(..found)?;
    Some(names.trim_end_matches([' ', ',', '“', '"']).len()).filter(|_| found < 300)
}

/// Given names: capitalised words and initials.
pub(super) fn read_given_names(words: &[&str]) -> Option<Option<String>> {
    let initials = |w: &str| is_initials(w) && (w.contains('.') || w.chars().count() == 1);
    let name = |w: &&str| initials(w) || (is_family_word(w) && w.chars().count() > 1) || is_particle(w);
    // "Anil K. Jaspal" is a whole name: no given name stands behind an initial.
    let whole = words.windows(2).any(|pair| matches!(pair, [a, b] if initials(a) && !initials(b) && !is_particle(b)));
    let whole = whole && !words.first().is_some_and(|word| initials(word));
    (!whole && (1..=3).contains(&words.len()) && words.iter().all(name)).then(|| Some(words.join(" ")))
}

/// `Lars E. Brandt`, `María Silva Pereira`, `Piet van Dyk`: what follows the first given name and its initials, or
/// begins at a particle, is the family name.
fn read_in_order(words: &[&str]) -> Option<Name> {
    let particle = words.iter().skip(1).position(|w| is_particle(w)).map(|p| p + 1);
    let initials = words.iter().skip(1).take_while(|w| is_initials(w)).count();
    let from = particle.unwrap_or(1 + initials);
    let (given, family) = words.split_at_checked(from)?;
    let fits = (1..=3).contains(&family.len()) && family.iter().all(|w| is_family_word(w));
    if fits { make_person(family, read_given_names(given)?, None) } else { None }
}
