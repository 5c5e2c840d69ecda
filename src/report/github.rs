//! Workflow commands that GitHub shows as annotations beside the lines. It keeps ten errors and ten warnings of a step
//! and drops the rest without a word, so no more are written: the job summary has them all.

use super::{RenderOptions, Renderer, Report, ReportedFinding, concise, describe_quote_place};
use crate::model::Severity;
use crate::text::make_visible;
use std::io;

/// `--format github`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "github", summary: "annotations for a GitHub workflow, and its job summary", is_one, render };

/// How many of a level GitHub shows of a step.
const SHOWN: usize = 10;

/// Whether a file that begins so holds annotations.
fn is_one(beginning: &str) -> bool {
    ["::error file=", "::warning file=", "claimbook found "].iter().any(|begin| beginning.starts_with(begin))
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let mut left = 0;
    for (severity, command) in [(Severity::Deny, "error"), (Severity::Warn, "warning")] {
        let shown = report.findings.read_first(severity, SHOWN)?;
        shown.iter().try_for_each(|reported| write_annotation(report, reported, command, out))?;
        left += report.count(severity).saturating_sub(SHOWN);
    }
    let more = if left > 0 { format!(" ({left} of them only in the job summary)") } else { String::new() };
    writeln!(out, "{}", concise::write_closing(report, &more))
}

fn write_annotation(
    report: &Report,
    reported: &ReportedFinding,
    command: &str,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let finding = &reported.finding;
    write!(out, "::{command} file={}", escape_property(&report.file(finding)))?;
    let place = report.place(finding);
    if let Some(line) = place.line {
        write!(out, ",line={line}")?;
        match (place.column, place.end) {
            // Columns are allowed only where it begins and ends on one line.
            (Some(column), Some((end, after))) if end == line => {
                write!(out, ",endLine={end},col={column},endColumn={after}")?
            }
            (_, Some((end, _))) => write!(out, ",endLine={end}")?,
            (Some(column), None) => write!(out, ",col={column}")?,
            (None, None) => {}
        }
    }
    let quote = describe_quote_place(reported).map(|quote| format!(": {quote}")).unwrap_or_default();
    let said = format!("{}: {}{quote} ({})", finding.address, finding.message, finding.help);
    writeln!(out, ",title={}::{}", escape_property(finding.rule), escape_data(&said))
}

/// The text of a command. Line breaks would end it: `visible` has taken them away already.
fn escape_data(text: &str) -> String {
    make_visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
