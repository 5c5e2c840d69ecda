//! Names of people and groups as reference lists print them: `Finch AP, Møller P, et al.`,
//! `Quintero Rodriguez, C., & Troynikov, O.`, `National Guideline Alliance (UK)`.

use super::organisations::is_organisation;
use super::words::{boundary_after, is_particle};
use crate::model::Name;

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
pub(super) struct Head {
    pub(super) list: Names,
    pub(super) end: usize,
}

/// Words that an initial follows in titles, not in names: "Vitamin D", "Hepatitis B", "Part I".
const NOT_FAMILY: [&str; 30] = [
    "and",
    "appendix",
    "chapter",
    "class",
    "coli",
    "diabetes",
    "factor",
    "figure",
    "for",
    "grade",
    "group",
    "hepatitis",
    "in",
    "influenza",
    "interleukin",
    "level",
    "of",
    "omega",
    "on",
    "part",
    "phase",
    "protein",
    "section",
    "stage",
    "table",
    "the",
    "type",
    "types",
    "vitamin",
    "vitamins",
];

/// A token of initials: `AP`, `A.P.`, `J-C`, `Yu.`.
fn is_initials(token: &str) -> bool {
    let dotted = token.contains('.');
    let parts = || token.split(['.', '-', '‐', '–', '’', '\'']).filter(|p| !p.is_empty());
    let letters = parts().map(|p| p.chars().count()).sum::<usize>();
    let part = |p: &str| {
        let capitals = p.chars().take_while(|c| c.is_uppercase()).count();
        let small = p.chars().count() - capitals;
        capitals > 0 && p.chars().all(char::is_alphabetic) && (small == 0 || (small == 1 && (dotted || capitals > 1)))
    };
    (1..=4).contains(&letters) && parts().all(part)
}

fn is_suffix(token: &str) -> bool {
    matches!(token.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "2nd" | "3rd")
}

fn is_family_word(word: &str) -> bool {
    let starts = word.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '\'' | '’'))
        || ["d'", "d’", "al-", "el-", "de-", "ten-"].iter().any(|p| word.to_lowercase().starts_with(p));
    (starts || is_particle(word))
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‐' | '–' | '\'' | '’' | '.' | '`' | 'ʼ'))
        && (!word.ends_with('.') || word == "St.")
        && !NOT_FAMILY.contains(&word.to_lowercase().as_str())
}

/// Makes a name of its family part: leading small particles are told apart.
fn person(family: &[&str], given: Option<String>, suffix: Option<&str>) -> Option<Name> {
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
fn family_first(text: &str) -> Option<Name> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let suffix = if words.len() > 2 { words.last().copied().filter(|w| is_suffix(w)) } else { None };
    if suffix.is_some() {
        words.pop();
    }
    let initials = words.iter().rev().take_while(|w| is_initials(w)).count().min(words.len().saturating_sub(1));
    let (family, given) = words.split_at_checked(words.len() - initials)?;
    // "J C" is an abbreviated journal rather than a family of one letter.
    let long = family.iter().any(|w| w.chars().count() > 1);
    let fits = long && (1..=4).contains(&family.len()) && (1..=4).contains(&given.len());
    (fits && family.iter().all(|w| is_family_word(w)) && !family.iter().all(|w| is_particle(w)))
        .then(|| person(family, Some(given.join(" ")), suffix))?
}

/// `I. Vale`, `J. van der Berg`: initials with stops, then the family name.
fn initials_first(text: &str) -> Option<Name> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let initials = words.iter().take_while(|w| w.ends_with('.') && is_initials(w)).count();
    let (given, family) = words.split_at_checked(initials)?;
    let fits = !given.is_empty() && (1..=4).contains(&family.len()) && family.iter().all(|w| is_family_word(w));
    fits.then(|| person(family, Some(given.join(" ")), None))?
}

fn is_et_al(text: &str) -> bool {
    let t = text.trim().trim_end_matches('.').trim_start_matches("and ");
    t.eq_ignore_ascii_case("et al") || t.eq_ignore_ascii_case("others") || t.eq_ignore_ascii_case("et alii")
}

fn is_editors(text: &str) -> bool {
    matches!(
        text.trim().trim_matches(['.', '(', ')']).to_ascii_lowercase().as_str(),
        "ed" | "eds" | "editor" | "editors"
    )
}

/// The longest single name that is looked for, in bytes.
const LONGEST: usize = 80;

/// Names with initials behind, at the head of a string, ended by `.`, `:` or a bracket, or by what is no name.
pub(super) fn head(text: &str) -> Option<Head> {
    let mut list = Names::default();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let Some((mark, after)) = next_name(rest, &mut list) else {
            if let Some((name, after)) = group_behind(rest, &list) {
                list.names.push(name);
                return Some(Head { list, end: at + after });
            }
            // "Stephen AT, Toubia O, Explaining …": nothing but a comma parts the names from the title.
            return (list.names.len() > 1).then_some(Head { list, end: at });
        };
        at += after;
        match mark {
            ',' | ';' | '&' => {}
            _ if list.names.is_empty() => return None,
            _ => return Some(Head { list, end: at }),
        }
        if at >= text.len() {
            return (!list.names.is_empty()).then_some(Head { list, end: text.len() });
        }
    }
}

