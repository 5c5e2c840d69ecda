//! What `audit` and `check` share: which articles, at which severities, judged by the text that is there, and shown.

use super::baseline;
use super::formats::Formats;
use super::{Exit, Failure, Session, addresses};
use crate::catalogue::Catalogue;
use crate::import::{self, Source};
use crate::model::{Article, Severity, Snapshot, SourceState, Unchecked, Version, hex};
use crate::read;
use crate::report::{self, Baseline, Circumstances, Gathering, Policy, Report, Run, Waivers};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc;

/// Options of both commands.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Options {
    /// The articles, by key or by file [default: all]
    #[arg(value_name = "ARTICLE|FILE")]
    articles: Vec<String>,
    #[command(flatten)]
    formats: Formats,
    /// Count warnings as failures, and anything unchecked as not completed
    #[arg(long)]
    strict: bool,
    /// Findings that are known already, and do not fail [default: claimbook-baseline.json beside the catalogue, if it is there]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Let known findings fail too
    #[arg(long, conflicts_with = "baseline")]
    no_baseline: bool,
    #[command(flatten)]
    judgement: Judgement,
}

/// What decides which findings there are.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Judgement {
    /// Judge the stored text; do not look at the source files
    #[arg(long)]
    stored: bool,
    /// The most that findings on proposed claims can be: allow, note, warn or deny
    #[arg(long, value_parser = super::context::word::<Severity>(), value_name = "SEVERITY")]
    proposed: Option<Severity>,
    /// Make a rule's findings fail
    #[arg(long, value_name = "RULE")]
    deny: Vec<String>,
    /// Make a rule's findings warnings
    #[arg(long, value_name = "RULE")]
    warn: Vec<String>,
    /// Switch a rule off
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
}

/// What happened before the rules ran, and counts for the exit code.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// What could not be asked.
    pub(super) unchecked: Vec<Unchecked>,
    /// Nothing that was asked could be checked.
    pub(super) incomplete: bool,
    /// The registries were asked, so how the works stand is news.
    pub(super) asked: bool,
}

/// What a report is to cover.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Only these rules or families; all where none are named.
    pub(super) only: Vec<String>,
    /// Every article of the catalogue is looked at.
    pub(super) whole: bool,
    /// What could not be asked.
    pub(super) unchecked: Vec<Unchecked>,
    /// What is known already.
    pub(super) baseline: Baseline,
}

impl Options {
    /// The articles asked for; a name that is a file is the article that was imported from it.
    pub(super) fn articles(&self, session: &Session<'_>, catalogue: &Catalogue) -> Result<Vec<Article>, Failure> {
        let view = catalogue.view();
        if self.articles.is_empty() {
            return Ok(view.articles()?);
        }
        let mut wanted = Vec::new();
        for typed in &self.articles {
            let path = session.ambient.folder.join(typed);
            match view.article_by_key(typed)? {
                Some(article) => wanted.push(article),
                None if path.is_file() => match view.articles_by_source(&session.relative(&path))?.into_iter().next() {
                    Some(article) => wanted.push(article),
                    None => {
                        return Err(Failure::usage(format!(
                            "{typed} is in no catalogue yet: first claimbook import {typed}"
                        )));
                    }
                },
                None => wanted.push(addresses::article(view, Some(typed))?),
            }
        }
        Ok(wanted)
    }

    /// Runs the rules, shows what they say, and decides the exit code.
    pub(super) fn judge(
        &self,
        session: &mut Session<'_>,
        catalogue: &mut Catalogue,
        articles: &[Article],
        only: &[String],
        before: Before,
    ) -> Result<Exit, Failure> {
        self.formats.refuse_clashes(session)?;
        let scope = Scope {
            only: only.to_vec(),
            whole: self.articles.is_empty(),
            unchecked: before.unchecked,
            baseline: self.baseline(session)?,
        };
        let report = self.judgement.report(session, catalogue, articles, scope)?;
        if before.asked {
            report::verdicts(&report).iter().for_each(|verdict| session.say(verdict));
        }
        self.formats.write(session, &report)?;
        Ok(exit(&report, self.strict, before.incomplete))
    }

    fn baseline(&self, session: &Session<'_>) -> Result<Baseline, Failure> {
        let beside = || session.catalogue_folder().map(|folder| folder.join(baseline::FILE)).filter(|f| f.exists());
        let named = self.baseline.as_ref().map(|file| session.ambient.folder.join(file));
        match named.or_else(beside).filter(|_| !self.no_baseline) {
            None => Ok(Baseline::default()),
            Some(path) => {
                let shown = path.display().to_string();
                let text = std::fs::read_to_string(&path)
                    .map_err(|e| Failure::usage(format!("the baseline {shown} cannot be read: {e}")))?;
                Baseline::parse(&text, &shown).map_err(|e| Failure::usage(e.to_string()))
            }
        }
    }
}

impl Judgement {
    /// What `audit --stored` says, at the severities of the settings.
    pub(super) fn of_what_is_stored() -> Self {
        Self { stored: true, proposed: None, deny: Vec::new(), warn: Vec::new(), allow: Vec::new() }
    }

