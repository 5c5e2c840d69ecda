//! Two descriptions of one work become one: what the first lacks is filled from the second. Nothing is replaced.

use crate::model::{FillPolicy, Work};

/// Fills what a stored work lacks; nothing is replaced. `record` says that the fields of `named` were given as fields;
/// those of a printed line are not taken.
pub fn fill_missing(known: &mut Work, named: &Work, record: bool) {
    fill_identifiers(known, named);
    if record {
        fill_text(&mut known.abstract_text, &named.abstract_text);
        fill_text(&mut known.publication_types, &named.publication_types);
        known.csl.fill_missing(&named.csl, FillPolicy::EVERYTHING);
    }
}

fn fill_text(has: &mut Option<String>, from: &Option<String>) {
    if has.is_none() {
        has.clone_from(from);
    }
}

/// The identifiers alone.
pub fn fill_identifiers(known: &mut Work, named: &Work) {
    fill_text(&mut known.pmid, &named.pmid);
    fill_text(&mut known.pmcid, &named.pmcid);
    fill_text(&mut known.isbn, &named.isbn);
    fill_text(&mut known.nbk, &named.nbk);
    fill_text(&mut known.arxiv, &named.arxiv);
    if known.doi.is_none() {
        known.doi.clone_from(&named.doi);
    }
}

/// Two rows of one work, both of which people have worked on: what a person decided about either goes with the fields.
pub fn fill_all(known: &mut Work, other: &Work) {
    fill_missing(known, other, true);
    if known.level.is_none() {
        (known.level, known.level_reason) = (other.level, other.level_reason.clone());
    }
    known.seminal |= other.seminal;
    known.superseded_by = known.superseded_by.or(other.superseded_by.filter(|newer| *newer != known.uid));
}
