//! Where each article stands, in numbers.

use super::column::{show, show_text, write_cells};
use super::{Export, Failure, Scope};
use crate::catalogue::View;
use crate::evidence;
use crate::write::{RecordSink, RecordSubject};
use std::collections::BTreeMap;

pub(super) const EXPORT: Export = Export {
    name: "coverage",
    summary: "counts of each article's claims by how far they have come",
    columns: COLUMNS,
    write,
    full: &[],
    judged: false,
};

#[rustfmt::skip]
const COLUMNS: &[&str] = &[
    "article", "title", "claims", "proposed", "accepted", "dismissed", "retired", "prevalence", "risk", "mechanism",
    "benefit", "harm", "recommendation", "diagnosis", "prognosis", "source-description", "outcome", "context", "cited",
    "uncited", "verified", "reviewed", "supported", "partly", "not-supported", "contradicted", "not-enough-evidence",
    "disputed", "stale", "due", "references", "unused_references",
];

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    for row in scope.articles(view)? {
        let coverage = evidence::count_coverage(&view.snapshot(&row.article)?, scope.settings, scope.today);
        let counts: BTreeMap<&str, u32> = coverage.counts().into_iter().collect();
        let cells = COLUMNS.iter().map(|name| match *name {
            "article" => show_text(Some(&coverage.article)),
            "title" => show_text(Some(&coverage.title)),
            counted => show(counts.get(counted)),
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
        let counted: Vec<&str> = Coverage::nothing().counts().into_iter().map(|(name, _)| name).collect();
        assert_eq!(COLUMNS[2..], counted);
    }
}
