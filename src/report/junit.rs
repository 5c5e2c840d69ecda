//! JUnit XML, for the test panels of GitLab, Jenkins and the like: a suite for each article's file. What fails is a
//! failure, what is only worth knowing passes with a word, what could not be looked at is skipped.

use super::{RenderOptions, Renderer, Report, ReportedFinding};
use crate::model::{Severity, Unchecked};
use crate::text::format_count;
use crate::text::make_visible;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io;

/// `--format junit`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "junit", summary: "JUnit XML: what fails, and what is unchecked as skipped", is_one, render };

/// One test case: its name, and what stands in it.
struct Case {
    name: String,
    inside: String,
}

/// The cases of one file.
#[derive(Default)]
struct Suite {
    cases: Vec<Case>,
    names: BTreeSet<String>,
    failures: usize,
    skipped: usize,
}

impl Suite {
    /// Adds a case under a name of its own: of two with one name, readers drop the second.
    fn add(&mut self, name: &str, inside: String) {
        let numbered = (2..).map(|n| format!("{name} ({n})"));
        let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !self.names.contains(name));
        let name = free.unwrap_or_else(|| name.to_owned());
        self.names.insert(name.clone());
        self.cases.push(Case { name, inside });
    }
}

/// Whether a file that begins so is one of ours.
fn is_one(beginning: &str) -> bool {
    beginning.starts_with("<?xml") && beginning.contains("<testsuites name=\"claimbook\"")
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let mut suites: BTreeMap<String, Suite> = BTreeMap::new();
    for reported in report.findings.iter() {
        let reported = &reported?;
        let suite = suites.entry(report.file(&reported.finding)).or_default();
        suite.failures += usize::from(reported.finding.severity == Severity::Deny);
        suite.add(&name_case(reported.finding.rule, &reported.finding.address), describe_finding(reported));
    }
    for unchecked in report.unchecked.iter() {
        let suite = suites.entry(report.file_of(&unchecked.address)).or_default();
        suite.skipped += 1;
        suite.add(&name_case(&unchecked.rule, &unchecked.address), format_skipped(&unchecked));
    }
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let sum = |count: fn(&Suite) -> usize| suites.values().map(count).sum::<usize>();
    let (tests, failures, skips) = (sum(|s| s.cases.len()) + 1, sum(|s| s.failures), sum(|s| s.skipped));
    writeln!(
        out,
        "<testsuites name=\"claimbook\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{skips}\" errors=\"0\">"
    )?;
    write_run(report, out)?;
    suites.iter().try_for_each(|(file, suite)| write_suite(file, suite, out))?;
    writeln!(out, "</testsuites>")
}

/// A case that always passes: a file without any is taken for a broken run.
fn write_run(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let checked = report.checked;
    let said = format!(
        "{}, {}, {} checked with {}",
        format_count(checked.articles, "article"),
        format_count(checked.claims, "claim"),
        format_count(checked.references, "reference"),
        format_count(checked.rules, "rule")
    );
    writeln!(out, "  <testsuite name=\"claimbook\" tests=\"1\" failures=\"0\" skipped=\"0\" errors=\"0\">")?;
    writeln!(out, "    <testcase classname=\"claimbook\" name=\"run\">")?;
    writeln!(
        out,
        "      <system-out>{said}; {} waived; {} in the baseline{}</system-out>",
        report.waived.len(),
        report.baseline.len(),
        report.describe_log_heads().map(|heads| format!("; {heads}")).unwrap_or_default()
    )?;
    writeln!(out, "    </testcase>\n  </testsuite>")
}

fn write_suite(file: &str, suite: &Suite, out: &mut dyn io::Write) -> io::Result<()> {
    let (file, tests) = (escape(file), suite.cases.len());
    let (failures, skipped) = (suite.failures, suite.skipped);
    writeln!(
        out,
        "  <testsuite name=\"{file}\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{skipped}\" errors=\"0\">"
    )?;
    for Case { name, inside } in &suite.cases {
        writeln!(out, "    <testcase classname=\"{file}\" name=\"{}\" file=\"{file}\">", escape(name))?;
        writeln!(out, "      {inside}\n    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn name_case(rule: &str, address: &str) -> String {
    format!("{rule} {address}")
}

fn describe_finding(reported: &ReportedFinding) -> String {
    let finding = &reported.finding;
    let mut body = format!("{}[{}]: {}\n", finding.severity, finding.rule, escape(&finding.message));
    if let Some(line) = finding.place.line {
        let _ = writeln!(body, "line {line}, column {}", finding.place.column.unwrap_or(1));
    }
    if let Some(sentence) = &reported.sentence {
        let _ = writeln!(body, "about: {}", escape(sentence));
    }
    let _ = write!(body, "help: {}", escape(&finding.help));
    match finding.severity {
        Severity::Deny => {
            let message = escape(&finding.message);
            format!("<failure type=\"{}\" message=\"{message}\">{body}</failure>", finding.rule)
        }
        _ => format!("<system-out>{body}</system-out>"),
    }
}

fn format_skipped(unchecked: &Unchecked) -> String {
    format!("<skipped message=\"{}: {}\"/>", escape(&unchecked.source), escape(&unchecked.reason))
}

/// Text for XML 1.0, in content and in attributes; what XML cannot hold is shown as an escape.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in make_visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => _ = write!(out, "\\u{{{:x}}}", c as u32),
            plain => out.push(plain),
        }
    }
    out
}
