//! For people at a terminal: how much was found, then a block for each record, worst first, with its sentence once and its
//! findings under it; then what was looked at and what was not, and what to do next.

use super::arrangement::{Arrangement, Block, Line};
use super::lines::{as_called, choose_style, write_wrapped};
use super::{Excerpt, RenderOptions, Renderer, Report, ReportedFinding, explanations, list_some, summary};
use crate::model::{Place, Severity};
use crate::text::context::put_in_context;
use crate::text::make_visible;
use crate::text::places::name_place;
use anstyle::{AnsiColor, Style};
use std::collections::BTreeSet;
use std::io;

/// `--format human`.
pub(super) const RENDERER: Renderer =
    Renderer { name: "human", summary: "for people: the worst first, a block for each claim", is_one, render };

/// The most of a sentence that is shown, in characters.
const SENTENCE: usize = 240;

/// Whether a file that begins so is one, of this form or the one before it.
fn is_one(beginning: &str) -> bool {
    let earlier = beginning.starts_with("── ") || beginning.starts_with("checked ") && beginning.contains(" rules on ");
    beginning.starts_with("claimbook found ") || earlier
}

fn render(report: &Report, view: &RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let arrangement = Arrangement::from_report(report, view.verbose)?;
    write_wrapped(&summary::write_headline(report), 2, view, out)?;
    writeln!(out)?;
    let mut told = BTreeSet::new();
    for block in &arrangement.blocks {
        write_block(block, &mut told, view, out)?;
        writeln!(out)?;
    }
    if view.explain {
        explanations::write(report, view, out)?;
    }
    summary::write(report, &arrangement, view, out)
}

/// One record: where it stands, its words, and what was found.
fn write_block(
    block: &Block,
    told: &mut BTreeSet<(&'static str, String)>,
    view: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let Some(first) = block.lines.first().map(|line| &line.reported) else { return Ok(()) };
    let bold = choose_style(Style::new().bold(), view);
    let address = make_visible(block.address());
    let head = match describe_location(&first.finding.place) {
        Some(place) => format!("{bold}{place}{bold:#}  {address}"),
        None => format!("{bold}{address}{bold:#}"),
    };
    write_wrapped(&head, 2, view, out)?;
    if let Some(sentence) = show_sentence(first, view) {
        write_wrapped(&format!("  {sentence}"), 2, view, out)?;
    }
    block.lines.iter().try_for_each(|line| write_line(line, told, view, out))
}

fn write_line(
    line: &Line,
    told: &mut BTreeSet<(&'static str, String)>,
    view: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let finding = &line.reported.finding;
    let level = choose_style(choose_colour(finding.severity), view);
    let said = make_visible(&finding.message);
    write_wrapped(&format!("  {level}{}[{}]{level:#} {said}", finding.severity, finding.rule), 4, view, out)?;
    let mut under =
        |label: &str, words: &str| write_wrapped(&format!("    {label}{}", make_visible(words)), 6, view, out);
    if !line.also.is_empty() {
        under("the same at ", &list_some(line.also.iter(), line.also.len()))?;
    }
    if !line.stale.is_empty() {
        under("made stale by it (claim-stale): ", &list_some(line.stale.iter(), line.stale.len()))?;
    }
    let resting: Vec<&str> =
        finding.related.iter().filter(|address| !line.stale.contains(address)).map(String::as_str).collect();
    if !resting.is_empty() {
        let rests = finding.related.iter().all(|address| is_claim(address)) && !is_claim(&finding.address);
        under(if rests { "resting on it: " } else { "see " }, &list_some(resting.iter(), resting.len()))?;
    }
    if view.verbose && !line.reported.standard.is_empty() {
        under("why: ", line.reported.standard)?;
    }
    // The same advice under each of fifteen claims would hide the claims.
    let general = (finding.rule, finding.help.replace(finding.address.as_str(), "…"));
    if told.insert(general) || view.verbose {
        under("help: ", &as_called(&finding.help, view))?;
    }
    Ok(())
}

fn is_claim(address: &str) -> bool {
    address.split_once('/').is_some_and(|(_, record)| record.starts_with('c'))
}

/// The sentence, at most so long around the words that are found fault with; those stand out where colours may.
fn show_sentence(reported: &ReportedFinding, view: &RenderOptions) -> Option<String> {
    let sentence = reported.sentence.as_deref()?;
    let words = reported.excerpt.as_ref().map(Excerpt::copy_words).unwrap_or_default();
    let found = sentence.find(words.as_str()).filter(|_| !words.is_empty() && words.len() < sentence.len());
    let before = found.and_then(|at| sentence.get(..at)).map_or(0, |before| before.chars().count());
    let end = before + found.map_or(0, |_| words.chars().count());
    let clipped = Excerpt { text: sentence.into(), start: before, end }.clip(SENTENCE);
    let mark = choose_style(Style::new().bold().underline(), view);
    let shown = |part: &str| make_visible(part).into_owned();
    // Every word is marked by itself, so that no mark runs over a line's end.
    let marked: Vec<String> = clipped.span.split(' ').map(|word| format!("{mark}{}{mark:#}", shown(word))).collect();
    let marked = if clipped.span.is_empty() { String::new() } else { marked.join(" ") };
    let (open, close) = if sentence.contains('“') { ('‘', '’') } else { ('“', '”') };
    let words = format!("{open}{}{marked}{}{close}", shown(&clipped.before), shown(&clipped.after));
    Some(put_in_context(reported.context.as_deref().map(make_visible).as_deref(), &words))
}

/// Where it stands in its file.
fn describe_location(place: &Place) -> Option<String> {
    let file = place.file.as_deref().map(make_visible)?;
    let named = place.line.map(|line| name_place(&file, line, place.column.unwrap_or(1)));
    Some(named.unwrap_or_else(|| file.into_owned()))
}

fn choose_colour(severity: Severity) -> Style {
    match severity {
        Severity::Deny => AnsiColor::BrightRed.on_default().bold(),
        Severity::Warn => AnsiColor::Yellow.on_default().bold(),
        Severity::Note | Severity::Allow => AnsiColor::BrightGreen.on_default().bold(),
    }
}
