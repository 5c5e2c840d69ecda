//! One JSON object a line, for streams: each finding, waived finding, finding in the baseline, place that a rule could not
//! look at, and work, told apart by `record`, with the fields of the JSON document; and last a line of counts, by which a reader knows
//! that the stream is whole.

use super::wire::{WireCounts, WireFinding, WireHead, WireUnchecked, WireWaived, WireWork};
use super::{FindingList, RenderOptions, Renderer, Report};
use serde::Serialize;
use std::io::{self, Write};

/// `--format jsonl`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "jsonl", summary: "one JSON object a line: each finding, and last the counts", is_one, render };

#[derive(Serialize)]
struct Line<T> {
    record: &'static str,
    #[serde(flatten)]
    of: T,
}

/// The last line: what was run, and how much there was.
#[derive(Serialize)]
struct Closing<'a> {
    #[serde(flatten)]
    head: WireHead<'a>,
    #[serde(flatten)]
    counts: WireCounts<'a>,
}

/// Whether a file that begins so is one of these streams, of this version or an earlier one.
fn is_one(beginning: &str) -> bool {
    let kinds = ["finding", "waived", "baseline", "unchecked", "work"];
    let of_ours = |kind: &&str| beginning.starts_with(&format!("{{\"record\":\"{kind}\",\""));
    let counted = ["run", "counts"];
    let headed =
        |kind: &&str| beginning.starts_with(&format!("{{\"record\":\"{kind}\",\"schema\":\"claimbook.report/"));
    kinds.iter().any(of_ours) || counted.iter().any(headed)
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    write_findings(&mut out, "finding", &report.findings)?;
    report.waived.iter().try_for_each(|w| write_line(&mut out, "waived", WireWaived::from(w)))?;
    write_findings(&mut out, "baseline", &report.baseline)?;
    WireUnchecked::write_each(&report.unchecked.group(), |place| write_line(&mut out, "unchecked", place))?;
    for work in report.works.iter() {
        write_line(&mut out, "work", WireWork::from(&work?))?;
    }
    write_line(&mut out, "counts", Closing { head: report.into(), counts: report.into() })?;
    out.flush()
}

fn write_findings(out: &mut dyn io::Write, record: &'static str, findings: &FindingList) -> io::Result<()> {
    for reported in findings.iter() {
        write_line(out, record, WireFinding::from(&reported?))?;
    }
    Ok(())
}

fn write_line<T: Serialize>(out: &mut dyn io::Write, record: &'static str, of: T) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Line { record, of })?;
    writeln!(out)
}
