//! Two persons who are one.

use super::{Failure, MergeKind};
use crate::catalogue::Writing;
use crate::model::Person;
use crate::tasks::{addresses, persons};

/// Persons.
pub(super) const KIND: MergeKind = MergeKind { merge };

fn merge(writing: &mut Writing<'_>, typed: [&str; 2]) -> Result<Option<String>, Failure> {
    // Whatever has an address of another kind is no person.
    for one in typed {
        if addresses::is_whole(writing.view(), one)? && persons::find_person_if_any(writing.view(), one)?.is_none() {
            return Ok(None);
        }
    }
    let [first, second] = typed;
    let (first, second) =
        (persons::resolve_person(writing.view(), first)?, persons::resolve_person(writing.view(), second)?);
    if first.uid == second.uid {
        return Err(Failure::usage(format!("both are already {}; nothing was changed", persons::format_name(&first))));
    }
    let said = format!(
        "{} ({}) is now {} ({}). Their decisions stand, as those of one person.",
        persons::format_name(&second),
        persons::format_address(&second),
        persons::format_name(&first),
        persons::format_address(&first)
    );
    let whole = Person {
        credentials: first.credentials.clone().or(second.credentials.clone()),
        contact: first.contact.clone().or(second.contact.clone()),
        declared_id: first.declared_id.clone().or(second.declared_id.clone()),
        ..first
    };
    writing.edit(&whole)?;
    // Whoever had turned out to be the second leads to the first at once.
    for person in writing.view().persons()? {
        if person.uid == second.uid || person.merged_into == Some(second.uid) {
            writing.edit(&Person { merged_into: Some(whole.uid), ..person })?;
        }
    }
    Ok(Some(said))
}
