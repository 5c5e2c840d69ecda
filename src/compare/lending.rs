//! Two descriptions of one work become one: what the first lacks, the second lends it. Nothing is replaced.

use crate::model::{FillPolicy, Work};

/// Lends a stored work what it lacks; nothing is replaced. `record` says that the fields of `named` were given as fields;
/// those of a printed line are not taken.
pub fn lend(known: &mut Work, named: &Work, record: bool) {
    lend_identifiers(known, named);
    if record {
        fill(&mut known.abstract_text, &named.abstract_text);
        fill(&mut known.publication_types, &named.publication_types);
        known.csl.fill_missing(&named.csl, FillPolicy::EVERYTHING);
    }
}

fn fill(has: &mut Option<String>, from: &Option<String>) {
    if has.is_none() {
        has.clone_from(from);
    }
}

/// The identifiers alone.
pub fn lend_identifiers(known: &mut Work, named: &Work) {
    fill(&mut known.pmid, &named.pmid);
    fill(&mut known.pmcid, &named.pmcid);
    fill(&mut known.isbn, &named.isbn);
    fill(&mut known.nbk, &named.nbk);
    fill(&mut known.arxiv, &named.arxiv);
    if known.doi.is_none() {
        known.doi.clone_from(&named.doi);
    }
}

/// Two rows of one work, both of which people have worked on: what a person decided about either goes with the fields.
pub fn lend_all(known: &mut Work, other: &Work) {
    lend(known, other, true);
    if known.level.is_none() {
        (known.level, known.level_reason) = (other.level, other.level_reason.clone());
    }
    known.seminal |= other.seminal;
    known.superseded_by = known.superseded_by.or(other.superseded_by.filter(|newer| *newer != known.uid));
}
