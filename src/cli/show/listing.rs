//! Lists: a table for people, JSON for programs.

use super::table::TextTable;
use crate::catalogue::View;
use crate::cli::Session;
use crate::tasks::Failure;
use serde::Serialize;

/// How a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum ListFormat {
    /// Columns that fit the terminal; tab-separated in a pipe
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
}

/// Options of every list.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct ListOptions {
    /// How to show the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: ListFormat,
    /// Show at most this many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
}

impl ListOptions {
    /// At most so many records.
    pub(crate) fn most(&self) -> usize {
        self.limit.map_or(usize::MAX, |n| n as usize)
    }
}

/// Shows records as JSON: an array, or one a line.
pub(crate) fn print_json<T: Serialize>(
    session: &mut Session<'_>,
    format: ListFormat,
    records: &[T],
) -> Result<(), Failure> {
    let text = |record: &T| {
        serde_json::to_string(record).map(|json| escape_steering(&json)).map_err(|e| Failure::Incomplete(e.to_string()))
    };
    let lines = records.iter().map(text).collect::<Result<Vec<_>, _>>()?;
    match format {
        ListFormat::Jsonl => lines.iter().try_for_each(|line| session.print(&format!("{line}\n"))),
        _ if lines.is_empty() => session.print("[]\n"),
        _ => session.print(&format!("[\n{}\n]\n", lines.join(",\n"))),
    }
}

/// JSON whose texts hold no character as it is that steers a terminal or turns the direction of text: C0 is escaped in all JSON, and
/// this does the same to DEL, C1 and the bidi controls. It is the same value to every reader.
fn escape_steering(json: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            c if steers(c) => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => escaped.push(c),
        }
    }
    escaped
}

/// What to do where a catalogue holds nothing yet.
pub(crate) const EMPTY: &str = "The catalogue holds no article yet. `claimbook import ARTICLE.md` adds one.";

/// What to say where every article is.
const ALL_RETIRED: &str = "Every article is retired. `claimbook articles --retired` lists them.";

/// What to say where a list holds nothing: that no record was asked for, that the catalogue itself is empty, or what is true of
/// its records.
pub(crate) fn explain_nothing<'n>(view: View<'_>, limit: Option<u32>, otherwise: &'n str) -> Result<&'n str, Failure> {
    let has_articles = has_article(view, false)? || has_article(view, true)?;
    let is_empty = !has_articles && view.work_keys_beginning("")?.is_empty();
    Ok(match limit {
        Some(0) => "--limit 0 shows nothing.",
        _ if is_empty => EMPTY,
        _ => otherwise,
    })
}

/// The same of a list that takes filters: that none fits them, that every article is retired, or else `otherwise`.
pub(crate) fn explain_empty_list<'n>(
    view: View<'_>,
    limit: Option<u32>,
    (is_filtered, none_fits): (bool, &'n str),
    otherwise: &'n str,
) -> Result<&'n str, Failure> {
    let none = if is_filtered { none_fits } else { explain_no_articles(view, otherwise)? };
    explain_nothing(view, limit, none)
}

/// What is true where no article holds what is listed: all of them are retired, or else `otherwise`.
pub(crate) fn explain_no_articles<'n>(view: View<'_>, otherwise: &'n str) -> Result<&'n str, Failure> {
    let all_retired = !has_article(view, false)? && has_article(view, true)?;
    Ok(if all_retired { ALL_RETIRED } else { otherwise })
}

/// Whether there is an article, or a retired one. Every list asks this, so it ends at the first.
fn has_article(view: View<'_>, retired: bool) -> Result<bool, Failure> {
    Ok(!view.article_rows(Some(1), retired)?.is_empty())
}

/// Shows a table, or says that there is nothing to show.
pub(crate) fn print_table(session: &mut Session<'_>, sheet: &TextTable, nothing: &str) -> Result<(), Failure> {
    if sheet.is_empty() {
        session.report(nothing);
        return Ok(());
    }
    let text = sheet.render(session.width());
    session.print(&text)
}
