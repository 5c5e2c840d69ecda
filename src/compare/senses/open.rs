//! Words that no list knows, in the place of others: "locker rooms" for "changing rooms". Most are other names for the same, so they
//! leave open whether the same is said. In some places another word is another statement all the same: what acts, what it acts on,
//! and with what or with whom something is compared.

use super::reading::{Sense, SensePhrase, Statement, is_part_of_body};
use crate::text::lexicon::{SENSES, WordSet};
use crate::text::stem;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// So many words before a word the preposition that places it stands at most.
const NEAR: usize = 4;
/// Where no verb is known, so many words name what acts.
const FIRST_WORDS: usize = 2;

static VERBS: LazyLock<WordSet> = LazyLock::new(|| SENSES.words("verbs behind what acts"));
static PLACING: LazyLock<WordSet> = LazyLock::new(|| SENSES.words("placing"));
static NAMING: LazyLock<WordSet> = LazyLock::new(|| SENSES.words("naming another"));
/// What is made of something, by what its forms share.
static MADE: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| SENSES.entries("made of something").iter().map(|word| stem(word)).collect());
static ENDINGS: LazyLock<&[&str]> = LazyLock::new(|| SENSES.entries("endings of other things"));

/// Rows of words of which each excludes the others, by what their forms share.
static EXCLUSIVE: LazyLock<BTreeMap<String, BTreeSet<usize>>> = LazyLock::new(|| {
    let mut rows: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, row) in SENSES.entries("exclusive").iter().enumerate() {
        let words = row.split_once(": ").map_or(*row, |(_, words)| words).split(", ");
        words.for_each(|word| _ = rows.entry(stem(word)).or_default().insert(at));
    }
    rows
});

/// Whether it stays open that one word in the place of another says the same.
pub(super) fn is_open_swap((was, old): (&Statement, &SensePhrase), (is, new): (&Statement, &SensePhrase)) -> bool {
    let rows = |item: &SensePhrase| EXCLUSIVE.get(&item.stem);
    let exclude = rows(old).zip(rows(new)).is_some_and(|(these, those)| !these.is_disjoint(those));
    // "A twisted ankle" for "a sprained ankle", but not "nettle extract" for "chestnut extract".
    let beside = (was.find_neighbours_of(old).1, is.find_neighbours_of(new).1);
    let is_of_same = match beside {
        (Some(one), Some(other)) if one == other => is.items.iter().any(|item| item.word == one && qualifies(item)),
        _ => false,
    };
    let is_loose = |statement: &Statement, item: &SensePhrase| {
        is_loose_word(statement, item) && (is_of_same || !is_in_key_place(statement, item))
    };
    let are_known = !old.is_general && !old.is_unknown() && !new.is_unknown();
    !exclude && !are_known && !old.is_opposite_of(new) && (old.is_general || is_loose(was, old)) && is_loose(is, new)
}

/// Whether a word may be told more exactly by the word before it without being another thing: a part of the body, but neither people
/// nor what is made of something. Of an illness, that word says which it is: "cluster headache".
fn qualifies(item: &SensePhrase) -> bool {
    matches!(item.sense, Sense::Thing | Sense::Other) && !item.is_general && !MADE.contains(&item.stem)
}

/// Whether a word is none of health, and names neither a substance nor people, nor says which people or illness is meant.
fn is_loose_word(statement: &Statement, item: &SensePhrase) -> bool {
    let names_another = || item.word.len() > 6 && ENDINGS.iter().any(|ending| item.word.ends_with(ending));
    let next = statement.items.iter().find(|other| other.at == item.at + 1);
    let says_which =
        next.is_some_and(|next| next.sense == Sense::Whom || next.is_health && !is_part_of_body(&next.word));
    let is_thing = item.sense == Sense::Thing && !item.is_health && !item.has_digit();
    (item.is_unknown() || is_thing) && !item.is_joined && !says_which && !names_another()
}

fn is_in_key_place(statement: &Statement, item: &SensePhrase) -> bool {
    let back = statement.words.iter().take(item.at).rev().take(NEAR).map(String::as_str);
    let preposition = back.clone().find(|word| PLACING.contains(word) || NAMING.contains(word));
    if let Some(preposition) = preposition {
        return NAMING.contains(preposition);
    }
    let before = || statement.items.iter().rev().find(|other| other.at < item.at);
    item.at < find_end_of_subject(statement) || before().is_some_and(|other| other.sense == Sense::Direction)
}

/// The word behind what acts: the first verb that is known, or the first word that says which way something goes.
fn find_end_of_subject(statement: &Statement) -> usize {
    let verb = statement.words.iter().position(|word| VERBS.contains(word));
    let named = statement.items.iter().find(|item| item.sense != Sense::Direction && !item.is_general);
    let turns = |first: &SensePhrase| {
        let mut behind = statement.items.iter().filter(|item| item.at > first.at);
        behind.find(|item| item.sense == Sense::Direction).map(|item| item.at)
    };
    let turn = named.and_then(turns);
    verb.into_iter().chain(turn).min().unwrap_or(FIRST_WORDS)
}
