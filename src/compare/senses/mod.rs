//! Whether another wording of a sentence says something else: another figure, direction, comparison, unit, denial, thing or group of
//! people, or the same more surely. A source was cited for what the sentence said before; it need not say so, too.
//!
//! Other words for one thing, a slip, another order, an explanation, and whatever says less or says it more softly are no other
//! statement. The lists are in `text/lexicon/senses.txt` and `plain_words.txt`. Another disease, medicine, direction or group of people
//! is another statement, and so is another word for what acts or is acted on; elsewhere, a word that no list knows in the place of
//! another leaves it open.

mod denials;
mod figures;
mod glosses;
mod open;
mod places;
mod reading;
mod slips;

use crate::model::Quantity;
use crate::text::find_all_quantities;
use crate::text::spelling::have_same_words;
use denials::find_moved_denial;
use figures::compare_amounts;
use glosses::remove_glosses;
use open::is_open_swap;
use places::find_swaps;
use reading::{Sense, SensePhrase, Statement, is_limiting};
use slips::mend_slips;
use std::borrow::Cow;

/// A sentence that was read for what it says, to be compared with any number of others.
#[derive(Debug, Clone)]
pub struct ReadSentence {
    words: String,
    figures: Vec<Quantity>,
    statement: Statement,
}

/// What a sentence says that an earlier wording of it did not, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherSense {
    /// What makes it another statement.
    pub sure: Vec<String>,
    /// Words that no list knows, in the place of others: they may be other names for the same.
    pub open: Vec<String>,
}

impl OtherSense {
    /// Whether it says the same, by all that the lists know.
    pub fn is_none(&self) -> bool {
        self.sure.is_empty() && self.open.is_empty()
    }
}

/// What a sentence says that an earlier wording of it did not.
pub fn describe_other_sense(before: &str, now: &str) -> OtherSense {
    ReadSentence::read(before).describe_other_sense(&ReadSentence::read(now))
}

impl ReadSentence {
    /// Reads a sentence.
    pub fn read(words: &str) -> Self {
        let figures = find_all_quantities(words);
        Self { statement: Statement::read(words, &figures), words: words.to_owned(), figures }
    }

    /// What a later wording of it says that it does not say itself.
    pub fn describe_other_sense(&self, now: &Self) -> OtherSense {
        let mended = mend_slips(&self.words, &now.words);
        if have_same_words(&mended, &now.words) {
            return OtherSense::default();
        }
        let before = if mended == self.words { Cow::Borrowed(self) } else { Cow::Owned(Self::read(&mended)) };
        let bare = remove_glosses(&mended, &now.words);
        let now = if bare == now.words { Cow::Borrowed(now) } else { Cow::Owned(Self::read(&bare)) };
        let (was, is) = (&before.statement, &now.statement);
        // What turns the sentence round comes first, then what it is differences of, and last how surely.
        let mut differences = Vec::new();
        if was.denials.len() != is.denials.len() {
            let what = if is.denials.len() > was.denials.len() { "denies it" } else { "no longer denies it" };
            differences.push(format!("it {what}"));
        }
        let ItemChanges { turned, others, open } = compare_items(was, is);
        differences.extend(turned);
        differences.extend(compare_amounts((&before.words, &before.figures), (&now.words, &now.figures)));
        differences.extend(others);
        differences.extend(was.ladders.compare(&is.ladders));
        if differences.is_empty() {
            differences.extend(find_moved_denial(was, is).or_else(|| find_swaps(was, is)));
        }
        OtherSense { sure: differences, open }
    }
}

/// The words that came and went.
#[derive(Default)]
struct ItemChanges {
    /// Those that say which way something goes.
    turned: Vec<String>,
    /// Others that say something else.
    others: Vec<String>,
    /// Those that may say the same.
    open: Vec<String>,
}

