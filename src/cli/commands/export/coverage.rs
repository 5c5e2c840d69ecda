//! Where each article stands, in numbers.

use super::column::{show_text, show_value, write_cells};
use super::{Export, Failure, Scope};
use crate::catalogue::View;
use crate::model::Article;
use crate::tasks::coverage::count_coverage;
use crate::write::{RecordSink, RecordSubject};
use std::collections::BTreeMap;

pub(super) const EXPORT: Export = Export {
    name: "coverage",
    summary: "counts of each article's claims by how far they have come",
    columns: COLUMNS,
    write,
    full: &[],
    judged: false,
    alone: false,
};

#[rustfmt::skip]
const COLUMNS: &[&str] = &[
    "article", "title", "claims", "proposed", "accepted", "dismissed", "retired", "prevalence", "risk", "mechanism",
    "benefit", "harm", "recommendation", "diagnosis", "prognosis", "source-description", "outcome", "context", "cited",
    "uncited", "verified", "reviewed", "supported", "partly", "not-supported", "contradicted", "not-enough-evidence",
    "disputed", "stale", "due", "references", "unused_references", "sentences", "cited_sentences", "verified_sentences",
    "reviewed_sentences", "stale_sentences",
];

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let articles: Vec<Article> = scope.articles(view)?.into_iter().map(|row| row.article).collect();
    for coverage in count_coverage(view, scope.settings, scope.today, &articles)? {
        let counts: BTreeMap<&str, u32> = coverage.counts().into_iter().collect();
        let cells = COLUMNS.iter().map(|name| match *name {
            "article" => show_text(Some(&coverage.article)),
            "title" => show_text(Some(&coverage.title)),
            counted => show_value(counts.get(counted)),
        });
        write_cells(records, cells, RecordSubject::Fields)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coverage;

    #[test]
    fn the_columns_are_what_is_counted() {
        let counted: Vec<&str> = Coverage::empty().counts().into_iter().map(|(name, _)| name).collect();
        assert_eq!(COLUMNS[2..], counted);
    }
}
