//! Which findings people are shown, and in which order: what matters most first, a block for each record, one finding for
//! one cause, and no more than they can take in. What is left out is counted.

use super::found::FoundArticle;
use super::work_list::WorksByEntry;
use super::{Consequence, Report, ReportedFinding};
use crate::model::Severity;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

/// How many findings are shown unless all are asked for.
pub(super) const MOST: usize = 15;

/// Families of rules that speak of a work or its address, whichever entry names it.
const OF_WORKS: &[&str] = &["work-", "doi-", "url-", "landing-", "reference-mismatch"];

/// Rules whose finding about a work makes the verdicts on the claims that rest on it stale.
const TAKEN_BACK: &[&str] =
    &["work-retracted", "work-concern", "work-corrected", "work-superseded", "work-now-published"];

/// The rule that says that the verdict on a claim is stale.
const STALE: &str = "claim-stale";

/// What people are shown.
#[derive(Debug, Default)]
pub(super) struct Arrangement {
    /// By record, worst first.
    pub(super) blocks: Vec<Block>,
    /// How many findings of each rule are left out, apart from notes.
    pub(super) left: BTreeMap<&'static str, usize>,
    /// How many notes are left out.
    pub(super) notes: usize,
}

/// The findings about one record.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
}

/// A finding, with what has the same cause.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) reported: ReportedFinding,
    /// Other entries about which the rule says the same of the same work.
    pub(super) also: Vec<String>,
    /// Claims whose verdict is stale by it.
    pub(super) stale: Vec<String>,
    rank: Rank,
}

/// Worst first: by severity, by what it comes to, by how many faults the record has, then by article and down the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    severity: Reverse<Severity>,
    consequence: Consequence,
    faults: Reverse<u32>,
    article: u32,
    place: u32,
}

impl Arrangement {
    /// Of all findings, those that matter most; with `all`, every one by itself.
    pub(super) fn from_report(report: &Report, all: bool) -> io::Result<Self> {
        match all {
            true => Self::from_all(report),
            false => Self::from_worst(report),
        }
    }

    fn from_all(report: &Report) -> io::Result<Self> {
        let mut blocks: Vec<Block> = Vec::new();
        for (number, article) in (0..).zip(report.findings.articles()) {
            let ranked = rank_findings(report.findings.read(article)?, number).into_iter();
            blocks.extend(gather_blocks(ranked.map(|(rank, reported)| Line::new(rank, reported))));
        }
        blocks.sort_by_key(Block::rank_findings);
        Ok(Self { blocks, ..Self::default() })
    }

    fn from_worst(report: &Report) -> io::Result<Self> {
        let causes = Causes::from_report(report)?;
        let mut worst: BTreeMap<Rank, Block> = BTreeMap::new();
        for (number, article) in (0..).zip(report.findings.articles()) {
            // An article whose worst finding is milder than all that is shown already need not be read.
            let least = worst.last_key_value().filter(|_| worst.len() >= MOST).map(|(rank, _)| rank.severity);
            if least.is_some_and(|least| Reverse(find_worst(article)) > least) {
                continue;
            }
            let ranked = rank_findings(report.findings.read(article)?, number).into_iter();
            let own = ranked
                .filter(|(rank, reported)| is_more_than_note(reported) && causes.find_line(*rank, reported) == *rank);
            for block in gather_blocks(own.map(|(rank, reported)| Line::new(rank, reported))) {
                worst.extend(block.rank_findings().map(|rank| (rank, block)));
                if worst.len() > MOST {
                    worst.pop_last();
                }
            }
        }
        // What else is wrong with a record that is shown is shown with it.
        let mut room = MOST;
        let mut blocks: Vec<Block> = Vec::new();
        for mut block in worst.into_values() {
            block.lines.truncate(room);
            room -= block.lines.len();
            blocks.extend((!block.lines.is_empty()).then_some(block));
        }
        causes.add_alike(report, &mut blocks)?;
        let mut made = Self { blocks, notes: report.count(Severity::Note), left: BTreeMap::new() };
        for (rule, counts) in report.findings.count_by_rule() {
            let more: usize = counts.iter().filter(|(severity, _)| severity.0 > Severity::Note).map(|(_, n)| n).sum();
            made.left.insert(rule, more);
        }
        for line in made.blocks.iter().flat_map(|block| &block.lines) {
            let own = (line.reported.finding.rule, 1 + line.also.len());
            for (rule, shown) in [own, (STALE, line.stale.len())] {
                made.left.entry(rule).and_modify(|left| *left = left.saturating_sub(shown));
            }
        }
        made.left.retain(|_, left| *left > 0);
        Ok(made)
    }
}

impl Block {
    /// The record.
    pub(super) fn address(&self) -> &str {
        self.lines.first().map_or("", |line| line.reported.finding.address.as_str())
    }

    fn rank_findings(&self) -> Option<Rank> {
        self.lines.first().map(|line| line.rank)
    }
}

impl Line {
    fn new(rank: Rank, reported: ReportedFinding) -> Self {
        Self { reported, also: Vec::new(), stale: Vec::new(), rank }
    }
}

/// Whether a finding is shown unless all are asked for.
fn is_more_than_note(reported: &ReportedFinding) -> bool {
    reported.finding.severity > Severity::Note
}

fn find_worst(article: &FoundArticle) -> Severity {
    article.counts.iter().map(|one| one.severity).max().unwrap_or(Severity::Allow)
}

