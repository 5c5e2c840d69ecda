//! A sentence as the model of claims sees it: its words, what the lists of health and of cues know of them, and what stands
//! around it.

use crate::model::BlockKind;
use crate::text::lexicon::{CUES, HEALTH, ListedPhrase, PhraseIndex};
use crate::text::tokens::{Token, scan};
use std::rc::Rc;
use std::sync::LazyLock;

/// A sentence with its words and surroundings.
pub(super) struct Sentence<'t> {
    pub(super) text: &'t str,
    pub(super) block: BlockKind,
    /// A marker of a reference stands in it.
    pub(super) cited: bool,
    pub(super) words: Rc<Words>,
    pub(super) around: Surroundings<'t>,
}

/// What stands around a sentence.
#[derive(Clone, Copy, Default)]
pub(super) struct Surroundings<'t> {
    /// The heading over it.
    pub(super) heading: Option<&'t Words>,
    /// What leads to the item that it begins.
    pub(super) lead: Option<&'t Words>,
    /// The sentence before it in its paragraph.
    pub(super) previous: Option<&'t Words>,
}

/// The words of a text, with the entries of the lists that stand in it.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) tokens: Vec<Token>,
    pub(super) listed: Vec<ListedPhrase>,
}

/// The lists of health and of cues.
pub(super) static LISTS: LazyLock<PhraseIndex> = LazyLock::new(|| {
    let mut index = PhraseIndex::default();
    index.add(HEALTH.lists());
    index.add(CUES.lists());
    index.add_endings(HEALTH.entries("health: endings of diseases"), "health: diseases");
    index.add_endings(HEALTH.entries("health: endings of medicines"), "health: treatments");
    index
});

impl Words {
    /// Reads a text. A number is `<n>`, a year `<year>`, a percentage mark and "percent" are `%`: what is counted changes
    /// from sentence to sentence, that something is counted stays.
    pub(super) fn new(text: &str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = text.chars().enumerate().peekable();
        for token in scan(text) {
            let behind = rest.by_ref().skip_while(|(at, _)| (*at as u32) < token.end).find(|(_, c)| !c.is_whitespace());
            let has_sign = behind.is_some_and(|(_, c)| c == '%');
            let end = token.end;
            tokens.push(Token { word: generalise_token(&token.word), ..token });
            if has_sign {
                tokens.push(Token { word: "%".to_owned(), start: end, end: end + 1, after_break: false });
            }
        }
        let listed = LISTS.find(&tokens);
        Self { tokens, listed }
    }

    /// The words of an entry as the text that they were read from has them.
    pub(super) fn quote(&self, text: &str, entry: ListedPhrase) -> String {
        let (Some(first), Some(last)) = (self.tokens.get(entry.first), self.tokens.get(entry.after.saturating_sub(1)))
        else {
            return String::new();
        };
        let take = last.end.saturating_sub(first.start) as usize;
        text.chars().skip(first.start as usize).take(take).collect()
    }
}

fn generalise_token(word: &str) -> String {
    let is_figure = word.starts_with(|c: char| c.is_ascii_digit());
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u16>().is_ok();
    match word {
        _ if is_year => "<year>".to_owned(),
        _ if is_figure => "<n>".to_owned(),
        "percent" => "%".to_owned(),
        _ => word.to_owned(),
    }
}

impl<'t> Sentence<'t> {
    pub(super) fn new(text: &'t str, block: BlockKind) -> Self {
        Self { text, block, cited: false, words: Rc::new(Words::new(text)), around: Surroundings::default() }
    }
}

/// Whether words name something of health.
pub(super) fn names_health(words: &Words) -> bool {
    words.listed.iter().any(|entry| LISTS.name(entry.list).starts_with("health: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_numbness() {
        for (text, names_symptom) in [("The number could be as high as 86%.", false), ("Numb toes and numbness.", true)]
        {
            let found = Words::new(text).listed;
            assert_eq!(found.iter().any(|e| LISTS.name(e.list) == "health: symptoms"), names_symptom, "{text}");
        }
    }
}
