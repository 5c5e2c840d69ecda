//! Claims that turned out to be others, on either side: what the other side gave to one of them follows.

use super::Merger;
use crate::catalogue::text_form::TextFormError;
use crate::model::Citation;

impl Merger<'_, '_> {
    /// Lets what belongs to claims that turned out to be others follow, and names what people decided differently.
    pub(super) fn settle_claims(&mut self) -> Result<(), TextFormError> {
        for (kept, other) in self.writing.settle_claims()? {
            let view = self.writing.view();
            if let (Some(kept), Some(other)) = (view.get::<Citation>(kept)?, view.get::<Citation>(other)?) {
                let name = self.name_citation(&kept)?;
                self.conflicts.push(format!(
                    "{name} ({} for one of two claims that are one, {} for the other)",
                    kept.state, other.state
                ));
            }
        }
        Ok(())
    }
}
