//! Which claims are meant: the same filters wherever claims are listed or decided on.

use super::values::word_parser;
use crate::catalogue::{ClaimFilter, ClaimRow, View};
use crate::evidence::find_standing;
use crate::model::{Article, Claim, Confidence, Doi, Kind, Status, Uid, Verdict};
use crate::tasks::states::renew_states;
use crate::tasks::{Failure, addresses};
use std::collections::{BTreeMap, BTreeSet};

/// The filters.
#[derive(Debug, Clone, Default, PartialEq, clap::Args)]
pub(crate) struct ClaimFilterArgs {
    /// Only claims of this article, and claims of others that it makes
    #[arg(long, value_name = "ARTICLE")]
    pub(crate) article: Option<String>,
    /// Only those of this kind
    #[arg(long, value_parser = word_parser::<Kind>(), value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// Only those that were proposed with this confidence
    #[arg(long, value_parser = word_parser::<Confidence>(), value_name = "CONFIDENCE")]
    pub(crate) confidence: Option<Confidence>,
    /// Only those whose newest review gives this verdict; of disputed claims, those to which anybody gave it
    #[arg(long, value_parser = word_parser::<Verdict>(), value_name = "VERDICT")]
    pub(crate) verdict: Option<Verdict>,
    /// Only those that rest on this DOI
    #[arg(long, value_name = "DOI")]
    pub(crate) doi: Option<Doi>,
    /// Only those with an asserted citation
    #[arg(long, conflicts_with = "unsupported")]
    pub(crate) cited: bool,
    /// Only those without an asserted citation
    #[arg(long)]
    pub(crate) unsupported: bool,
    /// Only those whose last review no longer holds
    #[arg(long)]
    pub(crate) stale: bool,
    /// Only those that nobody has reviewed yet
    #[arg(long, conflicts_with_all = ["verdict", "stale"])]
    pub(crate) unreviewed: bool,
}

impl ClaimFilterArgs {
    /// Whether nothing is filtered.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The claims that fit, in this status, or proposed and accepted ones where none is asked for; at most so many.
    pub(crate) fn list(
        &self,
        view: View<'_>,
        status: Option<Status>,
        most: Option<u32>,
    ) -> Result<Vec<ClaimRow>, Failure> {
        let article = addresses::find_article_if_named(view, self.article.as_deref())?;
        if self.unsupported {
            renew_states(view)?;
        }
        let stale = if self.stale { find_stale(view)? } else { BTreeSet::new() };
        // These two are looked at row by row below.
        let disputed = self.verdict.map(|verdict| find_disputed(view, verdict)).transpose()?.unwrap_or_default();
        let is_plain = disputed.is_empty() && !(self.stale && self.doi.is_some());
        let filter = ClaimFilter {
            article: article.map(|a| a.uid),
            worded_there: true,
            kind: self.kind,
            confidence: self.confidence,
            status,
            cited: self.cited,
            unsupported: self.unsupported,
            unreviewed: self.unreviewed,
            verdict: self.verdict.filter(|_| disputed.is_empty()),
            doi: self.doi.clone(),
            stale: self.stale,
            most: most.filter(|_| is_plain),
        };
        let mut rows = view.claim_rows(&filter)?;
        rows.retain(|row| !self.stale || stale.contains(&row.uid));
        rows.retain(|row| self.verdict.is_none_or(|wanted| row.verdict == Some(wanted) || disputed.contains(&row.uid)));
        rows.truncate(most.map_or(usize::MAX, |n| n as usize));
        Ok(rows)
    }
}

/// The claims whose review no longer holds.
fn find_stale(view: View<'_>) -> Result<BTreeSet<Uid>, Failure> {
    renew_states(view)?;
    Ok(view.stale_claims()?)
}

/// The disputed claims of which one of the verdicts that differ is this one.
fn find_disputed(view: View<'_>, verdict: Verdict) -> Result<BTreeSet<Uid>, Failure> {
    renew_states(view)?;
    let mut homes: BTreeMap<Uid, Vec<Claim>> = BTreeMap::new();
    for uid in view.disputed_claims()? {
        let Some(claim) = view.get::<Claim>(uid)? else { continue };
        homes.entry(claim.article).or_default().push(claim);
    }
    let mut found = BTreeSet::new();
    for (home, claims) in homes {
        let Some(home) = view.get::<Article>(home)? else { continue };
        let snapshot = view.snapshot(&home)?;
        let says = |claim: &&Claim| find_standing(claim, &snapshot).list_open().iter().any(|r| r.verdict == verdict);
        found.extend(claims.iter().filter(says).map(|claim| claim.uid));
    }
    Ok(found)
}

/// The claims that a decision is about: those that are named, or those that fit filters.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct MeantClaims {
    /// The claims; instead of naming them, filter
    #[arg(value_name = "CLAIM")]
    claims: Vec<String>,
    #[command(flatten)]
    filter: ClaimFilterArgs,
    /// Every proposal, if there is no other filter
    #[arg(long)]
    all: bool,
}

impl MeantClaims {
    /// Whether claims are named, one by one.
    pub(crate) fn are_named(&self) -> bool {
        !self.claims.is_empty()
    }

    /// The claims, each with its home; all of them, or an error where one cannot be found. Filters look at claims that nobody
    /// has decided on.
    pub(crate) fn find(&self, view: View<'_>) -> Result<Vec<(Article, Claim)>, Failure> {
        match (self.are_named(), self.filter.is_empty() && !self.all) {
            (true, true) => self.claims.iter().map(|typed| addresses::find_claim(view, typed)).collect(),
            (true, false) => Err(Failure::usage("name claims, or filter them, but not both. Nothing was changed")),
            (false, true) => Err(Failure::usage(
                "no claims were named. Name some, filter them (such as --kind prevalence --cited), or use --all for \
                    every proposal. Nothing was changed",
            )),
            (false, false) => {
                let rows = self.filter.list(view, Some(Status::Proposed), None)?;
                let mut found = Vec::new();
                for row in rows {
                    let Some(claim) = view.get::<Claim>(row.uid)? else { continue };
                    let Some(home) = view.get::<Article>(claim.article)? else { continue };
                    found.push((home, claim));
                }
                Ok(found)
            }
        }
    }
}
