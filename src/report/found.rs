//! What was found, as a report keeps it: packed, article by article, and read back one article at a time by whoever writes it.

use super::address_book::split_address;
use super::store::{Span, Store};
use super::{Fingerprint, Packed, Packer, ReportedFinding, Unpacker, article_of};
use crate::model::{Finding, Severity};
use crate::rules::RULES;
use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// What was found about the records of one article when one article was looked at: the same, or one that cites or words them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FoundPart {
    /// The key of the article whose records these are.
    pub(super) article: String,
    /// It is the one that was looked at.
    pub(super) is_own: bool,
    pub(super) counts: Vec<RuleCount>,
    /// The findings, packed, in their order.
    pub(super) bytes: Vec<u8>,
}

/// How many findings of a severity a rule has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RuleCount {
    /// The place of the rule among all.
    pub(super) rule: u16,
    pub(super) severity: Severity,
    pub(super) count: u32,
}

/// Findings in the order of a report: by article, worst first, then down the page.
#[derive(Debug, Clone, Default)]
pub struct FindingList {
    store: Store,
    articles: Vec<FoundArticle>,
}

/// What was found about the records of one article.
#[derive(Debug, Clone)]
pub(super) struct FoundArticle {
    pub(super) span: Span,
    pub(super) counts: Vec<RuleCount>,
}

/// Findings in the making, each once: a claim that two articles word is found in both.
#[derive(Debug, Default)]
pub(super) struct FindingMerger {
    findings: Vec<ReportedFinding>,
    /// Where each finding stands, by rule, address and cause.
    places: BTreeMap<Fingerprint, usize>,
}

impl FindingMerger {
    /// Keeps a finding; `is_own` says that it was found when its record's own article was looked at.
    pub(super) fn keep(&mut self, reported: ReportedFinding, is_own: bool) {
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
                    if is_own {
                        (kept.fingerprint, kept.formerly) = (reported.fingerprint, reported.formerly);
                    }
                    if kept.excerpt.is_none() {
                        kept.excerpt = reported.excerpt;
                        kept.sentence = reported.sentence;
                        kept.context = reported.context;
                        kept.finding.place = reported.finding.place;
                    }
                }
            }
        }
    }

    /// The findings.
    pub(super) fn finish(self) -> Vec<ReportedFinding> {
        self.findings
    }
}

impl FoundPart {
    /// Parts what was found when an article was looked at by whose records it is about.
    pub(super) fn divide(findings: Vec<ReportedFinding>, looked_at: &str) -> Vec<Self> {
        let mut parts: BTreeMap<String, FindingMerger> = BTreeMap::new();
        for reported in findings {
            let article = article_of(&reported.finding.address);
            let is_own = article == looked_at;
            match parts.get_mut(article) {
                Some(merger) => merger.keep(reported, is_own),
                None => parts.entry(article.to_owned()).or_default().keep(reported, is_own),
            }
        }
        let part = |(article, merger): (String, FindingMerger)| {
            let mut findings = merger.finish();
            sort(&mut findings);
            Self { is_own: article == looked_at, article, counts: count(&findings), bytes: pack(&findings) }
        };
        parts.into_iter().map(part).collect()
    }
}

impl FindingList {
    /// An empty list whose findings will stand in a store.
    pub(super) fn new(store: &Store) -> Self {
        Self { store: store.clone(), articles: Vec::new() }
    }

    /// Adds the findings of the next article, in their order.
    pub(super) fn push(&mut self, findings: &[ReportedFinding]) -> io::Result<()> {
        self.articles.extend(store_article(&self.store, findings)?);
        Ok(())
    }

    /// Adds the next article with what is in the store already.
    pub(super) fn push_stored(&mut self, article: FoundArticle) {
        self.articles.push(article);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.counts().map(|one| one.count as usize).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// How many have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts().filter(|one| one.severity == severity).map(|one| one.count as usize).sum()
    }

