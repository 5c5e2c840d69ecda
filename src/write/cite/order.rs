//! What an author-date style needs to know of the whole list: its order, which entries share author and year (`2020a`,
//! `2020b`), and how many names tell two of them apart in the text.

use super::CitedWork;
use crate::model::{Item, Name};
use crate::text::fold;
use std::collections::BTreeMap;

/// Places in the list, in alphabetical order of author, then year, then title.
pub(super) fn order_alphabetically(cited: &[CitedWork]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..cited.len()).collect();
    places.sort_by_cached_key(|at| cited.get(*at).map(|c| (names_key(&c.item), date_key(&c.item), title_key(&c.item))));
    places
}

/// The suffix of each entry that shares its names and its year with another, in the order of their titles.
pub(super) fn list_suffixes(cited: &[CitedWork]) -> BTreeMap<usize, String> {
    let mut alike: BTreeMap<(Vec<String>, Option<i16>), Vec<usize>> = BTreeMap::new();
    for (at, c) in cited.iter().enumerate() {
        let names = names_of(&c.item);
        if !names.is_empty() {
            let key = (names.iter().map(name_key).collect(), c.item.year());
            alike.entry(key).or_default().push(at);
        }
    }
    let mut suffixes = BTreeMap::new();
    for mut places in alike.into_values().filter(|places| places.len() > 1) {
        // A year alone comes before a date in that year.
        places.sort_by_cached_key(|at| cited.get(*at).map(|c| (c.item.issued.map(|d| d.0), title_key(&c.item))));
        suffixes.extend(places.into_iter().enumerate().map(|(nth, at)| (at, to_letters(nth))));
    }
    suffixes
}

/// How many names each entry shows in the text where its usual short form is that of another entry of the same year with
/// other authors; `least` is the number of names from which on the style shortens.
pub(super) fn count_distinguishing(cited: &[CitedWork], least: usize) -> BTreeMap<usize, usize> {
    let mut alike: BTreeMap<(String, Option<i16>), Vec<usize>> = BTreeMap::new();
    for (at, c) in cited.iter().enumerate() {
        let names = names_of(&c.item);
        if let Some(first) = names.first().filter(|_| names.len() >= least) {
            alike.entry((fold(&first.short_name()), c.item.year())).or_default().push(at);
        }
    }
    let families = |at: usize| -> Vec<String> {
        cited.get(at).map(|c| names_of(&c.item).iter().map(|n| fold(&n.short_name())).collect()).unwrap_or_default()
    };
    let mut shown = BTreeMap::new();
    for places in alike.into_values().filter(|places| places.len() > 1) {
        let lists: Vec<(usize, Vec<String>)> = places.iter().map(|at| (*at, families(*at))).collect();
        for (at, own) in &lists {
            let others = lists.iter().filter(|(_, list)| list != own);
            let shared = others.map(|(_, list)| own.iter().zip(list).take_while(|(a, b)| a == b).count()).max();
            if let Some(shared) = shared {
                shown.insert(*at, (shared + 1).min(own.len()));
            }
        }
    }
    shown
}

/// The names by which an item is listed.
fn names_of(item: &Item) -> &[Name] {
    if item.author.is_empty() { &item.editor } else { &item.author }
}

fn name_key(name: &Name) -> String {
    format!("{} {}", fold(&name.short_name()), fold(name.given.as_deref().unwrap_or_default()))
}

fn names_key(item: &Item) -> String {
    match names_of(item) {
        [] => title_key(item),
        names => names.iter().map(name_key).collect::<Vec<_>>().join(" , "),
    }
}

/// Without a date first, then by date, then what is to come.
fn date_key(item: &Item) -> (bool, Option<crate::model::PartialDate>) {
    let to_come = item.issued.is_none() && item.status.is_some();
    (to_come, item.issued.map(|d| d.0))
}

fn title_key(item: &Item) -> String {
    let folded = fold(item.title.as_deref().unwrap_or_default());
    let bare = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article));
    bare.unwrap_or(&folded).to_owned()
}

/// a to z, then aa.
fn to_letters(nth: usize) -> String {
    let mut letters = String::new();
    let mut left = nth + 1;
    while left > 0 {
        left -= 1;
        letters.insert(0, char::from(b'a' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let all: Vec<String> = [0, 1, 25, 26, 27, 701, 702].map(to_letters).into();
        assert_eq!(all, ["a", "b", "z", "aa", "ab", "zz", "aaa"]);
    }
}
