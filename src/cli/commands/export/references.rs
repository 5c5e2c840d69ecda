//! The entries of reference lists.

use super::column::{CellText, Column, list_names, show_text, show_value, write_cells};
use super::{Export, Failure, Scope};
use crate::catalogue::{ReferenceFilter, View};
use crate::model::ReferenceDossier;
use crate::tasks::dossiers;
use crate::write::{RecordKind, RecordSink, RecordSubject};

pub(in crate::cli) const EXPORT: Export = Export {
    name: "references",
    summary: "the entries of reference lists, as printed",
    columns: COLUMN_NAMES,
    write,
    full: &[(RecordKind::Items, write)],
    judged: false,
    alone: false,
};

/// The names of the columns.
pub(in crate::cli) const COLUMN_NAMES: &[&str] = &list_names(&COLUMNS);

/// A reference as it is exported.
struct ReferenceCells<'r> {
    reference: &'r ReferenceDossier,
    cited: u32,
    row_version: &'r str,
}

type Cell = for<'r> fn(&'r ReferenceCells<'r>) -> CellText<'r>;

const COLUMNS: [Column<Cell>; 14] = [
    Column { name: "reference", value: |row| show_text(Some(&row.reference.address)) },
    Column { name: "number", value: |row| show_text(row.reference.number.as_deref()) },
    Column { name: "printed", value: |row| show_text(Some(&row.reference.printed)) },
    Column { name: "work", value: |row| show_text(row.reference.work.as_deref()) },
    Column { name: "doi", value: |row| show_text(row.reference.doi.as_deref()) },
    Column { name: "pmid", value: |row| show_text(row.reference.pmid.as_deref()) },
    Column { name: "pmcid", value: |row| show_text(row.reference.pmcid.as_deref()) },
    Column { name: "isbn", value: |row| show_text(row.reference.isbn.as_deref()) },
    Column { name: "url", value: |row| show_text(row.reference.url.as_deref()) },
    Column { name: "title", value: |row| show_text(row.reference.csl.title.as_deref()) },
    Column { name: "year", value: |row| show_value(row.reference.csl.year()) },
    Column { name: "container", value: |row| show_text(row.reference.csl.container_title.as_deref()) },
    Column { name: "cited", value: |row| show_value(Some(row.cited)) },
    Column { name: "row_version", value: |row| show_text(Some(row.row_version)) },
];

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let filter = ReferenceFilter { article: scope.article, ..ReferenceFilter::default() };
    view.visit_references(&filter, |row| {
        let mut reference = dossiers::build_reference(&row);
        let text = scope.choose_abstract(&mut reference.csl, None);
        let cells = ReferenceCells { reference: &reference, cited: row.cited, row_version: &row.row_version };
        let cells = COLUMNS.iter().map(|column| (column.value)(&cells));
        let cells = cells.chain(scope.abstracts.then(|| show_text(text.as_deref())));
        Ok(write_cells(records, cells, RecordSubject::Item(&reference.csl))?)
    })
}
