//! Publishers and their places.

use crate::text::lexicon::{PRINTED_REFERENCES, WordSet};
use std::sync::LazyLock;

/// Who published a work, and where.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    pub(super) name: Option<String>,
    pub(super) place: Option<String>,
}

/// Reads `Philadelphia, Pa: Elsevier Saunders`, `Eastland Press`.
pub(super) fn read_publisher(text: &str) -> Publisher {
    let text = text.trim().trim_end_matches([',', ';', '.']);
    let (place, name) = match text.split_once(": ") {
        Some((place, name)) => (Some(place.trim_matches(['[', ']', ' '])), Some(name.trim())),
        None if is_place(text) => (Some(text), None),
        None => (None, Some(text)),
    };
    Publisher { name: name.map(str::to_owned), place: place.map(str::to_owned) }
}

/// Whether what stands for a publisher is no more than where it is: `London; 2020`.
pub(super) fn is_place(text: &str) -> bool {
    static CITIES: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("cities of publishers"));
    let city = text.split([',', '(']).next().unwrap_or(text).trim();
    CITIES.contains(city) && text.split(' ').count() <= 4
}
