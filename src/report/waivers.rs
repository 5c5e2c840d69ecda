//! Waivers: what a person accepts is set apart, with reason, name and date, whether a command says so or a comment in the
//! article; what a waiver no longer covers, or never covered, is itself found.

use super::allowances::{Allowances, PlacedAllowance};
use super::{ReportedFinding, WaivedBy, WaivedFinding, article_of};
use crate::model::{Finding, Place, Settings, Uid, Unchecked, Waiver};
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
    pub(super) unchecked: &'a [Unchecked],
}

impl RunScope<'_> {
    /// Whether no finding means that there is nothing: the rule looked at the record.
    pub(super) fn has_looked_at(&self, rule: &str, address: &str, whole: bool) -> bool {
        let article = article_of(address);
        // A rule that no longer exists can find nothing more; one that was left out of this run says nothing.
        let ran = rules::rule(rule).is_none_or(|known| self.rules.iter().any(|r| r.id == known.id));
        let silent = |u: &Unchecked| u.rule == rule && (u.address == address || u.address == article);
        ran && (whole || self.articles.contains(article)) && !self.unchecked.iter().any(silent)
    }
}

/// What tells which findings a waiver is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target<'w> {
    Record(&'w str, &'w str),
    Fingerprint(&'w str),
}

impl<'w> Target<'w> {
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

/// Takes the waived findings out, and gives what the waivers' own rules find.
pub(super) fn apply(
    waivers: &Waivers,
    allowances: &Allowances,
    findings: &mut Vec<ReportedFinding>,
    looked: &RunScope,
    (settings, today): (&Settings, Date),
) -> (Vec<WaivedFinding>, Vec<Finding>) {
    // The later one counts, also where it ends sooner: they come in the order of the log.
    let latest: BTreeMap<Target<'_>, &Waiver> = waivers.list.iter().map(|w| (Target::from_waiver(w), w)).collect();
    let by_fingerprint = latest.keys().any(|target| matches!(target, Target::Fingerprint(_)));
    let mut matching: BTreeMap<Target<'_>, usize> = BTreeMap::new();
    let mut commented: Vec<usize> = vec![0; allowances.list.len()];
    let mut waived = Vec::new();
    findings.retain(|reported| {
        let finding = &reported.finding;
        let names = if by_fingerprint { names_of(reported) } else { Vec::new() };
        let record = latest.get(&Target::Record(finding.rule, &finding.address)).copied();
        let named = names.iter().find_map(|name| latest.get(&Target::Fingerprint(name)).copied());
        let mut accepted = None;
        for waiver in record.into_iter().chain(named) {
            *matching.entry(Target::from_waiver(waiver)).or_default() += 1;
            let name = || waivers.people.get(&waiver.person).cloned().unwrap_or_else(|| "somebody".to_owned());
            if waiver.expires_on >= today && accepted.is_none() {
                accepted = Some((waiver.reason.clone(), name(), waiver.expires_on, WaivedBy::Catalogue));
            }
        }
        for at in allowances.find_matching(finding) {
            let Some(allowance) = allowances.list.get(at) else { continue };
            if let Some(count) = commented.get_mut(at) {
                *count += 1;
            }
            if let Ok(terms) = &allowance.terms
                && terms.until >= today
                && settings.inline_allow.contains(finding.rule)
                && accepted.is_none()
            {
                accepted = Some((terms.reason.clone(), terms.by.clone(), terms.until, WaivedBy::Text));
            }
        }
        let Some((reason, by, expires_on, from)) = accepted else { return true };
        waived.push(WaivedFinding { reported: reported.clone(), reason, by, expires_on, from });
        false
    });
    let mut spoken = Vec::new();
    for (target, waiver) in &latest {
        let used = WaiverUse {
            rule: &waiver.rule,
            address: &waiver.address,
            reason: &waiver.reason,
            expires_on: waiver.expires_on,
            means: match &waiver.fingerprint {
                Some(fingerprint) => WaiverMeans::Fingerprint(fingerprint),
                None => WaiverMeans::Record,
            },
            findings: matching.get(target).copied().unwrap_or(0),
            looked: looked.has_looked_at(&waiver.rule, &waiver.address, waivers.whole),
            today,
        };
        spoken.extend(looked.rules.iter().flat_map(|rule| speak(rule, &used)));
    }
    for (allowance, count) in allowances.list.iter().zip(commented) {
        spoken.extend(speak_of_comment(allowance, count, looked, settings, today));
    }
    (waived, spoken)
}

/// What the waivers' rules find about a comment, at its line.
fn speak_of_comment(
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
            let means = match rules::rule(&terms.rule) {
                None => WaiverMeans::UnknownRule,
                Some(_) if !settings.inline_allow.contains(&terms.rule) => WaiverMeans::Refused,
                Some(_) => WaiverMeans::Comment,
            };
            used(terms.rule.as_str(), &terms.reason, terms.until, means, seen)
        }
    };
    let mut spoken: Vec<Finding> = looked.rules.iter().flat_map(|rule| speak(rule, &used)).collect();
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

fn speak(rule: &Rule, used: &WaiverUse) -> Vec<Finding> {
    let mut findings = Findings::for_rule(rule);
    if let Check::Waiver(check) = rule.check {
        check(used, &mut findings);
    }
    findings.found
}
