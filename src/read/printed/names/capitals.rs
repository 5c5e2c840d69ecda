//! `SILVA, João Carlos da; PEREIRA, A. M.`, `MINISTÉRIO DA SAÚDE.`: family names and organisations in capitals, as the
//! Brazilian standard (ABNT) prints them. They are given back as names are mostly written.

use super::{Names, NamesAtHead, is_et_al};
use crate::model::Name;
use crate::read::printed::words::is_particle;
use crate::text::lexicon::{NAME_PARTS, WordSet};
use std::sync::LazyLock;

/// Names in capitals at the head of a string, up to the stop that ends them.
pub(in super::super) fn read_capitals(text: &str) -> Option<NamesAtHead> {
    let mut list = Names::default();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let trimmed = trim_joint(rest);
        at += rest.len() - trimmed.len();
        if let Some(found) = trimmed.get(..6).filter(|head| is_et_al(head)).filter(|_| !list.names.is_empty()) {
            list.et_al = true;
            return Some(NamesAtHead { list, end: at + found.len() });
        }
        let (name, length, ends) = read_name(trimmed)?;
        list.names.push(name);
        at += length;
        if ends {
            let rest = text.get(at..).unwrap_or_default();
            let et_al = rest.trim_start().get(..6).filter(|head| is_et_al(head));
            list.et_al = et_al.is_some();
            at += et_al.map_or(0, |words| rest.len() - rest.trim_start().len() + words.len());
            return Some(NamesAtHead { list, end: at });
        }
    }
}

/// Whether a word is in capitals: two letters at least, and none of them small.
fn is_capitals(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    letters().count() > 1
        && letters().all(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‐' | '\'' | '’'))
}

/// Without what stands between two names.
fn trim_joint(text: &str) -> &str {
    let rest = text.trim_start_matches([' ', ';', ',', '&']);
    ["and ", "AND "].iter().find_map(|joint| rest.strip_prefix(joint)).unwrap_or(rest)
}

/// Reads `SILVA, João Carlos da;`: the name, the bytes it takes, and whether a stop ends the names.
fn read_name(text: &str) -> Option<(Name, usize, bool)> {
    let (family, behind) = text.split_once(", ")?;
    let words: Vec<&str> = family.split_whitespace().collect();
    let fits = (1..=5).contains(&words.len())
        && words.iter().any(|word| is_capitals(word))
        && words.iter().all(|word| is_capitals(word) || is_particle(word));
    if !fits {
        return None;
    }
    let start = family.len() + 2;
    let mut given: Vec<&str> = Vec::new();
    let mut end = start;
    let mut ended = None;
    for token in behind.split_inclusive(' ') {
        let word = token.trim_end();
        let plain = word.trim_end_matches([';', '.', ',']);
        let initial = is_initials(plain) && word.contains('.');
        let after_initial = given.last().is_some_and(|word| word.contains('.'));
        let particle = is_particle(plain) && !given.is_empty();
        let spelt =
            plain.starts_with(char::is_uppercase) && plain.chars().skip(1).any(char::is_lowercase) && !after_initial;
        let fits =
            initial || particle || spelt && plain.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
        if is_et_al(&format!("{plain} al")) {
            ended = Some(true);
            break;
        }
        if !fits || given.len() >= 6 {
            break;
        }
        end += token.len();
        given.push(if initial { word.trim_end_matches([';', ',']) } else { plain });
        match () {
            () if word.ends_with(';') => ended = Some(false),
            () if word.ends_with('.') && !initial => ended = Some(true),
            () => continue,
        }
        break;
    }
    // "VALE, I., MARSH, O. & LUND, T.": a comma or a joint parts them where another family name in capitals follows.
    let behind = text.get(end..).unwrap_or_default();
    let is_parted = given.last().is_some_and(|word| word.contains('.'))
        && (text.get(..end).is_some_and(|read| read.trim_end().ends_with(','))
            || trim_joint(behind).len() < behind.trim_start().len());
    let next = trim_joint(behind).split([' ', ',']).next().unwrap_or_default();
    if ended.is_none() && is_parted && is_capitals(next) {
        ended = Some(false);
    }
    // Nothing but an initial's stop may end them otherwise.
    let ends = ended.or_else(|| given.last().filter(|word| word.contains('.')).map(|_| true))?;
    let given = given.join(" ");
    let name = Name::person(&as_written(family), Some(given.as_str()).filter(|given| !given.is_empty()));
    (!given.is_empty()).then_some((name, end, ends))
}

