//! What `audit` and `check` share: which articles, at which severities, judged by the text that is there, and shown.

use super::choosing;
use super::formats::Formats;
use crate::catalogue::Catalogue;
use crate::cli::{Exit, Session};
use crate::model::Severity;
use crate::report::{self, Baseline, Circumstances, Ending, PROFILES, Policy, Report, RunInfo};
use crate::tasks::Failure;
use crate::tasks::audit::{self, AuditContext, AuditLoaders, AuditScope, ChosenArticles};
use crate::tasks::kept_audits::{CacheTerms, WORTH_KEEPING, open_kept};
use crate::tasks::loading::ArticleLoader;
use crate::tasks::new_files::{ImportedFiles, NewFileReader};
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::path::PathBuf;

/// The baseline that `audit` and `check` look for beside the catalogue.
pub(crate) const BASELINE: &str = "claimbook-baseline.json";

/// The most bytes of a baseline that are read.
const MOST_BASELINE_BYTES: u64 = 256 << 20;

/// What is found in fewer articles is held in memory.
const WORTH_A_FILE: usize = 1_000;

/// Options of both commands.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct JudgingOptions {
    /// Articles of the catalogue, files and folders; files that it does not know are judged as new [default: all articles
    /// and the new files in their folders; without a catalogue, the files of this folder]
    #[arg(value_name = "ARTICLE|PATH")]
    paths: Vec<String>,
    /// Judge only what differs from this revision of git, and leave out findings that the files already had there
    #[arg(long, value_name = "REVISION", conflicts_with = "stored")]
    changed_since: Option<String>,
    #[command(flatten)]
    formats: Formats,
    /// Count warnings as failures, and treat a run with anything unchecked as not completed
    #[arg(long)]
    strict: bool,
    /// Take settings, waivers and baseline only from this checkout of another branch, such as the one that a pull
    /// request goes to
    #[arg(long, value_name = "DIR")]
    policy_from: Option<PathBuf>,
    /// Known findings, which do not fail [default: claimbook-baseline.json beside the catalogue, if it is there]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Let known findings fail too
    #[arg(long, conflicts_with = "baseline")]
    no_baseline: bool,
    /// Judge every article anew, and keep no results for the next run
    #[arg(long)]
    no_cache: bool,
    #[command(flatten)]
    judgement: Judgement,
}

/// What decides which findings there are.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Judgement {
    /// Judge the stored text; do not look at the source files
    #[arg(long)]
    stored: bool,
    /// The standard whose severities apply, unless the settings set others [default: profile in the settings]
    #[arg(long, value_parser = profile_parser(), value_name = "NAME")]
    profile: Option<String>,
    /// The highest severity of findings on claims that nobody has accepted [default: proposed in
    /// the settings, or else deny for those that are sure and warn for those that are likely; see also strict-changes in the
    /// settings]
    #[arg(long, value_parser = super::values::word_parser::<Severity>(), value_name = "SEVERITY")]
    proposed: Option<Severity>,
    /// The highest severity of findings on background that needs no evidence and that nobody has judged [default: allow]
    #[arg(long, value_parser = super::values::word_parser::<Severity>(), value_name = "SEVERITY")]
    background: Option<Severity>,
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

/// Says where the log ends, for formats that have no place for it.
fn report_log_heads(session: &mut Session<'_>, report: &Report) {
    if let Some(heads) = report.state_log_heads() {
        session.report(&heads);
    }
}

impl JudgingOptions {
    /// Takes in what decides how is judged, before anything else.
    pub(crate) fn prepare(&self, session: &mut Session<'_>) -> Result<(), Failure> {
        self.policy_from.as_ref().map_or(Ok(()), |folder| session.take_policy_from(folder))
    }

    /// What is judged.
    pub(crate) fn choose(&self, session: &Session<'_>, catalogue: &Catalogue) -> Result<ChosenArticles, Failure> {
        self.judgement.choose(session, catalogue, &self.paths, self.changed_since.as_deref())
    }

    /// Runs the rules, shows what they say, and decides the exit code.
    pub(crate) fn judge(
        &self,
        session: &mut Session<'_>,
        catalogue: &mut Catalogue,
        (chosen, reader, imported): (&ChosenArticles, NewFileReader, Option<&mut ImportedFiles>),
        only: &[String],
        before: AuditContext,
    ) -> Result<Exit, Failure> {
        self.formats.refuse_clashes(session)?;
        let baseline = self.baseline(session)?;
        if baseline.is_by_address() {
            session.report(
                "The baseline has the form of an earlier claimbook, which identifies a finding by the number of its \
                    claim; it still works.\n`claimbook baseline` records a new one, so that findings stay known when \
                    claims are renumbered.",
            );
        }
        let cache = session.cache_place().filter(|_| !self.no_cache);
        let scope = AuditScope { only: only.to_vec(), unchecked: before.unchecked, baseline, cache, spill: None };
        let reader = (!self.judgement.stored).then_some(reader);
        let (report, passed_over) = self.judgement.audit(session, catalogue, chosen, (reader, imported), scope)?;
        choosing::report_what_was_judged(session, chosen, &report, &passed_over);
        report::list_verdicts(&report, &before.asked)?.iter().for_each(|verdict| session.report(verdict));
        let exit = choose_exit(&report, self.strict, before.incomplete);
        let without_catalogue = session.is_without_catalogue().then(|| self.paths.join(" "));
        let ending = Ending { exit, strict: self.strict, program: session.program().into(), without_catalogue };
        match self.formats.write(session, &report, ending) {
            // Whoever reads only the beginning is told by the exit code how it ends.
            Err(Failure::ReaderGone) => Ok(exit),
            written => written.map(|()| exit),
        }
    }

