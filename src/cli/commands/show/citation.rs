//! One source of a claim: the reference as printed, what is known of the work, what a person found in it, and the figures
//! of both side by side.

use crate::cli::show::page::{Emphasis, MarkedSpan, Page};
use crate::evidence::{self, find_doi_standing};
use crate::model::*;

/// How far what belongs to a citation is set in.
const INDENT: usize = 4;
/// Printed entries are cut here: the list has them whole.
const PRINTED: usize = 240;

pub(super) fn show(page: &mut Page, snapshot: &Snapshot, kind: Kind, citation: &Citation, d: &CitationDossier) {
    let work = snapshot.work_of(citation);
    head(page, citation, d);
    if let Some(reference) = snapshot.reference(citation.reference) {
        page.add_line(INDENT, &cut_to(&reference.printed, PRINTED));
        doi(page, reference, snapshot);
    }
    for notice in work.iter().flat_map(|work| evidence::find_work_notices(work, snapshot)) {
        page.add_field(INDENT, "notice", &[(Emphasis::Bad, &notice_words(&notice))]);
    }
    if let Some(level) = work.and_then(|work| evidence::find_level(work, kind, snapshot)) {
        page.add_field(INDENT, "level", &[(Emphasis::Plain, &format!("{}: {}", level.value, level.reason))]);
    }
    for reason in &d.because.0 {
        page.add_field(INDENT, "because", &[(Emphasis::Plain, reason)]);
    }
    readings(page, snapshot, citation, &d.reference);
    if let Some(note) = citation.note.as_deref() {
        page.add_field(INDENT, "note", &[(Emphasis::Plain, note)]);
    }
    figures(page, &d.figures);
}

fn head(page: &mut Page, citation: &Citation, d: &CitationDossier) {
    let work = d.work.as_deref().map(|key| format!(" {key}")).unwrap_or_default();
    let how = match (citation.state, citation.strength, citation.score) {
        (CitationState::Suggested, Some(strength), Some(score)) => format!(" · {strength}, {score:.2}"),
        (CitationState::Suggested, _, _) => " · suggested".to_owned(),
        _ => match citation.origin {
            CitationOrigin::Article => " · as the article marks".to_owned(),
            CitationOrigin::Catalogue => " · as the built-in catalogue says".to_owned(),
            CitationOrigin::Tool | CitationOrigin::Person => " · linked by a person".to_owned(),
        },
    };
    page.add_spans(2, &[(Emphasis::Strong, &format!("{}{work}", d.reference)), (Emphasis::Plain, &how)]);
}

/// The DOI and what is known of it; nothing for a reference that has none.
fn doi(page: &mut Page, reference: &Reference, snapshot: &Snapshot) {
    let Some(standing) = find_doi_standing(reference, snapshot) else { return };
    let doi = match (&standing.doi, &standing.malformed) {
        (Some(doi), _) => doi.to_string(),
        (None, wrong) => wrong.as_ref().map(|w| w.got.clone()).unwrap_or_default(),
    };
    let heard = match (&standing.service, standing.asked_at) {
        (Some(service), Some(at)) => format!(" (as {service} said on {})", date_of(at)),
        _ => String::new(),
    };
    let mark = match standing.state {
        DoiState::Exists => Emphasis::Good,
        DoiState::Unchecked | DoiState::Alias => Emphasis::Plain,
        _ => Emphasis::Bad,
    };
    let (doi, state) = (format!("{doi} "), standing.state.to_string());
    page.add_field(INDENT, "DOI", &[(Emphasis::Plain, &doi), (mark, &state), (Emphasis::Plain, &heard)]);
}

/// What people found on reading it, in the order in which they recorded it.
fn readings(page: &mut Page, snapshot: &Snapshot, citation: &Citation, reference: &str) {
    let all: Vec<Uid> = snapshot.every_reading_of(citation.uid).map(|reading| reading.uid).collect();
    let claim = snapshot.claim(citation.claim).map(|claim| format!("c{}", claim.serial)).unwrap_or_default();
    let current = evidence::find_current_readings(citation, snapshot);
    for (at, reading) in current.iter().enumerate() {
        let number = all.iter().position(|uid| *uid == reading.uid).map_or(0, |at| at + 1);
        if current.iter().take(at).any(|earlier| earlier.person == reading.person) {
            let who = snapshot.person_name(reading.person);
            page.add_line(
                INDENT,
                &format!(
                    "{who} recorded two of these without knowing of the other, and has to choose: verify it again"
                ),
            );
        }
        let mark = match reading.stance {
            Stance::Supports => Emphasis::Good,
            Stance::Contradicts => Emphasis::Bad,
            Stance::Partly | Stance::Background => Emphasis::Plain,
        };
        let read_as = reading.read_as.map(|part| format!(" ({part})")).unwrap_or_default();
        let name = snapshot.person_name(reading.person);
        let who = format!("by {name} on {}{read_as}, {claim}:{}:{number}: ", reading.read_on, entry(reference));
        page.add_field(INDENT, "read", &[(Emphasis::Plain, &who), (mark, &reading.stance.to_string())]);
        let quote = reading.quote.as_deref().map(|quote| format!("“{quote}”"));
        for (label, words) in [
            ("quote", quote.as_deref()),
            ("locator", reading.locator.as_deref()),
            ("finding", reading.finding.as_deref()),
        ] {
            if let Some(words) = words {
                page.add_field(INDENT, label, &[(Emphasis::Plain, words)]);
            }
        }
    }
}

/// `r3` of `knees/r3`: what the article's own entries are called in the addresses of readings.
fn entry(reference: &str) -> &str {
    reference.rsplit_once('/').map_or(reference, |(_, entry)| entry)
}

/// The claim's figures beside the source's.
fn figures(page: &mut Page, figures: &[FigureMatch]) {
    for figure in figures {
        let mark = match figure.result {
            FigureResult::Agrees => Emphasis::Good,
            FigureResult::Disagrees => Emphasis::Bad,
            FigureResult::NotFound => Emphasis::Plain,
        };
        let claimed = format!("claim “{}” | source ", figure.claim);
        let source = figure.source.as_deref().map_or("-".to_owned(), |words| format!("“{words}”"));
        let remark = if figure.remark.is_empty() { String::new() } else { format!(" ({})", figure.remark) };
        let result = figure.result.to_string().replace('-', " ");
        let spans: [MarkedSpan<'_>; 5] = [
            (Emphasis::Plain, &claimed),
            (Emphasis::Plain, &source),
            (Emphasis::Plain, " | "),
            (mark, &result),
            (Emphasis::Plain, &remark),
        ];
        page.add_field(INDENT, "figure", &spans);
    }
}

/// `correction of 2026-11-21, says crossref (10.5555/knee.2022.2c)`.
pub(in crate::cli) fn notice_words(notice: &RegisteredNotice) -> String {
    let date = notice.on.map(|date| format!(" of {date}")).unwrap_or_default();
    let doi = notice.doi.as_ref().map(|doi| format!(" ({doi})")).unwrap_or_default();
    format!("{}{date}, says {}{doi}", notice.kind, notice.source)
}

/// The day of a time, in UTC.
pub(super) fn date_of(at: jiff::Timestamp) -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(at).date()
}

/// The beginning of a text, cut at a word.
fn cut_to(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let begin: String = text.chars().take(most).collect();
    format!("{}…", begin.rsplit_once(' ').map_or(begin.as_str(), |(words, _)| words))
}
