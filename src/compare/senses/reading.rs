//! A sentence as what it says: its words by the lists that know them, without its figures.

use crate::model::Quantity;
use crate::text::lexicon::{ENGLISH, GENERAL, HEALTH, PLAIN_WORDS, PhraseIndex, Phrases, SENSES, WordSet};
use crate::text::roots::have_one_root;
use crate::text::slips::is_slip_of_word;
use crate::text::spelling::unify_spelling;
use crate::text::stem;
use crate::text::tokens::{Token, scan};
use crate::text::words::PlainText;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What sort of thing a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// Which way something goes, and how bad it is.
    Direction,
    /// Of whom it is told.
    Whom,
    /// When, and how often.
    When,
    /// How it compares with something.
    Amount,
    /// One of several words for a thing.
    Thing,
    /// Anything else.
    Other,
}

/// The lists of rows, and what they say.
const SENSED: [(&str, Sense); 6] = [
    ("directions", Sense::Direction),
    ("whom", Sense::Whom),
    ("when", Sense::When),
    ("amounts", Sense::Amount),
    ("one thing", Sense::Thing),
    ("one meaning", Sense::Other),
];

/// The list of plain words that say nothing of health.
const EVERYDAY: &str = "everyday words";

/// The lists from least to most.
const LADDERS: [&str; 4] = ["how sure", "how often", "how much", "how well known"];
/// Which of them says how sure a sentence is, and which how well that is known.
const SURE: usize = 0;
const KNOWN: usize = 3;

/// As sure, as often, as much as a sentence is that says nothing of it.
const PLAIN: u8 = 5;

/// A word or phrase that says something.
#[derive(Debug, Clone)]
pub(super) struct SensePhrase {
    /// As it is printed, in small letters.
    pub(super) word: String,
    /// Where it stands among the words of the sentence.
    pub(super) at: usize,
    pub(super) sense: Sense,
    /// The rows that have it.
    pub(super) names: Vec<&'static str>,
    /// What its forms share.
    pub(super) stem: String,
    /// It names something of health.
    pub(super) is_health: bool,
    /// It stands behind "and" or "or".
    pub(super) is_joined: bool,
    /// It stands behind a word that limits of what the sentence speaks: "with", "during".
    pub(super) limits: bool,
    /// It says nothing of health by itself: "kind", "observed".
    pub(super) is_general: bool,
    /// In which clause of the sentence it stands.
    pub(super) clause: usize,
}

/// How sure, how often, how much and how well known a sentence says something to be, each from the least to the most.
#[derive(Debug, Clone, Default)]
pub(super) struct Ladders([Vec<(u8, String)>; 4]);

/// A sentence that was read.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub(super) words: Vec<String>,
    pub(super) items: Vec<SensePhrase>,
    pub(super) ladders: Ladders,
    /// The clause of each word that denies.
    pub(super) denials: Vec<usize>,
    /// The clause of each word that leaves open whether it is so.
    pub(super) doubts: Vec<usize>,
    /// Where two things are compared.
    pub(super) comparisons: Vec<usize>,
    /// Whether something is told of: "is reduced by".
    pub(super) is_told_of: bool,
}

