//! Names as the processor has to be given them, so that particles stay in their place and no initial is lost.

use super::marks::{GROUP, OTHERS, mark_up};
use super::{GroupApart, Manner};
use crate::model::Name;
use crate::text::{is_name_particle, is_name_suffix};
use hayagriva::citationberg::json::{LiteralName, NameItem, NameValue};

/// A list of names; `cut` says that others follow who are not named.
pub(super) fn list_names(list: &[Name], cut: bool, manner: Manner) -> Vec<NameValue> {
    let others =
        |name: &Name| matches!(name.short_name().trim().to_lowercase().as_str(), "others" | "et al" | "et al.");
    let cut = cut || list.iter().any(others);
    let named: Vec<&Name> = list.iter().filter(|name| !others(name)).collect();
    let groups = named.iter().rev().take_while(|name| name.family.is_none()).count();
    let (people, groups) = named.split_at_checked(named.len() - groups).unwrap_or((&named, &[]));
    if let Some(apart) = manner.group.filter(|_| !people.is_empty() && !groups.is_empty()) {
        return with_groups(people, groups, cut, apart, manner);
    }
    let mut all: Vec<NameValue> = named.into_iter().map(|n| make_value(n, manner)).collect();
    if cut && !all.is_empty() {
        all.push(make_literal(&OTHERS.to_string()));
    }
    all
}

/// People, and behind the last of them the groups that they wrote with. The processor knows no second list of authors, so
/// the groups go with the last person's name, and are never cut.
fn with_groups(people: &[&Name], groups: &[&Name], cut: bool, apart: GroupApart, manner: Manner) -> Vec<NameValue> {
    let cut = cut || people.len() > apart.all;
    let shown = if people.len() > apart.all { apart.first } else { people.len() };
    let mut all: Vec<NameValue> = people.iter().take(shown).map(|name| make_value(name, manner)).collect();
    let mut behind = if cut { format!("{OTHERS}{}", apart.stop) } else { String::new() };
    for group in groups {
        behind.push(GROUP);
        behind.push_str(&mark_up(&group.short_name()));
    }
    match all.last_mut() {
        Some(NameValue::Item(last)) => {
            let suffix = last.suffix.take().unwrap_or_default();
            last.suffix = Some(suffix + &behind);
        }
        Some(NameValue::Literal(last)) => last.literal.push_str(&behind),
        None => {}
    }
    all
}

fn make_literal(name: &str) -> NameValue {
    NameValue::Literal(LiteralName { literal: name.to_owned() })
}

fn make_value(name: &Name, manner: Manner) -> NameValue {
    let name = &place_particle(name);
    let part = |part: &Option<String>| part.as_deref().map(mark_up).filter(|p| !p.is_empty());
    let (Some(family), given) = (part(&name.family), part(&name.given)) else {
        return make_literal(&mark_up(&name.short_name()));
    };
    let suffix = part(&name.suffix).map(|s| write_suffix(&s, manner));
    let Some(given) = given else {
        let whole = [part(&name.non_dropping_particle), Some(family), suffix];
        return make_literal(&whole.into_iter().flatten().collect::<Vec<_>>().join(" "));
    };
    let given = if manner.initials { write_initials(&given) } else { spell(given) };
    let (particle, family) = match part(&name.non_dropping_particle) {
        Some(particle) => (Some(particle), family),
        // Told apart here, the processor joins them again; else it would take a particle for one that is dropped.
        None => match family.split_once(' ') {
            Some((first, rest)) => (Some(first.to_owned()), rest.to_owned()),
            None => (None, family),
        },
    };
    NameValue::Item(NameItem {
        family,
        given: Some(given),
        non_dropping_particle: particle,
        dropping_particle: part(&name.dropping_particle),
        suffix,
        comma_suffix: Some(!manner.bare),
    })
}

/// A name whose suffix came with the family name, or with the given ones, and whose particle came behind the given ones, with
/// each in its place: `Cobb Jr., F. W.` and `Berg, Piet van der`, as reference managers hand them over.
fn place_particle(name: &Name) -> Name {
    let mut name = name.clone();
    let ends = |text: &str, is: fn(&str) -> bool| {
        let (rest, last) = text.trim().rsplit_once([' ', ','])?;
        let rest = rest.trim_end_matches([',', ' ']);
        (is(last) && !rest.is_empty()).then(|| (rest.to_owned(), last.to_owned()))
    };
    for part in [&mut name.family, &mut name.given] {
        if name.suffix.is_none()
            && let Some((rest, suffix)) = part.as_deref().and_then(|part| ends(part, is_suffix))
        {
            *part = Some(rest);
            name.suffix = Some(suffix);
        }
    }
    let mut particle = Vec::new();
    while let Some((rest, last)) = name.given.as_deref().and_then(|given| ends(given, is_name_particle)) {
        particle.insert(0, last);
        name.given = Some(rest);
    }
    if name.non_dropping_particle.is_none() && name.dropping_particle.is_none() && !particle.is_empty() {
        name.non_dropping_particle = Some(particle.join(" "));
    }
    name
}

/// `Jr.`, `Sr`, `III`, `2nd`. A single letter is an initial, and `Junior` may be the family's own.
fn is_suffix(word: &str) -> bool {
    is_name_suffix(word.trim_matches(['.', ','])) && !word.starts_with("ii")
}

