//! `--explain`: why each rule that reported matters and how to mend what it finds, once each, from the rule's own page.

use super::lines::{as_called, choose_style, write_wrapped};
use super::{RenderOptions, Report};
use crate::rules::{self, Rule};
use anstyle::Style;
use std::io;

/// Writes what the rules that found something say of themselves.
pub(super) fn write(report: &Report, view: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let bold = choose_style(Style::new().bold(), view);
    for rule in report.findings.count_by_rule().into_keys().filter_map(rules::find_rule) {
        let summary = rule.summary;
        write_wrapped(&format!("{bold}{}{bold:#}: {summary}", rule.id), 2, view, out)?;
        for (label, heading) in [("Why: ", "## Why it matters"), ("To do: ", "## What to do")] {
            if let Some(words) = read_first_paragraph(rule, heading) {
                write_wrapped(&format!("  {label}{}", as_called(&words, view)), 4, view, out)?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The first paragraph under a heading of a rule's page, on one line.
fn read_first_paragraph(rule: &Rule, heading: &str) -> Option<String> {
    let (_, section) = rule.page.split_once(heading)?;
    let paragraph = section.trim_start().split("\n\n").next()?;
    (!paragraph.starts_with('#')).then(|| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn every_rule_says_why_and_what_to_do() {
        for rule in RULES {
            for heading in ["## Why it matters", "## What to do"] {
                let words = read_first_paragraph(rule, heading).unwrap_or_default();
                assert!(words.len() > 10 && words.len() < 600, "{}: {heading}: {words:?}", rule.id);
            }
        }
    }
}
