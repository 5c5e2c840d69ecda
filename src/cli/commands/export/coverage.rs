//! Where each article stands, in numbers.

use super::{Export, Failure, Scope};
use crate::catalogue::View;
use crate::evidence;
use crate::write::{RecordSink, RecordSubject};

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
        let counts: Vec<String> = coverage.counts().into_iter().map(|(_, n)| n.to_string()).collect();
        let head = [coverage.article.as_str(), &coverage.title];
        let fields: Vec<Option<&str>> = head.into_iter().chain(counts.iter().map(String::as_str)).map(Some).collect();
        records.record(&fields, RecordSubject::Fields)?;
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
