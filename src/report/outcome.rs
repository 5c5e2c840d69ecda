//! What the rules say about one article, in the words that a report keeps: all that is left of a snapshot once it was judged, so
//! that articles can be judged side by side and on different days.

use super::allowances::{self, PlacedAllowance};
use super::consequence::{Consequence, Consequences};
use super::earlier::Wording;
use super::excerpt::Excerpts;
use super::found::FoundPart;
use super::policy::{ABSOLUTE_WORD, REWORDED};
use super::subjects::Subjects;
use super::{Fingerprint, Policy, ReportedFinding, WorkLine};
use crate::model::{Finding, OccurrenceState, Reference, Settings, Snapshot, SourceState, Uid, Unchecked};
use crate::rules::{self, Context, DayRange, Rule};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How articles are judged.
#[derive(Debug, Clone)]
pub struct JudgingTerms<'a> {
    pub(super) policy: &'a Policy,
    pub(super) settings: &'a Settings,
    pub(super) today: Date,
    pub(super) rules: Vec<&'static Rule>,
    /// The revision of git that what is found is compared with.
    pub(super) since: Option<String>,
}

/// What came of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleOutcome {
    /// Its key.
    pub(super) key: String,
    /// Its source file.
    pub(super) file: Option<String>,
    /// What was found, at the severities of the policy, by whose records it is about.
    pub(super) found: Vec<FoundPart>,
    pub(super) unchecked: Vec<Unchecked>,
    /// The claims that were looked at.
    pub(super) claims: Vec<Uid>,
    /// How many entries its list has.
    pub(super) references: usize,
    /// The works that it rests on, in the order of its entries.
    pub(super) works: Vec<(Uid, WorkLine)>,
    pub(super) allowances: Vec<PlacedAllowance>,
    /// How the findings are worded, where they are compared with an earlier revision.
    pub(super) wordings: Vec<(Fingerprint, Wording)>,
    /// The days on which the rules would say the same.
    pub(super) holds: DayRange,
}

impl ArticleOutcome {
    /// The days on which the rules would say the same.
    pub fn holds(&self) -> DayRange {
        self.holds
    }
}

impl JudgingTerms<'_> {
    /// Runs the rules on an article and keeps what they say.
    pub fn judge(&self, snapshot: &Snapshot) -> ArticleOutcome {
        let ctx = Context::new(snapshot, self.settings, self.today);
        let outcome = rules::run(&ctx, &self.rules);
        let absolute: BTreeSet<String> =
            outcome.findings.iter().filter(|f| f.rule == ABSOLUTE_WORD).map(|f| f.address.clone()).collect();
        let mut excerpts = Excerpts::new(snapshot);
        let subjects = match outcome.findings.is_empty() {
            true => Subjects::default(),
            false => Subjects::from_snapshot(snapshot),
        };
        let unstored = addresses_only_in_file(snapshot);
        let (added, of_lines) = (addresses_of(snapshot, &snapshot.added), addresses_of(snapshot, &snapshot.of_lines));
        let mut consequences = Consequences::new(snapshot);
        let with_place = snapshot.occurrences.iter().filter(|o| o.state != OccurrenceState::Orphaned).map(|o| o.claim);
        let placed = addresses_of(snapshot, &with_place.collect());
        let (mut findings, mut wordings) = (Vec::new(), Vec::new());
        for mut finding in outcome.findings {
            let is_of_change = self.since.is_some() || added.contains(&finding.address);
            let is_absolute = absolute.contains(&finding.address);
            if !self.policy.settle(&mut finding, (is_of_change, is_absolute)) {
                continue;
            }
            let excerpt = excerpts.cut_at(&finding.place);
            let sentence = excerpts.find_sentence_at(&finding.place, &finding.address);
            let context = excerpts.context_at(&finding.place);
            let consequence = consequences.weigh(&finding);
            let is_unstored = unstored.contains(&finding.address);
            let only_in_file = is_unstored || !snapshot.is_stored();
            let made = make_reported(finding, &subjects);
            let told = ReportedFinding { excerpt, sentence, context, consequence, only_in_file, ..made };
            if self.since.is_some() {
                let stood = placed.contains(&told.finding.address) && !added.contains(&told.finding.address);
                wordings.push((told.fingerprint, Wording::from_finding((&told.finding, stood), &subjects)));
            }
            let is_kept_nowhere = told.finding.rule == REWORDED || of_lines.contains(&told.finding.address);
            findings.push(match &snapshot.source {
                SourceState::New { beside_catalogue: false } => told,
                SourceState::New { .. } => self.with_fingerprint(told),
                _ if is_kept_nowhere => self.with_fingerprint(told),
                _ if is_unstored => self.with_way_to_waive(told),
                _ => told,
            });
        }
        ArticleOutcome {
            key: snapshot.key().to_owned(),
            file: snapshot.version.as_ref().and_then(|version| version.file().map(str::to_owned)),
            found: FoundPart::divide(findings, snapshot.key()),
            unchecked: outcome.unchecked,
            claims: ctx.claims().map(|claim| claim.uid).collect(),
            references: ctx.list().count(),
            works: list_works(&ctx),
            allowances: allowances::place_each(snapshot),
            wordings,
            holds: ctx.today.alike(),
        }
    }
}

