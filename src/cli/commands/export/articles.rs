//! Articles, with what they hold.

use super::{Export, Failure, Scope};
use crate::catalogue::{ReferenceFilter, View};
use crate::model::ReferenceDossier;
use crate::tasks::dossiers;
use crate::write::{RecordKind, RecordSink, RecordSubject};

pub(super) const EXPORT: Export = Export {
    name: "articles",
    summary: "the articles, with what they hold",
    columns: &[
        "article",
        "title",
        "url",
        "publisher",
        "language",
        "updated_on",
        "last_reviewed_on",
        "versions",
        "references",
        "claims",
        "proposed",
        "uncited",
        "reviewed",
    ],
    write,
    full: &[(RecordKind::Articles, pages)],
    judged: false,
};

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    for row in scope.articles(view)? {
        let (a, c) = (&row.article, row.counts);
        let days = [a.updated_on, a.last_reviewed_on].map(|day| day.map(|day| day.to_string()));
        let counts = [c.versions, c.references, c.claims, c.proposed, c.uncited, c.reviewed].map(|n| n.to_string());
        let head = [Some(a.key.as_str()), Some(&a.title), a.url.as_deref(), a.publisher.as_deref(), Some(&a.language)];
        let days = days.iter().map(Option::as_deref);
        let fields: Vec<Option<&str>> =
            head.into_iter().chain(days).chain(counts.iter().map(|n| Some(n.as_str()))).collect();
        records.record(&fields, RecordSubject::Fields)?;
    }
    Ok(())
}

/// Articles in full, with the entries of their newest lists.
fn pages(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    for row in scope.articles(view)? {
        let filter = ReferenceFilter { article: Some(row.article.uid), ..ReferenceFilter::default() };
        let listed = view.reference_rows(&filter)?.into_iter().filter(|row| row.last_version.is_none());
        let list: Vec<ReferenceDossier> = listed.map(|row| dossiers::build_reference(&row)).collect();
        records.record(&[], RecordSubject::Article(&dossiers::build_article(view, &row)?, &list))?;
    }
    Ok(())
}
