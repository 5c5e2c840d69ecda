//! `watch`: what changed since a day or since last time, as a digest for a mail or a chat.

use crate::cli::{Exit, Session};
use crate::files::{FileWriteError, ReplacePolicy, write_whole};
use crate::model::{Digest, ToldFile, ToldNews};
use crate::report::{write_digest_html, write_digest_markdown, write_digest_text};
use crate::tasks::Failure;
use crate::tasks::watch::{DUE_WITHIN, Watch, WatchStart, make_digest};
use jiff::ToSpan;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "For a weekly job after `check`, which asks the registries; watch itself uses no network. It \
        reports new notices on works that claims rest on, reviews that no longer hold and why, pages that are lost, \
        and reviews that fall due. Without --since and --state, it covers the last seven days.\n\n\
    Examples:\n  claimbook watch --since 2026-11-23\n  claimbook watch --state watch.json --format markdown --fail-on-new")]
pub(in crate::cli) struct Args {
    /// Report what changed since this day, or since an event of the log, by its name (3f1a20/128) or its hash
    #[arg(long, value_name = "DATE|EVENT", conflicts_with = "state")]
    since: Option<String>,
    /// Report what no digest with this file has reported yet; the file is made if it is missing, and updated each time
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Include reviews that are due within this many days
    #[arg(long, value_name = "DAYS", default_value_t = DUE_WITHIN)]
    due_within: u32,
    /// How to show the digest
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Form,
    /// Exit with 1 if there is a new notice, a review that no longer holds, or a lost page
    #[arg(long)]
    fail_on_new: bool,
}

/// How a digest is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For a terminal or a mail
    #[default]
    Text,
    /// For a chat
    Markdown,
    /// For a mail with headings
    Html,
    /// One JSON object
    Json,
}

/// The most bytes of a state file that are read.
const MOST_BYTES: u64 = 64 << 20;

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let state = self.state.as_ref().map(|path| session.ambient.folder.join(path));
        // Refused before anything is told, as it would be refused when it is written.
        let output = state.as_ref().map(|path| session.output(path)).transpose()?;
        let catalogue = session.whole_catalogue()?;
        let view = catalogue.view();
        let since = match (&state, &self.since) {
            (Some(path), _) => WatchStart::Digest(read_told(session, path)?),
            (None, Some(typed)) => WatchStart::parse(view, typed, session.today())?,
            (None, None) => {
                WatchStart::parse(view, &session.today().saturating_sub(7.days()).to_string(), session.today())?
            }
        };
        let watch = Watch {
            catalogue: session.catalogue_name(),
            settings: &session.settings,
            today: session.today(),
            since,
            due_within: self.due_within,
        };
        let (digest, told) = make_digest(view, &watch)?;
        let new = digest.count_new();
        let shown = show(&digest, self.format, session.width())?;
        session.print(&shown)?;
        if let (Some(path), Some(output)) = (&state, &output) {
            let file = ToldFile { schema: ToldFile::SCHEMA.to_owned(), at: session.ambient.now, told };
            let text = serde_json::to_string_pretty(&file).map_err(|e| Failure::Incomplete(e.to_string()))?;
            let earlier = ReplacePolicy::Earlier { is_one: is_told, what: "state of watch" };
            let cut = |source| FileWriteError::Cut { path: path.clone(), source };
            write_whole(output, earlier, |out| writeln!(out, "{text}").map_err(cut))?;
        }
        Ok(if self.fail_on_new && new > 0 { Exit::Findings } else { Exit::Clean })
    }
}

fn show(digest: &Digest, format: Form, width: Option<usize>) -> Result<String, Failure> {
    Ok(match format {
        Form::Text => write_digest_text(digest, width),
        Form::Markdown => write_digest_markdown(digest),
        Form::Html => write_digest_html(digest),
        Form::Json => {
            format!("{}\n", serde_json::to_string_pretty(digest).map_err(|e| Failure::Incomplete(e.to_string()))?)
        }
    })
}

/// Whether a file that begins so is one of these.
fn is_told(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning);
    text.trim_start().starts_with('{') && text.contains("\"claimbook.watch/")
}

/// What was told before, and when; none where the file is not there yet, or is empty.
fn read_told(session: &Session<'_>, path: &Path) -> Result<Option<(jiff::Timestamp, ToldNews)>, Failure> {
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let wrong = |why: String| Failure::usage(format!("{}: {why}; it was left as it is", path.display()));
    let bytes = session.read(path, MOST_BYTES).map_err(|e| wrong(e.to_string()))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if !is_told(&bytes) {
        return Err(wrong("it is not a state file of watch".to_owned()));
    }
    let file: ToldFile = serde_json::from_slice(&bytes).map_err(|e| {
        wrong(format!(
            "it is a state file of watch that cannot be read: \
            {e}"
        ))
    })?;
    if file.schema != ToldFile::SCHEMA {
        return Err(wrong(format!("it has the form {}, and this claimbook reads {}", file.schema, ToldFile::SCHEMA)));
    }
    Ok(Some((file.at, file.told)))
}
