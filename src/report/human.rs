//! For people at a terminal: the article's words under each finding, as a compiler shows its lines; grouped by article,
//! worst first; then what was looked at and what was not.

use super::{Excerpt, Reason, RenderOptions, Renderer, Report, ReportedFinding, article_of, quoted, wrapping};
use crate::model::{Place, Severity};
use crate::text::format_count;
use crate::text::make_visible;
use crate::text::places::name_place;
use annotate_snippets::level::{ERROR, HELP, NOTE, WARNING};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer as Snippets, Snippet};
use std::io;

/// `--format human`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "human", summary: "for people: the article's words under each finding", is_one, render };

/// How many reasons for looking at nothing are listed.
const REASONS: usize = 12;

/// Whether a file that begins so is one: an article's heading, or the summary where nothing was found.
fn is_one(beginning: &str) -> bool {
    beginning.starts_with("── ") || beginning.starts_with("checked ") && beginning.contains(" rules on ")
}

fn render(report: &Report, view: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let snippets = if view.colour { Snippets::styled() } else { Snippets::plain() }.term_width(view.width.max(40));
    let shown = |r: &&ReportedFinding| view.verbose || r.finding.severity > Severity::Note;
    let mut article = None;
    for reported in report.findings.iter().filter(shown) {
        let this = article_of(&reported.finding.address);
        if article != Some(this) {
            writeln!(out, "{}\n", heading(&make_visible(this), view))?;
            article = Some(this);
        }
        writeln!(out, "{}\n", finding(reported, &snippets, view))?;
    }
    summary(report, view, out)
}

