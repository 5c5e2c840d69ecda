//! An article's text with every claim marked, without what stands behind the claims: what somebody reads beside one of them.

use super::marks::find_mark;
use super::{ClaimMark, TextBlock, wording};
use crate::evidence;
use crate::model::*;

/// An article's text with every claim marked.
#[derive(Debug, Clone)]
pub struct MarkedArticle {
    /// The row.
    pub uid: Uid,
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The language that it is in.
    pub language: String,
    /// Its text, block by block; empty where no version is stored.
    pub blocks: Vec<TextBlock>,
    /// The claims that are proposed or accepted, in the order of the text; those without a place come last.
    pub claims: Vec<MarkedClaim>,
}

/// A claim that is marked in a text.
#[derive(Debug, Clone)]
pub struct MarkedClaim {
    /// The row.
    pub uid: Uid,
    /// Its number in its home article.
    pub serial: u32,
    /// The key of its home, where that is another article.
    pub home: Option<String>,
    /// What it says.
    pub statement: String,
    /// The state by which it is marked.
    pub mark: ClaimMark,
    /// Where its words stand in the text.
    pub places: Vec<(u32, u32)>,
}

/// Marks the claims of an article that is loaded.
pub fn mark_article(article: &Article, snapshot: &Snapshot, settings: &Settings) -> MarkedArticle {
    let newest = snapshot.version.as_ref().map_or(0, |version| version.n);
    let stands = |claim: &&Claim| matches!(claim.status, Status::Proposed | Status::Accepted);
    let mut claims: Vec<MarkedClaim> = (snapshot.claims.iter().filter(stands))
        .map(|claim| {
            let placed = snapshot.occurrences_of(claim.uid).filter(|occurrence| occurrence.has_place(newest));
            MarkedClaim {
                uid: claim.uid,
                serial: claim.serial,
                home: (!snapshot.is_home(claim)).then(|| snapshot.articles.get(&claim.article).cloned()).flatten(),
                statement: claim.statement.clone(),
                mark: mark_claim(claim, snapshot, settings),
                places: placed.map(|occurrence| (occurrence.start, occurrence.end)).collect(),
            }
        })
        .collect();
    claims.sort_by_key(|claim| (claim.places.first().map_or(u32::MAX, |(start, _)| *start), claim.serial));
    MarkedArticle {
        uid: article.uid,
        key: article.key.clone(),
        title: article.title.clone(),
        language: article.language.clone(),
        blocks: wording::cut_text(snapshot, claims.iter().map(|claim| claim.places.as_slice())),
        claims,
    }
}

fn mark_claim(claim: &Claim, snapshot: &Snapshot, settings: &Settings) -> ClaimMark {
    // Figures mark nothing, so that none is compared.
    let dossier = evidence::build_claim_dossier(claim, snapshot, settings, |_, _| Vec::new());
    let works = snapshot.asserted_citations(claim.uid).filter_map(|citation| snapshot.work_of(citation));
    let notices: Vec<_> = works.map(|work| evidence::find_work_notices(work, snapshot)).collect();
    find_mark(claim, &dossier, notices.iter().map(Vec::as_slice))
}
