//! Faults of what is read as a title or as the name of a journal: what no title and no name holds.

use super::authors::stands_in_address;
use crate::read::printed::dates::{find_dates, read_date_at_head};
use crate::read::printed::draft::Draft;
use crate::read::printed::names::{read_head, read_inverted, read_signed};
use crate::read::printed::organisations::is_organisation;

/// `, v. 12`, `, n. 3` within words or at their end: the label of a number, which no title and no journal holds.
pub(super) fn holds_label(text: &str) -> bool {
    if !text.contains(", ") {
        return false;
    }
    let labels = [", v", ", n", ", p", ", vol", ", supl", ", ano"];
    labels.iter().any(|label| {
        text.find(label).and_then(|at| text.get(at + label.len()..)).is_some_and(|behind| {
            behind.is_empty()
                || behind.strip_prefix('.').is_some_and(|b| b.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        })
    })
}

/// Whether what is read as a title is who published it: an organisation, or named as the address is, where no author is.
pub(super) fn is_publisher_of(title: &str, draft: &Draft<'_>) -> bool {
    let published = |name: &str| stands_in_address(name, draft) || is_organisation(name);
    let people = draft.authors.iter().any(|name| name.family.is_some());
    // A title that is called as the address is is nobody's but the site's.
    let leads =
        |name: &str| stands_in_address(name, draft) || (is_organisation(name) && !stands_in_address(title, draft));
    let told = draft.authors.iter().filter_map(|name| name.literal.as_deref()).any(leads);
    let few = title.split(' ').count() <= 8;
    // Where nothing else could be the title, it is the title.
    let other = !draft.authors.is_empty() || draft.container.is_some();
    !people && !told && few && other && published(title)
}

/// `2012;18:733` within words: the numbers of a journal.
pub(super) fn holds_numbers(text: &str) -> bool {
    let figures = |t: &str| t.chars().filter(char::is_ascii_digit).count();
    text.split(' ')
        .any(|t| figures(t) >= 4 && (t.contains(';') || t.contains("):") || (t.contains('(') && t.contains(':'))))
}

/// `(2019)`, `(n.d.)`, `(in press)` within words: the date of a style with the date behind the authors.
pub(super) fn holds_date(text: &str) -> bool {
    text.match_indices('(').any(|(at, _)| {
        let inner = text.get(at + 1..).unwrap_or_default();
        let inner = inner.split(')').next().unwrap_or_default();
        let stated = inner.len() <= 20 && read_date_at_head(inner).is_some_and(|d| d.start == 0);
        let words = ["no date", "in press", "forthcoming", "undated"];
        stated || inner.starts_with("n.d") || words.iter().any(|w| inner.eq_ignore_ascii_case(w))
    })
}

/// Whether a title begins with a sentence that the group or the journal begins with too: `Reuters. Title. Reuters Health`.
pub(super) fn names_itself(parts: &[&str], draft: &Draft<'_>) -> bool {
    let author = draft.authors.first().and_then(|name| name.literal.as_deref());
    let first = parts.first().filter(|first| parts.len() > 1 && first.split(' ').count() <= 4);
    first.is_some_and(|first| {
        [author, draft.container.as_deref()].into_iter().flatten().any(|name| name.starts_with(first))
    })
}

/// Whether a title begins with what is left of a list of names: `Oakes and Ivo Brandt. Title`.
pub(super) fn begins_with_rest(parts: &[&str]) -> bool {
    let names =
        |first: &str| first.split(' ').count() <= 8 && [" and ", " & "].iter().any(|joint| first.contains(joint));
    // A first name before the family name makes people of them.
    parts.len() > 1
        && parts.first().is_some_and(|first| {
            names(first) && read_signed(&format!("Ann {first}.")).is_some_and(|h| h.list.names.len() > 1)
        })
}

/// `2000 Feb 29` within words: what is dated to the day is published then.
pub(super) fn holds_day(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && find_dates(text).iter().any(|d| d.date.day().is_some())
}

/// Whether a title is a list of names, or begins with one.
pub(super) fn is_names(title: &str) -> bool {
    // "Orme, J., Sims, G. L.,"
    let inverted = || title.contains(".,") && read_inverted(title).is_some_and(|h| h.list.names.len() > 1);
    inverted()
        || !title.contains(": ") && read_head(title).is_some_and(|h| h.list.names.len() > 1 || h.end * 2 > title.len())
}

/// Whether an organisation stands behind a title's colon, as publishers do behind places.
pub(super) fn ends_with_publisher(title: &str) -> bool {
    let named = |name: &str| is_organisation(name.split(['.', ';']).next().unwrap_or(name));
    title.split_once(": ").is_some_and(|(_, name)| named(name))
}

/// Whether a bracket or a quotation is opened and not closed, or closed and not opened.
pub(super) fn is_unbalanced(title: &str) -> bool {
    [('(', ')'), ('[', ']'), ('“', '”')]
        .iter()
        .any(|(open, close)| title.matches(*open).count() != title.matches(*close).count())
}

/// Whether a name of a journal holds what no name does.
pub(super) fn is_odd_container(container: &str) -> bool {
    // "Spine (Phila Pa 1976)": a bracket at the end may hold a year.
    let plain = container.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).map_or(container, |(name, _)| name);
    container.split_whitespace().count() > 14
        || holds_numbers(container)
        || holds_label(container)
        || read_date_at_head(container).is_some_and(|d| d.start == 0)
        || container.contains("et al")
        || container.contains("eds.")
        || holds_date(plain)
        || !container.contains(char::is_alphabetic)
}
