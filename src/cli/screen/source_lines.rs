//! A source as lines: the entry, what is known of it, its own words, and its figures beside the claim's.

use super::lines::Lines;
use crate::cli::show::evidence_words::{cut_at_word, describe_figure, describe_notice};
use crate::cli::show::page::Emphasis;
use crate::model::Stance;
use crate::tasks::card::{CardReading, CardSource};
use crate::tasks::full_texts::KeptWords;

/// A passage of a full text is cut here.
const PASSAGE: usize = 400;
/// Printed entries are cut here: the list has them whole.
const PRINTED: usize = 200;
/// The same where an entry is one of a list.
const NAMED: usize = 120;

/// A source in a line, for lists to pick from.
pub(super) fn name_source(source: &CardSource) -> String {
    let work = source.work.as_deref().map(|work| format!(" {work}")).unwrap_or_default();
    let named = source.title.as_ref().unwrap_or(&source.printed);
    format!("{}{work} · {}", source.entry, cut_at_word(named, NAMED))
}

/// `withheld` says that others' readings are not shown to whoever looks.
pub(super) fn add_source(lines: &mut Lines, number: Option<usize>, source: &CardSource, withheld: bool) {
    let number = number.map_or_else(|| "·".to_owned(), |n| n.to_string());
    let work = source.work.as_deref().map(|work| format!(" {work}")).unwrap_or_default();
    let read = match (source.readings.is_empty(), withheld) {
        (true, true) => ", not read by you",
        (true, false) => ", read by nobody",
        (false, _) => "",
    };
    let head = format!("{number} {}{work}", source.entry);
    lines.spans(1, &[(Emphasis::Strong, head), (Emphasis::Plain, format!(" · {}{read}", source.how))]);
    lines.text(5, &cut_at_word(&source.printed, PRINTED));
    let plain = |words: &str| [(Emphasis::Plain, words.to_owned())];
    for notice in &source.notices {
        lines.field(5, "notice", &[(Emphasis::Bad, describe_notice(notice))]);
    }
    if let Some(doi) = &source.doi {
        let mark = if source.is_doi_bad { Emphasis::Bad } else { Emphasis::Plain };
        lines.field(5, "DOI", &[(mark, doi.clone())]);
    }
    if let Some(level) = &source.level {
        lines.field(5, "level", &plain(level));
    }
    if source.readings.is_empty()
        && let Some((nearest, others)) = source.passages.split_first()
    {
        let more = match others.len() {
            0 => String::new(),
            n => format!(" (nearest of {} sentences of the abstract; q has all)", n + 1),
        };
        lines.field(5, "abstract", &plain(&format!("“{}”{more}", nearest.words)));
    }
    if let Some(kept) = &source.kept {
        add_kept(lines, kept, withheld);
    }
    for reading in &source.readings {
        add_reading(lines, reading);
    }
    if let Some(note) = &source.note {
        lines.field(5, "note", &plain(note));
    }
    for figure in &source.figures {
        lines.field(5, "figures", &describe_figure(figure));
    }
    if source.readings.is_empty() && !source.because.is_empty() {
        lines.field(5, "because", &plain(&source.because.join("; ")));
    }
}

/// Where to read, as far as words tell: "nearest passage (Results, paragraph 4; full text, not read by a person)".
fn add_kept(lines: &mut Lines, kept: &KeptWords, withheld: bool) {
    let (place, words) = kept.describe(withheld);
    let told = match words {
        Some(words) => format!("nearest passage ({place}): “{}”", cut_at_word(words, PASSAGE)),
        None => place,
    };
    lines.field(5, "text", &[(Emphasis::Plain, told)]);
}

fn add_reading(lines: &mut Lines, reading: &CardReading) {
    let mark = match reading.stance {
        Stance::Supports => Emphasis::Good,
        Stance::Contradicts => Emphasis::Bad,
        Stance::Partly | Stance::Background => Emphasis::Plain,
    };
    let extent = reading.read_as.map(|extent| format!(" ({extent})")).unwrap_or_default();
    let who = format!(", says {} on {}{extent}", reading.by, reading.on);
    lines.field(5, "read", &[(mark, reading.stance.to_string()), (Emphasis::Plain, who)]);
    let place = reading.locator.as_deref().map(|place| format!(" ({place})")).unwrap_or_default();
    match &reading.quote {
        Some(quote) => lines.field(5, "quote", &[(Emphasis::Plain, format!("“{quote}”{place}"))]),
        None if !place.is_empty() => lines.field(5, "locator", &[(Emphasis::Plain, place.trim().to_owned())]),
        None => {}
    }
    if let Some(finding) = &reading.finding {
        lines.field(5, "finding", &[(Emphasis::Plain, finding.clone())]);
    }
}
