//! Names of people and groups as reference lists print them: one file for each order in which they are printed.

mod capitals;
mod east_asian;
mod head;
mod inverted;
mod natural;
mod ordered;
mod paired;
mod signed;
mod spelt;
mod whole;

use super::words::is_particle;
use crate::model::Name;
use crate::text::is_name_suffix;
use crate::text::lexicon::{NAME_PARTS, WordSet};
use std::sync::LazyLock;

pub(super) use self::capitals::{as_written, read_capitals, read_group_in_capitals};
pub(super) use self::east_asian::read_east_asian;
pub(super) use self::head::{read_family_alone, read_head};
pub(super) use self::inverted::read_inverted;
pub(in crate::read) use self::natural::read_given_first;
pub(super) use self::natural::{read_natural, read_natural_head};
pub(super) use self::ordered::{read_first_ordered, read_ordered};
pub(super) use self::paired::read_paired;
pub(super) use self::signed::{read_given_first_list, read_signed, reads_given_first};
pub(super) use self::spelt::read_spelt_out;
pub(super) use self::whole::read_whole;

/// A list of names, and what was said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) names: Vec<Name>,
    pub(super) et_al: bool,
    /// They are named as editors.
    pub(super) editors: bool,
}

/// Names at the head of a string, and how many bytes they take with the mark that ends them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamesAtHead {
    pub(super) list: Names,
    pub(super) end: usize,
}

/// Words that an initial follows in titles, not in names: "Vitamin D", "Hepatitis B", "Part I".
static NOT_FAMILY: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("no family names"));

/// A token of initials: `AP`, `A.P.`, `J-C`, `C-q`, `Yu.`.
fn is_initials(token: &str) -> bool {
    let dotted = token.contains('.');
    let parts = || token.split(['.', '-', '‐', '–', '’', '\'']).filter(|p| !p.is_empty());
    let letters = parts().map(|p| p.chars().count()).sum::<usize>();
    // "C-q": the second half of a given name, in small letters.
    let behind = |p: &str| p.chars().count() == 1 && token.starts_with(char::is_uppercase) && token.contains('-');
    let part = |p: &str| {
        let capitals = p.chars().take_while(|c| c.is_uppercase()).count();
        let small = p.chars().count() - capitals;
        behind(p)
            || capitals > 0
                && p.chars().all(char::is_alphabetic)
                && (small == 0 || (small == 1 && (dotted || capitals == 2 && !p.ends_with('s'))))
    };
    (1..=4).contains(&letters) && parts().all(part)
}

fn is_suffix(token: &str) -> bool {
    !token.starts_with(char::is_lowercase) && is_name_suffix(token.trim_end_matches('.'))
}

fn is_family_word(word: &str) -> bool {
    let starts = word.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '\'' | '’'))
        || ["d'", "d’", "al-", "el-", "de-", "ten-"].iter().any(|p| word.to_lowercase().starts_with(p));
    (starts || is_particle(word))
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‐' | '–' | '\'' | '’' | '.' | '`' | 'ʼ'))
        && (!word.ends_with('.') || word == "St.")
        && !NOT_FAMILY.contains(&word.to_lowercase())
}

/// Makes a name of its family part: leading small particles are told apart.
fn make_person(family: &[&str], given: Option<String>, suffix: Option<&str>) -> Option<Name> {
    let particles = family.iter().take_while(|w| is_particle(w)).count();
    let (particle, rest) = family.split_at_checked(particles)?;
    let (particle, rest) = if rest.is_empty() { (&[][..], family) } else { (particle, rest) };
    Some(Name {
        non_dropping_particle: (!particle.is_empty()).then(|| particle.join(" ")),
        suffix: suffix.map(|s| s.trim_end_matches('.').to_owned()),
        ..Name::person(&rest.join(" "), given.as_deref())
    })
}

/// `Finch AP`, `van Leeuwen FE`, `Fleischer AB Jr`, `Smith J. A.`.
fn read_family_first(text: &str) -> Option<Name> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    // "da Silva JR": without others before them, capitals are the initials.
    let is_behind_initials = || words.iter().rev().nth(1).is_some_and(|word| is_initials(word));
    let is_suffixed = |word: &&str| is_suffix(word) && (word.contains(char::is_lowercase) || is_behind_initials());
    let last = if words.len() > 2 { words.last().copied().filter(is_suffixed) } else { None };
    // "Symons Jr. GM": some print the suffix before the initials.
    let among = || words.iter().rposition(|w| matches!(*w, "Jr" | "Jr." | "Sr" | "Sr.")).filter(|at| *at > 0);
    let suffix = match last {
        Some(_) => words.pop(),
        None => among().map(|at| words.remove(at)),
    };
    let initials = words.iter().rev().take_while(|w| is_initials(w)).count().min(words.len().saturating_sub(1));
    let (family, given) = words.split_at_checked(words.len() - initials)?;
    // "J C" is an abbreviated journal rather than a family of one letter.
    let long = family.iter().any(|w| w.chars().count() > 1);
    let fits = long && (1..=4).contains(&family.len()) && (1..=4).contains(&given.len());
    // "Cancer Research UK" is no Dr Research; "in 't" stands within a family name, and "in" nowhere else.
    let country = given.len() == 1 && given.iter().all(|g| matches!(*g, "UK" | "USA" | "EU" | "UN"));
    let part = |w: &&str| is_family_word(w) || (**w == *"in" && family.iter().any(|t| matches!(*t, "'t" | "’t")));
    (fits && !country && family.iter().all(part) && !family.iter().all(|w| is_particle(w)))
        .then(|| make_person(family, Some(given.join(" ")), suffix))?
}

