//! Remarks on a claim, which change no state.

use super::date_judgement;
use crate::catalogue::Writing;
use crate::model::{Note, NoteKind, Uid};
use crate::tasks::Failure;
use crate::tasks::persons::TypedPerson;

/// Keeps a remark with a claim.
pub fn record_note(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    claim: Uid,
    text: &str,
) -> Result<Vec<String>, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::usage("the note is empty; nothing was recorded"));
    }
    let noted_on = date_judgement(writing)?;
    let row = person.find_or_add(writing)?;
    writing.add(&Note {
        uid: writing.uid(),
        claim,
        person: row.uid,
        noted_on,
        kind: NoteKind::Note,
        text: text.to_owned(),
        answers: None,
        retired_on: None,
    })?;
    Ok([vec![format!("Kept: a note by {}.", person.name)], row.namesakes].concat())
}