/// The findings of one article with their ranks, worst first.
fn rank_findings(findings: Vec<ReportedFinding>, article: u32) -> Vec<(Rank, ReportedFinding)> {
    // A record with several faults matters more than one with one.
    let mut faults: BTreeMap<String, u32> = BTreeMap::new();
    findings.iter().for_each(|r| *faults.entry(r.finding.address.clone()).or_default() += 1);
    let mut ranked: Vec<(Rank, ReportedFinding)> = Vec::with_capacity(findings.len());
    for (place, reported) in (0..).zip(findings) {
        let faults = Reverse(faults.get(&reported.finding.address).copied().unwrap_or_default());
        let (severity, consequence) = (Reverse(reported.finding.severity), reported.consequence);
        ranked.push((Rank { severity, consequence, faults, article, place }, reported));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked
}

/// Lines by their records, in their order.
fn gather_blocks(lines: impl Iterator<Item = Line>) -> Vec<Block> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        let at = *places.entry(line.reported.finding.address.clone()).or_insert(blocks.len());
        match blocks.get_mut(at) {
            Some(block) => block.lines.push(line),
            None => blocks.push(Block { lines: vec![line] }),
        }
    }
    blocks
}

/// A rule, and the number of a work that it found something about.
type OfWork = (&'static str, u32);

/// What has one cause: one work that several entries name, and verdicts that are stale because a work was taken back.
struct Causes<'r> {
    works: WorksByEntry<'r>,
    /// The worst finding of a rule about a work.
    of_works: BTreeMap<OfWork, Rank>,
    /// Of the findings that a work was taken back on which a claim rests, the worst, by claim.
    resting: BTreeMap<String, (Rank, Option<OfWork>)>,
}

impl<'r> Causes<'r> {
    fn from_report(report: &'r Report) -> io::Result<Self> {
        let (of_works, resting) = (BTreeMap::new(), BTreeMap::new());
        let mut causes = Self { works: report.works.index_by_entry(), of_works, resting };
        for (number, article) in (0..).zip(report.findings.articles()) {
            if !article.counts.iter().any(|one| is_of_work(one.rule_id()) && one.severity > Severity::Note) {
                continue;
            }
            for (rank, reported) in rank_findings(report.findings.read(article)?, number) {
                causes.note(rank, &reported);
            }
        }
        Ok(causes)
    }

    fn note(&mut self, rank: Rank, reported: &ReportedFinding) {
        let finding = &reported.finding;
        if !is_more_than_note(reported) {
            return;
        }
        let of_work = self.find_work(reported);
        if let Some(of_work) = of_work {
            self.of_works.entry(of_work).and_modify(|worst| *worst = rank.min(*worst)).or_insert(rank);
        }
        if TAKEN_BACK.contains(&finding.rule) {
            for claim in &finding.related {
                let known = self.resting.get(claim).is_some_and(|(worst, _)| *worst < rank);
                if !known {
                    self.resting.insert(claim.clone(), (rank, of_work));
                }
            }
        }
    }

    /// The rule and the work, where a finding is about one that other entries may name as well.
    fn find_work(&self, reported: &ReportedFinding) -> Option<OfWork> {
        let rule = reported.finding.rule;
        if !is_of_work(rule) {
            return None;
        }
        Some((rule, self.works.find(&reported.finding.address)?))
    }

    /// The rank of the line that tells of a finding: its own, or that of another with the same cause.
    fn find_line(&self, rank: Rank, reported: &ReportedFinding) -> Rank {
        if reported.finding.rule == STALE {
            let Some((worst, of_work)) = self.resting.get(&reported.finding.address) else { return rank };
            let line = of_work.and_then(|of_work| self.of_works.get(&of_work)).unwrap_or(worst);
            // Where the work weighs less than the verdict that rests on it, the verdict speaks for itself.
            return if line.severity <= rank.severity { *line } else { rank };
        }
        self.find_work(reported).and_then(|of_work| self.of_works.get(&of_work)).copied().unwrap_or(rank)
    }

    /// Adds to the lines that are shown what has the same cause.
    fn add_alike(&self, report: &Report, blocks: &mut [Block]) -> io::Result<()> {
        let lines = blocks.iter_mut().flat_map(|block| &mut block.lines);
        let joins = |line: &&mut Line| is_of_work(line.reported.finding.rule);
        let mut shown: BTreeMap<Rank, &mut Line> = lines.filter(joins).map(|line| (line.rank, line)).collect();
        if shown.is_empty() {
            return Ok(());
        }
        type Joined = BTreeMap<Rank, Vec<(Rank, String)>>;
        let (mut alike, mut stale) = (Joined::new(), Joined::new());
        for (number, article) in (0..).zip(report.findings.articles()) {
            if !article.counts.iter().any(|one| is_of_work(one.rule_id()) || one.rule_id() == STALE) {
                continue;
            }
            for (rank, reported) in rank_findings(report.findings.read(article)?, number) {
                let line = self.find_line(rank, &reported);
                if is_more_than_note(&reported) && line != rank && shown.contains_key(&line) {
                    let joined = if reported.finding.rule == STALE { &mut stale } else { &mut alike };
                    joined.entry(line).or_default().push((rank, reported.finding.address));
                }
            }
        }
        for (rank, line) in &mut shown {
            let addresses = |joined: &mut Joined| {
                let mut joined = joined.remove(rank).unwrap_or_default();
                joined.sort_unstable();
                joined.into_iter().map(|(_, address)| address).collect::<Vec<String>>()
            };
            (line.also, line.stale) = (addresses(&mut alike), addresses(&mut stale));
        }
        Ok(())
    }
}

fn is_of_work(rule: &str) -> bool {
    OF_WORKS.iter().any(|family| rule.starts_with(family))
}
