//! Findings: what rules say, and how much it matters.

use super::Confidence;
use super::words::words;
use std::borrow::Cow;

words! {
    /// How much a finding matters.
    Severity, "severity" {
        /// Off.
        Allow = "allow",
        /// Shown with `-v` and in reports.
        Note = "note",
        /// Shown.
        Warn = "warn",
        /// Fails CI.
        Deny = "deny",
    }
}

/// Where a finding points in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The article's source file, relative to the catalogue's folder, with `/`.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column in code points, from 1.
    pub column: Option<u32>,
    /// The place in the version's text, in code points: start and end.
    #[serde(skip)]
    pub span: Option<(u32, u32)>,
    /// Where it ends in the file: line, and the column after its last character.
    #[serde(skip)]
    pub end: Option<(u32, u32)>,
}

/// A rule's result about one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How much it matters; set by the rule's default, then policy.
    pub severity: Severity,
    /// The record it is about: `article`, `article/c3`, `article/r10`.
    pub address: String,
    /// What is wrong, with the figures, dates and names that show it.
    pub message: String,
    /// What to do next, as a command where there is one.
    pub help: Cow<'static, str>,
    /// Where it is in the article.
    pub place: Place,
    /// Other records that matter to it, such as the claims that rest on a work.
    pub related: Vec<String>,
    /// What makes two findings one: the fact behind them. Part of the fingerprint; does not change when lines move.
    pub cause: String,
    /// It speaks of a claim that nobody has accepted yet, with how sure the proposal is; policy caps its severity.
    pub proposed: Option<Confidence>,
    /// It speaks of background that needs no evidence and that nobody has judged: policy leaves it out unless asked for.
    pub background: bool,
    /// The most that it can be, where it matters less than the rule's other findings.
    pub at_most: Severity,
}

/// A rule that could not look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Unchecked {
    /// The rule's id.
    pub rule: Cow<'static, str>,
    /// The record it would have been about.
    pub address: String,
    /// The source that was missing or silent.
    pub source: Cow<'static, str>,
    /// Why.
    pub reason: Cow<'static, str>,
}
