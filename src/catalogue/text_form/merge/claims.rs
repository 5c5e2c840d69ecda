//! Claims that turned out to be others, on either side: what the other side gave to one of them follows.

use super::Merging;
use super::people::find_end;
use crate::catalogue::text_form::TextFormError;
use crate::model::{Citation, Claim};

impl Merging<'_, '_> {
    /// Lets every claim that turned out to be another lead there at once, with all that belongs to it. A ring, which two desks
    /// can make of two merges, ends at its oldest claim.
    pub(super) fn settle_claims(&mut self) -> Result<(), TextFormError> {
        let merged = self.writing.view().merged_claims()?;
        let mut ends = Vec::new();
        for uid in merged.keys() {
            let merged_into = find_end(&merged, *uid);
            if let Some(claim) =
                self.writing.view().get::<Claim>(*uid)?.filter(|claim| claim.merged_into != merged_into)
            {
                self.writing.edit(&Claim { merged_into, ..claim })?;
            }
            ends.extend(merged_into.map(|end| (*uid, end)));
        }
        for (uid, end) in ends {
            for (kept, other) in self.writing.follow_claim(uid, end)?.disagreements {
                let view = self.writing.view();
                if let (Some(kept), Some(other)) = (view.get::<Citation>(kept)?, view.get::<Citation>(other)?) {
                    let name = self.citation_name(&kept)?;
                    self.conflicts.push(format!(
                        "{name} ({} for one of two claims that are one, {} for the other)",
                        kept.state, other.state
                    ));
                }
            }
        }
        Ok(())
    }
}
