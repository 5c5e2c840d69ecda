//! Word lists as data. Each `.txt` file beside this page holds lists of words and phrases: an entry a line, `[name]` before each
//! list, comments behind `#`. To add a word, add a line; nothing else knows what is in a list.
//!
//! Three ways to look one up: [`WordSet`] for whole words, [`Phrases`] for phrases in the folded words of a text, and
//! [`PrintedPhrases`] for phrases as they are printed, stops and apostrophes included.

mod index;
mod phrases;
mod printed;

pub use index::{ListedPhrase, PhraseIndex};
pub use phrases::{PhraseMatch, Phrases};
pub use printed::PrintedPhrases;

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Absolute words, what takes the certainty from them, and what governs a word of a clause.
pub static CERTAINTY: WordFile = WordFile::new(include_str!("certainty.txt"));
/// How sure a sentence is of an effect, how new it says that something is, and what would fit instead.
pub static WORDING: WordFile = WordFile::new(include_str!("wording.txt"));
/// Absolute words that mean something else beside some others: three lists for each sense.
pub static OTHER_SENSES: WordFile = WordFile::new(include_str!("other_senses.txt"));
/// How sentences name their sources, or do not name them.
pub static SOURCES: WordFile = WordFile::new(include_str!("sources.txt"));
/// Names of sources, a list for each kind.
pub static SOURCE_KINDS: WordFile = WordFile::new(include_str!("source_kinds.txt"));
/// How a sentence names the source of what it says, and which words tell claims apart.
pub static CLAIMS: WordFile = WordFile::new(include_str!("claims.txt"));
/// What figures are told of: wordings of one thing, groups that exclude each other, what is denied, supposed or not told.
pub static FIGURES: WordFile = WordFile::new(include_str!("figures.txt"));
/// Words of health, by what they name.
pub static HEALTH: WordFile = WordFile::new(include_str!("health.txt"));
/// What a sentence of health does, by the words that show it.
pub static CUES: WordFile = WordFile::new(include_str!("cues.txt"));
/// What a claim's words mean: figures, units, negations, directions, populations.
pub static MEANING: WordFile = WordFile::new(include_str!("meaning.txt"));
/// Words that turn what stands under or beside them, a list for each thing that they say.
pub static TURNING: WordFile = WordFile::new(include_str!("turning.txt"));
/// Words that say what a turning word says, though on their own they turn nothing: a list for each.
pub static SOFTLY_TURNING: WordFile = WordFile::new(include_str!("softly_turning.txt"));
/// Numbers, units and what they count, as quantities are read.
pub static QUANTITIES: WordFile = WordFile::new(include_str!("quantities.txt"));
/// Words of headings: what may be exchanged in them, and how words differ.
pub static HEADINGS: WordFile = WordFile::new(include_str!("headings.txt"));
/// Words of the language itself: stop words, abbreviations, what stands beside a letter or a number.
pub static ENGLISH: WordFile = WordFile::new(include_str!("english.txt"));
/// What a title says of the fate of its work, a list for each kind of notice.
pub static FATES_OF_WORKS: WordFile = WordFile::new(include_str!("fates.txt"));
/// What a sentence says, by its wordings: how sure, how often, how much, of whom, which way.
pub static SENSES: WordFile = WordFile::new(include_str!("senses.txt"));
/// Plain words and technical ones for one thing.
pub static PLAIN_WORDS: WordFile = WordFile::new(include_str!("plain_words.txt"));
/// Words that say nothing of health by themselves.
pub static GENERAL: WordFile = WordFile::new(include_str!("general.txt"));
/// Names that keep their capital in a title.
pub static NAMES: WordFile = WordFile::new(include_str!("names.txt"));
/// Words of titles that make two works of what looks alike.
pub static TITLES: WordFile = WordFile::new(include_str!("titles.txt"));
/// Names of months in other languages.
pub static FOREIGN_MONTHS: WordFile = WordFile::new(include_str!("months.txt"));
/// Words that names of organisations hold.
pub static ORGANISATIONS: WordFile = WordFile::new(include_str!("organisations.txt"));
/// Parts of people's names that are no name of their own.
pub static NAME_PARTS: WordFile = WordFile::new(include_str!("name_parts.txt"));
/// What the blocks of a page are for: navigation, notices, captions.
pub static PAGES: WordFile = WordFile::new(include_str!("pages.txt"));
/// Different words for one thing in health prose, a list for each thing.
pub static HEALTH_NAMES: WordFile = WordFile::new(include_str!("health_names.txt"));
/// Bodies that health prose names as its source, a list for each.
pub static BODIES: WordFile = WordFile::new(include_str!("bodies.txt"));
/// What pages are called, in addresses and in titles, that stand in the place of others.
pub static STAND_INS: WordFile = WordFile::new(include_str!("stand_ins.txt"));
/// Words of printed references that are neither names nor titles: labels, remarks, places.
pub static PRINTED_REFERENCES: WordFile = WordFile::new(include_str!("printed_references.txt"));
/// What bylines begin with, and what is no name in them.
pub static BYLINES: WordFile = WordFile::new(include_str!("bylines.txt"));
/// What sort of work something is, as publication types, genres and titles say it.
pub static WORK_KINDS: WordFile = WordFile::new(include_str!("work_kinds.txt"));
/// What lists of references are headed.
pub static REFERENCE_LISTS: WordFile = WordFile::new(include_str!("reference_lists.txt"));

