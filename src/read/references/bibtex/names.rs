//! Lists of names: `and` between two, each in one of BibTeX's three forms or in BibLaTeX's with a key for each part.
//! What other programs write into these fields is taken as meant: organisations without braces, semicolons, initials
//! behind the family name.

use super::latex::read_text;
use crate::model::Name;
use crate::read::printed::is_organisation;
use crate::read::references::fields::{self, is_suffix};

/// The names of a field.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Names {
    /// In their order.
    pub(super) names: Vec<Name>,
    /// `and others`.
    pub(super) et_al: bool,
    /// What was not read by the rules, a sentence each.
    pub(super) doubts: Vec<String>,
}

/// Reads a field of names as it stands.
pub(super) fn read_names(raw: &str) -> Names {
    let mut list = Names::default();
    let mut all = split(raw, find_conjunction);
    if let [one] = all.as_slice() {
        all = split_list(one, &mut list.doubts);
    }
    for one in all {
        list.add_all(one.trim());
    }
    list
}

/// A list that uses other signs between two names: semicolons, or commas behind initials.
fn split_list<'r>(raw: &'r str, doubts: &mut Vec<String>) -> Vec<&'r str> {
    let parted = split(raw, |rest, _| (rest.starts_with("; ") || rest.starts_with(";\n")).then_some(1));
    let commas = split(raw, find_comma);
    let initialled = commas.len() > 1 && commas.iter().all(|part| has_initials_last(&split_tokens(part)));
    let all = match () {
        () if parted.len() > 1 => parted,
        () if initialled => commas,
        () => return vec![raw],
    };
    doubts.push("its names have no “and” between two; they were taken apart at their signs".to_owned());
    all
}

/// Pieces of a text between separators outside of braces; the separator answers its length where it begins.
fn split(raw: &str, separator: impl Fn(&str, Option<char>) -> Option<usize>) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from, mut skip, mut before) = (0_u32, 0, 0, None);
    for (at, c) in raw.char_indices() {
        match c {
            _ if at < skip => {}
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                if let Some(length) = raw.get(at..).and_then(|rest| separator(rest, before)) {
                    parts.push(raw.get(from..at).unwrap_or_default());
                    skip = at + length;
                    from = skip;
                }
            }
            _ => {}
        }
        before = Some(c);
    }
    parts.push(raw.get(from..).unwrap_or_default());
    parts
}

