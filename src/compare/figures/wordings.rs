//! The words that tell what a figure counts, each by one name however it is worded; and who or what excludes whom.

use crate::text::is_stop_word;
use crate::text::lexicon::{FIGURES, Phrases, QUANTITIES, WordSet};
use crate::text::stem;
use crate::text::tokens::Token;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a word or phrase says, by its name or its root.
pub(super) type FigureTerm = String;

/// One row of a list that gives a name and its wordings: `recur: recur*, come back`.
struct NamedWordings {
    names: Vec<&'static str>,
    wordings: Phrases,
}

impl NamedWordings {
    fn read(list: &str) -> Self {
        let rows = FIGURES.entries(list).iter().filter_map(|row| row.split_once(": "));
        let (mut names, mut wordings) = (Vec::new(), Vec::new());
        for (name, row) in rows {
            for wording in row.split(", ") {
                names.push(name);
                wordings.push(wording);
            }
        }
        Self { names, wordings: Phrases::new(&wordings) }
    }

    fn match_at(&self, tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
        let found = self.wordings.match_at(tokens, at)?;
        Some((self.names.get(found.index)?, found.after))
    }
}

static WORDINGS: LazyLock<NamedWordings> = LazyLock::new(|| NamedWordings::read("wordings of one thing"));
static EMPTY: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("empty beside a figure"));
static SILENT: LazyLock<WordSet> = LazyLock::new(|| FIGURES.words("say nothing"));
/// Numbers in words, which tell how many and not of what.
static NUMBERS: LazyLock<[WordSet; 2]> = LazyLock::new(|| ["cardinals", "tens"].map(|list| QUANTITIES.words(list)));
static LIGHT: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| FIGURES.entries("say little").iter().flat_map(|w| [cut_to_root(w), (*w).to_owned()]).collect());

/// What each word says; a phrase by its first word.
pub(super) fn read_terms(tokens: &[Token]) -> Vec<Option<FigureTerm>> {
    let mut terms = vec![None; tokens.len()];
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (name, after) = match WORDINGS.match_at(tokens, at) {
            Some((name, after)) => (Some(name.to_owned()), after),
            None => (is_telling(&token.word).then(|| cut_to_root(&token.word)), at + 1),
        };
        if let Some(slot) = terms.get_mut(at) {
            *slot = name.filter(|n| n != "-");
        }
        at = after;
    }
    terms
}

/// Whether a word beside a figure does not tell what it counts.
pub(super) fn is_bare(word: &str) -> bool {
    static MEASURES: LazyLock<WordSet> = LazyLock::new(|| FIGURES.words("names of measures"));
    let letters = word.chars().any(char::is_alphabetic) && word.len() > 1;
    !letters || is_stop_word(word) || EMPTY.contains(word) || MEASURES.contains(word)
}

fn is_telling(word: &str) -> bool {
    let letters = word.chars().any(char::is_alphabetic);
    let number = NUMBERS.iter().any(|list| list.contains(word));
    letters && !number && word.len() > 1 && !is_stop_word(word) && !EMPTY.contains(word) && !SILENT.contains(word)
}

/// How much a term says of what is counted.
pub(super) fn weigh_term(term: &str) -> f64 {
    match term {
        "higher" | "lower" => 0.0,
        _ if LIGHT.contains(term) => 0.25,
        _ => 1.0,
    }
}

/// A word without its endings, those that make nouns of verbs among them: "failure" and "fails".
fn cut_to_root(word: &str) -> String {
    const ENDINGS: [&str; 14] =
        ["enc", "anc", "ion", "ment", "ement", "ur", "ity", "iv", "ous", "al", "er", "or", "ic", "y"];
    let stem = stem(word.strip_suffix("ness").filter(|s| s.len() >= 4).unwrap_or(word));
    let cut = ENDINGS.iter().find_map(|e| stem.strip_suffix(e).filter(|s| s.len() >= 4));
    let root = cut.unwrap_or(&stem);
    let root = root.strip_suffix('e').filter(|s| s.len() >= 4).unwrap_or(root);
    let mut last = root.bytes().rev();
    let doubled = last.next().zip(last.next()).is_some_and(|(a, b)| a == b && a != b's');
    root.get(..root.len() - usize::from(doubled && root.len() > 4)).unwrap_or(root).to_owned()
}

/// The groups that words name, each by its kind and its name: `("sex", "men")`.
pub(super) type Groups = BTreeSet<(&'static str, &'static str)>;

/// The groups that some words name.
pub(super) fn read_groups(tokens: &[Token]) -> Groups {
    static GROUPS: LazyLock<NamedWordings> = LazyLock::new(|| NamedWordings::read("groups that exclude each other"));
    let (mut groups, mut at) = (Groups::new(), 0);
    while at < tokens.len() {
        let found = GROUPS.match_at(tokens, at);
        groups.extend(found.and_then(|(name, _)| name.split_once(' ')));
        at = found.map_or(at + 1, |(_, after)| after);
    }
    groups
}
