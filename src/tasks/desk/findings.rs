//! What the rules find in an article, and which of it a person accepts for a time.

use super::{RecordedChange, ReviewDesk};
use crate::catalogue::View;
use crate::model::{Article, Finding, Settings, Uid, Word, to_hex};
use crate::report::{Policy, ReportBuilder, Repository, RunInfo, WaivedBy};
use crate::tasks::waiving::{WaivedSubject, WaiverTerms, end_waivers, find_in_force, waive};
use crate::tasks::{Failure, audit};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// What the rules find in an article.
#[derive(Debug, Clone)]
pub struct ArticleFindings {
    /// The article.
    pub article: Article,
    /// What they found and nobody accepts, the gravest first.
    pub findings: Vec<FoundLine>,
    /// What somebody accepts for a time.
    pub waived: Vec<WaivedLine>,
    /// What they could not look at: what was missing, why, and at how many places.
    pub unchecked: Vec<(String, String, usize)>,
}

/// A finding.
#[derive(Debug, Clone)]
pub struct FoundLine {
    /// The finding.
    pub finding: Finding,
    /// The claim that it is about.
    pub claim: Option<Uid>,
    /// What its state is called: the same as long as it says the same.
    pub version: String,
}

/// A finding that somebody accepts.
#[derive(Debug, Clone)]
pub struct WaivedLine {
    /// The finding.
    pub found: FoundLine,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepts it.
    pub by: String,
    /// The last day on which that holds.
    pub until: Date,
    /// Whether the article says so itself, in a comment.
    pub is_in_text: bool,
}

impl ReviewDesk {
    /// What the rules find in an article as it is stored; none where it is no longer there.
    pub fn find_findings(&self, article: Uid) -> Result<Option<ArticleFindings>, Failure> {
        find_in(self.view(), self.settings(), self.today(), article)
    }

    /// Accepts a finding as somebody saw it, until a day and with a reason.
    pub fn waive(
        &mut self,
        article: Uid,
        seen: &str,
        (reason, until): (Option<String>, Date),
    ) -> Result<RecordedChange, Failure> {
        let (person, settings, today) = (self.require_person()?, self.settings().clone(), self.today());
        let terms = WaiverTerms::new(reason.as_deref(), until, today)?;
        self.change(("waive", Some(terms.reason.clone())), |writing| {
            let found = find_in(writing.view(), &settings, today, article)?;
            let mut lines = found.into_iter().flat_map(|found| found.findings);
            let finding = lines.find(|line| line.version == seen).ok_or_else(refuse_changed)?.finding;
            let subject = WaivedSubject::from_record(writing.view(), finding.rule, &finding.address)?;
            waive(writing, &person, subject, terms)
        })
    }

    /// Lets a finding that was accepted count again.
    pub fn end_waiver(&mut self, article: Uid, seen: &str) -> Result<RecordedChange, Failure> {
        let (settings, today) = (self.settings().clone(), self.today());
        self.change(("waive", None), |writing| {
            let found = find_in(writing.view(), &settings, today, article)?;
            let mut lines = found.into_iter().flat_map(|found| found.waived);
            let finding = lines.find(|line| line.found.version == seen).ok_or_else(refuse_changed)?.found.finding;
            let (address, waivers) = find_in_force(writing.view(), finding.rule, &finding.address)?;
            end_waivers(writing, &format!("{} for {address}", finding.rule), waivers).map(|said| vec![said])
        })
    }
}

fn refuse_changed() -> Failure {
    Failure::usage(
        "Nothing was recorded: the finding that you saw is gone, or has changed. It is shown here as it is; look \
         again, then decide",
    )
}

fn find_in(view: View<'_>, settings: &Settings, today: Date, article: Uid) -> Result<Option<ArticleFindings>, Failure> {
    let Some(article) = view.get::<Article>(article)? else { return Ok(None) };
    let policy = Policy::new(settings);
    let run = RunInfo {
        claimbook: env!("CARGO_PKG_VERSION").to_owned(),
        catalogue: String::new(),
        today,
        repository: Repository::default(),
        log_heads: Vec::new(),
    };
    let snapshot = view.snapshot(&article)?;
    let mut judging = ReportBuilder::new(run, &policy, settings);
    judging.add_article(&snapshot)?;
    let report = judging.finish(&audit::read_waivers(view)?)?;
    let claims: Vec<(String, Uid)> =
        snapshot.claims.iter().map(|claim| (snapshot.claim_address(claim), claim.uid)).collect();
    let lay_out = |finding: Finding, terms: &str| FoundLine {
        claim: claims.iter().find(|(known, _)| *known == finding.address).map(|(_, uid)| *uid),
        version: name_state(&finding, terms),
        finding,
    };
    let found = report.findings.to_vec()?;
    let mut findings: Vec<FoundLine> = found.into_iter().map(|found| lay_out(found.finding, "")).collect();
    findings.sort_by_key(|line| std::cmp::Reverse(line.finding.severity));
    let mut unchecked: Vec<(String, String, usize)> = Vec::new();
    for one in report.unchecked.iter() {
        match unchecked.iter_mut().find(|(source, why, _)| *source == one.source && *why == one.reason) {
            Some((.., places)) => *places += 1,
            None => unchecked.push((one.source.to_string(), one.reason.to_string(), 1)),
        }
    }
    let waived = report.waived.into_iter().map(|waived| WaivedLine {
        found: lay_out(waived.reported.finding, &format!("{} {}", waived.expires_on, waived.reason)),
        reason: waived.reason,
        by: waived.by,
        until: waived.expires_on,
        is_in_text: waived.from == WaivedBy::Text,
    });
    Ok(Some(ArticleFindings { findings, waived: waived.collect(), unchecked, article }))
}

/// What the state of a finding is called, with the terms on which it is accepted.
fn name_state(finding: &Finding, terms: &str) -> String {
    let mut hash = Sha256::new();
    let Finding { rule, address, message, cause, severity, .. } = finding;
    for part in [rule, address.as_str(), message.as_str(), cause.as_str(), severity.token(), terms] {
        hash.update(format!("{}:{part}", part.len()));
    }
    to_hex(hash.finalize().get(..16).unwrap_or_default())
}
