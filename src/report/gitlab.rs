//! GitLab's code quality report: findings beside the lines of a merge request, compared with those of its target branch.
//! It has no place for what is unchecked; the JUnit report does.

use super::{Fingerprint, RenderOptions, Renderer, Report, ReportedFinding, describe_quote_place};
use crate::model::Severity;
use crate::text::make_visible;
use serde::{Serializer, ser::SerializeSeq};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// `--format gitlab`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "gitlab", summary: "GitLab's code quality report", is_one, render };

#[derive(serde::Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(serde::Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(serde::Serialize)]
struct Lines {
    begin: u32,
}

/// Whether a file that begins so is such a report: a list of nothing, or of entries with a check and a fingerprint.
fn is_one(beginning: &str) -> bool {
    let plain: String = beginning.split_ascii_whitespace().collect();
    plain == "[]" || plain.starts_with("[{\"description\":") && plain.contains("\"check_name\":")
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let mut seen: BTreeMap<Fingerprint, usize> = BTreeMap::new();
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let mut writer = serde_json::Serializer::pretty(&mut buffered);
    let mut all = writer.serialize_seq(None)?;
    for reported in report.findings.iter() {
        let reported = reported?;
        let count = seen.entry(reported.fingerprint).and_modify(|n| *n += 1).or_insert(1);
        all.serialize_element(&describe(report, &reported, *count))?;
    }
    all.end()?;
    writeln!(buffered)?;
    buffered.flush()
}

/// An entry; `nth` counts those of one fingerprint.
fn describe<'a>(report: &Report, reported: &'a ReportedFinding, nth: usize) -> Entry<'a> {
    let finding = &reported.finding;
    let quote = describe_quote_place(reported).map(|quote| format!(": {quote}")).unwrap_or_default();
    Entry {
        description: make_visible(&format!("{}: {}{quote}", finding.address, finding.message)).into_owned(),
        check_name: finding.rule,
        // GitLab merges entries of one fingerprint.
        fingerprint: match nth {
            1 => reported.fingerprint.to_string(),
            nth => format!("{}-{nth}", reported.fingerprint),
        },
        severity: severity(finding.severity),
        location: Location {
            path: report.file(finding),
            lines: Lines { begin: report.place(finding).line.unwrap_or(1) },
        },
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Deny => "major",
        Severity::Warn => "minor",
        Severity::Note | Severity::Allow => "info",
    }
}
