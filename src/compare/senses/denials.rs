//! What a sentence denies: as many words that deny say another thing where they stand in another clause.

use super::reading::{SensePhrase, Statement};
use std::collections::BTreeSet;

/// Where what was denied is said now, and what was said is denied: "must not be taken, because it can harm" and "can be taken,
/// because it does not harm".
pub(super) fn find_moved_denial(was: &Statement, is: &Statement) -> Option<String> {
    let (denied, now_denied) = (list_items(was, true), list_items(is, true));
    let (said, now_said) = (list_items(was, false), list_items(is, false));
    let is_free =
        denied.iter().any(|stem| now_said.contains(stem) && !now_denied.contains(stem) && !said.contains(stem));
    let moved =
        now_denied.iter().find(|stem| said.contains(*stem) && !denied.contains(*stem) && !now_said.contains(*stem));
    let word = moved.filter(|_| is_free).and_then(|stem| is.items.iter().find(|item| item.stem == **stem));
    word.map(|word| format!("it denies “{}” instead", word.word))
}

/// What stands in clauses that deny, or in the others.
fn list_items(statement: &Statement, denied: bool) -> BTreeSet<&str> {
    let is_meant = |item: &&SensePhrase| !item.is_general && statement.denials.contains(&item.clause) == denied;
    statement.items.iter().filter(is_meant).map(|item| item.stem.as_str()).collect()
}
