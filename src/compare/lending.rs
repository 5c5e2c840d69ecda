//! Two descriptions of one work become one: what the first lacks, the second lends it. Nothing is replaced.

use crate::model::{BESIDE_ISSUED, Item, Work};
use serde_json::{Map, Value};

/// Lends a stored work what it lacks; nothing is replaced. `record` says that the fields of `named` were given as fields;
/// those of a printed line are not taken.
pub fn lend(known: &mut Work, named: &Work, record: bool) {
    lend_identifiers(known, named);
    if record {
        fill(&mut known.abstract_text, &named.abstract_text);
        fill(&mut known.publication_types, &named.publication_types);
        lend_fields(&mut known.csl, &named.csl);
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

/// Lends an item the variables that it lacks. A list of authors that is there is not said to be cut short, nor a date to be
/// a range, and an identifier that the work has otherwise does not come in beside it.
fn lend_fields(known: &mut Item, named: &Item) {
    let map = |item: &Item| match serde_json::to_value(item) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let mut fields = map(known);
    let before = fields.len();
    for (name, value) in map(named) {
        let goes_with = match name.as_str() {
            "et-al" => Some("author"),
            beside if BESIDE_ISSUED.contains(&beside) => Some("issued"),
            _ => None,
        };
        if goes_with.is_none_or(|other| !map_has(known, other)) {
            fields.entry(name).or_insert(value);
        }
    }
    if fields.len() > before
        && let Ok(whole) = serde_json::from_value(Value::Object(fields))
    {
        *known = whole;
    }
}

fn map_has(item: &Item, name: &str) -> bool {
    match name {
        "author" => !item.author.is_empty(),
        _ => item.issued.is_some(),
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
