//! Whether another wording of a sentence says something else: another figure, direction, comparison, unit, denial, thing or group of
//! people, or the same more surely. A source was cited for what the sentence said before; it need not say so, too.
//!
//! Other words for one thing, a slip, another order, and whatever says less or says it more softly are no other statement. The lists
//! are in `text/lexicon/senses.txt`; a word in the place of another that no list knows as the same counts as another thing.

mod figures;
mod places;
mod reading;

use crate::text::spelling::have_same_words;
use figures::compare_amounts;
use places::find_swaps;
use reading::{Item, Said, Statement};

/// What a sentence says that an earlier wording of it did not, in words; empty where it says nothing else.
pub fn describe_other_sense(before: &str, now: &str) -> Vec<String> {
    if have_same_words(before, now) {
        return Vec::new();
    }
    let mut told = compare_amounts(before, now);
    let (was, is) = (Statement::read(before), Statement::read(now));
    told.extend(was.ladders.compare(&is.ladders));
    if was.denials != is.denials {
        let what = if is.denials > was.denials { "denies it" } else { "no longer denies it" };
        told.push(format!("it {what}"));
    }
    told.extend(compare_items(&was, &is));
    if told.is_empty() {
        told.extend(find_swaps(&was, &is));
    }
    told
}

/// The words that came and went.
fn compare_items(was: &Statement, is: &Statement) -> Vec<String> {
    let (mut gone, mut come) = (find_lacking(was, is), find_lacking(is, was));
    for at in (0..come.len()).rev() {
        let softer = come.get(at).and_then(|new| gone.iter().position(|old| old.softens_to(new)));
        if let Some(old) = softer {
            gone.remove(old);
            come.remove(at);
        }
    }
    let mut told = Vec::new();
    for new in &come {
        let old = gone.iter().position(|old| old.could_stand_for(new)).map(|at| gone.remove(at));
        match old {
            Some(old) => told.push(format!("“{}” became “{}”", old.word, new.word)),
            None if new.adds() => told.push(format!("“{}” came", new.word)),
            None => {}
        }
    }
    told.extend(gone.iter().filter(|old| old.widens_by_going()).map(|old| format!("“{}” went", old.word)));
    told
}

/// What a statement says that the other does not. What says which way something goes answers to one word of the other alone: of
/// "relieves pain, but raises the risk", "lowers" is not what "relieves" says.
fn find_lacking(these: &Statement, others: &Statement) -> Vec<Item> {
    let is_turn = |item: &&Item| item.said == Said::Direction;
    let mut left: Vec<&Item> = others.items.iter().collect();
    let mut turns: Vec<&Item> = these.items.iter().filter(is_turn).collect();
    turns.retain(|item| {
        let same = left.iter().position(|other| other.word == item.word);
        same.map(|at| left.remove(at)).is_none() && !others.items.iter().any(|other| other.word == item.word)
    });
    turns.retain(|item| left.iter().position(|other| item.says_as(other)).map(|at| left.remove(at)).is_none());
    let things = these.items.iter().filter(|item| item.said != Said::Direction);
    let lacking = things.filter(|item| !others.items.iter().any(|other| item.says_as(other)));
    let mut all: Vec<Item> = lacking.chain(turns).cloned().collect();
    all.sort_by_key(|item| item.at);
    all
}

impl Item {
    /// Whether a word that came where none went says something more.
    fn adds(&self) -> bool {
        match self.said {
            Said::Whom | Said::When | Said::Amount => true,
            Said::Direction => !self.names.iter().all(|name| *name == "risk"),
            Said::Thing | Said::Word => self.is_health || self.is_joined || self.has_digit(),
        }
    }

    /// Whether a statement without this word is of more people, or of more cases.
    fn widens_by_going(&self) -> bool {
        const LIMITING: [&str; 11] =
            ["only", "mild", "moderate", "severe", "acute", "chronic", "early", "late", "topical", "oral", "rare"];
        match self.said {
            Said::Whom => true,
            Said::Direction => self.names.iter().any(|name| LIMITING.contains(name)),
            Said::When | Said::Amount => false,
            Said::Thing | Said::Word => self.has_digit() || self.is_health && self.limits,
        }
    }

    /// Whether one word could stand in the place of another: both tell of whom, or both of something else.
    fn could_stand_for(&self, other: &Self) -> bool {
        let told = |item: &Self| item.said;
        match (told(self), told(other)) {
            (Said::Thing | Said::Word, Said::Thing | Said::Word) => true,
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
            .filter(|(_, before, now)| describe_other_sense(before, now).is_empty())
            .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn another_wording_is_not() {
        let told: Vec<_> = rows(include_str!("../../../tests/fixtures/compare/cited_harmless.tsv"))
            .map(|(sort, before, now)| (sort, before, now, describe_other_sense(before, now)))
            .filter(|(.., told)| !told.is_empty())
            .collect();
        assert!(told.is_empty(), "{told:#?}");
    }
}
