//! Articles, with what they hold.

use super::column::{CellText, Column, list_names, show_text, show_value, write_cells};
use super::{Export, Failure, Scope};
use crate::catalogue::{ArticleRow, ReferenceFilter, View};
use crate::model::ReferenceDossier;
use crate::tasks::dossiers;
use crate::write::{RecordKind, RecordSink, RecordSubject};

pub(super) const EXPORT: Export = Export {
    name: "articles",
    summary: "the articles, with what they hold",
    columns: &list_names(&COLUMNS),
    write,
    full: &[(RecordKind::Articles, write_pages)],
    judged: false,
    alone: false,
};

type Cell = for<'r> fn(&'r ArticleRow) -> CellText<'r>;

const COLUMNS: [Column<Cell>; 13] = [
    Column { name: "article", value: |row| show_text(Some(&row.article.key)) },
    Column { name: "title", value: |row| show_text(Some(&row.article.title)) },
    Column { name: "url", value: |row| show_text(row.article.url.as_deref()) },
    Column { name: "publisher", value: |row| show_text(row.article.publisher.as_deref()) },
    Column { name: "language", value: |row| show_text(Some(&row.article.language)) },
    Column { name: "updated_on", value: |row| show_value(row.article.updated_on) },
    Column { name: "last_reviewed_on", value: |row| show_value(row.article.last_reviewed_on) },
    Column { name: "versions", value: |row| show_value(Some(row.counts.versions)) },
    Column { name: "references", value: |row| show_value(Some(row.counts.references)) },
    Column { name: "claims", value: |row| show_value(Some(row.counts.claims)) },
    Column { name: "proposed", value: |row| show_value(Some(row.counts.proposed)) },
    Column { name: "uncited", value: |row| show_value(Some(row.counts.uncited)) },
    Column { name: "reviewed", value: |row| show_value(Some(row.counts.reviewed)) },
];

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    for row in scope.articles(view)? {
        write_cells(records, COLUMNS.iter().map(|column| (column.value)(&row)), RecordSubject::Fields)?;
    }
    Ok(())
}

/// Articles in full, with the entries of their newest lists.
fn write_pages(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    for row in scope.articles(view)? {
        let filter = ReferenceFilter { article: Some(row.article.uid), ..ReferenceFilter::default() };
        let listed = view.reference_rows(&filter)?.into_iter().filter(|row| row.last_version.is_none());
        let list: Vec<ReferenceDossier> = listed.map(|row| dossiers::build_reference(&row)).collect();
        records.record(&[], RecordSubject::Article(&dossiers::build_article(view, &row)?, &list))?;
    }
    Ok(())
}
