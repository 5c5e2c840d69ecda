//! Training: logistic regression with a penalty on large weights, one for "makes a claim" and one for each kind, by L-BFGS
//! (Liu & Nocedal 1989).

use super::corpus::{Label, LabelledArticle, are_same, plain};
use claimbook::detect::training::{BIAS, FIRST_COLUMN, LARGEST_AMPLIFICATION, WEIGHT_UNIT, name_sentences};
use claimbook::model::{Kind, Word};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How much a mistake costs beside a large weight: for claims, and for kinds.
const COST: (f64, f64) = (10.0, 3.0);
/// A sentence on which two people might differ counts so much.
const UNSURE: f64 = 0.3;
/// The same sentence without its surroundings counts so much.
const ALONE: f64 = 0.5;
/// A feature of fewer sentences says nothing; each stands here twice.
const SEEN: usize = 5;
/// A smaller weight is none.
const SMALLEST: f64 = 0.45;
const ROUNDS: usize = 60;
/// How many steps L-BFGS remembers.
const MEMORY: usize = 8;

/// A labelled sentence with its features by name.
type Named = (Vec<(String, f32)>, Label, f64);

struct Example {
    features: Vec<(usize, f64)>,
    label: Label,
    weight: f64,
}

/// Trains a model on articles; answers the text of `weights.tsv`.
pub(crate) fn train(articles: &[&LabelledArticle]) -> String {
    let mut named: Vec<Named> = Vec::new();
    for article in articles {
        let mut waiting: Vec<(String, Label, bool)> =
            article.labels.iter().map(|l| (plain(&l.words), l.label, l.unsure)).collect();
        for sentence in name_sentences(&article.text, &article.blocks, "en") {
            let words = plain(&sentence.text);
            let Some(at) = waiting.iter().position(|(label, ..)| are_same(label, &words)) else { continue };
            let (_, label, unsure) = waiting.remove(at);
            let weight = if unsure { UNSURE } else { 1.0 };
            named.push((leave_out_surroundings(&sentence.features), label, weight * ALONE));
            named.push((sentence.features, label, weight));
        }
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (features, ..) in &named {
        features.iter().for_each(|(name, _)| *seen.entry(name).or_default() += 1);
    }
    let names: Vec<&str> = seen.iter().filter(|(_, n)| **n >= SEEN).map(|(name, _)| *name).collect();
    let places: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let examples: Vec<Example> = named
        .iter()
        .map(|(features, label, weight)| {
            let known =
                features.iter().filter_map(|(name, value)| Some((*places.get(name.as_str())?, f64::from(*value))));
            let mut known: Vec<(usize, f64)> = known.collect();
            // As the model does: what was hardly ever seen does not make the rest say less.
            let length = |values: &mut dyn Iterator<Item = f64>| values.map(|value| value * value).sum::<f64>();
            let all = length(&mut features.iter().map(|(_, value)| f64::from(*value)));
            let louder = (all / length(&mut known.iter().map(|(_, value)| *value)).max(f64::EPSILON)).sqrt();
            known.iter_mut().for_each(|(_, value)| *value *= louder.min(f64::from(LARGEST_AMPLIFICATION)));
            known.push((names.len(), 1.0));
            Example { features: known, label: *label, weight: *weight }
        })
        .collect();
    let all: Vec<&Example> = examples.iter().collect();
    let claims: Vec<&Example> = examples.iter().filter(|e| e.label != Label::Not).collect();
    let mut columns = vec![fit(&all, names.len() + 1, COST.0, |label| label != Label::Not)];
    for kind in Kind::ALL {
        let wanted = if *kind == Kind::Context { Label::Context } else { Label::Claim(*kind) };
        columns.push(fit(&claims, names.len() + 1, COST.1, |label| label == wanted));
    }
    write_weights(&names, &columns)
}

/// The features of a sentence by itself, as long together as they were: the model is also asked without its surroundings.
fn leave_out_surroundings(features: &[(String, f32)]) -> Vec<(String, f32)> {
    let is_around = |name: &str| ["H=", "@H", "@P"].iter().any(|group| name.starts_with(group));
    let mut own: Vec<(String, f32)> = features.iter().filter(|(name, _)| !is_around(name)).cloned().collect();
    let length = |features: &[(String, f32)]| features.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    let scale = length(features) / length(&own).max(f32::EPSILON);
    own.iter_mut().for_each(|(_, value)| *value *= scale);
    own
}

/// A line a feature: its name, and its weights as whole parts, each behind the letter of its column.
fn write_weights(names: &[&str], columns: &[Vec<f64>]) -> String {
    let mut text = String::new();
    let lines = std::iter::once((BIAS, names.len())).chain(names.iter().enumerate().map(|(at, name)| (*name, at)));
    for (name, at) in lines {
        let row: Vec<f64> = columns.iter().map(|column| column[at]).collect();
        if row.iter().any(|weight| weight.abs() >= SMALLEST) {
            let _ = write!(text, "{name}\t");
            for (weight, column) in row.iter().zip(FIRST_COLUMN..).filter(|(weight, _)| weight.abs() >= SMALLEST) {
                let _ = write!(text, "{}{}", char::from(column), (weight * f64::from(WEIGHT_UNIT)).round());
            }
            text.push('\n');
        }
    }
    text
}

/// The weights that tell what `is_wanted` from the rest.
fn fit(examples: &[&Example], size: usize, cost: f64, is_wanted: impl Fn(Label) -> bool) -> Vec<f64> {
    let signs: Vec<f64> = examples.iter().map(|e| if is_wanted(e.label) { 1.0 } else { -1.0 }).collect();
    let judge = |weights: &[f64]| -> (f64, Vec<f64>) {
        let mut slope = weights.to_vec();
        let mut value = dot(weights, weights) / 2.0;
        for (example, sign) in examples.iter().zip(&signs) {
            let margin = sign * example.features.iter().map(|(at, x)| weights[*at] * x).sum::<f64>();
            value += cost
                * example.weight
                * if margin > 0.0 { (-margin).exp().ln_1p() } else { margin.exp().ln_1p() - margin };
            let pull = -cost * example.weight * sign / (1.0 + margin.exp());
            example.features.iter().for_each(|(at, x)| slope[*at] += pull * x);
        }
        (value, slope)
    };
    let mut weights = vec![0.0; size];
    let (mut value, mut slope) = judge(&weights);
    let mut steps: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..ROUNDS {
        let direction = descend(&slope, &steps);
        let mut stride = if steps.is_empty() { 1.0 / dot(&slope, &slope).sqrt() } else { 1.0 };
        let downhill = dot(&direction, &slope);
        let next = loop {
            let tried: Vec<f64> = weights.iter().zip(&direction).map(|(w, d)| w + stride * d).collect();
            let (at, turned) = judge(&tried);
            if at <= value + 1e-4 * stride * downhill || stride < 1e-9 {
                break (tried, at, turned);
            }
            stride /= 2.0;
        };
        let change: Vec<f64> = next.0.iter().zip(&weights).map(|(a, b)| a - b).collect();
        let turn: Vec<f64> = next.2.iter().zip(&slope).map(|(a, b)| a - b).collect();
        let gained = value - next.1;
        (weights, value, slope) = next;
        if dot(&change, &turn) > 1e-10 {
            steps.push((change, turn));
            if steps.len() > MEMORY {
                steps.remove(0);
            }
        }
        if gained < value * 1e-5 {
            break;
        }
    }
    weights
}

/// The direction of the next step (two loops of L-BFGS).
fn descend(slope: &[f64], steps: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut direction: Vec<f64> = slope.iter().map(|s| -s).collect();
    let mut shares = Vec::new();
    for (change, turn) in steps.iter().rev() {
        let share = dot(change, &direction) / dot(change, turn);
        direction.iter_mut().zip(turn).for_each(|(d, t)| *d -= share * t);
        shares.push(share);
    }
    if let Some((change, turn)) = steps.last() {
        let scale = dot(change, turn) / dot(turn, turn);
        direction.iter_mut().for_each(|d| *d *= scale);
    }
    for ((change, turn), share) in steps.iter().zip(shares.iter().rev()) {
        let other = dot(turn, &direction) / dot(change, turn);
        direction.iter_mut().zip(change).for_each(|(d, c)| *d += (share - other) * c);
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
