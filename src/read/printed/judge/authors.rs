//! How well what is read as authors stands for people and organisations.

use crate::read::printed::draft::Draft;
use crate::read::printed::names::{read_capitals, read_head, read_signed};
use crate::read::printed::organisations::{is_acronym, is_organisation, reads_like_name};
use crate::read::printed::sites::stands_in;
use crate::read::printed::wide::is_east_asian;

/// How the worst of the authors stands; one wrong name in a list is as bad as if it were alone.
pub(super) fn rate_worst_author(draft: &Draft<'_>) -> f32 {
    let each = draft.authors.iter().map(|name| match (&name.family, &name.literal) {
        (Some(family), _) => rate_person(family, name.given.as_deref()),
        (None, Some(group)) => rate_organisation(group, draft),
        _ => -1.0,
    });
    let lowest = each.fold(f32::INFINITY, f32::min);
    if lowest.is_finite() { lowest } else { 0.0 }
}

/// Whether people come first and a group last, as studies sign.
pub(super) fn ends_with_group(draft: &Draft<'_>) -> bool {
    let ends = draft.authors.first().zip(draft.authors.last());
    ends.is_some_and(|(person, group)| person.family.is_some() && group.literal.is_some())
}

fn rate_person(family: &str, given: Option<&str>) -> f32 {
    let initials = given.is_some_and(|g| g.chars().filter(|c| c.is_lowercase()).count() <= 2);
    let of_its_form = match (family.split(' ').count() <= 4, given.is_some(), initials) {
        (false, _, _) => -1.0,
        (_, false, _) if family.contains(is_east_asian) => 1.2,
        (_, false, _) => -0.5,
        (_, _, true) => 2.0,
        (_, _, false) => 1.2,
    };
    // "UNIVERSIDADE DO PORTO" with what looks like initials behind.
    let group = family.contains(' ') && given.is_some_and(|given| is_organisation(&format!("{family} {given}")));
    of_its_form - if group { 1.5 } else { 0.0 } - if is_in_capitals(family, given) { 0.9 } else { 0.0 }
}

/// `SILVA, João`: a family name that is printed in capitals only to tell it from the given names.
fn is_in_capitals(family: &str, given: Option<&str>) -> bool {
    let capitals = family.chars().count() > 2 && !family.contains(char::is_lowercase);
    capitals && given.is_some_and(|given| given.contains(|c: char| c == '.' || c.is_lowercase()))
}

/// Whether a name stands in the entry's own address.
pub(super) fn stands_in_address(name: &str, draft: &Draft<'_>) -> bool {
    draft.known.url.as_deref().is_some_and(|url| stands_in(name, url))
}

fn rate_organisation(name: &str, draft: &Draft<'_>) -> f32 {
    let words = name.split(' ').count();
    let odd = ["et al", ", for the ", "on behalf of"].iter().any(|mark| name.contains(mark))
        || name.contains([';', '?', '“', '"'])
        || (name.contains(": ") && words > 4)
        || name.ends_with(", n.d")
        || (name.contains(", ") && read_capitals(&format!("{name}.")).is_some())
        || (name.contains(", ") && read_signed(&format!("{name}.")).is_some_and(|people| people.list.names.len() > 1));
    match () {
        () if odd || name.chars().count() > 150 || read_head(name).is_some() => -2.0,
        () if is_organisation(name) || stands_in_address(name, draft) => 1.5,
        () if is_acronym(name) => 1.0,
        () if reads_like_name(name) && words <= 5 => 0.6,
        () if words <= 4 => 0.0,
        () => -1.5,
    }
}
