//! The words of a sentence that a reader compares first: its figures, what it denies, and whom it is about.

use super::CharIndex;
use super::anchor::words::{WordClass, classify};
use super::tokens::scan;

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordMeaning {
    /// A number, or the unit behind one.
    Figure,
    /// It denies.
    Negation,
    /// Whom it is about.
    Population,
}

/// A text in stretches, each with what it tells; together they are the text.
pub fn cut_telling(text: &str) -> Vec<(Option<WordMeaning>, &str)> {
    let chars = CharIndex::new(text);
    let mut stretches = Vec::new();
    let mut done = 0;
    let mut after_figure = None;
    for token in scan(text) {
        let word = chars.slice(token.start, token.end);
        let sign = chars.slice(token.end, token.end + 1);
        let is_unit_behind = after_figure == Some(token.start.saturating_sub(1)) || after_figure == Some(token.start);
        let telling = match classify(&word.to_lowercase().replace('’', "'")) {
            Some(WordClass::Figure) => Some(WordMeaning::Figure),
            Some(WordClass::Unit) if is_unit_behind => Some(WordMeaning::Figure),
            Some(WordClass::Negation) => Some(WordMeaning::Negation),
            Some(WordClass::Population) => Some(WordMeaning::Population),
            _ => None,
        };
        let is_signed = telling == Some(WordMeaning::Figure) && ["%", "‰", "°"].contains(&sign);
        let end = token.end + u32::from(is_signed);
        after_figure = (telling == Some(WordMeaning::Figure)).then_some(end);
        if telling.is_some() {
            stretches.push((None, chars.slice(done, token.start)));
            stretches.push((telling, chars.slice(token.start, end)));
            done = end;
        }
    }
    stretches.push((None, chars.slice(done, u32::MAX)));
    stretches.retain(|(_, text)| !text.is_empty());
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_denials_and_groups_are_cut_out() {
        let cut = |text| {
            let telling = cut_telling(text).into_iter().filter_map(|(what, words)| Some((what?, words)));
            telling.collect::<Vec<_>>()
        };
        assert_eq!(
            cut("About 40% of women don’t take 500 mg a day."),
            [
                (WordMeaning::Figure, "40%"),
                (WordMeaning::Population, "women"),
                (WordMeaning::Negation, "don’t"),
                (WordMeaning::Figure, "500"),
                (WordMeaning::Figure, "mg")
            ]
        );
        assert_eq!(cut("Swimming helps."), []);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in "\\PC{0,60}|([a-z0-9]{1,5}[ %,.]{1,2}){0,20}") {
            let whole: String = cut_telling(&text).into_iter().map(|(_, words)| words).collect();
            proptest::prop_assert_eq!(whole, text);
        }
    }
}
