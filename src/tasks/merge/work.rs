//! Two works that are one: references, notices and what people decided about either go to the one that is kept.

use super::{AddressedRecord, Failure, MergeKind, find_whole};
use crate::catalogue::Writing;
use crate::compare::filling::fill_all;
use crate::model::{Notice, Reference, Work};

/// Works.
pub(super) const KIND: MergeKind = MergeKind { merge };

fn merge(writing: &mut Writing<'_>, [first, second]: [&str; 2]) -> Result<Option<String>, Failure> {
    let named = (find_whole(writing.view(), first)?, find_whole(writing.view(), second)?);
    let (Some(AddressedRecord::Work(first)), Some(AddressedRecord::Work(second))) = named else { return Ok(None) };
    if first.uid == second.uid {
        return Err(Failure::usage(format!("both are already {}; nothing was changed", first.key)));
    }
    let (kept, gone) = (first.key.clone(), second.key.clone());
    if writing.reason().is_none() {
        refuse_two_identifiers(&first, &second)?;
    }
    let mut whole = (*first).clone();
    fill_all(&mut whole, &second);
    // A work is not superseded by itself.
    whole.superseded_by = whole.superseded_by.filter(|newer| *newer != second.uid);
    let (first, second) = (first.uid, second.uid);
    // Whatever had turned out to be the second leads to the first at once; and it gives up what only one work can have.
    for work in writing.view().works_leading_to(second)? {
        let superseded_by = work.superseded_by.map(|newer| if newer == second { first } else { newer });
        let merged_into = match work.uid == second || work.merged_into == Some(second) {
            true => Some(first),
            false => work.merged_into,
        };
        if work.uid != first {
            writing.edit(&Work {
                superseded_by: superseded_by.filter(|newer| *newer != work.uid),
                merged_into,
                ..work
            })?;
        }
    }
    writing.edit(&whole)?;
    let references = writing.view().references_to(second)?;
    for reference in &references {
        writing.edit(&Reference { work: Some(first), ..reference.clone() })?;
    }
    for notice in writing.view().notices(second)? {
        writing.edit(&Notice { work: first, ..notice })?;
    }
    let follow = match references.len() {
        0 => String::new(),
        1 => " 1 reference now refers to it.".to_owned(),
        n => format!(" {n} references now refer to it."),
    };
    Ok(Some(format!("{gone} is now {kept}, and its old address leads there.{follow}")))
}

/// Two identifiers of one kind say that there are two works; only a person who knows better says otherwise, and why.
fn refuse_two_identifiers(first: &Work, second: &Work) -> Result<(), Failure> {
    let doi = |work: &Work| work.doi.as_ref().map(ToString::to_string);
    let all = [
        ("DOIs", doi(first), doi(second)),
        ("PMIDs", first.pmid.clone(), second.pmid.clone()),
        ("ISBNs", first.isbn.clone(), second.isbn.clone()),
    ];
    for (kind, one, other) in all {
        if let (Some(one), Some(other)) = (one, other)
            && one != other
        {
            let (kept, gone) = (&first.key, &second.key);
            return Err(Failure::usage(format!(
                "{kept} and {gone} have two {kind}, {one} and {other}, so they look like two works; nothing was \
                    merged. If {kept} replaced {gone}, run claimbook edit {gone} superseded_by={kept}; if they are \
                    one work anyway, say why with --reason"
            )));
        }
    }
    Ok(())
}
