//! What holds for a record of any format, once its reader has filled its fields: names with their parts in their places,
//! plain pages, no zeros for what is not known, a preprint at its server, and the date of reading where a note has it.

use super::fields::{self, ANOTHER_DOI};
use super::servers;
use crate::model::{CslDate, Item, Name, PartialDate};
use crate::read::printed;
use serde_json::{Value, json};

/// Lists of people that are kept beside authors and editors.
const PEOPLE: [&str; 13] = [
    "translator",
    "collection-editor",
    "container-author",
    "editorial-director",
    "interviewer",
    "recipient",
    "reviewed-author",
    "composer",
    "director",
    "illustrator",
    "original-author",
    "contributor",
    "chair",
];

/// Settles an item, and answers what was unsure about it, a sentence each.
pub(super) fn settle_item(item: &mut Item) -> Vec<String> {
    settle_people(item);
    fields::tidy_place(item);
    servers::settle_server(item);
    settle_number(item);
    read_on(item);
    remove_unknown_places(item);
    settle_accessed(item);
    remove_unknown_date(item);
    let mut notes = Vec::new();
    if let (Some(doi), Some(other)) = (&item.doi, item.other.get(ANOTHER_DOI)) {
        let others: Vec<&str> = match other {
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect(),
        };
        let others = others.join(", ");
        notes.push(format!("it has more than one DOI: {doi} was taken for the work’s, and {others} is kept beside it"));
    }
    notes
}

fn settle_people(item: &mut Item) {
    let settled = |names: Vec<Name>| names.into_iter().filter_map(fields::settle_name).collect();
    item.author = settled(std::mem::take(&mut item.author));
    item.editor = settled(std::mem::take(&mut item.editor));
    for role in PEOPLE {
        let Some(list) = item.other.get_mut(role) else { continue };
        let Ok(names) = serde_json::from_value::<Vec<Name>>(list.clone()) else { continue };
        let names: Vec<Name> = settled(names);
        *list = json!(names);
    }
}

/// EndNote keeps the number of a report, a patent or a standard where other works have their ISBN.
fn settle_number(item: &mut Item) {
    if !matches!(item.kind.as_str(), "report" | "patent" | "standard") {
        return;
    }
    let fields: [fn(&mut Item) -> &mut Option<String>; 2] = [|i| &mut i.issn, |i| &mut i.isbn];
    for field in fields {
        let is_number = |text: &String| !text.contains(", ") && !is_serial_number(text);
        let Some(number) = field(item).take_if(|text| is_number(text)) else { continue };
        if let Some(other) = item.number.replace(number).filter(|other| item.number.as_ref() != Some(other)) {
            fields::keep_field(item, "document-number", &other);
        }
    }
}

/// Whether words may be an ISSN or an ISBN, be it a wrong one.
fn is_serial_number(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| !matches!(c, '-' | ' ' | '‐' | '–')).collect();
    let figures = signs.iter().all(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X'));
    figures && matches!(signs.len(), 8 | 10 | 13)
}

/// EndNote keeps the day on which a page was read as its number, and the year of it as its volume.
fn read_on(item: &mut Item) {
    if !matches!(item.kind.as_str(), "webpage" | "post" | "post-weblog") {
        return;
    }
    let Some(text) = item.issue.clone() else { return };
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let year = item.volume.clone().filter(|volume| is_year(volume));
    let dated = match &year {
        Some(year) => fields::read_in_year(year, &text),
        None => fields::read_date_words(&text).filter(|_| !is_year(text.trim())),
    };
    let Some(said) = dated else { return };
    item.issue = None;
    item.volume = item.volume.take().filter(|_| year.is_none());
    if said.is_plain() && said.issued.from.month().is_some() && item.accessed.is_none() {
        item.accessed = Some(CslDate(said.issued.from));
    } else {
        fields::keep_field(item, "access-date", &text);
    }
}

/// What catalogues write where no publisher or place is known, and databases where no title of the source is.
fn remove_unknown_places(item: &mut Item) {
    item.publisher = item.publisher.take().filter(|text| !is_abbreviated(text, "sn"));
    item.publisher_place = item.publisher_place.take().filter(|text| !is_abbreviated(text, "sl"));
    let told = |text: &String| !(text.starts_with("[No ") && text.ends_with("available]"));
    item.title = item.title.take().filter(told);
    item.container_title = item.container_title.take().filter(told);
}

/// Whether a text is two letters as catalogues shorten *sine nomine* and *sine loco*: `[s.n.]`, `S. n.`, `sn`. Capitals without a
/// stop are somebody's name, and so are letters with anything else between them: `SN` is a publisher, and so is `S&N`.
fn is_abbreviated(text: &str, letters: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "[]()<>:;,".contains(c));
    let plain = bare.replace(['.', ' '], "");
    plain.eq_ignore_ascii_case(letters) && (bare.contains('.') || !plain.ends_with(char::is_uppercase))
}

