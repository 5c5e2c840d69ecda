//! SARIF 2.1.0 for code scanning, within what GitHub accepts: every result has one place with all four bounds and a
//! `primaryLocationLineHash`. What is waived or in the baseline is left out, since GitHub would show it as an alert.

use super::unchecked::Reason;
use super::{Fingerprint, RenderOptions, Renderer, Report, ReportedFinding, describe_quote_place, list_some};
use crate::model::Severity;
use crate::rules::{self, Rule};
use crate::text::make_visible;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io;

/// `--format sarif`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "sarif", summary: "SARIF 2.1.0, for GitHub code scanning", is_one, render };

/// The most results that GitHub takes from a run; the worst are kept.
const RESULTS: usize = 25_000;

/// What may stand in a path of a URI as it is (RFC 3986), the colon apart: a first part with one would be a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation<'a>; 1],
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
    properties: RunProperties<'a>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    semantic_version: &'a str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'a> {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notification<'a> {
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    associated_rule: Option<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
}

#[derive(Serialize)]
struct Reference<'a> {
    id: &'a str,
}

/// A result; `Result` is another thing here.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Quote>,
}

/// The words that a result finds fault with.
#[derive(Serialize)]
struct Quote {
    quote: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints {
    primary_location_line_hash: Fingerprint,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// What has no result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunProperties<'a> {
    /// The ends of the log's chains.
    log_heads: &'a [String],
    waived: usize,
    baseline: usize,
    beyond: usize,
}

/// Whether a file that begins so is a log of ours.
fn is_one(beginning: &str) -> bool {
    let plain: String = beginning.split_ascii_whitespace().collect();
    plain.starts_with('{') && plain.contains("\"tool\":{\"driver\":{\"name\":\"claimbook\"")
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let worst = report.list_worst(RESULTS)?;
    let results = worst.iter().map(|reported| describe_finding(report, reported)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "claimbook",
                    semantic_version: &report.run.claimbook,
                    rules: describe_rules(report),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: report
                    .unchecked
                    .list_reasons()
                    .iter()
                    .map(|reason| describe_reason(report, reason))
                    .collect(),
            }],
            column_kind: "unicodeCodePoints",
            results,
            properties: RunProperties {
                log_heads: &report.run.log_heads,
                waived: report.waived.len(),
                baseline: report.baseline.len(),
                beyond: report.findings.len().saturating_sub(RESULTS),
            },
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// The rules that the report speaks of.
fn describe_rules(report: &Report) -> Vec<Descriptor> {
    let found = report.findings.count_by_rule().into_keys();
    let spoken: BTreeSet<&str> = found.chain(report.unchecked.rules().into_iter().map(AsRef::as_ref)).collect();
    spoken.into_iter().filter_map(rules::find_rule).map(describe_rule).collect()
}

fn describe_rule(rule: &Rule) -> Descriptor {
    Descriptor {
        id: rule.id,
        name: rule.id,
        short_description: Text { text: rule.summary.to_owned() },
        full_description: Text { text: format!("{}. From: {}.", rule.summary, rule.standard) },
        help: Help { text: rule.help, markdown: rule.page },
        default_configuration: Configuration { level: level(rule.severity) },
        properties: Tags { tags: [rule.id.split_once('-').map_or(rule.id, |(family, _)| family)] },
    }
}

fn describe_finding<'a>(report: &Report, reported: &'a ReportedFinding) -> Outcome<'a> {
    let finding = &reported.finding;
    let place = report.place(finding);
    let (start_line, start_column) = (place.line.unwrap_or(1), place.column.unwrap_or(1));
    let (end_line, end_column) =
        place.end.filter(|end| *end > (start_line, start_column)).unwrap_or((start_line, start_column + 1));
    let region = Some(Region { start_line, start_column, end_line, end_column });
    Outcome {
        rule_id: finding.rule,
        level: level(finding.severity),
        message: make_text(&match describe_quote_place(reported) {
            Some(quote) => format!("{}: {}: {quote}", finding.address, finding.message),
            None => format!("{}: {}", finding.address, finding.message),
        }),
        locations: [make_location(&report.file(finding), region)],
        partial_fingerprints: Fingerprints { primary_location_line_hash: reported.fingerprint },
        properties: reported.quote().map(|quote| Quote { quote }),
    }
}

/// What could not be looked at, one notification a reason: a run that nobody has asked for yet has thousands of places.
fn describe_reason<'a>(report: &Report, reason: &Reason<'a>) -> Notification<'a> {
    const PLACES: usize = 20;
    let known = |rule: &&'a str| rules::find_rule(rule).is_some();
    let only = match reason.rules.as_slice() {
        [rule] => Some(*rule).filter(known).map(|id| Reference { id }),
        _ => None,
    };
    let files: BTreeSet<String> = reason.addresses.iter().map(|address| report.file_of(&address)).collect();
    let said = format!(
        "unchecked: {} ({}): {}: {}",
        list_some(reason.addresses.iter(), reason.addresses.len()),
        reason.rules.join(", "),
        reason.source,
        reason.reason
    );
    Notification {
        level: "warning",
        message: make_text(&said),
        associated_rule: only,
        locations: files.iter().take(PLACES).map(|file| make_location(file, None)).collect(),
    }
}

fn make_location(file: &str, region: Option<Region>) -> Location {
    let uri = utf8_percent_encode(file, PATH).to_string();
    Location { physical_location: PhysicalLocation { artifact_location: Artifact { uri }, region } }
}

/// A message as plain text: what would be read as a link is escaped (SARIF 2.1.0, 3.11.6).
fn make_text(text: &str) -> Text {
    let text = make_visible(text);
    match text.contains("](") {
        false => Text { text: text.into_owned() },
        true => Text { text: text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]") },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Deny => "error",
        Severity::Warn => "warning",
        Severity::Note => "note",
        Severity::Allow => "none",
    }
}