/// `I. Vale`, `J. van der Berg`: initials with stops, then the family name.
fn read_initials_first(text: &str) -> Option<Name> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let initials = words.iter().take_while(|w| w.ends_with('.') && is_initials(w)).count();
    let (given, family) = words.split_at_checked(initials)?;
    let fits = !given.is_empty() && (1..=4).contains(&family.len()) && family.iter().all(|w| is_family_word(w));
    fits.then(|| make_person(family, Some(given.join(" ")), None))?
}

fn is_et_al(text: &str) -> bool {
    let t = text.trim().trim_end_matches(['.', ',', ';', ':']).trim_start_matches("and ");
    t.eq_ignore_ascii_case("et al") || t.eq_ignore_ascii_case("others") || t.eq_ignore_ascii_case("et alii")
}

fn is_editors(text: &str) -> bool {
    matches!(
        text.trim().trim_matches(['.', '(', ')']).to_ascii_lowercase().as_str(),
        "ed" | "eds" | "editor" | "editors" | "hrsg" | "hg"
    )
}

/// Whether every name is a person's.
pub(super) fn are_all_people(list: &Names) -> bool {
    !list.names.is_empty() && list.names.iter().all(|n| n.family.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_cited(list: &Names) -> Vec<String> {
        list.names.iter().map(Name::short_name).collect()
    }

    #[test]
    fn names_at_the_head() {
        for (text, want, et_al, rest) in [
            ("Finch AP, Lubinski J, Møller P, et al.: Impact", vec!["Finch", "Lubinski", "Møller"], true, " Impact"),
            ("Holt BG, Jønsson KA. Reconciling", vec!["Holt", "Jønsson"], false, " Reconciling"),
            ("van Leeuwen FE: Roles", vec!["van Leeuwen"], false, " Roles"),
            (
                "Weisshaar E, Fleischer AB Jr, Bernhard JD, et al.: P",
                vec!["Weisshaar", "Fleischer", "Bernhard"],
                true,
                " P",
            ),
            ("Gantier M, Wang D, et al. (2011) A", vec!["Gantier", "Wang"], true, " (2011) A"),
            ("Smith J. A., Jones B. C. Title", vec!["Smith", "Jones"], false, " Title"),
            ("Njajou OT, Ott S et al. (2007) T", vec!["Njajou", "Ott"], true, " (2007) T"),
            ("Pirretti B, McDaniel P and Waters B. Secure", vec!["Pirretti", "McDaniel", "Waters"], false, " Secure"),
        ] {
            let head = read_head(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (list_cited(&head.list), head.list.et_al),
                (want.iter().map(|s| s.to_string()).collect(), et_al),
                "{text}"
            );
            assert_eq!(text.get(head.end..).unwrap().trim_start(), rest.trim_start(), "{text}");
        }
        for text in
            ["Vitamin D: a review", "Hepatitis B. An overview", "Back Pain During Pregnancy.", "NHS. Back pain", ""]
        {
            assert_eq!(read_head(text), None, "{text}");
        }
    }

    #[test]
    fn names_that_fill_a_string() {
        for (text, want) in [
            ("Alkhediwi, L. M. A., Rasdwi, K. M., & Khan, A. S.", vec!["Alkhediwi", "Rasdwi", "Khan"]),
            ("Quintero Rodriguez, C., & Troynikov, O.", vec!["Quintero Rodriguez", "Troynikov"]),
            ("van der Berg, J., & O'Neil, P., Jr.", vec!["van der Berg", "O'Neil"]),
            ("National Guideline Alliance (UK).", vec!["National Guideline Alliance (UK)"]),
            (
                "National Institute for Health and Care Excellence",
                vec!["National Institute for Health and Care Excellence"],
            ),
            ("NHS.", vec!["NHS"]),
            ("Smith, J.A. and Jones, B.", vec!["Smith", "Jones"]),
        ] {
            assert_eq!(list_cited(&read_whole(text)), want, "{text}");
        }
    }
}