/// Small words that every text of a language is full of.
pub static LANGUAGES: WordFile = WordFile::new(include_str!("languages.txt"));

/// A file of word lists, read when it is first asked for one.
#[derive(Debug)]
pub struct WordFile {
    text: &'static str,
    lists: OnceLock<Vec<WordList>>,
}

/// One list of a file.
#[derive(Debug)]
pub struct WordList {
    /// What stands in brackets before it.
    pub name: &'static str,
    /// Its entries, as the file has them.
    pub entries: Vec<&'static str>,
}

impl WordFile {
    const fn new(text: &'static str) -> Self {
        Self { text, lists: OnceLock::new() }
    }

    /// Every list, in the file's order.
    pub fn lists(&self) -> &[WordList] {
        self.lists.get_or_init(|| read_lists(self.text))
    }

    /// The entries of a list. A test sees that the program asks for no list that is not there.
    pub fn entries(&self, name: &str) -> &[&'static str] {
        let list = self.lists().iter().find(|list| list.name == name);
        debug_assert!(list.is_some(), "there is no list [{name}]");
        list.map_or(&[], |list| &list.entries)
    }

    /// A list as phrases to find among the words of a text.
    pub fn phrases(&self, name: &str) -> Phrases {
        Phrases::new(self.entries(name))
    }

    /// A list as phrases to find in a text as it is printed.
    pub fn printed_phrases(&self, name: &str) -> PrintedPhrases {
        PrintedPhrases::new(self.entries(name))
    }

    /// A list of words and what goes in their place, `cures = may relieve`.
    pub fn pairs(&self, name: &str) -> Vec<(&'static str, &'static str)> {
        self.entries(name).iter().filter_map(|entry| entry.split_once(" = ")).collect()
    }

    /// A list as words to look up.
    pub fn words(&self, name: &str) -> WordSet {
        WordSet(self.entries(name).iter().copied().collect())
    }
}

/// Words to look up whole.
#[derive(Debug)]
pub struct WordSet(BTreeSet<&'static str>);

impl WordSet {
    /// Whether a word is one of them, in the same letters.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Reads the lists of a file. Entries before the first name belong to a list without one.
fn read_lists(text: &'static str) -> Vec<WordList> {
    let mut lists: Vec<WordList> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let name = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        match (name, lists.last_mut()) {
            (Some(name), _) => lists.push(WordList { name, entries: Vec::new() }),
            (None, Some(list)) => list.entries.push(line),
            (None, None) => lists.push(WordList { name: "", entries: vec![line] }),
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_list_by_list() {
        let lists = read_lists("# what it is\nAfrica\n\n[one]\n# why\nat least\n  sore*\n[two]\n");
        let read: Vec<(&str, &[&str])> = lists.iter().map(|l| (l.name, l.entries.as_slice())).collect();
        assert_eq!(read, [("", &["Africa"][..]), ("one", &["at least", "sore*"]), ("two", &[])]);
    }

    #[test]
    fn every_list_holds_something_and_nothing_twice() {
        let files = [
            &CERTAINTY,
            &WORDING,
            &OTHER_SENSES,
            &SOURCES,
            &SOURCE_KINDS,
            &CLAIMS,
            &HEALTH,
            &CUES,
            &MEANING,
            &TURNING,
            &SOFTLY_TURNING,
            &QUANTITIES,
            &HEADINGS,
            &SENSES,
            &PLAIN_WORDS,
            &GENERAL,
            &ENGLISH,
            &FATES_OF_WORKS,
            &NAMES,
            &NAME_PARTS,
            &TITLES,
            &FOREIGN_MONTHS,
            &ORGANISATIONS,
            &PAGES,
            &HEALTH_NAMES,
            &BODIES,
            &REFERENCE_LISTS,
            &WORK_KINDS,
            &BYLINES,
            &PRINTED_REFERENCES,
            &STAND_INS,
        ];
        for list in files.iter().flat_map(|file| file.lists()) {
            assert!(!list.entries.is_empty() || list.name.ends_with(": before"), "[{}] is empty", list.name);
            let mut seen = BTreeSet::new();
            for entry in &list.entries {
                assert!(seen.insert(entry), "[{}] holds “{entry}” twice", list.name);
            }
        }
        for file in files {
            let names: BTreeSet<&str> = file.lists().iter().map(|list| list.name).collect();
            assert_eq!(names.len(), file.lists().len(), "a list's name stands once in its file");
        }
    }
}