    /// How many of each severity each rule has.
    pub(super) fn count_by_rule(&self) -> BTreeMap<&'static str, BTreeMap<Reverse<Severity>, usize>> {
        let mut counts: BTreeMap<&'static str, BTreeMap<Reverse<Severity>, usize>> = BTreeMap::new();
        for one in self.counts() {
            let of_rule = counts.entry(one.rule_id()).or_default();
            *of_rule.entry(Reverse(one.severity)).or_default() += one.count as usize;
        }
        counts
    }

    fn counts(&self) -> impl Iterator<Item = &RuleCount> {
        self.articles.iter().flat_map(|article| &article.counts)
    }

    /// The findings, one article at a time.
    pub(super) fn articles(&self) -> impl Iterator<Item = &FoundArticle> {
        self.articles.iter()
    }

    /// What was found about an article's records.
    pub(super) fn read(&self, article: &FoundArticle) -> io::Result<Vec<ReportedFinding>> {
        read(&self.store, article.span)
    }

    /// Each finding, read back as it is asked for.
    pub fn iter(&self) -> impl Iterator<Item = io::Result<ReportedFinding>> {
        self.articles.iter().flat_map(|article| {
            let (findings, failed) = match self.read(article) {
                Ok(findings) => (findings, None),
                Err(e) => (Vec::new(), Some(Err(e))),
            };
            findings.into_iter().map(Ok).chain(failed)
        })
    }

    /// All of them at once.
    pub fn to_vec(&self) -> io::Result<Vec<ReportedFinding>> {
        self.iter().collect()
    }

    /// The first so many of this severity.
    pub(super) fn read_first(&self, severity: Severity, most: usize) -> io::Result<Vec<ReportedFinding>> {
        let mut found = Vec::new();
        for article in self.articles().filter(|article| article.counts.iter().any(|one| one.severity == severity)) {
            if found.len() >= most {
                break;
            }
            found.extend(self.read(article)?.into_iter().filter(|reported| reported.finding.severity == severity));
        }
        found.truncate(most);
        Ok(found)
    }
}

/// A list of these, in memory.
impl FromIterator<ReportedFinding> for FindingList {
    fn from_iter<I: IntoIterator<Item = ReportedFinding>>(findings: I) -> Self {
        let findings: Vec<ReportedFinding> = findings.into_iter().collect();
        let mut list = Self::default();
        for of_one in findings.chunk_by(|a, b| article_of(&a.finding.address) == article_of(&b.finding.address)) {
            // Memory takes everything that fits into it.
            if list.push(of_one).is_err() {
                break;
            }
        }
        list
    }
}

impl RuleCount {
    /// The rule's id.
    pub(super) fn rule_id(&self) -> &'static str {
        RULES.get(usize::from(self.rule)).map_or("", |rule| rule.id)
    }
}

/// What a part or an article holds in a store.
pub(super) fn read(store: &Store, span: Span) -> io::Result<Vec<ReportedFinding>> {
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "what was found cannot be read back");
    let bytes = store.read(span)?;
    Unpacker::new(&bytes).take().ok_or_else(damaged)
}

/// Puts the findings about one article's records into a store, if there are any.
pub(super) fn store_article(store: &Store, findings: &[ReportedFinding]) -> io::Result<Option<FoundArticle>> {
    if findings.is_empty() {
        return Ok(None);
    }
    Ok(Some(FoundArticle { span: store.append(&pack(findings))?, counts: count(findings) }))
}

fn pack(findings: &[ReportedFinding]) -> Vec<u8> {
    let mut to = Packer::default();
    findings.len().pack(&mut to);
    findings.iter().for_each(|reported| reported.pack(&mut to));
    to.finish()
}

fn count(findings: &[ReportedFinding]) -> Vec<RuleCount> {
    let mut counts: BTreeMap<(&str, Severity), u32> = BTreeMap::new();
    findings.iter().for_each(|r| *counts.entry((r.finding.rule, r.finding.severity)).or_default() += 1);
    let place = |id: &str| RULES.iter().position(|rule| rule.id == id).unwrap_or(RULES.len());
    let counted = |((id, severity), count)| RuleCount { rule: place(id) as u16, severity, count };
    counts.into_iter().map(counted).collect()
}

/// Worst first, then down the page.
pub(super) fn sort(findings: &mut [ReportedFinding]) {
    // In place: `order` leaves hardly any two alike.
    findings.sort_unstable_by(|a, b| order_key(&a.finding).cmp(&order_key(&b.finding)));
}

fn order_key(f: &Finding) -> impl Ord + use<'_> {
    let (_, letter, number) = split_address(&f.address);
    (Reverse(f.severity), f.place.line.unwrap_or(0), f.place.column, letter, number, f.rule, &f.cause)
}
