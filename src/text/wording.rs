//! Wordings that matter whatever the text is about: sources without a name, sources with one,
//! negations. Detection proposes claims by some of them, and rules judge claims by others.

use super::lexicon::{PhraseMatch, Phrases, SOURCE_KINDS, SOURCES};
use super::tokens::{Token, scan};
use std::sync::LazyLock;

/// A word or phrase found in a text, with its place in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundWord {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The words, folded.
    pub word: String,
}

/// A source that a sentence names by year, kind or both: "a 2023 review".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSource {
    /// The year, if one is named.
    pub year: Option<i16>,
    /// `review`, `meta-analysis`, `trial`, `guideline`, `survey` or `study`.
    pub kind: &'static str,
    /// The words that name it.
    pub text: String,
    /// Where they begin, in code points.
    pub start: u32,
    /// Where they end, exclusive.
    pub end: u32,
}

/// Sources without a name: "research shows", "studies suggest", "one recent study", "experts say".
pub fn find_vague_sources(text: &str) -> Vec<FoundWord> {
    let tokens = scan(text);
    let mut found: Vec<FoundWord> = VAGUE
        .find(&tokens)
        .into_iter()
        .filter(|h| !names_year(&tokens, h.first, h.after))
        .filter_map(|h| make_found_word(&tokens, h.first, h.after))
        .collect();
    found.extend(has_been_shown(&tokens));
    found.sort_by_key(|w| w.start);
    found
}

/// Words that turn a sentence round: "not", "no", "never", "without", "don’t".
pub fn find_negations(text: &str) -> Vec<FoundWord> {
    let tokens = scan(text);
    NEGATIONS.find(&tokens).into_iter().filter_map(|h| make_found_word(&tokens, h.first, h.after)).collect()
}

/// The first source that the text names: one with a year ("a 2023 review", "a study from 2019"), or one that says what
/// kind it is ("a Cochrane review", "a randomised trial", "a meta-analysis").
pub fn find_named_source(text: &str) -> Option<NamedSource> {
    let tokens = scan(text);
    let sources = NAMED_SOURCES.find(&tokens);
    let hit = sources.iter().find(|h| {
        let kind = find_source_kind(h);
        find_year_near(&tokens, h.first, h.after).is_some()
            || kind.is_some_and(|k| k != "study") && is_singular(&tokens, h.first, h.after)
    })?;
    let year = find_year_near(&tokens, hit.first, hit.after);
    let first = year.map_or(hit.first, |(at, _)| at.min(hit.first));
    let after = year.map_or(hit.after, |(at, _)| (at + 1).max(hit.after));
    let named = make_found_word(&tokens, first, after)?;
    let (skip, take) = (named.start as usize, (named.end - named.start) as usize);
    Some(NamedSource {
        year: year.map(|(_, y)| y),
        kind: find_source_kind(hit)?,
        text: text.chars().skip(skip).take(take).collect(),
        start: named.start,
        end: named.end,
    })
}

/// What a word in a title or genre says about the kind of a source; the same kinds as [`NamedSource::kind`].
pub fn find_source_kinds(text: &str) -> Vec<&'static str> {
    let tokens = scan(text);
    let mut kinds: Vec<_> = NAMED_SOURCES.find(&tokens).iter().filter_map(find_source_kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

static VAGUE: LazyLock<Phrases> = LazyLock::new(|| SOURCES.phrases("without a name"));

/// "has been shown to": somebody showed it, and the text does not say who.
fn has_been_shown(tokens: &[Token]) -> Vec<FoundWord> {
    static SHOWN: LazyLock<Phrases> = LazyLock::new(|| SOURCES.phrases("has been shown"));
    SHOWN.find(tokens).into_iter().filter_map(|h| make_found_word(tokens, h.first, h.after)).collect()
}

static NEGATIONS: LazyLock<Phrases> = LazyLock::new(|| SOURCES.phrases("negations"));

/// What a source is called, whatever its kind.
static NAMED_SOURCES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(SOURCE_KINDS.lists().iter().flat_map(|list| &list.entries)));

/// The kind of a source that [`NAMED_SOURCES`] found.
fn find_source_kind(hit: &PhraseMatch) -> Option<&'static str> {
    static KINDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let kinds = SOURCE_KINDS.lists().iter().flat_map(|list| list.entries.iter().map(|_| list.name));
        kinds.collect()
    });
    KINDS.get(hit.index).copied()
}

