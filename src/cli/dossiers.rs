//! Records in full for JSON output: snapshots are loaded article by article, in the order asked for.

use super::Failure;
use crate::catalogue::Catalogue;
use crate::compare::figures;
use crate::evidence;
use crate::model::{Article, Citation, Claim, ClaimDossier, FigureMatch, Settings, Snapshot, Uid};

/// The figures of a claim beside those of a citation's evidence.
pub(super) fn figures_of(snapshot: &Snapshot, claim: &Claim, citation: &Citation) -> Vec<FigureMatch> {
    figures::compare(&claim.statement, &evidence::evidence_words(citation, snapshot))
}

/// Claims in full. Neighbours of one article share its snapshot.
pub(super) fn claims(
    catalogue: &Catalogue,
    settings: &Settings,
    uids: impl IntoIterator<Item = Uid>,
) -> Result<Vec<ClaimDossier>, Failure> {
    let view = catalogue.view();
    let mut loaded: Option<(Uid, Snapshot)> = None;
    let mut claims = Vec::new();
    for uid in uids {
        let Some(claim) = view.get::<Claim>(uid)? else { continue };
        if loaded.as_ref().is_none_or(|(home, _)| *home != claim.article) {
            let Some(home) = view.get::<Article>(claim.article)? else { continue };
            loaded = Some((home.uid, view.snapshot(&home)?));
        }
        if let Some((_, snapshot)) = &loaded {
            claims.push(evidence::claim_dossier(&claim, snapshot, settings, |c, citation| {
                figures_of(snapshot, c, citation)
            }));
        }
    }
    Ok(claims)
}
