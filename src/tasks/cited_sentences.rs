//! The sentences of a text that cite an entry of its list, and those that a change made to say something else.

use crate::compare::rewording::{FEWEST_SHARED, FEWEST_SHARED_IN_PLACE, FEWEST_SHARED_IN_STEAD, share_words};
use crate::compare::{ReadSentence, describe_other_sense};
use crate::model::{Block, BlockKind, Reworded};
use crate::read::article::ReadArticle;
use crate::text::marks::{mask_marks, remove_marks, trim_marks};
use crate::text::spelling::list_words;
use crate::text::{CharIndex, split_sentences, stem, tokenise};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// How far behind a sentence its marker stands at most, in code points.
const BEHIND: u32 = 2;

/// A sentence that cites something.
#[derive(Debug)]
pub(super) struct CitedSentence {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its words, without markers.
    pub(super) words: String,
    /// The same in one spelling, and the stems of them in order: read once, since each sentence of an article that was written
    /// anew is compared with each that went.
    pub(super) spelt: Vec<String>,
    stems: Vec<String>,
    /// The entries that it cites, folded.
    pub(super) sources: BTreeSet<String>,
    sense: OnceLock<ReadSentence>,
}

/// The cited sentences of a text, in order.
pub(super) fn list_cited(read: &ReadArticle) -> Vec<CitedSentence> {
    let language = read.language.as_deref().unwrap_or("en");
    let places = CharIndex::new(&read.text);
    let holding = read.blocks.0.iter().filter(|block| {
        use BlockKind::{Caption, Item, Paragraph, Quote, Row};
        matches!(block.kind, Paragraph | Item | Quote | Row | Caption) && !block.marks.is_empty()
    });
    holding.flat_map(|block| read_block(read, block, &places, language)).collect()
}

/// The entries of a text's lists, folded as those that sentences cite are.
pub(super) fn list_entries(read: &ReadArticle) -> BTreeSet<String> {
    read.references.iter().map(|entry| fold_entry(&entry.printed)).collect()
}

fn fold_entry(printed: &str) -> String {
    tokenise(printed).join(" ")
}

fn read_block(read: &ReadArticle, block: &Block, places: &CharIndex, language: &str) -> Vec<CitedSentence> {
    let text = places.slice(block.start, block.end);
    let inside = CharIndex::new(text);
    let spans = split_sentences(&mask_marks(text, block), language).into_iter();
    let cited = spans.filter_map(|span| {
        let (from, to) = (block.start + span.start, block.start + span.end);
        let here = |mark: &&crate::read::article::ReferenceMarker| mark.start >= from && mark.start <= to + BEHIND;
        let next_begins = |mark: u32| mark > to && !places.slice(to, mark).chars().all(char::is_whitespace);
        let markers = read.markers.iter().filter(here).filter(|mark| !next_begins(mark.start));
        let entries = markers.flat_map(|mark| &mark.entries).filter_map(|at| read.references.get(*at));
        let sources: BTreeSet<String> = entries.map(|entry| fold_entry(&entry.printed)).collect();
        let (start, end) = trim_marks(&inside, block, (from, to));
        let words = remove_marks(places.slice(start, end), start, block.marks_within(start, end));
        let words = words.trim().to_owned();
        (!sources.is_empty() && !words.is_empty()).then(|| {
            let mut stems: Vec<String> = tokenise(&words).iter().map(|word| stem(word)).collect();
            stems.sort();
            CitedSentence { start, end, spelt: list_words(&words), stems, words, sources, sense: OnceLock::new() }
        })
    });
    cited.collect()
}

/// The sentences of now that were made of sentences of then, cite nothing that these did not, and say something else.
pub(super) fn find_reworded(then: &[CitedSentence], now: &[CitedSentence]) -> Vec<Reworded> {
    let gone = list_without_equal(then, now);
    let mut reworded = Vec::new();
    for at in list_without_equal(now, then) {
        let Some(is) = now.get(at) else { continue };
        let made_of = gone.iter().filter_map(|was| {
            let (place, was) = (*was, then.get(*was).filter(|was| is.rests_on(was))?);
            let beside = |list: &[CitedSentence], at: usize, back: bool| {
                let beside = if back { at.checked_sub(1) } else { at.checked_add(1) };
                beside.and_then(|beside| list.get(beside)).map(|sentence| sentence.words.clone())
            };
            let stands_beside = [true, false].map(|back| beside(then, place, back) == beside(now, at, back));
            let shared = share_words(&was.stems, &is.stems);
            let (short, long) = (was.stems.len().min(is.stems.len()), was.stems.len().max(is.stems.len()));
            let is_made_of = match stands_beside {
                [true, true] if is.sources == was.sources => {
                    shared >= FEWEST_SHARED_IN_PLACE || shared * long >= FEWEST_SHARED_IN_STEAD * short
                }
                [false, false] => shared >= FEWEST_SHARED,
                _ => shared >= FEWEST_SHARED_IN_PLACE,
            };
            is_made_of.then_some((shared, place, was))
        });
        let Some((_, place, was)) = made_of.max_by_key(|(shared, ..)| *shared) else { continue };
        let sense = was.sense().describe_other_sense(is.sense());
        if sense.is_none() || is_only_parted((then, place), (now, at)) {
            continue;
        }
        let is_sure = !sense.sure.is_empty();
        let differences = if is_sure { sense.sure } else { sense.open };
        let (before, now) = (was.words.clone(), is.words.clone());
        reworded.push(Reworded { start: is.start, end: is.end, before, now, differences, is_sure });
    }
    reworded
}

/// Those of these sentences whose words do not stand there, beside the same sources or more.
pub(super) fn list_without_equal(these: &[CitedSentence], there: &[CitedSentence]) -> Vec<usize> {
    let mut equal: BTreeMap<&[String], Vec<&CitedSentence>> = BTreeMap::new();
    for sentence in there {
        equal.entry(&sentence.spelt).or_default().push(sentence);
    }
    let stands = |sentence: &CitedSentence| {
        let others = equal.get(sentence.spelt.as_slice());
        others.is_some_and(|others| others.iter().any(|other| sentence.rests_on(other)))
    };
    these.iter().enumerate().filter(|(_, sentence)| !stands(sentence)).map(|(at, _)| at).collect()
}

/// Whether two sentences became one, or one became two, and nothing else is said.
fn is_only_parted((then, was): (&[CitedSentence], usize), (now, is): (&[CitedSentence], usize)) -> bool {
    let around = |list: &[CitedSentence], at: usize| -> Vec<String> {
        let words = |at: usize| list.get(at).map(|sentence| sentence.words.as_str());
        let joined = |one: Option<&str>, other: Option<&str>| Some(format!("{} {}", one?, other?));
        let before = joined(at.checked_sub(1).and_then(words), words(at));
        before.into_iter().chain(joined(words(at), words(at + 1))).collect()
    };
    let word = |list: &[CitedSentence], at: usize| list.get(at).map(|s| s.words.clone()).unwrap_or_default();
    let same = |was: &str, is: &str| describe_other_sense(was, is).sure.is_empty();
    around(then, was).iter().any(|joined| same(joined, &word(now, is)))
        || around(now, is).iter().any(|joined| same(&word(then, was), joined))
}

impl CitedSentence {
    /// Whether it cites something, and nothing that the other did not.
    fn rests_on(&self, other: &Self) -> bool {
        self.sources.is_subset(&other.sources)
    }

    /// What it says, read once.
    pub(super) fn sense(&self) -> &ReadSentence {
        self.sense.get_or_init(|| ReadSentence::read(&self.words))
    }
}
