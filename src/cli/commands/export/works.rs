//! Works, each once.

use super::notices::Notices;
use super::{Export, Failure, Scope};
use crate::catalogue::View;
use crate::write::{self, RecordKind, RecordSink, RecordSubject};

pub(super) const EXPORT: Export = Export {
    name: "works",
    summary: "what references refer to, each work once",
    columns: &[
        "work",
        "type",
        "authors",
        "year",
        "title",
        "container",
        "volume",
        "issue",
        "pages",
        "article_number",
        "publisher",
        "doi",
        "pmid",
        "pmcid",
        "isbn",
        "url",
        "doi_state",
        "notices",
        "listed",
        "claims",
    ],
    write: rows,
    full: &[(RecordKind::Items, rows)],
    judged: false,
};

fn rows(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let notices = Notices::load(view)?;
    view.visit_works(scope.article, scope.abstracts, |mut work| {
        let text = scope.settle_abstract(&mut work.csl, work.abstract_text);
        let year = work.csl.year().map(|year| year.to_string());
        let (listed, claims) = (work.listed.to_string(), work.claims.to_string());
        let authors = write::format_authors(&work.csl);
        let mut fields = vec![
            Some(work.key.as_str()),
            Some(work.csl.kind.as_str()),
            authors.as_deref(),
            year.as_deref(),
            work.csl.title.as_deref(),
            work.csl.container_title.as_deref(),
            work.csl.volume.as_deref(),
            work.csl.issue.as_deref(),
            work.csl.page.as_deref(),
            work.csl.number.as_deref(),
            work.csl.publisher.as_deref(),
            work.doi.as_deref(),
            work.pmid.as_deref(),
            work.pmcid.as_deref(),
            work.isbn.as_deref(),
            work.url.as_deref(),
            work.doi_state.as_deref(),
            notices.describe(Some(&work.key)),
            Some(&listed),
            Some(&claims),
        ];
        fields.extend(scope.abstracts.then_some(text.as_deref()));
        Ok(records.record(&fields, RecordSubject::Item(&work.csl))?)
    })
}
