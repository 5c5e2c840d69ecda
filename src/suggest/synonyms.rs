//! Different words for one thing in health prose: "belly band" and "maternity support garment".

use crate::text::lexicon::Phrases;
use crate::text::tokens::Token;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One row of `synonyms.tsv` for each wording: the wording and the thing it names.
static WORDINGS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("synonyms.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    rows.flat_map(|(thing, wordings)| wordings.split(',').map(move |w| (w, thing))).collect()
});

/// The things that some words name, each with the words that name it first, as `(first, after)`. Overlapping names all
/// count: "low back pain" is no less about pain than "back pain".
pub(super) fn things(tokens: &[Token]) -> BTreeMap<&'static str, (usize, usize)> {
    static LISTS: LazyLock<Vec<(&'static str, Phrases)>> = LazyLock::new(|| {
        let mut by_thing: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        WORDINGS.iter().for_each(|(wording, thing)| by_thing.entry(thing).or_default().push(wording));
        by_thing.into_iter().map(|(thing, wordings)| (thing, Phrases::new(&wordings))).collect()
    });
    let first = |list: &Phrases| (0..tokens.len()).find_map(|at| list.match_at(tokens, at)).map(|h| (h.first, h.after));
    LISTS.iter().filter_map(|(thing, list)| Some((*thing, first(list)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::scan;

    #[test]
    fn different_words_name_one_thing() {
        let named = |text: &str| things(&scan(text)).into_keys().collect::<Vec<_>>();
        assert_eq!(named("Consider a belly band."), ["support garment"]);
        assert_eq!(named("Maternity Support Garments"), ["pregnancy", "support garment"]);
        assert_eq!(named("Sleeping on your side"), ["sleep", "sleep position"]);
        assert_eq!(named("Maternal sleep position during pregnancy"), ["pregnancy", "sleep", "sleep position"]);
    }
}
