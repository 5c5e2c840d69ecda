//! The model of claims: a weight for each feature of a sentence, one for whether it makes a claim and one for each kind of
//! claim. Linear, so that what it says can be explained by the words that weigh most. `weights.tsv` is made by
//! `cargo bench --bench measures -- --train-claims` from labelled sentences of our own (docs/accuracy.md).

use super::features::{Features, hash_name};
use crate::model::{Kind, Word};
use std::sync::LazyLock;

/// The model that ships with the program.
pub(super) static BUILT_IN: LazyLock<ClaimModel> = LazyLock::new(|| ClaimModel::parse(include_str!("weights.tsv")));

/// The name under which the model keeps what it thinks of a sentence before it looks.
pub const BIAS: &str = "bias";

/// How many kinds there are.
pub(super) const KINDS: usize = Kind::ALL.len();
const COLUMNS: usize = KINDS + 1;

/// Weights in `weights.tsv` are whole numbers of this part.
pub const WEIGHT_UNIT: f32 = 10.0;

/// The letter of the first column in `weights.tsv`; each other one has the next.
pub const FIRST_COLUMN: u8 = b'a';

/// A model: what each feature says for a claim, and for each kind, in the order of [`Kind::ALL`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimModel {
    rows: Vec<(u64, [f32; COLUMNS])>,
}

/// What a model says of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// How likely it makes a claim, 0 to 1.
    pub claim: f32,
    /// How well each kind fits, in the order of [`Kind::ALL`]: logarithms of shares that are together 1.
    pub kinds: [f32; KINDS],
}

impl ClaimModel {
    /// Reads a model: a line a feature, its name, and its weights, each behind the letter of its column. `a` is for a claim, the
    /// others for each kind; where none stands it is 0.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().filter_map(|line| line.split_once('\t'));
        let mut rows: Vec<(u64, [f32; COLUMNS])> =
            lines.map(|(name, weights)| (hash_name(name), read_weights(weights))).collect();
        rows.sort_by_key(|(hash, _)| *hash);
        Self { rows }
    }

    /// What a feature says for a claim of some kind.
    pub(super) fn weigh(&self, name: &str, kind: Kind) -> f32 {
        self.find_row(hash_name(name)).map_or(0.0, |row| {
            let of_kind = Kind::ALL.iter().position(|k| *k == kind).and_then(|at| row.get(at + 1));
            row.first().copied().unwrap_or_default() + of_kind.copied().unwrap_or_default()
        })
    }

    /// What a feature says for a claim.
    pub(super) fn weigh_claim(&self, name: &str) -> f32 {
        self.find_row(hash_name(name)).and_then(|row| row.first().copied()).unwrap_or_default()
    }

    /// What the model says of a sentence.
    pub fn score(&self, features: &Features) -> Scores {
        let bias = self.find_row(hash_name(BIAS)).copied().unwrap_or_default();
        let (mut sums, mut known, mut all) = ([0.0; COLUMNS], 0.0, 0.0);
        for (hash, value) in &features.0 {
            all += value * value;
            if let Some(row) = self.find_row(*hash) {
                known += value * value;
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
            }
        }
        // A word that was never seen says nothing, and does not make the others say less.
        let louder = (all / f32::max(known, f32::EPSILON)).sqrt().min(LARGEST_AMPLIFICATION);
        sums.iter_mut().zip(bias).for_each(|(sum, bias)| *sum = *sum * louder + bias);
        let mut likely = sums.map(|sum| 1.0 / (1.0 + (-sum).exp()));
        let (claim, kinds) = likely.split_at_mut(1);
        let all: f32 = kinds.iter().sum::<f32>().max(f32::EPSILON);
        let mut shares = [0.0; KINDS];
        shares.iter_mut().zip(kinds).for_each(|(share, kind)| *share = (*kind / all + SMALLEST_SHARE).ln());
        Scores { claim: claim.first().copied().unwrap_or_default(), kinds: shares }
    }

    fn find_row(&self, hash: u64) -> Option<&[f32; COLUMNS]> {
        let at = self.rows.binary_search_by_key(&hash, |(hash, _)| *hash).ok()?;
        self.rows.get(at).map(|(_, row)| row)
    }
}

/// `a3d-4`: 3 parts in the first column, -4 in the fourth.
fn read_weights(text: &str) -> [f32; COLUMNS] {
    let mut row = [0.0; COLUMNS];
    for (at, letter) in text.char_indices().filter(|(_, c)| c.is_ascii_lowercase()) {
        let behind = text.get(at + 1..).unwrap_or_default();
        let number = behind.split(|c: char| c.is_ascii_lowercase()).next().unwrap_or_default();
        let column = row.get_mut((letter as u8 - FIRST_COLUMN) as usize);
        column.into_iter().for_each(|weight| *weight = number.parse::<f32>().unwrap_or_default() / WEIGHT_UNIT);
    }
    row
}

/// How much louder at most what is known of a sentence speaks where much of it is not.
pub const LARGEST_AMPLIFICATION: f32 = 1.4;
/// No kind is ruled out.
const SMALLEST_SHARE: f32 = 1e-3;
