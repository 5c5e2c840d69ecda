//! `Okafor, Ngozi; Brandt, Lars E.; and Silva, María`: every name inverted with its given names spelt out, as Harvard lists
//! and repositories print them.

use super::spelt::{find_end, read_given_names};
use super::{Names, NamesAtHead, is_et_al, is_family_word, is_suffix, make_person};
use crate::model::Name;
use crate::read::printed::organisations::is_organisation;

/// Two such names or more at the head of a string.
pub(in super::super) fn read_paired(text: &str) -> Option<NamesAtHead> {
    let (first, behind) = text.split_once(", ")?;
    let start = first.len() + 2;
    let end = start + find_end(behind)?;
    let names = text.get(..end)?;
    if is_organisation(names) {
        return None;
    }
    let mut list = Names::default();
    for group in names.split("; ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")) {
        let group = group.trim().trim_start_matches("and ").trim_start_matches("& ").trim_end_matches(',');
        match group {
            "" | "and" => {}
            group if is_et_al(group) => list.et_al = true,
            group => list.names.extend(read_pairs(group, &mut list.et_al)?),
        }
    }
    let stop = usize::from(text.get(end..).is_some_and(|behind| behind.starts_with('.')));
    (list.names.len() > 1).then_some(NamesAtHead { list, end: end + stop })
}

/// `Okafor, Ngozi, Brandt, Lars`: families and given names by turns.
fn read_pairs(text: &str, et_al: &mut bool) -> Option<Vec<Name>> {
    let mut names: Vec<Name> = Vec::new();
    let mut parts = text.split(", ").map(str::trim);
    while let Some(part) = parts.next() {
        if is_et_al(part) {
            *et_al = true;
            continue;
        }
        if is_suffix(part) {
            names.last_mut()?.suffix = Some(part.trim_end_matches('.').to_owned());
            continue;
        }
        let family: Vec<&str> = part.split_whitespace().collect();
        let given: Vec<&str> = parts.next()?.split_whitespace().collect();
        if !(1..=3).contains(&family.len()) || !family.iter().all(|word| is_family_word(word)) {
            return None;
        }
        names.push(make_person(&family, read_given_names(&given)?, None)?);
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_inverted() {
        for (text, want) in [
            ("Okafor, Ngozi and Brandt, Lars (2017) Warm", Some("Okafor; Brandt")),
            ("Okafor, Ngozi; Brandt, Lars E.; and Silva, María, \"Warm", Some("Okafor; Brandt; Silva")),
            ("Okafor, Ngozi, van Dyk, Piet & Silva, María. Warm", Some("Okafor; van Dyk; Silva")),
            ("Okafor, Ngozi, Lars Brandt, and María Silva. Warm", None),
            ("Okafor, Ngozi. Warm", None),
        ] {
            let read =
                read_paired(text).map(|h| h.list.names.iter().map(Name::short_name).collect::<Vec<_>>().join("; "));
            assert_eq!(read.as_deref(), want, "{text}");
        }
    }
}
