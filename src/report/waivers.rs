//! Waivers: what a person accepts is set apart, with reason, name and date, whether a command says so or a comment in the
//! article; what a waiver no longer covers, or never covered, is itself found.

use super::allowances::{Allowances, PlacedAllowance};
use super::unchecked::UncheckedIndex;
use super::{ReportedFinding, WaivedBy, WaivedFinding, article_of};
use crate::model::{Finding, Place, Settings, Uid, Waiver};
use crate::rules::{self, Check, Findings, Rule, WaiverMeans, WaiverUse};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The waivers of a catalogue.
#[derive(Debug, Clone, Default)]
pub struct Waivers {
    /// All of them, in force or not.
    pub list: Vec<Waiver>,
    /// The names of those who accepted.
    pub people: BTreeMap<Uid, String>,
    /// Every article of the catalogue was looked at: a waiver for an article that does not exist matches nothing.
    pub whole: bool,
}

/// What a run looked at.
pub(super) struct RunScope<'a> {
    pub(super) articles: &'a BTreeSet<String>,
    pub(super) rules: &'a [&'static Rule],
    pub(super) unchecked: &'a UncheckedIndex<'a>,
}

impl RunScope<'_> {
    /// Whether no finding means that there is nothing: the rule looked at the record.
    pub(super) fn has_looked_at(&self, rule: &str, address: &str, whole: bool) -> bool {
        let article = article_of(address);
        // A rule that no longer exists can find nothing more; one that was left out of this run says nothing.
        let ran = rules::find_rule(rule).is_none_or(|known| self.rules.iter().any(|r| r.id == known.id));
        let is_silent = || [address, article].into_iter().any(|place| self.unchecked.contains(rule, place));
        ran && (whole || self.articles.contains(article)) && !is_silent()
    }
}

/// What tells which findings a waiver is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum WaiverTarget<'w> {
    Record(&'w str, &'w str),
    Fingerprint(&'w str),
}

impl<'w> WaiverTarget<'w> {
    fn from_waiver(waiver: &'w Waiver) -> Self {
        match &waiver.fingerprint {
            Some(fingerprint) => Self::Fingerprint(fingerprint),
            None => Self::Record(&waiver.rule, &waiver.address),
        }
    }
}

/// A finding's own targets: its record, and what it is known by now and was before.
fn names_of(reported: &ReportedFinding) -> Vec<String> {
    std::iter::once(&reported.fingerprint).chain(&reported.formerly).map(ToString::to_string).collect()
}

/// Waivers and comments beside what was found, article by article.
pub(super) struct WaiverMatching<'w> {
    waivers: &'w Waivers,
    allowances: &'w Allowances,
    settings: &'w Settings,
    today: Date,
    /// The later one counts, also where it ends sooner: they come in the order of the log.
    latest: BTreeMap<WaiverTarget<'w>, &'w Waiver>,
    by_fingerprint: bool,
    /// How many findings each is about.
    matching: BTreeMap<WaiverTarget<'w>, usize>,
    commented: Vec<usize>,
}

