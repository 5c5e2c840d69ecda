//! What a page of a publisher offers to copy under "Cite", where nothing but commas parts names, title and journal (Oxford Academic:
//! `Ida Vale, Otto Marsh, Elbows at work, Journal of Fictive Care, Volume 4, Issue 2, May 2017, Pages 11–19`).

use super::Style;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{are_all_people, read_signed};
use crate::read::printed::numbers::read_numbers;
use crate::read::printed::title::make_plain_title;

pub(super) const STYLE: Style = Style {
    name: "commas alone (Oxford Academic)",
    examples: &[
        (
            "Ida Vale, Otto Marsh, Elbows at work: heat, cold, and rest, Journal of Fictive Care, Volume 4, Issue 2, May 2017, Pages 11–19",
            &[
                ("author", "Vale; Marsh"),
                ("title", "Elbows at work: heat, cold, and rest"),
                ("container-title", "Journal of Fictive Care"),
                ("issued", "2017-05"),
                ("volume", "4"),
                ("issue", "2"),
                ("page", "11–19"),
            ],
        ),
        (
            "I R Vale and others, Does heat help sore elbows?, Elbow, Volume 4, Issue Supplement_1, 2017, fict123",
            &[
                ("author", "Vale"),
                ("title", "Does heat help sore elbows?"),
                ("container-title", "Elbow"),
                ("volume", "4"),
            ],
        ),
    ],
    propose,
};

/// So many parts at most are looked at for names.
const MOST: usize = 40;

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    read(entry).into_iter().collect()
}

fn read<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let at = entry.text.find(", Volume ")?;
    let (before, numbers) = (entry.text.get(..at)?, entry.text.get(at + 2..)?);
    let (before, journal) = before.rsplit_once(", ")?;
    // The longest head that is nothing but people; the title is left over.
    let ends: Vec<usize> = before.match_indices(", ").map(|(at, _)| at).take(MOST).collect();
    let (authors, title) = ends.iter().rev().find_map(|end| {
        let named = before.get(..*end)?;
        let (named, et_al) = named.strip_suffix(" and others").map_or((named, false), |first| (first, true));
        let head =
            read_signed(&format!("{named}.")).filter(|head| head.end > named.len() && are_all_people(&head.list))?;
        let mut list = head.list;
        list.et_al |= et_al;
        Some((list, before.get(end + 2..)?))
    })?;
    let (volume, rest) = numbers.strip_prefix("Volume ")?.split_once(", ")?;
    let (issue, rest) = match rest.strip_prefix("Issue ").and_then(|issue| issue.split_once(", ")) {
        Some((issue, rest)) => (Some(issue.replace('_', " ")), rest),
        None => (None, rest),
    };
    let draft = entry.draft().with_authors(authors).with_title(make_plain_title(title));
    // The date and the pages are what is left.
    let told = read_numbers(rest.trim_end_matches([',', ' ']), Some(journal), draft.issued);
    let pages = rest
        .split_once("Pages ")
        .or_else(|| rest.split_once("Page "))
        .map(|(_, pages)| pages.trim_matches([',', ' ', '.']));
    let draft = draft.with_numbers(told);
    let page = pages.map(str::to_owned).or(draft.page.clone());
    let volume = Some(volume.to_owned());
    Some(Draft { container: Some(journal.to_owned()), volume, issue, page, ..draft })
}
