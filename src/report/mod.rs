//! From findings to output: policy is applied once, the report holds what was found, what could not be looked at and
//! what was waived, and each format is one file and one line in [`RENDERERS`].

mod address_book;
mod allowances;
mod arrangement;
mod baseline;
mod concise;
mod consequence;
mod digest;
mod earlier;
mod excerpt;
mod exit;
mod explanations;
mod fingerprint;
mod found;
mod gather;
mod github;
mod gitlab;
mod human;
mod json;
mod jsonl;
mod junit;
mod lines;
mod log_heads;
mod markdown;
mod outcome;
mod packed;
mod policy;
mod profiles;
mod repository;
mod sarif;
mod settings_file;
mod statistics;
mod store;
mod subjects;
mod summary;
mod unchecked;
mod verdicts;
mod waivers;
mod wire;
mod work_list;
mod wrapping;

pub use baseline::{Baseline, BaselineError};
pub use consequence::Consequence;
pub use digest::{write_digest_html, write_digest_markdown, write_digest_text};
pub use excerpt::Excerpt;
pub use exit::{Circumstances, Exit, choose_exit};
pub use fingerprint::Fingerprint;
pub use found::FindingList;
pub use gather::{ReportBuilder, RunInfo};
pub use outcome::{ArticleOutcome, JudgingTerms};
pub use packed::{Packed, Packer, Unpacker};
pub use policy::{Policy, UnknownRule};
pub use profiles::{PROFILES, Profile, UnknownProfile};
pub use repository::Repository;
pub use settings_file::{SettingsError, SettingsProblem, parse as parse_settings, parse_own as parse_own_settings};
pub use statistics::render_statistics;
pub use unchecked::UncheckedList;
pub use verdicts::{COMPARED, DOIS, NOTICES, list_verdicts};
pub use waivers::Waivers;
pub use work_list::WorkList;

use crate::model::{Doi, DoiState, FieldResult, Finding, Place, RegisteredNotice, Severity};
use crate::text::context::put_in_context;
use std::collections::BTreeMap;
use std::io;

/// Everything one run of the rules said, after policy.
#[derive(Debug, Clone)]
pub struct Report {
    /// What was run.
    pub run: RunInfo,
    /// How much was looked at.
    pub checked: CheckedCounts,
    /// What was found and counts, by article, worst first.
    pub findings: FindingList,
    /// What could not be looked at, in order.
    pub unchecked: UncheckedList,
    /// What was found and is accepted.
    pub waived: Vec<WaivedFinding>,
    /// What was found and was known when the baseline was made.
    pub baseline: FindingList,
    /// How many findings were left out since the revision has them, too, that the text is compared with.
    pub earlier: usize,
    /// The works that the articles rest on, by key.
    pub works: WorkList,
    /// The source file of each article that has one, relative to the catalogue's folder.
    pub files: BTreeMap<String, String>,
}

/// How much was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct CheckedCounts {
    /// Articles.
    pub articles: usize,
    /// Claims, each once.
    pub claims: usize,
    /// Entries of the articles' lists.
    pub references: usize,
    /// Works, each once.
    pub works: usize,
    /// Rules that ran.
    pub rules: usize,
}

/// A finding with what a reader needs beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedFinding {
    /// The finding, at the severity that policy gave it.
    pub finding: Finding,
    /// Where its rule comes from.
    pub standard: &'static str,
    /// The same for the same finding in every run, also when lines move and claims are renumbered.
    pub fingerprint: Fingerprint,
    /// Those that it had while its article had another key.
    pub formerly: Vec<Fingerprint>,
    /// The words of the article that it speaks of.
    pub excerpt: Option<Excerpt>,
    /// The sentence that it is about.
    pub sentence: Option<std::sync::Arc<str>>,
    /// What that sentence goes on with: the sentence before, or the line that leads in its list.
    pub context: Option<std::sync::Arc<str>>,
    /// What it would come to if nobody acted on it.
    pub consequence: Consequence,
    /// It is about a record that only the article's file has: no command finds that in the catalogue.
    pub only_in_file: bool,
}

impl ReportedFinding {
    /// The words that are found fault with, as the source has them; of a record that the text does not hold, its own. Cut
    /// after so many that a reader finds the place by.
    pub fn quote(&self) -> Option<String> {
        const MOST: usize = 300;
        let spoken_of = self.excerpt.as_ref().map(Excerpt::copy_words).filter(|words| !words.trim().is_empty());
        spoken_of.or_else(|| self.sentence.as_deref().map(str::to_owned)).map(|words| shorten(&words, MOST))
    }
}

/// A finding that a person accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaivedFinding {
    /// The finding.
    pub reported: ReportedFinding,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepts it.
    pub by: String,
    /// The last day on which that holds.
    pub expires_on: jiff::civil::Date,
    /// Where that is written.
    pub from: WaivedBy,
}

/// Where a person's acceptance of a finding is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WaivedBy {
    /// In the catalogue, by `claimbook waive`.
    Catalogue,
    /// In the article, by a comment.
    Text,
}

/// What is known of one work.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkLine {
    /// Its citation key.
    pub key: String,
    /// The entries that name it.
    pub references: Vec<String>,
    /// Its DOI.
    pub doi: Option<Doi>,
    /// Whether that exists; none without a DOI.
    pub doi_state: Option<DoiState>,
    /// The agency that registered it.
    pub agency: Option<String>,
    /// Printed against registered metadata, field by field; empty where nothing was compared.
    pub compared: Vec<FieldResult>,
    /// Retractions and the like.
    pub notices: Vec<RegisteredNotice>,
    /// Who answered about the DOI.
    pub source: Option<String>,
    /// When the answer was last heard.
    pub asked_at: Option<jiff::Timestamp>,
}

