//! Markdown for people: a table for each article, then what could not be looked at and what is accepted. GitHub's job
//! summaries, merge request notes and e-mail show it.

use super::summary::describe_found;
use super::{RenderOptions, Renderer, Report, ReportedFinding, article_of, describe_quote_place};
use crate::text::format_count;
use crate::text::make_visible;
use std::fmt::Write;
use std::io;

/// `--format markdown`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "markdown", summary: "tables for people, as a job summary shows them", is_one, render };

/// GitHub refuses a job summary over 1,024 KiB; what is beyond this is counted.
const MOST_BYTES: usize = 900 * 1024;

/// Whether a file that begins so is one of these pages.
fn is_one(beginning: &str) -> bool {
    beginning.starts_with("## claimbook\n")
}

fn render(report: &Report, _: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = format!("## claimbook\n\n{}\n", write_summary(report));
    write_findings(report, &mut page)?;
    write_unchecked(report, &mut page);
    write_waived(report, &mut page);
    if !report.baseline.is_empty() {
        let known = format_count(report.baseline.len(), "finding");
        let _ =
            write!(page, "\n### In the baseline\n\n{known} known since the baseline was made, and left out above.\n");
    }
    if let Some(heads) = report.state_log_heads() {
        let _ = write!(page, "\n{heads}\n");
    }
    out.write_all(page.as_bytes())
}

fn write_summary(report: &Report) -> String {
    let checked = report.checked;
    let found = describe_found(report);
    format!(
        "Checked {}, {}, {} and {} with {} on {}: found **{found}**; {} waived, {} in the baseline, {} unchecked.",
        format_count(checked.articles, "article"),
        format_count(checked.claims, "claim"),
        format_count(checked.references, "reference"),
        format_count(checked.works, "work"),
        format_count(checked.rules, "rule"),
        report.run.today,
        report.waived.len(),
        report.baseline.len(),
        report.count_unchecked()
    )
}

fn write_findings(report: &Report, page: &mut String) -> io::Result<()> {
    let mut article: Option<String> = None;
    for (n, reported) in report.findings.iter().enumerate() {
        let reported = &reported?;
        let this = article_of(&reported.finding.address);
        let head = match article.as_deref() == Some(this) {
            true => String::new(),
            false => format!("\n### {}\n\n| severity | where | rule | finding |\n|---|---|---|---|\n", escape(this)),
        };
        let row = write_row(report, reported);
        if page.len() + head.len() + row.len() > MOST_BYTES {
            let _ = write!(page, "\nAnd {} more, which `--format json` lists.\n", report.findings.len() - n);
            return Ok(());
        }
        page.push_str(&head);
        page.push_str(&row);
        article = Some(this.to_owned());
    }
    Ok(())
}

fn write_row(report: &Report, reported: &ReportedFinding) -> String {
    let finding = &reported.finding;
    let line = report.place(finding).line.map(|line| format!(":{line}")).unwrap_or_default();
    let quote = describe_quote_place(reported).map(|quote| format!(": {}", escape(&quote))).unwrap_or_default();
    format!(
        "| {} | {}{line} | {} | {}: {}{quote} |\n",
        finding.severity,
        escape(&report.file(finding)),
        finding.rule,
        escape(&finding.address),
        escape(&finding.message)
    )
}

fn write_unchecked(report: &Report, page: &mut String) {
    const MOST: usize = 50;
    if report.unchecked.is_empty() {
        return;
    }
    page.push_str("\n### Unchecked\n\n| times | source | reason | rules |\n|---|---|---|---|\n");
    let reasons = report.unchecked.list_reasons();
    for reason in reasons.iter().take(MOST) {
        let rules: Vec<String> = reason.rules.iter().map(|rule| escape(rule)).collect();
        let (source, why) = (escape(reason.source), escape(reason.reason));
        let _ = writeln!(page, "| {} | {source} | {why} | {} |", reason.addresses.len(), rules.join(", "));
    }
    if reasons.len() > MOST {
        let _ = write!(page, "\nAnd {}.\n", format_count(reasons.len() - MOST, "more reason"));
    }
}

fn write_waived(report: &Report, page: &mut String) {
    const MOST: usize = 200;
    if report.waived.is_empty() {
        return;
    }
    page.push_str("\n### Waived\n\n| record | rule | until | by | reason |\n|---|---|---|---|---|\n");
    for waived in report.waived.iter().take(MOST) {
        let finding = &waived.reported.finding;
        let (address, by, reason) = (escape(&finding.address), escape(&waived.by), escape(&waived.reason));
        let _ = writeln!(page, "| {address} | {} | {} | {by} | {reason} |", finding.rule, waived.expires_on);
    }
    if report.waived.len() > MOST {
        let _ = write!(page, "\nAnd {}.\n", format_count(report.waived.len() - MOST, "more waiver"));
    }
}

fn ends_with_www(text: &str) -> bool {
    text.len().checked_sub(3).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// Text as a table's cell or a heading shows it: no markup, no HTML, no address that becomes a link, nobody mentioned.
pub(super) fn escape(text: &str) -> String {
    let text = make_visible(text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // The comment keeps a name and its sign apart without showing.
            '@' => out.push_str("@<!-- -->"),
            ':' if rest.peek() == Some(&'/') => out.push_str("\\:"),
            '.' if ends_with_www(&out) => out.push_str("\\."),
            plain => out.push(plain),
        }
    }
    out
}
