//! Journal titles as NLM abbreviates them (ISO 4): whole titles where NLM has one of its own, else word by word. Titles of
//! one word stay whole, and so does a word of which no abbreviation is known.
//! <https://www.ncbi.nlm.nih.gov/books/NBK7282/>, <https://www.issn.org/services/online-services/access-to-the-ltwa/>

use crate::text::fold;
use crate::text::lexicon::{self, WordSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::OnceLock;

/// A title, a tab, its abbreviation.
const TITLES: &str = include_str!("journals/titles.tsv");
/// A word, or its beginning with a hyphen, a tab, its abbreviation.
const WORDS: &str = include_str!("journals/words.tsv");

/// Words that abbreviations leave out.
static SMALL: LazyLock<WordSet> = LazyLock::new(|| lexicon::TITLES.words("left out of abbreviations"));

/// The tables, keyed by folded title or word.
struct Tables {
    titles: BTreeMap<String, &'static str>,
    words: BTreeMap<String, &'static str>,
    /// Beginnings, the longest first.
    stems: Vec<(String, &'static str)>,
}

/// The abbreviation of a journal's title, without full stops.
pub fn abbreviate_title(title: &str) -> String {
    let tables = load_tables();
    let plain = without_place(title.trim());
    if let Some(short) = find_own_abbreviation(plain) {
        return short.to_owned();
    }
    // Already abbreviated, with full stops.
    if plain.split_whitespace().any(|w| w.ends_with('.') && w.len() > 1) {
        return plain.replace('.', "");
    }
    // A subtitle, or the full form behind an acronym, is no part of it: `JNCI: Journal of …`.
    let words: Vec<&str> = plain.split_whitespace().collect();
    let kept: Vec<&&str> = words.iter().filter(|w| !SMALL.contains(&fold(w))).collect();
    if kept.len() <= 1 {
        return kept.first().map_or_else(|| plain.to_owned(), |word| (**word).trim_end_matches(',').to_owned());
    }
    // Catalogues write all but the first word small; abbreviations are names.
    kept.into_iter().map(|word| abbreviate_word(&capitalise(word), tables)).collect::<Vec<_>>().join(" ")
}

/// The abbreviation that NLM made for this title alone, where there is one.
pub(super) fn find_own_abbreviation(title: &str) -> Option<&'static str> {
    load_tables().titles.get(&fold_title(without_place(title.trim()))).copied()
}

/// A journal's title as a name: NLM's catalogue writes `BMC pregnancy and childbirth` and adds the place.
pub(super) fn find_abbreviation(title: &str) -> String {
    let plain = without_place(title.trim());
    if plain.split_whitespace().count() < 2 {
        return plain.to_owned();
    }
    let word = |(at, word): (usize, &str)| {
        if at > 0 && word.chars().count() <= 3 { word.to_owned() } else { capitalise(word) }
    };
    plain.split_whitespace().enumerate().map(word).collect::<Vec<String>>().join(" ")
}

/// A word of a title with its capital; small words and names that have none stay.
fn capitalise(word: &str) -> String {
    // `npj Digital Medicine`, `eLife`.
    if word.chars().any(char::is_uppercase) || SMALL.contains(&fold(word)) || word == "npj" {
        return word.to_owned();
    }
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn abbreviate_word(word: &str, tables: &Tables) -> String {
    let bare = word.trim_matches([',', ';', ':', '(', ')', '"', '“', '”']);
    // Acronyms stay: `AIDS`, `BMC`.
    if bare.chars().filter(|c| c.is_alphabetic()).count() > 1 && !bare.chars().any(char::is_lowercase) {
        return bare.to_owned();
    }
    let folded = fold(&bare.replace(['ʼ', '’'], "'"));
    let folded = folded.strip_suffix("'s").unwrap_or(&folded).to_owned();
    if let Some(short) = tables.words.get(&folded) {
        return match_case(bare, short);
    }
    match tables.stems.iter().find(|(stem, _)| folded.starts_with(stem.as_str())) {
        Some((_, short)) => match_case(bare, short),
        None => bare.to_owned(),
    }
}

/// With a capital where the word has one.
fn match_case(word: &str, short: &str) -> String {
    match (word.chars().next().is_some_and(char::is_uppercase), short.chars().next()) {
        (true, Some(first)) => first.to_uppercase().chain(short.chars().skip(1)).collect(),
        _ => short.to_owned(),
    }
}

/// Without what stands in brackets at the end: `(Lausanne, Switzerland)`.
fn without_place(title: &str) -> &str {
    match title.strip_suffix(')').and_then(|t| t.rfind(" (")) {
        Some(at) if at > 0 => title.get(..at).unwrap_or(title),
        _ => title,
    }
}

/// A title as the table has it: folded, without articles at its beginning and with `and` for `&`.
fn fold_title(title: &str) -> String {
    let folded = fold(&title.replace(['ʼ', '’'], "'")).replace('&', "and").replace(['.', ',', ':'], "");
    let words: Vec<&str> = folded.split_whitespace().collect();
    match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest.join(" "),
        all => all.join(" "),
    }
}

fn load_tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows = |text: &'static str| {
            text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
        };
        let (stems, words): (Vec<_>, Vec<_>) = rows(WORDS).partition(|(word, _)| word.ends_with('-'));
        let mut stems: Vec<(String, &'static str)> =
            stems.into_iter().map(|(stem, short)| (fold(stem.trim_end_matches('-')), short)).collect();
        stems.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len()));
        Tables {
            titles: rows(TITLES).map(|(title, short)| (fold_title(title), short)).collect(),
            words: words.into_iter().map(|(word, short)| (fold(word), short)).collect(),
            stems,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_nlm_abbreviations() {
        for (title, expected) in [
            ("The Lancet", "Lancet"),
            ("JAMA", "JAMA"),
            ("Pain", "Pain"),
            ("New England Journal of Medicine", "N Engl J Med"),
            ("The New England journal of medicine", "N Engl J Med"),
            ("BMC Pregnancy and Childbirth", "BMC Pregnancy Childbirth"),
            ("Journal of Women's Health Physical Therapy", "J Womens Health Phys Therap"),
            ("Cochrane Database of Systematic Reviews", "Cochrane Database Syst Rev"),
            ("Journal of Womenʼs Health Physical Therapy", "J Womens Health Phys Therap"),
            ("European Journal of Pain", "Eur J Pain"),
            ("Frontiers in Pain Research (Lausanne, Switzerland)", "Front Pain Res (Lausanne)"),
            ("PLoS ONE", "PLoS One"),
            ("American Journal of Obstetrics & Gynecology", "Am J Obstet Gynecol"),
            ("Annals of Internal Medicine", "Ann Intern Med"),
            ("BMC pregnancy and childbirth", "BMC Pregnancy Childbirth"),
            ("BMC pregnancy & childbirth", "BMC Pregnancy Childbirth"),
            ("european journal of pain", "Eur J Pain"),
            ("npj digital medicine", "npj Digit Med"),
            ("N. Engl. J. Med.", "N Engl J Med"),
            ("JAMA Network Open", "JAMA Netw Open"),
            ("British Journal of Sports Medicine", "Br J Sports Med"),
            ("Journal of Clinical Epidemiology", "J Clin Epidemiol"),
            ("Physiotherapy", "Physiotherapy"),
            ("International Journal of Environmental Research and Public Health", "Int J Environ Res Public Health"),
            ("", ""),
        ] {
            assert_eq!(abbreviate_title(title), expected, "{title}");
        }
    }

    #[test]
    fn titles_are_names() {
        for (title, expected) in [
            ("BMC pregnancy and childbirth", "BMC Pregnancy and Childbirth"),
            ("Frontiers in pain research (Lausanne, Switzerland)", "Frontiers in Pain Research"),
            ("eLife", "eLife"),
            ("npj digital medicine", "npj Digital Medicine"),
            ("Pain", "Pain"),
        ] {
            assert_eq!(find_abbreviation(title), expected, "{title}");
        }
    }

    #[test]
    fn tables_are_well_formed() {
        for line in TITLES.lines().chain(WORDS.lines()).filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let (long, short) = line.split_once('\t').unwrap_or_else(|| panic!("{line:?} has no tab"));
            assert!(!long.trim().is_empty() && !short.trim().is_empty() && !short.contains(['.', '\t']), "{line:?}");
        }
    }
}
