//! What the training and the measuring of the model need: the sentences of a text with their features by name. The program
//! itself uses none of it; `benches/measures/claims` does.

use super::features::{Features, hash_name, name_features};
use super::reading::read_sentences;
use crate::model::Blocks;

pub use super::model::{BIAS, FIRST_COLUMN, LOUDEST, PART};

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

impl NamedSentence {
    /// The features as the model looks them up.
    pub fn hash_features(&self) -> Features {
        let mut hashed: Vec<(u64, f32)> = self.features.iter().map(|(name, value)| (hash_name(name), *value)).collect();
        hashed.sort_by_key(|(hash, _)| *hash);
        Features(hashed)
    }
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
