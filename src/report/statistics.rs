//! `--statistics`: how many findings each rule has, in place of the findings.

use super::wire::WireStatistics;
use super::{Renderer, Report, concise};
use crate::rules;
use std::io;

/// Writes the counts: as JSON for a format of that kind, otherwise a line for each rule and severity.
pub fn render_statistics(report: &Report, format: &Renderer, out: &mut dyn io::Write) -> io::Result<()> {
    match format.name {
        "json" => serde_json::to_writer_pretty(&mut *out, &WireStatistics::from(report))?,
        "jsonl" => serde_json::to_writer(&mut *out, &WireStatistics::from(report))?,
        _ => return write_lines(report, out),
    }
    writeln!(out)
}

fn write_lines(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let by_rule = report.count_by_rule();
    let rows: Vec<(usize, String, &str)> = by_rule
        .iter()
        .flat_map(|(rule, counts)| counts.iter().map(move |(severity, n)| (*n, severity.0.to_string(), *rule)))
        .collect();
    let digits = rows.iter().map(|(n, ..)| n.to_string().len()).max().unwrap_or(1);
    let longest = rows.iter().map(|(_, _, rule)| rule.len()).max().unwrap_or(0);
    for (n, severity, rule) in &rows {
        let summary = rules::find_rule(rule).map_or("", |rule| rule.summary);
        writeln!(out, "{n:digits$}  {severity:4}  {rule:longest$}  {summary}")?;
    }
    writeln!(out, "{}", concise::write_closing(report, ""))
}