/// What a wording of the lists stands for.
#[derive(Debug, Clone, Copy)]
enum ListedSense {
    LeftOut,
    Denial,
    Rank(usize, u8),
    Row(Sense, &'static str),
}

struct Lists {
    listed: Vec<ListedSense>,
    wordings: Phrases,
    /// Pairs of rows of which the second says less than the first.
    softer: Vec<(&'static str, &'static str)>,
    limiting: WordSet,
    joining: WordSet,
    narrowing: WordSet,
    health: PhraseIndex,
    /// What general words' forms share.
    general: BTreeSet<String>,
    clauses_begin: WordSet,
    clauses_go_on: WordSet,
    compares: Phrases,
    compares_no_more: WordSet,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut all: Vec<(&'static str, ListedSense)> = Vec::new();
    all.extend(SENSES.entries("left out").iter().map(|word| (*word, ListedSense::LeftOut)));
    all.extend(SENSES.entries("not").iter().map(|word| (*word, ListedSense::Denial)));
    let rows = |entries: &'static [&'static str]| {
        let rows = entries.iter().filter_map(|row| row.split_once(": "));
        rows.flat_map(|(name, row)| row.split(", ").map(move |wording| (name, wording))).collect::<Vec<_>>()
    };
    for (at, list) in LADDERS.iter().enumerate() {
        let ranked = rows(SENSES.entries(list)).into_iter();
        all.extend(ranked.map(|(rank, wording)| (wording, ListedSense::Rank(at, rank.parse().unwrap_or(PLAIN)))));
    }
    for (list, said) in SENSED {
        let rows = rows(SENSES.entries(list)).into_iter();
        all.extend(rows.map(|(name, wording)| (wording, ListedSense::Row(said, name))));
    }
    for list in PLAIN_WORDS.lists() {
        let said = if list.name == EVERYDAY { Sense::Other } else { Sense::Thing };
        all.extend(rows(&list.entries).into_iter().map(|(name, wording)| (wording, ListedSense::Row(said, name))));
    }
    let softer = SENSES.entries("softer").iter().filter_map(|row| row.split_once(" > ")).collect();
    let wordings: Vec<&'static str> = all.iter().map(|(wording, _)| *wording).collect();
    let mut health = PhraseIndex::default();
    health.add(HEALTH.lists());
    health.add_endings(HEALTH.entries("health: endings of diseases"), "health: diseases");
    health.add_endings(HEALTH.entries("health: endings of medicines"), "health: treatments");
    let general = GENERAL.entries("general words").iter().filter_map(|row| row.split_once(": "));
    let counting = GENERAL.entries("stop words that count");
    let stop_words = ENGLISH.entries("stop words").iter().copied().filter(|word| !counting.contains(word));
    let general = general.flat_map(|(_, words)| words.split(", ")).chain(stop_words);
    Lists {
        general: general.map(stem).collect(),
        clauses_begin: SENSES.words("clauses begin"),
        clauses_go_on: SENSES.words("clauses go on"),
        compares: SENSES.phrases("compares"),
        compares_no_more: SENSES.words("compares no more"),
        wordings: Phrases::new(&wordings),
        listed: all.into_iter().map(|(_, listed)| listed).collect(),
        softer,
        limiting: SENSES.words("limiting"),
        joining: SENSES.words("joining"),
        narrowing: SENSES.words("narrowing"),
        health,
    }
});

