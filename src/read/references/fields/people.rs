//! Names as reference managers and databases write them: `Family, Given, Suffix`, initials behind or before the family name,
//! several people in one field, and words that stand where nobody is known.

use super::nobody::{is_more, is_nobody, without_more};
use crate::model::{Item, Name};
use crate::read::printed::{is_organisation, read_given_first};
use crate::read::references::fields::join_lines;
use crate::text::is_name_suffix;
use crate::text::lexicon::{NAME_PARTS, WordSet};
use serde_json::Value;
use std::sync::LazyLock;

/// What a field of a name says.
enum NameField {
    Somebody(Name),
    /// There are others.
    More,
    /// Nobody is known.
    Nobody,
}

/// An author or editor in the order `Family, Given, Suffix`, or a group; none for "et al.", "[Anonymous]" and their like.
pub(in crate::read::references) fn read_named(text: &str) -> Option<Name> {
    match read_name(text) {
        NameField::Somebody(name) => Some(name),
        NameField::More | NameField::Nobody => None,
    }
}

/// Adds an author, or the several that a field holds; one that stands for others says that the list is cut short.
pub(in crate::read::references) fn add_author(item: &mut Item, text: &str) {
    if let Some(first) = without_more(text) {
        item.et_al = true;
        return add_author(item, first);
    }
    for one in split_people(text) {
        match read_name(&one) {
            NameField::Somebody(name) => item.author.push(name),
            NameField::More => item.et_al = true,
            NameField::Nobody => {}
        }
    }
}

/// The editors that a field holds.
pub(in crate::read::references) fn read_names(text: &str) -> impl Iterator<Item = Name> {
    split_people(without_more(text).unwrap_or(text)).into_iter().filter_map(|one| read_named(&one))
}

/// Adds names to a list that claimbook only keeps, such as `translator`.
pub(in crate::read::references) fn add_other_names(item: &mut Item, role: &str, text: &str) {
    read_names(text).for_each(|name| add_other_name(item, role, Some(name)));
}

/// Adds a name to a list that claimbook only keeps.
pub(in crate::read::references) fn add_other_name(item: &mut Item, role: &str, name: Option<Name>) {
    let Some(name) = name.and_then(|name| serde_json::to_value(name).ok()) else { return };
    match item.other.get_mut(role) {
        Some(Value::Array(all)) => all.push(name),
        _ => drop(item.other.insert(role.to_owned(), Value::Array(vec![name]))),
    }
}

fn read_name(text: &str) -> NameField {
    let text = join_lines(text);
    let text = text.trim_end_matches(';').trim();
    if is_nobody(text) {
        return NameField::Nobody;
    }
    if is_more(text) {
        return NameField::More;
    }
    NameField::Somebody(read_somebody(text))
}

fn read_somebody(text: &str) -> Name {
    if let Some((before, after)) = text.split_once(",,") {
        // So EndNote is told that a comma belongs to an organisation's name.
        return Name::group(&format!("{before},{after}"));
    }
    let mut parts = text.splitn(3, ',').map(str::trim);
    let family = parts.next().unwrap_or_default();
    let some = |part: Option<&str>| part.filter(|p| !p.is_empty()).map(str::to_owned);
    match (parts.next(), parts.next()) {
        _ if family.is_empty() => Name::group(text.trim_matches([',', ' '])),
        (None, _) => read_undivided(text),
        // `Mayo Clinic,`: so a program is told that this is no person.
        (Some(""), None) => Name::group(family),
        (Some(suffix), None) if is_suffix(suffix) => Name { suffix: some(Some(suffix)), ..make_person(family, None) },
        (Some(given), Some(rest)) if !is_suffix(rest) && is_suffix(given) => {
            Name { suffix: some(Some(given)), ..make_person(family, some(Some(rest)).as_deref()) }
        }
        (Some(_), Some(rest)) if is_organisation(text) && !is_suffix(rest) => Name::group(text),
        (Some(given), None) => make_person(family, some(Some(given)).as_deref()),
        (Some(given), suffix) => Name { suffix: some(suffix), ..make_person(family, some(Some(given)).as_deref()) },
    }
}

/// The names that a field holds. It holds several where every part between semicolons, "and" or commas is a person; else it
/// is one, whatever stands in it.
pub(in crate::read::references) fn split_people(text: &str) -> Vec<String> {
    let text = text.trim();
    if !text.contains([',', ';']) && !text.contains(" & ") && !text.contains(" and ") {
        return vec![text.to_owned()];
    }
    let parts = text.split(';').flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
    let all: Vec<String> = parts.flat_map(split_commas).filter(|one| !one.is_empty()).collect();
    let people = all.len() > 1 && all.iter().all(|one| is_person(one) || is_more(one) || is_nobody(one));
    if people { all } else { vec![text.to_owned()] }
}

