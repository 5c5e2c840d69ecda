//! The features of a sentence: what the model of claims weighs. Each has a name that a person can read, such as `w=relax`,
//! `@cue: helps` or `H=symptom`; the model knows them by the hash of that name, which is built without making the name.

use super::reading::CELL_SEPARATOR;
use super::sentence::{LISTS, Sentence, Words};
use crate::model::BlockKind;
use crate::text::stem;
use crate::text::tokens::Token;
use std::collections::BTreeSet;
use std::fmt::Write;

/// How much a heading's words count beside the sentence's own.
const HEADING_WEIGHT: f32 = 1.0;
/// How much the words of the sentence before count.
const PREVIOUS_WEIGHT: f32 = 0.5;
/// How much two lists that a sentence names together count, beside each of them.
const PAIR_WEIGHT: f32 = 0.5;
/// The length that every sentence's features have together, so that a long sentence shouts no louder than a short one.
const VECTOR_LENGTH: f32 = 3.0;

/// The features of a sentence by the hashes of their names, in order, scaled to one length.
#[derive(Debug, Clone, PartialEq)]
pub struct Features(pub Vec<(u64, f32)>);

/// Takes features one by one: the group, the words, and how much it counts.
trait Collect {
    fn add(&mut self, group: &str, words: &[&str], value: f32);
}

/// The features of a sentence, for the model.
pub(super) fn extract_features(sentence: &Sentence) -> Features {
    let mut found = HashedFeatures(Vec::with_capacity(160));
    collect_features(sentence, &mut found);
    found.0.sort_by_key(|(hash, _)| *hash);
    found.0.dedup_by_key(|(hash, _)| *hash);
    Features(scale(found.0))
}

/// The same features by name, for the training of the model.
pub(super) fn name_features(sentence: &Sentence) -> Vec<(String, f32)> {
    let mut found = NamedFeatures(Vec::new());
    collect_features(sentence, &mut found);
    found.0.sort_by(|a, b| a.0.cmp(&b.0));
    found.0.dedup_by(|a, b| a.0 == b.0);
    scale(found.0)
}

fn scale<N>(mut features: Vec<(N, f32)>) -> Vec<(N, f32)> {
    let length = features.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    features.iter_mut().for_each(|(_, value)| *value *= VECTOR_LENGTH / length.max(f32::EPSILON));
    features
}

/// The hash of a feature's name (FNV-1a, 64 bits).
pub(super) fn hash_name(name: &str) -> u64 {
    extend_hash(HASH_BASIS, name)
}

const HASH_BASIS: u64 = 0xcbf2_9ce4_8422_2325;

