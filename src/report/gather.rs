//! Gathers a report article by article, so that memory does not grow with the catalogue's texts.

use super::allowances::Allowances;
use super::baseline::{self, Baseline};
use super::consequence::{Consequence, Consequences};
use super::earlier::EarlierFindings;
use super::excerpt::Excerpts;
use super::subjects::Subjects;
use super::waivers::{self, Waivers};
use super::{CheckedCounts, Fingerprint, Policy, Report, ReportedFinding, Repository, WorkLine, article_of};
use crate::model::{Finding, Reference, Settings, Snapshot, SourceState, Uid, Unchecked};
use crate::rules::{self, Check, Context, Rule};
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
    policy: &'a Policy,
    settings: &'a Settings,
    rules: Vec<&'static Rule>,
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
        Self {
            run,
            policy,
            settings,
            rules: policy.list_rules(),
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
    }

    /// Runs the rules on an article as it was, so that what they find there is no news.
    pub fn add_earlier(&mut self, snapshot: &Snapshot) {
        let Some(earlier) = &mut self.earlier else { return };
        let outcome = rules::run(&Context::new(snapshot, self.settings, self.run.today), &self.rules);
        let subjects = Subjects::from_snapshot(snapshot);
        earlier.read(snapshot, &subjects);
        outcome.findings.iter().for_each(|finding| earlier.add(finding, &subjects));
    }

    /// Runs the rules on an article and keeps what they say.
    pub fn add_article(&mut self, snapshot: &Snapshot) {
        let ctx = Context::new(snapshot, self.settings, self.run.today);
        let outcome = rules::run(&ctx, &self.rules);
        let mut excerpts = Excerpts::new(snapshot);
        let subjects = match outcome.findings.is_empty() {
            true => Subjects::default(),
            false => Subjects::from_snapshot(snapshot),
        };
        let unstored = addresses_only_in_file(snapshot);
        let mut consequences = Consequences::new(snapshot);
        for mut finding in outcome.findings {
            if self.policy.settle(&mut finding) {
                let excerpt = excerpts.cut_at(&finding.place);
                let sentence = excerpts.sentence_at(&finding.place, &finding.address);
                let consequence = consequences.weigh(&finding);
                let is_unstored = unstored.contains(&finding.address);
                let only_in_file = is_unstored || !snapshot.is_stored();
                let told = ReportedFinding {
                    excerpt,
                    sentence,
                    consequence,
                    only_in_file,
                    ..make_reported(finding, &subjects)
                };
                if let Some(earlier) = &mut self.earlier {
                    earlier.note(&told, &subjects);
                }
                let told = match &snapshot.source {
                    SourceState::New { beside_catalogue: true } => with_fingerprint(told),
                    _ if is_unstored => with_way_to_waive(told),
                    _ => told,
                };
                self.keep(told, snapshot.key());
            }
        }
        self.allowances.add(snapshot);
        self.unchecked.extend(outcome.unchecked);
        self.articles.insert(snapshot.key().to_owned());
        let file = snapshot.version.as_ref().and_then(|version| version.file().map(str::to_owned));
        self.files.extend(file.map(|file| (snapshot.key().to_owned(), file)));
        self.claims.extend(ctx.claims().map(|c| c.uid));
        self.checked.references += ctx.list().count();
        for reference in ctx.relied_on() {
            self.work(reference, &ctx);
        }
    }

    /// Something that could not be looked at and that no rule knows of, such as an article that could not be loaded.
    pub fn add_unchecked(&mut self, unchecked: Unchecked) {
        self.unchecked.push(unchecked);
    }

    /// A file that was found and could not be read: no rule looked at it.
    pub fn add_unread(&mut self, file: &str, reason: &str) {
        let looking = self.rules.iter().filter(|rule| matches!(rule.check, Check::Article(_)));
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
        let looked = waivers::RunScope { articles: &self.articles, rules: &self.rules, unchecked: &self.unchecked };
        let (waived, spoken) =
            waivers::apply(waivers, &self.allowances, &mut self.findings, &looked, (self.settings, self.run.today));
        self.findings.extend(spoken.into_iter().filter_map(|finding| apply_policy(finding, self.policy)));
        let accepted = waived.iter().map(|waived| &waived.reported);
        let (known, spoken) = baseline::apply(&self.baseline, &mut self.findings, accepted, &looked, waivers.whole);
        self.findings.extend(spoken.into_iter().filter_map(|finding| apply_policy(finding, self.policy)));
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
                rules: self.rules.len(),
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

    fn work(&mut self, reference: &Reference, ctx: &Context) {
        let snapshot = ctx.snapshot;
        let Some(work) = snapshot.work_behind(reference) else { return };
        let standing = ctx.doi(reference);
        let line = self.works.entry(work.uid).or_insert_with(|| WorkLine {
            key: work.key.clone(),
            references: Vec::new(),
            doi: standing.and_then(|s| s.doi.clone()).or_else(|| work.doi.clone()),
            doi_state: standing.map(|s| s.state),
            agency: standing.and_then(|s| s.agency.clone()),
            compared: ctx.metadata(reference).map(|m| m.compare_with(reference)).unwrap_or_default(),
            notices: ctx.notices(reference).map(|n| n.notices.clone()).unwrap_or_default(),
            source: standing.and_then(|s| s.service.clone()),
            asked_at: standing.and_then(|s| s.asked_at),
        });
        let address = snapshot.reference_address(reference);
        if !line.references.contains(&address) {
            line.references.push(address);
        }
    }
}

