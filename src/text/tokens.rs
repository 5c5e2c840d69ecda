//! Words: the folded alphanumeric words of a text, where they stand, and which of them carry no meaning of their own.

use super::fold::{fold, is_invisible};
use super::lexicon::{ENGLISH, WordSet};
use std::sync::LazyLock;

/// A word of a text, folded, with its place in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word, folded: `women’s` is `womens`, `β` is `beta`, `40.5` keeps its point.
    pub word: String,
    /// Where it begins, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The text between the word before and this one holds a mark that ends a clause: `. , ; : ( ) — “ ”`.
    pub after_break: bool,
}

/// The words of a text with their places.
pub fn scan(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut word = String::new();
    let (mut start, mut after_break) = (0, false);
    let mut chars = text.chars().zip(0u32..).peekable();
    let mut end = 0;
    while let Some((c, at)) = chars.next() {
        let next = chars.peek().map(|n| n.0);
        if joins(&word, c, next) {
            if word.is_empty() {
                start = at;
            }
            word.push(c);
            end = at + 1;
            continue;
        }
        finish(&mut word, start, end, &mut after_break, &mut tokens);
        after_break |= matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '[' | ']' | '—' | '“' | '”' | '"' | '!' | '?');
    }
    finish(&mut word, start, end, &mut after_break, &mut tokens);
    tokens
}

/// Whether a character belongs to the word so far: a letter or digit, a mark that sits in a word, the point or comma
/// of a number.
fn joins(word: &str, c: char, next: Option<char>) -> bool {
    let inside_number = || word.ends_with(|w: char| w.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit());
    match c {
        '\'' | '’' | 'ʼ' => !word.is_empty() && next.is_some_and(char::is_alphanumeric),
        '.' => inside_number(),
        _ => c.is_alphanumeric() || (!word.is_empty() && (is_invisible(c) || ('\u{300}'..='\u{36f}').contains(&c))),
    }
}

fn finish(word: &mut String, start: u32, end: u32, after_break: &mut bool, tokens: &mut Vec<Token>) {
    if word.is_empty() {
        return;
    }
    let mut folded = if word.is_ascii() { word.to_ascii_lowercase() } else { fold(word) };
    folded.retain(|c| c.is_alphanumeric() || c == '.');
    if !folded.is_empty() {
        tokens.push(Token { word: folded, start, end, after_break: std::mem::take(after_break) });
    }
    word.clear();
}

/// The folded words of a text.
pub fn tokenise(text: &str) -> Vec<String> {
    scan(text).into_iter().map(|t| t.word).collect()
}

/// Comparatives that meet their plain words: "lower back" and "low back".
const COMPARATIVES: [(&str, &str); 11] = [
    ("lower", "low"),
    ("higher", "high"),
    ("older", "old"),
    ("younger", "young"),
    ("greater", "great"),
    ("larger", "larg"),
    ("longer", "long"),
    ("shorter", "short"),
    ("stronger", "strong"),
    ("weaker", "weak"),
    ("safer", "saf"),
];

/// A folded word without its English ending, so that `exercises`, `exercise` and `exercising` meet: enough for
/// matching, no linguistics.
pub fn stem(word: &str) -> String {
    const ENDINGS: [(&str, &str, usize); 14] = [
        ("ations", "at", 4),
        ("ation", "at", 4),
        ("nesses", "", 4),
        ("ness", "", 4),
        ("ingly", "", 4),
        ("edly", "", 4),
        ("ies", "y", 2),
        ("sses", "ss", 1),
        ("xes", "x", 2),
        ("ing", "", 3),
        ("ied", "y", 2),
        ("ed", "", 3),
        ("ly", "", 4),
        ("s", "", 3),
    ];
    if !word.is_ascii()
        || word.bytes().any(|b| b.is_ascii_digit())
        || word.ends_with("ss")
        || word.ends_with("us")
        || word.ends_with("is")
    {
        return word.to_owned();
    }
    if let Some((_, plain)) = COMPARATIVES.iter().find(|(comparative, _)| *comparative == word) {
        return (*plain).to_owned();
    }
    let cut = ENDINGS.iter().find_map(|(ending, instead, least)| {
        word.strip_suffix(ending).filter(|s| s.len() >= *least).map(|s| format!("{s}{instead}"))
    });
    let stem = cut.unwrap_or_else(|| word.to_owned());
    let undoubled = |s: &str| {
        let mut last = s.bytes().rev();
        matches!((last.next(), last.next()), (Some(a), Some(b)) if a == b && !matches!(a, b'l' | b's' | b'e'))
            && s.len() < word.len()
    };
    match stem.strip_suffix('e') {
        Some(bare) if bare.len() >= 3 => bare.to_owned(),
        _ if undoubled(&stem) => stem.get(..stem.len() - 1).unwrap_or(&stem).to_owned(),
        _ => stem,
    }
}

/// Whether a folded word says nothing about what a text is about.
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(word)
}

/// English words without a subject of their own, sorted.
static STOP_WORDS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("stop words"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_keep_their_places() {
        assert_eq!(
            tokenise("Women’s β-blockers: 40.5% (95% CI 33–48.4)."),
            ["womens", "beta", "blockers", "40.5", "95", "ci", "33", "48.4"]
        );
        assert_eq!(tokenise("— …"), Vec::<String>::new());
        let places: Vec<_> = scan("É, don’t").into_iter().map(|t| (t.word, t.start, t.end, t.after_break)).collect();
        assert_eq!(places, [("e".into(), 0, 1, false), ("dont".into(), 3, 8, true)]);
    }

    #[test]
    fn inflected_words_meet() {
        for (a, b) in [
            ("exercises", "exercising"),
            ("exercise", "exercised"),
            ("muscles", "muscle"),
            ("studies", "study"),
            ("sleeping", "sleep"),
            ("stopped", "stopping"),
            ("womens", "women"),
            ("reduces", "reducing"),
            ("garments", "garment"),
            ("safer", "safe"),
            ("lower", "low"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} / {b}");
        }
        for whole in ["pelvis", "stress", "virus", "b12", "gas"] {
            assert_eq!(stem(whole), whole);
        }
    }

    #[test]
    fn a_stop_word_says_nothing_of_a_subject() {
        assert!(is_stop_word("the") && !is_stop_word("relaxin"));
    }
}
