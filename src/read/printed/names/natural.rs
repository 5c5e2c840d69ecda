//! `Sarah Jones, MD, and Peter van Marsh`: given names first and spelt out, as sites and newspapers sign. A given name
//! that many people have, or an initial behind it, tells a person from a site's name.

use super::{Names, NamesAtHead, is_et_al, is_family_word, is_initials, is_suffix, make_person};
use crate::model::Name;
use crate::read::printed::organisations::is_organisation;
use crate::read::printed::words::is_particle;
use crate::text::lexicon::{NAME_PARTS, WordSet};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Given names that are common where English health content is written.
const GIVEN: &str = "\
    Adam Ahmed Aisha Alan Albert Alex Alexander Alexandra Ali Alice Alison Allison Amanda Amy Ana Andrea Andrew \
    Angela Anita Ann Anna Anne Annie Anthony Arthur Ashley Barbara Becky Ben Benjamin Beth Betty Bill Bonnie Bradley \
    Brenda Brian Bruce Carl Carla Carlos Carmen Carol Caroline Catherine Charles Charlotte Chen Cheryl Chris \
    Christian Christina Christine Christopher Claire Clara Colin Cynthia Dan Daniel David Dawn Dean Deborah Deepak \
    Denise Dennis Derek Diana Diane Donald Donna Doris Dorothy Douglas Edward Edwin Elaine Elena Elizabeth Ellen \
    Emily Emma Eric Erica Erik Erin Ernest Esther Eugene Eva Evelyn Fatima Felix Florence Frances Francis Frank Gail \
    Gary Geoffrey George Gerald Giovanni Glenn Gloria Gordon Grace Graham Greg Gregory Hannah Hans Harry Heather \
    Heidi Helen Henry Hiroshi Howard Ian Ingrid Ivan Jack Jacob Jacques James Jamie Jane Janet Jason Jay Jean \
    Jeffrey Jennifer Jenny Jerry Jessica Jill Jim Joan Joanna Joe John Jonathan Jorge Jose Joseph José Juan Julia \
    Julie Jürgen Karen Kate Katherine Kathleen Keith Kelly Kenneth Kevin Kim Klaus Kristen Kwame Lars Laura Lauren \
    Leila Leslie Linda Lisa Lori Louise Lucy Luis Lynn Marcia Marco Margaret Maria Marie Marilyn Mark Martha Martin \
    Mary Matthew Megan Mei Melissa Michael Michelle Miguel Mike Mohammed Monica Muhammad Nadia Nancy Natalie Nathan \
    Neil Ngozi Nicholas Nicole Nina Norman Olga Oliver Olivia Omar Oscar Pablo Pamela Patricia Patrick Paul Pedro \
    Peter Phil Philip Pierre Priya Rachel Ralph Ravi Raymond Rebecca Richard Rita Rob Robert Robin Rodney Roger Ron \
    Ronald Roy Russell Ruth Ryan Sally Samantha Samuel Sandra Sara Sarah Scott Sean Sergei Shannon Sharon Sheila \
    Shirley Simon Sophie Stacy Stanley Stephanie Stephen Steve Steven Stuart Sue Sunil Susan Suzanne Sylvia Tara \
    Teresa Terry Theresa Thomas Tim Timothy Todd Tom Tony Tracy Trisha Tyler Valerie Vanessa Veronica Victoria \
    Vincent Virginia Walter Warren Wayne Wendy William Yuki Yvonne Zoe";

/// The same, each by itself.
static SPLIT: LazyLock<BTreeSet<&str>> = LazyLock::new(|| GIVEN.split(' ').collect());

