//! What a report begins and ends with for people, in plain words: how much was found, what was looked at and what was not,
//! what the exit code means, and what to do next.

use super::arrangement::{Arrangement, Block};
use super::lines::{as_called, choose_style, write_wrapped};
use super::unchecked::Reason;
use super::{Exit, RenderOptions, Report, list_some};
use crate::model::{Kind, Severity, Word};
use crate::text::{format_count, make_visible};
use anstyle::Style;
use std::collections::BTreeSet;
use std::io;

/// How many reasons for looking at nothing are listed.
const REASONS: usize = 12;

/// The first line: how much was found.
pub(super) fn write_headline(report: &Report) -> String {
    let articles = format_count(report.checked.articles, "article");
    if report.findings.is_empty() {
        return format!("claimbook found nothing in {articles}.");
    }
    let things = format_count(report.findings.len(), "thing");
    let place = if report.checked.articles > 1 { format!(" in {articles}") } else { String::new() };
    format!("claimbook found {things}{place}: {}.", describe_severities(report))
}

/// `nothing`, or `7 things: 2 fail the run (deny), 4 warn and 1 is a note`.
pub(super) fn describe_found(report: &Report) -> String {
    match report.findings.len() {
        0 => "nothing".to_owned(),
        n => format!("{}: {}", format_count(n, "thing"), describe_severities(report)),
    }
}

