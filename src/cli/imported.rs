//! What `import` tells: found, unsure, next.

use super::retractions::Screened;
use super::table::wrap;
use super::{Failure, Session};
use crate::import::{Imported, NoteAt, References};
use serde::Serialize;
use std::fmt::Write;

/// How an import is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// In words
    #[default]
    Human,
    /// One JSON object
    Json,
}

/// What became of one file.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Done {
    /// An article.
    Article(Box<Imported>),
    /// A list of references.
    References {
        /// The article whose list it joined.
        article: String,
        /// What became of its entries.
        references: References,
        /// What was unsure.
        notes: Vec<NoteAt>,
    },
    /// The Retraction Watch file.
    Retractions(Screened),
}

pub(super) fn show(
    session: &mut Session<'_>,
    format: Format,
    dry_run: bool,
    done: &[Done],
    left: &[String],
) -> Result<(), Failure> {
    if format == Format::Json {
        let whole = serde_json::json!({ "dry_run": dry_run, "imported": done, "left_out": left });
        return session.print(&format!("{whole:#}\n"));
    }
    let width = session.width().unwrap_or(100);
    let mut out = String::new();
    for one in done {
        match one {
            Done::Article(imported) => article(&mut out, imported, dry_run, width),
            Done::Retractions(screened) => retractions(&mut out, screened, width),
            Done::References { article, references, notes } => {
                _ = writeln!(
                    out,
                    "{article}: {} added, {} there already.",
                    count(references.added.len(), "reference"),
                    references.kept
                );
                doubts(&mut out, references, notes, width);
            }
        }
    }
    session.print(&crate::text::visible::lines(&out))
}

fn retractions(out: &mut String, s: &Screened, width: usize) {
    const MOST: usize = 8;
    let newest = s.newest.as_ref().map(|on| format!(", the newest of {on}")).unwrap_or_default();
    let unnamed = if s.unnamed > 0 { format!("; {} name no paper", s.unnamed) } else { String::new() };
    let read = format!(
        "Retraction Watch: {} read{newest}{unnamed}; {} new.",
        count(s.rows, "notice"),
        count(s.changed, "answer")
    );
    out.push_str(&wrap(&read, width, ""));
    for wrong in s.unreadable.iter().take(MOST) {
        out.push_str(&wrap(&format!("Left out: {wrong}"), width, "  "));
    }
    if s.unreadable.len() > MOST {
        out.push_str(&wrap(
            &format!("… and {} more; --format json lists them all.", s.unreadable.len() - MOST),
            width,
            "  ",
        ));
    }
    _ = writeln!(out, "Screened {}: {} named in it.", count(s.works, "work"), s.named.len());
    for named in &s.named {
        let resting = match named.claims.as_slice() {
            [] => "no claim rests on it".to_owned(),
            [one] => format!("{one} rests on it"),
            claims => format!("{} rest on it", some(claims)),
        };
        out.push_str(&wrap(&format!("{}: {}; {resting}.", named.work, named.notices.join(", ")), width, "  "));
    }
    let next = match s.named.first() {
        Some(first) => format!("claimbook where-used {}; then claimbook audit", first.work),
        None => "claimbook audit consults it offline; import a newer file when there is one".to_owned(),
    };
    out.push_str(&wrap(&format!("Next: {next}."), width, "  "));
}

fn article(out: &mut String, i: &Imported, dry_run: bool, width: usize) {
    if i.unchanged {
        _ = writeln!(out, "{}: nothing has changed since version {}; nothing was stored.", i.article, i.version);
        return;
    }
    let stored = if dry_run { "would be stored" } else { "stored" };
    out.push_str(&wrap(&format!("{}: “{}”, {stored} as version {}.", i.article, i.title, i.version), width, ""));
    let claims = &i.claims;
    let references = &i.references;
    let mut found =
        vec![count(claims.proposed.len(), "claim") + " proposed", count(references.added.len(), "reference") + " new"];
    if i.version > 1 {
        found.push(format!("{} unchanged, {} moved", count(claims.kept, "claim"), claims.moved));
        found.push(format!("{} as before", count(references.kept, "reference")));
    }
    if i.cited > 0 {
        found.push(count(i.cited, "citation") + " from printed markers");
    }
    if i.suggested > 0 {
        found.push(count(i.suggested, "suggestion"));
    }
    out.push_str(&wrap(&format!("Found: {}.", found.join(", ")), width, "  "));
    let to_look_at = [
        ("changed", &claims.changed),
        ("could be in two places", &claims.ambiguous),
        ("gone from the text", &claims.orphaned),
        ("no longer listed", &references.gone),
    ];
    for (what, which) in to_look_at.iter().filter(|(_, which)| !which.is_empty()) {
        out.push_str(&wrap(&format!("Look at: {what}: {}.", some(which)), width, "  "));
    }
    if let Some(language) = &i.undetected {
        out.push_str(&wrap(&format!("Unchecked: claims are found in English only, and this is “{language}”; add them with claimbook add claim."), width, "  "));
    }
    doubts(out, references, &i.notes, width);
    let next = match (dry_run, claims.proposed.is_empty()) {
        (true, _) => format!("claimbook import again without --dry-run, to store {}", i.article),
        (false, false) => format!(
            "claimbook claims --article {0}; then claimbook show {0}/c1, and link, accept or dismiss",
            i.article
        ),
        (false, true) => format!("claimbook audit {}", i.article),
    };
    out.push_str(&wrap(&format!("Next: {next}."), width, "  "));
}

/// What was unsure: a few notes with their lines, and the number of the rest.
fn doubts(out: &mut String, references: &References, notes: &[NoteAt], width: usize) {
    const MOST: usize = 8;
    if !references.unsure.is_empty() {
        out.push_str(&wrap(
            &format!("Unsure: kept as printed, check with claimbook show: {}.", some(&references.unsure)),
            width,
            "  ",
        ));
    }
    if !references.unidentified.is_empty() {
        out.push_str(&wrap(
            &format!("Unsure: no DOI, PMID, ISBN or URL: {}.", some(&references.unidentified)),
            width,
            "  ",
        ));
    }
    for note in notes.iter().take(MOST) {
        out.push_str(&wrap(
            &format!("Unsure: line {}, column {}: {}", note.line, note.column, note.message),
            width,
            "  ",
        ));
    }
    if notes.len() > MOST {
        out.push_str(&wrap(&format!("… and {} more; --format json lists them all.", notes.len() - MOST), width, "  "));
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// The first few of a list, in their short form, and how many more.
fn some(addresses: &[String]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = addresses.iter().take(MOST).cloned().collect();
    if addresses.len() > MOST {
        shown.push(format!("and {} more", addresses.len() - MOST));
    }
    shown.join(", ")
}
