//! Whether as many people have judged a claim as are wanted, and what is missing.

use super::{find_current_readings, find_stale_parts, find_standing};
use crate::model::{Citation, Claim, Settings, Snapshot, Uid};
use std::collections::BTreeSet;

/// The opinions on a claim.
#[derive(Debug, Clone)]
pub struct ClaimOpinions<'a> {
    /// How many people are wanted.
    pub wanted: usize,
    /// Who has given a verdict that still holds.
    pub given: BTreeSet<Uid>,
    /// Cited sources that fewer people have read, each with how many have.
    pub unread: Vec<(&'a Citation, usize)>,
}

impl ClaimOpinions<'_> {
    /// How many verdicts are missing.
    pub fn count_missing(&self) -> usize {
        self.wanted.saturating_sub(self.given.len())
    }

    /// Whether as many people as are wanted have judged the claim and each of its sources.
    pub fn is_finished(&self) -> bool {
        self.count_missing() == 0 && self.unread.is_empty()
    }
}

/// Who has judged a claim, and what is missing until it is finished. A verdict counts while what it signed is as it was.
pub fn find_opinions<'a>(claim: &Claim, snapshot: &'a Snapshot, settings: &Settings) -> ClaimOpinions<'a> {
    let home = snapshot.articles.get(&claim.article).map_or("", String::as_str);
    let wanted = settings.opinions.count_wanted(claim.kind, home);
    let holding = find_standing(claim, snapshot).current;
    let holding = holding.into_iter().filter(|review| find_stale_parts(review, claim, snapshot).is_empty());
    let given = holding.map(|review| review.person).collect();
    let readers = |citation: &Citation| {
        let readings = find_current_readings(citation, snapshot);
        readings.into_iter().map(|reading| reading.person).collect::<BTreeSet<Uid>>().len()
    };
    let cited = snapshot.asserted_citations(claim.uid).map(|citation| (citation, readers(citation)));
    ClaimOpinions { wanted, given, unread: cited.filter(|(_, readers)| *readers < wanted).collect() }
}

/// Who has given a whole opinion on a claim: a verdict, and a reading of each source that it cites. The views of a catalogue that
/// is read with somebody's eyes say the same in SQL.
pub fn find_opinion_givers(claim: &Claim, snapshot: &Snapshot) -> BTreeSet<Uid> {
    let has_read = |person: Uid, citation: &Citation| snapshot.readings_of(citation.uid).any(|r| r.person == person);
    let has_read_all =
        |person: &Uid| snapshot.asserted_citations(claim.uid).all(|citation| has_read(*person, citation));
    snapshot.reviews_of(claim.uid).map(|review| review.person).filter(has_read_all).collect()
}

/// Whether somebody who judges this claim is one of several whose opinions are wanted, and gives theirs without having seen
/// the others': fewer than are wanted have given theirs whole.
pub fn is_independent(claim: &Claim, snapshot: &Snapshot, settings: &Settings) -> bool {
    let home = snapshot.articles.get(&claim.article).map_or("", String::as_str);
    let wanted = settings.opinions.count_wanted(claim.kind, home);
    wanted > 1 && find_opinion_givers(claim, snapshot).len() < wanted
}
