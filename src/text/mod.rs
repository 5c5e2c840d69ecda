//! The wording of articles: how it is normalised, cut into sentences, and found again.

pub mod normalise;
