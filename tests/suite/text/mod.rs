//! Words: anchors, and what an edit does to them.

mod anchors;
mod changed_words;
mod recency;
mod sources;
mod strength;
