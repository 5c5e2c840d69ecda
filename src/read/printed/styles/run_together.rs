//! What a page of a publisher prints on three lines, and a copy runs together: authors with initials before, the title, and
//! the journal, with nothing between them (ScienceDirect: `I. Vale, O. Marsh Elbows at work: a trial J Fict Care, 4 (2017), pp.
//! 11-19`). The title is in small letters, so that the journal's capitals tell where it begins.

use super::Style;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{Names, read_first_ordered};
use crate::read::printed::numbers::{read_numbers, split_numbers};
use crate::read::printed::title::make_plain_title;

pub(super) const STYLE: Style = Style {
    name: "run together (ScienceDirect)",
    examples: &[
        (
            "I. Vale, O. Marsh Elbows at work: a randomised trial J Fict Care, 4 (2017), pp. 11-19",
            &[
                ("author", "Vale; Marsh"),
                ("title", "Elbows at work: a randomised trial"),
                ("container-title", "J Fict Care"),
                ("issued", "2017"),
                ("volume", "4"),
                ("page", "11-19"),
            ],
        ),
        (
            "I. van der Vale Does heat help sore elbows? Elbow, 4 (3) (2017), p. 11",
            &[("author", "van der Vale"), ("title", "Does heat help sore elbows?"), ("container-title", "Elbow")],
        ),
    ],
    propose,
};

/// A journal's name has so many words at most.
const JOURNAL: usize = 6;

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    read(entry).into_iter().collect()
}

fn read<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let (authors, behind) = read_authors(entry.text)?;
    let (words, figures) = split_numbers(behind.trim_end_matches(['.', ',', ' ']));
    // The volume stands behind a comma, and the year in brackets behind it.
    let words = words.strip_suffix(',').or_else(|| words.trim_end().strip_suffix(','))?;
    let (title, journal) = split_journal(words)?;
    let draft = entry.draft().with_authors(authors);
    let numbers = read_numbers(figures, Some(journal), draft.issued);
    numbers.volume.as_ref().and(numbers.issued.as_ref())?;
    let draft = draft.with_title(make_plain_title(title)).with_numbers(numbers);
    Some(Draft { container: Some(journal.to_owned()), ..draft })
}

/// The authors, commas between them and no word before the last, and what stands behind.
fn read_authors(text: &str) -> Option<(Names, &str)> {
    let mut authors = Names::default();
    let mut rest = text;
    loop {
        let (name, length) = read_first_ordered(rest)?;
        authors.names.push(name);
        rest = rest.get(length..)?;
        let Some(next) = rest.strip_prefix(", ") else { return Some((authors, rest.trim_start())) };
        if let Some(title) = next.strip_prefix("et al.") {
            authors.et_al = true;
            return Some((authors, title.trim_start()));
        }
        rest = next;
    }
}

/// The title, and the journal behind it: the words in capitals at the end, and small ones between them.
fn split_journal(words: &str) -> Option<(&str, &str)> {
    let mut start = None;
    let mut end = words.len();
    for word in words.rsplit(' ').take(JOURNAL) {
        let at = end.checked_sub(word.len())?;
        let is_small = matches!(word, "of" | "and" | "in" | "the" | "for" | "&" | "de" | "et");
        match () {
            // What ends a sentence belongs to the title.
            () if start.is_some() && word.ends_with(['?', '!', ':']) => break,
            () if word.starts_with(char::is_uppercase) => start = Some(at),
            () if is_small && start.is_some() => {}
            () => break,
        }
        end = at.saturating_sub(1);
    }
    let (title, journal) = words.split_at_checked(start.filter(|at| *at > 0)?)?;
    Some((title.trim_end(), journal))
}
