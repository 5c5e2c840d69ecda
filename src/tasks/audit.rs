//! Running the rules over articles, and gathering what they find.

use super::Failure;
use super::earlier::EarlierTexts;
use super::kept_audits::{CachePlace, FreshOutcomes, KnownOutcomes};
use super::loading::{ArticleLoader, Comparison};
use super::new_files::{ImportedFiles, NewFile, NewFileReader, TOGETHER};
use crate::catalogue::{Catalogue, View};
use crate::model::{Article, Settings, Unchecked};
use crate::report::{Baseline, Policy, Report, ReportBuilder, RunInfo, Waivers};
use std::collections::BTreeSet;
use std::fs::File;

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

/// What is judged.
#[derive(Default)]
pub struct ChosenArticles {
    /// Articles of the catalogue.
    pub known: Vec<Article>,
    /// Files that it does not know.
    pub new: Vec<NewFile>,
    /// Folders and files that could not be looked at, and why.
    pub unread: Vec<String>,
    /// Every article that there is, is looked at.
    pub whole: bool,
    /// What the files said at the revision that they are compared with.
    pub earlier: Option<EarlierTexts>,
}

/// What a report is to cover.
#[derive(Debug, Default)]
pub struct AuditScope {
    /// Only these rules or families; all where none are named.
    pub only: Vec<String>,
    /// What could not be asked.
    pub unchecked: Vec<Unchecked>,
    /// What is known already.
    pub baseline: Baseline,
    /// Where what was found is kept for the next run.
    pub cache: Option<CachePlace>,
    /// An empty file for what is found in this one, where much may be.
    pub spill: Option<File>,
}

/// How articles are loaded, and files read.
pub struct AuditLoaders<'a> {
    /// Articles of the catalogue.
    pub known: ArticleLoader,
    /// Files that it does not know.
    pub new: Option<NewFileReader>,
    /// Those of them that were read before the registries were asked about them.
    pub imported: Option<&'a mut ImportedFiles>,
    /// What earlier runs found. None where findings are compared with an earlier revision.
    pub kept: Option<(KnownOutcomes, FreshOutcomes)>,
}

/// Runs the rules on the articles, and says what they found, and which files were passed over.
pub fn audit_articles(
    catalogue: &mut Catalogue,
    chosen: &ChosenArticles,
    (run, policy, settings): (RunInfo, &Policy, &Settings),
    loaders: AuditLoaders<'_>,
    (scope, waivers): (AuditScope, Option<Waivers>),
) -> Result<(Report, Vec<String>), Failure> {
    let mut gathering = ReportBuilder::new(run, policy, settings);
    if let Some(earlier) = &chosen.earlier {
        gathering.compare(earlier.revision().name());
    }
    scope.spill.into_iter().for_each(|file| gathering.keep_in(file));
    let AuditLoaders { known, new, imported, kept } = loaders;
    let judging = gathering.judging().clone();
    let (outcomes, mut fresh) = kept.unzip();
    gathering.add_unheard(scope.unchecked);
    let comparison = Comparison { earlier: chosen.earlier.as_ref(), judges_lines: settings.strict_changes };
    known.judge_each(catalogue, &chosen.known, (&judging, outcomes.as_ref(), comparison), |judged| {
        fresh.iter_mut().zip(judged.fresh).for_each(|(kept, fresh)| kept.keep(fresh));
        Ok(gathering.add(judged.outcome)?)
    })?;
    outcomes.into_iter().zip(fresh).for_each(|(known, fresh)| fresh.finish(known));
    for (article, earlier) in chosen.known.iter().zip(std::iter::repeat(chosen.earlier.as_ref())) {
        let then = earlier.map_or(Ok(None), |earlier| known.load_at(catalogue, article, earlier))?;
        then.iter().for_each(|then| gathering.add_earlier(then));
    }
    let mut passed_over = Vec::new();
    if let Some(reader) = new {
        passed_over = audit_new(catalogue, chosen, (&reader, imported), &mut gathering)?;
    }
    chosen.unread.iter().for_each(|reason| gathering.add_unread("", reason));
    gathering.set_baseline(scope.baseline);
    let waivers = waivers.map_or_else(|| read_waivers(catalogue.view()), Ok)?;
    let report = gathering.finish(&Waivers { whole: chosen.whole, ..waivers })?;
    Ok((report, passed_over))
}

/// The waivers of a catalogue, with the names of those who accepted.
pub fn read_waivers(view: View<'_>) -> Result<Waivers, Failure> {
    let people = view.persons()?.into_iter().map(|p| (p.uid, p.name)).collect();
    Ok(Waivers { list: view.waivers()?, people, whole: false })
}

/// Runs the rules on files that no catalogue knows; gives those that are no articles.
fn audit_new(
    catalogue: &mut Catalogue,
    chosen: &ChosenArticles,
    (reader, imported): (&NewFileReader, Option<&mut ImportedFiles>),
    gathering: &mut ReportBuilder<'_>,
) -> Result<Vec<String>, Failure> {
    let earlier = chosen.earlier.as_ref();
    if let Some(imported) = imported {
        imported.audit(catalogue, reader, earlier, gathering)?;
        return Ok(imported.passed_over.clone());
    }
    let mut passed_over = Vec::new();
    let mut taken: BTreeSet<String> = catalogue.view().article_keys()?.into_iter().collect();
    for files in chosen.new.chunks(TOGETHER) {
        // Where nothing is stored, what one batch takes of the memory is given back before the next.
        let mut empty = (!reader.beside_catalogue).then(|| Catalogue::in_memory(reader.deed.at)).transpose()?;
        let into = empty.as_mut().unwrap_or(catalogue);
        let mut imported = reader.import(into, files, &mut taken)?;
        imported.audit(into, reader, earlier, gathering)?;
        passed_over.append(&mut imported.passed_over);
    }
    Ok(passed_over)
}
