//! The same words in other places: who is compared with whom, and what acts on what.

use super::reading::{Sense, SensePhrase, Statement};

/// Where words changed places so that another thing is said.
pub(super) fn find_swaps(was: &Statement, is: &Statement) -> Option<String> {
    let compared = split_at_comparison(was).zip(split_at_comparison(is));
    let swapped = compared.and_then(|((was_before, was_behind), (is_before, _))| {
        was_behind.into_iter().find(|word| is_before.contains(word) && !was_before.contains(word))
    });
    let acting = || {
        let (was, is) = (split_at_direction(was)?, split_at_direction(is)?);
        let whole = |words: &[String], others: &[String]| !words.is_empty() && words.iter().all(|w| others.contains(w));
        (whole(&was.0, &is.1) && whole(&was.1, &is.0)).then(|| was.0.first().cloned()).flatten()
    };
    swapped.or_else(acting).or_else(|| find_exchanged(was, is)).map(|word| format!("“{word}” changed places"))
}

/// A medicine or the like that is named once more where another is named once less: "both lower it, and ibuprofen works better".
fn find_exchanged(was: &Statement, is: &Statement) -> Option<String> {
    let count = |statement: &Statement, item: &SensePhrase| {
        statement.items.iter().filter(|other| other.is_health && other.stem == item.stem).count()
    };
    let named = |statement: &Statement| -> Vec<SensePhrase> {
        statement.items.iter().filter(|item| item.is_health && item.sense != Sense::Direction).cloned().collect()
    };
    let (before, now) = (named(was), named(is));
    let less = before.iter().any(|item| count(is, item) > 0 && count(is, item) < count(was, item));
    let more = now.iter().find(|item| count(was, item) > 0 && count(was, item) < count(is, item));
    more.filter(|_| less).map(|item| item.word.clone())
}

/// What stands before the first word that compares, and what stands right behind it.
fn split_at_comparison(statement: &Statement) -> Option<(Vec<String>, Vec<String>)> {
    const BEHIND: usize = 3;
    let place = *statement.comparisons.first()?;
    let of_groups = || statement.items.iter().filter(|item| item.sense != Sense::Direction && !item.is_general);
    let behind = of_groups().filter(|item| item.at > place).take(BEHIND);
    let before = of_groups().filter(|item| item.at < place);
    Some((before.map(|item| item.stem.clone()).collect(), behind.map(|item| item.stem.clone()).collect()))
}

/// What stands before and behind the one word that says which way something goes; none where something is told of, as in
/// "is reduced by".
fn split_at_direction(statement: &Statement) -> Option<(Vec<String>, Vec<String>)> {
    let mut turns =
        statement.items.iter().filter(|item| item.sense == Sense::Direction && !item.names.contains(&"risk"));
    let turn = turns.next().filter(|_| turns.next().is_none())?;
    if statement.is_told_of {
        return None;
    }
    let of = |is_before: bool| {
        let items = statement.items.iter().filter(|item| (item.at < turn.at) == is_before && item.at != turn.at);
        items.filter(|item| item.sense != Sense::Direction).map(|item| item.stem.clone()).collect()
    };
    Some((of(true), of(false)))
}
