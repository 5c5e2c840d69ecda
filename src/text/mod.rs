//! What is done to words before anything is compared: folding, words, phrases, sentences, places, and the wordings
//! that rules look for.

pub mod absolute;
pub mod anchor;
pub mod cell;
pub mod citing;
pub mod context;
mod counting;
pub mod differences;
pub mod ending;
pub mod fate;
pub mod fold;
pub(crate) mod governing;
pub mod language;
pub mod lexicon;
pub mod marks;
pub mod markup;
mod name_parts;
pub mod normalise;
pub mod places;
pub mod quantities;
pub mod quoting;
pub mod recency;
pub mod roots;
pub mod sentence_case;
pub mod sentences;
pub mod slips;
pub mod spelling;
pub mod stored_fields;
pub mod strength;
pub mod tokens;
pub mod visible;
pub mod word_meanings;
pub mod wording;
pub mod words;

pub use counting::format_count;
pub use fold::fold;
pub use name_parts::{is_name_particle, is_name_suffix};
pub use places::CharIndex;
pub use quantities::{find_all_quantities, find_quantities};
pub use sentences::{SentenceSpan, split_sentences};
pub use tokens::{is_stop_word, stem, tokenise};
pub use visible::make_visible;
