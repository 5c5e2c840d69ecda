//! Where some words stand in a text, and between which neighbours: read once, however many occurrences share the words.

use super::CONTEXT;
use std::collections::BTreeMap;

/// Places, from where to where, in order.
pub(super) type WordSpans = Vec<(usize, usize)>;

/// So many groups of places are looked at: the nearest ones, where there are more.
const MOST: usize = 1_000;

/// Where some words stand.
#[derive(Debug)]
pub(super) struct WordPlaces {
    pub(super) places: WordSpans,
    groups: Vec<AlikeContext>,
    /// For each place, its group.
    group_of: Vec<usize>,
}

/// Places between the same neighbours.
#[derive(Debug)]
pub(super) struct AlikeContext {
    places: WordSpans,
    before: Letters,
    after: Letters,
}

/// How often letters stand in some words. Whoever compares these knows at once how alike the words can be at most.
#[derive(Debug)]
pub(super) struct Letters {
    counts: [u8; 32],
    all: u32,
}

impl Letters {
    pub(super) fn count(words: &[char]) -> Self {
        let (mut counts, mut all) = ([0_u8; 32], 0);
        for c in words {
            if let Some(count) = counts.get_mut(*c as usize % 32) {
                *count = count.saturating_add(1);
            }
            all += 1;
        }
        Self { counts, all }
    }

    fn limit_likeness(&self, other: &Self) -> f64 {
        let differing: u32 = self.counts.iter().zip(other.counts).map(|(a, b)| u32::from(a.abs_diff(b))).sum();
        1.0 - f64::from(differing) / f64::from((self.all + other.all).max(1))
    }
}

impl AlikeContext {
    /// Of its places, the two nearest to one.
    pub(super) fn find_nearest(&self, old: usize) -> WordSpans {
        let at = self.places.partition_point(|(place, _)| *place < old);
        let mut near: WordSpans = self.places.iter().copied().skip(at.saturating_sub(2)).take(4).collect();
        near.sort_by_key(|(place, _)| place.abs_diff(old));
        near.truncate(2);
        near
    }
}

impl WordPlaces {
    pub(super) fn new(chars: &[char], places: WordSpans) -> Self {
        let slice = |start: usize, end: usize| {
            let end = end.min(chars.len());
            chars.get(start.min(end)..end).unwrap_or_default()
        };
        let mut by_neighbours: BTreeMap<(&[char], &[char]), usize> = BTreeMap::new();
        let mut groups: Vec<AlikeContext> = Vec::new();
        let mut group_of = Vec::with_capacity(places.len());
        for (at, end) in &places {
            let before = slice(at.saturating_sub(CONTEXT), *at);
            let after = slice(*end, end + CONTEXT);
            let group = *by_neighbours.entry((before, after)).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(known) => known.places.push((*at, *end)),
                None => groups.push(AlikeContext {
                    places: vec![(*at, *end)],
                    before: Letters::count(before),
                    after: Letters::count(after),
                }),
            }
            group_of.push(group);
        }
        Self { places, groups, group_of }
    }

    /// The groups whose neighbours may be those that words had which stood at `old`, most likely first, each with how alike
    /// they are at most; and whether there are others, which were not looked at.
    pub(super) fn find_near(&self, old: usize, before: &Letters, after: &Letters) -> (Vec<(f64, &AlikeContext)>, bool) {
        let cut = self.groups.len() > MOST;
        let near: Vec<&AlikeContext> = if cut {
            let at = self.places.partition_point(|(place, _)| *place < old);
            let mut close: Vec<usize> =
                self.group_of.iter().skip(at.saturating_sub(MOST / 2)).take(MOST).copied().collect();
            close.sort_unstable();
            close.dedup();
            close.into_iter().filter_map(|i| self.groups.get(i)).collect()
        } else {
            self.groups.iter().collect()
        };
        let at_most = |group: &AlikeContext| {
            f64::midpoint(group.before.limit_likeness(before), group.after.limit_likeness(after))
        };
        let mut near: Vec<(f64, &AlikeContext)> = near.into_iter().map(|group| (at_most(group), group)).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        (near, cut)
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::AnchoringText;
    use super::*;

    #[test]
    fn places_are_grouped_by_their_neighbours_and_found_without_a_scan() {
        let sentence = "Exercise eases pain. ";
        let text = AnchoringText::new(&format!("{}Rest helps. {sentence}", sentence.repeat(10)));
        let standing = text.find_standing("Exercise eases pain.");
        assert_eq!(standing.places.len(), text.find_standing("Exercise eases pain. ").places.len());
        assert_eq!(standing.places.len(), 11);
        // Those in the middle are alike; the first two and the last two have other neighbours.
        assert!(standing.groups.len() <= 6, "{:?}", standing.groups);
        let letters = |text: &str| Letters::count(&text.chars().collect::<Vec<char>>());
        let (near, cut) = standing.find_near(
            85,
            &letters("es pain. Exercise eases pain. "),
            &letters(" Exercise eases pain. Exercise "),
        );
        assert!(!cut && near.len() == standing.groups.len() && near.is_sorted_by(|a, b| a.0 >= b.0));
        assert_eq!(near[0].1.find_nearest(85), [(84, 104), (105, 125)]);
        assert_eq!(text.find_standing("ercise eases pa").places, WordSpans::new(), "half words are other words");
        assert_eq!(text.find_standing("eases nothing at all").places, WordSpans::new());
    }
}
