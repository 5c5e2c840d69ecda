//! Styles that spell given names out: Chicago (`Smith, John, and Jane Roe. “Title.” Journal 9, no. 1 (2015): 1–9.`) and
//! MLA; in Chicago's author-date form the year stands behind the names.

use super::Style;
use crate::read::printed::dates::read_date_at_head;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{
    Names, NamesAtHead, are_all_people, read_given_first_list, read_natural_head, read_paired, read_signed,
    read_spelt_out, read_whole, reads_given_first,
};
use crate::read::printed::title_and_source::add_title_and_source;
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
        (
            "Ida E. Vale et al., “Elbows at Work,” Journal of Fictive Care 4, no. 2 (2017): 11–19.",
            &[("author", "Vale"), ("title", "Elbows at Work"), ("issued", "2017"), ("issue", "2"), ("page", "11–19")],
        ),
    ],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let text = entry.text;
    let first = read_given_first(text);
    // "Minho Kember, Anil Jaspal, and Xia Lindon": three people rather than one of the family Minho Kember.
    let named = |spelt: &NamesAtHead| text.get(..spelt.end).and_then(read_given_first_list).is_some();
    let spelt =
        read_spelt_out(text).filter(|spelt| !(reads_given_first(&spelt.list) && (first.is_some() || named(spelt))));
    let people = read_paired(text).or(spelt).or_else(|| read_natural_head(text));
    let people = people.into_iter().chain(first).map(|h| (h.list, h.end));
    let mut proposals = Vec::new();
    for (list, end) in people.chain(read_before_quotation(entry)).chain(read_given_first_before_quotation(entry)) {
        let mut draft = entry.draft().with_authors(list);
        let mut behind = text.get(end..).unwrap_or_default().trim_start_matches([' ', ',', '.']);
        if let Some(found) = read_date_at_head(behind).filter(|d| d.start <= 1) {
            let rest = behind.get(found.end..).unwrap_or_default();
            if rest.starts_with(['.', ')']) {
                draft = draft.with_date(Some(found.date));
                behind = rest.trim_start_matches([')', '.', ' ', ',', ':']);
            }
        }
        proposals.push(add_title_and_source(behind, draft));
    }
    proposals
}

/// `Jamie Luga and Leo Jacob Strand. 2021. Title`: several people with their given names first, or one before a year.
fn read_given_first(text: &str) -> Option<NamesAtHead> {
    // "Vale, Ida", "Vale I": most entries begin with a family name.
    let mut words = text.split(' ').map(|word| word.trim_end_matches([',', ';']));
    let (first, second) = (words.next()?, words.next()?);
    let begins = second.contains(char::is_lowercase) || second.contains('.');
    if !begins || text.get(first.len()..)?.starts_with([',', ';']) || first.ends_with(['.', ':']) {
        return None;
    }
    let found = read_signed(text).filter(|found| are_all_people(&found.list))?;
    let spelt =
        found.list.names.iter().all(|name| name.given.as_deref().is_some_and(|g| g.contains(char::is_lowercase)));
    let behind = text.get(found.end..)?.trim_start();
    let dated = || read_date_at_head(behind).is_some_and(|d| d.start == 0);
    (spelt && (found.list.names.len() > 1 || dated())).then_some(found)
}

/// `Nancy E. Vale et al., “Title”`, `Jan Vale and Otto Marsh, “Title”`: given names first, as notes print them.
fn read_given_first_before_quotation(entry: &Entry<'_>) -> Option<(Names, usize)> {
    let at = entry.quotation.filter(|at| (1..400).contains(at))?;
    let before = entry.text.get(..at)?.trim().trim_end_matches([',', '.']);
    let others = [" et al", ", et al"].iter().find_map(|others| before.strip_suffix(others));
    let named = others.unwrap_or(before);
    let head = read_signed(&format!("{named}.")).filter(|head| head.end > named.len() && are_all_people(&head.list))?;
    let is_spelt =
        |name: &crate::model::Name| name.given.as_deref().is_some_and(|given| given.contains(char::is_lowercase));
    let list = Names { et_al: head.list.et_al || others.is_some(), ..head.list };
    list.names.iter().all(is_spelt).then_some((list, at))
}

/// Whatever stands before a title in quotation marks.
fn read_before_quotation(entry: &Entry<'_>) -> Option<(Names, usize)> {
    let at = entry.quotation.filter(|at| (1..400).contains(at))?;
    let before = entry.text.get(..at)?.trim().trim_end_matches([',', '.']);
    (!before.is_empty() && !before.contains(". ") && find_word(before, "http").is_none())
        .then(|| (read_whole(before), at))
}
