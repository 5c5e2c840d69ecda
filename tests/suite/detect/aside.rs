//! The weights that ship, on sentences that none of them was trained on: those of the gate, each alone in an article.

use claimbook::detect::detect_claims;
use claimbook::model::{Confidence, Word};
use claimbook::read::article::read_article;

/// What became of the sentences of a file.
#[derive(Debug, Default)]
struct Outcome {
    all: usize,
    proposed: usize,
    sure: usize,
    /// Of the proposed ones whose sort is a kind.
    of_a_kind: usize,
    right_kind: usize,
}

/// Sorts that are kinds of claims; the others are told by who speaks.
const KINDS: &[&str] =
    &["prevalence", "risk", "mechanism", "benefit", "harm", "recommendation", "diagnosis", "prognosis"];

fn detect_each(file: &str) -> Outcome {
    let path = format!("{}/benches/gate/second/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut outcome = Outcome::default();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let (sort, sentence) = line.split_once('\t').unwrap();
        let read = read_article(format!("{sentence}\n").as_bytes(), "page.md", None, 10_000).unwrap();
        outcome.all += 1;
        let proposals = detect_claims(&read.text, &read.blocks, "en").proposals;
        let Some(proposal) = proposals.first() else { continue };
        outcome.proposed += 1;
        outcome.sure += usize::from(proposal.confidence == Confidence::Sure);
        if KINDS.contains(&sort) {
            outcome.of_a_kind += 1;
            outcome.right_kind += usize::from(proposal.kind.token() == sort);
        }
    }
    outcome
}

#[test]
fn sentences_kept_aside_are_found_and_named() {
    let (claims, harmless) = (detect_each("unbacked.txt"), detect_each("harmless.txt"));
    println!("claims: {claims:?}\nharmless: {harmless:?}");
    assert!(claims.proposed * 100 >= claims.all * 94, "{claims:?}");
    assert!(claims.right_kind * 100 >= claims.of_a_kind * 80, "{claims:?}");
    assert!(harmless.sure * 100 <= harmless.all * 3, "{harmless:?}");
    assert!(harmless.proposed * 100 <= harmless.all * 11, "{harmless:?}");
}

#[test]
fn three_lies_of_three_words_are_surely_claims() {
    for lie in ["Garlic cures cancer.", "Vaccines cause autism.", "Yoga works better than painkillers."] {
        let read = read_article(format!("{lie}\n").as_bytes(), "page.md", None, 1_000).unwrap();
        let proposals = detect_claims(&read.text, &read.blocks, "en").proposals;
        let sure: Vec<Confidence> = proposals.iter().map(|p| p.confidence).collect();
        assert_eq!(sure, [Confidence::Sure], "{lie}");
    }
}

#[test]
fn the_model_stays_under_half_a_megabyte() {
    let weights = concat!(env!("CARGO_MANIFEST_DIR"), "/src/detect/weights.tsv");
    assert!(std::fs::metadata(weights).unwrap().len() < 500_000);
}
