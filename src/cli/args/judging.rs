//! What `audit` and `check` share: which articles, at which severities, judged by the text that is there, and shown.

use super::formats::Formats;
use crate::catalogue::Catalogue;
use crate::cli::{Exit, Session};
use crate::model::{Article, Severity};
use crate::report::{self, Baseline, Circumstances, Ending, PROFILES, Policy, Report, RunInfo};
use crate::tasks::audit::{self, AuditContext, AuditScope};
use crate::tasks::loading::ArticleLoader;
use crate::tasks::{Failure, addresses};
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::path::PathBuf;

/// The baseline that `audit` and `check` look for beside the catalogue.
pub(crate) const BASELINE: &str = "claimbook-baseline.json";

/// The most bytes of a baseline that are read.
const MOST_BASELINE_BYTES: u64 = 256 << 20;

/// Options of both commands.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct JudgingOptions {
    /// The articles, by key or by file [default: all]
    #[arg(value_name = "ARTICLE|FILE")]
    articles: Vec<String>,
    #[command(flatten)]
    formats: Formats,
    /// Count warnings as failures, and treat a run with anything unchecked as not completed
    #[arg(long)]
    strict: bool,
    /// Known findings, which do not fail [default: claimbook-baseline.json beside the catalogue, if it is there]
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
pub(crate) struct Judgement {
    /// Judge the stored text; do not look at the source files
    #[arg(long)]
    stored: bool,
    /// A standard whose severities hold unless the settings set others [default: profile in the settings]
    #[arg(long, value_parser = profile_parser(), value_name = "NAME")]
    profile: Option<String>,
    /// The highest severity that findings on proposed claims can have: allow, note, warn or deny
    #[arg(long, value_parser = super::values::word_parser::<Severity>(), value_name = "SEVERITY")]
    proposed: Option<Severity>,
    /// Make a rule's findings fail
    #[arg(long, value_name = "RULE")]
    deny: Vec<String>,
    /// Turn a rule's findings into warnings
    #[arg(long, value_name = "RULE")]
    warn: Vec<String>,
    /// Turn a rule off
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
}

impl JudgingOptions {
    /// The articles asked for; a name that is a file is the article that was imported from it.
    pub(crate) fn find_articles(&self, session: &Session<'_>, catalogue: &Catalogue) -> Result<Vec<Article>, Failure> {
        let view = catalogue.view();
        if self.articles.is_empty() {
            return Ok(view.articles()?);
        }
        let base = session.sources(view)?.map(|sources| sources.base).unwrap_or_default();
        let mut wanted = Vec::new();
        for typed in &self.articles {
            let path = session.ambient.folder.join(typed);
            match view.article_by_key(typed)? {
                Some(_) => wanted.push(addresses::find_article(view, Some(typed))?),
                None if path.is_file() => {
                    match view.articles_by_source(&session.path_from(&base, &path))?.into_iter().next() {
                        Some(article) => wanted.push(addresses::find_article(view, Some(&article.key))?),
                        None => {
                            return Err(Failure::usage(format!(
                                "{typed} is not in the catalogue yet: first run claimbook import {typed}"
                            )));
                        }
                    }
                }
                None => wanted.push(addresses::find_article(view, Some(typed))?),
            }
        }
        Ok(wanted)
    }

    /// Runs the rules, shows what they say, and decides the exit code.
    pub(crate) fn judge(
        &self,
        session: &mut Session<'_>,
        catalogue: &mut Catalogue,
        articles: &[Article],
        only: &[String],
        before: AuditContext,
    ) -> Result<Exit, Failure> {
        self.formats.refuse_clashes(session)?;
        let baseline = self.baseline(session)?;
        if baseline.is_by_address() {
            session.say(
                "The baseline is in the form of an earlier claimbook, which knows a finding by the number of its claim, and is \
                 used as it is.\n`claimbook baseline` records a new one, so that findings stay known when claims are renumbered.",
            );
        }
        let whole = self.articles.is_empty();
        let scope = AuditScope { only: only.to_vec(), whole, unchecked: before.unchecked, baseline };
        let report = self.judgement.audit(session, catalogue, articles, scope)?;
        report::list_verdicts(&report, &before.asked).iter().for_each(|verdict| session.say(verdict));
        let exit = exit(&report, self.strict, before.incomplete);
        let ending = Ending { exit, strict: self.strict, program: session.program().into() };
        self.formats.write(session, &report, ending)?;
        Ok(exit)
    }

