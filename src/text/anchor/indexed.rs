//! The words of a text by number, so that many passages can be looked for in a long text.

use crate::text::words::PlacedWord;
use std::collections::BTreeMap;

/// A word of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct IndexedWord {
    /// The number that all words of this text share which are spelt so.
    number: u32,
    /// Where it begins: the index of its first character.
    pub(super) start: usize,
    /// Where it ends, exclusive.
    pub(super) end: usize,
}

/// The words of a text, and where each stands among them.
#[derive(Debug, Default)]
pub(super) struct WordIndex {
    numbers: BTreeMap<String, u32>,
    words: Vec<IndexedWord>,
    /// By number, the places of a word among the words.
    places: Vec<Vec<u32>>,
}

impl WordIndex {
    /// Indexes words in their order.
    pub(super) fn new(words: Vec<PlacedWord>) -> Self {
        let mut index = Self { words: Vec::with_capacity(words.len()), ..Self::default() };
        for (place, word) in (0..).zip(words) {
            let next = u32::try_from(index.places.len()).unwrap_or(u32::MAX);
            let number = *index.numbers.entry(word.text).or_insert(next);
            if number == next {
                index.places.push(Vec::new());
            }
            index.places.iter_mut().skip(number as usize).take(1).for_each(|places| places.push(place));
            index.words.push(IndexedWord { number, start: word.start, end: word.end });
        }
        index
    }

    /// A word by its place.
    pub(super) fn word(&self, place: u32) -> Option<IndexedWord> {
        self.words.get(place as usize).copied()
    }

    /// The places of a word, in order.
    pub(super) fn find_places(&self, word: &str) -> Option<&[u32]> {
        self.places.get(*self.numbers.get(word)? as usize).map(Vec::as_slice)
    }

    /// Where some words stand one behind the other, in order.
    pub(super) fn find<'s>(&'s self, wanted: &[PlacedWord]) -> impl Iterator<Item = &'s [IndexedWord]> + use<'s> {
        let numbers: Option<Vec<u32>> = wanted.iter().map(|word| self.numbers.get(&word.text).copied()).collect();
        let numbers = numbers.unwrap_or_default(); // a word that the text has not stands nowhere in it
        let places_of = |number: &u32| self.places.get(*number as usize).map_or(&[][..], Vec::as_slice);
        let rarest = numbers.iter().map(places_of).enumerate().min_by_key(|(_, places)| places.len());
        let (before, places) = rarest.unwrap_or_default();
        places.iter().filter_map(move |place| {
            let first = (*place as usize).checked_sub(before)?;
            let here = self.words.get(first..first + numbers.len())?;
            here.iter().map(|word| word.number).eq(numbers.iter().copied()).then_some(here)
        })
    }
}
