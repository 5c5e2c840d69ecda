//! Gathers a report article by article, so that memory does not grow with the catalogue's texts.

use super::address_book::AddressBook;
use super::allowances::Allowances;
use super::baseline::{Baseline, BaselineMatching};
use super::earlier::EarlierFindings;
use super::found::{self, FindingList, FindingMerger, FoundArticle, FoundPart, store_article};
use super::outcome::{ArticleOutcome, JudgingTerms, make_reported};
use super::store::Store;
use super::subjects::Subjects;
use super::unchecked::UncheckedGathering;
use super::waivers::{self, WaiverMatching, Waivers};
use super::work_list::WorkGathering;
use super::{CheckedCounts, Policy, Report, ReportedFinding, Repository, WaivedFinding, article_of};
use crate::model::{Finding, Settings, Snapshot, Uid, Unchecked};
use crate::rules::{self, Check, Context};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::sync::Arc;

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

/// What was found about one article's records when an article was looked at.
#[derive(Debug)]
struct StoredPart {
    is_own: bool,
    found: FoundArticle,
}

/// A report in the making: [`add_article`](Self::add_article) for each article, then [`finish`](Self::finish).
#[derive(Debug)]
pub struct ReportBuilder<'a> {
    run: RunInfo,
    judging: JudgingTerms<'a>,
    checked: CheckedCounts,
    articles: BTreeSet<String>,
    files: BTreeMap<String, String>,
    claims: BTreeSet<Uid>,
    works: WorkGathering,
    /// What was found, by the article whose records it is about.
    found: BTreeMap<String, Vec<StoredPart>>,
    unchecked: UncheckedGathering,
    store: Store,
    book: AddressBook,
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
            judging: JudgingTerms { policy, settings, today: run.today, rules, since: None },
            run,
            checked: CheckedCounts::default(),
            articles: BTreeSet::new(),
            files: BTreeMap::new(),
            claims: BTreeSet::new(),
            works: WorkGathering::default(),
            found: BTreeMap::new(),
            unchecked: UncheckedGathering::default(),
            store: Store::default(),
            book: AddressBook::default(),
            baseline: Baseline::default(),
            allowances: Allowances::default(),
            earlier: None,
        }
    }

    /// Has what is found kept in an empty file that nobody else sees, so that it takes no memory.
    pub fn keep_in(&mut self, file: File) {
        self.store = Store::with_file(file);
    }

    /// Compares with an earlier revision: what [`add_earlier`](Self::add_earlier) finds is left out.
    pub fn compare(&mut self, revision: &str) {
        self.earlier = Some(EarlierFindings::default());
        self.judging.since = Some(revision.to_owned());
    }

    /// Runs the rules on an article as it was, so that what they find there is no news.
    pub fn add_earlier(&mut self, snapshot: &Snapshot) {
        let Some(earlier) = &mut self.earlier else { return };
        let JudgingTerms { settings, today, rules, .. } = &self.judging;
        let outcome = rules::run(&Context::new(snapshot, settings, *today), rules);
        let subjects = Subjects::from_snapshot(snapshot);
        earlier.read(snapshot, &subjects);
        outcome.findings.iter().for_each(|finding| earlier.add(finding, &subjects));
    }

    /// How articles are judged for this report.
    pub fn judging(&self) -> &JudgingTerms<'a> {
        &self.judging
    }

    /// Runs the rules on an article and keeps what they say.
    pub fn add_article(&mut self, snapshot: &Snapshot) -> io::Result<()> {
        let outcome = self.judging.judge(snapshot);
        self.add(outcome)
    }

    /// Keeps what the rules said about an article.
    pub fn add(&mut self, outcome: ArticleOutcome) -> io::Result<()> {
        if let Some(earlier) = &mut self.earlier {
            earlier.note(outcome.wordings);
        }
        for FoundPart { article, is_own, counts, bytes } in outcome.found {
            let part = StoredPart { is_own, found: FoundArticle { span: self.store.append(&bytes)?, counts } };
            self.found.entry(article).or_default().push(part);
        }
        self.allowances.extend(outcome.allowances);
        self.unchecked.add(outcome.unchecked, &mut self.book);
        self.files.extend(outcome.file.map(|file| (outcome.key.clone(), file)));
        self.articles.insert(outcome.key);
        self.claims.extend(outcome.claims);
        self.checked.references += outcome.references;
        outcome.works.into_iter().try_for_each(|work| self.works.add(work, &mut self.book, &self.store))
    }

    /// What nobody was heard about, and why: that says more than that nobody has asked, as the rules do. It comes before what
    /// the rules say.
    pub fn add_unheard(&mut self, unchecked: Vec<Unchecked>) {
        self.unchecked.add_unheard(unchecked, &mut self.book);
    }

    /// A file that was found and could not be read: no rule looked at it.
    pub fn add_unread(&mut self, file: &str, reason: &str) {
        let looking = self.judging.rules.iter().filter(|rule| matches!(rule.check, Check::Article(_)));
        let unchecked = looking.map(|rule| Unchecked {
            rule: rule.id.into(),
            address: file.to_owned(),
            source: "file".into(),
            reason: reason.to_owned().into(),
        });
        self.unchecked.add(unchecked.collect(), &mut self.book);
    }

    /// Findings that are known already, and do not fail.
    pub fn set_baseline(&mut self, baseline: Baseline) {
        self.baseline = baseline;
    }

    /// Applies the waivers and the baseline, sorts, counts.
    pub fn finish(self, waivers: &Waivers) -> io::Result<Report> {
        let Self { run, judging, store, book, articles, .. } = self;
        let book = Arc::new(book);
        let unchecked = self.unchecked.finish(&book);
        let index = unchecked.build_index();
        let looked = waivers::RunScope { articles: &articles, rules: &judging.rules, unchecked: &index };
        let terms = (judging.settings, run.today);
        let mut settling = FindingFilter {
            earlier: self.earlier,
            waivers: WaiverMatching::new(waivers, &self.allowances, terms),
            baseline: BaselineMatching::new(&self.baseline),
            left_out: 0,
            waived: Vec::new(),
        };
        let (mut findings, mut known) = (FindingList::new(&store), FindingList::new(&store));
        let mut settled: BTreeMap<String, FoundArticle> = BTreeMap::new();
        for (article, parts) in self.found {
            match parts.as_slice() {
                // Nearly all of a large catalogue: what was stored stays as it is.
                [one] if settling.changes_nothing() => _ = settled.insert(article, one.found.clone()),
                parts => {
                    let (left, in_baseline) = settling.settle(read_parts(&store, parts)?);
                    known.push(&in_baseline)?;
                    settled.extend(store_article(&store, &left)?.map(|found| (article, found)));
                }
            }
        }
        let policy = judging.policy;
        let spoken =
            settling.waivers.judge_waivers(&looked).into_iter().filter_map(|finding| apply_policy(finding, policy));
        let (mut spoken, in_baseline) = settling.baseline.split(spoken.collect());
        known.push(&in_baseline)?;
        let of_baseline = settling.baseline.judge_entries(&looked, waivers.whole).into_iter();
        spoken.extend(of_baseline.filter_map(|finding| apply_policy(finding, policy)));
        let mut by_article: BTreeMap<String, Vec<ReportedFinding>> = BTreeMap::new();
        for reported in spoken {
            by_article.entry(article_of(&reported.finding.address).to_owned()).or_default().push(reported);
        }
        for (article, mut all) in by_article {
            if let Some(found) = settled.get(&article) {
                all.extend(found::read(&store, found.span)?);
            }
            found::sort(&mut all);
            settled.extend(store_article(&store, &all)?.map(|found| (article, found)));
        }
        settled.into_values().for_each(|article| findings.push_stored(article));
        let (left_out, waived) = (settling.left_out, settling.waived);
        drop(index);
        let works = self.works.finish(&book, &store);
        Ok(Report {
            checked: CheckedCounts {
                articles: articles.len(),
                claims: self.claims.len(),
                works: works.len(),
                rules: judging.rules.len(),
                ..self.checked
            },
            run,
            findings,
            unchecked,
            waived,
            baseline: known,
            earlier: left_out,
            works,
            files: self.files,
        })
    }
}

