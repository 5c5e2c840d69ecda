//! Two records that are one: the first stays, the second's address leads to it, and nothing that rests on it is lost.

mod claim;
mod person;
mod work;

use super::Failure;
use super::addresses::{self, AddressedRecord};
use crate::catalogue::{View, Writing};

/// What can be merged: one file and one line a kind. The first kind that knows both addresses merges them.
const KINDS: &[MergeKind] = &[claim::KIND, work::KIND, person::KIND];

/// A kind of record.
struct MergeKind {
    /// Merges the records at two addresses, and says so; none where the addresses are of another kind.
    merge: fn(&mut Writing<'_>, [&str; 2]) -> Result<Option<String>, Failure>,
}

/// Merges the records at two addresses, and says what became of them.
pub fn merge_records(writing: &mut Writing<'_>, typed: [&str; 2]) -> Result<String, Failure> {
    for kind in KINDS {
        if let Some(said) = (kind.merge)(writing, typed)? {
            return Ok(said);
        }
    }
    let [first, second] = typed;
    Err(Failure::usage(format!(
        "“{first}” and “{second}” are not two claims, two works or two people; nothing was merged"
    )))
}

/// The record that an address names in full; none where it names none, as the name of a person.
fn find_whole(view: View<'_>, typed: &str) -> Result<Option<AddressedRecord>, Failure> {
    if !addresses::is_whole(view, typed)? {
        return Ok(None);
    }
    addresses::find_record(view, typed).map(Some)
}