/// Reads one name; gives the mark that ended it and the bytes taken.
fn next_name(rest: &str, list: &mut Names) -> Option<(char, usize)> {
    for (i, c) in rest.char_indices().take_while(|(i, _)| *i < LONGEST) {
        let (before, behind) = (rest.get(..i)?, rest.get(i + c.len_utf8()..)?);
        let mark = match c {
            ',' | ';' | ':' => c,
            '.' if behind.is_empty() || behind.starts_with([' ', ':', ',', ';']) => '.',
            ' ' if behind.starts_with("and ") || behind.starts_with("& ") => '&',
            ' ' if behind.starts_with(['(', '[']) || is_et_al(behind.get(..6).unwrap_or(behind)) => ' ',
            _ => continue,
        };
        let taken = i + c.len_utf8();
        if is_et_al(before) {
            list.et_al = true;
        } else if is_editors(before) {
            list.editors = true;
        } else if mark == '.' && starts_with_initial(behind) {
            continue;
        } else if let Some(name) = family_first(before) {
            list.names.push(name);
        } else {
            continue;
        }
        return Some(match mark {
            '.' if behind.starts_with([':', ',', ';']) => (behind.chars().next()?, taken + 1),
            ' ' if !behind.starts_with(['(', '[']) => (',', taken),
            '&' => ('&', taken + behind.find(' ')?),
            ',' if behind.trim_start().starts_with("and ") => ('&', taken + behind.find("and ")? + 4),
            ',' if behind.trim_start().starts_with("& ") => ('&', taken + behind.find('&')? + 1),
            mark => (mark, taken),
        });
    }
    let whole = rest.trim();
    let name = (rest.len() < LONGEST).then(|| family_first(whole)).flatten()?;
    list.names.push(name);
    Some((' ', rest.len()))
}

/// Whether a further initial follows: ` A., Jones`.
fn starts_with_initial(behind: &str) -> bool {
    let mut chars = behind.trim_start().chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// A group at the end of a list of people: `…, GBD 2019 Collaborators. Title`.
fn group_behind(rest: &str, list: &Names) -> Option<(Name, usize)> {
    if list.names.is_empty() {
        return None;
    }
    let end = rest.char_indices().find(|(i, c)| *c == ':' || (*c == '.' && boundary_after(rest, *i)))?.0;
    let name = rest.get(..end)?.trim().trim_start_matches("for the ").trim_start_matches("on behalf of ");
    (is_organisation(name) || name.ends_with("Group")).then(|| (Name::group(name), end + 1))
}

/// Names that fill a whole string, in any order that is printed; a string that holds no person is one group.
pub(super) fn whole(text: &str) -> Names {
    let text = text.trim().trim_end_matches([',', ';', ':']).trim();
    if let Some(read) = head(text).filter(|h| h.end >= text.len()) {
        return read.list;
    }
    let mut list = Names::default();
    let joined = text.replace(" & ", ", ").replace(" and ", ", ");
    let mut tokens: Vec<&str> =
        joined.split([',', ';']).map(str::trim).filter(|t| !t.is_empty() && *t != "&").collect();
    tokens.reverse();
    let mut people = 0;
    while let Some(token) = tokens.pop() {
        // "…" stands for the authors that are left out.
        let told = token.trim_start_matches("& ").trim_start_matches(['…', '.', ' ']).trim();
        list.et_al |= told.len() < token.trim_start_matches("& ").len();
        let token = told;
        if is_et_al(token) || token.is_empty() {
            list.et_al = true;
        } else if is_editors(token) {
            list.editors = true;
        } else if is_suffix(token) {
            if let Some(last) = list.names.last_mut() {
                last.suffix = Some(token.trim_end_matches('.').to_owned());
            }
        } else if let Some(given) = tokens.last().copied().and_then(given_after) {
            tokens.pop();
            list.et_al |= given.ends_with("et al");
            let given = given.trim_end_matches("et al").trim();
            let family: Vec<&str> = token.split_whitespace().collect();
            list.names.extend(person(&family, Some(given.to_owned()), None));
            people += 1;
        } else if let Some(name) = family_first(token).or_else(|| initials_first(token)) {
            list.names.push(name);
            people += 1;
        } else {
            list.names.push(Name::group(token.trim_end_matches('.')));
        }
    }
    if people == 0 {
        let (name, et_al) = match text.strip_suffix("et al.").or_else(|| text.strip_suffix("et al")) {
            Some(first) => (first.trim().trim_end_matches(','), true),
            None => {
                // The stop of "U.S." belongs to the name.
                let plain = text.strip_suffix('.').filter(|t| !t.rsplit(' ').next().unwrap_or_default().contains('.'));
                (plain.unwrap_or(text), list.et_al)
            }
        };
        list = Names { names: vec![Name::group(name)], et_al, ..list };
    }
    list
}

/// Given names after a comma: initials, with or without "et al." behind.
fn given_after(token: &str) -> Option<&str> {
    let plain = token.trim_end_matches('.').trim_end_matches("et al").trim();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let fits = (1..=5).contains(&words.len())
        && words.iter().all(|w| is_initials(w) || is_particle(w))
        && words.iter().any(|w| is_initials(w));
    fits.then_some(token.strip_suffix("et al.").map_or(token, |_| token.trim_end_matches('.')))
}

/// Whether every name is a person's.
pub(super) fn all_people(list: &Names) -> bool {
    !list.names.is_empty() && list.names.iter().all(|n| n.family.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(list: &Names) -> Vec<String> {
        list.names.iter().map(Name::cited).collect()
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
            let head = head(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (cited(&head.list), head.list.et_al),
                (want.iter().map(|s| s.to_string()).collect(), et_al),
                "{text}"
            );
            assert_eq!(text.get(head.end..).unwrap().trim_start(), rest.trim_start(), "{text}");
        }
        for text in
            ["Vitamin D: a review", "Hepatitis B. An overview", "Back Pain During Pregnancy.", "NHS. Back pain", ""]
        {
            assert_eq!(head(text), None, "{text}");
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
            assert_eq!(cited(&whole(text)), want, "{text}");
        }
    }
}