    /// Runs the rules on the articles, and says what they found.
    pub(super) fn report(
        &self,
        session: &Session<'_>,
        catalogue: &mut Catalogue,
        articles: &[Article],
        scope: Scope,
    ) -> Result<Report, Failure> {
        let policy = self.policy(session, &scope.only)?;
        let settings = session.settings.clone();
        let run = Run {
            claimbook: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue: session.catalogue_name(),
            today: session.today(),
            repository: session.repository(),
        };
        let gathering = Gathering::new(run, &policy, &settings);
        let mut gathering = self.gather(session, catalogue, articles, gathering)?;
        gathering.baseline(scope.baseline);
        let asked: BTreeSet<Unchecked> = scope.unchecked.into_iter().collect();
        asked.iter().cloned().for_each(|unchecked| gathering.unchecked(unchecked));
        let view = catalogue.view();
        let people = view.persons()?.into_iter().map(|p| (p.uid, p.name)).collect();
        let waivers = Waivers { list: view.waivers()?, people, whole: scope.whole };
        let mut report = gathering.finish(&waivers);
        // Why something could not be asked says more than that nobody has asked.
        let told: BTreeSet<(&str, &str)> = asked.iter().map(|a| (a.rule.as_ref(), a.address.as_str())).collect();
        report.unchecked.retain(|u| asked.contains(u) || !told.contains(&(u.rule.as_ref(), u.address.as_str())));
        Ok(report)
    }

    /// Loads article after article, while another thread runs the rules on those that are loaded.
    fn gather<'a>(
        &self,
        session: &Session<'_>,
        catalogue: &mut Catalogue,
        articles: &[Article],
        mut gathering: Gathering<'a>,
    ) -> Result<Gathering<'a>, Failure> {
        /// Snapshots that may wait; more would only take memory.
        const WAITING: usize = 8;
        std::thread::scope(|scope| {
            let (loaded, waiting) = mpsc::sync_channel::<Snapshot>(WAITING);
            let judging = scope.spawn(move || {
                waiting.iter().for_each(|snapshot| gathering.article(&snapshot));
                gathering
            });
            for article in articles {
                // It only refuses when the other thread has panicked, which joining it tells.
                if loaded.send(self.snapshot(session, catalogue, article)?).is_err() {
                    break;
                }
            }
            drop(loaded);
            judging.join().map_err(|panic| std::panic::resume_unwind(panic))
        })
    }

    fn policy(&self, session: &Session<'_>, only: &[String]) -> Result<Policy, Failure> {
        let mut policy = Policy::new(&session.settings);
        for (rules, severity) in
            [(&self.deny, Severity::Deny), (&self.warn, Severity::Warn), (&self.allow, Severity::Allow)]
        {
            for rule in rules {
                policy.set(rule, severity).map_err(|e| Failure::usage(e.to_string()))?;
            }
        }
        policy.proposed = self.proposed.unwrap_or(policy.proposed);
        policy.only = only.to_vec();
        Ok(policy)
    }

    /// The article as it is now: where its file differs from the newest version, it is read again in a change that is
    /// taken back.
    fn snapshot(
        &self,
        session: &Session<'_>,
        catalogue: &mut Catalogue,
        article: &Article,
    ) -> Result<Snapshot, Failure> {
        let mut stored = catalogue.view().snapshot(article)?;
        let Some((folder, path)) =
            session.catalogue_folder().zip(stored.version.as_ref().and_then(|v| v.source.clone()))
        else {
            return Ok(stored);
        };
        if self.stored {
            return Ok(stored);
        }
        let bytes = match std::fs::read(folder.join(&path)) {
            Ok(bytes) => bytes,
            Err(e) => {
                stored.source = SourceState::Missing(format!("{path}: {e}"));
                return Ok(stored);
            }
        };
        if stored.version.as_ref().is_some_and(|v| is_version(v, &bytes)) {
            stored.source = SourceState::Unchanged;
            return Ok(stored);
        }
        let read = match read::article::read(&bytes, &path, None, session.settings.max_text_bytes) {
            Ok(read) => read,
            Err(e) => {
                stored.source = SourceState::Missing(e.to_string());
                return Ok(stored);
            }
        };
        let source = Source { bytes: &bytes, path: Some(&path), article: Some(&article.key) };
        let snapshot = catalogue.rehearse(&session.deed("audit"), |writing| {
            import::store(writing, &source, read)?;
            let article = writing.view().article(&article.key)?;
            Ok::<_, crate::catalogue::Error>(Snapshot {
                source: SourceState::Reread,
                ..writing.view().snapshot(&article)?
            })
        })?;
        Ok(snapshot)
    }
}

fn is_version(version: &Version, bytes: &[u8]) -> bool {
    hex(&Sha256::digest(bytes)) == version.sha256
}

fn exit(report: &Report, strict: bool, incomplete: bool) -> Exit {
    let circumstances = Circumstances {
        usage: false,
        deny: report.count(Severity::Deny),
        warn: report.count(Severity::Warn),
        unchecked: report.unchecked.len(),
        incomplete,
        strict,
    };
    report::exit(circumstances)
}
