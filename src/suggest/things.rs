//! What the words of a text stand for, however they word it: things that have several names, and bodies.

use crate::text::lexicon::{BODIES, HEALTH_NAMES, Phrases, WordFile};
use crate::text::tokens::Token;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The things that some words name, each with the words that name it first, as `(first, after)`. Overlapping names all
/// count: "low back pain" is no less about pain than "back pain".
pub(super) fn find_things(tokens: &[Token]) -> BTreeMap<&'static str, (usize, usize)> {
    static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(&HEALTH_NAMES, |_| true));
    NAMES.find(tokens)
}

/// The bodies that a text names, each with the words that name it first. An abbreviation that is also a word counts in capitals
/// alone: "the WHO".
pub(super) fn find_bodies(text: &str, tokens: &[Token]) -> BTreeMap<&'static str, (usize, usize)> {
    static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(&BODIES, |name| !is_capitals(name)));
    let mut found = NAMES.find(tokens);
    let shouting = !text.chars().any(char::is_lowercase);
    for list in BODIES.lists().iter().filter(|_| !shouting) {
        for abbreviation in list.entries.iter().filter(|name| is_capitals(name)) {
            let is_it = |token: &Token| {
                let printed = text.chars().skip(token.start as usize).take((token.end - token.start) as usize);
                token.word.eq_ignore_ascii_case(abbreviation) && printed.eq(abbreviation.chars())
            };
            if let Some(at) = tokens.iter().position(is_it) {
                found.entry(list.name).or_insert((at, at + 1));
            }
        }
    }
    found
}

fn is_capitals(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_uppercase())
}

/// The lists of a file as one, each phrase with the list it is of.
struct Names {
    phrases: Phrases,
    lists: Vec<&'static str>,
}

impl Names {
    fn new(file: &'static WordFile, is_meant: impl Fn(&str) -> bool) -> Self {
        let named = || file.lists().iter().flat_map(|list| list.entries.iter().map(|name| (list.name, name)));
        let named = || named().filter(|(_, name)| is_meant(name));
        Self { phrases: Phrases::new(named().map(|(_, name)| name)), lists: named().map(|(list, _)| list).collect() }
    }

    fn find(&self, tokens: &[Token]) -> BTreeMap<&'static str, (usize, usize)> {
        let mut found = BTreeMap::new();
        for hit in (0..tokens.len()).flat_map(|at| self.phrases.all_at(tokens, at)) {
            if let Some(list) = self.lists.get(hit.index) {
                found.entry(*list).or_insert((hit.first, hit.after));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::scan;

    #[test]
    fn different_words_name_one_thing() {
        let things = |text: &str| find_things(&scan(text)).into_keys().collect::<Vec<_>>();
        for (one, other, thing) in [
            ("Wear a belly band.", "Maternity support garments", "support garment"),
            ("LBP in gestation", "Low back pain while pregnant", "low back pain"),
            ("LBP in gestation", "Low back pain while pregnant", "pregnancy"),
            ("PGP", "Pain of the pelvic girdle: pelvic girdle pain", "pelvic girdle pain"),
            ("after a heart attack", "Acute myocardial infarction", "heart attack"),
            ("Tylenol", "Paracetamol in the first trimester", "acetaminophen"),
            ("high blood pressure", "Hypertensive adults", "high blood pressure"),
            ("kids", "A paediatric cohort", "child"),
            ("tai chi", "Physical activity", "exercise"),
            ("sleeping on your side", "Supine sleeping position", "sleep position"),
        ] {
            assert!(things(one).contains(&thing) && things(other).contains(&thing), "{one} / {other}: {thing}");
        }
        assert!(!things("childbirth").contains(&"child") && !things("a ration").contains(&"animal study"));
    }

    #[test]
    fn bodies_are_named_by_their_names_and_abbreviations() {
        let bodies = |text: &str| find_bodies(text, &scan(text)).into_keys().collect::<Vec<_>>();
        assert_eq!(bodies("ACOG recommends it, and so does the NHS."), ["ACOG", "NHS"]);
        assert_eq!(bodies("the WHO advises"), ["World Health Organization"]);
        assert_eq!(bodies("those who have a nice sign"), Vec::<&str>::new());
        assert_eq!(bodies("Www.acog.org"), ["ACOG"]);
        assert_eq!(bodies("WHO SHOULD SIGN UP"), Vec::<&str>::new());
    }

    #[test]
    fn there_are_names_for_most_of_what_health_prose_is_about() {
        assert!(HEALTH_NAMES.lists().len() >= 150, "{} lists", HEALTH_NAMES.lists().len());
    }
}
