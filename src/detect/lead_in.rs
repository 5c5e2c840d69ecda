//! Bullets belong to their lead-in: "You may be more likely to get it if you" and "are 40 to 60 years of age" are one
//! proposition, which stands at the bullet.

use crate::model::{Block, BlockKind};
use crate::text::lexicon::{ENGLISH, WordSet};
use crate::text::marks::remove_marks;
use crate::text::{CharIndex, split_sentences};
use std::sync::LazyLock;

/// Words behind which a sentence goes on.
static UNFINISHED: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("asking for more"));

/// Longer words lead to nothing, in characters.
const LONGEST_LEAD_IN: usize = 300;

/// The words that lead to the items of a list.
#[derive(Debug, Clone)]
struct LeadIn {
    words: String,
    /// Its last word asks for more.
    is_unfinished: bool,
    has_colon: bool,
}

impl LeadIn {
    /// Of the last sentence before a list; none where it has ended.
    fn from_sentence(sentence: &str) -> Option<Self> {
        let has_colon = sentence.ends_with(':');
        let words = sentence.trim_end_matches([':', ' ', '…', '-', '–', '—']).to_owned();
        let last = words.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let is_unfinished = UNFINISHED.contains(&last);
        let has_ended = words.ends_with(['.', '!', '?', ')', '”', '"', ';']);
        let has_fitting_length = (2..=LONGEST_LEAD_IN).contains(&words.chars().count()) && words.contains(' ');
        (has_fitting_length && !has_ended && (is_unfinished || has_colon)).then_some(Self {
            words,
            is_unfinished,
            has_colon,
        })
    }

    /// The proposition that an item makes with its lead-in; none where the item stands alone.
    fn join(&self, item: &str) -> Option<String> {
        let first = item.chars().next()?;
        let goes_on = self.is_unfinished || first.is_lowercase();
        let between = if self.has_colon && !self.is_unfinished { ":" } else { "" };
        let item = item.trim_end_matches([';', ',']);
        let item =
            item.strip_suffix(" and").or_else(|| item.strip_suffix(" or")).unwrap_or(item).trim_end_matches([';', ',']);
        // "You should: Avoid lifting" goes on in small letters; "NSAIDs" and "Crohn's" stay, where they can be told.
        let is_word = item.chars().nth(1).is_some_and(char::is_lowercase) && !item.starts_with("I ");
        let rest = item.get(first.len_utf8()..).unwrap_or_default();
        let item = match self.is_unfinished && first.is_uppercase() && is_word {
            true => first.to_lowercase().collect::<String>() + rest,
            false => item.to_owned(),
        };
        goes_on.then(|| format!("{}{between} {item}", self.words))
    }
}

/// What leads to the items at the place that has been reached.
#[derive(Clone)]
pub(super) struct LeadIns {
    /// By depth: the paragraph over a list is at 0, an item over others at its own.
    above: Vec<BlockAbove>,
    language: String,
}

/// A block over the items that follow it.
#[derive(Clone)]
struct BlockAbove {
    depth: u8,
    /// Its last sentence.
    last: String,
    lead: Option<LeadIn>,
}

impl LeadIns {
    pub(super) fn new(language: &str) -> Self {
        Self { above: Vec::new(), language: language.to_owned() }
    }

    /// Takes the next block of the text.
    pub(super) fn advance(&mut self, places: &CharIndex, block: &Block) {
        let above = |depth| {
            let text = places.slice(block.start, block.end);
            let last = find_last_sentence(&remove_marks(text, block.start, &block.marks), &self.language);
            BlockAbove { depth, lead: LeadIn::from_sentence(&last), last }
        };
        match block.kind {
            BlockKind::Paragraph | BlockKind::Quote => self.above = vec![above(0)],
            BlockKind::Item => {
                let level = block.level.max(1);
                let here = above(level);
                self.above.retain(|above| above.depth < level);
                self.above.push(here);
            }
            BlockKind::Caption => {}
            _ => self.above.clear(),
        }
    }

    /// The words with which the block that was just passed breaks off, where the next one goes on with them.
    pub(super) fn find_open_lead(&self, next: &Block) -> Option<&str> {
        let BlockAbove { depth, lead, .. } = self.above.last()?;
        let leads = next.kind == BlockKind::Item && next.level.max(1) > *depth;
        lead.as_ref().filter(|lead| lead.is_unfinished && leads).map(|lead| lead.words.as_str())
    }

    /// The proposition that the words of an item make with what leads to it.
    pub(super) fn join(&self, block: &Block, words: &str) -> Option<String> {
        self.find_block_above(block)?.lead.as_ref()?.join(words)
    }

    /// The sentence that leads to an item, whether or not the item goes on with it.
    pub(super) fn find_sentence_above(&self, block: &Block) -> Option<&str> {
        self.find_block_above(block).map(|above| above.last.as_str()).filter(|last| leads_to_items(last))
    }

    fn find_block_above(&self, block: &Block) -> Option<&BlockAbove> {
        let level = block.level.max(1);
        self.above.iter().rev().find(|above| block.kind == BlockKind::Item && above.depth < level)
    }
}

/// Whether the last sentence over a list says what its items are. One that has ended ("Sore knees are common.") says something of
/// its own; a question, a colon and words that break off ask for what follows.
fn leads_to_items(sentence: &str) -> bool {
    !sentence.is_empty() && !sentence.trim_end_matches([')', '”', '"']).ends_with(['.', '!'])
}

fn find_last_sentence(text: &str, language: &str) -> String {
    let last = split_sentences(text, language).pop();
    last.map(|last| CharIndex::new(text).slice(last.start, last.end).trim().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_has_ended_leads_to_no_items() {
        for (above, leads) in [
            ("Sore knees are common.", false),
            ("There are several causes.", false),
            ("Knees hurt. It is more common after age 50.", false),
            ("Pain is a warning!", false),
            ("(It is rare in children.)", false),
            ("She said: “It spreads through the air.”", false),
            ("Who is at risk?", true),
            ("Knees hurt. Symptoms include:", true),
            ("You are more likely to get it if you", true),
            ("Other causes of heel pain", true),
        ] {
            assert_eq!(leads_to_items(&find_last_sentence(above, "en")), leads, "{above}");
        }
    }

    #[test]
    fn items_go_on_with_what_leads_to_them() {
        for (lead, item, joined) in [
            (
                "You may be more likely to get it if you:",
                "are 40 to 60 years of age",
                "You may be more likely to get it if you are 40 to 60 years of age",
            ),
            ("It hurts. To ease it you can", "rest your foot;", "To ease it you can rest your foot"),
            ("You should:", "Avoid heavy lifting, and", "You should avoid heavy lifting"),
            ("Risk factors include:", "NSAIDs", "Risk factors include NSAIDs"),
            ("Other causes of heel pain:", "gout", "Other causes of heel pain: gout"),
            ("Three tips for you today:", "Walking reduces pain by 30%.", "-"),
            ("Heel pain is common.", "are overweight", "-"),
            ("Try this:", "Rest.", "-"),
        ] {
            let found = LeadIn::from_sentence(&find_last_sentence(lead, "en")).and_then(|lead| lead.join(item));
            assert_eq!(found.as_deref().unwrap_or("-"), joined, "{lead}");
        }
    }
}
