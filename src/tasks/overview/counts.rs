//! An article's evidence in numbers: levels, ages, and where its sources lead.

use super::{ClaimOverview, LinkHealth, OverviewTerms, ReferenceOverview};
use crate::model::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// How many claims rest on evidence of which level: each claim counts once, with the strongest of its sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LevelCounts {
    /// Levels 1 to 5.
    pub levels: [u32; 5],
    /// Claims whose sources are of no known level.
    pub unknown: u32,
    /// Claims without a source.
    pub without: u32,
}

/// How old the works are, each counted once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgeCounts {
    /// The bands, youngest first.
    pub bands: Vec<AgeBand>,
    /// Works whose year is not known.
    pub unknown: u32,
}

/// Works of an age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeBand {
    /// The least age, in years.
    pub from: u32,
    /// The greatest; none where there is no end.
    pub to: Option<u32>,
    /// How many works.
    pub works: u32,
}

/// How many sources lead where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkCounts(pub BTreeMap<LinkHealth, u32>);

impl AddAssign<&LevelCounts> for LevelCounts {
    fn add_assign(&mut self, other: &LevelCounts) {
        self.levels.iter_mut().zip(other.levels).for_each(|(sum, n)| *sum += n);
        self.unknown += other.unknown;
        self.without += other.without;
    }
}

impl AddAssign<&AgeCounts> for AgeCounts {
    fn add_assign(&mut self, other: &AgeCounts) {
        if self.bands.is_empty() {
            self.bands = other.bands.iter().map(|band| AgeBand { works: 0, ..band.clone() }).collect();
        }
        self.bands.iter_mut().zip(&other.bands).for_each(|(sum, band)| sum.works += band.works);
        self.unknown += other.unknown;
    }
}

impl AddAssign<&LinkCounts> for LinkCounts {
    fn add_assign(&mut self, other: &LinkCounts) {
        other.0.iter().for_each(|(health, n)| *self.0.entry(*health).or_default() += n);
    }
}

pub(super) fn count_levels(claims: &[ClaimOverview]) -> LevelCounts {
    let mut counts = LevelCounts::default();
    for claim in claims {
        let best = claim.sources.iter().filter_map(|source| source.level.as_ref()).map(|level| level.value).min();
        let place = best.and_then(|level| counts.levels.get_mut(usize::from(level).checked_sub(1)?));
        match place {
            Some(place) => *place += 1,
            None if claim.sources.is_empty() => counts.without += 1,
            None => counts.unknown += 1,
        }
    }
    counts
}

/// The bands go by what the settings call recent and old.
fn list_bands(settings: &Settings) -> Vec<AgeBand> {
    let ends = [settings.recent_years, settings.work_old_years, settings.work_old_years.saturating_mul(2)];
    let ends: BTreeSet<u32> = ends.into_iter().collect();
    let begins = std::iter::once(0).chain(ends.iter().map(|end| end.saturating_add(1)));
    let ends = ends.iter().map(|end| Some(*end)).chain([None]);
    begins.zip(ends).map(|(from, to)| AgeBand { from, to, works: 0 }).collect()
}

pub(super) fn count_ages(
    claims: &[ClaimOverview],
    references: &[ReferenceOverview],
    terms: &OverviewTerms<'_>,
) -> AgeCounts {
    let mut counts = AgeCounts { bands: list_bands(terms.settings), unknown: 0 };
    let places: BTreeSet<usize> = claims.iter().flat_map(|claim| &claim.sources).map(|source| source.at).collect();
    let mut seen = BTreeSet::new();
    for reference in places.into_iter().filter_map(|at| references.get(at)) {
        if reference.work.as_ref().is_some_and(|work| !seen.insert(work)) {
            continue;
        }
        let age = reference.year.map(|year| u32::try_from(terms.today.year().saturating_sub(year)).unwrap_or(0));
        let band = age.and_then(|age| counts.bands.iter_mut().find(|band| band.to.is_none_or(|to| age <= to)));
        match band {
            Some(band) => band.works += 1,
            None => counts.unknown += 1,
        }
    }
    counts
}

pub(super) fn count_links(references: &[ReferenceOverview]) -> LinkCounts {
    let mut counts = LinkCounts::default();
    references.iter().for_each(|reference| *counts.0.entry(reference.health).or_default() += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_the_settings_without_gaps() {
        let bands = |recent, old| {
            let settings = Settings { recent_years: recent, work_old_years: old, ..Settings::default() };
            list_bands(&settings).into_iter().map(|band| (band.from, band.to)).collect::<Vec<_>>()
        };
        assert_eq!(bands(2, 5), [(0, Some(2)), (3, Some(5)), (6, Some(10)), (11, None)]);
        assert_eq!(bands(5, 5), [(0, Some(5)), (6, Some(10)), (11, None)]);
        assert_eq!(bands(10, 3), [(0, Some(3)), (4, Some(6)), (7, Some(10)), (11, None)]);
    }
}
