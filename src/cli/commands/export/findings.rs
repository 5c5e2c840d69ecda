//! What the rules say about what is stored: found, waived, or unchecked.

use super::{Export, Failure, Scope};
use crate::catalogue::View;
use crate::report::{ReportedFinding, WaivedFinding};
use crate::write::{RecordSink, RecordSubject};
use std::io;

pub(super) const EXPORT: Export = Export {
    name: "findings",
    summary: "what audit finds in what is stored, and what it could not check",
    columns: COLUMNS,
    write,
    full: &[],
    judged: true,
};

#[rustfmt::skip]
const COLUMNS: &[&str] = &[
    "outcome", "severity", "rule", "address", "message", "help", "standard", "file", "line", "column", "related", "cause",
    "fingerprint", "reason", "by", "expires_on",
];

fn write(_view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let Some(report) = &scope.report else { return Ok(()) };
    for reported in &report.findings {
        record(records, "found", reported, None)?;
    }
    for waived in &report.waived {
        record(records, "waived", &waived.reported, Some(waived))?;
    }
    for unchecked in &report.unchecked {
        let reason = format!("{}: {}", unchecked.source, unchecked.reason);
        let fields = COLUMNS.iter().map(|column| match *column {
            "outcome" => Some("unchecked"),
            "rule" => Some(unchecked.rule.as_ref()),
            "address" => Some(unchecked.address.as_str()),
            "reason" => Some(reason.as_str()),
            _ => None,
        });
        records.record(&fields.collect::<Vec<_>>(), RecordSubject::Fields)?;
    }
    Ok(())
}

fn record(
    records: &mut dyn RecordSink,
    outcome: &str,
    reported: &ReportedFinding,
    waived: Option<&WaivedFinding>,
) -> io::Result<()> {
    let finding = &reported.finding;
    let (place, related) = (&finding.place, finding.related.join("; "));
    let [line, column] = [place.line, place.column].map(|n| n.map(|n| n.to_string()));
    let (fingerprint, expires_on) = (reported.fingerprint.to_string(), waived.map(|w| w.expires_on.to_string()));
    let fields = [
        Some(outcome),
        Some(finding.severity.into()),
        Some(finding.rule),
        Some(&finding.address),
        Some(&finding.message),
        Some(&finding.help),
        Some(reported.standard),
        place.file.as_deref(),
        line.as_deref(),
        column.as_deref(),
        Some(related.as_str()).filter(|related| !related.is_empty()),
        Some(&finding.cause),
        Some(&fingerprint),
        waived.map(|w| w.reason.as_str()),
        waived.map(|w| w.by.as_str()),
        expires_on.as_deref(),
    ];
    records.record(&fields, RecordSubject::Fields)
}