fn extend_hash(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

struct HashedFeatures(Vec<(u64, f32)>);

impl Collect for HashedFeatures {
    fn add(&mut self, group: &str, words: &[&str], value: f32) {
        let mut hash = extend_hash(HASH_BASIS, group);
        for (at, word) in words.iter().enumerate() {
            hash = extend_hash(if at == 0 { hash } else { extend_hash(hash, " ") }, word);
        }
        self.0.push((hash, value));
    }
}

struct NamedFeatures(Vec<(String, f32)>);

impl Collect for NamedFeatures {
    fn add(&mut self, group: &str, words: &[&str], value: f32) {
        let mut name = group.to_owned();
        for (at, word) in words.iter().enumerate() {
            let _ = write!(name, "{}{word}", if at == 0 { "" } else { " " });
        }
        self.0.push((name, value));
    }
}

fn collect_features(sentence: &Sentence, to: &mut impl Collect) {
    let tokens = &sentence.words.tokens;
    let word = |at: usize| tokens.get(at).map(|t| t.word.as_str());
    collect_stems(tokens, "w=", 1.0, to);
    for pair in tokens.windows(2) {
        if let [a, b] = pair {
            to.add("b=", &[&a.word, &b.word], 1.0);
        }
    }
    if let Some(first) = word(0) {
        to.add("1=", &[first], 1.0);
        if let Some(second) = word(1) {
            to.add("2=", &[first, second], 1.0);
        }
    }
    collect_lists(&sentence.words, "@", 1.0, to);
    for entry in &sentence.words.listed {
        let is_second = sentence.words.listed.iter().any(|e| e.list == entry.list && e.first < entry.first);
        if is_second {
            to.add("@2", &[LISTS.name(entry.list)], 1.0);
        }
        if entry.first == 0 {
            to.add("@1", &[LISTS.name(entry.list)], 1.0);
        }
    }
    collect_list_pairs(&sentence.words, to);
    collect_outline(&sentence.words, to);
    collect_form(sentence, to);
    if let Some(lead) = sentence.around.lead {
        to.add("lead", &[], 1.0);
        collect_stems(&lead.tokens, "L=", 1.0, to);
        collect_lists(lead, "@L", 1.0, to);
    }
    if let Some(heading) = sentence.around.heading {
        collect_stems(&heading.tokens, "H=", HEADING_WEIGHT, to);
        collect_lists(heading, "@H", HEADING_WEIGHT, to);
    }
    if let Some(previous) = sentence.around.previous {
        collect_lists(previous, "@P", PREVIOUS_WEIGHT, to);
    }
}

fn collect_stems(tokens: &[Token], group: &str, value: f32, to: &mut impl Collect) {
    tokens.iter().for_each(|token| to.add(group, &[&stem(&token.word)], value));
}

fn collect_lists(words: &Words, group: &str, value: f32, to: &mut impl Collect) {
    words.listed.iter().for_each(|entry| to.add(group, &[LISTS.name(entry.list)], value));
}

/// What the lists know of a sentence, two by two: something that helps, and a disease.
fn collect_list_pairs(words: &Words, to: &mut impl Collect) {
    let named: BTreeSet<&str> = words.listed.iter().map(|entry| LISTS.name(entry.list)).collect();
    for (at, one) in named.iter().enumerate() {
        named.iter().skip(at + 1).for_each(|other| to.add("p=", &[one, "and", other], PAIR_WEIGHT));
    }
}

/// The sentence with its words of health replaced by what they name: `<treatments> can cause <symptoms>` says the same of
/// every medicine.
fn collect_outline(words: &Words, to: &mut impl Collect) {
    let mut named: Vec<Option<&str>> = vec![None; words.tokens.len()];
    for entry in &words.listed {
        let Some(what) = LISTS.name(entry.list).strip_prefix("health: ") else { continue };
        for place in named.iter_mut().take(entry.after).skip(entry.first) {
            place.get_or_insert(what);
        }
    }
    let count = named.iter().flatten().count();
    to.add("health=", &[["0", "1", "2", "3", "4"].get(count).copied().unwrap_or("4")], 1.0);
    let share = 4 * count / named.len().max(1);
    to.add("share=", &[["0", "1", "2", "3", "4"].get(share).copied().unwrap_or("4")], 1.0);
    let mut outline: Vec<(&str, bool)> = Vec::new();
    for (token, what) in words.tokens.iter().zip(&named) {
        let next = (what.unwrap_or(&token.word), what.is_some());
        if !(next.1 && outline.last() == Some(&next)) {
            outline.push(next);
        }
    }
    for pair in outline.windows(2) {
        if let [a, b] = pair
            && (a.1 || b.1)
        {
            to.add("c=", &[a.0, b.0], 1.0);
        }
    }
    for three in outline.windows(3) {
        if let [a, b, c] = three
            && (a.1 || c.1)
        {
            to.add("d=", &[a.0, b.0, c.0], 1.0);
        }
    }
    let first = named.iter().flatten().next();
    if let (Some(first), Some(last)) = (first, named.iter().flatten().next_back()) {
        to.add("subject=", &[first], 1.0);
        to.add("object=", &[last], 1.0);
        to.add("both=", &[first, last], 1.0);
    }
}

/// What can be seen of a sentence without reading it.
fn collect_form(sentence: &Sentence, to: &mut impl Collect) {
    for (mark, name) in [('?', "?"), (':', ":"), ('“', "“"), ('!', "!"), (';', ";")] {
        if sentence.text.contains(mark) {
            to.add("has=", &[name], 1.0);
        }
    }
    if !sentence.text.ends_with(['.', '!', '?', ':', ';', '”', '"', ')']) {
        to.add("open end", &[], 1.0);
    }
    let block = match sentence.block {
        _ if sentence.text.contains(CELL_SEPARATOR) => "row", // in a text that is printed line by line, too
        BlockKind::Item => "item",
        BlockKind::Row => "row",
        BlockKind::Quote => "quote",
        _ => "paragraph",
    };
    to.add("in=", &[block], 1.0);
    let length = match sentence.words.tokens.len() {
        0..4 => "3",
        4..8 => "7",
        8..16 => "15",
        16..30 => "29",
        _ => "30",
    };
    to.add("length=", &[length], 1.0);
    if sentence.text.starts_with(char::is_lowercase) {
        to.add("small letter first", &[], 1.0);
    }
    let names = sentence
        .text
        .split(' ')
        .skip(1)
        .filter(|w| w.starts_with(char::is_uppercase) && w.chars().nth(1).is_some_and(char::is_lowercase));
    to.add("capitals=", &[["0", "1", "2", "3", "4"].get(names.count()).copied().unwrap_or("4")], 1.0);
}
