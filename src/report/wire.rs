//! The shape of `claimbook.report/2` as other programs see it, apart from our own types so that it stays when they change.

use super::unchecked::Reason;
use super::{
    CheckedCounts, FindingList, Fingerprint, Report, ReportedFinding, WaivedBy, WaivedFinding, WorkLine, WorkList,
};
use crate::model::{FieldResult, RegisteredNotice, Severity};
use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The name of this shape; a change that breaks a reader gets another.
pub(super) const SCHEMA: &str = "claimbook.report/2";

#[derive(Serialize)]
pub(super) struct WireReport<'a> {
    #[serde(flatten)]
    head: WireHead<'a>,
    #[serde(serialize_with = "write_findings")]
    findings: &'a FindingList,
    counts: WireCounts<'a>,
    #[serde(serialize_with = "write_unchecked")]
    unchecked: &'a [Reason<'a>],
    unchecked_by_reason: &'a [Reason<'a>],
    #[serde(serialize_with = "write_waived")]
    waived: &'a [WaivedFinding],
    #[serde(serialize_with = "write_findings")]
    baseline: &'a FindingList,
    #[serde(serialize_with = "write_works")]
    works: &'a WorkList,
}

/// Findings take their shape one at a time, as they are written.
fn write_findings<S: Serializer>(findings: &FindingList, serializer: S) -> Result<S::Ok, S::Error> {
    let mut all = serializer.serialize_seq(None)?;
    for reported in findings.iter() {
        all.serialize_element(&WireFinding::from(&reported.map_err(S::Error::custom)?))?;
    }
    all.end()
}

/// So do works.
fn write_works<S: Serializer>(works: &WorkList, serializer: S) -> Result<S::Ok, S::Error> {
    let mut all = serializer.serialize_seq(None)?;
    for work in works.iter() {
        all.serialize_element(&WireWork::from(&work.map_err(S::Error::custom)?))?;
    }
    all.end()
}

/// So does what is accepted.
fn write_waived<S: Serializer>(waived: &[WaivedFinding], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(waived.iter().map(WireWaived::from))
}

/// So do places that could not be looked at.
fn write_unchecked<S: Serializer>(reasons: &[Reason<'_>], serializer: S) -> Result<S::Ok, S::Error> {
    let mut all = serializer.serialize_seq(None)?;
    WireUnchecked::write_each(reasons, |place| all.serialize_element(&place))?;
    all.end()
}

#[derive(Serialize)]
pub(super) struct WireHead<'a> {
    schema: &'static str,
    claimbook: &'a str,
    catalogue: &'a str,
    today: String,
    log_heads: &'a [String],
}

/// A place that a rule could not look at.
#[derive(Serialize)]
pub(super) struct WireUnchecked<'a> {
    rule: &'a str,
    address: &'a str,
    source: &'a str,
    reason: &'a str,
}

impl WireUnchecked<'_> {
    /// Writes a record for each rule and address, so that those of one reason stand together.
    pub(super) fn write_each<E>(
        reasons: &[Reason<'_>],
        mut write: impl FnMut(WireUnchecked<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for Reason { source, reason, rules, addresses } in reasons {
            for address in addresses.iter() {
                rules.iter().try_for_each(|rule| write(WireUnchecked { rule, address: &address, source, reason }))?;
            }
        }
        Ok(())
    }
}

/// How much of everything there is.
#[derive(Serialize)]
pub(super) struct WireCounts<'a> {
    /// Findings by severity.
    by_severity: BySeverity,
    /// Findings by rule, most first.
    by_rule: Vec<WireRuleCount<'a>>,
    #[serde(flatten)]
    checked: CheckedCounts,
    /// Places that could not be looked at.
    unchecked: usize,
    waived: usize,
    baseline: usize,
    /// Findings that the revision has, too, that the text is compared with.
    earlier: usize,
}

/// The counts alone.
#[derive(Serialize)]
pub(super) struct WireStatistics<'a> {
    #[serde(flatten)]
    head: WireHead<'a>,
    counts: WireCounts<'a>,
}

impl<'a> From<&'a Report> for WireStatistics<'a> {
    fn from(report: &'a Report) -> Self {
        Self { head: report.into(), counts: report.into() }
    }
}

#[derive(Serialize, Default)]
pub(super) struct BySeverity {
    deny: usize,
    warn: usize,
    note: usize,
}

#[derive(Serialize)]
pub(super) struct WireRuleCount<'a> {
    rule: &'a str,
    #[serde(flatten)]
    findings: BySeverity,
}

#[derive(Serialize)]
pub(super) struct WireFinding<'a> {
    rule: &'a str,
    severity: &'static str,
    address: &'a str,
    message: &'a str,
    quote: Option<String>,
    sentence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<&'a str>,
    help: &'a str,
    standard: &'a str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    fingerprint: Fingerprint,
    related: &'a [String],
    cause: &'a str,
}

