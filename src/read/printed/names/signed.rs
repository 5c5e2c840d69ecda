//! `P Cummings, T D Koepsell.`, `Kristian Linnet, HM Couey.`: people with whatever stands for their given names in front, as
//! lists print them that put the title first. Two words with capitals may be anything, so whoever asks has to see that a
//! journal or a publisher follows.

use super::natural::{is_degree, is_known_given};
use super::{Names, NamesAtHead, is_et_al, is_family_word, is_initials, is_suffix, make_person, read_family_first};
use crate::model::Name;
use crate::read::printed::organisations::is_organisation;
use crate::read::printed::words::is_particle;

/// The longest list that is looked for, in bytes, and how many stops in it may belong to initials.
const LONGEST: (usize, usize) = (600, 40);

/// Such people at the head of a string, up to the stop or the bracket that ends them.
pub(in super::super) fn read_signed(text: &str) -> Option<NamesAtHead> {
    let (longest, most) = LONGEST;
    let ends = text.char_indices().take_while(|(at, _)| *at < longest).filter(|(at, c)| match c {
        '.' => text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        '(' => text.get(..*at).is_some_and(|before| before.ends_with(' ')),
        _ => false,
    });
    let ends: Vec<(usize, char)> = ends.take(most).collect();
    let read = |(at, mark): &(usize, char)| {
        Some(NamesAtHead { list: read_all(text.get(..*at)?)?, end: at + usize::from(*mark == '.') })
    };
    // "Ivan W. Vale": the stop behind an initial ends the names only where no other does.
    let initial = |(at, _): &&(usize, char)| {
        text.get(..*at)
            .is_some_and(|before| before.rsplit([' ', '.']).next().is_some_and(|word| word.chars().count() == 1))
    };
    ends.iter().filter(|end| !initial(end)).find_map(read).or_else(|| ends.iter().filter(initial).find_map(read))
}

/// Several such people who fill a string, with their given names spelt out.
pub(in super::super) fn read_given_first_list(text: &str) -> Option<Names> {
    let list = read_all(text.trim_end_matches(['.', ',', ' ']))?;
    let spelt = |name: &Name| name.given.as_deref().is_some_and(|given| given.contains(char::is_lowercase));
    (list.names.len() > 1 && list.names.iter().all(spelt)).then_some(list)
}

/// Whether what was read as a family and given names, `Minho Kember, Anil Jaspal`, may be two people with their given names
/// first.
pub(in super::super) fn reads_given_first(inverted: &Names) -> bool {
    inverted.names.first().is_some_and(|name| {
        let two = |part: &Option<String>| part.as_deref().is_some_and(|part| part.contains(' '));
        let known = |part: &Option<String>| part.as_deref().is_some_and(is_known_given);
        two(&name.family) && two(&name.given) && (!known(&name.given) || known(&name.family))
    })
}

/// The names that fill a string.
fn read_all(text: &str) -> Option<Names> {
    let mut list = Names::default();
    // "Occupational Safety and Health Administration" is one group.
    let joined = |part: &&str| if is_organisation(part) { 1 } else { usize::MAX };
    let parts = text.split([',', ';']).flat_map(|part| part.splitn(joined(&part), " and "));
    let parts = parts.flat_map(|part| part.splitn(joined(&part), " & "));
    for part in parts.map(|part| part.trim().trim_start_matches("and ").trim_start_matches("& ")) {
        match part {
            "" => {}
            part if is_et_al(part) => list.et_al = true,
            part if is_suffix(part) => list.names.last_mut()?.suffix = Some(part.trim_end_matches('.').to_owned()),
            part if !list.names.is_empty() && part.split(' ').all(is_degree) => {}
            part if is_organisation(part) => list.names.push(Name::group(part)),
            part => list.names.push(read_family_first(part).or_else(|| read_given_first(part))?),
        }
    }
    // Who stands first is a person; a group behind says where they work.
    list.names.first().is_some_and(|name| name.family.is_some()).then_some(list)
}

/// `T D Koepsell`, `RH Hoyle`, `Ping-Yu Lin`, `Ewout W. Steyerberg`, `W D Jr. Plummer`.
fn read_given_first(text: &str) -> Option<Name> {
    let titled = |word: &&str| matches!(*word, "Dr" | "Dr." | "Prof" | "Prof.");
    let mut words: Vec<&str> = text.split_whitespace().skip_while(titled).collect();
    let suffix = words.iter().skip(1).position(|word| is_suffix(word)).map(|at| words.remove(at + 1));
    let initials = |word: &&&str| is_initials(word) && (word.contains('.') || word.chars().all(char::is_uppercase));
    let leading = words.iter().take_while(initials).count().min(words.len().saturating_sub(1));
    let spelt = usize::from(leading == 0);
    let middle = words.iter().skip(leading + spelt).take_while(initials).count();
    let (given, family) = words.split_at_checked(leading + spelt + middle)?;
    // "Brenda Rae Lunsford": a second given name; "Mary van der Berg": particles begin the family's.
    let second = family.len() == 2 && !family.first().is_some_and(|word| is_particle(word));
    let (given, family) = words.split_at_checked(given.len() + usize::from(second && leading == 0))?;
    let named = |word: &&str| is_family_word(word) && word.chars().filter(|c| c.is_lowercase()).count() > 0;
    let fits = (1..=3).contains(&given.len())
        && given.iter().all(|word| initials(&word) || (named(word) && !is_particle(word)))
        && (1..=4).contains(&family.len())
        && family.iter().all(named)
        && !family.last().is_some_and(|word| is_particle(word));
    if fits { make_person(family, Some(given.join(" ")), suffix) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_as_lists_with_the_title_first_print_them() {
        for (text, want) in [
            ("HM Vale. Forum 1986: 79(4); 887-90", Some("Vale HM")),
            ("P Vale, T D Brandt. Inj Prev 2002: 8(1); 6-7", Some("Vale P; Brandt T D")),
            ("Dorte Marsh. Clin Chem 1999: 45(6); 882", Some("Marsh Dorte")),
            ("J. A. Vale, A. Brandt-Moor. Jama 1983: 2(1); 3", Some("Vale J. A.; Brandt-Moor A.")),
            ("M Vale-Moor, Lund JH. AJE 1999: 149(8); 689", Some("Vale-Moor M; Lund JH")),
            ("F. E. Marsh, Jr., K. L. Vale. Stat Med 1996: 15(4); 3", Some("Marsh F. E. Jr; Vale K. L.")),
            ("Lucas M Vale, W D Jr. Marsh. Trials 1998: 19; 5", Some("Vale Lucas M; Marsh W D Jr")),
            ("Piet van der Berg (1990) Sable: Hall", Some("Berg van der Piet")),
            ("Dr. Who is here. Nobody", None),
            ("An overview of knees. Lancet 1999: 1(2); 3", None),
        ] {
            let told = |name: &Name| {
                let parts = [&name.family, &name.non_dropping_particle, &name.given, &name.suffix];
                parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
            };
            let read = read_signed(text).map(|h| h.list.names.iter().map(told).collect::<Vec<_>>().join("; "));
            assert_eq!(read.as_deref(), want, "{text}");
        }
    }
}