/// `Accessed: 2020-01-09`, `[Online; accessed 13-April-2022]` in a note, or in the words on how it was published.
fn settle_accessed(item: &mut Item) {
    if item.accessed.is_some() {
        return;
    }
    let published = item.other.get("howpublished").and_then(Value::as_str);
    if let Some((rest, date)) = item.note.as_deref().and_then(split_access) {
        item.note = Some(rest).filter(|rest| !rest.is_empty());
        item.accessed = Some(CslDate(date));
    } else if let Some((rest, date)) = published.and_then(split_access) {
        if rest.is_empty() {
            item.other.remove("howpublished");
        }
        item.accessed = Some(CslDate(date));
    }
}

/// The words without the date of reading, and that date; none where there is none. Nothing is left of words that only say that it
/// stands on the internet.
fn split_access(words: &str) -> Option<(String, PartialDate)> {
    const LONGEST: usize = 2_000;
    if words.len() > LONGEST {
        return None;
    }
    let mut rest = words.replace("Online;", "Online; ");
    let date = printed::take_accessed(&mut rest)?;
    let letters: String = rest.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let empty = ["", "online", "available", "availableat", "availableonline", "web", "url", "on"];
    Some((if empty.contains(&letters.as_str()) { String::new() } else { rest.trim().to_owned() }, date))
}

/// A date that came as words, or as zeros.
fn remove_unknown_date(item: &mut Item) {
    let Some(issued) = item.other.get("issued").filter(|_| item.issued.is_none()) else { return };
    let part = |at: usize| {
        let part = issued.get("date-parts")?.get(0)?.get(at)?;
        part.as_i64().or_else(|| part.as_str()?.trim().parse().ok())
    };
    // `[2019, 0, 0]` says no month, and a month beyond the twelfth is a season.
    let parts = part(0).filter(|year| *year > 0).and_then(|year| match part(1) {
        Some(month @ 21..=24) => fields::read_date_words(&format!("{year}-{month}")),
        Some(0) => fields::read_date_words(&year.to_string()),
        Some(month) => fields::read_date_words(&format!("{year:04}-{month:02}")),
        None => None,
    });
    let words = ["literal", "raw"].iter().find_map(|name| issued.get(name)?.as_str()).map(str::to_owned);
    let year = issued.get("date-parts").and_then(|parts| parts.get(0)?.get(0));
    let zero = year.is_some_and(|year| *year == 0 || year.as_str().is_some_and(|y| y.chars().all(|c| c == '0')));
    if zero {
        item.other.remove("issued");
    }
    if let Some(said) = parts.or_else(|| words.as_deref().and_then(fields::read_date_words)) {
        item.other.remove("issued");
        said.set_in(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_kind(kind: &str) -> Item {
        Item { kind: kind.to_owned(), ..Item::default() }
    }

    #[test]
    fn a_report_has_its_number_where_others_have_an_isbn() {
        let some = |text: &str| Some(text.to_owned());
        for (kind, issn, number, want) in [
            ("report", "WP-31", None, (some("WP-31"), None)),
            ("report", "WP-31", some("4"), (some("WP-31"), None)),
            ("report", "978-3-16-148410-0", None, (None, some("978-3-16-148410-0"))),
            ("report", "1234-5678", some("4"), (some("4"), some("1234-5678"))),
            ("article-journal", "WP-31", None, (None, some("WP-31"))),
        ] {
            let mut item = Item { issn: some(issn), number, ..of_kind(kind) };
            settle_item(&mut item);
            assert_eq!((item.number, item.issn), want, "{kind} {issn}");
        }
    }

    #[test]
    fn the_number_of_a_page_is_the_day_on_which_it_was_read() {
        for (kind, volume, issue, accessed, left) in [
            ("webpage", None, "3 June 2022", Some("2022-06-03"), None),
            ("webpage", Some("2022"), "3 June", Some("2022-06-03"), None),
            ("webpage", None, "June 3, 2022", Some("2022-06-03"), None),
            ("webpage", None, "05/06/2022", None, None),
            ("webpage", None, "3", None, Some("3")),
            ("article-journal", None, "3 June 2022", None, Some("3 June 2022")),
        ] {
            let some = |text: &str| Some(text.to_owned());
            let mut item = Item { volume: volume.and_then(some), issue: some(issue), ..of_kind(kind) };
            settle_item(&mut item);
            let when = item.accessed.map(|date| date.0.to_string());
            assert_eq!((when.as_deref(), item.issue.as_deref()), (accessed, left), "{kind} {issue}");
        }
    }

    #[test]
    fn a_date_of_reading_in_a_note_is_one() {
        for (note, accessed, rest) in [
            ("Accessed: 2020-01-09", Some("2020-01-09"), None),
            ("[Online; accessed 13-April-2022]", Some("2022-04-13"), None),
            ("[Online; accessed 19. July 2008]", Some("2008-07-19"), None),
            ("Last accessed 5 May 2020. With a table.", Some("2020-05-05"), Some("With a table.")),
            ("cited By 5", None, Some("cited By 5")),
            ("Retrieved from a shelf", None, Some("Retrieved from a shelf")),
        ] {
            let mut item = Item { note: Some(note.to_owned()), ..Item::default() };
            settle_item(&mut item);
            let when = item.accessed.map(|date| date.0.to_string());
            assert_eq!((when.as_deref(), item.note.as_deref()), (accessed, rest), "{note}");
        }
    }
}
