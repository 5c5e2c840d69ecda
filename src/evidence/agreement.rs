//! How often two people who judged the same claims agree, by themselves and beyond chance.
//!
//! Cohen's kappa (Cohen 1960, doi 10.1177/001316446002000104): (observed − expected) / (1 − expected), where *observed* is the
//! share of claims on which both verdicts are the same, and *expected* is the share that would be if each gave verdicts as
//! often as they did, but on claims drawn by lot: the sum over all verdicts of the product of both shares. It is undefined
//! without claims, and where both gave one verdict throughout, since chance alone agrees as well.

use crate::model::{Claim, Snapshot, Uid, Verdict};
use std::collections::BTreeMap;

/// The first two opinions on a claim, in the order of the people, so that each person is the same rater throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpinionPair {
    /// Whose.
    pub people: [Uid; 2],
    /// What they said.
    pub verdicts: [Verdict; 2],
    /// Whether a third person settled what they differed about.
    pub settled: bool,
}

/// How two raters agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Agreement {
    /// Claims that both judged.
    pub claims: usize,
    /// Those on which they gave the same verdict.
    pub agreed: usize,
    /// That as a share of all; none without claims.
    pub observed: Option<f64>,
    /// The share that chance would give; none without claims.
    pub expected: Option<f64>,
    /// Cohen's kappa; none where it is undefined.
    pub kappa: Option<f64>,
}

/// The first verdicts of the first two people who judged a claim; none while fewer have. What settled a dispute is no
/// opinion of its own, and what somebody said later, perhaps knowing the other, is none either.
pub fn find_opinion_pair(claim: &Claim, snapshot: &Snapshot) -> Option<OpinionPair> {
    let mut first: Vec<(Uid, Verdict)> = Vec::new();
    for review in snapshot.reviews_of(claim.uid).filter(|review| review.settles.is_none()) {
        if first.iter().all(|(person, _)| *person != review.person) {
            first.push((review.person, review.verdict));
        }
    }
    let mut pair = [*first.first()?, *first.get(1)?];
    pair.sort_by_key(|(person, _)| *person);
    let settled = snapshot.reviews_of(claim.uid).any(|review| review.settles.is_some());
    Some(OpinionPair { people: pair.map(|(person, _)| person), verdicts: pair.map(|(_, verdict)| verdict), settled })
}

/// Raw agreement, and Cohen's kappa.
pub fn compute_agreement(pairs: &[[Verdict; 2]]) -> Agreement {
    let claims = pairs.len();
    let agreed = pairs.iter().filter(|[one, other]| one == other).count();
    if claims == 0 {
        return Agreement::default();
    }
    let share = |n: usize| n as f64 / claims as f64;
    let mut times: BTreeMap<Verdict, [usize; 2]> = BTreeMap::new();
    for [one, other] in pairs {
        times.entry(*one).or_default()[0] += 1;
        times.entry(*other).or_default()[1] += 1;
    }
    let (observed, expected) = (share(agreed), times.values().map(|[a, b]| share(*a) * share(*b)).sum::<f64>());
    // Both gave one verdict throughout: nothing is left that chance would not give.
    let is_defined = times.len() > 1;
    let kappa = is_defined.then(|| (observed - expected) / (1.0 - expected));
    Agreement { claims, agreed, observed: Some(observed), expected: Some(expected), kappa }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Verdict::{Contradicted, NotSupported, Partly, Supported};

    /// So many pairs of each sort.
    fn pairs(of: &[(Verdict, Verdict, usize)]) -> Vec<[Verdict; 2]> {
        of.iter().flat_map(|(one, other, n)| std::iter::repeat_n([*one, *other], *n)).collect()
    }

    #[test]
    fn kappa_is_what_is_left_of_agreement_beyond_chance() {
        for (of, observed, kappa) in [
            // The table of 50 that textbooks show: 35 alike, 25 of them by chance.
            (
                &[(Supported, Supported, 20), (Supported, Partly, 5), (Partly, Supported, 10), (Partly, Partly, 15)][..],
                0.7,
                0.4,
            ),
            (&[(Supported, Supported, 3), (NotSupported, NotSupported, 2)][..], 1.0, 1.0),
            (&[(Supported, Contradicted, 1), (Contradicted, Supported, 1)][..], 0.0, -1.0),
            // One rater says the same throughout: agreement is what chance gives.
            (&[(Supported, Supported, 9), (Supported, Partly, 1)][..], 0.9, 0.0),
        ] {
            let found = compute_agreement(&pairs(of));
            assert!((found.observed.unwrap() - observed).abs() < 1e-9, "{of:?}: {found:?}");
            assert!((found.kappa.unwrap() - kappa).abs() < 1e-9, "{of:?}: {found:?}");
        }
    }

    #[test]
    fn kappa_is_undefined_without_claims_and_without_two_verdicts() {
        assert_eq!(compute_agreement(&[]), Agreement::default());
        let same = compute_agreement(&pairs(&[(Supported, Supported, 7)]));
        assert_eq!((same.observed, same.kappa), (Some(1.0), None));
    }
}
