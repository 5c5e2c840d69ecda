//! Which findings people are shown, and in which order: what matters most first, a block for each record, one finding for
//! one cause, and no more than they can take in. What is left out is counted.

use super::{Report, ReportedFinding, gather};
use crate::model::Severity;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many findings are shown unless all are asked for.
pub(super) const MOST: usize = 15;

/// Families of rules that speak of a work or its address, whichever entry names it.
const OF_WORKS: &[&str] = &["work-", "doi-", "url-", "landing-", "reference-mismatch"];

/// Rules whose finding about a work makes the verdicts on the claims that rest on it stale.
const TAKEN_BACK: &[&str] =
    &["work-retracted", "work-concern", "work-corrected", "work-superseded", "work-now-published"];

/// What people are shown.
#[derive(Debug, Default)]
pub(super) struct Arrangement<'r> {
    /// By record, worst first.
    pub(super) blocks: Vec<Block<'r>>,
    /// How many findings of each rule are left out, apart from notes.
    pub(super) left: BTreeMap<&'r str, usize>,
    /// How many notes are left out.
    pub(super) notes: usize,
}

/// The findings about one record.
#[derive(Debug)]
pub(super) struct Block<'r> {
    pub(super) lines: Vec<Line<'r>>,
}

/// A finding, with what has the same cause.
#[derive(Debug)]
pub(super) struct Line<'r> {
    pub(super) reported: &'r ReportedFinding,
    /// Other entries about which the rule says the same of the same work.
    pub(super) also: Vec<&'r str>,
    /// Claims whose verdict is stale by it.
    pub(super) stale: Vec<&'r str>,
}

impl<'r> Arrangement<'r> {
    /// Of all findings, those that matter most; with `all`, every one by itself.
    pub(super) fn from_report(report: &'r Report, all: bool) -> Self {
        let mut findings: Vec<&ReportedFinding> = report.findings.iter().collect();
        // A record with several faults matters more than one with one.
        let mut faults: BTreeMap<&str, usize> = BTreeMap::new();
        findings.iter().for_each(|r| *faults.entry(r.finding.address.as_str()).or_default() += 1);
        findings.sort_by_cached_key(|reported| key(reported, &faults));
        let mut made = Self::default();
        let shown = |reported: &&&ReportedFinding| all || reported.finding.severity > Severity::Note;
        made.notes = findings.len() - findings.iter().filter(shown).count();
        let each = findings.iter().filter(shown).copied();
        let lines = match all {
            true => each.map(Line::from_finding).collect(),
            false => one_a_cause(each.collect(), report, &faults),
        };
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut blocks: Vec<Block<'r>> = Vec::new();
        for line in lines {
            let at = *places.entry(&line.reported.finding.address).or_insert(blocks.len());
            match blocks.get_mut(at) {
                Some(block) => block.lines.push(line),
                None => blocks.push(Block { lines: vec![line] }),
            }
        }
        // What else is wrong with a record that is shown is shown with it.
        let mut room = if all { usize::MAX } else { MOST };
        for Block { mut lines } in blocks {
            let left = lines.split_off(room.min(lines.len()));
            for (rule, count) in left.iter().flat_map(Line::counts) {
                *made.left.entry(rule).or_default() += count;
            }
            room -= lines.len();
            if !lines.is_empty() {
                made.blocks.push(Block { lines });
            }
        }
        made
    }
}

impl<'r> Block<'r> {
    /// The record.
    pub(super) fn address(&self) -> &'r str {
        self.lines.first().map_or("", |line| line.reported.finding.address.as_str())
    }
}

impl<'r> Line<'r> {
    fn from_finding(reported: &'r ReportedFinding) -> Self {
        Self { reported, also: Vec::new(), stale: Vec::new() }
    }

    /// How many findings of which rules it stands for.
    fn counts(&self) -> Vec<(&'r str, usize)> {
        let own = (self.reported.finding.rule, 1 + self.also.len());
        std::iter::once(own).chain((!self.stale.is_empty()).then_some(("claim-stale", self.stale.len()))).collect()
    }
}

/// Worst first: by severity, by what it comes to, by how many faults the record has, then down the page.
fn key<'r>(reported: &'r ReportedFinding, faults: &BTreeMap<&str, usize>) -> impl Ord + use<'r> {
    let finding = &reported.finding;
    let (article, letter, number) = gather::split_address(&finding.address);
    let place = (finding.place.line.unwrap_or(0), finding.place.column.unwrap_or(0));
    let weight = Reverse(faults.get(finding.address.as_str()).copied().unwrap_or_default());
    (
        Reverse(finding.severity),
        reported.consequence,
        weight,
        article,
        place,
        letter,
        number,
        finding.rule,
        &finding.cause,
    )
}

/// Joins what has one cause: one work that several entries name, and verdicts that are stale because a work was taken back.
fn one_a_cause<'r>(
    findings: Vec<&'r ReportedFinding>,
    report: &'r Report,
    faults: &BTreeMap<&str, usize>,
) -> Vec<Line<'r>> {
    let entries = report.works.iter().flat_map(|work| work.references.iter().map(move |entry| (entry.as_str(), work)));
    let works: BTreeMap<&str, &str> = entries.map(|(entry, work)| (entry, work.key.as_str())).collect();
    let mut lines: Vec<Line<'r>> = Vec::new();
    let mut of_works: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut resting: BTreeMap<&str, usize> = BTreeMap::new();
    let (stale, others): (Vec<_>, Vec<_>) = findings.into_iter().partition(|r| r.finding.rule == "claim-stale");
    for reported in others {
        let finding = &reported.finding;
        let of_work = OF_WORKS.iter().any(|family| finding.rule.starts_with(family));
        let known = works.get(finding.address.as_str()).filter(|_| of_work);
        let at = match known.map(|work| of_works.entry((finding.rule, work)).or_insert(lines.len())) {
            Some(at) if *at < lines.len() => {
                if let Some(line) = lines.get_mut(*at) {
                    line.also.push(&finding.address);
                }
                *at
            }
            _ => {
                lines.push(Line::from_finding(reported));
                lines.len() - 1
            }
        };
        if TAKEN_BACK.contains(&finding.rule) {
            finding.related.iter().for_each(|claim| _ = resting.entry(claim).or_insert(at));
        }
    }
    for reported in stale {
        match resting.get(reported.finding.address.as_str()).and_then(|at| lines.get_mut(*at)) {
            // Where the work weighs less than the verdict that rests on it, the verdict speaks for itself.
            Some(line) if line.reported.finding.severity >= reported.finding.severity => {
                line.stale.push(&reported.finding.address);
            }
            _ => lines.push(Line::from_finding(reported)),
        }
    }
    lines.sort_by_cached_key(|line| key(line.reported, faults));
    lines
}