/// `2 fail the run (deny), 4 warn and 1 is a note`: what the findings come to.
fn describe_severities(report: &Report) -> String {
    let told = |severity: Severity, n: usize| match (severity, n) {
        (Severity::Deny, 1) => "1 fails the run (deny)".to_owned(),
        (Severity::Deny, n) => format!("{n} fail the run (deny)"),
        (Severity::Warn, 1) => "1 warns".to_owned(),
        (Severity::Warn, n) => format!("{n} warn"),
        (_, 1) => "1 is a note".to_owned(),
        (_, n) => format!("{n} are notes"),
    };
    let counts: Vec<String> = report.tally().iter().map(|(severity, n)| told(severity.0, *n)).collect();
    match counts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The end.
pub(super) fn write(
    report: &Report,
    arrangement: &Arrangement,
    view: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if let Some(left) = describe_left(arrangement) {
        write_wrapped(&left, 2, view, out)?;
        writeln!(out)?;
    }
    let checked = report.checked;
    let looked_at = format!(
        "Checked on {}: {}, {}, {} and {}, with {}.",
        report.run.today,
        format_count(checked.articles, "article"),
        format_count(checked.claims, "claim"),
        format_count(checked.references, "reference"),
        format_count(checked.works, "work"),
        format_count(checked.rules, "rule"),
    );
    write_wrapped(&looked_at, 2, view, out)?;
    for accepted in describe_accepted(report, view) {
        write_wrapped(&accepted, 2, view, out)?;
    }
    write_unchecked(report, view, out)?;
    if let Some(heads) = report.state_log_heads() {
        write_wrapped(&heads, 2, view, out)?;
    }
    write_wrapped(&describe_exit(report, view), 2, view, out)?;
    match describe_next(report, arrangement, view) {
        Some(next) => {
            let bold = choose_style(Style::new().bold(), view);
            write_wrapped(&format!("{bold}Next:{bold:#} {next}"), 2, view, out)
        }
        None => Ok(()),
    }
}

/// What is not shown, by rule.
fn describe_left(arrangement: &Arrangement) -> Option<String> {
    let more: usize = arrangement.left.values().sum();
    let notes = match arrangement.notes {
        0 => None,
        n => Some(format_count(n, "note")),
    };
    if more == 0 {
        return notes.map(|notes| format!("… and {notes}: -v shows all."));
    }
    let mut rules: Vec<(&str, usize)> = arrangement.left.iter().map(|(rule, n)| (*rule, *n)).collect();
    rules.sort_by_key(|(rule, n)| (std::cmp::Reverse(*n), *rule));
    let rules = rules.iter().map(|(rule, n)| format!("{n} {rule}")).chain(notes);
    Some(format!("… and {} more: -v shows all ({}).", more + arrangement.notes, rules.collect::<Vec<_>>().join(", ")))
}

/// What was found and does not count. With `-v` each waiver is a line.
fn describe_accepted(report: &Report, view: &RenderOptions) -> Vec<String> {
    let mut lines = Vec::new();
    match (report.waived.len(), report.baseline.len()) {
        (0, 0) => return lines,
        (waived, 0) => lines.push(format!("Accepted, and not counted: {waived} waived.")),
        (0, known) => lines.push(format!("Accepted, and not counted: {known} in the baseline.")),
        (waived, known) => {
            lines.push(format!("Accepted, and not counted: {waived} waived, {known} in the baseline."));
        }
    }
    for waived in report.waived.iter().filter(|_| view.verbose) {
        let finding = &waived.reported.finding;
        lines.push(format!(
            "  {} for {} until {}, by {}: {}",
            finding.rule,
            make_visible(&finding.address),
            waived.expires_on,
            make_visible(&waived.by),
            make_visible(&waived.reason)
        ));
    }
    lines
}

/// What could not be looked at, gathered by reason.
fn write_unchecked(report: &Report, view: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let reasons = report.unchecked.list_reasons();
    if reasons.is_empty() {
        return writeln!(out, "Everything could be checked.");
    }
    let places = format_count(report.count_unchecked(), "place");
    write_wrapped(&format!("Not checked, so neither right nor wrong: {places}."), 2, view, out)?;
    let groups = gather_alike(&reasons, view.verbose);
    for group in groups.iter().take(REASONS) {
        let Some(Reason { reason, .. }) = group.first() else { continue };
        let rules: BTreeSet<&str> = group.iter().flat_map(|one| &one.rules).copied().collect();
        let by = match rules.len() {
            1 | 2 => rules.into_iter().collect::<Vec<_>>().join(", "),
            many => format_count(many, "rule"),
        };
        let mut addresses: Vec<String> = Vec::new();
        if view.verbose {
            let mut told = BTreeSet::new();
            addresses.extend(group.iter().flat_map(|one| one.addresses.iter()).filter(|at| told.insert(at.clone())));
        }
        let count = addresses.len();
        let at = if count > 0 { format!(" ({})", list_some(addresses.into_iter(), count)) } else { String::new() };
        let mut sources: Vec<(&str, usize)> = Vec::new();
        for one in group {
            match sources.iter_mut().find(|(known, _)| *known == one.source) {
                Some((_, places)) => *places += one.addresses.len(),
                None => sources.push((one.source, one.addresses.len())),
            }
        }
        let told: BTreeSet<String> = group.iter().map(|one| drop_kind(one.reason)).collect();
        let alike = match told.len() {
            0 | 1 => String::new(),
            n => format!("; and {} like it", format_count(n - 1, "reason")),
        };
        let reason = if sources.len() > 1 { drop_kind(reason) } else { (*reason).to_owned() };
        let sources = sources.into_iter().map(|(source, n)| format!("{source}, {}", format_count(n, "place")));
        let line = format!(
            "  {} ({}): {}{}{alike}",
            make_visible(&sources.collect::<Vec<_>>().join("; ")),
            make_visible(&by),
            make_visible(&as_called(&reason, view)),
            make_visible(&at)
        );
        write_wrapped(&line, 4, view, out)?;
    }
    let more: usize = groups.iter().skip(REASONS).map(Vec::len).sum();
    match more {
        0 => Ok(()),
        more => write_wrapped(
            &format!("  and {}; --format json lists them", format_count(more, "more reason")),
            4,
            view,
            out,
        ),
    }
}

/// Reasons that differ only in what they quote or name are told together, by the first of them, unless each is wanted; and so is
/// one reason of several sources.
fn gather_alike<'r>(reasons: &'r [Reason<'r>], each: bool) -> Vec<Vec<&'r Reason<'r>>> {
    let mut groups: Vec<(String, Vec<&Reason<'_>>)> = Vec::new();
    for reason in reasons {
        let plain = drop_kind(reason.reason);
        let shape = if each { plain } else { hide_names(&plain) };
        match groups.iter_mut().find(|(known, _)| *known == shape) {
            Some((_, group)) => group.push(reason),
            None => groups.push((shape, vec![reason])),
        }
    }
    let mut groups: Vec<Vec<&Reason<'_>>> = groups.into_iter().map(|(_, group)| group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.iter().map(|one| one.addresses.len()).sum::<usize>()));
    groups
}

/// A reason that sends to `check --only doi` for one kind of question, as it is told of several.
fn drop_kind(reason: &str) -> String {
    let Some((before, behind)) = reason.split_once(" --only ") else { return reason.to_owned() };
    let kind = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(behind.len());
    format!("{before}{}", behind.get(kind..).unwrap_or_default())
}

/// A reason without quoted words, names with a figure in them, and kinds of claims.
fn hide_names(reason: &str) -> String {
    let mut quoted = false;
    let shown = reason.chars().filter(|c| {
        let begins = *c == '“';
        quoted = (quoted || begins) && *c != '”';
        !quoted || begins
    });
    let shown: String = shown.collect();
    let is_name = |word: &str| {
        word.contains(|c: char| c.is_ascii_digit()) || Kind::TOKENS.contains(&word.trim_matches([':', ',', ';']))
    };
    let shown = shown.split(' ').map(|word| if is_name(word) { "…" } else { word }).collect::<Vec<_>>().join(" ");
    // Three that are quoted are told as one is.
    shown.replace("“, “", "“").replace("“ and “", "“")
}

/// What the exit code means.
fn describe_exit(report: &Report, view: &RenderOptions) -> String {
    let (ending, deny) = (&view.ending, report.count(Severity::Deny));
    let warnings = report.count(Severity::Warn) > 0;
    match ending.exit {
        Exit::Clean if warnings => "Exit code 0: nothing fails the run; with --strict, warnings would.".to_owned(),
        Exit::Clean => "Exit code 0: nothing fails the run.".to_owned(),
        Exit::Findings if deny == 0 => "Exit code 1: with --strict, warnings fail the run.".to_owned(),
        Exit::Findings if deny == 1 => "Exit code 1: a finding at deny fails the run.".to_owned(),
        Exit::Findings => format!("Exit code 1: {} at deny fail the run.", format_count(deny, "finding")),
        Exit::Usage => "Exit code 2: something was named that cannot be read.".to_owned(),
        Exit::Incomplete if ending.strict => {
            "Exit code 3: with --strict, whatever is unchecked means that the run is not complete.".to_owned()
        }
        Exit::Incomplete => "Exit code 3: the run could not be completed.".to_owned(),
    }
}

/// The commands that lead on: to the worst, and to those who were not asked.
fn describe_next(report: &Report, arrangement: &Arrangement, view: &RenderOptions) -> Option<String> {
    let program = &view.ending.program;
    // What only a file has is shown once the file is imported.
    let step = |block: &Block| {
        let first = &block.lines.first()?.reported;
        let file = first.finding.place.file.as_deref().filter(|_| first.only_in_file);
        let (verb, what) = file.map_or(("show", block.address()), |file| ("import", file));
        Some(format!("{program} {verb} {}", make_visible(what)))
    };
    let named = view.ending.without_catalogue.as_ref();
    // Without a catalogue there is no record to show, but why the worst matters can be told.
    let explain = |block: &Block| {
        let rule = block.lines.first()?.reported.finding.rule;
        Some(format!("{program} explain {rule}"))
    };
    let first = arrangement.blocks.first();
    let show = if named.is_some() { first.and_then(explain) } else { first.and_then(step) };
    let unasked = report.unchecked.mentions("not asked yet");
    let paths = named.map(|named| format!(" {}", make_visible(named))).unwrap_or_default();
    let check = unasked.then(|| format!("{program} check{}", paths.trim_end()));
    match (show, check) {
        (Some(show), Some(check)) => Some(format!("{show}; then {check}")),
        (one, None) | (None, one) => one,
    }
}
