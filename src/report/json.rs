//! One JSON document: the contract for other programs.

use super::wire::WireReport;
use super::{Renderer, Report, View};
use std::io;

/// `--format json`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "json", summary: "one JSON document, schema claimbook.report/1", render };

fn render(report: &Report, _: &View, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &WireReport::from(report))?;
    writeln!(out)
}