/// People with their given names first who fill a string.
pub(in super::super) fn read_natural(text: &str) -> Option<Names> {
    let text = text.trim().trim_end_matches([',', ' ']);
    let text = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(text);
    if is_organisation(text.split(',').next().unwrap_or(text)) || text.len() > 200 {
        return None;
    }
    let mut list = Names::default();
    for part in text.split([',', ';']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")) {
        let part = part.trim().trim_start_matches("and ");
        match part {
            "" => {}
            part if is_et_al(part) => list.et_al = true,
            part if part.split(' ').all(is_degree) && !list.names.is_empty() => {}
            part if is_organisation(part) && !list.names.is_empty() => list.names.push(Name::group(part)),
            part => list.names.push(read_name(part)?),
        }
    }
    (!list.names.is_empty()).then_some(list)
}

/// Such people at the head of a string, up to the stop that ends them.
pub(in super::super) fn read_natural_head(text: &str) -> Option<NamesAtHead> {
    let stops = text.char_indices().take_while(|(at, _)| *at < 160).filter(|(_, c)| *c == '.').take(5);
    let ends = stops.filter(|(at, _)| text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    ends.map(|(at, _)| at).find_map(|at| Some(NamesAtHead { list: read_natural(text.get(..at)?)?, end: at + 1 }))
}

/// A person whose given name many people have: `Sarah Jones`.
pub(in crate::read) fn read_given_first(text: &str) -> Option<Name> {
    if is_organisation(text) || text.contains([',', ';']) || text.len() > 80 { None } else { read_name(text) }
}

fn read_name(text: &str) -> Option<Name> {
    let mut words: Vec<&str> =
        text.split_whitespace().filter(|w| !matches!(*w, "Dr" | "Dr." | "Prof" | "Prof.")).collect();
    while words.len() > 2 && words.last().is_some_and(|w| is_degree(w)) {
        words.pop();
    }
    let suffix = words.last().copied().filter(|w| words.len() > 2 && is_suffix(w));
    if suffix.is_some() {
        words.pop();
    }
    let (first, rest) = words.split_first()?;
    let initials = rest.iter().take_while(|w| is_initials(w) && w.trim_end_matches('.').len() == 1).count();
    let second = usize::from(initials == 0 && rest.len() > 1 && rest.first().is_some_and(|w| is_known_word(w)));
    let spelt = is_family_word(first) && first.chars().count() > 2;
    if !(is_known_word(first) || (spelt && initials > 0)) || !(2..=5).contains(&words.len()) {
        return None;
    }
    let (given, family) = words.split_at_checked(1 + initials + second)?;
    let fits = (1..=3).contains(&family.len())
        && family.iter().all(|w| is_family_word(w) && w.contains(char::is_lowercase))
        && !family.last().is_some_and(|w| is_particle(w));
    if fits { make_person(family, Some(given.join(" ")), suffix) } else { None }
}

/// Whether the first word of a name is a given name that many people have.
pub(in super::super) fn is_known_given(name: &str) -> bool {
    name.split(' ').next().is_some_and(is_known_word)
}

fn is_known_word(word: &str) -> bool {
    // Nearly every word is asked for in vain: what begins with a small letter is told at once.
    word.starts_with(char::is_uppercase) && SPLIT.contains(word)
}

/// `MD`, `Ph.D.`, `DPT`.
pub(super) fn is_degree(word: &str) -> bool {
    static DEGREES: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("degrees"));
    let plain: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    DEGREES.contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_with_their_given_names_first() {
        for (text, want) in [
            ("Sarah Jones", Some("Jones")),
            ("By John M. Smith, MD", Some("Smith")),
            ("Mary Anne van der Berg, Ph.D., and Peter Marsh", Some("van der Berg; Marsh")),
            ("Ngozi T. Okafor", Some("Okafor")),
            ("Everyday Health", None),
            ("Mary Rose Hospital", None),
            ("Grace under pressure", None),
            ("Martin Luther University", None),
        ] {
            let read = read_natural(text).map(|l| l.names.iter().map(Name::short_name).collect::<Vec<_>>().join("; "));
            assert_eq!(read.as_deref(), want, "{text}");
        }
    }
}
