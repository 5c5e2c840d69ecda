//! What the rules say about what is stored: found, waived, or unchecked.

use super::column::{CellText, Column, list_names, show_text, show_value, write_cells};
use super::{Export, Failure, Scope};
use crate::catalogue::View;
use crate::model::{Finding, Unchecked};
use crate::report::{ReportedFinding, WaivedFinding};
use crate::write::{RecordSink, RecordSubject};

pub(super) const EXPORT: Export = Export {
    name: "findings",
    summary: "what audit finds in what is stored, and what it could not check",
    columns: &list_names(&COLUMNS),
    write,
    full: &[],
    judged: true,
    alone: false,
};

/// What the rules say about one record: a finding, with its waiver where it has one, or what they could not check.
#[derive(Clone, Copy)]
struct FindingCells<'r> {
    outcome: &'static str,
    reported: Option<&'r ReportedFinding>,
    waived: Option<&'r WaivedFinding>,
    unchecked: Option<&'r Unchecked>,
}

impl<'r> FindingCells<'r> {
    fn read_finding(&self, value: impl Fn(&'r Finding) -> CellText<'r>) -> CellText<'r> {
        self.reported.and_then(|reported| value(&reported.finding))
    }
}

type Cell = for<'r> fn(&'r FindingCells<'r>) -> CellText<'r>;

const COLUMNS: [Column<Cell>; 16] = [
    Column { name: "outcome", value: |row| show_text(Some(row.outcome)) },
    Column { name: "severity", value: |row| row.read_finding(|finding| show_text(Some(finding.severity.into()))) },
    Column {
        name: "rule",
        value: |row| show_text(row.reported.map(|r| r.finding.rule).or(row.unchecked.map(|u| u.rule.as_ref()))),
    },
    Column {
        name: "address",
        value: |row| {
            let of_finding = row.reported.map(|reported| reported.finding.address.as_str());
            show_text(of_finding.or(row.unchecked.map(|unchecked| unchecked.address.as_str())))
        },
    },
    Column { name: "message", value: |row| row.read_finding(|finding| show_text(Some(&finding.message))) },
    Column { name: "help", value: |row| row.read_finding(|finding| show_text(Some(&finding.help))) },
    Column { name: "standard", value: |row| show_text(row.reported.map(|reported| reported.standard)) },
    Column { name: "file", value: |row| row.read_finding(|finding| show_text(finding.place.file.as_deref())) },
    Column { name: "line", value: |row| row.read_finding(|finding| show_value(finding.place.line)) },
    Column { name: "column", value: |row| row.read_finding(|finding| show_value(finding.place.column)) },
    Column {
        name: "related",
        value: |row| {
            row.read_finding(|finding| show_value((!finding.related.is_empty()).then(|| finding.related.join("; "))))
        },
    },
    Column { name: "cause", value: |row| row.read_finding(|finding| show_text(Some(&finding.cause))) },
    Column { name: "fingerprint", value: |row| show_value(row.reported.map(|reported| reported.fingerprint)) },
    Column {
        name: "reason",
        value: |row| match row.unchecked {
            Some(unchecked) => show_value(Some(format!("{}: {}", unchecked.source, unchecked.reason))),
            None => show_text(row.waived.map(|waived| waived.reason.as_str())),
        },
    },
    Column { name: "by", value: |row| show_text(row.waived.map(|waived| waived.by.as_str())) },
    Column { name: "expires_on", value: |row| show_value(row.waived.map(|waived| waived.expires_on)) },
];

fn write(_view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let Some(report) = &scope.report else { return Ok(()) };
    let nothing = FindingCells { outcome: "", reported: None, waived: None, unchecked: None };
    let mut write = |row: FindingCells<'_>| {
        write_cells(records, COLUMNS.iter().map(|column| (column.value)(&row)), RecordSubject::Fields)
    };
    for reported in report.findings.iter() {
        write(FindingCells { outcome: "found", reported: Some(&reported?), ..nothing })?;
    }
    for waived in &report.waived {
        let reported = Some(&waived.reported);
        write(FindingCells { outcome: "waived", reported, waived: Some(waived), ..nothing })?;
    }
    for unchecked in report.unchecked.iter() {
        write(FindingCells { outcome: "unchecked", unchecked: Some(&unchecked), ..nothing })?;
    }
    Ok(())
}