fn compare_items(was: &Statement, is: &Statement) -> ItemChanges {
    let (mut gone, mut come) = (find_lacking(was, is), find_lacking(is, was));
    // What a clause behind that leaves something open names is not said: "…, which cannot show that it was the cause".
    if is.doubts.len() > was.doubts.len() {
        come.retain(|new| new.clause == 0 || !is.doubts.contains(&new.clause));
    }
    // "Helps to reduce" says no more than "reduces".
    let goes_on = |other: &SensePhrase| was.items.iter().any(|item| item.has_same_sense(other));
    come.retain(|new| {
        let mut behind = is.items.iter().filter(|other| other.sense == Sense::Direction && other.at > new.at);
        !(new.word.starts_with("help") && behind.any(goes_on))
    });
    for at in (0..come.len()).rev() {
        let softer = come.get(at).and_then(|new| gone.iter().position(|old| old.is_softened_by(new)));
        if let Some(old) = softer {
            gone.remove(old);
            come.remove(at);
        }
    }
    let mut turned: Vec<String> = Vec::new();
    // A verb that no list knows, in the very place of one that says which way something goes, may say any other.
    gone.retain(|old| {
        let stands_for = |new: &SensePhrase| {
            let (before, here) = (was.find_neighbours_of(old), is.find_neighbours_of(new));
            old.is_turn() && new.is_unknown() && before == here && is_verb_behind(here.0, &old.word, &new.word)
        };
        let stands = come.iter().position(stands_for);
        let new = stands.map(|at| come.remove(at));
        turned.extend(new.iter().map(|new| format!("“{}” became “{}”", old.word, new.word)));
        new.is_none()
    });
    let (mut others, mut open) = (Vec::new(), Vec::new());
    for new in &come {
        if let Some(old) = gone.iter().position(|old| old.is_opposite_of(new)).map(|at| gone.remove(at)) {
            others.push(format!("“{}” became “{}”", old.word, new.word));
        }
    }
    // A general word says nothing of its own.
    come.retain(|new| !new.is_general);
    gone.sort_by_key(|old| (old.is_general, old.at));
    let mut tell = |item: &SensePhrase, what: String| match item.sense {
        Sense::Direction => turned.push(what),
        _ => others.push(what),
    };
    // A name that the lists know stands for another such name first.
    come.sort_by_key(|new| (new.is_unknown(), new.at));
    for new in &come {
        let alike = gone.iter().position(|old| old.could_stand_for(new) && old.is_unknown() == new.is_unknown());
        let old = alike.or_else(|| gone.iter().position(|old| old.could_stand_for(new))).map(|at| gone.remove(at));
        match old {
            Some(old) if is_open_swap((was, &old), (is, new)) => {
                open.push(format!("“{}” became “{}”", old.word, new.word));
            }
            Some(old) => tell(new, format!("“{}” became “{}”", old.word, new.word)),
            None if new.adds_meaning() => tell(new, format!("“{}” came", new.word)),
            None => {}
        }
    }
    gone.iter().filter(|old| old.narrows_meaning()).for_each(|old| tell(old, format!("“{}” went", old.word)));
    ItemChanges { turned, others, open }
}

/// What a statement says that the other does not. What says which way something goes answers to one word of the other alone: of
/// "relieves pain, but raises the risk", "lowers" is not what "relieves" says.
fn find_lacking(these: &Statement, others: &Statement) -> Vec<SensePhrase> {
    let is_turn = |item: &&SensePhrase| item.sense == Sense::Direction;
    let mut left: Vec<&SensePhrase> = others.items.iter().collect();
    let mut turns: Vec<&SensePhrase> = these.items.iter().filter(is_turn).collect();
    turns.retain(|item| {
        let same = left.iter().position(|other| other.word == item.word);
        same.map(|at| left.remove(at)).is_none() && !others.items.iter().any(|other| other.word == item.word)
    });
    turns.retain(|item| left.iter().position(|other| item.has_same_sense(other)).map(|at| left.remove(at)).is_none());
    let things = these.items.iter().filter(|item| item.sense != Sense::Direction);
    let lacking = things.filter(|item| !others.items.iter().any(|other| item.has_same_sense(other)));
    let mut all: Vec<SensePhrase> = lacking.chain(turns).cloned().collect();
    all.sort_by_key(|item| item.at);
    all
}

/// Whether a word in the place of another is a verb, by its ending or by what stands before it: "abolishes" for "reduces", but
/// not "large" for "high".
fn is_verb_behind(before: Option<&str>, old: &str, new: &str) -> bool {
    const AUXILIARIES: [&str; 9] = ["can", "cannot", "could", "help", "may", "might", "to", "will", "would"];
    const NO_VERBS: [&str; 13] = [
        "better", "down", "fewer", "greater", "harmful", "helpful", "high", "higher", "less", "low", "more", "small",
        "smaller",
    ];
    let is_several = |word: &str| word.ends_with('s') && !NO_VERBS.contains(&old);
    ["s", "ed", "ing"].iter().any(|ending| new.ends_with(ending))
        || before.is_some_and(|word| AUXILIARIES.contains(&word) || is_several(word))
}