impl Statement {
    pub(super) fn read(sentence: &str, figures: &[Quantity]) -> Self {
        let lists = &*LISTS;
        let tokens = read_words(sentence, figures);
        let health: BTreeSet<usize> =
            lists.health.find(&tokens).iter().flat_map(|phrase| phrase.first..phrase.after).collect();
        let (comparisons, is_told_of) = (find_comparisons(&tokens), tokens.iter().any(|token| token.word == "by"));
        let clauses = number_clauses(&tokens);
        let (items, ladders) = (Vec::new(), Ladders::default());
        let words = tokens.iter().map(|token| token.word.clone()).collect();
        let (denials, doubts) = (Vec::new(), Vec::new());
        let mut read = Self { words, items, ladders, denials, doubts, comparisons, is_told_of };
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let mut found = lists.wordings.all_at(&tokens, at).peekable();
            let after = found.peek().map_or(at + 1, |longest| longest.after);
            let listed = found.take_while(|phrase| phrase.after == after);
            let listed: Vec<ListedSense> =
                listed.filter_map(|phrase| lists.listed.get(phrase.index).copied()).collect();
            let before = |back: usize| at.checked_sub(back).and_then(|i| tokens.get(i)).map_or("", |t| t.word.as_str());
            let word = tokens.get(at..after).unwrap_or_default().iter().map(|t| t.word.as_str()).collect::<Vec<_>>();
            let word = word.join(" ");
            let clause = clauses.get(at).copied().unwrap_or_default();
            let mut rows: Option<(Sense, Vec<&'static str>)> = None;
            for one in &listed {
                match one {
                    ListedSense::LeftOut => {}
                    ListedSense::Denial => read.denials.push(clause),
                    ListedSense::Rank(ladder, rank) => {
                        read.ladders.add(*ladder, *rank, &word);
                        read.doubts.extend((*ladder == KNOWN).then_some(clause));
                    }
                    ListedSense::Row(said, name) => rows.get_or_insert((*said, Vec::new())).1.push(name),
                }
            }
            let unlisted = listed.is_empty() && token.word.chars().any(char::is_alphanumeric);
            let rows = rows.or_else(|| unlisted.then(|| (Sense::Other, Vec::new())));
            let is_health = (at..after).any(|i| health.contains(&i));
            read.items.extend(rows.map(|(said, names)| SensePhrase {
                is_general: said == Sense::Other
                    && (!names.is_empty() || !is_health && lists.general.contains(&stem(&token.word))),
                clause,
                stem: names.first().map_or_else(|| stem(&token.word), |name| (*name).to_owned()),
                is_health,
                is_joined: lists.joining.contains(before(1)) || lists.joining.contains(before(2)),
                limits: lists.narrowing.contains(before(1)),
                word,
                at,
                sense: said,
                names,
            }));
            at = after;
        }
        read.ladders.0.iter_mut().for_each(|ranks| ranks.sort());
        read
    }
}

impl Statement {
    /// The words right before and behind an item.
    pub(super) fn find_neighbours_of(&self, item: &SensePhrase) -> (Option<&str>, Option<&str>) {
        let after = item.at + item.word.split(' ').count();
        let word = |at: usize| self.words.get(at).map(String::as_str);
        (item.at.checked_sub(1).and_then(word), word(after))
    }
}

/// Whether a word names something of health.
pub(super) fn names_health(word: &str) -> bool {
    !LISTS.health.find(&scan(word)).is_empty()
}

/// Whether a word names a part of the body.
pub(super) fn is_part_of_body(word: &str) -> bool {
    let found = LISTS.health.find(&scan(word));
    !found.is_empty() && found.iter().all(|phrase| LISTS.health.name(phrase.list) == "health: the body")
}

/// Whether a row of the lists limits of how many people, or of how many cases, a sentence speaks.
pub(super) fn is_limiting(row: &str) -> bool {
    LISTS.limiting.contains(row)
}

/// The words of a sentence in the one spelling of all, without its figures.
fn read_words(sentence: &str, figures: &[Quantity]) -> Vec<Token> {
    // "Halves" says which way something goes, too.
    let figures: Vec<&Quantity> = figures.iter().filter(|q| !q.text.starts_with("halv")).collect();
    let kept: String = (0u32..)
        .zip(sentence.chars())
        .map(|(at, c)| if figures.iter().any(|q| (q.start..q.end).contains(&at)) { ' ' } else { c })
        .collect();
    let words = unify_spelling(&PlainText::new(&kept, &[]).words());
    let spell_out = |word: &str| {
        let folded = word.to_lowercase().replace(['’', '\''], "");
        CONTRACTIONS.iter().find(|(short, _)| *short == folded).map(|(_, long)| *long)
    };
    let words: Vec<&str> = words.iter().map(|word| spell_out(&word.text).unwrap_or(&word.text)).collect();
    scan(&words.join(" "))
}

/// "isn't" says what "is not" says.
static CONTRACTIONS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| SENSES.pairs("contractions"));

/// In which clause each word stands: a denial speaks of its own alone.
fn number_clauses(tokens: &[Token]) -> Vec<usize> {
    let lists = &*LISTS;
    let begins = |at: usize, token: &Token| {
        let next = || tokens.get(at + 1).is_some_and(|next| lists.clauses_go_on.contains(&next.word));
        lists.clauses_begin.contains(&token.word) || lists.joining.contains(&token.word) && next()
    };
    let numbered = tokens.iter().enumerate().scan(0, |clause, (at, token)| {
        *clause += usize::from(begins(at, token));
        Some(*clause)
    });
    numbered.collect()
}

