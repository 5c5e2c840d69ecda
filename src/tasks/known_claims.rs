//! Claims of other articles that an article seems to word: what was decided on them, for people to see beside the words.

use super::Failure;
use crate::catalogue::View;
use crate::evidence;
use crate::import::KnownClaim;
use crate::model::{Article, Claim, Snapshot, Uid};
use crate::tasks::addresses;
use std::collections::BTreeMap;

/// The claims that an article's newest version seems to word, in the order of the text, each once.
pub fn find_proposed(view: View<'_>, article: &Article) -> Result<Vec<KnownClaim>, Failure> {
    let mut claims: Vec<KnownClaim> = Vec::new();
    for place in view.snapshot(article)?.proposed {
        if !claims.iter().any(|known| known.address == place.address) {
            claims.push(KnownClaim { address: place.address, ..KnownClaim::default() });
        }
    }
    bring_verdicts(view, &mut claims, |_| Ok(false))?;
    Ok(claims)
}

/// Brings the latest verdicts on claims into view, but for those about which others' opinions are withheld.
pub fn bring_verdicts(
    view: View<'_>,
    claims: &mut [KnownClaim],
    is_withheld: impl Fn(Uid) -> Result<bool, Failure>,
) -> Result<(), Failure> {
    let mut homes: BTreeMap<Uid, Snapshot> = BTreeMap::new();
    for known in claims {
        let (home, claim) = addresses::find_claim(view, &known.address)?;
        if is_withheld(claim.uid)? {
            continue;
        }
        let snapshot = match homes.entry(home.uid) {
            std::collections::btree_map::Entry::Occupied(there) => there.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => free.insert(view.snapshot(&home)?),
        };
        judge_known_claim(known, &claim, snapshot);
    }
    Ok(())
}

fn judge_known_claim(known: &mut KnownClaim, claim: &Claim, snapshot: &Snapshot) {
    let standing = evidence::find_standing(claim, snapshot);
    known.verdict = standing.verdict();
    known.disputed = standing.is_disputed();
    if let Some(review) = standing.latest() {
        known.reviewed_on = Some(review.reviewed_on);
        known.stale = !evidence::find_stale_parts(review, claim, snapshot).is_empty();
    }
}

/// The claim in a few words: `hip-pain/c3 (supported on 2026-03-01, stale since)`.
pub fn describe(known: &KnownClaim) -> String {
    let said = match (known.verdict, known.reviewed_on) {
        (Some(verdict), Some(day)) => {
            let since = if known.stale { ", stale since" } else { "" };
            let disputed = if known.disputed { ", disputed" } else { "" };
            format!("{verdict} on {day}{since}{disputed}")
        }
        _ => "accepted, not reviewed".to_owned(),
    };
    format!("{} ({said})", known.address)
}
