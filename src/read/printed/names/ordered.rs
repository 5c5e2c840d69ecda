//! `N. Okafor, L. E. Brandt, and M. Silva,`: initials before the family name, as IEEE and Elsevier print them.

use super::{Names, NamesAtHead, is_et_al, is_initials, read_initials_first};
use crate::model::Name;
use crate::read::printed::organisations::is_organisation;
use crate::read::printed::words::is_particle;

/// Names with their initials first at the head of a string.
pub(in super::super) fn read_ordered(text: &str) -> Option<NamesAtHead> {
    let mut list = Names::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let rest = rest.trim_start_matches([' ', ',', ';']);
        let rest = ["and ", "& "].iter().find_map(|m| rest.strip_prefix(m)).unwrap_or(rest);
        let joined = [", ", ";", " and ", " & ", " (", ": "].iter().filter_map(|m| rest.find(m)).min();
        let end = joined.unwrap_or_else(|| rest.trim_end_matches([',', '.']).len());
        let Some(token) = rest.get(..end) else { break };
        // "R. J. Vale et al., “Knees.”"
        if let Some(alone) = [" et al.", " et al"].iter().find_map(|mark| token.strip_suffix(mark))
            && let Some(name) = read_initials_first(alone).filter(|_| !is_organisation(alone))
        {
            list.names.push(name);
            list.et_al = true;
            return Some(NamesAtHead { list, end: text.len() - rest.len() + end });
        }
        // "U.S. Food and Drug Administration" begins like a person.
        if let Some(name) = read_initials_first(token).filter(|_| !is_organisation(token)) {
            list.names.push(name);
        } else if !list.names.is_empty() && is_et_al(token.get(..6).unwrap_or(token)) {
            list.et_al = true;
            return Some(NamesAtHead { list, end: text.len() - rest.len() + end });
        } else {
            break;
        }
        at = text.len() - rest.len() + end;
    }
    (!list.names.is_empty()).then_some(NamesAtHead { list, end: at })
}

/// One name with its initials first at the head of a string whose next word is none of it, and the name's bytes: the family
/// name is the first word in capitals, with the particles before.
pub(in super::super) fn read_first_ordered(text: &str) -> Option<(Name, usize)> {
    let is_before_family =
        |word: &str| word.ends_with('.') && is_initials(word) || is_particle(&word.to_lowercase()) || word == "St.";
    let before: usize = text.split(' ').take_while(|word| is_before_family(word)).map(|word| word.len() + 1).sum();
    let family = text.get(before..)?.split([' ', ',']).next()?;
    let end = before + family.len();
    Some((read_initials_first(text.get(..end)?)?, end))
}
