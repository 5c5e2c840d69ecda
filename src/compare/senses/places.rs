//! The same words in other places: who is compared with whom, and what acts on what.

use super::reading::{Said, Statement};

/// Where words changed places so that another thing is said.
pub(super) fn find_swaps(was: &Statement, is: &Statement) -> Vec<String> {
    let compared = parted(was, &["than"]).zip(parted(is, &["than"]));
    let swapped = compared.and_then(|((_, was), (is, _))| was.iter().find(|word| is.contains(word)).cloned());
    let acting = || {
        let (was, is) = (parted_by_direction(was)?, parted_by_direction(is)?);
        let whole = |words: &[String], others: &[String]| !words.is_empty() && words.iter().all(|w| others.contains(w));
        (whole(&was.0, &is.1) && whole(&was.1, &is.0)).then(|| was.0.first().cloned()).flatten()
    };
    swapped.or_else(acting).map(|word| format!("“{word}” changed places")).into_iter().collect()
}

/// What stands before a word and what stands right behind it.
fn parted(statement: &Statement, at: &[&str]) -> Option<(Vec<String>, Vec<String>)> {
    const BEHIND: usize = 3;
    let place = statement.words.iter().position(|word| at.contains(&word.as_str()))?;
    let before = statement.items.iter().filter(|item| item.at < place && item.said != Said::Direction);
    let behind = statement.items.iter().filter(|item| item.at > place).take(BEHIND);
    Some((before.map(|item| item.stem.clone()).collect(), behind.map(|item| item.stem.clone()).collect()))
}

/// What stands before and behind the one word that says which way something goes; none where something is told of, as in
/// "is reduced by".
fn parted_by_direction(statement: &Statement) -> Option<(Vec<String>, Vec<String>)> {
    let mut turns = statement.items.iter().filter(|item| item.said == Said::Direction && !item.names.contains(&"risk"));
    let turn = turns.next().filter(|_| turns.next().is_none())?;
    if statement.words.iter().any(|word| word == "by") {
        return None;
    }
    let of = |is_before: bool| {
        let items = statement.items.iter().filter(|item| (item.at < turn.at) == is_before && item.at != turn.at);
        items.filter(|item| item.said != Said::Direction).map(|item| item.stem.clone()).collect()
    };
    Some((of(true), of(false)))
}