/// `J.`, `J.C`: capitals with stops.
fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word.split(['.', '-']).all(|part| part.chars().count() <= 1)
        && word.starts_with(char::is_uppercase)
}

/// A name in capitals as it is mostly written: `Silva Júnior`, `Organização Mundial da Saúde`. A word of few letters that is
/// alone is an abbreviation and stays.
pub(in super::super) fn as_written(name: &str) -> String {
    static SMALL: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("small in names"));
    let words: Vec<&str> = name.split(' ').collect();
    let word = |(at, word): (usize, &&str)| {
        let lower = word.to_lowercase();
        if at > 0 && SMALL.contains(&lower) {
            return lower;
        }
        if !is_capitals(word) {
            return (*word).to_owned();
        }
        let mut begins = true;
        let written = word.chars().flat_map(|c| {
            let out: Vec<char> = if begins { vec![c] } else { c.to_lowercase().collect() };
            begins = !c.is_alphabetic();
            out
        });
        written.collect()
    };
    words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// `MINISTÉRIO DA SAÚDE`, `IBGE`: an organisation in capitals before the first stop, and the bytes it takes.
pub(in super::super) fn read_group_in_capitals(text: &str) -> Option<(&str, usize)> {
    let (name, _) = text.split_once(". ")?;
    let words = || name.split(' ');
    let plain = |word: &str| word.trim_matches(['(', ')', ',']).to_owned();
    let fits = words().count() <= 12
        && words().any(|word| is_capitals(&plain(word)))
        && words().all(|word| {
            let word = plain(word);
            is_capitals(&word) || matches!(word.as_str(), "E" | "Y" | "&") || is_particle(&word)
        });
    fits.then_some((name, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals() {
        for (text, want, rest) in [
            ("SILVA, João Carlos da; PEREIRA, Ana. Dor", Some("Silva, João Carlos da; Pereira, Ana"), "Dor"),
            ("SILVA, J. C. da; D'ÁVILA, A. M. Dor no", Some("Silva, J. C. da; D'Ávila, A. M."), "Dor no"),
            ("SOUZA-LIMA, R. T. et al. Dor", Some("Souza-Lima, R. T."), "Dor"),
            ("SILVA JÚNIOR, José et al. Dor", Some("Silva Júnior, José"), "Dor"),
            (
                "VALE-POE, I., VAN DER BEEK, A. J. & LUND, T. 2018. Dor",
                Some("Vale-Poe, I.; Van der Beek, A. J.; Lund, T."),
                "2018. Dor",
            ),
            ("VALE, I. and LUND, T. 2018. Dor", Some("Vale, I.; Lund, T."), "2018. Dor"),
            ("HOLT BG, JØNSSON KA. Warm", None, ""),
            ("SILVA, Dor no joelho. Revista", None, ""),
        ] {
            let told = |name: &Name| format!("{}, {}", name.short_name(), name.given.as_deref().unwrap_or_default());
            let read = read_capitals(text);
            let names = read.as_ref().map(|h| h.list.names.iter().map(told).collect::<Vec<_>>().join("; "));
            assert_eq!(names.as_deref(), want, "{text}");
            assert_eq!(read.map_or("", |h| text.get(h.end..).unwrap()).trim_start_matches([' ', '.']), rest, "{text}");
        }
    }
}