/// `Jr.` as the style has it: `Jr`, `Jr.`, `2nd` for `II`.
fn write_suffix(suffix: &str, manner: Manner) -> String {
    let plain = suffix.trim_matches(['.', ',', ' ']);
    match (plain.to_ascii_lowercase().as_str(), manner.bare) {
        ("jr" | "junior", true) => "Jr".to_owned(),
        ("jr" | "junior", false) => "Jr.".to_owned(),
        ("sr" | "senior", true) => "Sr".to_owned(),
        ("sr" | "senior", false) => "Sr.".to_owned(),
        ("ii", _) if manner.ordinal_suffix => "2nd".to_owned(),
        ("iii", _) if manner.ordinal_suffix => "3rd".to_owned(),
        ("iv", _) if manner.ordinal_suffix => "4th".to_owned(),
        _ => plain.to_owned(),
    }
}

/// Initials, with a space between two, or the hyphen that is there: `Jean-Pierre A.` is `J-P A`. Glued capitals (`JA`)
/// are initials already; particles in lower case are none.
fn write_initials(given: &str) -> String {
    let glued = !given.chars().any(char::is_lowercase);
    let mut out = String::new();
    let mut hyphen = false;
    let mut word = String::new();
    let flush = |word: &mut String, hyphen: bool, out: &mut String| {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        let lower = word.chars().next().is_some_and(char::is_lowercase);
        if letters == 0 || (lower && !hyphen && !out.is_empty()) {
            word.clear();
            return;
        }
        let taken: Vec<char> = match glued && letters <= 4 {
            true => word.chars().filter(|c| c.is_alphanumeric()).collect(),
            false => word.chars().find(|c| c.is_alphanumeric()).into_iter().collect(),
        };
        for (at, letter) in taken.into_iter().enumerate() {
            if !out.is_empty() {
                out.push(if hyphen && at == 0 { '-' } else { ' ' });
            }
            out.extend(letter.to_uppercase());
        }
        word.clear();
    };
    for c in given.chars() {
        match c {
            '-' | '‐' | '‑' => {
                flush(&mut word, hyphen, &mut out);
                hyphen = true;
            }
            c if c.is_whitespace() || c == '.' => {
                let had = !word.is_empty();
                flush(&mut word, hyphen, &mut out);
                hyphen &= !had;
            }
            c => word.push(c),
        }
    }
    flush(&mut word, hyphen, &mut out);
    if out.is_empty() { given.to_owned() } else { out }
}

/// Given names as they are, but glued initials (`JA`, `J-P`) as what they are: `J. A.`, `J.-P.`
fn spell(given: String) -> String {
    let glued = given.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-'));
    let longest = given.split([' ', '-']).map(|part| part.chars().count()).max().unwrap_or_default();
    if !glued || longest > 4 {
        return given;
    }
    let stopped = write_initials(&given).replace('-', ".-").replace(' ', ". ");
    format!("{stopped}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_initials_are_spelt_and_names_stay() {
        for (given, expected) in [
            ("JA", "J. A."),
            ("J-P", "J.-P."),
            ("J", "J."),
            ("J. A.", "J. A."),
            ("Jean-Pierre", "Jean-Pierre"),
            ("Ike T", "Ike T"),
            ("王", "王"),
            ("ABCDE", "ABCDE"),
        ] {
            assert_eq!(spell(given.to_owned()), expected, "{given}");
        }
    }

    #[test]
    fn suffixes_and_particles_are_put_in_their_place() {
        for (family, given, expected) in [
            ("Cobb Jr.", "F. W.", ("Cobb", "F. W.", None, Some("Jr."))),
            ("Knuth III", "Don", ("Knuth", "Don", None, Some("III"))),
            ("Cobb, Jr", "F. W.", ("Cobb", "F. W.", None, Some("Jr"))),
            ("Cobb", "Frank W. Jr.", ("Cobb", "Frank W.", None, Some("Jr."))),
            ("Berg", "Piet van der", ("Berg", "Piet", Some("van der"), None)),
            ("Gaulle", "C. de", ("Gaulle", "C.", Some("de"), None)),
            ("Luz", "Maria de la", ("Luz", "Maria", Some("de la"), None)),
            ("Silva Junior", "Ana", ("Silva Junior", "Ana", None, None)),
            ("van der Berg", "Piet", ("van der Berg", "Piet", None, None)),
            ("Li", "Wei I", ("Li", "Wei I", None, None)),
            ("de", "de", ("de", "de", None, None)),
            ("Jr", "III", ("Jr", "III", None, None)),
        ] {
            let name = place_particle(&Name::person(family, Some(given)));
            let got = (name.family.as_deref().unwrap(), name.given.as_deref().unwrap());
            let more = (name.non_dropping_particle.as_deref(), name.suffix.as_deref());
            assert_eq!((got.0, got.1, more.0, more.1), expected, "{family}, {given}");
        }
    }

    #[test]
    fn initials_of_every_spelling() {
        for (given, expected) in [
            ("John A.", "J A"),
            ("JA", "J A"),
            ("J.A.", "J A"),
            ("PJLM", "P J L M"),
            ("Jean-Pierre", "J-P"),
            ("J.-P.", "J-P"),
            ("Yong-jun", "Y-J"),
            ("Øyvind", "Ø"),
            ("Maria de la Luz", "M L"),
            ("élodie", "É"),
            ("J", "J"),
            ("王", "王"),
            ("-", "-"),
        ] {
            assert_eq!(write_initials(given), expected, "{given}");
        }
    }
}
