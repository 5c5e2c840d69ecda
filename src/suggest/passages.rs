//! Which passage of a text comes nearest to a claim: the same BM25 as for a list of references, over the passages alone.

use super::query::Query;
use super::{CandidateWork, ClaimText, SuggestionIndex, read_claims};
use crate::model::{Item, Kind};

/// The passage that shares most with a claim, by its place among them; none where none shares anything.
pub fn find_nearest_passage(statement: &str, kind: Kind, passages: &[&str]) -> Option<usize> {
    let items: Vec<Item> =
        passages.iter().map(|text| Item { title: Some((*text).to_owned()), ..Item::default() }).collect();
    let candidate = |item| CandidateWork { item, abstract_text: None, publication_types: None, terms: &[] };
    let index = SuggestionIndex::new(&items.iter().map(candidate).collect::<Vec<_>>());
    let claims = read_claims([ClaimText { statement, context: "", section: "", kind }]);
    let query = Query::new(claims.first()?, &index.rarity);
    let points =
        index.entries.iter().map(|entry| index.list_shared_terms(&query, entry).map(|(got, _)| got).sum::<f64>());
    let shared = points.enumerate().filter(|(_, points)| *points > 0.0);
    // Of two that are as near, the first.
    shared.reduce(|a, b| if b.1 > a.1 { b } else { a }).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passage_that_shares_most_is_nearest() {
        let passages = [
            "We followed 40 adults with knee pain for a year.",
            "Strength training eased knee pain in most of those who trained twice a week.",
            "Funding came from a charity.",
        ];
        for (claim, nearest) in [
            ("Strength training eases knee pain.", Some(1)),
            ("A charity paid for it.", Some(2)),
            ("Garlic cures colds.", None),
        ] {
            assert_eq!(find_nearest_passage(claim, Kind::Benefit, &passages), nearest, "{claim}");
        }
        assert_eq!(find_nearest_passage("Garlic cures colds.", Kind::Benefit, &[]), None);
    }
}