impl Report {
    /// How many findings have each severity, worst first.
    pub fn tally(&self) -> BTreeMap<std::cmp::Reverse<Severity>, usize> {
        let mut tally = BTreeMap::new();
        for (severity, count) in self.findings.count_by_rule().into_values().flatten() {
            *tally.entry(severity).or_insert(0) += count;
        }
        tally
    }

    /// How many findings each rule has, by severity; most first.
    fn count_by_rule(&self) -> Vec<(&'static str, BTreeMap<std::cmp::Reverse<Severity>, usize>)> {
        let mut counts: Vec<_> = self.findings.count_by_rule().into_iter().collect();
        counts.sort_by_key(|(_, of_rule)| std::cmp::Reverse(of_rule.values().sum::<usize>()));
        counts
    }

    /// How many places could not be looked at: a record counts once for each reason.
    pub fn count_unchecked(&self) -> usize {
        self.unchecked.count_places()
    }

    /// So many findings, the worst first, and otherwise as they stand.
    fn list_worst(&self, most: usize) -> io::Result<Vec<ReportedFinding>> {
        let mut worst = Vec::new();
        for severity in [Severity::Deny, Severity::Warn, Severity::Note] {
            worst.extend(self.findings.read_first(severity, most - worst.len())?);
        }
        Ok(worst)
    }

    /// The file that a record of this address belongs to, seen from the repository's root: its article's, or the
    /// catalogue where that has none.
    fn file_of(&self, address: &str) -> String {
        let file = self.files.get(article_of(address));
        file.map_or_else(|| self.run.repository.catalogue.clone(), |file| self.run.repository.path(file))
    }

    /// The file that a finding points at, seen from the repository's root.
    fn file(&self, finding: &Finding) -> String {
        let file = finding.place.file.as_deref();
        file.map_or_else(|| self.file_of(&finding.address), |file| self.run.repository.path(file))
    }

    /// Where in that file. An article without one has the catalogue in its place, and no line of that.
    fn place<'f>(&self, finding: &'f Finding) -> &'f Place {
        const NOWHERE: &Place = &Place { file: None, line: None, column: None, span: None, end: None };
        let in_file = finding.place.file.is_some() || self.files.contains_key(article_of(&finding.address));
        if in_file { &finding.place } else { NOWHERE }
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.count(severity)
    }
}

/// The article of an address: what stands before `/`.
fn article_of(address: &str) -> &str {
    address.split_once('/').map_or(address, |(article, _)| article)
}

/// A finding's sentence in quotation marks, for formats that show it beside the message.
fn describe_quote_place(reported: &ReportedFinding) -> Option<String> {
    const MOST: usize = 240;
    let sentence = reported.sentence.as_deref().map(|sentence| format!("“{}”", shorten(sentence, MOST)));
    sentence.map(|sentence| put_in_context(reported.context.as_deref(), &sentence))
}

/// A text of at most so many characters; `…` stands for what was cut.
fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
    }
}

/// The first few of many addresses.
fn list_some<S: AsRef<str>>(addresses: impl Iterator<Item = S>, count: usize) -> String {
    const FEW: usize = 5;
    let few: Vec<S> = addresses.take(FEW).collect();
    let few = few.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
    match count.saturating_sub(FEW) {
        0 => few,
        more => format!("{few} and {more} more"),
    }
}

/// How a report is to look.
#[derive(Debug, Clone, Default)]
pub struct RenderOptions {
    /// Columns of the terminal, or a fixed width where there is none.
    pub width: usize,
    /// Colours may be used.
    pub colour: bool,
    /// Notes, and where each rule comes from, are shown too.
    pub verbose: bool,
    /// Lines of words are wrapped to the width: for people at a terminal.
    pub wrapped: bool,
    /// Each rule that reported is explained at the end, once.
    pub explain: bool,
    /// How the run ends, for the summary that people read.
    pub ending: Ending,
}

/// How a run ends.
#[derive(Debug, Clone)]
pub struct Ending {
    /// The exit code.
    pub exit: Exit,
    /// Warnings count as failures, and anything unchecked as not completed.
    pub strict: bool,
    /// How the program was called, up to its command, so that the commands that are printed work as they stand: `claimbook
    /// --example`.
    pub program: std::borrow::Cow<'static, str>,
    /// Where there is no catalogue, what the command line named: then no command can show a record.
    pub without_catalogue: Option<String>,
}

impl Default for Ending {
    fn default() -> Self {
        Self { exit: Exit::Clean, strict: false, program: "claimbook".into(), without_catalogue: None }
    }
}

/// One output format.
#[derive(Debug)]
pub struct Renderer {
    /// The word for `--format`.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Whether a file that begins so is an earlier report in it, so that a new one may take its place.
    pub is_one: fn(&str) -> bool,
    /// Writes the report.
    pub render: fn(&Report, &RenderOptions, &mut dyn io::Write) -> io::Result<()>,
}

/// Every output format.
pub const RENDERERS: &[&Renderer] = &[
    &human::RENDERER,
    &concise::RENDERER,
    &json::RENDERER,
    &jsonl::RENDERER,
    &sarif::RENDERER,
    &junit::RENDERER,
    &github::RENDERER,
    &gitlab::RENDERER,
    &markdown::RENDERER,
];

/// Whether a file that begins so is a report of ours, in whatever format.
pub fn is_report(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning);
    RENDERERS.iter().any(|renderer| (renderer.is_one)(&text))
}

/// The format of this name.
pub fn find_renderer(name: &str) -> Option<&'static Renderer> {
    RENDERERS.iter().copied().find(|r| r.name == name)
}
