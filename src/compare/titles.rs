//! Whether two titles name one work: equal words in whatever spelling, a subtitle left out, a slip of the pen; and the words
//! that make two works of what looks alike.

use super::numbers::{is_footnoted, split_number};
use crate::text::fate::strip_fate;
use crate::text::lexicon::{TITLES, WordSet};
use crate::text::markup::to_plain_line;
use crate::text::spelling::to_american;
use crate::text::{is_stop_word, tokenise};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::sync::LazyLock;

/// How two titles compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TitleComparison {
    /// The same words.
    Same,
    /// One ends where the other's subtitle begins.
    Subtitle,
    /// The same but for what looks like a slip: what differs.
    Slip(String),
    /// The same but for the number of a chapter, an abstract or the like before one of them: that number.
    Numbered(String),
    /// Most words are the same, and none that differs tells two works apart: what differs.
    Near(String),
    /// Two works: what tells them apart.
    Differ(String),
}

/// What is told of two titles that have little in common.
pub const MOST_DIFFER: &str = "most words are others";

/// The shortest title, in characters, that may stand for one with a subtitle.
const SHORTEST_HEAD: usize = 20;

/// Words that make a title the title of a notice about, or an answer to, another work.
static ABOUT_ANOTHER: LazyLock<WordSet> = LazyLock::new(|| TITLES.words("about another work"));

/// Words that name whom a study is about.
static POPULATIONS: LazyLock<WordSet> = LazyLock::new(|| TITLES.words("populations"));

/// Words that turn a title round.
static TURNING: LazyLock<WordSet> = LazyLock::new(|| TITLES.words("turning"));

/// Endings of drug and substance names: two that differ are two substances.
static SUBSTANCES: LazyLock<&[&str]> = LazyLock::new(|| TITLES.entries("endings of substances"));

/// Compares a printed title with a registered one. Markup, entities, case, diacritics, dashes, British or American spelling
/// and what a title says of its work's fate ("RETRACTED:") are no difference.
pub fn compare_titles(printed: &str, registered: &str) -> TitleComparison {
    let (printed, registered) = (to_plain_line(printed), to_plain_line(registered));
    let (printed, registered) = (strip_fate(&printed), strip_fate(&registered));
    let (a, b) = (split_title(&printed), split_title(&registered));
    if a.is_empty() || b.is_empty() {
        return TitleComparison::Differ("one of the two has no words".to_owned());
    }
    if a == b || a.concat() == b.concat() {
        return TitleComparison::Same;
    }
    match describe_difference(&a, &b, &printed, &registered) {
        other @ (TitleComparison::Near(_) | TitleComparison::Differ(_)) => {
            compare_unnumbered(&printed, &registered).unwrap_or(other)
        }
        same => same,
    }
}

/// The same without the number before one of two titles, or before both where it is one number; none where that changes nothing.
fn compare_unnumbered(printed: &str, registered: &str) -> Option<TitleComparison> {
    let (a, b) = (split_title(printed), split_title(registered));
    if is_footnoted(&a, &b) {
        return Some(TitleComparison::Same);
    }
    let of_number = |label: &str| split_title(label).pop();
    let (p, r) = (split_number(printed), split_number(registered));
    let (label, printed, registered) = match (p, r) {
        (Some((p, printed)), Some((r, registered))) if of_number(p) == of_number(r) => (r, printed, registered),
        (Some((label, printed)), None) => (label, printed, registered),
        (None, Some((label, registered))) => (label, printed, registered),
        _ => return None,
    };
    let (a, b) = (split_title(printed), split_title(registered));
    let same = a == b || a.concat() == b.concat() || is_footnoted(&a, &b);
    let like = || {
        matches!(describe_difference(&a, &b, printed, registered), TitleComparison::Subtitle | TitleComparison::Slip(_))
    };
    (same || like()).then(|| TitleComparison::Numbered(label.to_owned()))
}

/// How two titles compare that are not of the same words.
fn describe_difference(a: &[String], b: &[String], printed: &str, registered: &str) -> TitleComparison {
    if let Some(rest) = find_beyond_head(a, registered).or_else(|| find_beyond_head(b, printed)) {
        return match rest.iter().find(|w| tells_a_subtitle_apart(w, &rest)) {
            Some(word) => TitleComparison::Differ(format!("“{word}”")),
            None => TitleComparison::Subtitle,
        };
    }
    compare_words(a, b)
}

/// A title's words as they are compared.
pub fn split_title(title: &str) -> Vec<String> {
    tokenise(&to_plain_line(title)).into_iter().map(|w| to_american(&w)).collect()
}

/// Whether a word beside a title makes it the title of something about that work, or of one of its parts.
pub fn is_about_another(word: &str) -> bool {
    ABOUT_ANOTHER.contains(word) || word == "part"
}

/// The words that a title has beyond `head`, where its part before a colon, a dash or a question mark is just that.
fn find_beyond_head(head: &[String], title: &str) -> Option<Vec<String>> {
    let ends = title.char_indices().filter(|(at, c)| {
        let spaced = || title.get(..*at).is_some_and(|t| t.ends_with(' '));
        matches!(c, ':' | '?' | '.' | '—' | ';') || matches!(c, '-' | '–' | '(') && spaced()
    });
    ends.filter(|(at, _)| *at >= SHORTEST_HEAD).find_map(|(at, c)| {
        let (before, after) = (title.get(..at)?, title.get(at + c.len_utf8()..)?);
        (split_title(before) == head).then(|| split_title(after))
    })
}

