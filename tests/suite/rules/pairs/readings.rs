//! The pairs of the rules that read abstracts and preprints.

use super::{DOI, Pair};
use crate::double::snapshots::Case;
use claimbook::model::{MetadataAnswer, ReadAs, Reading, Subject};

/// Somebody else read the same words, in an abstract that says this.
fn abstract_says(case: &mut Case, text: &str) {
    let (uid, person) = (case.uid(), case.uid());
    let other = Reading { uid, person, read_as: Some(ReadAs::Abstract), ..case.s.readings[0].clone() };
    case.s.readings.push(other);
    case.s.works.values_mut().for_each(|work| work.abstract_text = Some(text.to_owned()));
    case.sign_again();
}

fn published(case: &mut Case, doi: Option<&str>) {
    let item = case.r1().csl.clone();
    let published_as = doi.and_then(|doi| doi.parse().ok());
    case.observe(
        "europe-pmc",
        Subject::Metadata,
        "doi",
        DOI,
        &MetadataAnswer { item, published_as, ..MetadataAnswer::default() },
    );
}

pub(in super::super) const PAIRS: &[Pair] = &[
    Pair {
        rule: "citation-quote-not-found",
        fires: |c| abstract_says(c, "Cartilage has vessels."),
        finds: "knee-pain/c1: “Cartilage is avascular.” is not in the abstract of smith2023",
        silent: |c| abstract_says(c, "We found that cartilage is  avascular."),
    },
    Pair {
        rule: "work-now-published",
        fires: |c| published(c, Some("10.5555/knee.2")),
        finds: "knee-pain/r1: smith2023 has since been published, according to europe-pmc: 10.5555/knee.2",
        silent: |c| published(c, None),
    },
];
