//! What changed since a day, by the log: claims, citations, readings and verdicts; and by what registries answered: notices.

use super::{ClaimOverview, ReferenceOverview};
use crate::model::*;
use jiff::civil::Date;

/// What changed since a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentChanges {
    /// The day.
    pub since: Date,
    /// When the newest version of the text was imported, where that was since then.
    pub version: Option<(u32, jiff::Timestamp)>,
    /// The claims to which something happened, by their places in the overview.
    pub claims: Vec<usize>,
    /// Notices that were heard of since then: the source, by its place in the overview, and the notice.
    pub notices: Vec<(usize, RegisteredNotice)>,
}

/// Finds what changed, and marks the claims to which it happened.
pub(super) fn find_changes(
    since: Date,
    snapshot: &Snapshot,
    references: &[ReferenceOverview],
    claims: &mut [ClaimOverview],
) -> RecentChanges {
    let is_since = |at: jiff::Timestamp| jiff::tz::TimeZone::UTC.to_datetime(at).date() >= since;
    for claim in claims.iter_mut() {
        claim.is_recent = claim.history.iter().any(|line| is_since(line.at));
    }
    let recent = claims.iter().enumerate().filter(|(_, claim)| claim.is_recent);
    let version = snapshot.version.as_ref().filter(|version| is_since(version.imported_at));
    let known = list_notices(snapshot, |heard| !is_since(heard.first_asked_at));
    let heard = list_notices(snapshot, |heard| is_since(heard.first_asked_at));
    let new: Vec<&RegisteredNotice> = heard.iter().filter(|notice| !known.iter().any(|k| is_same(k, notice))).collect();
    let notices = references.iter().enumerate().flat_map(|(at, reference)| {
        let of_it = reference.notices.iter().filter(|notice| new.iter().any(|n| is_same(n, notice)));
        of_it.map(move |notice| (at, notice.clone()))
    });
    RecentChanges {
        since,
        version: version.map(|version| (version.n, version.imported_at)),
        claims: recent.map(|(at, _)| at).collect(),
        notices: notices.collect(),
    }
}

fn is_same(one: &RegisteredNotice, other: &RegisteredNotice) -> bool {
    one.kind == other.kind && one.on == other.on && one.doi == other.doi && one.source == other.source
}

/// The notices in the answers that fit.
fn list_notices(snapshot: &Snapshot, fits: impl Fn(&Observation) -> bool) -> Vec<RegisteredNotice> {
    let answers = snapshot.observations.iter().filter(|heard| heard.subject == Subject::Notices && fits(heard));
    let read = |heard: &Observation| serde_json::from_str::<Option<NoticesAnswer>>(&heard.answer).ok().flatten();
    answers.filter_map(read).flat_map(|answer| answer.notices).collect()
}
