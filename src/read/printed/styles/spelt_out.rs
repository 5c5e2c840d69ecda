//! Styles that spell given names out: Chicago (`Smith, John, and Jane Roe. “Title.” Journal 9, no. 1 (2015): 1–9.`) and
//! MLA; in Chicago's author-date form the year stands behind the names.

use super::Style;
use crate::model::{CslDate, Item};
use crate::read::printed::dates::date_at_head;
use crate::read::printed::names::{Head, all_people, is_known_given, natural_head, paired, signed, spelt, whole};
use crate::read::printed::title_and_source::title_and_source;
use crate::read::printed::words::find_word;

pub(super) const STYLE: Style = Style {
    name: "given names spelt out (Chicago, MLA, ACM)",
    examples: &[
        (
            "Vale, Ida, and Otto Marsh. “Elbows at Work.” Journal of Fictive Care 4, no. 2 (2017): 11–19.",
            &[
                ("author", "Vale; Marsh"),
                ("title", "Elbows at Work"),
                ("issued", "2017"),
                ("volume", "4"),
                ("page", "11–19"),
            ],
        ),
        (
            "Ida Vale and Otto Marsh. 2017. Elbows at work. Journal of Fictive Care 4, 2 (2017), 11–19.",
            &[("author", "Vale; Marsh"), ("title", "Elbows at work"), ("issued", "2017"), ("issue", "2")],
        ),
        (
            "Vale, Ida, \"Elbows at Work\" (2017). Theses and Dissertations. 12.",
            &[("author", "Vale"), ("title", "Elbows at Work"), ("issued", "2017")],
        ),
    ],
    propose,
};

fn propose(text: &str, item: &Item) -> Vec<Item> {
    let first = given_first(text);
    // "Minho Kember, Anil Jaspal, and Xia Lindon": three people rather than one of the family Minho Kember.
    let spelt = spelt(text).filter(|spelt| first.is_none() || !reads_given_first(spelt));
    let people = paired(text).or(spelt).or_else(|| natural_head(text));
    let people = people.into_iter().chain(first).map(|h| (h.list, h.end));
    let mut proposals = Vec::new();
    for (list, end) in people.chain(before_quotation(text)) {
        let mut item = item.clone();
        list.put(&mut item);
        let mut behind = text.get(end..).unwrap_or_default().trim_start_matches([' ', ',', '.']);
        if let Some(found) = date_at_head(behind).filter(|d| d.start <= 1) {
            let rest = behind.get(found.end..).unwrap_or_default();
            if rest.starts_with(['.', ')']) {
                item.issued.get_or_insert(CslDate(found.date));
                behind = rest.trim_start_matches([')', '.', ' ', ',', ':']);
            }
        }
        title_and_source(behind, &mut item);
        proposals.push(item);
    }
    proposals
}

/// `Jamie Luga and Leo Jacob Strand. 2021. Title`: several people with their given names first, or one before a year.
fn given_first(text: &str) -> Option<Head> {
    // "Vale, Ida", "Vale I": most entries begin with a family name.
    let mut words = text.split(' ').map(|word| word.trim_end_matches([',', ';']));
    let (first, second) = (words.next()?, words.next()?);
    let begins = second.contains(char::is_lowercase) || second.contains('.');
    if !begins || text.get(first.len()..)?.starts_with([',', ';']) || first.ends_with(['.', ':']) {
        return None;
    }
    let found = signed(text).filter(|found| all_people(&found.list))?;
    let spelt =
        found.list.names.iter().all(|name| name.given.as_deref().is_some_and(|g| g.contains(char::is_lowercase)));
    let behind = text.get(found.end..)?.trim_start();
    let dated = || date_at_head(behind).is_some_and(|d| d.start == 0);
    (spelt && (found.list.names.len() > 1 || dated())).then_some(found)
}

/// Whether what was read as a family and given names may be two people with their given names first.
fn reads_given_first(spelt: &Head) -> bool {
    spelt.list.names.first().is_some_and(|name| {
        let two = |part: &Option<String>| part.as_deref().is_some_and(|part| part.contains(' '));
        let known = |part: &Option<String>| part.as_deref().is_some_and(is_known_given);
        two(&name.family) && two(&name.given) && (!known(&name.given) || known(&name.family))
    })
}

/// Whatever stands before a title in quotation marks.
fn before_quotation(text: &str) -> Option<(crate::read::printed::names::Names, usize)> {
    let at = text.find(['“', '"', '‘']).filter(|at| (1..400).contains(at))?;
    let before = text.get(..at)?.trim().trim_end_matches([',', '.']);
    (!before.is_empty() && !before.contains(". ") && find_word(before, "http").is_none()).then(|| (whole(before), at))
}