    /// Whether what is known by now fails already.
    pub(crate) fn fails(
        &self,
        session: &Session<'_>,
        catalogue: &mut Catalogue,
        articles: &[Article],
        only: &[String],
    ) -> Result<bool, Failure> {
        let (whole, baseline) = (self.articles.is_empty(), self.baseline(session)?);
        let scope = AuditScope { only: only.to_vec(), whole, unchecked: Vec::new(), baseline };
        let report = self.judgement.audit(session, catalogue, articles, scope)?;
        Ok(report.count(Severity::Deny) > 0 || self.strict && report.count(Severity::Warn) > 0)
    }

    /// Whether findings of a rule fail.
    pub(crate) fn denies(&self, session: &Session<'_>, only: &[String], rule: &str) -> Result<bool, Failure> {
        let policy = self.judgement.policy(session, only)?;
        let least = if self.strict { Severity::Warn } else { Severity::Deny };
        Ok(policy.list_rules().iter().any(|known| known.id == rule && policy.find_severity(known) >= least))
    }

    fn baseline(&self, session: &Session<'_>) -> Result<Baseline, Failure> {
        let beside = || session.catalogue_folder().map(|folder| folder.join(BASELINE)).filter(|f| f.exists());
        let named = self.baseline.as_ref().map(|file| session.ambient.folder.join(file));
        match named.or_else(beside).filter(|_| !self.no_baseline) {
            None => Ok(Baseline::default()),
            Some(path) => {
                let shown = path.display().to_string();
                let unread = |e: String| Failure::usage(format!("the baseline {shown} cannot be read: {e}"));
                let bytes = session.read(&path, MOST_BASELINE_BYTES).map_err(|e| unread(e.to_string()))?;
                let text = String::from_utf8(bytes).map_err(|_| unread("it is not UTF-8 text".to_owned()))?;
                Baseline::parse(&text, &shown).map_err(|e| Failure::usage(e.to_string()))
            }
        }
    }
}

impl Judgement {
    /// What `audit --stored` says, at the severities of the settings.
    pub(crate) fn from_stored() -> Self {
        Self { stored: true, profile: None, proposed: None, deny: Vec::new(), warn: Vec::new(), allow: Vec::new() }
    }

    /// What `audit` says, at the severities of the settings.
    pub(crate) fn from_sources() -> Self {
        Self { stored: false, ..Self::from_stored() }
    }

    /// Runs the rules on the articles, and says what they found.
    pub(crate) fn audit(
        &self,
        session: &Session<'_>,
        catalogue: &mut Catalogue,
        articles: &[Article],
        scope: AuditScope,
    ) -> Result<Report, Failure> {
        let policy = self.policy(session, &scope.only)?;
        let settings = session.settings.clone();
        let sources = session.sources(catalogue.view())?;
        let run = RunInfo {
            claimbook: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue: session.catalogue_name(),
            today: session.today(),
            repository: session.repository(sources.as_ref().map(|sources| sources.base.as_path())),
        };
        let loading =
            ArticleLoader::new(sources.filter(|_| !self.stored), settings.max_text_bytes, session.deed("audit"));
        audit::audit_articles(catalogue, articles, (run, &policy, &settings), &loading, scope)
    }

    fn policy(&self, session: &Session<'_>, only: &[String]) -> Result<Policy, Failure> {
        let mut settings = session.settings.clone();
        settings.profile = self.profile.clone().or(settings.profile);
        let mut policy = Policy::new(&settings);
        for (rules, severity) in
            [(&self.deny, Severity::Deny), (&self.warn, Severity::Warn), (&self.allow, Severity::Allow)]
        {
            for rule in rules {
                policy.set_severity(rule, severity).map_err(|e| Failure::usage(e.to_string()))?;
            }
        }
        policy.proposed = self.proposed.unwrap_or(policy.proposed);
        policy.only = only.to_vec();
        Ok(policy)
    }
}

/// The profiles there are, for help and completion.
fn profile_parser() -> PossibleValuesParser {
    PossibleValuesParser::new(PROFILES.iter().map(|profile| PossibleValue::new(profile.name).help(profile.summary())))
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
    report::choose_exit(circumstances)
}
