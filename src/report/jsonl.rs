//! One JSON object a line, for streams: first the run, then each finding, waived finding, finding in the baseline, unchecked record and work,
//! told apart by `record`. The fields are those of the JSON document.

use super::wire::{WireFinding, WireHead, WireWaived, WireWork};
use super::{RenderOptions, Renderer, Report};
use serde::Serialize;
use std::io;

/// `--format jsonl`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "jsonl", summary: "one JSON object a line: the run, then each record", is_one, render };

#[derive(Serialize)]
struct Line<T> {
    record: &'static str,
    #[serde(flatten)]
    of: T,
}

/// Whether a file that begins so is one of these streams.
fn is_one(beginning: &str) -> bool {
    beginning.starts_with("{\"record\":\"run\",\"schema\":\"claimbook.report/")
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    line(out, "run", WireHead::from(report))?;
    report.findings.iter().try_for_each(|f| line(out, "finding", WireFinding::from(f)))?;
    report.waived.iter().try_for_each(|w| line(out, "waived", WireWaived::from(w)))?;
    report.baseline.iter().try_for_each(|f| line(out, "baseline", WireFinding::from(f)))?;
    report.unchecked.iter().try_for_each(|u| line(out, "unchecked", u))?;
    report.works.iter().try_for_each(|w| line(out, "work", WireWork::from(w)))
}

fn line<T: Serialize>(out: &mut dyn io::Write, record: &'static str, of: T) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Line { record, of })?;
    writeln!(out)
}
