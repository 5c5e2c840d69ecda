//! Baselines: the findings of a day are recorded, so that from then on only new ones fail. What the record holds and the
//! rules no longer find is itself found.

use super::waivers::RunScope;
use super::{Fingerprint, Report, ReportedFinding};
use crate::model::{Finding, Severity};
use crate::rules::{BaselineUse, Check, Findings, Rule};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// The name of the file's form; a change that breaks a reader gets another.
const SCHEMA: &str = "claimbook.baseline/2";
/// The form before it, which knew findings by the address of their record. It is read, and never written.
const BY_ADDRESS: &str = "claimbook.baseline/1";

/// The findings that were known when it was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: Vec<KnownFindings>,
    by_address: bool,
}

/// One finding of the record: its fingerprint, and what tells a reader which it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownFindings {
    fingerprint: String,
    rule: String,
    address: String,
    message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    findings: Vec<KnownFindings>,
}

/// A baseline that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// No JSON, or of another form.
    #[error("{file} is not a baseline: {source}; `claimbook baseline` records a new one")]
    Form {
        /// The file.
        file: String,
        /// What is wrong, with line and column.
        source: serde_json::Error,
    },
    /// Of another schema.
    #[error(
        "{file} has the schema “{schema}”, and this claimbook reads {SCHEMA}; `claimbook baseline` records a new one"
    )]
    Schema {
        /// The file.
        file: String,
        /// Its schema.
        schema: String,
    },
}

impl Baseline {
    /// What a report found at `deny` and `warn`, by address, rule and fingerprint.
    pub fn from_report(report: &Report) -> io::Result<Self> {
        let mut known: Vec<KnownFindings> = Vec::new();
        for reported in report.findings.iter() {
            known.extend(
                Some(reported?).filter(|r| r.finding.severity >= Severity::Warn).map(KnownFindings::from_reported),
            );
        }
        known.sort_by(|a, b| (&a.address, &a.rule, &a.fingerprint).cmp(&(&b.address, &b.rule, &b.fingerprint)));
        known.dedup_by(|a, b| a.fingerprint == b.fingerprint);
        Ok(Self { known, by_address: false })
    }

    /// Whether it was recorded in the first form, which takes a claim for another one that was given its number.
    pub fn is_by_address(&self) -> bool {
        self.by_address
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether a file that begins so is a baseline, of this version or another.
    pub fn is_baseline(beginning: &[u8]) -> bool {
        let text = String::from_utf8_lossy(beginning);
        text.trim_start().starts_with('{') && text.contains("\"claimbook.baseline/")
    }

    /// Reads what [`write`](Self::write) wrote; `file` is its name in errors.
    pub fn parse(text: &str, file: &str) -> Result<Self, BaselineError> {
        let read: Result<Document, _> = serde_json::from_str(text);
        let document = read.map_err(|source| BaselineError::Form { file: file.to_owned(), source })?;
        let by_address = document.schema == BY_ADDRESS;
        match by_address || document.schema == SCHEMA {
            true => Ok(Self { known: document.findings, by_address }),
            false => Err(BaselineError::Schema { file: file.to_owned(), schema: document.schema }),
        }
    }

    /// Writes it as JSON with one finding a line, so that versions of it can be compared and merged.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{{\n\"schema\": \"{SCHEMA}\",\n\"findings\": [")?;
        for (n, known) in self.known.iter().enumerate() {
            out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, known)?;
        }
        writeln!(out, "\n]\n}}")
    }
}

impl KnownFindings {
    fn from_reported(reported: ReportedFinding) -> Self {
        Self {
            fingerprint: reported.fingerprint.to_string(),
            rule: reported.finding.rule.to_owned(),
            address: reported.finding.address,
            message: reported.finding.message,
        }
    }
}

/// A baseline beside what was found, article by article. What is waived is known, too, where it is in the baseline; notes stay
/// where they are, since they never fail.
pub(super) struct BaselineMatching<'b> {
    baseline: &'b Baseline,
    /// Which of its findings were met.
    matched: BTreeMap<&'b str, bool>,
}

impl<'b> BaselineMatching<'b> {
    /// Nothing was met yet.
    pub(super) fn new(baseline: &'b Baseline) -> Self {
        Self { baseline, matched: baseline.known.iter().map(|known| (known.fingerprint.as_str(), false)).collect() }
    }

    /// Whether it knows nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.matched.is_empty()
    }

    /// Meets a finding that does not count anyway.
    pub(super) fn note(&mut self, reported: &ReportedFinding) {
        self.is_known(reported);
    }

    /// Splits findings into those that count and those that are known.
    pub(super) fn split(&mut self, findings: Vec<ReportedFinding>) -> (Vec<ReportedFinding>, Vec<ReportedFinding>) {
        findings.into_iter().partition(|r| !(self.is_known(r) && r.finding.severity >= Severity::Warn))
    }

    fn is_known(&mut self, reported: &ReportedFinding) -> bool {
        if self.matched.is_empty() {
            return false;
        }
        let names = match self.baseline.by_address {
            true => vec![Fingerprint::from_address(&reported.finding)],
            false => [&[reported.fingerprint], reported.formerly.as_slice()].concat(),
        };
        names.iter().fold(false, |known, name| match self.matched.get_mut(name.to_string().as_str()) {
            Some(found) => {
                *found = true;
                true
            }
            None => known,
        })
    }

    /// What the baseline's own rule finds, once every finding was met.
    pub(super) fn judge_entries(&self, looked: &RunScope<'_>, whole: bool) -> Vec<Finding> {
        let mut spoken = Vec::new();
        for entry in &self.baseline.known {
            let used = BaselineUse {
                rule: &entry.rule,
                address: &entry.address,
                message: &entry.message,
                fingerprint: &entry.fingerprint,
                matched: self.matched.get(entry.fingerprint.as_str()).copied().unwrap_or_default(),
                looked: looked.has_looked_at(&entry.rule, &entry.address, whole),
            };
            spoken.extend(looked.rules.iter().flat_map(|rule| judge_entries(rule, &used)));
        }
        spoken
    }
}

fn judge_entries(rule: &Rule, used: &BaselineUse) -> Vec<Finding> {
    let mut findings = Findings::new(rule);
    if let Check::Baseline(check) = rule.check {
        check(used, &mut findings);
    }
    findings.found
}
