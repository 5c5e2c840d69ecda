//! Whether two authors' names are one person's or one group's.

use crate::model::Name;
use crate::text::lexicon::{NAME_PARTS, WordSet};
use crate::text::{fold, tokenise};
use std::sync::LazyLock;

/// Particles that one list prints with the family name and another with the given names.
static PARTICLES: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("parts that lists print differently"));

/// Letters and digits of a text, folded.
pub(super) fn fold_token(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a family name, or of a group's, without particles and suffixes unless nothing else is left.
pub fn split_name(name: &str) -> Vec<String> {
    let all: Vec<String> = name.split(['-', '‐', '‑', '–']).flat_map(tokenise).map(|w| spell_umlauts(&w)).collect();
    let core: Vec<String> = all.iter().filter(|w| !PARTICLES.contains(w)).cloned().collect();
    if core.is_empty() { all } else { core }
}

/// `mueller` as `muller`: the way a list spells an umlaut is its own business.
fn spell_umlauts(word: &str) -> String {
    word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// Whether two names can be one author's. A double family name may be printed by its last part, and a group by its initials.
pub fn is_same_author(a: &Name, b: &Name) -> bool {
    let (x, y) = (split_name(&a.short_name()), split_name(&b.short_name()));
    if x.is_empty() || y.is_empty() {
        return false;
    }
    let joined = x.concat() == y.concat();
    let in_part = is_person(a) && is_person(b) && (ends_with(&x, &y) || ends_with(&y, &x));
    let group = !is_person(a) || !is_person(b);
    joined
        || in_part
        || group
            && (are_same_group(&x, &y)
                || is_acronym(&a.short_name(), &b.short_name())
                || is_acronym(&b.short_name(), &a.short_name()))
}

/// Whether a family name stands where the given name should, in one of the two lists. A short one needs the other name, or its
/// initial, in its place: `Li W` is `Li` and `Wei`, either way round.
pub fn is_swapped(a: &Name, b: &Name) -> bool {
    let given = |n: &Name| n.given.as_deref().map(split_name).unwrap_or_default().concat();
    let family = |n: &Name| split_name(&n.short_name()).concat();
    let long = |s: &String| s.chars().count() >= 3;
    let (x, y) = (family(a), family(b));
    let other = |given: String, family: &str| {
        !given.is_empty()
            && (given == family || given.chars().count() <= 2 && family.starts_with(given.get(..1).unwrap_or_default()))
    };
    let fits = |one: &String, there: String, own: String, family: &str| {
        *one == there && !one.is_empty() && (long(one) || other(own, family))
    };
    fits(&x, given(b), given(a), &y) || fits(&y, given(a), given(b), &x)
}

/// All words of a name, given names first; of a group's, its own.
pub(super) fn list_words(name: &Name) -> Vec<String> {
    let given = name.given.as_deref().map(split_name).unwrap_or_default();
    given.into_iter().chain(split_name(&name.short_name())).collect()
}

/// Names that came out of a broken import, which say nothing.
pub fn is_corrupt(name: &Name) -> bool {
    let cited = name.short_name();
    cited.contains(['@', ';'])
        || is_person(name) && cited.split_whitespace().count() > 8
        || matches!(cited.trim().to_lowercase().as_str(), "anonymous" | "unknown" | "" | "no authors listed" | "___")
}

fn is_person(name: &Name) -> bool {
    name.family.is_some()
}

fn ends_with(long: &[String], short: &[String]) -> bool {
    long.len() > short.len()
        && (long.ends_with(short) || long.starts_with(short))
        && short.concat().chars().count() >= 4
}

/// One group under a longer and a shorter name: every word of the shorter is in the longer, and there are two at least.
fn are_same_group(x: &[String], y: &[String]) -> bool {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    short.len() >= 2 && short.iter().all(|w| long.contains(w))
}

/// `WHO` for World Health Organization.
fn is_acronym(short: &str, long: &str) -> bool {
    let letters = fold_token(short);
    let initials: String =
        tokenise(long).iter().filter(|w| !crate::text::is_stop_word(w)).filter_map(|w| w.chars().next()).collect();
    (2..=8).contains(&letters.chars().count()) && !short.trim().contains(' ') && letters == initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_author_in_two_spellings() {
        let person = |family: &str| Name::person(family, Some("A"));
        for (a, b, expected) in [
            (person("Müller"), person("Mueller"), true),
            (person("Müller"), person("Muller"), true),
            (person("van der Berg"), person("Berg"), true),
            (Name { non_dropping_particle: Some("van der".into()), ..person("Berg") }, person("van der Berg"), true),
            (person("Quintero Rodriguez"), person("Quintero-Rodriguez"), true),
            (person("Quintero Rodriguez"), person("Rodriguez"), true),
            (person("Quintero Rodriguez"), person("Quintero"), true),
            (person("O’Brien"), person("O'Brien"), true),
            (person("Łukasiewicz"), person("Lukasiewicz"), true),
            (person("King"), person("King Jr"), true),
            (Name::group("WHO"), Name::group("World Health Organization"), true),
            (Name::group("National Guideline Alliance (UK)"), Name::group("National Guideline Alliance"), true),
            (person("Smith"), person("Smythe"), false),
            (person("Li"), person("Liu"), false),
            (person("Lee"), person("Brown Lee"), false),
            (Name::group("WHO"), Name::group("World Heart Federation"), false),
        ] {
            assert_eq!(is_same_author(&a, &b), expected, "{a:?} / {b:?}");
            assert_eq!(is_same_author(&b, &a), expected, "{b:?} / {a:?}");
        }
        assert!(is_swapped(&Name::person("Wei", Some("Zhang")), &Name::person("Zhang", Some("Wei"))));
        assert!(is_corrupt(&Name::person("a@b.example", None)) && !is_corrupt(&person("Li")));
    }
}
