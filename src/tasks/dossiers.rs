//! Records in full for JSON output: snapshots are loaded article by article, in the order asked for.

use super::Failure;
use super::discussion;
use super::texts::ArticleTexts;
use crate::catalogue::{ArticleRow, Catalogue, CitationRow, ReferenceRow, View};
use crate::compare::EvidenceTexts;
use crate::evidence;
use crate::model::*;
use std::collections::BTreeMap;

/// The figures of a claim beside those of a citation's evidence; none while no words of the evidence are kept. Whether they
/// agree is withheld where others' opinions are. `texts` remembers what was read of the snapshot's evidence.
pub fn compare_figures<'s>(
    texts: &EvidenceTexts<'s>,
    snapshot: &'s Snapshot,
    claim: &Claim,
    citation: &'s Citation,
) -> Vec<FigureMatch> {
    let words = evidence::collect_evidence_words(citation, snapshot);
    if words.is_empty() {
        return Vec::new();
    }
    let mut figures = texts.compare_figures(&claim.statement, &words);
    if snapshot.withheld.contains(&claim.uid) {
        for figure in &mut figures {
            (figure.result, figure.remark) = (FigureResult::Withheld, String::new());
        }
    }
    figures
}

/// Claims in full. Neighbours of one article share its snapshot.
pub fn build_claims(
    view: View<'_>,
    settings: &Settings,
    uids: impl IntoIterator<Item = Uid>,
) -> Result<Vec<ClaimDossier>, Failure> {
    let mut texts = ArticleTexts::new(view);
    let wanted = uids.into_iter().map(|uid| view.get::<Claim>(uid)).collect::<Result<Vec<_>, _>>()?;
    let wanted: Vec<Claim> = wanted.into_iter().flatten().collect();
    let mut claims = Vec::new();
    for neighbours in wanted.chunk_by(|one, next| one.article == next.article) {
        let home = neighbours.first().map(|first| view.get::<Article>(first.article)).transpose()?.flatten();
        let Some(home) = home else { continue };
        let snapshot = view.snapshot(&home)?;
        let evidence = EvidenceTexts::default();
        for claim in neighbours {
            let mut dossier = evidence::build_claim_dossier(claim, &snapshot, settings, |claim, citation| {
                compare_figures(&evidence, &snapshot, claim, citation)
            });
            dossier.occurrences.extend(list_elsewhere(view, &mut texts, claim)?);
            add_discussion(view, claim, &mut dossier)?;
            claims.push(dossier);
        }
    }
    Ok(claims)
}

/// Adds who is asked to review a claim, and what people said about it.
pub fn add_discussion(view: View<'_>, claim: &Claim, dossier: &mut ClaimDossier) -> Result<(), Failure> {
    dossier.assigned = discussion::list_assigned(view, claim)?;
    dossier.notes = discussion::list_notes(view, claim.uid)?;
    Ok(())
}

/// What changed of an article's claims since their last reviews, by claim; those whose reviews hold are left out.
pub fn find_changes(view: View<'_>, article: &Article) -> Result<BTreeMap<Uid, String>, Failure> {
    let snapshot = view.snapshot(article)?;
    let stale = snapshot.claims.iter().filter_map(|claim| {
        let standing = evidence::find_standing(claim, &snapshot);
        let changed = evidence::find_stale_parts(standing.latest()?, claim, &snapshot);
        let changed: Vec<String> = changed.into_iter().map(|part| part.change).collect();
        (!changed.is_empty()).then(|| (claim.uid, changed.join("; ")))
    });
    Ok(stale.collect())
}

/// Where a claim is worded outside its home.
fn list_elsewhere(
    view: View<'_>,
    texts: &mut ArticleTexts<'_>,
    claim: &Claim,
) -> Result<Vec<OccurrenceDossier>, Failure> {
    let mut elsewhere = Vec::new();
    for o in view.occurrences_of(claim.uid)?.into_iter().filter(|o| o.article != claim.article) {
        let text = texts.load(o.article)?;
        if o.state == OccurrenceState::Proposed && !text.version.as_ref().is_some_and(|v| o.has_place(v.n)) {
            continue;
        }
        let (line, column) = text.place(&o).unzip();
        elsewhere.push(OccurrenceDossier {
            article: text.key.clone(),
            version: o.version,
            exact: o.exact,
            prefix: o.prefix,
            suffix: o.suffix,
            start: o.start,
            end: o.end,
            line,
            column,
            state: o.state,
        });
    }
    Ok(elsewhere)
}

