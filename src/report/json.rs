//! One JSON document: the contract for other programs.

use super::wire::WireReport;
use super::{RenderOptions, Renderer, Report};
use std::io::{self, Write};

/// `--format json`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "json", summary: "one JSON document, schema claimbook.report/2", is_one, render };

/// Whether a file that begins so is one of these documents.
fn is_one(beginning: &str) -> bool {
    beginning.starts_with('{') && beginning.contains("\"schema\": \"claimbook.report/")
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    // JSON comes in pieces of a few bytes each.
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    serde_json::to_writer_pretty(&mut buffered, &WireReport::new(report, &report.unchecked.group()))?;
    writeln!(buffered)?;
    buffered.flush()
}
