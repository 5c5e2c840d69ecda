//! What the training and the measuring of the model need: the sentences of a text with their features by name. The program
//! itself uses none of it; `benches/measures/claims` does.

use super::features::name_features;
use super::reading::read_sentences;
use crate::model::Blocks;

pub use super::model::{BIAS, FIRST_COLUMN, LARGEST_AMPLIFICATION, WEIGHT_UNIT};

/// A sentence as the model sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedSentence {
    /// Where it begins in the text, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// Its words, without markers of references.
    pub text: String,
    /// Its features by name, each with its value.
    pub features: Vec<(String, f32)>,
}

/// Every sentence of a text that can make a claim, in order.
pub fn name_sentences(text: &str, blocks: &Blocks, language: &str) -> Vec<NamedSentence> {
    let mut sentences = Vec::new();
    read_sentences(text, blocks, language, |sentence, place| {
        sentences.push(NamedSentence {
            start: place.start,
            end: place.end,
            text: sentence.text.to_owned(),
            features: name_features(sentence),
        });
    });
    sentences
}