/// The people of a part that commas divide: `Oakes T, Brandt I`, `T. Oakes, I. Brandt`, `Oakes, T., Brandt, I.`.
fn split_commas(part: &str) -> Vec<String> {
    let pieces: Vec<&str> = part.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let whole = |piece: &&str| is_more(piece) || read_undivided(piece).family.is_some();
    if pieces.len() > 1 && pieces.iter().all(whole) {
        return pieces.into_iter().map(str::to_owned).collect();
    }
    let pairs =
        pieces.chunks(2).all(|pair| matches!(pair, [family, given] if !is_initials(family) && is_initials(given)));
    if pieces.len() >= 4 && pairs {
        return pieces.chunks(2).map(|pair| pair.join(", ")).collect();
    }
    vec![part.trim().trim_end_matches(',').trim().to_owned()]
}

/// `Oakes, Tamsin`, `Oakes T`, `T. Oakes`: a person beyond doubt.
fn is_person(text: &str) -> bool {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let few = |text: &str| (1..=4).contains(&text.split_whitespace().count());
    match parts.as_slice() {
        [one] => read_undivided(one).family.is_some(),
        [family, given] => few(family) && few(given) && !is_organisation(text),
        [family, given, last] => few(family) && few(given) && (is_suffix(last) || is_suffix(given)),
        _ => false,
    }
}

/// `K. W.`, `AC`, `J.-P.`: one to four capitals.
pub(super) fn is_initials(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !matches!(c, '.' | '-' | ' ' | '\u{2010}')).collect();
    (1..=4).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

/// A name without a comma: `Lloyd AC`, `Fanning E.`, `K. W. Camer`, `Jamie K. Lugo` are people, all else is a group.
pub(super) fn read_undivided(text: &str) -> Name {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 || is_organisation(text) {
        return Name::group(text);
    }
    let suffixed = words.len() > 2;
    let (suffix, rest): (Option<&str>, Vec<&str>) = match words.as_slice() {
        [rest @ .., last] if suffixed && is_suffix(last) => (Some(last), rest.to_vec()),
        // `Smith Jr JA`.
        [rest @ .., before, last] if suffixed && is_suffix(before) && is_short(last) => {
            (Some(before), rest.iter().copied().chain([*last]).collect())
        }
        all => (None, all.to_vec()),
    };
    let name =
        read_initials_behind(&rest).or_else(|| read_initials_before(&rest)).or_else(|| read_initials_within(&rest));
    match name {
        Some(name) => Name { suffix: suffix.map(str::to_owned).or(name.suffix.clone()), ..name },
        None => read_given_first(text).or_else(|| with_particle(&rest)).unwrap_or_else(|| Name::group(text)),
    }
}

/// `Bo van Dyk`: particles that no organisation has, between a name and a name.
fn with_particle(words: &[&str]) -> Option<Name> {
    static OF_PEOPLE: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("particles of people alone"));
    let at = words.iter().position(|word| is_particle(word)).filter(|at| *at > 0)?;
    let (given, family) = words.split_at_checked(at)?;
    let fits = OF_PEOPLE.contains(family.first()?) && is_family(family) && given.iter().all(|word| is_spelt(word));
    fits.then(|| make_person(&family.join(" "), Some(&given.join(" "))))
}

/// A word as a name has it: a capital and small letters.
pub(super) fn is_spelt(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.contains(char::is_lowercase)
        && !word.contains(|c: char| c.is_ascii_digit())
}

/// One to three capitals, with or without stops.
fn is_short(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| !matches!(c, '.' | '-')).collect();
    (1..=3).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