impl SensePhrase {
    /// Whether it says which way something goes, beside naming a risk.
    fn is_turn(&self) -> bool {
        self.sense == Sense::Direction && !self.names.iter().all(|name| *name == "risk")
    }

    /// Whether no list knows it.
    pub(super) fn is_unknown(&self) -> bool {
        self.sense == Sense::Other && !self.is_general && !self.is_health && !self.has_digit()
    }

    /// Whether a word that came where none went says something more.
    fn adds_meaning(&self) -> bool {
        match self.sense {
            Sense::Whom | Sense::When | Sense::Amount => true,
            Sense::Direction => self.is_turn(),
            Sense::Thing | Sense::Other => self.is_health || self.is_joined || self.has_digit(),
        }
    }

    /// Whether a statement without this word is of more people, or of more cases.
    fn narrows_meaning(&self) -> bool {
        match self.sense {
            Sense::Whom => true,
            Sense::Direction => self.names.iter().any(|name| is_limiting(name)),
            Sense::When | Sense::Amount => false,
            Sense::Thing | Sense::Other => self.has_digit() || self.is_health && self.limits,
        }
    }

    /// Whether one word could stand in the place of another: both tell of whom, or both of something else.
    fn could_stand_for(&self, other: &Self) -> bool {
        match (self.sense, other.sense) {
            (Sense::Thing | Sense::Other, Sense::Thing | Sense::Other) => true,
            (one, another) => one == another,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::describe_other_sense;

    fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        table.lines().filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?, cells.next()?))
        })
    }

    #[test]
    fn another_statement_is_told() {
        let silent: Vec<_> = rows(include_str!("../../../tests/fixtures/compare/cited_changed.tsv"))
            .filter(|(_, before, now)| describe_other_sense(before, now).sure.is_empty())
            .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn another_wording_is_not() {
        let differences: Vec<_> = rows(include_str!("../../../tests/fixtures/compare/cited_harmless.tsv"))
            .map(|(sort, before, now)| (sort, before, now, describe_other_sense(before, now)))
            .filter(|(.., differences)| !differences.is_none())
            .collect();
        assert!(differences.is_empty(), "{differences:#?}");
    }

    #[test]
    fn a_word_that_no_list_knows_leaves_it_open() {
        let told: Vec<_> = rows(include_str!("../../../tests/fixtures/compare/cited_open.tsv"))
            .map(|(sort, before, now)| (sort, before, now, describe_other_sense(before, now)))
            .filter(|(.., sense)| !sense.sure.is_empty() || sense.open.is_empty())
            .collect();
        assert!(told.is_empty(), "{told:#?}");
    }

    #[test]
    fn what_turns_a_sentence_round_is_told_first() {
        for (before, now, differences) in [
            (
                "Ginger does not raise blood pressure by 10 mmHg in adults.",
                "Ginger raises blood pressure by 30 mmHg in children.",
                &["it no longer denies it", "“by 10 mmHg” became “by 30 mmHg”"][..],
            ),
            (
                "Walking may lower the risk by 20%.",
                "Walking raises the risk by 60%.",
                &["“lower” became “raises”", "“by 20%” became “by 60%”"][..],
            ),
        ] {
            let is = describe_other_sense(before, now).sure;
            assert_eq!(
                is.iter().take(differences.len()).map(String::as_str).collect::<Vec<_>>(),
                differences,
                "{is:?}"
            );
            assert!(is.len() > differences.len(), "{is:?}");
        }
    }

    #[test]
    fn a_mended_slip_says_nothing_else_and_another_figure_or_medicine_does() {
        for (before, now) in [
            ("No single cuase can be found.", "No single cause can be found."),
            ("High blood presure raises the risk.", "High blood pressure raises the risk."),
            ("It causes a dry caugh.", "It causes a dry cough."),
            ("They see less sharp at night.", "They see less sharply at night."),
        ] {
            assert!(
                describe_other_sense(before, now).is_none() && describe_other_sense(now, before).is_none(),
                "{now}"
            );
        }
        for (before, now) in [
            ("Eight people in ten recover.", "Eighty people in ten recover."),
            ("It causes hypothermia.", "It causes hyperthermia."),
        ] {
            assert!(!describe_other_sense(before, now).sure.is_empty(), "{now}");
        }
    }
}
