//! Gathers a report article by article, so that memory does not grow with the catalogue's texts.

use super::allowances::Allowances;
use super::baseline::{self, Baseline};
use super::earlier::EarlierFindings;
use super::outcome::{ArticleOutcome, Judging, make_reported};
use super::subjects::Subjects;
use super::waivers::{self, Waivers};
use super::{CheckedCounts, Fingerprint, Policy, Report, ReportedFinding, Repository, WorkLine, article_of};
use crate::model::{Finding, Settings, Snapshot, Uid, Unchecked};
use crate::rules::{self, Check, Context};
use jiff::civil::Date;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// What was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunInfo {
    /// The tool's version.
    pub claimbook: String,
    /// The catalogue, as it was named.
    pub catalogue: String,
    /// Today, as the rules took it.
    pub today: Date,
    /// Where the files are, for formats that a forge reads.
    pub repository: Repository,
    /// The hash of the last event of each writer's chain: a report that is kept elsewhere shows later whether the log was cut or
    /// rewritten.
    pub log_heads: Vec<String>,
}

/// A report in the making: [`add_article`](Self::add_article) for each article, then [`finish`](Self::finish).
#[derive(Debug)]
pub struct ReportBuilder<'a> {
    run: RunInfo,
    judging: Judging<'a>,
    checked: CheckedCounts,
    articles: BTreeSet<String>,
    files: BTreeMap<String, String>,
    claims: BTreeSet<Uid>,
    works: BTreeMap<Uid, WorkLine>,
    findings: Vec<ReportedFinding>,
    /// Where each finding stands, by rule, address and cause.
    places: BTreeMap<Fingerprint, usize>,
    unchecked: Vec<Unchecked>,
    baseline: Baseline,
    allowances: Allowances,
    /// What an earlier revision has, where the text is compared with one.
    earlier: Option<EarlierFindings>,
}

impl<'a> ReportBuilder<'a> {
    /// Nothing gathered yet.
    pub fn new(run: RunInfo, policy: &'a Policy, settings: &'a Settings) -> Self {
        let rules = policy.list_rules();
        Self {
            judging: Judging { policy, settings, today: run.today, rules, compares: false },
            run,
            checked: CheckedCounts::default(),
            articles: BTreeSet::new(),
            files: BTreeMap::new(),
            claims: BTreeSet::new(),
            works: BTreeMap::new(),
            findings: Vec::new(),
            places: BTreeMap::new(),
            unchecked: Vec::new(),
            baseline: Baseline::default(),
            allowances: Allowances::default(),
            earlier: None,
        }
    }

    /// Compares with an earlier revision: what [`add_earlier`](Self::add_earlier) finds is left out.
    pub fn compare(&mut self) {
        self.earlier = Some(EarlierFindings::default());
        self.judging.compares = true;
    }

    /// Runs the rules on an article as it was, so that what they find there is no news.
    pub fn add_earlier(&mut self, snapshot: &Snapshot) {
        let Some(earlier) = &mut self.earlier else { return };
        let Judging { settings, today, rules, .. } = &self.judging;
        let outcome = rules::run(&Context::new(snapshot, settings, *today), rules);
        let subjects = Subjects::from_snapshot(snapshot);
        earlier.read(snapshot, &subjects);
        outcome.findings.iter().for_each(|finding| earlier.add(finding, &subjects));
    }