/// The addresses that records have in this run alone: the catalogue does not hold them, so that no command finds them.
fn addresses_only_in_file(snapshot: &Snapshot) -> BTreeSet<String> {
    let is_one = |uid: &Uid| snapshot.only_in_file.contains(uid);
    let claims = snapshot.claims.iter().filter(|c| is_one(&c.uid)).map(|c| snapshot.claim_address(c));
    let entries = snapshot.references.iter().filter(|r| is_one(&r.uid)).map(|r| snapshot.reference_address(r));
    claims.chain(entries).collect()
}

/// A finding in a file that the catalogue does not know can be accepted by what it is known by.
fn with_fingerprint(mut reported: ReportedFinding) -> ReportedFinding {
    let help = &reported.finding.help;
    let print = reported.fingerprint;
    reported.finding.help =
        format!("{help}; to accept it as it is: `claimbook waive --fingerprint {print} --until YYYY-MM-DD --reason …`")
            .into();
    reported
}

/// A finding about something that only the file has: what its rule advises works once the file is imported.
fn with_way_to_waive(mut reported: ReportedFinding) -> ReportedFinding {
    let finding = &mut reported.finding;
    let import =
        finding.place.file.as_deref().map(|file| format!("`claimbook import {file}` first, then ")).unwrap_or_default();
    let print = reported.fingerprint;
    finding.help = format!(
        "{import}{}; to accept it as it is: `claimbook waive --fingerprint {print} --until YYYY-MM-DD --reason …`",
        finding.help
    )
    .into();
    reported
}

/// A finding of a rule about waivers or the baseline, unless policy drops it.
fn apply_policy(mut finding: Finding, policy: &Policy) -> Option<ReportedFinding> {
    policy.settle(&mut finding).then(|| make_reported(finding, &Subjects::default()))
}

fn make_reported(mut finding: Finding, subjects: &Subjects) -> ReportedFinding {
    // Reports hold hundreds of thousands of these: room that formatting left over is given back.
    for text in [&mut finding.address, &mut finding.message, &mut finding.cause] {
        text.shrink_to_fit();
    }
    let standard = rules::rule(finding.rule).map_or("", |rule| rule.standard);
    let (fingerprint, formerly) = Fingerprint::compute(&finding, subjects);
    ReportedFinding {
        standard,
        fingerprint,
        formerly,
        excerpt: None,
        sentence: None,
        consequence: Consequence::default(),
        only_in_file: false,
        finding,
    }
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
