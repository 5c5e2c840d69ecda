//! References: a file of a reference manager, or a list as it is printed.

use super::Failure;
use super::kind::{Given, Kind};
use super::told::{Told, count, doubts};
use crate::catalogue::Writing;
use crate::cli::addresses;
use crate::import::{self, NoteAt, References};
use crate::read::article::Source;
use crate::read::references as formats;
use serde::Serialize;
use std::fmt::Write;

pub(super) const KIND: Kind = Kind {
    name: "references",
    summary: "References, in any format that is known",
    sniff: |beginning| {
        formats::told_by(&Source { text: beginning.text, file_name: beginning.name }).is_some()
    },
    most_bytes: |settings| settings.max_text_bytes,
    store,
};

/// What became of a list of references.
#[derive(Serialize)]
struct Listed {
    /// The format that was read.
    format: &'static str,
    /// The article whose list it joined.
    article: String,
    /// What became of its entries.
    references: References,
    /// What was unsure.
    notes: Vec<NoteAt>,
}

fn store(writing: &mut Writing<'_>, given: &Given<'_>) -> Result<Box<dyn Told>, Failure> {
    let article = addresses::article(writing.view(), given.article)?;
    let reader = given.reader.and_then(formats::named);
    let read = formats::read(given.bytes, given.name, reader, given.limit).map_err(|e| Failure::usage(e.to_string()))?;
    let references = import::store_list(writing, &article, &read.references)?;
    let notes = read.notes.into_iter().map(Into::into).collect();
    Ok(Box::new(Listed { format: read.reader, article: article.key, references, notes }))
}

impl Told for Listed {
    fn json(&self) -> serde_json::Value {
        serde_json::json!(self)
    }

    fn words(&self, out: &mut String, _dry_run: bool, width: usize) {
        let (added, kept) = (count(self.references.added.len(), "reference"), self.references.kept);
        _ = writeln!(out, "{}: {added} added, {kept} there already.", self.article);
        doubts(out, &self.references, &self.notes, width);
    }
}