impl<'w> WaiverMatching<'w> {
    /// Nothing was met yet.
    pub(super) fn new(
        waivers: &'w Waivers,
        allowances: &'w Allowances,
        (settings, today): (&'w Settings, Date),
    ) -> Self {
        let latest: BTreeMap<WaiverTarget<'_>, &Waiver> =
            waivers.list.iter().map(|w| (WaiverTarget::from_waiver(w), w)).collect();
        Self {
            waivers,
            allowances,
            settings,
            today,
            by_fingerprint: latest.keys().any(|target| matches!(target, WaiverTarget::Fingerprint(_))),
            latest,
            matching: BTreeMap::new(),
            commented: vec![0; allowances.list.len()],
        }
    }

    /// Whether nobody accepts anything.
    pub(super) fn is_empty(&self) -> bool {
        self.latest.is_empty() && self.allowances.list.is_empty()
    }

    /// Takes the waived findings out.
    pub(super) fn take_out(&mut self, findings: &mut Vec<ReportedFinding>) -> Vec<WaivedFinding> {
        let mut waived = Vec::new();
        findings.retain(|reported| {
            let Some((reason, by, expires_on, from)) = self.accept(reported) else { return true };
            waived.push(WaivedFinding { reported: reported.clone(), reason, by, expires_on, from });
            false
        });
        waived
    }

    /// Why a finding is accepted, by whom, until when, and where that is written; none where nobody accepts it.
    fn accept(&mut self, reported: &ReportedFinding) -> Option<(String, String, Date, WaivedBy)> {
        let finding = &reported.finding;
        let names = if self.by_fingerprint { names_of(reported) } else { Vec::new() };
        let record = self.latest.get(&WaiverTarget::Record(finding.rule, &finding.address)).copied();
        let named = names.iter().find_map(|name| self.latest.get(&WaiverTarget::Fingerprint(name)).copied());
        let mut accepted = None;
        for waiver in record.into_iter().chain(named) {
            *self.matching.entry(WaiverTarget::from_waiver(waiver)).or_default() += 1;
            let name = || self.waivers.people.get(&waiver.person).cloned().unwrap_or_else(|| "somebody".to_owned());
            if waiver.expires_on >= self.today && accepted.is_none() {
                accepted = Some((waiver.reason.clone(), name(), waiver.expires_on, WaivedBy::Catalogue));
            }
        }
        for at in self.allowances.find_matching(finding) {
            let Some(allowance) = self.allowances.list.get(at) else { continue };
            if let Some(count) = self.commented.get_mut(at) {
                *count += 1;
            }
            if let Ok(terms) = &allowance.terms
                && terms.until >= self.today
                && self.settings.inline_allow.contains(finding.rule)
                && accepted.is_none()
            {
                accepted = Some((terms.reason.clone(), terms.by.clone(), terms.until, WaivedBy::Text));
            }
        }
        accepted
    }

    /// What the waivers' own rules find, once every finding was met.
    pub(super) fn judge_waivers(&self, looked: &RunScope<'_>) -> Vec<Finding> {
        let mut spoken = Vec::new();
        for (target, waiver) in &self.latest {
            let used = WaiverUse {
                rule: &waiver.rule,
                address: &waiver.address,
                reason: &waiver.reason,
                expires_on: waiver.expires_on,
                means: match &waiver.fingerprint {
                    Some(fingerprint) => WaiverMeans::Fingerprint(fingerprint),
                    None => WaiverMeans::Record,
                },
                findings: self.matching.get(target).copied().unwrap_or(0),
                looked: looked.has_looked_at(&waiver.rule, &waiver.address, self.waivers.whole),
                today: self.today,
            };
            spoken.extend(looked.rules.iter().flat_map(|rule| judge_waivers(rule, &used)));
        }
        for (allowance, count) in self.allowances.list.iter().zip(&self.commented) {
            spoken.extend(judge_comment(allowance, *count, looked, self.settings, self.today));
        }
        spoken
    }
}

/// What the waivers' rules find about a comment, at its line.
fn judge_comment(
    allowance: &PlacedAllowance,
    findings: usize,
    looked: &RunScope,
    settings: &Settings,
    today: Date,
) -> Vec<Finding> {
    let article = allowance.article.as_str();
    let used = |rule, reason, expires_on, means, seen| WaiverUse {
        rule,
        address: article,
        reason,
        expires_on,
        means,
        findings,
        looked: seen,
        today,
    };
    let used = match &allowance.terms {
        Err(wrong) => used("", "", today, WaiverMeans::Unreadable(wrong), true),
        Ok(terms) => {
            let seen = looked.has_looked_at(&terms.rule, article, false);
            let means = match rules::find_rule(&terms.rule) {
                None => WaiverMeans::UnknownRule,
                Some(_) if !settings.inline_allow.contains(&terms.rule) => WaiverMeans::Refused,
                Some(_) => WaiverMeans::Comment,
            };
            used(terms.rule.as_str(), &terms.reason, terms.until, means, seen)
        }
    };
    let mut spoken: Vec<Finding> = looked.rules.iter().flat_map(|rule| judge_waivers(rule, &used)).collect();
    for finding in &mut spoken {
        finding.place = Place {
            file: allowance.file.clone(),
            line: Some(allowance.line),
            column: Some(allowance.column),
            ..Place::default()
        };
        // What tells two comments of one article apart, and stays when lines move.
        finding.cause = format!("{} {}", finding.cause, allowance.words);
    }
    spoken
}

fn judge_waivers(rule: &Rule, used: &WaiverUse) -> Vec<Finding> {
    let mut findings = Findings::new(rule);
    if let Check::Waiver(check) = rule.check {
        check(used, &mut findings);
    }
    findings.found
}
