//! The words of evidence that are kept for a citation.

use crate::model::{Citation, Snapshot};

/// What the catalogue keeps of what a work says: the readings' quotes and findings, the citation's note, the work's
/// abstract. Empty where nobody has kept any.
pub fn collect_evidence_words<'a>(citation: &'a Citation, snapshot: &'a Snapshot) -> Vec<&'a str> {
    let readings = snapshot.readings_of(citation.uid).flat_map(|r| [r.quote.as_deref(), r.finding.as_deref()]);
    let kept = [citation.note.as_deref(), snapshot.work_of(citation).and_then(|w| w.abstract_text.as_deref())];
    readings.chain(kept).flatten().filter(|words| !words.trim().is_empty()).collect()
}