/// What stands between what the rules found and what counts.
struct FindingFilter<'a> {
    earlier: Option<EarlierFindings>,
    waivers: WaiverMatching<'a>,
    baseline: BaselineMatching<'a>,
    /// How many findings an earlier revision has, too.
    left_out: usize,
    waived: Vec<WaivedFinding>,
}

impl FindingFilter<'_> {
    /// Whether every finding counts, as it is.
    fn changes_nothing(&self) -> bool {
        self.earlier.is_none() && self.waivers.is_empty() && self.baseline.is_empty()
    }

    /// Parts the findings about one article's records into those that count and those in the baseline; keeps those waived.
    fn settle(&mut self, mut findings: Vec<ReportedFinding>) -> (Vec<ReportedFinding>, Vec<ReportedFinding>) {
        self.left_out += self.earlier.as_mut().map_or(0, |earlier| earlier.take_out(&mut findings));
        let waived = self.waivers.take_out(&mut findings);
        waived.iter().for_each(|waived| self.baseline.note(&waived.reported));
        self.waived.extend(waived);
        self.baseline.split(findings)
    }
}

/// What was found about one article's records, wherever, each once and in order.
fn read_parts(store: &Store, parts: &[StoredPart]) -> io::Result<Vec<ReportedFinding>> {
    let mut merger = FindingMerger::default();
    for part in parts {
        found::read(store, part.found.span)?.into_iter().for_each(|reported| merger.keep(reported, part.is_own));
    }
    let mut findings = merger.finish();
    found::sort(&mut findings);
    Ok(findings)
}

/// A finding of a rule about waivers or the baseline, unless policy drops it.
fn apply_policy(mut finding: Finding, policy: &Policy) -> Option<ReportedFinding> {
    policy.settle(&mut finding, (false, false)).then(|| make_reported(finding, &Subjects::default()))
}
