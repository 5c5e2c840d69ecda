//! Which of several readings of one entry is the best. A reading is judged by what it holds, not by the style that
//! proposed it: people where names stand, a title that reads like one, figures where figures belong, and as little of the
//! entry left over as may be. The weights were set on the tuning half of the samples and on our own entries.

use super::dates::{date_at_head, dates};
use super::names::{capitals, head, signed};
use super::organisations::{is_organisation, reads_like_name};
use super::sites::stands_in;
use super::words::sentences;
use crate::model::{Item, Name};

/// How good a reading of `body` is; more is better. A whole, well-formed entry of a journal reaches about 6.
pub(super) fn judge(body: &str, item: &Item) -> f32 {
    authors(item) + title(item) + place(item) - 7.0 * left_over(body, item)
}

fn authors(item: &Item) -> f32 {
    let each = item.author.iter().map(|name| match (&name.family, &name.literal) {
        (Some(family), _) => person(family, name.given.as_deref()),
        (None, Some(group)) => organisation(group, item),
        _ => -1.0,
    });
    // One wrong name in a list is as bad as if it were alone.
    let lowest = each.fold(f32::INFINITY, f32::min);
    let ends = item.author.first().zip(item.author.last());
    let placed = ends.is_some_and(|(person, group)| person.family.is_some() && group.literal.is_some());
    if lowest.is_finite() { lowest + if placed { 0.4 } else { 0.0 } } else { 0.0 }
}

fn person(family: &str, given: Option<&str>) -> f32 {
    let initials = given.is_some_and(|g| g.chars().filter(|c| c.is_lowercase()).count() <= 2);
    let of_its_form = match (family.split(' ').count() <= 4, given.is_some(), initials) {
        (false, _, _) => -1.0,
        (_, false, _) => -0.5,
        (_, _, true) => 2.0,
        (_, _, false) => 1.2,
    };
    of_its_form - if is_in_capitals(family, given) { 0.9 } else { 0.0 }
}

/// `SILVA, João`: a family name that is printed in capitals only to tell it from the given names.
fn is_in_capitals(family: &str, given: Option<&str>) -> bool {
    let capitals = family.chars().count() > 2 && !family.contains(char::is_lowercase);
    capitals && given.is_some_and(|given| given.contains(|c: char| c == '.' || c.is_lowercase()))
}

