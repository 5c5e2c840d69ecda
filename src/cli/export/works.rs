//! Works, each once.

use super::{Export, Failure, Scope};
use crate::catalogue::{View, WorkFilter};
use crate::model::{Doi, Work};
use crate::write::Records;

pub(super) const EXPORT: Export = Export {
    name: "works",
    summary: "what references refer to, each work once",
    columns: &[
        "work", "doi", "pmid", "pmcid", "isbn", "url", "title", "year", "container", "doi_state", "notices", "listed",
        "claims",
    ],
    items: true,
    write,
};

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn Records) -> Result<(), Failure> {
    for row in view.work_rows(&WorkFilter { article: scope.article, ..WorkFilter::default() })? {
        let Some(work) = view.get::<Work>(row.uid)? else { continue };
        let (doi, year) = (work.doi.as_ref().map(Doi::to_string), work.csl.year().map(|year| year.to_string()));
        let state = doi.as_ref().map(|_| row.doi_state.to_string());
        let notices: Vec<String> = view.notices(row.uid)?.iter().map(|notice| notice.kind.to_string()).collect();
        let notices = (!notices.is_empty()).then(|| notices.join("; "));
        let (listed, claims) = (row.listed.to_string(), row.cited.to_string());
        let fields = [
            Some(work.key.as_str()),
            doi.as_deref(),
            work.pmid.as_deref(),
            work.pmcid.as_deref(),
            work.isbn.as_deref(),
            work.url.as_deref(),
            work.csl.title.as_deref(),
            year.as_deref(),
            work.csl.container_title.as_deref(),
            state.as_deref(),
            notices.as_deref(),
            Some(&listed),
            Some(&claims),
        ];
        records.record(&fields, Some(&work.csl))?;
    }
    Ok(())
}
