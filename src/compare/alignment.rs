//! Looking for registered words in a printed reference: the printed order and punctuation are whatever a list uses, so
//! what is known is looked for, and nothing is parsed.

use super::names::split_name;
use crate::model::Name;
use crate::text::CharIndex;
use crate::text::markup::to_plain_line;
use crate::text::tokens::{Token, scan};

/// A name in full as one word, in both orders; none for one without a given name of two letters at least.
fn list_orders(name: &Name) -> Vec<String> {
    let family = split_name(&name.short_name()).concat();
    let given = name.given.as_deref().map(split_name).unwrap_or_default();
    if family.is_empty() || given.iter().all(|word| word.chars().count() < 2) {
        return Vec::new();
    }
    let given = given.concat();
    vec![format!("{given}{family}"), format!("{family}{given}")]
}

/// A printed reference, ready to be searched.
pub(super) struct Printed {
    text: String,
    tokens: Vec<Token>,
}

impl Printed {
    pub(super) fn new(printed: &str) -> Self {
        let text = to_plain_line(printed);
        Self { tokens: scan(&text), text }
    }

    /// Whether these words stand in it one after the other, as a part of their own: between two marks of punctuation, or
    /// beside a number. `Pain` is no part of `J Pain. 2019`.
    pub(super) fn holds(&self, words: &[String], read: impl Fn(&str) -> String) -> bool {
        !words.is_empty() && self.find_runs(words, read).next().is_some()
    }

    /// The same for a title: what stands just before and after it must not make it another work's, such as a correction.
    pub(super) fn holds_title(&self, words: &[String], read: impl Fn(&str) -> String, apart: fn(&str) -> bool) -> bool {
        let around = |at: usize| (at.saturating_sub(3)..at).chain(at + words.len()..at + words.len() + 3);
        let word = |at: usize| self.tokens.get(at).map(|t| t.word.as_str());
        !words.is_empty() && self.find_runs(words, read).any(|at| !around(at).filter_map(word).any(apart))
    }

    /// Whether one of its words is this.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.tokens.iter().any(|t| t.word == word)
    }

    /// Whether it begins with these words of a name, after an entry's number.
    pub(super) fn begins_with(&self, name: &[String]) -> bool {
        let words = self.tokens.iter().map(|t| split_name(&t.word).concat());
        words.skip_while(|w| w.bytes().all(|b| b.is_ascii_digit())).take(name.len()).eq(name.iter().cloned())
    }

    /// Whether it begins with a name in full, in either order: `Wei Zhang`, `Zhang Wei`.
    pub(super) fn begins_with_name(&self, name: &Name) -> bool {
        let first = self.tokens.iter().position(|t| !t.word.bytes().all(|b| b.is_ascii_digit()));
        first.is_some_and(|at| list_orders(name).iter().any(|full| self.spells(at, full)))
    }

    /// Whether a name stands in it in full, in either order.
    pub(super) fn holds_name(&self, name: &Name) -> bool {
        let orders = list_orders(name);
        (0..self.tokens.len()).any(|at| orders.iter().any(|full| self.spells(at, full)))
    }

    /// Whether authors are left out before this one, the last: `Webb, A., . . . Zander, Z.`
    pub(super) fn leaves_out_before(&self, last: &Name) -> bool {
        let family = split_name(&last.short_name());
        let dots = [". . .", "...", "…", ". . . .", "***"].into_iter();
        let mut places = dots.flat_map(|dots| self.text.match_indices(dots).map(|(at, dots)| at + dots.len()));
        places.any(|at| {
            let behind = self.text.get(at..).map(scan).unwrap_or_default();
            let words = behind.iter().map(|t| split_name(&t.word).concat()).filter(|w| w != "and");
            !family.is_empty()
                && words.take(family.len() + 4).collect::<Vec<_>>().windows(family.len()).any(|w| w == family)
        })
    }

    /// Whether the words from `at` on spell this, wherever they are parted.
    fn spells(&self, at: usize, full: &str) -> bool {
        let mut left = full;
        for token in self.tokens.iter().skip(at) {
            let word = split_name(&token.word).concat();
            match left.strip_prefix(word.as_str()).filter(|_| !word.is_empty()) {
                Some("") => return true,
                Some(rest) => left = rest,
                None => return false,
            }
        }
        false
    }

    fn find_runs(&self, words: &[String], read: impl Fn(&str) -> String) -> impl Iterator<Item = usize> {
        let all: Vec<String> = self.tokens.iter().map(|t| read(&t.word)).collect();
        let (words, n) = (words.to_vec(), words.len());
        let ends_here = move |at: usize| {
            self.tokens.get(at).is_none_or(|t| t.after_break || t.word.starts_with(|c: char| c.is_ascii_digit()))
        };
        let begins_here = |at: usize| self.tokens.get(at).is_some_and(|t| at == 0 || t.after_break);
        let last = all.len().checked_sub(n);
        let places = last.map_or(0..0, |last| 0..last + 1);
        places.filter(move |at| {
            all.get(*at..at + n).is_some_and(|run| run == words.as_slice()) && begins_here(*at) && ends_here(at + n)
        })
    }

    /// The part of the text that is most like these words, from punctuation to punctuation, with a word beside it that
    /// makes it another work's title; none where fewer than half of the words stand together.
    pub(super) fn find_part_like(
        &self,
        words: &[String],
        read: impl Fn(&str) -> String,
        apart: fn(&str) -> bool,
    ) -> Option<&str> {
        let hits: Vec<bool> = self.tokens.iter().map(|t| words.contains(&read(&t.word))).collect();
        let size = words.len().min(hits.len());
        let (count, at) = hits
            .windows(size.max(1))
            .enumerate()
            .map(|(at, window)| (window.iter().filter(|hit| **hit).count(), at))
            .max_by_key(|(count, at)| (*count, usize::MAX - at))?;
        if count * 2 < words.len() {
            return None;
        }
        let is_hit = |at: &usize| hits.get(*at) == Some(&true);
        let (first, last) = ((at..at + size).find(is_hit)?, (at..at + size).rev().find(is_hit)?);
        let begin = (0..=first).rev().find(|i| *i == 0 || self.tokens.get(*i).is_some_and(|t| t.after_break))?;
        let end = (last..self.tokens.len()).find(|i| self.tokens.get(i + 1).is_none_or(|t| t.after_break))?;
        let is_apart = |at: &usize| self.tokens.get(*at).is_some_and(|t| apart(&t.word));
        let begin = (begin.saturating_sub(3)..begin).find(is_apart).unwrap_or(begin);
        let end = (end + 1..end + 4).rev().find(is_apart).unwrap_or(end);
        let (start, stop) = (self.tokens.get(begin)?.start, self.tokens.get(end)?.end);
        Some(CharIndex::new(&self.text).slice(start, stop))
    }
}
