//! GitLab's code quality report: findings beside the lines of a merge request, compared with those of its target branch.
//! It has no place for what is unchecked; the JUnit report does.

use super::{RenderOptions, Renderer, Report, quote_place};
use crate::model::Severity;
use crate::text::make_visible;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// `--format gitlab`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "gitlab", summary: "GitLab's code quality report", is_one, render };

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Whether a file that begins so is such a report: a list of nothing, or of entries with a check and a fingerprint.
fn is_one(beginning: &str) -> bool {
    let plain: String = beginning.split_ascii_whitespace().collect();
    plain == "[]" || plain.starts_with("[{\"description\":") && plain.contains("\"check_name\":")
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let mut seen = BTreeMap::new();
    let entries = report.findings.iter().map(|reported| {
        let finding = &reported.finding;
        let quote = quote_place(reported).map(|quote| format!(": {quote}")).unwrap_or_default();
        let count = seen.entry(reported.fingerprint).and_modify(|n| *n += 1).or_insert(1);
        Entry {
            description: make_visible(&format!("{}: {}{quote}", finding.address, finding.message)).into_owned(),
            check_name: finding.rule,
            // GitLab merges entries of one fingerprint.
            fingerprint: if *count == 1 {
                reported.fingerprint.to_string()
            } else {
                format!("{}-{count}", reported.fingerprint)
            },
            severity: severity(finding.severity),
            location: Location {
                path: report.file(finding),
                lines: Lines { begin: report.place(finding).line.unwrap_or(1) },
            },
        }
    });
    serde_json::to_writer_pretty(&mut *out, &entries.collect::<Vec<_>>())?;
    writeln!(out)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Deny => "major",
        Severity::Warn => "minor",
        Severity::Note | Severity::Allow => "info",
    }
}
