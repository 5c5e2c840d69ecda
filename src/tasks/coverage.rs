//! Where articles stand: their claims counted by everything that people decided and that follows from it.

use super::Failure;
use super::queue::find_last_due;
use super::states::renew_states;
use crate::catalogue::{CoverageRow, View};
use crate::model::{Article, Coverage, Kind, KindCoverage, Progress, Settings, Status, Uid};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// So many articles are asked about one by one; of more, all are counted at once.
const ONE_BY_ONE: usize = 8;

/// Counts the claims that each article is home to.
pub fn count_coverage(
    view: View<'_>,
    settings: &Settings,
    today: Date,
    articles: &[Article],
) -> Result<Vec<Coverage>, Failure> {
    renew_states(view)?;
    let (rows, references) = view.read_at_once(|view| find_rows(view, settings, today, articles))?;
    let mut by_article: BTreeMap<Uid, Coverage> = BTreeMap::new();
    for row in &rows {
        add(by_article.entry(row.article).or_insert_with(Coverage::empty), row);
    }
    let covered = articles.iter().map(|article| {
        let counted = by_article.remove(&article.uid).unwrap_or_else(Coverage::empty);
        let (references, unused_references) = references.get(&article.uid).copied().unwrap_or_default();
        Coverage {
            article: article.key.clone(),
            title: article.title.clone(),
            references,
            unused_references,
            ..counted
        }
    });
    Ok(covered.collect())
}

/// Counts the claims of these articles by kind, in the order of kinds; those that there are none of are left out.
pub fn count_coverage_by_kind(
    view: View<'_>,
    settings: &Settings,
    today: Date,
    articles: &[Article],
) -> Result<Vec<KindCoverage>, Failure> {
    renew_states(view)?;
    let (rows, _) = view.read_at_once(|view| find_rows(view, settings, today, articles))?;
    let wanted: BTreeSet<Uid> = articles.iter().map(|article| article.uid).collect();
    let mut by_kind: BTreeMap<Kind, KindCoverage> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_counted(row) && wanted.contains(&row.article)) {
        let all = by_kind.entry(row.kind).or_insert_with(|| KindCoverage {
            kind: row.kind,
            claims: 0,
            sentences: 0,
            cited: 0,
            verified: 0,
            reviewed: 0,
            stale: 0,
            due: 0,
            progress: Progress::default(),
        });
        all.claims += row.claims;
        all.sentences += row.sentences;
        let claims_if = |is: bool| if is { row.claims } else { 0 };
        all.cited += claims_if(row.cited);
        all.verified += claims_if(row.verified);
        all.reviewed += claims_if(row.verdict.is_some());
        all.stale += claims_if(row.stale);
        all.due += row.due;
        advance(&mut all.progress, row);
    }
    Ok(by_kind.into_values().collect())
}

type Rows = (Vec<CoverageRow>, BTreeMap<Uid, (u32, u32)>);

fn find_rows(view: View<'_>, settings: &Settings, today: Date, articles: &[Article]) -> Result<Rows, Failure> {
    let last = find_last_due(settings, today);
    if articles.len() > ONE_BY_ONE {
        return Ok((view.coverage_rows(None, &last, today)?, view.used_references(None)?));
    }
    let (mut rows, mut references) = (Vec::new(), BTreeMap::new());
    for article in articles {
        rows.extend(view.coverage_rows(Some(article.uid), &last, today)?);
        references.extend(view.used_references(Some(article.uid))?);
    }
    Ok((rows, references))
}

/// All but the statuses speak of the claims that are proposed or accepted.
fn is_counted(row: &CoverageRow) -> bool {
    matches!(row.status, Status::Proposed | Status::Accepted)
}

fn add(coverage: &mut Coverage, row: &CoverageRow) {
    *coverage.statuses.entry(row.status).or_default() += row.claims;
    if !is_counted(row) {
        return;
    }
    let claims_if = |is: bool| if is { row.claims } else { 0 };
    let sentences_if = |is: bool| if is { row.sentences } else { 0 };
    let is_reviewed = row.verdict.is_some();
    coverage.claims += row.claims;
    *coverage.kinds.entry(row.kind).or_default() += row.claims;
    coverage.cited += claims_if(row.cited);
    coverage.uncited += claims_if(!row.cited);
    coverage.verified += claims_if(row.verified);
    coverage.reviewed += claims_if(is_reviewed);
    if let Some(verdict) = row.verdict {
        *coverage.verdicts.entry(verdict).or_default() += row.claims;
    }
    coverage.disputed += claims_if(row.disputed);
    coverage.stale += claims_if(row.stale);
    coverage.due += row.due;
    coverage.sentences += row.sentences;
    coverage.cited_sentences += sentences_if(row.cited);
    coverage.verified_sentences += sentences_if(row.verified);
    coverage.reviewed_sentences += sentences_if(is_reviewed);
    coverage.stale_sentences += sentences_if(row.stale);
    advance(&mut coverage.progress, row);
}

/// Counts each claim where it has come farthest.
fn advance(progress: &mut Progress, row: &CoverageRow) {
    let farthest = match (row.verdict, row.stale, row.verified, row.cited) {
        (Some(_), true, ..) => &mut progress.stale,
        (Some(_), ..) => &mut progress.holding,
        (None, _, true, _) => &mut progress.read,
        (None, _, _, true) => &mut progress.cited,
        (None, ..) => &mut progress.bare,
    };
    *farthest += row.claims;
}