impl JudgingTerms<'_> {
    /// A finding about what only a file has can be accepted by what it is known by.
    fn with_fingerprint(&self, mut reported: ReportedFinding) -> ReportedFinding {
        let since =
            self.since.as_ref().map(|named| format!(" --changed-since {}", quote_word(named))).unwrap_or_default();
        let (help, print) = (&reported.finding.help, reported.fingerprint);
        reported.finding.help = format!(
            "{help}; to accept it as it is: `claimbook waive --fingerprint {print}{since} --until YYYY-MM-DD --reason …`"
        )
        .into();
        reported
    }

    /// The same where what its rule advises works once the file is imported.
    fn with_way_to_waive(&self, mut reported: ReportedFinding) -> ReportedFinding {
        let finding = &mut reported.finding;
        if let Some(file) = &finding.place.file {
            finding.help = format!("`claimbook import {file}` first, then {}", finding.help).into();
        }
        self.with_fingerprint(reported)
    }
}

/// A word as a shell takes it for one.
fn quote_word(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./~^@".contains(c);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// The works that an article rests on, each with the entries that name it.
fn list_works(ctx: &Context) -> Vec<(Uid, WorkLine)> {
    let snapshot = ctx.snapshot;
    let mut works: Vec<(Uid, WorkLine)> = Vec::new();
    let mut places: BTreeMap<Uid, usize> = BTreeMap::new();
    for reference in ctx.relied_references() {
        let Some(work) = snapshot.work_behind(reference) else { continue };
        let at = *places.entry(work.uid).or_insert(works.len());
        if at == works.len() {
            works.push((work.uid, describe_work(work.key.clone(), reference, ctx)));
        }
        let address = snapshot.reference_address(reference);
        if let Some((_, line)) = works.get_mut(at)
            && !line.references.contains(&address)
        {
            line.references.push(address);
        }
    }
    works
}

/// What is known of a work, by the first entry that names it.
fn describe_work(key: String, reference: &Reference, ctx: &Context) -> WorkLine {
    let standing = ctx.doi(reference);
    let own = || ctx.snapshot.work_behind(reference).and_then(|work| work.doi.clone());
    WorkLine {
        key,
        references: Vec::new(),
        doi: standing.and_then(|s| s.doi.clone()).or_else(own),
        doi_state: standing.map(|s| s.state),
        agency: standing.and_then(|s| s.agency.clone()),
        compared: ctx.metadata(reference).map(|m| m.compare_with(reference)).unwrap_or_default(),
        notices: ctx.notices(reference).map(|n| n.notices.clone()).unwrap_or_default(),
        source: standing.and_then(|s| s.service.clone()),
        asked_at: standing.and_then(|s| s.asked_at),
    }
}

/// The addresses that records have in this run alone: the catalogue does not hold them, so that no command finds them.
fn addresses_only_in_file(snapshot: &Snapshot) -> BTreeSet<String> {
    let entries = snapshot.references.iter().filter(|r| snapshot.only_in_file.contains(&r.uid));
    let entries = entries.map(|r| snapshot.reference_address(r));
    addresses_of(snapshot, &snapshot.only_in_file).into_iter().chain(entries).collect()
}

/// The addresses of some claims.
fn addresses_of(snapshot: &Snapshot, claims: &BTreeSet<Uid>) -> BTreeSet<String> {
    let these = snapshot.claims.iter().filter(|claim| claims.contains(&claim.uid));
    these.map(|claim| snapshot.claim_address(claim)).collect()
}

/// A finding with what it is known by.
pub(super) fn make_reported(finding: Finding, subjects: &Subjects) -> ReportedFinding {
    let standard = rules::find_rule(finding.rule).map_or("", |rule| rule.standard);
    let (fingerprint, formerly) = Fingerprint::compute(&finding, subjects);
    ReportedFinding {
        standard,
        fingerprint,
        formerly,
        excerpt: None,
        sentence: None,
        context: None,
        consequence: Consequence::default(),
        only_in_file: false,
        finding,
    }
}
