//! What changed since a day or an event: what `watch --since` tells of the article, when its text was imported, and to which
//! claims something happened by the log.

use super::{ClaimOverview, OverviewTerms};
use crate::catalogue::View;
use crate::model::*;
use crate::tasks::Failure;
use crate::tasks::watch::{DUE_WITHIN, Watch, WatchStart, make_article_digest};
use std::collections::BTreeSet;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentChanges {
    /// When the newest version of the text was imported, where that was since then.
    pub version: Option<(u32, jiff::Timestamp)>,
    /// The claims to which something happened, by their places in the overview.
    pub claims: Vec<usize>,
    /// What a digest tells: since when, notices, verdicts that no longer hold or come up, lost pages.
    pub digest: Digest,
}

/// Finds what changed, and marks the claims to which it happened.
pub(super) fn find_changes(
    view: View<'_>,
    since: &WatchStart,
    snapshot: &Snapshot,
    states: &[ClaimState],
    terms: &OverviewTerms<'_>,
    claims: &mut [ClaimOverview],
) -> Result<RecentChanges, Failure> {
    let watch = Watch {
        catalogue: terms.run.catalogue.clone(),
        settings: terms.settings,
        today: terms.today,
        since: since.clone(),
        due_within: DUE_WITHIN,
    };
    let digest = make_article_digest(view, snapshot, states, &watch)?;
    let on_works = digest.notices.iter().flat_map(|news| &news.claims);
    let on_pages = digest.pages.iter().flat_map(|news| &news.claims);
    let told: BTreeSet<&String> = on_works.chain(on_pages).chain(digest.stale.iter().map(|news| &news.claim)).collect();
    let is_since = |at: jiff::Timestamp| since.moment().is_none_or(|moment| at >= moment);
    for claim in claims.iter_mut() {
        let happened = claim.history.iter().any(|line| is_since(line.at));
        claim.is_recent = happened || told.contains(&claim.dossier.address);
    }
    let recent = claims.iter().enumerate().filter(|(_, claim)| claim.is_recent);
    let version = snapshot.version.as_ref().filter(|version| is_since(version.imported_at));
    Ok(RecentChanges {
        version: version.map(|version| (version.n, version.imported_at)),
        claims: recent.map(|(at, _)| at).collect(),
        digest,
    })
}