/// The year that names a source: up to four words before its name, or right after it ("a review from 2019", "(2019)").
fn find_year_near(tokens: &[Token], first: usize, after: usize) -> Option<(usize, i16)> {
    let year = |at: usize| {
        let word = &tokens.get(at)?.word;
        let year = word.parse::<i16>().ok().filter(|y| word.len() == 4 && (1900..=2099).contains(y))?;
        Some((at, year))
    };
    let before = (first.saturating_sub(4)..first)
        .rev()
        .take_while(|i| !tokens.get(i + 1).is_some_and(|t| t.after_break))
        .find_map(year);
    let linked = |at: usize| {
        tokens.get(at).is_some_and(|t| matches!(t.word.as_str(), "from" | "in" | "of" | "published" | "by"))
    };
    before.or_else(|| (after..after + 3).find_map(|at| year(at).filter(|_| (after..at).all(linked))))
}

fn names_year(tokens: &[Token], first: usize, after: usize) -> bool {
    let end = (after + 2).min(tokens.len());
    (first..end).any(|at| find_year_near(tokens, at, at + 1).is_some())
}

/// "a", "one", "the" or a qualifying name before it, and no plural: one source is meant.
fn is_singular(tokens: &[Token], first: usize, after: usize) -> bool {
    let plural = after
        .checked_sub(1)
        .and_then(|i| tokens.get(i))
        .is_some_and(|t| t.word.ends_with('s') && !t.word.ends_with("sis"));
    let article = (first.saturating_sub(4)..first).any(|i| {
        tokens.get(i).is_some_and(|t| {
            matches!(t.word.as_str(), "a" | "an" | "one" | "the" | "another" | "this" | "large" | "cochrane")
        }) && !(i + 1..=first).any(|j| tokens.get(j).is_some_and(|t| t.after_break))
    });
    let unnamed = (first.saturating_sub(2)..first)
        .any(|i| tokens.get(i).is_some_and(|t| matches!(t.word.as_str(), "recent" | "new" | "to" | "under")));
    !plural && (article || first == 0 || after - first > 1) && !unnamed
}

/// The words from one token to another as a place in the text.
pub(super) fn make_found_word(tokens: &[Token], first: usize, after: usize) -> Option<FoundWord> {
    let found = tokens.get(first..after)?;
    let words: Vec<&str> = found.iter().map(|t| t.word.as_str()).collect();
    Some(FoundWord { start: found.first()?.start, end: found.last()?.end, word: words.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(found: Vec<FoundWord>) -> Vec<String> {
        found.into_iter().map(|w| w.word).collect()
    }

    #[test]
    fn a_source_without_a_name_is_vague() {
        for (text, expected) in [
            ("Research shows a link.", vec!["research shows"]),
            ("Other research shows that it could be 86%.", vec!["other research"]),
            ("One recent study found that 40% do.", vec!["one recent study"]),
            ("A 2023 review found that it helps.", vec![]),
            ("A study from 2019 found that it helps.", vec![]),
            ("It has been shown to be safe.", vec!["has been shown"]),
            ("Many healthcare providers recommend rest.", vec!["many healthcare providers recommend"]),
            ("We study muscles.", vec![]),
        ] {
            assert_eq!(words(find_vague_sources(text)), expected, "{text}");
        }
    }

    #[test]
    fn sources_with_a_name() {
        for (text, expected) in [
            ("A 2023 review found that regular exercise can help.", Some((Some(2023), "review", "2023 review"))),
            (
                "In a 2019 randomized controlled trial, pain fell.",
                Some((Some(2019), "trial", "2019 randomized controlled trial")),
            ),
            ("A Cochrane review found little.", Some((None, "review", "Cochrane review"))),
            ("A meta-analysis of ten trials found little.", Some((None, "meta-analysis", "meta-analysis"))),
            ("A study from 2021 showed more.", Some((Some(2021), "study", "study from 2021"))),
            ("A study published in 2020 showed more.", Some((Some(2020), "study", "study published in 2020"))),
            ("One recent study found more.", None),
            ("Research shows more.", None),
            ("Have your doctor review the plan.", None),
        ] {
            let found = find_named_source(text);
            assert_eq!(found.as_ref().map(|s| (s.year, s.kind, s.text.as_str())), expected, "{text}");
        }
        let found = find_named_source("Étude: a 2023 review found it.").unwrap();
        assert_eq!((found.start, found.end), (9, 20));
        assert_eq!(
            find_source_kinds("Yoga: A Systematic Review and Meta-Analysis of Trials"),
            ["meta-analysis", "trial"]
        );
    }

    #[test]
    fn words_that_turn_a_sentence_round() {
        assert_eq!(words(find_negations("Don’t rest without cause; not now.")), ["dont", "without", "not"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_them(text in "\\PC{0,80}") {
            let _ = (find_vague_sources(&text), find_named_source(&text));
        }
    }
}
