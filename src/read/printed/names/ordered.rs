//! `N. Okafor, L. E. Brandt, and M. Silva,`: initials before the family name, as IEEE and Elsevier print them.

use super::{Head, Names, initials_first, is_et_al};
use crate::read::printed::organisations::is_organisation;

/// Names with their initials first at the head of a string.
pub(in super::super) fn read_ordered(text: &str) -> Option<Head> {
    let mut list = Names::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let rest = rest.trim_start_matches([' ', ',', ';']);
        let rest = ["and ", "& "].iter().find_map(|m| rest.strip_prefix(m)).unwrap_or(rest);
        let joined = [", ", ";", " and ", " & ", " (", ": "].iter().filter_map(|m| rest.find(m)).min();
        let end = joined.unwrap_or_else(|| rest.trim_end_matches([',', '.']).len());
        let Some(token) = rest.get(..end) else { break };
        // "U.S. Food and Drug Administration" begins like a person.
        if let Some(name) = initials_first(token).filter(|_| !is_organisation(token)) {
            list.names.push(name);
        } else if !list.names.is_empty() && is_et_al(token.get(..6).unwrap_or(token)) {
            list.et_al = true;
            return Some(Head { list, end: text.len() - rest.len() + end });
        } else {
            break;
        }
        at = text.len() - rest.len() + end;
    }
    (!list.names.is_empty()).then_some(Head { list, end: at })
}
