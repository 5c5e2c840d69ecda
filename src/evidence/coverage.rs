//! Where an article stands: its claims counted by everything that people decided and that follows from it.

use super::{find_review_due, find_stale_parts, find_standing, is_verified};
use crate::model::{CitationState, Claim, Coverage, Settings, Snapshot, Status};
use jiff::civil::Date;

/// Counts the claims that an article is home to.
pub fn count_coverage(snapshot: &Snapshot, settings: &Settings, today: Date) -> Coverage {
    let mut coverage = Coverage {
        article: snapshot.key().to_owned(),
        title: snapshot.article.as_ref().map(|a| a.title.clone()).unwrap_or_default(),
        ..Coverage::nothing()
    };
    for claim in snapshot.claims.iter().filter(|claim| snapshot.is_home(claim)) {
        *coverage.statuses.entry(claim.status).or_default() += 1;
        if matches!(claim.status, Status::Proposed | Status::Accepted) {
            count(&mut coverage, claim, snapshot, settings, today);
        }
    }
    for reference in snapshot.references.iter().filter(|reference| reference.is_listed()) {
        coverage.references += 1;
        let used = snapshot.citing(reference.uid).any(|citation| citation.state == CitationState::Asserted);
        coverage.unused_references += u32::from(!used);
    }
    coverage
}

fn count(coverage: &mut Coverage, claim: &Claim, snapshot: &Snapshot, settings: &Settings, today: Date) {
    let (cited, standing) = (snapshot.asserted(claim.uid).next().is_some(), find_standing(claim, snapshot));
    let verified = snapshot.asserted(claim.uid).any(|citation| is_verified(citation, snapshot));
    coverage.claims += 1;
    *coverage.kinds.entry(claim.kind).or_default() += 1;
    coverage.cited += u32::from(cited);
    coverage.uncited += u32::from(!cited);
    coverage.verified += u32::from(verified);
    let Some(latest) = standing.latest() else { return };
    coverage.reviewed += 1;
    *coverage.verdicts.entry(latest.verdict).or_default() += 1;
    coverage.disputed += u32::from(standing.is_disputed());
    coverage.stale += u32::from(!find_stale_parts(latest, claim, snapshot).is_empty());
    coverage.due += u32::from(find_review_due(latest, settings) <= today);
}
