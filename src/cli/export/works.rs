//! Works, each once.

use super::notices::Notices;
use super::{Export, Failure, Scope};
use crate::catalogue::View;
use crate::write::{About, Holds, Records};

pub(super) const EXPORT: Export = Export {
    name: "works",
    summary: "what references refer to, each work once",
    columns: &[
        "work", "doi", "pmid", "pmcid", "isbn", "url", "title", "year", "container", "doi_state", "notices", "listed",
        "claims",
    ],
    write,
    full: &[(Holds::Items, write)],
    judged: false,
};

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn Records) -> Result<(), Failure> {
    let notices = Notices::heard(view)?;
    view.each_work(scope.article, scope.abstracts, |mut work| {
        let text = scope.settle_abstract(&mut work.csl, work.abstract_text);
        let year = work.csl.year().map(|year| year.to_string());
        let (listed, claims) = (work.listed.to_string(), work.claims.to_string());
        let mut fields = vec![
            Some(work.key.as_str()),
            work.doi.as_deref(),
            work.pmid.as_deref(),
            work.pmcid.as_deref(),
            work.isbn.as_deref(),
            work.url.as_deref(),
            work.csl.title.as_deref(),
            year.as_deref(),
            work.csl.container_title.as_deref(),
            work.doi_state.as_deref(),
            notices.of(Some(&work.key)),
            Some(&listed),
            Some(&claims),
        ];
        fields.extend(scope.abstracts.then_some(text.as_deref()));
        Ok(records.record(&fields, About::Item(&work.csl))?)
    })
}