/// Articles in full.
pub fn build_articles(catalogue: &Catalogue, rows: &[ArticleRow]) -> Result<Vec<ArticleDossier>, Failure> {
    rows.iter().map(|row| build_article(catalogue.view(), row)).collect()
}

/// An article in full.
pub fn build_article(view: View<'_>, row: &ArticleRow) -> Result<ArticleDossier, Failure> {
    let a = &row.article;
    let people = view.people_of(a.uid)?.into_iter().map(|(part, person)| PersonDossier {
        name: person.name,
        role: part.role,
        credentials: person.credentials,
    });
    let versions = view.version_heads(a.uid)?.into_iter().map(|version| VersionDossier {
        n: version.n,
        sha256: version.sha256,
        imported_at: version.imported_at,
        source: version.source,
    });
    Ok(ArticleDossier {
        address: a.key.clone(),
        title: a.title.clone(),
        url: a.url.clone(),
        publisher: a.publisher.clone(),
        language: a.language.clone(),
        updated_on: a.updated_on,
        last_reviewed_on: a.last_reviewed_on,
        people: people.collect(),
        versions: versions.collect(),
        counts: serde_json::to_value(row.counts).map_err(|e| Failure::Incomplete(e.to_string()))?,
    })
}

/// A reference in full.
pub fn build_reference(row: &ReferenceRow) -> ReferenceDossier {
    ReferenceDossier {
        address: row.address.clone(),
        number: row.number.clone(),
        printed: row.printed.clone(),
        work: row.work.clone(),
        doi: row.given_doi().map(str::to_owned),
        pmid: row.csl.pmid.clone(),
        pmcid: row.csl.pmcid.clone(),
        isbn: row.csl.isbn.clone(),
        url: row.csl.url.clone(),
        csl: row.csl.clone(),
    }
}

/// Works in full.
pub fn build_works(catalogue: &Catalogue, uids: impl IntoIterator<Item = Uid>) -> Result<Vec<WorkDossier>, Failure> {
    let view = catalogue.view();
    let mut works = Vec::new();
    for uid in uids {
        let Some(found) = view.get::<Work>(uid)? else { continue };
        works.push(build_work(&found, &view.citations_of_work(uid)?, &view.snapshot_of_work(&found)?));
    }
    Ok(works)
}

/// A work in full, with its citations. How strong its evidence is depends on what is claimed, so its level is that for
/// the first claim resting on it, and none where no claim does.
pub fn build_work(work: &Work, citations: &[CitationRow], snapshot: &Snapshot) -> WorkDossier {
    let asked = citations.iter().find(|c| c.state == CitationState::Asserted).map(|c| c.kind);
    let dossier = evidence::build_work_dossier(work, asked.unwrap_or(Kind::Context), snapshot);
    WorkDossier { evidence_level: dossier.evidence_level.filter(|_| asked.is_some()), ..dossier }
}

/// A citation with the claim it belongs to.
#[derive(Debug, serde::Serialize)]
pub struct ClaimCitation {
    claim: String,
    #[serde(flatten)]
    citation: CitationDossier,
}

/// Citations in full.
pub fn build_citations(
    catalogue: &Catalogue,
    settings: &Settings,
    rows: &[CitationRow],
) -> Result<Vec<ClaimCitation>, Failure> {
    let mut uids: Vec<Uid> = rows.iter().map(|row| row.claim_uid).collect();
    uids.dedup();
    let mut of_claims = BTreeMap::new();
    for claim in build_claims(catalogue.view(), settings, uids)? {
        for citation in claim.citations {
            of_claims.insert((claim.address.clone(), citation.reference.clone()), citation);
        }
    }
    let full = rows.iter().filter_map(|row| {
        let citation = of_claims.remove(&(row.claim.clone(), row.reference.clone()))?;
        Some(ClaimCitation { claim: row.claim.clone(), citation })
    });
    Ok(full.collect())
}
