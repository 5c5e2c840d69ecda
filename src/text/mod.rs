//! Text: normalised, cut into sentences, anchored.

pub mod anchor;
