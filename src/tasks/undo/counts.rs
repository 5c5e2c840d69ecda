//! What became of many rows, by count: `withdrew 1 article, 12 claims, 14 places, 9 citations`.

use crate::catalogue::TakenBack;
use crate::model::Uid;
use std::collections::{BTreeMap, BTreeSet};

/// What people call rows of a table, in the order in which they are told: the table, one row, several.
const NOUNS: &[(&str, &str, &str)] = &[
    ("article", "article", "articles"),
    ("claim", "claim", "claims"),
    ("occurrence", "place", "places"),
    ("reference", "reference", "references"),
    ("work", "work", "works"),
    ("citation", "citation", "citations"),
    ("reading", "reading", "readings"),
    ("review", "review", "reviews"),
    ("person", "person", "people"),
    ("article_person", "credit", "credits"),
    ("version", "version", "versions"),
];

/// A line for each thing that was done.
pub(super) fn summarise(done: &TakenBack) -> Vec<String> {
    let line = |rows: &BTreeSet<(String, Uid)>, before: &str, after: &str| {
        (!rows.is_empty()).then(|| format!("{before} {}{after}.", describe_rows(rows)))
    };
    let lines = [
        line(&done.withdrawn, "withdrew", ""),
        line(&done.put_back, "put", " back"),
        line(&done.edited, "changed", ""),
    ];
    lines.into_iter().flatten().collect()
}

fn describe_rows(rows: &BTreeSet<(String, Uid)>) -> String {
    let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (entity, _) in rows {
        let at = NOUNS.iter().position(|(table, ..)| table == entity).unwrap_or(NOUNS.len());
        *counts.entry((at, entity)).or_default() += 1;
    }
    let told = counts.into_iter().map(|((at, entity), n)| match (NOUNS.get(at), n) {
        (Some((_, one, _)), 1) => format!("1 {one}"),
        (Some((_, _, several)), n) => format!("{n} {several}"),
        (None, 1) => format!("1 {}", entity.replace('_', " ")),
        (None, n) => format!("{n} {}s", entity.replace('_', " ")),
    });
    told.collect::<Vec<_>>().join(", ")
}
