//! The index of derived states: derived anew where something changed, and compared with what it follows from.

use super::Failure;
use crate::catalogue::{Damage, View};
use crate::compare::EvidenceTexts;
use crate::evidence::{self, PlaceElsewhere, StateExtras};
use crate::model::{Article, ClaimState, Snapshot, Uid};
use std::collections::{BTreeMap, BTreeSet};

/// Derives the states anew that rest on something that changed. Whoever reads states calls this first.
pub fn renew_states(view: View<'_>) -> Result<(), Failure> {
    view.renew_states(|view, keeper| {
        let mut homes: BTreeMap<Uid, BTreeSet<Uid>> = BTreeMap::new();
        for (home, claim) in view.claims_to_derive()? {
            homes.entry(home).or_default().insert(claim);
        }
        for (home, claims) in homes {
            let Some(home) = view.get::<Article>(home)? else { continue };
            for state in derive_states(view, &home, &view.snapshot(&home)?, Some(&claims))? {
                keeper.keep(&state)?;
            }
        }
        Ok(())
    })
}

/// Where an article's own claims stand, or these of them, in order of serial.
pub fn derive_states(
    view: View<'_>,
    article: &Article,
    snapshot: &Snapshot,
    wanted: Option<&BTreeSet<Uid>>,
) -> Result<Vec<ClaimState>, Failure> {
    let mut elsewhere: BTreeMap<Uid, Vec<PlaceElsewhere>> = BTreeMap::new();
    for (article, occurrence) in view.occurrences_elsewhere(article.uid)? {
        let version = view.newest_version(occurrence.article)?;
        let imported_on = version.map(|version| jiff::tz::TimeZone::UTC.to_datetime(version.imported_at).date());
        elsewhere.entry(occurrence.claim).or_default().push(PlaceElsewhere { article, occurrence, imported_on });
    }
    let assigned = view.list_assigned(article.uid)?;
    let evidence = EvidenceTexts::default();
    let own = snapshot.claims.iter().filter(|claim| snapshot.is_home(claim));
    let states = own.filter(|claim| wanted.is_none_or(|wanted| wanted.contains(&claim.uid))).map(|claim| {
        let elsewhere = elsewhere.get(&claim.uid).map(Vec::as_slice).unwrap_or_default();
        let assigned = assigned.get(&Some(claim.uid)).or_else(|| assigned.get(&None)).copied();
        evidence::derive_claim_state(claim, snapshot, StateExtras { elsewhere, assigned, evidence: Some(&evidence) })
    });
    Ok(states.collect())
}

/// Compares the states that are kept with what they follow from, article by article: those that differ though nothing is noted
/// that they rest on.
pub fn compare_states(view: View<'_>) -> Result<Vec<Damage>, Failure> {
    let open: BTreeSet<Uid> = view.claims_to_derive()?.into_iter().map(|(_, claim)| claim).collect();
    let mut damage = Vec::new();
    for key in view.article_keys()? {
        let article = view.article(&key)?;
        for state in derive_states(view, &article, &view.snapshot(&article)?, None)? {
            if !open.contains(&state.claim) && !view.index_holds(&state)? {
                let what = "the index of derived states does not agree with the records: it was changed outside \
                    claimbook, or damaged. `claimbook verify-catalogue --rebuild-index` derives it anew";
                damage.push(Damage {
                    table: "claim_state".to_owned(),
                    row: state.claim.to_string(),
                    what: what.to_owned(),
                });
            }
        }
    }
    Ok(damage)
}

/// Derives every state anew, whatever the index says; answers how many there are.
pub fn rebuild_states(view: View<'_>) -> Result<usize, Failure> {
    let mut states = 0;
    view.rebuild_states(|view, keeper| {
        for article in view.articles()? {
            for state in derive_states(view, &article, &view.snapshot(&article)?, None)? {
                keeper.keep(&state)?;
                states += 1;
            }
        }
        Ok::<_, Failure>(())
    })?;
    Ok(states)
}
