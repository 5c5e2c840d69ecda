//! One line a finding, as compilers print them, for editors, problem matchers and `grep`; the last line counts.

use super::summary::describe_found;
use super::{RenderOptions, Renderer, Report, ReportedFinding, explanations};
use crate::text::make_visible;
use crate::text::places::name_place;
use std::io;

/// `--format concise`.
pub(super) const RENDERER: Renderer = Renderer {
    name: "concise",
    summary: "one line a finding: file:line:column: severity[rule] message",
    is_one,
    render,
};

/// Whether a file that begins so is one: its first line is a finding's, or the last one's.
fn is_one(beginning: &str) -> bool {
    let first = beginning.lines().next().unwrap_or_default();
    let level = |level: &str| first.contains(&format!(": {level}["));
    first.starts_with("claimbook found ") || ["deny", "warn", "note"].into_iter().any(level)
}

fn render(report: &Report, view: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    for reported in report.findings.iter() {
        write_finding(report, &reported?, &mut out)?;
    }
    if view.explain {
        explanations::write(report, view, &mut out)?;
    }
    io::Write::write_fmt(&mut out, format_args!("{}\n", write_closing(report, "")))?;
    io::Write::flush(&mut out)
}

fn write_finding(report: &Report, reported: &ReportedFinding, out: &mut dyn io::Write) -> io::Result<()> {
    let finding = &reported.finding;
    let (file, place) = (report.file(finding), report.place(finding));
    let (file, message) = (make_visible(&file), make_visible(&finding.message));
    let level = format!("{}[{}]", finding.severity, finding.rule);
    match place.line {
        Some(line) => writeln!(out, "{}: {level} {message}", name_place(&file, line, place.column.unwrap_or(1))),
        // Without a line, the record says where.
        None => writeln!(out, "{file}: {level} {}: {message}", make_visible(&finding.address)),
    }
}

/// The last line: how much of everything. `more` is said of the findings.
pub(super) fn write_closing(report: &Report, more: &str) -> String {
    let found = describe_found(report);
    let heads = report.describe_log_heads().map(|heads| format!("; {heads}")).unwrap_or_default();
    format!(
        "claimbook found {found}{more}; {} waived, {} in the baseline, {} unchecked{heads}",
        report.waived.len(),
        report.baseline.len(),
        report.count_unchecked()
    )
}