/// The article's key over its findings, as a rule across the terminal.
fn heading(article: &str, view: &RenderOptions) -> String {
    let bold = if view.colour { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    let used = unicode_width::UnicodeWidthStr::width(article) + 4;
    format!("{bold}── {article} {}{bold:#}", "─".repeat(view.width.clamp(40, 120).saturating_sub(used)))
}

fn finding(reported: &ReportedFinding, snippets: &Snippets, view: &RenderOptions) -> String {
    let finding = &reported.finding;
    let level = level(finding.severity);
    let title = format!("{}: {}", make_visible(&finding.address), make_visible(&finding.message));
    let mut group = Group::with_title(level.primary_title(title).id(finding.rule));
    if let Some(excerpt) = &reported.excerpt {
        group = group.element(snippet(excerpt, finding.place.line, view));
    } else if let Some(quote) = quoted(reported) {
        group = group.element(NOTE.message(format!("about {}", make_visible(&quote))));
    }
    if !finding.related.is_empty() {
        group = group.element(NOTE.message(format!("see {}", make_visible(&some(&finding.related)))));
    }
    if view.verbose && !reported.standard.is_empty() {
        group = group.element(NOTE.with_name("why").message(reported.standard));
    }
    group = group.element(HELP.message(make_visible(&finding.help).into_owned()));
    let rendered = fitted(&snippets.render(&[group]), view);
    match (rendered.split_once('\n'), location(&finding.place, view)) {
        (Some(_), Some(location)) => {
            // The title may take several lines; what the library says of the article begins with a gutter.
            let lines: Vec<&str> = rendered.lines().collect();
            let title = lines.iter().take_while(|line| !is_gutter(line)).count().max(1);
            let (title, rest) = lines.split_at_checked(title).unwrap_or((&lines, &[]));
            format!("{}\n{location}\n{}", title.join("\n"), rest.join("\n"))
        }
        _ => rendered,
    }
}

/// Lines of words wrapped at the width; the article's own words are cut to it already.
fn fitted(rendered: &str, view: &RenderOptions) -> String {
    let lines = rendered.lines().enumerate().map(|(at, line)| {
        let shown = wrapping::unstyled(line);
        let words =
            ["= help: ", "= note: ", "= why: "].iter().find_map(|label| shown.find(label).map(|i| i + label.len()));
        match words {
            _ if !view.wrapped => line.to_owned(),
            Some(indent) => wrapping::wrapped(line, view.width.max(40), indent),
            None if at == 0 => wrapping::wrapped(line, view.width.max(40), TITLE),
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How far a title's further lines are indented.
const TITLE: usize = 6;

/// Whether a line is the library's: a number or nothing before a bar, or a label.
fn is_gutter(line: &str) -> bool {
    let shown = wrapping::unstyled(line);
    let bare = shown.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
    bare.starts_with(['|', '=']) && !shown.starts_with(&" ".repeat(TITLE))
}

/// A line of the summary.
fn put(line: &str, indent: usize, view: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    match view.wrapped {
        true => writeln!(out, "{}", wrapping::wrapped(line, view.width.max(40), indent)),
        false => writeln!(out, "{line}"),
    }
}

/// The line that says where: our own, since the library would count columns in the excerpt, which is cut.
fn location(place: &Place, view: &RenderOptions) -> Option<String> {
    let file = place.file.as_deref().map(make_visible)?;
    let named = place.line.map(|line| name_place(&file, line, place.column.unwrap_or(1)));
    let gutter = place.line.map_or(1, |line| line.to_string().len());
    let arrow = if view.colour { anstyle::AnsiColor::BrightBlue.on_default().bold() } else { anstyle::Style::new() };
    Some(format!("{:gutter$}{arrow}-->{arrow:#} {}", "", named.as_deref().unwrap_or(&file)))
}

/// The first few of many addresses.
fn some(addresses: &[String]) -> String {
    const FEW: usize = 5;
    let few: Vec<&str> = addresses.iter().take(FEW).map(String::as_str).collect();
    match addresses.len().saturating_sub(FEW) {
        0 => few.join(", "),
        more => format!("{} and {more} more", few.join(", ")),
    }
}

fn snippet<'a>(excerpt: &Excerpt, line: Option<u32>, view: &RenderOptions) -> Snippet<'a, Annotation<'a>> {
    let line = line.unwrap_or(1) as usize;
    let gutter = line.to_string().len() + 4;
    let clipped = excerpt.clipped(view.width.max(40).saturating_sub(gutter));
    let (before, span) = (make_visible(&clipped.before).into_owned(), make_visible(&clipped.span).into_owned());
    let marked = before.len()..before.len() + span.len();
    let source = format!("{before}{span}{}", make_visible(&clipped.after));
    Snippet::source(source).line_start(line).annotation(AnnotationKind::Primary.span(marked))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Deny => ERROR.with_name("deny"),
        Severity::Warn => WARNING.with_name("warn"),
        Severity::Note | Severity::Allow => NOTE.with_name("note"),
    }
}

fn summary(report: &Report, view: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let checked = report.checked;
    let looked_at = format!(
        "checked {}, {}, {}, {} with {} on {}",
        format_count(checked.articles, "article"),
        format_count(checked.claims, "claim"),
        format_count(checked.references, "reference"),
        format_count(checked.works, "work"),
        format_count(checked.rules, "rule"),
        report.run.today
    );
    put(&looked_at, 2, view, out)?;
    let tally = report.tally();
    let hidden = |severity| if severity == Severity::Note && !view.verbose { " (shown with -v)" } else { "" };
    let counts: Vec<String> = tally.iter().map(|(s, n)| format!("{n} {}{}", s.0, hidden(s.0))).collect();
    let found = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    let waived = if report.waived.is_empty() { String::new() } else { format!("; {} waived", report.waived.len()) };
    let known = match report.baseline.len() {
        0 => String::new(),
        n => format!("; {n} in the baseline"),
    };
    put(&format!("found {found}{waived}{known}"), 2, view, out)?;
    unchecked(report, view, out)
}

/// What could not be looked at, gathered by reason.
fn unchecked(report: &Report, view: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    if report.unchecked.is_empty() {
        return writeln!(out, "unchecked nothing");
    }
    let reasons = report.reasons();
    let records: usize = reasons.iter().map(|reason| reason.count).sum();
    writeln!(out, "unchecked {records}:")?;
    for Reason { source, reason, count, rules } in reasons.iter().take(REASONS) {
        let rules = match rules.len() {
            1 | 2 => Vec::from_iter(rules.iter().copied()).join(", "),
            n => format_count(n, "rule"),
        };
        let line = format!("  {count} × {}, {}: {}", make_visible(source), make_visible(&rules), make_visible(reason));
        put(&line, 4, view, out)?;
    }
    match reasons.len().saturating_sub(REASONS) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more reasons; --format json lists them all"),
    }
}