/// Whether a subtitle's word makes another work of it: a reply, a correction, a numbered part.
fn tells_a_subtitle_apart(word: &str, subtitle: &[String]) -> bool {
    let numbered = matches!(subtitle.first().map(String::as_str), Some("part" | "volume" | "chapter" | "supplement"));
    let short = subtitle.len() <= 4 && ABOUT_ANOTHER.contains(word);
    let all_number = subtitle.len() == 1 && is_number(word);
    short || all_number || numbered && subtitle.first().is_some_and(|first| first == word)
}

fn compare_words(a: &[String], b: &[String]) -> TitleComparison {
    let changes = find_changes(a, b);
    let shown = changes.iter().map(TitleChange::describe).collect::<Vec<_>>().join(", ");
    if let Some(apart) = changes.iter().find(|c| c.tells_apart()) {
        return TitleComparison::Differ(apart.describe());
    }
    let same = a.len().max(b.len()).saturating_sub(changes.iter().map(TitleChange::count_words).sum());
    let length: usize = a.iter().map(|w| w.chars().count() + 1).sum();
    if changes.iter().all(TitleChange::is_small) {
        let letters: usize = changes.iter().map(TitleChange::count_letters).sum();
        if letters <= (length / 25).clamp(1, 3) || changes.iter().all(|c| c.has_small_words_only()) {
            return TitleComparison::Slip(shown);
        }
    }
    match same * 5 >= a.len().max(b.len()) * 4 {
        true => TitleComparison::Near(shown),
        false => TitleComparison::Differ(MOST_DIFFER.to_owned()),
    }
}

/// A run of words that one title has in place of the other's.
struct TitleChange {
    printed: Vec<String>,
    registered: Vec<String>,
}

fn find_changes(a: &[String], b: &[String]) -> Vec<TitleChange> {
    let of = |words: &[String], at: usize, n: usize| words.get(at..at + n).unwrap_or_default().to_vec();
    let changes = capture_diff_slices(Algorithm::Myers, a, b).into_iter().filter_map(|op| match op {
        DiffOp::Equal { .. } => None,
        DiffOp::Delete { old_index, old_len, .. } => {
            Some(TitleChange { printed: of(a, old_index, old_len), registered: Vec::new() })
        }
        DiffOp::Insert { new_index, new_len, .. } => {
            Some(TitleChange { printed: Vec::new(), registered: of(b, new_index, new_len) })
        }
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            Some(TitleChange { printed: of(a, old_index, old_len), registered: of(b, new_index, new_len) })
        }
    });
    // A hyphen or a blank more is no change of words.
    changes.filter(|c| c.printed.concat() != c.registered.concat()).collect()
}

impl TitleChange {
    fn words(&self) -> impl Iterator<Item = &str> {
        self.printed.iter().chain(&self.registered).map(String::as_str)
    }

    /// Whether this difference makes two works of two titles.
    fn tells_apart(&self) -> bool {
        let telling = |w: &str| {
            is_number(w)
                || is_roman(w)
                || w.chars().count() == 1 && w != "a"
                || ABOUT_ANOTHER.contains(w)
                || POPULATIONS.contains(w)
                || TURNING.contains(w)
        };
        self.words().any(telling) || self.exchanges_substances()
    }

    /// Two substances, one in place of the other; one word spelt wrongly is none.
    fn exchanges_substances(&self) -> bool {
        let substance = |w: &&String| w.len() >= 6 && SUBSTANCES.iter().any(|ending| w.ends_with(ending));
        let (printed, registered) = (self.printed.iter().find(substance), self.registered.iter().find(substance));
        matches!((printed, registered), (Some(a), Some(b)) if strsim::osa_distance(a, b) > 1)
    }

    /// One word for one word of nearly the same letters, or words without a meaning of their own.
    fn is_small(&self) -> bool {
        self.has_small_words_only()
            || matches!((self.printed.as_slice(), self.registered.as_slice()), ([a], [b])
                if a.chars().count().min(b.chars().count()) >= 4 && strsim::osa_distance(a, b) <= 1)
    }

    fn has_small_words_only(&self) -> bool {
        self.words().all(is_stop_word)
    }

    fn count_letters(&self) -> usize {
        if self.has_small_words_only() {
            0
        } else {
            strsim::osa_distance(&self.printed.concat(), &self.registered.concat())
        }
    }

    fn count_words(&self) -> usize {
        self.printed.len().max(self.registered.len())
    }

    fn describe(&self) -> String {
        let (printed, registered) = (self.printed.join(" "), self.registered.join(" "));
        match (printed.is_empty(), registered.is_empty()) {
            (false, false) => format!("“{printed}” for “{registered}”"),
            (false, true) => format!("“{printed}” added"),
            _ => format!("“{registered}” left out"),
        }
    }
}

fn is_number(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}

fn is_roman(word: &str) -> bool {
    matches!(word, "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x" | "xi" | "xii")
}
