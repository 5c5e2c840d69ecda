//! Waivers: what a person accepts is set apart, with reason, name and date; what a waiver no longer covers, or never
//! covered, is itself found.

use super::{ReportedFinding, WaivedFinding, article_of};
use crate::model::{Finding, Uid, Unchecked, Waiver};
use crate::rules::{self, Check, Findings, Rule, WaiverUse};
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

/// Takes the waived findings out, and gives what the waivers' own rules find.
pub(super) fn apply(
    waivers: &Waivers,
    findings: &mut Vec<ReportedFinding>,
    looked: &RunScope,
    today: Date,
) -> (Vec<WaivedFinding>, Vec<Finding>) {
    let mut matching: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for waiver in &waivers.list {
        matching.insert((&waiver.rule, &waiver.address), 0);
    }
    for finding in findings.iter().map(|r| &r.finding) {
        if let Some(count) = matching.get_mut(&(finding.rule, finding.address.as_str())) {
            *count += 1;
        }
    }
    let mut spoken = Vec::new();
    // The later one counts, also where it ends sooner: they come in the order of the log.
    let latest: BTreeMap<(&str, &str), &Waiver> =
        waivers.list.iter().map(|waiver| ((waiver.rule.as_str(), waiver.address.as_str()), waiver)).collect();
    for waiver in &waivers.list {
        let key = (waiver.rule.as_str(), waiver.address.as_str());
        // An earlier waiver that a later one renews has done its work.
        if latest.get(&key).is_some_and(|renewed| renewed.uid != waiver.uid) {
            continue;
        }
        let found = matching.get(&key).copied().unwrap_or(0);
        let used = WaiverUse {
            waiver,
            findings: found,
            looked: looked.has_looked_at(&waiver.rule, &waiver.address, waivers.whole),
            today,
        };
        spoken.extend(looked.rules.iter().flat_map(|rule| speak(rule, &used)));
    }
    let mut waived = Vec::new();
    findings.retain(|reported| {
        let place = (reported.finding.rule, reported.finding.address.as_str());
        let Some(waiver) = latest.get(&place).filter(|waiver| waiver.expires_on >= today) else { return true };
        waived.push(WaivedFinding {
            reported: reported.clone(),
            reason: waiver.reason.clone(),
            by: waivers.people.get(&waiver.person).cloned().unwrap_or_else(|| "somebody".to_owned()),
            expires_on: waiver.expires_on,
        });
        false
    });
    (waived, spoken)
}

fn speak(rule: &Rule, used: &WaiverUse) -> Vec<Finding> {
    let mut findings = Findings::for_rule(rule);
    if let Check::Waiver(check) = rule.check {
        check(used, &mut findings);
    }
    findings.found
}