#[derive(Serialize)]
pub(super) struct WireWaived<'a> {
    #[serde(flatten)]
    finding: WireFinding<'a>,
    reason: &'a str,
    by: &'a str,
    expires_on: String,
    from: WaivedBy,
}

#[derive(Serialize)]
pub(super) struct WireWork<'a> {
    key: &'a str,
    references: &'a [String],
    doi: Option<&'a str>,
    doi_state: Option<&'static str>,
    agency: Option<&'a str>,
    compared: &'a [FieldResult],
    notices: Vec<WireNotice<'a>>,
    source: Option<&'a str>,
    asked_at: Option<String>,
}

#[derive(Serialize)]
struct WireNotice<'a> {
    kind: &'static str,
    source: &'a str,
    date: Option<String>,
    doi: Option<&'a str>,
}

impl<'a> WireReport<'a> {
    /// The report in this shape. `unchecked` is what the report's list of it [`group`](super::UncheckedList::group)s.
    pub(super) fn new(report: &'a Report, unchecked: &'a [Reason<'a>]) -> Self {
        Self {
            head: report.into(),
            findings: &report.findings,
            counts: report.into(),
            unchecked,
            unchecked_by_reason: unchecked,
            waived: &report.waived,
            baseline: &report.baseline,
            works: &report.works,
        }
    }
}

impl<'a> From<&'a Report> for WireHead<'a> {
    fn from(report: &'a Report) -> Self {
        Self {
            schema: SCHEMA,
            claimbook: &report.run.claimbook,
            catalogue: &report.run.catalogue,
            today: report.run.today.to_string(),
            log_heads: &report.run.log_heads,
        }
    }
}

impl<'a> From<&'a Report> for WireCounts<'a> {
    fn from(report: &'a Report) -> Self {
        let by_rule = report.count_by_rule();
        Self {
            by_severity: BySeverity::from_counts(&report.tally()),
            by_rule: by_rule
                .into_iter()
                .map(|(rule, counts)| WireRuleCount { rule, findings: BySeverity::from_counts(&counts) })
                .collect(),
            checked: report.checked,
            unchecked: report.count_unchecked(),
            waived: report.waived.len(),
            baseline: report.baseline.len(),
            earlier: report.earlier,
        }
    }
}

impl BySeverity {
    fn from_counts(counts: &BTreeMap<Reverse<Severity>, usize>) -> Self {
        let of = |severity| counts.get(&Reverse(severity)).copied().unwrap_or_default();
        Self { deny: of(Severity::Deny), warn: of(Severity::Warn), note: of(Severity::Note) }
    }
}

impl<'a> From<&'a ReportedFinding> for WireFinding<'a> {
    fn from(reported: &'a ReportedFinding) -> Self {
        let finding = &reported.finding;
        Self {
            rule: finding.rule,
            severity: finding.severity.into(),
            address: &finding.address,
            message: &finding.message,
            quote: reported.quote(),
            sentence: reported.sentence.as_deref(),
            context: reported.context.as_deref(),
            help: &finding.help,
            standard: reported.standard,
            file: finding.place.file.as_deref(),
            line: finding.place.line,
            column: finding.place.column,
            fingerprint: reported.fingerprint,
            related: &finding.related,
            cause: &finding.cause,
        }
    }
}

impl<'a> From<&'a WaivedFinding> for WireWaived<'a> {
    fn from(waived: &'a WaivedFinding) -> Self {
        Self {
            finding: (&waived.reported).into(),
            reason: &waived.reason,
            by: &waived.by,
            expires_on: waived.expires_on.to_string(),
            from: waived.from,
        }
    }
}

impl<'a> From<&'a WorkLine> for WireWork<'a> {
    fn from(work: &'a WorkLine) -> Self {
        Self {
            key: &work.key,
            references: &work.references,
            doi: work.doi.as_ref().map(|doi| doi.key()),
            doi_state: work.doi_state.map(Into::into),
            agency: work.agency.as_deref(),
            compared: &work.compared,
            notices: work.notices.iter().map(Into::into).collect(),
            source: work.source.as_deref(),
            asked_at: work.asked_at.map(|at| at.to_string()),
        }
    }
}

impl<'a> From<&'a RegisteredNotice> for WireNotice<'a> {
    fn from(notice: &'a RegisteredNotice) -> Self {
        Self {
            kind: notice.kind.into(),
            source: &notice.source,
            date: notice.on.map(|d| d.to_string()),
            doi: notice.doi.as_ref().map(|doi| doi.key()),
        }
    }
}
