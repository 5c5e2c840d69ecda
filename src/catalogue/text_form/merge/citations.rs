//! A citation that both sides added: the older uid stays, and readings follow. What a person decided counts more than what
//! was suggested; two decisions that differ are for people to settle.

use super::Merger;
use crate::catalogue::text_form::TextFormError;
use crate::model::{Citation, CitationState};

impl Merger<'_, '_> {
    /// A citation of the folder as it is stored here: joined with the one between the same claim and reference.
    pub(super) fn join_citation(&mut self, citation: Citation) -> Result<Citation, TextFormError> {
        let view = self.writing.view();
        let ours = match citation.merged_into {
            None => view.citation(citation.claim, citation.reference)?,
            Some(_) => None,
        };
        let Some(ours) = ours else { return Ok(citation) };
        // By uid, so that both sides take the same words where both have some.
        let (older, newer) = if ours.uid < citation.uid { (&ours, &citation) } else { (&citation, &ours) };
        let Some(both) = Citation::join(older, newer) else {
            let name = self.name_citation(&ours)?;
            self.conflicts.push(format!("{name} ({} here, {} in the folder)", ours.state, citation.state));
            return Ok(Citation { state: CitationState::Rejected, merged_into: Some(ours.uid), ..citation });
        };
        let kept = Citation { uid: older.uid, merged_into: None, ..both };
        let gone = Citation { state: CitationState::Rejected, merged_into: Some(older.uid), ..newer.clone() };
        let (ours, theirs) = if ours.uid == kept.uid { (kept, gone) } else { (gone, kept) };
        self.writing.edit(&ours)?;
        Ok(theirs)
    }

    /// What the folder says since of a citation that was joined here goes to the one that counts; the row stays as it is.
    pub(super) fn pass_on(&mut self, here: &Citation, there: &Citation) -> Result<bool, TextFormError> {
        let kept = here.merged_into.map(|uid| self.writing.view().get::<Citation>(uid)).transpose()?.flatten();
        let Some(kept) = kept.filter(|_| there.merged_into.is_none()) else {
            return Ok(here.merged_into.is_some() && here.merged_into == there.merged_into);
        };
        let Some(both) = Citation::join(&kept, there) else { return Ok(false) };
        self.writing.edit(&Citation { uid: kept.uid, merged_into: None, ..both })?;
        Ok(true)
    }
}
