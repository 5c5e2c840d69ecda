//! Books as Chicago's notes print them: `Ida Vale, Elbows at Work, 2nd ed. (Sable: Vale Books, 2017), 112–15.`

use super::Style;
use crate::read::printed::dates::read_date_at_head;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{are_all_people, read_signed};
use crate::read::printed::publishers::read_publisher;
use crate::read::printed::title::read_title;

pub(super) const STYLE: Style = Style {
    name: "books in notes (Chicago)",
    examples: &[
        (
            "Ida Vale and Otto Marsh, Elbows at Work: A Guide, 2nd ed. (Sable: Vale Books, 2017), 112–15.",
            &[
                ("author", "Vale; Marsh"),
                ("title", "Elbows at Work: A Guide"),
                ("issued", "2017"),
                ("publisher", "Vale Books"),
            ],
        ),
        (
            "Ida Vale, Elbows (Sable: Vale Books, 2017).",
            &[("author", "Vale"), ("title", "Elbows"), ("publisher-place", "Sable")],
        ),
    ],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    read(entry).into_iter().collect()
}

fn read<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let (before, rest) = entry.text.split_once(" (")?;
    let (inner, pages) = rest.split_once(')')?;
    // Nothing but where it stands follows.
    if pages.contains(|c: char| c.is_alphabetic()) {
        return None;
    }
    let (published, year) = inner.rsplit_once(", ").filter(|(published, _)| published.contains(": "))?;
    let issued = read_date_at_head(year).filter(|found| found.start == 0 && found.end == year.len())?;
    // Several authors are joined by "and", so that a title of two words in capitals is no further one.
    let ends: Vec<usize> = before.match_indices(", ").map(|(at, _)| at).take(8).collect();
    let joins = |end: &&usize| {
        before
            .get(..**end)
            .and_then(|named| named.rsplit(", ").next())
            .is_some_and(|last| format!(" {last}").contains(" and "))
    };
    let people = |end: &usize| {
        let (named, title) = (before.get(..*end)?, before.get(*end + 2..)?);
        let head =
            read_signed(&format!("{named}.")).filter(|head| head.end > named.len() && are_all_people(&head.list))?;
        Some((head.list, title))
    };
    let joined = ends.iter().rev().filter(joins).find_map(people);
    let (names, title) = joined.or_else(|| people(ends.first()?))?;
    let draft = entry.draft().with_authors(names).with_title(read_title(title)).with_date(Some(issued.date));
    let page = Some(pages.trim_matches([',', ' ', '.']).to_owned()).filter(|pages| !pages.is_empty());
    Some(Draft { page, kind: Some("book"), ..draft.with_publisher(read_publisher(published)) })
}