fn find_conjunction(rest: &str, before: Option<char>) -> Option<usize> {
    if !rest.starts_with(['a', 'A']) {
        return None;
    }
    let word = rest.get(..3).filter(|word| word.eq_ignore_ascii_case("and"))?;
    let parted = before.is_none_or(char::is_whitespace);
    let ends = rest.get(3..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    (parted && ends).then_some(word.len())
}

fn find_comma(rest: &str, _: Option<char>) -> Option<usize> {
    rest.starts_with(',').then_some(1)
}

/// The words of a part of a name; what braces hold together is one.
fn split_tokens(part: &str) -> Vec<&str> {
    let blank = |rest: &str, before: Option<char>| {
        let c = rest.chars().next().filter(|c| c.is_whitespace() || *c == '~')?;
        (before != Some('\\')).then_some(c.len_utf8())
    };
    split(part, blank).into_iter().filter(|word| !word.is_empty()).collect()
}

/// What one pair of braces holds, if it holds all of it; an accent's own braces hold a letter.
fn strip_braces(raw: &str) -> Option<&str> {
    let inside = raw.strip_prefix('{')?.strip_suffix('}')?;
    let mut depth = 0_i32;
    let alone = inside.bytes().all(|b| {
        depth += i32::from(b == b'{') - i32::from(b == b'}');
        depth >= 0
    });
    (alone && !inside.starts_with('\\')).then_some(inside)
}

impl Names {
    /// Adds a name, or the several that stand between two "and": `J. Smith, K. L. Jones, and M. Brown`, `Smith, John \& Doe,
    /// Jane`. What braces hold together is one.
    fn add_all(&mut self, raw: &str) {
        let plain = raw.replace("\\&", "&");
        if plain.contains([',', '&']) && !plain.contains(['{', '=', '"']) {
            let several = fields::split_people(&plain);
            if several.len() > 1 {
                let doubt = format!("“{}” is more than one name; it was taken apart at its signs", read_text(raw));
                self.doubts.push(doubt);
                return several.iter().for_each(|one| self.add(one));
            }
        }
        self.add(raw);
    }

    fn add(&mut self, raw: &str) {
        if let Some(group) = strip_braces(raw) {
            let name = read_text(group);
            return self.names.extend((!name.is_empty()).then(|| Name::group(&name)));
        }
        let mut whole = read_text(raw);
        let said = whole.trim_end_matches('.');
        if said.is_empty() || ["others", "et al", "and others"].iter().any(|more| said.eq_ignore_ascii_case(more)) {
            self.et_al |= !whole.is_empty();
            return;
        }
        let kept = said
            .len()
            .checked_sub(" et al".len())
            .filter(|at| said.get(*at..).is_some_and(|end| end.eq_ignore_ascii_case(" et al")));
        if let Some(kept) = kept {
            whole.truncate(kept);
            self.et_al = true;
        }
        let raw = if kept.is_some() { whole.as_str() } else { raw };
        let name = read_extended_name(raw).unwrap_or_else(|| self.read_person(raw, &whole));
        self.names.push(name);
    }

    fn read_person(&mut self, raw: &str, whole: &str) -> Name {
        let parts: Vec<&str> = split(raw, find_comma).into_iter().map(str::trim).collect();
        match parts.as_slice() {
            [one] => read_undivided(one, whole),
            // `Mayo Clinic,`: so a program is told that this is no person.
            [family, ""] => Name::group(&read_text(family)),
            [family, given] if may_be_suffix(given) && is_suffix(&read_text(given)) => read_inverted(family, "", given),
            [family, given] => read_inverted(family, given, ""),
            [family, given, suffix]
                if may_be_suffix(suffix) && is_suffix(&read_text(suffix)) && !is_suffix(&read_text(given)) =>
            {
                read_inverted(family, given, suffix)
            }
            [family, suffix, given] => read_inverted(family, given, suffix),
            _ => {
                self.doubts.push(format!("“{whole}” has more commas than a name can have; it is kept whole"));
                Name::group(whole)
            }
        }
    }
}

/// Whether a part is short enough to be looked at closer: there are many names, and few suffixes.
fn may_be_suffix(part: &str) -> bool {
    part.len() <= 6
}

/// `family=Berg, given=Jan, prefix=van der, useprefix=true`.
fn read_extended_name(raw: &str) -> Option<Name> {
    if !raw.contains('=') {
        return None;
    }
    let raw = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')).unwrap_or(raw);
    let mut name = Name::default();
    let mut use_prefix = true;
    let mut prefix = None;
    for part in split(raw, find_comma) {
        let (key, value) = part.split_once('=')?;
        let value = read_text(value.trim().trim_matches('"'));
        let value = Some(value).filter(|value| !value.is_empty());
        match key.trim() {
            "family" => name.family = value,
            "given" => name.given = value,
            "prefix" => prefix = value,
            "suffix" => name.suffix = value,
            "useprefix" => use_prefix = value.as_deref() != Some("false"),
            // How parts are shortened and sorted follows from the parts.
            key if key.ends_with("-i")
                || ["id", "hash", "sortingnamekeytemplatename", "nametemplates"].contains(&key) => {}
            _ => return None,
        }
    }
    let place = if use_prefix { &mut name.non_dropping_particle } else { &mut name.dropping_particle };
    *place = prefix;
    (name.family.is_some() || name.given.is_some()).then_some(name)
}

/// Whether a word counts as a particle: its first letter is a small one. What is in braces has no case.
fn is_small(word: &str) -> bool {
    let letter = |text: &str| text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    match word.as_bytes() {
        [b'{', b'\\', ..] | [b'\\', ..] => letter(&read_text(word)),
        [b'{', ..] => false,
        _ => letter(word),
    }
}

fn is_initials(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// `Lloyd AC`, as PubMed prints names.
fn has_initials_last(words: &[&str]) -> bool {
    let plain = |word: &&str| word.chars().count() > 1 && !is_initials(word) && !word.contains('.');
    words.split_last().is_some_and(|(last, family)| is_initials(last) && !family.is_empty() && family.iter().all(plain))
}

/// `Jan van der Berg`.
fn read_undivided(raw: &str, whole: &str) -> Name {
    let mut words = split_tokens(raw);
    let initial = words.iter().any(|word| word.ends_with('.') && word.chars().count() == 2);
    let shouted = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    if (is_organisation(whole) && !initial) || (words.len() == 1 && shouted(whole)) {
        return Name::group(whole);
    }
    if has_initials_last(&words) {
        let given = words.pop().unwrap_or_default();
        return read_inverted(&words.join(" "), given, "");
    }
    let suffix =
        words.last().copied().filter(|last| words.len() > 2 && is_suffix(&read_text(last))).unwrap_or_default();
    let words = words.strip_suffix(&[suffix]).unwrap_or(&words);
    let (last, before) = words.split_last().map_or((raw, &[][..]), |(last, before)| (*last, before));
    let von = before.iter().position(|word| is_small(word)).unwrap_or(before.len());
    let (given, von) = before.split_at_checked(von).unwrap_or((before, &[]));
    read_inverted(&[von, &[last]].concat().join(" "), &given.join(" "), suffix)
}

/// A name whose parts are known: particles before the family name are told by their small letters.
fn read_inverted(family: &str, given: &str, suffix: &str) -> Name {
    let mut words = split_tokens(family);
    let mut suffix = read_text(suffix);
    // `Smith Jr., John`.
    if let Some(last) =
        words.last().map(|last| read_text(last)).filter(|last| words.len() > 1 && suffix.is_empty() && is_suffix(last))
    {
        suffix = last;
        words.pop();
    }
    let small = words.iter().take(words.len().saturating_sub(1)).take_while(|word| is_small(word)).count();
    let (particle, family) = words.split_at_checked(small).unwrap_or((&[], &words));
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let mut family = read_text(&family.join(" "));
    // `John A. {Smith, Jr.}`: braces keep the comma from parting the name, and no more.
    let inner = family.rsplit_once(", ").filter(|(_, last)| suffix.is_empty() && is_suffix(last));
    if let Some((before, last)) = inner.map(|(before, last)| (before.to_owned(), last.to_owned())) {
        (family, suffix) = (before, last);
    }
    Name {
        family: some(family),
        given: some(read_text(given)),
        non_dropping_particle: some(read_text(&particle.join(" "))),
        suffix: some(suffix),
        ..Name::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Family, given, particle, suffix, or the group.
    fn describe(raw: &str) -> String {
        let one = |name: &Name| match &name.literal {
            Some(group) => format!("[{group}]"),
            None => [&name.non_dropping_particle, &name.family, &name.given, &name.suffix]
                .map(|part| part.clone().unwrap_or_default())
                .join("|"),
        };
        let list = read_names(raw);
        let mut told: Vec<String> = list.names.iter().map(one).collect();
        told.extend(list.et_al.then(|| "…".to_owned()));
        told.join("; ")
    }

    #[test]
    fn every_form_of_a_name() {
        for (raw, want) in [
            ("Poe, Ada and Roe, B.", "|Poe|Ada|; |Roe|B.|"),
            ("Ada Poe AND  B. Roe", "|Poe|Ada|; |Roe|B.|"),
            ("van der Berg, J. and Jan van der Berg", "van der|Berg|J.|; van der|Berg|Jan|"),
            (
                "Smith, Jr., John A. and John A. Smith Jr. and Smith Jr., John A.",
                "|Smith|John A.|Jr.; |Smith|John A.|Jr.; |Smith|John A.|Jr.",
            ),
            ("Smith, John, III", "|Smith|John|III"),
            ("John A. {Smith, Jr.}", "|Smith|John A.|Jr."),
            ("{{World Health Organization}} and {Anders and Co}", "[World Health Organization]; [Anders and Co]"),
            ("World Health Organization and WHO and Plato", "[World Health Organization]; [WHO]; |Plato||"),
            ("Poe, A. and others", "|Poe|A.|; …"),
            ("Poe, A. et al.", "|Poe|A.|; …"),
            ("{\\'E}mile {\\AA}ngstr{\\\"o}m", "|Ångström|Émile|"),
            ("{\\'e}mile d'Ormesson", "émile|d'Ormesson||"),
            ("{de Oliveira Silva}, Ana", "|de Oliveira Silva|Ana|"),
            ("de Oliveira Silva, Ana", "de|Oliveira Silva|Ana|"),
            ("De la Cruz, Ana", "|De la Cruz|Ana|"),
            ("family=Berg, given={Jan}, prefix={van der}, useprefix=true and Poe, A.", "van der|Berg|Jan|; |Poe|A.|"),
            ("Poe, A.; Roe, B.", "|Poe|A.|; |Roe|B.|"),
            ("Lloyd AC and Poe AB", "|Lloyd|AC|; |Poe|AB|"),
            ("Lloyd AC, Poe AB, van Dyk C", "|Lloyd|AC|; |Poe|AB|; van|Dyk|C|"),
            ("Poe, A.~B.", "|Poe|A. B.|"),
            ("Mayo Clinic,", "[Mayo Clinic]"),
            ("Andrews, Anders and Sand, Andy", "|Andrews|Anders|; |Sand|Andy|"),
            (" and Poe, A and and ", "|Poe|A|"),
            ("J. Smith, K. L. Jones, and M. Brown", "|Smith|J.|; |Jones|K. L.|; |Brown|M.|"),
            ("Smith, John \\& Doe, Jane", "|Smith|John|; |Doe|Jane|"),
            ("{Smith, John & Doe, Jane}", "[Smith, John & Doe, Jane]"),
            ("\"family={Robert and Sons, Inc.}\" and Smith, Al", "|Robert and Sons, Inc.||; |Smith|Al|"),
            ("", ""),
        ] {
            assert_eq!(describe(raw), want, "{raw}");
        }
    }

    #[test]
    fn too_many_commas_are_told() {
        let list = read_names("a, b, c, d, e");
        assert_eq!((list.names.len(), list.doubts.len()), (1, 1));
    }
}
