//! What a new version prints of what a person retired. A retired entry comes back when a claim rests on it again, as the
//! article prints it; one that is printed and backs nothing stays retired. Either is said.

use super::{ImportReport, PlacedNote};
use crate::catalogue::{Error, Writing};
use crate::model::{Article, CitationState, Reference, Uid};
use crate::read::entry::PrintedEntry;

/// Settles the entries of a list that were retired; `rows` are those of `entries`, in their order.
pub(super) fn bring_back(
    writing: &mut Writing<'_>,
    article: &Article,
    entries: &[PrintedEntry],
    rows: &[Uid],
    imported: &mut ImportReport,
) -> Result<(), Error> {
    for (entry, row) in entries.iter().zip(rows) {
        let Some(reference) = writing.view().get::<Reference>(*row)?.filter(|r| r.retired_on.is_some()) else {
            continue;
        };
        let address = reference.address(article);
        let citations = writing.view().citations_of_reference(reference.uid)?;
        let message = if citations.iter().any(|citation| citation.state == CitationState::Asserted) {
            writing.edit(&Reference { retired_on: None, ..reference })?;
            format!("{address} had been retired, and is cited here again: it is back in the list")
        } else {
            format!(
                "{address} was retired and is printed here: it stays retired; `claimbook retire --back {address}` brings it back"
            )
        };
        imported.notes.push(PlacedNote { line: entry.line, column: entry.column, message });
    }
    Ok(())
}

/// Says that the article itself is retired.
pub(super) fn note_retired_article(article: &Article, imported: &mut ImportReport) {
    if article.retired_on.is_some() {
        let message = format!("{0} is retired and stays so; `claimbook retire --back {0}` brings it back", article.key);
        imported.notes.push(PlacedNote { line: 1, column: 1, message });
    }
}
