//! The number in a marker, as sites print it: `[3]`, `[footnote 3]`, `(ref. 3)`.

use crate::text::citing::parse_numbers;
use crate::text::lexicon::{PAGES, WordSet};
use std::sync::LazyLock;

/// The number of a note that a link says, without brackets and without a word before it: `[3]`, `[footnote 3]`, `(ref. 3)`.
pub(super) fn read_note_number(words: &str) -> &str {
    static BEFORE: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("before the number of a note"));
    let bare = words.trim_matches(['[', ']', '(', ')', ' ']);
    let named = bare.split_once(char::is_whitespace).filter(|(word, number)| {
        BEFORE.contains(word.to_lowercase().trim_end_matches(['.', ':'])) && parse_numbers(number.trim()).is_some()
    });
    named.map_or(bare, |(_, number)| number.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_the_number_of_a_note_are_cut_off() {
        for (words, want) in [
            ("[3]", "3"),
            ("[footnote 3]", "3"),
            ("(Ref. 3)", "3"),
            ("note\u{a0}3", "3"),
            ("[footnote]", "footnote"),
            ("page 3", "page 3"),
        ] {
            assert_eq!(read_note_number(words), want, "{words}");
        }
    }
}
