//! Running the rules over articles, and gathering what they find.

use super::Failure;
use super::loading::ArticleLoader;
use crate::catalogue::Catalogue;
use crate::model::{Article, Settings, Unchecked};
use crate::report::{Baseline, Policy, Report, ReportBuilder, RunInfo, Waivers};
use std::collections::BTreeSet;

/// What happened before the rules ran, and counts for the exit code.
#[derive(Debug, Default)]
pub struct AuditContext {
    /// What could not be asked.
    pub unchecked: Vec<Unchecked>,
    /// Nothing that was asked could be checked.
    pub incomplete: bool,
    /// The kinds of verdict that the registries were asked for: how the works stand in them is news.
    pub asked: Vec<&'static str>,
}

/// What a report is to cover.
#[derive(Debug, Default)]
pub struct AuditScope {
    /// Only these rules or families; all where none are named.
    pub only: Vec<String>,
    /// Every article of the catalogue is looked at.
    pub whole: bool,
    /// What could not be asked.
    pub unchecked: Vec<Unchecked>,
    /// What is known already.
    pub baseline: Baseline,
}

/// Runs the rules on the articles, and says what they found.
pub fn audit_articles(
    catalogue: &mut Catalogue,
    articles: &[Article],
    (run, policy, settings): (RunInfo, &Policy, &Settings),
    loading: &ArticleLoader,
    scope: AuditScope,
) -> Result<Report, Failure> {
    let mut gathering = ReportBuilder::new(run, policy, settings);
    loading.load_each(catalogue, articles, |snapshot| gathering.add_article(&snapshot))?;
    gathering.set_baseline(scope.baseline);
    let asked: BTreeSet<Unchecked> = scope.unchecked.into_iter().collect();
    asked.iter().cloned().for_each(|unchecked| gathering.add_unchecked(unchecked));
    let view = catalogue.view();
    let people = view.persons()?.into_iter().map(|p| (p.uid, p.name)).collect();
    let waivers = Waivers { list: view.waivers()?, people, whole: scope.whole };
    let mut report = gathering.finish(&waivers);
    // Why something could not be asked says more than that nobody has asked.
    let told: BTreeSet<(&str, &str)> = asked.iter().map(|a| (a.rule.as_ref(), a.address.as_str())).collect();
    report.unchecked.retain(|u| asked.contains(u) || !told.contains(&(u.rule.as_ref(), u.address.as_str())));
    Ok(report)
}