pub(super) fn is_small(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

fn is_shouted(word: &str) -> bool {
    word.chars().count() > 1 && !word.chars().any(char::is_lowercase)
}

/// `Lloyd AC`, `van der Berg I.`.
fn read_initials_behind(words: &[&str]) -> Option<Name> {
    let (last, family) = words.split_last()?;
    let fits = is_short(last)
        && !family.is_empty()
        && family.iter().filter(|w| !is_small(w)).count() <= 2
        && !family.iter().all(|w| is_shouted(w) || is_short(w));
    fits.then(|| make_person(&family.join(" "), Some(last)))
}

/// Whether words can be a family name: spelt out, capitals or particles.
fn is_family(words: &[&str]) -> bool {
    let spelt = |word: &&str| word.contains(char::is_lowercase) && !word.contains(|c: char| c.is_ascii_digit());
    (1..=4).contains(&words.len())
        && words.iter().all(spelt)
        && words.last().is_some_and(|last| last.chars().next().is_some_and(char::is_uppercase))
        && words.iter().filter(|word| !is_small(word)).count() <= 2
}

/// `K. W. Camer`, `J.-P. van der Berg`, `J A Smith`.
fn read_initials_before(words: &[&str]) -> Option<Name> {
    let stopped = |word: &&&str| word.contains('.') && is_initials(word);
    let single = |word: &&&str| word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let first = words.iter().take_while(|word| stopped(word) || single(word)).count();
    let (given, family) = words.split_at_checked(first).filter(|(given, _)| !given.is_empty())?;
    is_family(family).then(|| make_person(&family.join(" "), Some(&given.join(" "))))
}

/// `Jamie K. Lugo`.
fn read_initials_within(words: &[&str]) -> Option<Name> {
    let (first, rest) = words.split_first()?;
    let initials = rest.iter().take_while(|word| word.ends_with('.') && is_initials(word)).count();
    let (given, family) = rest.split_at_checked(initials).filter(|(given, _)| !given.is_empty())?;
    let spelt = first.contains(char::is_lowercase) && first.chars().next().is_some_and(char::is_uppercase);
    let given = [&[*first], given].concat().join(" ");
    (spelt && !first.ends_with('.') && is_family(family)).then(|| make_person(&family.join(" "), Some(&given)))
}

/// `Jr.`, `III`, `2nd`.
pub(in crate::read::references) fn is_suffix(text: &str) -> bool {
    is_name_suffix(text.trim_end_matches('.'))
}

/// A person by family and given name. Small words before the family name are its particle, as they are in BibTeX and in
/// printed lists: `van der Berg`, `'t Hooft`.
fn make_person(family: &str, given: Option<&str>) -> Name {
    let words: Vec<&str> = family.split_whitespace().collect();
    let small = |word: &&&str| word.contains(char::is_alphabetic) && !word.contains(char::is_uppercase);
    let particles = words.iter().take(words.len().saturating_sub(1)).take_while(small).count();
    let (particle, rest) = words.split_at_checked(particles).unwrap_or_default();
    let non_dropping_particle = Some(particle.join(" ")).filter(|particle| !particle.is_empty());
    settle_name(Name { non_dropping_particle, ..Name::person(&rest.join(" "), given) }).unwrap_or_default()
}

/// A name with its suffix and its particles in their places, wherever the file has them: `Cobb Jr., F. W.`, `Smith, John Jr`,
/// `Berg, Piet van der`. None where the words stand for nobody.
pub(in crate::read::references) fn settle_name(mut name: Name) -> Option<Name> {
    if let Some(group) = &name.literal {
        return (!is_nobody(group)).then_some(name);
    }
    if name.given.is_none() && name.family.as_deref().is_none_or(is_nobody) {
        return None;
    }
    for part in [&mut name.family, &mut name.given] {
        if let Some((rest, last)) = part.as_deref().and_then(|text| text.trim().rsplit_once([' ', '\u{a0}']))
            && name.suffix.is_none()
            && is_suffix(last)
        {
            (name.suffix, *part) = (Some(last.to_owned()), Some(rest.trim_end_matches([',', ' ']).to_owned()));
        }
    }
    let Some(given) = &name.given else { return Some(name) };
    let words: Vec<&str> = given.split_whitespace().collect();
    let count = words.iter().rev().take_while(|word| is_particle(word)).count();
    if let Some((given, particles)) = words.split_at_checked(words.len() - count)
        && !particles.is_empty()
        && given.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && let Some(family) = &name.family
    {
        let particle = particles.join(" ");
        if particle.ends_with(['\'', '’']) {
            name.family = Some(format!("{particle}{family}"));
        } else {
            let behind = name.non_dropping_particle.take();
            name.non_dropping_particle =
                Some([Some(particle), behind].into_iter().flatten().collect::<Vec<_>>().join(" "));
        }
        name.given = Some(given.join(" "));
    }
    Some(name)
}

/// Small words that belong to the family name behind them.
pub(super) fn is_particle(word: &str) -> bool {
    static PARTICLES: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("particles in fields of names"));
    PARTICLES.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Particle, family, given, suffix, or the group.
    fn describe(name: &Name) -> String {
        match &name.literal {
            Some(group) => format!("[{group}]"),
            None => [&name.non_dropping_particle, &name.family, &name.given, &name.suffix]
                .map(|part| part.clone().unwrap_or_default())
                .join("|"),
        }
    }

    #[test]
    fn names_in_every_order() {
        for (text, want) in [
            ("K. W. Camer", "|Camer|K. W.|"),
            ("J. Cano-Cano", "|Cano-Cano|J.|"),
            ("J.-P. van der Berg", "van der|Berg|J.-P.|"),
            ("F. W. Cobb Jr.", "|Cobb|F. W.|Jr."),
            ("J A Smith", "|Smith|J A|"),
            ("Jamie K. Lugo", "|Lugo|Jamie K.|"),
            ("Sarah Jones", "|Jones|Sarah|"),
            ("Lloyd AC", "|Lloyd|AC|"),
            ("Smith Jr JA", "|Smith|JA|Jr"),
            ("van der Berg I.", "van der|Berg|I.|"),
            ("Cobb Jr., F. W.", "|Cobb|F. W.|Jr."),
            ("Knuth III, Don", "|Knuth|Don|III"),
            ("Smith, John A Jr", "|Smith|John A|Jr"),
            ("Smith, John A., Jr.", "|Smith|John A.|Jr."),
            ("Smith, Jr.", "|Smith||Jr."),
            ("Berg, Piet van der", "van der|Berg|Piet|"),
            ("Urso, Maria d’", "|d’Urso|Maria|"),
            ("Souza, Ana Maria de", "de|Souza|Ana Maria|"),
            ("Berg, van", "|Berg|van|"),
            ("World Health Organization", "[World Health Organization]"),
            ("Versus Arthritis", "[Versus Arthritis]"),
            ("US Department of Health", "[US Department of Health]"),
            ("Mayo Clinic,", "[Mayo Clinic]"),
            ("WHO", "[WHO]"),
            ("A4 Study", "[A4 Study]"),
            ("Wim van Ommen", "van|Ommen|Wim|"),
            ("Jutta Maria von der Heide", "von der|Heide|Jutta Maria|"),
            ("Universidad de Chile", "[Universidad de Chile]"),
        ] {
            assert_eq!(read_named(text).as_ref().map(describe).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn several_in_one_field() {
        let read = |text: &str| {
            let mut item = Item::default();
            add_author(&mut item, text);
            let more = item.et_al.then(|| "…".to_owned());
            item.author.iter().map(describe).chain(more).collect::<Vec<_>>().join("; ")
        };
        for (text, want) in [
            ("J. Smith, K. L. Jones, and M. Brown", "|Smith|J.|; |Jones|K. L.|; |Brown|M.|"),
            ("Oakes T, van der Berg I", "|Oakes|T|; van der|Berg|I|"),
            ("Oakes, T., van der Berg, I.", "|Oakes|T.|; van der|Berg|I.|"),
            ("Oakes, Tamsin; Brandt, Ivo", "|Oakes|Tamsin|; |Brandt|Ivo|"),
            ("Smith, John & Doe, Jane", "|Smith|John|; |Doe|Jane|"),
            ("Smith, John and Doe, Jane and others", "|Smith|John|; |Doe|Jane|; …"),
            ("And Others", "…"),
            ("Pruitt L et al.", "|Pruitt|L|; …"),
            ("Pruitt, L., et al", "|Pruitt|L.|; …"),
            ("Pruitt L, Marsh K, et al.", "|Pruitt|L|; |Marsh|K|; …"),
            ("Pruitt L and colleagues", "|Pruitt|L|; …"),
            ("Lena Pruitt [et al.]", "[Lena Pruitt]; …"),
            ("[No author name available]", ""),
            ("[No author id available]", ""),
            ("no authors listed.", ""),
            ("Author not identified", ""),
            ("Authors not available", ""),
            ("[s.n.]", ""),
            ("S.n.", ""),
            ("None", ""),
            ("No Author Left Behind Group", "[No Author Left Behind Group]"),
            ("[Anonymous]", ""),
            ("No authors listed", ""),
            ("Na, Li", "|Na|Li|"),
            ("Institute of Sleep, Food and Rest,", "[Institute of Sleep, Food and Rest,]"),
            ("Centers for Disease Control and Prevention", "[Centers for Disease Control and Prevention]"),
            ("Alcoholics Anonymous", "[Alcoholics Anonymous]"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }
}
