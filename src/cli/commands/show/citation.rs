//! One source of a claim: the reference as printed, what is known of the work, what a person found in it, and the figures
//! of both side by side.

use crate::cli::show::evidence_words::{cut_at_word, describe_figure, describe_notice};
use crate::cli::show::page::{Emphasis, MarkedSpan, Page};
use crate::evidence::{self, find_doi_standing};
use crate::model::*;
use crate::tasks::full_texts::KeptWords;

/// How far what belongs to a citation is set in.
const INDENT: usize = 4;
/// A passage of a full text is cut here.
const PASSAGE: usize = 600;
/// Printed entries are cut here: the list has them whole.
const PRINTED: usize = 240;

pub(super) fn show(
    page: &mut Page,
    snapshot: &Snapshot,
    kind: Kind,
    citation: &Citation,
    (d, kept): (&CitationDossier, &KeptWords),
) {
    let work = snapshot.work_of(citation);
    write_head(page, citation, d);
    if let Some(reference) = snapshot.reference(citation.reference) {
        page.add_line(INDENT, &cut_at_word(&reference.printed, PRINTED));
        write_doi(page, reference, snapshot);
    }
    for notice in work.iter().flat_map(|work| evidence::find_work_notices(work, snapshot)) {
        page.add_field(INDENT, "notice", &[(Emphasis::Bad, &describe_notice(&notice))]);
    }
    if let Some(level) = work.and_then(|work| evidence::find_level(work, kind, snapshot)) {
        page.add_field(INDENT, "level", &[(Emphasis::Plain, &format!("{}: {}", level.value, level.reason))]);
    }
    for reason in &d.because.0 {
        page.add_field(INDENT, "because", &[(Emphasis::Plain, reason)]);
    }
    write_readings(page, snapshot, citation, &d.reference);
    if evidence::find_current_readings(citation, snapshot).is_empty() {
        write_kept_words(page, kept, snapshot.withheld.contains(&citation.claim));
    }
    if let Some(note) = citation.note.as_deref() {
        page.add_field(INDENT, "note", &[(Emphasis::Plain, note)]);
    }
    write_figures(page, &d.figures);
}

/// Where to read, as far as words tell: "nearest passage (Results, paragraph 4; full text, not read by a person)".
fn write_kept_words(page: &mut Page, kept: &KeptWords, withheld: bool) {
    let (place, words) = kept.describe(withheld);
    let told = match words {
        Some(words) => format!("nearest passage ({place}): “{}”", cut_at_word(words, PASSAGE)),
        None => place,
    };
    page.add_field(INDENT, "text", &[(Emphasis::Plain, &told)]);
}

fn write_head(page: &mut Page, citation: &Citation, d: &CitationDossier) {
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
fn write_doi(page: &mut Page, reference: &Reference, snapshot: &Snapshot) {
    let Some(standing) = find_doi_standing(reference, snapshot) else { return };
    let doi = match (&standing.doi, &standing.malformed) {
        (Some(doi), _) => doi.to_string(),
        (None, wrong) => wrong.as_ref().map(|w| w.got.clone()).unwrap_or_default(),
    };
    let heard = match (&standing.service, standing.asked_at) {
        (Some(service), Some(at)) => format!(" (as {service} said on {})", day_of(at)),
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
fn write_readings(page: &mut Page, snapshot: &Snapshot, citation: &Citation, reference: &str) {
    let all: Vec<Uid> = snapshot.every_reading_of(citation.uid).map(|reading| reading.uid).collect();
    let claim = snapshot.claim(citation.claim).map(|claim| claim_name(claim.serial)).unwrap_or_default();
    let current = evidence::find_current_readings(citation, snapshot);
    for (at, reading) in current.iter().enumerate() {
        let number = all.iter().position(|uid| *uid == reading.uid).map_or(0, |at| at + 1);
        if current.iter().take(at).any(|earlier| earlier.person == reading.person) {
            let who = snapshot.person_name(reading.person);
            page.add_line(
                INDENT,
                &format!(
                    "{who} recorded two of these, without knowing of the other, and has to choose: verify it again"
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
        // Where others' readings are withheld, the places of those that are shown are not their numbers.
        let address = match snapshot.withheld.contains(&citation.claim) {
            true => String::new(),
            false => format!(", {claim}:{}:{number}", shorten_entry(reference)),
        };
        let who = format!("by {name} on {}{read_as}{address}: ", reading.read_on);
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
fn shorten_entry(reference: &str) -> &str {
    reference.rsplit_once('/').map_or(reference, |(_, entry)| entry)
}

/// The claim's figures beside the source's.
fn write_figures(page: &mut Page, figures: &[FigureMatch]) {
    for figure in figures {
        let told = describe_figure(figure);
        let spans: Vec<MarkedSpan<'_>> = told.iter().map(|(mark, words)| (*mark, words.as_str())).collect();
        page.add_field(INDENT, "figure", &spans);
    }
}

/// The day of a time, in UTC.
pub(super) fn day_of(at: jiff::Timestamp) -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(at).date()
}