    /// How articles are judged for this report.
    pub fn judging(&self) -> &Judging<'a> {
        &self.judging
    }

    /// Runs the rules on an article and keeps what they say.
    pub fn add_article(&mut self, snapshot: &Snapshot) {
        let outcome = self.judging.judge(snapshot);
        self.add(outcome);
    }

    /// Keeps what the rules said about an article.
    pub fn add(&mut self, outcome: ArticleOutcome) {
        if let Some(earlier) = &mut self.earlier {
            earlier.note(outcome.wordings);
        }
        for finding in outcome.findings {
            self.keep(finding, &outcome.key);
        }
        self.allowances.extend(outcome.allowances);
        self.unchecked.extend(outcome.unchecked);
        self.files.extend(outcome.file.map(|file| (outcome.key.clone(), file)));
        self.articles.insert(outcome.key);
        self.claims.extend(outcome.claims);
        self.checked.references += outcome.references;
        for (work, line) in outcome.works {
            match self.works.entry(work) {
                Entry::Vacant(free) => _ = free.insert(line),
                Entry::Occupied(mut known) => {
                    let references = &mut known.get_mut().references;
                    line.references.into_iter().for_each(|entry| {
                        if !references.contains(&entry) {
                            references.push(entry);
                        }
                    });
                }
            }
        }
    }

    /// Something that could not be looked at and that no rule knows of, such as an article that could not be loaded.
    pub fn add_unchecked(&mut self, unchecked: Unchecked) {
        self.unchecked.push(unchecked);
    }

    /// A file that was found and could not be read: no rule looked at it.
    pub fn add_unread(&mut self, file: &str, reason: &str) {
        let looking = self.judging.rules.iter().filter(|rule| matches!(rule.check, Check::Article(_)));
        self.unchecked.extend(looking.map(|rule| Unchecked {
            rule: rule.id.into(),
            address: file.to_owned(),
            source: "file".into(),
            reason: reason.to_owned().into(),
        }));
    }

    /// Findings that are known already, and do not fail.
    pub fn set_baseline(&mut self, baseline: Baseline) {
        self.baseline = baseline;
    }

    /// Applies the waivers and the baseline, sorts, counts.
    pub fn finish(mut self, waivers: &Waivers) -> Report {
        self.unchecked.sort_unstable();
        self.unchecked.dedup();
        let earlier = self.earlier.take().map_or(0, |earlier| earlier.take_out(&mut self.findings));
        let looked =
            waivers::RunScope { articles: &self.articles, rules: &self.judging.rules, unchecked: &self.unchecked };
        let (waived, spoken) = waivers::apply(
            waivers,
            &self.allowances,
            &mut self.findings,
            &looked,
            (self.judging.settings, self.run.today),
        );
        self.findings.extend(spoken.into_iter().filter_map(|finding| apply_policy(finding, self.judging.policy)));
        let accepted = waived.iter().map(|waived| &waived.reported);
        let (known, spoken) = baseline::apply(&self.baseline, &mut self.findings, accepted, &looked, waivers.whole);
        self.findings.extend(spoken.into_iter().filter_map(|finding| apply_policy(finding, self.judging.policy)));
        // In place: a stable sort would take half as much memory again, and `order` leaves hardly any two alike.
        self.findings.sort_unstable_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
        let mut works: Vec<WorkLine> = self.works.into_values().collect();
        works.sort_by(|a, b| a.key.cmp(&b.key));
        Report {
            run: self.run,
            checked: CheckedCounts {
                articles: self.articles.len(),
                claims: self.claims.len(),
                works: works.len(),
                rules: self.judging.rules.len(),
                ..self.checked
            },
            findings: self.findings,
            unchecked: self.unchecked,
            waived,
            baseline: known,
            earlier,
            works,
            files: self.files,
        }
    }

    /// Keeps a finding once: a claim that two articles word is found in both.
    fn keep(&mut self, reported: ReportedFinding, article: &str) {
        match self.places.entry(Fingerprint::from_address(&reported.finding)) {
            Entry::Vacant(free) => {
                free.insert(self.findings.len());
                self.findings.push(reported);
            }
            Entry::Occupied(at) => {
                if let Some(kept) = self.findings.get_mut(*at.get()) {
                    let related = kept.finding.related.iter().chain(&reported.finding.related).cloned();
                    let related: BTreeSet<String> = related.collect();
                    kept.finding.related = related.into_iter().collect();
                    kept.finding.related.sort_by(|a, b| split_address(a).cmp(&split_address(b)));
                    // The record's own article knows its words best.
                    if article_of(&reported.finding.address) == article {
                        (kept.fingerprint, kept.formerly) = (reported.fingerprint, reported.formerly);
                    }
                    if kept.excerpt.is_none() {
                        kept.excerpt = reported.excerpt;
                        kept.sentence = reported.sentence;
                        kept.finding.place = reported.finding.place;
                    }
                }
            }
        }
    }
}

/// A finding of a rule about waivers or the baseline, unless policy drops it.
fn apply_policy(mut finding: Finding, policy: &Policy) -> Option<ReportedFinding> {
    policy.settle(&mut finding).then(|| make_reported(finding, &Subjects::default()))
}

/// By article, worst first, then down the page.
fn order(f: &Finding) -> impl Ord + use<'_> {
    let (article, letter, number) = split_address(&f.address);
    (
        article,
        std::cmp::Reverse(f.severity),
        f.place.line.unwrap_or(0),
        f.place.column,
        letter,
        number,
        f.rule,
        &f.cause,
    )
}

/// An address so that `c10` sorts after `c9`: the article, the letter, the number.
pub(super) fn split_address(address: &str) -> (&str, &str, u32) {
    let (article, rest) = address.split_once('/').unwrap_or((address, ""));
    let letter = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    (article, letter, rest.get(letter.len()..).and_then(|n| n.parse().ok()).unwrap_or(0))
}