/// Where two things are compared: at "than", or at the second "as" of "as often as".
fn find_comparisons(tokens: &[Token]) -> Vec<usize> {
    /// So far apart the two stand at most.
    const APART: usize = 6;
    let lists = &*LISTS;
    let is_as = |at: usize| tokens.get(at).is_some_and(|token| token.word == "as");
    let mut found: Vec<usize> = lists.compares.find(tokens).iter().map(|phrase| phrase.first).collect();
    let mut at = 0;
    while at < tokens.len() {
        let is_idle = tokens.get(at + 1).is_none_or(|next| lists.compares_no_more.contains(&next.word));
        let second = || (at + 2..=at + APART).find(|second| is_as(*second));
        let second = if is_as(at) && !is_idle { second() } else { None };
        found.extend(second);
        at = second.unwrap_or(at) + 1;
    }
    found.sort_unstable();
    found
}

impl SensePhrase {
    /// Whether one of two words denies the other: "sufficient" and "insufficient".
    pub(super) fn is_opposite_of(&self, other: &Self) -> bool {
        const DENYING: [&str; 6] = ["un", "in", "im", "ir", "dis", "non"];
        let denies = |one: &str, another: &str| DENYING.iter().any(|p| one.strip_prefix(p) == Some(another));
        denies(&self.word, &other.word) || denies(&other.word, &self.word)
    }

    /// Whether another item says the same.
    pub(super) fn has_same_sense(&self, other: &Self) -> bool {
        if self.names.is_empty() && other.names.is_empty() {
            let is_slip = || !(self.is_health && other.is_health) && is_slip_of_word(&self.word, &other.word);
            return self.stem == other.stem || is_slip() || have_one_root(&self.word, &other.word);
        }
        let is_name = |item: &Self| matches!(item.sense, Sense::Thing | Sense::Other);
        self.names.iter().any(|name| other.names.contains(name))
            || is_name(self) && is_name(other) && have_one_root(&self.word, &other.word)
            || (self.names.is_empty() || other.names.is_empty()) && is_slip_of_word(&self.word, &other.word)
    }

    /// Whether another item says less of the same.
    pub(super) fn is_softened_by(&self, softer: &Self) -> bool {
        LISTS.softer.iter().any(|(more, less)| self.names.contains(more) && softer.names.contains(less))
    }

    pub(super) fn has_digit(&self) -> bool {
        self.word.contains(|c: char| c.is_ascii_digit())
    }
}

impl Ladders {
    fn add(&mut self, ladder: usize, rank: u8, word: &str) {
        if let Some(ranks) = self.0.get_mut(ladder) {
            ranks.push((rank, word.to_owned()));
        }
    }

    /// Where a sentence says something more surely, more often or more strongly than an earlier wording.
    pub(super) fn compare(&self, now: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        let is_softer = || matches!((self.0.get(SURE), now.0.get(SURE)), (Some(was), Some(is)) if is.len() > was.len());
        for (ladder, (was, is)) in self.0.iter().zip(&now.0).enumerate() {
            let plain = (PLAIN, String::new());
            // One doubt is as good as two, and so is a word that says less surely what was doubted.
            let steps =
                if ladder == KNOWN { usize::from(is.is_empty() && !is_softer()) } else { was.len().max(is.len()) };
            for at in 0..steps {
                let (old, new) = (was.get(at).unwrap_or(&plain), is.get(at).unwrap_or(&plain));
                differences.extend((new.0 > old.0).then(|| match (old.1.as_str(), new.1.as_str()) {
                    ("", new) => format!("“{new}” came"),
                    (old, "") => format!("“{old}” went"),
                    (old, new) => format!("“{old}” became “{new}”"),
                }));
            }
        }
        differences
    }
}