    /// Whether what is known by now fails already.
    pub(crate) fn decide_exit(
        &self,
        session: &Session<'_>,
        catalogue: &mut Catalogue,
        (chosen, reader, imported): (&ChosenArticles, &NewFileReader, &mut ImportedFiles),
        only: &[String],
    ) -> Result<bool, Failure> {
        let scope = AuditScope { only: only.to_vec(), baseline: self.baseline(session)?, ..AuditScope::default() };
        let new = (Some(reader.clone()), Some(imported));
        let (report, _) = self.judgement.audit(session, catalogue, chosen, new, scope)?;
        Ok(report.count(Severity::Deny) > 0 || self.strict && report.count(Severity::Warn) > 0)
    }

    /// Whether findings of a rule fail.
    pub(crate) fn denies(&self, session: &Session<'_>, only: &[String], rule: &str) -> Result<bool, Failure> {
        let policy = self.judgement.policy(session, only)?;
        let least = if self.strict { Severity::Warn } else { Severity::Deny };
        Ok(policy.list_rules().iter().any(|known| known.id == rule && policy.find_severity(known) >= least))
    }

    fn baseline(&self, session: &Session<'_>) -> Result<Baseline, Failure> {
        let here = || session.catalogue_folder().map(|folder| folder.join(BASELINE));
        let there = session.policy.as_ref().map(|policy| policy.baseline.clone());
        let beside = || there.or_else(here).filter(|f| f.exists());
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
        Self {
            stored: true,
            profile: None,
            proposed: None,
            background: None,
            deny: Vec::new(),
            warn: Vec::new(),
            allow: Vec::new(),
        }
    }

    /// Runs the rules on articles of the catalogue alone, and says where the log ends, for which a sheet has no place.
    pub(crate) fn audit_known(
        &self,
        session: &mut Session<'_>,
        catalogue: &mut Catalogue,
        chosen: &ChosenArticles,
    ) -> Result<Report, Failure> {
        let (report, _) = self.audit(session, catalogue, chosen, (None, None), AuditScope::default())?;
        report_log_heads(session, &report);
        Ok(report)
    }

    /// What there is to judge of what is named, or of everything; where a revision is named, only what differs from it.
    pub(crate) fn choose(
        &self,
        session: &Session<'_>,
        catalogue: &Catalogue,
        named: &[String],
        since: Option<&str>,
    ) -> Result<ChosenArticles, Failure> {
        let chosen = choosing::choose(session, catalogue, named, self.stored)?;
        match since {
            Some(revision) => choosing::keep_changed(session, catalogue, chosen, revision),
            None => Ok(chosen),
        }
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
        chosen: &ChosenArticles,
        (new, imported): (Option<NewFileReader>, Option<&mut ImportedFiles>),
        mut scope: AuditScope,
    ) -> Result<(Report, Vec<String>), Failure> {
        let policy = self.policy(session, &scope.only)?;
        let settings = session.settings.clone();
        let sources = session.sources(catalogue.view())?;
        let base = session.find_articles_base(catalogue.view())?;
        let run = RunInfo {
            claimbook: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue: session.catalogue_name(),
            today: session.today(),
            repository: session.repository(session.catalogue_path().map(|_| base.as_path())),
            log_heads: catalogue.view().heads()?.into_values().map(|head| head.hash).collect(),
        };
        let sources = sources.filter(|_| !self.stored);
        let cache = scope.cache.as_ref().filter(|_| chosen.known.len() >= WORTH_KEEPING && chosen.earlier.is_none());
        let kept = cache.zip(catalogue.path()).and_then(|(place, path)| {
            let sources = sources.as_ref().map(|sources| sources.base.as_path());
            let terms = CacheTerms { catalogue: path, sources, policy: &policy, settings: &settings };
            open_kept(place, terms, catalogue.view(), session.today())
        });
        let known = ArticleLoader::new(sources, settings.max_text_bytes, session.deed("audit"));
        let by_hash = cache.is_some_and(|place| place.by_hash);
        let known = if by_hash { known.identify_by_hash() } else { known };
        let loaders = AuditLoaders { known, new, imported, kept };
        scope.spill = (chosen.known.len() + chosen.new.len() >= WORTH_A_FILE).then(|| session.spill_file()).flatten();
        audit::audit_articles(
            catalogue,
            chosen,
            (run, &policy, &settings),
            loaders,
            (scope, session.waivers_of_policy()?),
        )
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
        policy.proposed = self.proposed.or(policy.proposed);
        policy.background = self.background.unwrap_or(policy.background);
        policy.only = only.to_vec();
        Ok(policy)
    }
}

/// The profiles there are, for help and completion.
fn profile_parser() -> PossibleValuesParser {
    PossibleValuesParser::new(PROFILES.iter().map(|profile| PossibleValue::new(profile.name).help(profile.summary())))
}

fn choose_exit(report: &Report, strict: bool, incomplete: bool) -> Exit {
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
