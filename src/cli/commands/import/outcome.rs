//! What `import` tells: found, unsure, next. Each kind of file tells its own, for people and for programs.

use crate::cli::Session;
use crate::cli::show::messages::fit_message;
use crate::cli::show::table::wrap;
use crate::import::{PlacedNote, ReferencesReport};
use crate::tasks::Failure;
use crate::text::format_count;
use crate::text::places::name_position;

/// How an import is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(in crate::cli) enum OutcomeFormat {
    /// In words
    #[default]
    Human,
    /// One JSON object
    Json,
}

/// What became of one file.
pub(super) trait DescribeOutcome {
    /// For programs: one object.
    fn json(&self) -> serde_json::Value;
    /// For people, on a page of that width.
    fn words(&self, out: &mut String, dry_run: bool, width: usize);
    /// The same in one line, where many files are imported at once.
    fn headline(&self, dry_run: bool) -> String {
        let mut words = String::new();
        self.words(&mut words, dry_run, usize::MAX);
        words.lines().next().unwrap_or_default().to_owned()
    }
    /// Whether nothing of it could be taken, though something was there to take.
    fn is_refused(&self) -> bool {
        false
    }
}

/// How long lines may be where there is no terminal.
const PIPE: usize = 100;

/// What storing a file comes to.
pub(super) type Stored = Result<Box<dyn DescribeOutcome>, Failure>;

pub(super) fn print(
    session: &mut Session<'_>,
    format: OutcomeFormat,
    (dry_run, many): (bool, bool),
    done: &[Box<dyn DescribeOutcome>],
    left: &[String],
) -> Result<(), Failure> {
    if format == OutcomeFormat::Json {
        let imported: Vec<serde_json::Value> = done.iter().map(|one| one.json()).collect();
        let whole = serde_json::json!({ "dry_run": dry_run, "imported": imported, "left_out": left });
        return session.print(&format!("{whole:#}\n"));
    }
    let width = session.width().unwrap_or(PIPE);
    let mut out = String::new();
    for one in done {
        match many {
            true => out.push_str(&wrap(&one.headline(dry_run), width, "")),
            false => one.words(&mut out, dry_run, width),
        }
    }
    if many {
        let stored = if dry_run { "could be stored" } else { "stored" };
        let files = format_count(done.len() + left.len(), "file");
        out.push_str(&wrap(&format!("{} of {files} {stored}, {} left out.", done.len(), left.len()), width, ""));
        write_next(&mut out, "claimbook articles, then claimbook audit", width);
    }
    session.print(&crate::text::visible::make_lines_visible(&out))
}

/// What was unsure: a few notes with their lines, and the number of the rest.
pub(super) fn write_doubts(
    out: &mut String,
    source: &str,
    references: &ReferencesReport,
    notes: &[PlacedNote],
    width: usize,
) {
    if !references.unsure.is_empty() {
        out.push_str(&wrap(
            &format!(
                "Unsure: authors, title or date can be read in more than one way: {}; look at them with claimbook \
                    show.",
                list_some(&references.unsure)
            ),
            width,
            "  ",
        ));
    }
    if !references.unidentified.is_empty() {
        out.push_str(&wrap(
            &format!("Unsure: no DOI, PMID, ISBN or URL: {}.", list_some(&references.unidentified)),
            width,
            "  ",
        ));
    }
    self::write_notes(out, ("Unsure", source), notes, width);
}

/// A few notes with their places in a source, and the number of the rest.
pub(super) fn write_notes(out: &mut String, (what, source): (&str, &str), notes: &[PlacedNote], width: usize) {
    const MOST: usize = 8;
    for note in notes.iter().take(MOST) {
        let line = format!("{what}: {}: {}", name_position(source, note.line, note.column), note.message);
        out.push_str(&wrap(&line, width, "  "));
    }
    if notes.len() > MOST {
        out.push_str(&wrap(&format!("… and {} more; --format json lists them all.", notes.len() - MOST), width, "  "));
    }
}

/// What to do next; a command stays whole where the terminal is too narrow for the line.
pub(super) fn write_next(out: &mut String, next: &str, width: usize) {
    let line = format!("  Next: {next}.");
    match width < PIPE {
        true => out.push_str(&(fit_message(&line, width) + "\n")),
        false => out.push_str(&wrap(line.trim_start(), width, "  ")),
    }
}

/// The first few of a list, in their short form, and how many more.
pub(super) fn list_some(addresses: &[String]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = addresses.iter().take(MOST).cloned().collect();
    if addresses.len() > MOST {
        shown.push(format!("and {} more", addresses.len() - MOST));
    }
    shown.join(", ")
}
