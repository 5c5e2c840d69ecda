//! References: a file of a reference manager, or a list as it is printed. With an article they join its list; without one,
//! records become works alone.

use super::Failure;
use super::kind::{FileKind, GivenFile};
use super::outcome;
use super::outcome::{DescribeOutcome, Stored, write_doubts, write_notes};
use crate::catalogue::Writing;
use crate::cli::show::table::wrap;
use crate::import::{self, PlacedNote, ReferencesReport, WorksReport};
use crate::read::entry::Source;
use crate::read::references::{self as formats, ReadReferences};
use crate::tasks::addresses;
use crate::text::format_count;
use serde::Serialize;
use std::fmt::Write;

pub(super) const KIND: FileKind = FileKind {
    name: "references",
    noun: "a list of references",
    summary: "References, in any known format",
    sniff: |beginning| formats::sniff_format(&Source { text: beginning.text, file_name: beginning.name }).is_some(),
    most_bytes: |settings, _| settings.max_text_bytes.max(MOST_BYTES),
    store,
};

/// The most bytes of such a file that are read: a library of many thousand references, with abstracts.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// What became of a file.
#[derive(Serialize)]
struct ReferencesOutcome {
    /// Its name.
    file: String,
    /// The format that was read.
    format: &'static str,
    /// The encoding that was assumed.
    encoding: String,
    /// The article whose list it joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    /// How many entries were read.
    read: usize,
    /// What became of the list's entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    references: Option<ReferencesReport>,
    /// Citations that keys in the article's text give, now that its list has the entries.
    cited: usize,
    /// What became of the works.
    works: WorksReport,
    /// Entries that could not be taken.
    refused: Vec<PlacedNote>,
    /// What was unsure, or disagrees with what is there.
    notes: Vec<PlacedNote>,
}

fn store(writing: &mut Writing<'_>, given: &GivenFile<'_>) -> Stored {
    let reader = given.reader.and_then(formats::find_reader);
    let list = formats::read_references(given.bytes, given.name, reader, given.limit)
        .map_err(|e| Failure::usage(e.to_string()))?;
    store_read(writing, given, list)
}

/// Stores what a file of references holds.
pub(super) fn store_read(writing: &mut Writing<'_>, given: &GivenFile<'_>, list: ReadReferences) -> Stored {
    let records = formats::holds_records(list.reader);
    let mut taken = ReferencesOutcome {
        file: given.name.to_owned(),
        format: list.reader,
        encoding: list.encoding,
        article: None,
        read: list.references.len(),
        references: None,
        cited: 0,
        works: WorksReport::default(),
        refused: list.refused.into_iter().map(Into::into).collect(),
        notes: list.notes.into_iter().map(Into::into).collect(),
    };
    if taken.read == 0 {
        return Err(Failure::usage(taken.explain_nothing()));
    }
    // A printed list joins the only article that there is; where there is none, or several, its entries are works alone.
    let alone = given.article.is_none() && (records || writing.view().articles()?.len() != 1);
    let notes = if alone {
        let (works, notes) = import::store_works(writing, list.references, records)?;
        taken.works = works;
        notes
    } else {
        let article = addresses::find_article(writing.view(), given.article)?;
        let stored = import::store_list(writing, &article, list.references, records)?;
        (taken.article, taken.references, taken.works) = (Some(article.key), Some(stored.references), stored.works);
        taken.cited = stored.cited;
        stored.notes
    };
    taken.notes.extend(notes);
    Ok(Box::new(taken))
}

impl ReferencesOutcome {
    /// Why a file that holds no entry is refused.
    fn explain_nothing(&self) -> String {
        let mut said = match self.refused.len() {
            0 => format!("{}: read as {}, it holds no entries; nothing was stored", self.file, self.format),
            _ => format!("{}: no reference could be read as {}; nothing was stored", self.file, self.format),
        };
        for refused in self.refused.iter().take(8) {
            _ = write!(said, "\n  line {}, column {}: {}", refused.line, refused.column, refused.message);
        }
        if self.refused.len() > 8 {
            _ = write!(said, "\n  … and {} more", self.refused.len() - 8);
        }
        said
    }
}

impl DescribeOutcome for ReferencesOutcome {
    fn json(&self) -> serde_json::Value {
        serde_json::json!(self)
    }

    fn words(&self, out: &mut String, dry_run: bool, width: usize) {
        let would = if dry_run { "would be " } else { "" };
        let (read, refused) = (format_count(self.read, "entry"), self.refused.len());
        let refused = if refused > 0 { format!(", {refused} refused") } else { String::new() };
        out.push_str(&wrap(&format!("{}: {read} read as {}{refused}.", self.file, self.format), width, ""));
        if let (Some(article), Some(references)) = (&self.article, &self.references) {
            let added = format_count(references.added.len(), "reference");
            let cited = match self.cited {
                0 => String::new(),
                n => format!(", {} from keys in its text", format_count(n, "citation")),
            };
            let line = format!("{article}: {added} added, {} there already{cited}.", references.kept);
            out.push_str(&wrap(&line, width, "  "));
        }
        if formats::holds_records(self.format) || self.article.is_none() {
            let (added, joined) = (self.works.added.len(), self.works.joined.len());
            let completed = match self.works.completed.len() {
                0 => String::new(),
                n => format!(", of which {n} got what {} lacked", if n == 1 { "it" } else { "they" }),
            };
            let works = format!("Works: {added} {would}added, {joined} {would}joined to existing works{completed}.");
            out.push_str(&wrap(&works, width, "  "));
        }
        write_notes(out, ("Refused", &self.file), &self.refused, width);
        match &self.references {
            Some(references) => write_doubts(out, &self.file, references, &self.notes, width),
            None => write_notes(out, ("Note", &self.file), &self.notes, width),
        }
        let next = match &self.article {
            Some(article) => format!("claimbook references --article {article}; then claimbook check"),
            None => "claimbook works; with --article KEY the same file joins that article's list".to_owned(),
        };
        outcome::write_next(out, &next, width);
    }
}
