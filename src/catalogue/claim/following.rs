//! What belongs to a claim follows when that turns out to be another: its places, citations with their readings, notes,
//! assignments and waivers. Reviews stay with the claim that they were given on, and count for the one that is kept.

use crate::catalogue::person::find_end;
use crate::catalogue::{Result, View, Writing};
use crate::model::{Assignment, Citation, CitationState, Claim, Note, Occurrence, Reading, Uid, Waiver};
use std::collections::{BTreeMap, BTreeSet};

/// What followed a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowedRows {
    /// Places in texts.
    pub occurrences: usize,
    /// Citations, those among them that became one with another.
    pub citations: usize,
    /// Notes on it.
    pub notes: usize,
    /// Assignments of it.
    pub assignments: usize,
    /// Waivers of it.
    pub waivers: usize,
    /// Pairs of citations of one reference on which people decided differently: the one that is kept, and the other.
    pub disagreements: Vec<(Uid, Uid)>,
}

impl View<'_> {
    /// The claim that this one turned out to be, at the end of all such steps; itself where it is none other.
    pub fn kept_claim(self, claim: Claim) -> Result<Claim> {
        let mut seen = BTreeSet::from([claim.uid]);
        let mut at = claim;
        // A ring ends where it is entered again.
        while let Some(next) = at.merged_into.filter(|next| seen.insert(*next)) {
            match self.get::<Claim>(next)? {
                Some(claim) => at = claim,
                None => break,
            }
        }
        Ok(at)
    }

    /// Claims that turned out to be this one.
    pub fn claims_merged_into(self, claim: Uid) -> Result<Vec<Claim>> {
        self.all(include_str!("merged_into.sql"), [claim])
    }

    /// Claims that turned out to be others, and which.
    pub(in crate::catalogue) fn merged_claims(self) -> Result<BTreeMap<Uid, Uid>> {
        let rows = self.rows(include_str!("merged.sql"), [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().collect())
    }

    /// The notes on a claim and the assignments and waivers of it.
    fn records_beside_claim(self, claim: Uid) -> Result<(Vec<Note>, Vec<Assignment>, Vec<Waiver>)> {
        let notes = self.all(include_str!("notes_of.sql"), [claim])?;
        let assignments = self.all(include_str!("assignments_of.sql"), [claim])?;
        Ok((notes, assignments, self.all(include_str!("waivers_of.sql"), [claim])?))
    }
}

impl Writing<'_> {
    /// Lets every claim that turned out to be another lead there at once, with all that belongs to it. A ring, which two desks
    /// can make of two merges, ends at its oldest claim. Answers pairs of citations on which people decided differently.
    pub(in crate::catalogue) fn settle_claims(&mut self) -> Result<Vec<(Uid, Uid)>> {
        let merged = self.view().merged_claims()?;
        let mut ends = Vec::new();
        for uid in merged.keys() {
            let merged_into = find_end(&merged, *uid);
            if let Some(claim) = self.view().get::<Claim>(*uid)?.filter(|claim| claim.merged_into != merged_into) {
                self.edit(&Claim { merged_into, ..claim })?;
            }
            ends.extend(merged_into.map(|end| (*uid, end)));
        }
        let mut disagreements = Vec::new();
        for (uid, end) in ends {
            disagreements.extend(self.follow_claim(uid, end)?.disagreements);
        }
        Ok(disagreements)
    }

    /// Lets all that belongs to one claim follow to another. Where people decided differently about one reference, the decision
    /// about the claim that is kept stays, and the two are named.
    pub fn follow_claim(&mut self, from: Uid, into: Uid) -> Result<FollowedRows> {
        let mut followed = FollowedRows::default();
        let there = self.view().occurrences_of(into)?;
        for occurrence in self.view().occurrences_of(from)? {
            // A place that both have is one place.
            let is_known = there.iter().any(|o| {
                (o.article, o.version, o.start, o.end)
                    == (occurrence.article, occurrence.version, occurrence.start, occurrence.end)
            });
            if !is_known {
                self.edit(&Occurrence { claim: into, ..occurrence })?;
                followed.occurrences += 1;
            }
        }
        for citation in self.view().citations_of(from)? {
            followed.citations += 1;
            match self.view().citation(into, citation.reference)? {
                None => _ = self.edit(&Citation { claim: into, ..citation })?,
                Some(kept) => self.join_citations(kept, citation, into, &mut followed)?,
            }
        }
        let (notes, assignments, waivers) = self.view().records_beside_claim(from)?;
        for note in notes {
            self.edit(&Note { claim: into, ..note })?;
            followed.notes += 1;
        }
        for assignment in assignments {
            self.edit(&Assignment { claim: Some(into), ..assignment })?;
            followed.assignments += 1;
        }
        for waiver in waivers {
            self.edit(&Waiver { record: Some(into), ..waiver })?;
            followed.waivers += 1;
        }
        Ok(followed)
    }

    /// Two citations of one reference become one: the older uid stays, so that two desks come to the same, and readings follow.
    fn join_citations(
        &mut self,
        kept: Citation,
        other: Citation,
        claim: Uid,
        followed: &mut FollowedRows,
    ) -> Result<()> {
        let (older, newer) = if kept.uid < other.uid { (&kept, &other) } else { (&other, &kept) };
        let both = match Citation::join(older, newer) {
            Some(both) => both,
            None => {
                followed.disagreements.push((kept.uid, other.uid));
                kept.clone()
            }
        };
        let gone = Citation { state: CitationState::Rejected, merged_into: Some(older.uid), ..newer.clone() };
        // First the one goes, since only one can be there.
        self.edit(&gone)?;
        self.edit(&Citation { uid: older.uid, claim, merged_into: None, ..both })?;
        for reading in self.view().readings_of(newer.uid)? {
            let Some(reading) = self.view().get::<Reading>(reading.uid)? else { continue };
            self.edit(&Reading { citation: older.uid, ..reading })?;
        }
        Ok(())
    }
}
