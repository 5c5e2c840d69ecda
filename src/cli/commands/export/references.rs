//! The entries of reference lists.

use super::{Export, Failure, Scope};
use crate::catalogue::{ReferenceFilter, View};
use crate::tasks::dossiers;
use crate::write::{RecordKind, RecordSink, RecordSubject};

pub(in crate::cli) const EXPORT: Export = Export {
    name: "references",
    summary: "the entries of reference lists, as printed",
    columns: COLUMNS,
    write,
    full: &[(RecordKind::Items, write)],
    judged: false,
};

#[rustfmt::skip]
pub(in crate::cli) const COLUMNS: &[&str] = &[
    "reference", "number", "printed", "work", "doi", "pmid", "pmcid", "isbn", "url", "title", "year", "container",
    "cited", "row_version",
];

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let filter = ReferenceFilter { article: scope.article, ..ReferenceFilter::default() };
    view.visit_references(&filter, |row| {
        let (mut r, cited) = (dossiers::build_reference(&row), row.cited.to_string());
        let text = scope.settle_abstract(&mut r.csl, None);
        let year = r.csl.year().map(|year| year.to_string());
        let mut fields = vec![
            Some(r.address.as_str()),
            r.number.as_deref(),
            Some(&r.printed),
            r.work.as_deref(),
            r.doi.as_deref(),
            r.pmid.as_deref(),
            r.pmcid.as_deref(),
            r.isbn.as_deref(),
            r.url.as_deref(),
            r.csl.title.as_deref(),
            year.as_deref(),
            r.csl.container_title.as_deref(),
            Some(&cited),
            Some(&row.row_version),
        ];
        fields.extend(scope.abstracts.then_some(text.as_deref()));
        Ok(records.record(&fields, RecordSubject::Item(&r.csl))?)
    })
}
