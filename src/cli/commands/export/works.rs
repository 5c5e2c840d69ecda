//! Works, each once.

use super::column::{CellText, Column, list_names, show_text, show_value, write_cells};
use super::notices::Notices;
use super::{Export, Failure, Scope};
use crate::catalogue::{ExportedWork, View};
use crate::write::{self, RecordKind, RecordSink, RecordSubject};

pub(super) const EXPORT: Export = Export {
    name: "works",
    summary: "what references refer to, each work once",
    columns: &list_names(&COLUMNS),
    write: write_rows,
    full: &[(RecordKind::Items, write_rows)],
    judged: false,
    alone: false,
};

/// A work as it is exported.
struct WorkCells<'r> {
    work: &'r ExportedWork,
    notices: Option<&'r str>,
}

type Cell = for<'r> fn(&'r WorkCells<'r>) -> CellText<'r>;

const COLUMNS: [Column<Cell>; 20] = [
    Column { name: "work", value: |row| show_text(Some(&row.work.key)) },
    Column { name: "type", value: |row| show_text(Some(&row.work.csl.kind)) },
    Column { name: "authors", value: |row| show_value(write::format_authors(&row.work.csl)) },
    Column { name: "year", value: |row| show_value(row.work.csl.year()) },
    Column { name: "title", value: |row| show_text(row.work.csl.title.as_deref()) },
    Column { name: "container", value: |row| show_text(row.work.csl.container_title.as_deref()) },
    Column { name: "volume", value: |row| show_text(row.work.csl.volume.as_deref()) },
    Column { name: "issue", value: |row| show_text(row.work.csl.issue.as_deref()) },
    Column { name: "pages", value: |row| show_text(row.work.csl.page.as_deref()) },
    Column { name: "article_number", value: |row| show_text(row.work.csl.number.as_deref()) },
    Column { name: "publisher", value: |row| show_text(row.work.csl.publisher.as_deref()) },
    Column { name: "doi", value: |row| show_text(row.work.doi.as_deref()) },
    Column { name: "pmid", value: |row| show_text(row.work.pmid.as_deref()) },
    Column { name: "pmcid", value: |row| show_text(row.work.pmcid.as_deref()) },
    Column { name: "isbn", value: |row| show_text(row.work.isbn.as_deref()) },
    Column { name: "url", value: |row| show_text(row.work.url.as_deref()) },
    Column { name: "doi_state", value: |row| show_text(row.work.doi_state.as_deref()) },
    Column { name: "notices", value: |row| show_text(row.notices) },
    Column { name: "listed", value: |row| show_value(Some(row.work.listed)) },
    Column { name: "claims", value: |row| show_value(Some(row.work.claims)) },
];

fn write_rows(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let notices = Notices::load(view)?;
    view.visit_works(scope.article, scope.abstracts, |mut work| {
        let text = scope.choose_abstract(&mut work.csl, work.abstract_text.take());
        let row = WorkCells { work: &work, notices: notices.describe(Some(&work.key)) };
        let cells = COLUMNS.iter().map(|column| (column.value)(&row));
        let cells = cells.chain(scope.abstracts.then(|| show_text(text.as_deref())));
        Ok(write_cells(records, cells, RecordSubject::Item(&work.csl))?)
    })
}
