//! What holds for a record of any format, once its reader has filled its fields: names with their parts in their places,
//! plain pages, no zeros for what is not known, a preprint at its server, and the date of reading where a note has it.

use super::fields::{self, ANOTHER_DOI};
use super::servers;
use crate::model::{Item, Name};
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
pub(super) fn settle(item: &mut Item) -> Vec<String> {
    people(item);
    fields::settle(item);
    servers::settle(item);
    accessed(item);
    unknown_date(item);
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

fn people(item: &mut Item) {
    let settled = |names: Vec<Name>| names.into_iter().filter_map(fields::settled).collect();
    item.author = settled(std::mem::take(&mut item.author));
    item.editor = settled(std::mem::take(&mut item.editor));
    for role in PEOPLE {
        let Some(list) = item.other.get_mut(role) else { continue };
        let Ok(names) = serde_json::from_value::<Vec<Name>>(list.clone()) else { continue };
        let names: Vec<Name> = settled(names);
        *list = json!(names);
    }
}

/// `Accessed: 2020-01-09`, `[Online; accessed 13-April-2022]` in a note, or in the words on how it was published.
fn accessed(item: &mut Item) {
    if item.accessed.is_some() {
        return;
    }
    let mut found = Item::default();
    if let Some(note) = &item.note
        && let Some(rest) = without_access(note, &mut found)
    {
        item.note = Some(rest).filter(|rest| !rest.is_empty());
    } else if let Some(how) = item.other.get("howpublished").and_then(Value::as_str)
        && without_access(how, &mut found).is_some_and(|rest| rest.is_empty())
    {
        item.other.remove("howpublished");
    }
    item.accessed = found.accessed;
}

/// The words without the date of reading, which is put into the item; none where there is none. Nothing is left of words
/// that only say that it stands on the internet.
fn without_access(words: &str, found: &mut Item) -> Option<String> {
    const LONGEST: usize = 2_000;
    if words.len() > LONGEST {
        return None;
    }
    let mut rest = words.replace("Online;", "Online; ");
    printed::take_accessed(&mut rest, found);
    found.accessed?;
    let letters: String = rest.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let empty = ["", "online", "available", "availableat", "availableonline", "web", "url", "on"];
    Some(if empty.contains(&letters.as_str()) { String::new() } else { rest.trim().to_owned() })
}

/// A date that came as words, or as zeros.
fn unknown_date(item: &mut Item) {
    let Some(issued) = item.other.get("issued").filter(|_| item.issued.is_none()) else { return };
    let part = |at: usize| {
        let part = issued.get("date-parts")?.get(0)?.get(at)?;
        part.as_i64().or_else(|| part.as_str()?.trim().parse().ok())
    };
    // `[2019, 0, 0]` says no month, and a month beyond the twelfth is a season.
    let parts = part(0).filter(|year| *year > 0).and_then(|year| match part(1) {
        Some(month @ 21..=24) => fields::said(&format!("{year}-{month}")),
        Some(0) => fields::said(&year.to_string()),
        Some(month) => fields::said(&format!("{year:04}-{month:02}")),
        None => None,
    });
    let words = ["literal", "raw"].iter().find_map(|name| issued.get(name)?.as_str()).map(str::to_owned);
    let year = issued.get("date-parts").and_then(|parts| parts.get(0)?.get(0));
    let zero = year.is_some_and(|year| *year == 0 || year.as_str().is_some_and(|y| y.chars().all(|c| c == '0')));
    if zero {
        item.other.remove("issued");
    }
    if let Some(said) = parts.or_else(|| words.as_deref().and_then(fields::said)) {
        item.other.remove("issued");
        said.put(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            settle(&mut item);
            let when = item.accessed.map(|date| date.0.to_string());
            assert_eq!((when.as_deref(), item.note.as_deref()), (accessed, rest), "{note}");
        }
    }
}