/// `, v. 12`, `, n. 3` within words or at their end: the label of a number, which no title and no journal holds.
fn holds_label(text: &str) -> bool {
    let labels = [", v", ", n", ", p", ", vol", ", supl", ", ano"];
    labels.iter().any(|label| {
        text.find(label).and_then(|at| text.get(at + label.len()..)).is_some_and(|behind| {
            behind.is_empty()
                || behind.strip_prefix('.').is_some_and(|b| b.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        })
    })
}

/// Whether a name stands in the entry's own address.
fn addressed(name: &str, item: &Item) -> bool {
    item.url.as_deref().is_some_and(|url| stands_in(name, url))
}

fn organisation(name: &str, item: &Item) -> f32 {
    let words = name.split(' ').count();
    let odd = ["et al", ", for the ", "on behalf of"].iter().any(|mark| name.contains(mark))
        || name.contains([';', '?', '“', '"'])
        || (name.contains(": ") && words > 4)
        || name.ends_with(", n.d")
        || capitals(&format!("{name}.")).is_some()
        || (name.contains(", ") && signed(&format!("{name}.")).is_some_and(|people| people.list.names.len() > 1));
    match () {
        () if odd || name.chars().count() > 150 || head(name).is_some() => -2.0,
        () if is_organisation(name) || addressed(name, item) => 1.5,
        () if reads_like_name(name) && words <= 5 => 0.6,
        () if words <= 4 => 0.0,
        () => -1.5,
    }
}

fn title(item: &Item) -> f32 {
    // Without a title the journal may still say what is cited.
    let Some(title) = item.title.as_deref() else { return if item.container_title.is_some() { -2.5 } else { -4.0 } };
    let words = title.split_whitespace().count();
    let mut sum = 1.0;
    sum -= match words {
        0 => 3.0,
        1 => 0.4,
        2..=45 => 0.0,
        _ => 2.0,
    };
    let letters = |open: char, close: char| title.matches(open).count() != title.matches(close).count();
    let faults = [
        (holds_numbers(title), 3.0),
        (holds_label(title), 3.0),
        (!title.contains(char::is_alphabetic), 3.0),
        (title.contains("et al") || title.contains(" // ") || title.contains("http"), 3.0),
        (title.contains("In: ") || title.contains("eds."), 2.5),
        (!title.contains(": ") && head(title).is_some_and(|h| h.list.names.len() > 1 || h.end * 2 > title.len()), 3.0),
        (is_publisher_of(title, item), 2.0),
        (sentences(title).first().is_some_and(|first| first.len() < title.len() && addressed(first, item)), 1.0),
        (holds_date(title), 2.5),
        (names_itself(title, item), 1.5),
        (holds_day(title), 1.0),
        (begins_with_rest(title), 1.5),
        (words == 1 && title.contains('.'), 1.5),
        (
            title
                .split_once(": ")
                .is_some_and(|(_, name)| is_organisation(name.split(['.', ';']).next().unwrap_or(name))),
            2.0,
        ),
        (title.contains(". By ") || (title.starts_with('“') && title.contains("” ")), 2.0),
        (title.contains(". “") || title.contains(". \"") || title.contains(". '"), 2.0),
        (letters('(', ')') || letters('[', ']') || letters('“', '”'), 1.0),
        (title.starts_with(|c: char| c.is_ascii_punctuation() && !matches!(c, '"' | '\'' | '(' | '[')), 1.0),
        (title.starts_with("and ") || title.starts_with("in "), 1.0),
    ];
    sum -= faults.iter().filter(|(found, _)| *found).map(|(_, weight)| weight).sum::<f32>();
    sum - 0.4 * (sentences(title).len().saturating_sub(2) as f32)
}

/// Whether what is read as a title is who published it: an organisation, or named as the address is, where no author is.
fn is_publisher_of(title: &str, item: &Item) -> bool {
    let published = |name: &str| addressed(name, item) || is_organisation(name);
    let people = item.author.iter().any(|name| name.family.is_some());
    // A title that is called as the address is is nobody's but the site's.
    let leads = |name: &str| addressed(name, item) || (is_organisation(name) && !addressed(title, item));
    let told = item.author.iter().filter_map(|name| name.literal.as_deref()).any(leads);
    let few = title.split(' ').count() <= 8;
    // Where nothing else could be the title, it is the title.
    let other = !item.author.is_empty() || item.container_title.is_some();
    !people && !told && few && other && published(title)
}

/// `2012;18:733` within words: the numbers of a journal.
fn holds_numbers(text: &str) -> bool {
    let figures = |t: &str| t.chars().filter(char::is_ascii_digit).count();
    text.split(' ')
        .any(|t| figures(t) >= 4 && (t.contains(';') || t.contains("):") || (t.contains('(') && t.contains(':'))))
}

/// `(2019)`, `(n.d.)`, `(in press)` within words: the date of a style with the date behind the authors.
fn holds_date(text: &str) -> bool {
    text.match_indices('(').any(|(at, _)| {
        let inner = text.get(at + 1..).unwrap_or_default();
        let inner = inner.split(')').next().unwrap_or_default();
        let stated = inner.len() <= 20 && date_at_head(inner).is_some_and(|d| d.start == 0);
        let words = ["no date", "in press", "forthcoming", "undated"];
        stated || inner.starts_with("n.d") || words.iter().any(|w| inner.eq_ignore_ascii_case(w))
    })
}

/// Whether a title begins with a sentence that the group or the journal begins with too: `Reuters. Title. Reuters Health`.
fn names_itself(title: &str, item: &Item) -> bool {
    let author = item.author.first().and_then(|name| name.literal.as_deref());
    let parts = sentences(title);
    let first = parts.first().filter(|first| parts.len() > 1 && first.split(' ').count() <= 4);
    first.is_some_and(|first| {
        [author, item.container_title.as_deref()].into_iter().flatten().any(|name| name.starts_with(first))
    })
}

/// Whether a title begins with what is left of a list of names: `Oakes and Ivo Brandt. Title`.
fn begins_with_rest(title: &str) -> bool {
    let parts = sentences(title);
    let names =
        |first: &str| first.split(' ').count() <= 8 && [" and ", " & "].iter().any(|joint| first.contains(joint));
    // A first name before the family name makes people of them.
    parts.len() > 1
        && parts.first().is_some_and(|first| {
            names(first) && signed(&format!("Ann {first}.")).is_some_and(|h| h.list.names.len() > 1)
        })
}

/// `2000 Feb 29` within words: what is dated to the day is published then.
fn holds_day(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && dates(text).iter().any(|d| d.date.day().is_some())
}

/// Where the work stands: journal or publisher, date, volume and pages.
fn place(item: &Item) -> f32 {
    let mut sum = 0.0;
    sum += if item.issued.is_some() { 0.6 } else { 0.0 };
    let paged = item.page.is_some() || item.number.is_some();
    if let Some(volume) = item.volume.as_deref() {
        let plain =
            volume.contains(|c: char| c.is_ascii_digit()) || volume.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
        sum += if plain && volume.len() <= 8 { 0.5 } else { -1.5 };
        sum += if paged || item.issue.is_some() { 0.6 } else { 0.0 };
    }
    if let Some(container) = item.container_title.as_deref() {
        let words = container.split_whitespace().count();
        let odd = words > 14
            || holds_numbers(container)
            || holds_label(container)
            || date_at_head(container).is_some_and(|d| d.start == 0)
            || container.contains("et al")
            || container.contains("eds.")
            || holds_date(
                container.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).map_or(container, |(name, _)| name),
            )
            || !container.contains(char::is_alphabetic);
        let named = reads_like_name(container) || container.contains('.');
        sum += if odd {
            -2.0
        } else if named {
            0.6
        } else {
            0.0
        };
        let small = container.starts_with(char::is_lowercase) && !container.contains("Rxiv");
        sum -= if small { 0.7 } else { 0.0 }
            + if head(container).is_some_and(|h| h.list.names.len() > 1) { 1.5 } else { 0.0 };
    }
    if let Some(publisher) = item.publisher.as_deref() {
        sum += if publisher.split(' ').count() > 12 || holds_numbers(publisher) { -1.0 } else { 0.5 };
    }
    sum + if item.kind == "chapter" && !item.editor.is_empty() { 0.6 } else { 0.0 }
}

/// The share of the entry's letters and digits that no field holds.
fn left_over(body: &str, item: &Item) -> f32 {
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let name = |n: &Name| {
        let parts = [&n.family, &n.given, &n.non_dropping_particle, &n.suffix, &n.literal];
        parts.iter().filter_map(|p| p.as_deref()).map(count).sum::<usize>()
    };
    let fields = [
        &item.title,
        &item.container_title,
        &item.volume,
        &item.issue,
        &item.page,
        &item.number,
        &item.publisher,
        &item.publisher_place,
        &item.edition,
        &item.genre,
    ];
    let editors = if item.editor == item.author { 0 } else { item.editor.iter().map(name).sum() };
    let held: usize = fields.iter().filter_map(|f| f.as_deref()).map(count).sum::<usize>()
        + item.author.iter().map(name).sum::<usize>()
        + editors
        + item.issued.map_or(0, |d| 4 + 3 * usize::from(d.0.month().is_some()) + 2 * usize::from(d.0.day().is_some()))
        + if item.et_al { 4 } else { 0 };
    let all = count(body);
    all.saturating_sub(held) as f32 / all.max(1) as f32
}
