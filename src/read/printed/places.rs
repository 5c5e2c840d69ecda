//! Where each field of an entry stands in the string that is printed, and how sure its reading is. Both are derived from
//! the printed string whenever they are asked for, so they hold for what a person mended too, and nothing of them is stored.

use super::dates::find_dates;
use super::doubts::value;
use super::identifiers::read_short_date;
use super::parse;
use crate::model::{CslDate, Doi, Item, Name, PartialDate};
use crate::read::entry::{Parsed, Sureness};
use serde::Serialize;

/// A field of an item, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The field by its name in CSL: `author`, `issued`, `container-title`.
    pub field: &'static str,
    /// Where it begins in the printed string, in Unicode code points; none where the string does not hold it.
    pub start: Option<usize>,
    /// Where it ends.
    pub end: Option<usize>,
    /// How sure its reading is.
    pub sure: Sureness,
}

/// The fields, those first that are told apart most easily: what they take is not looked at again.
const FIELDS: [&str; 18] = [
    "DOI",
    "URL",
    "PMID",
    "PMCID",
    "ISBN",
    "accessed",
    "author",
    "title",
    "editor",
    "container-title",
    "publisher",
    "publisher-place",
    "issued",
    "edition",
    "number",
    "volume",
    "issue",
    "page",
];

/// Where the fields of `item` stand in `printed`, in the order in which they stand there. What is not printed comes last.
pub fn find_places(printed: &str, item: &Item) -> Vec<Place> {
    let parsed = parse(printed);
    let text = Folded::new(printed);
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut after = 0;
    let mut places = Vec::new();
    for field in FIELDS {
        let Some(value) = value(item, field) else { continue };
        let found = match field {
            "DOI" => find_doi(printed, &value),
            "issued" => find_date(printed, item.issued, &taken),
            "accessed" => find_date(printed, item.accessed, &taken),
            "author" => text.find_names(&item.author),
            "editor" if item.editor == item.author => text.find_names(&item.editor),
            "editor" => text.find_names(&item.editor).filter(|found| clear(*found, &taken)),
            "volume" | "issue" | "page" | "number" => {
                text.find(&value, after, &taken).or_else(|| text.find(&value, 0, &taken))
            }
            "URL" => text.find(value.trim_start_matches("http://"), 0, &taken),
            "PMCID" => text.find(&value, 0, &taken).or_else(|| text.find(value.trim_start_matches("PMC"), 0, &taken)),
            _ => text.find(&value, 0, &taken),
        };
        // An organisation may be author and publisher at once.
        let found = found.or_else(|| text.find(&value, 0, &[]));
        if let Some(found) = found {
            taken.push(found);
            if matches!(field, "title" | "container-title") {
                after = found.1;
            }
        }
        let sure = judge_sureness(field, &value, found.is_some(), &parsed);
        places.push(Place { field, start: found.map(|f| f.0), end: found.map(|f| f.1), sure });
    }
    places.sort_by_key(|place| place.start.unwrap_or(usize::MAX));
    places
}

fn judge_sureness(field: &'static str, stored: &str, found: bool, parsed: &Parsed) -> Sureness {
    let read = value(&parsed.item, field);
    match () {
        () if read.as_deref() != Some(stored) && found => Sureness::Given,
        () if !found => Sureness::NotPrinted,
        () => parsed.doubts.get(field),
    }
}

fn clear((start, end): (usize, usize), taken: &[(usize, usize)]) -> bool {
    taken.iter().all(|(s, e)| end <= *s || *e <= start)
}

/// Code points before a byte.
fn count_points(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.chars().count())
}

fn find_doi(printed: &str, value: &str) -> Option<(usize, usize)> {
    let wanted: Doi = value.parse().ok()?;
    let found = Doi::find_all(printed).into_iter().find(|one| one.doi.as_ref().is_ok_and(|doi| *doi == wanted))?;
    Some((count_points(printed, found.start), count_points(printed, found.end)))
}

fn find_date(printed: &str, wanted: Option<CslDate>, taken: &[(usize, usize)]) -> Option<(usize, usize)> {
    let wanted = wanted?.0;
    let stands = |d: &super::dates::Dated| (count_points(printed, d.start), count_points(printed, d.end));
    let all = find_dates(printed);
    let clear = || all.iter().filter(|d| clear(stands(d), taken));
    let found = clear().find(|d| d.date == wanted).or_else(|| clear().find(|d| d.date.year() == wanted.year()));
    // The date of a meeting stands within its name.
    let within = || all.iter().find(|d| d.date == wanted);
    found.or_else(within).map(stands).or_else(|| find_short_date(printed, wanted))
}

/// `6/14/21`, as the date of reading a page is printed.
fn find_short_date(printed: &str, wanted: PartialDate) -> Option<(usize, usize)> {
    let mut behind = 0;
    printed.split(' ').find_map(|token| {
        let from = behind;
        behind += token.len() + 1;
        let found = read_short_date(token).filter(|d| d.date == wanted)?;
        Some((count_points(printed, from), count_points(printed, from + found.end)))
    })
}

/// A string's letters and digits in lower case, each with its place.
struct Folded {
    letters: Vec<char>,
    at: Vec<usize>,
    /// Whether a word begins at a letter.
    begins: Vec<bool>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let mut folded = Self { letters: Vec::new(), at: Vec::new(), begins: Vec::new() };
        let mut within = false;
        for (at, c) in text.chars().enumerate() {
            for lower in c.to_lowercase().filter(|_| c.is_alphanumeric()) {
                folded.letters.push(lower);
                folded.at.push(at);
                folded.begins.push(!within);
                within = true;
            }
            within &= c.is_alphanumeric();
        }
        folded
    }

    /// Whole words that read as `value` does, from a place on, where nothing else was found yet.
    fn find(&self, value: &str, from: usize, taken: &[(usize, usize)]) -> Option<(usize, usize)> {
        let wanted = Self::new(value).letters;
        let windows = self.letters.windows(wanted.len().max(1)).enumerate();
        windows.filter(|(_, window)| *window == wanted.as_slice()).find_map(|(i, _)| {
            let (start, last) = (*self.at.get(i)?, *self.at.get(i + wanted.len() - 1)?);
            let ends = self.begins.get(i + wanted.len()).is_none_or(|begins| *begins);
            let whole = *self.begins.get(i)? && ends;
            (whole && start >= from && clear((start, last + 1), taken)).then_some((start, last + 1))
        })
    }

    /// From the first name to the last, with what is given of them.
    fn find_names(&self, names: &[Name]) -> Option<(usize, usize)> {
        let mut span: Option<(usize, usize)> = None;
        for name in names {
            let from = span.map_or(0, |(_, end)| end);
            let Some((start, end)) = self.find(&name.short_name(), from, &[]) else { continue };
            let given = name.given.as_deref().and_then(|given| {
                let near = |(s, e): &(usize, usize)| (*s >= end && *s <= end + 3) || (*e <= start && *e + 3 >= start);
                self.find(given, from, &[]).filter(near).or_else(|| self.find(given, end, &[]).filter(near))
            });
            let (start, end) = given.map_or((start, end), |(s, e)| (start.min(s), end.max(e)));
            span = Some(span.map_or((start, end), |(s, _)| (s, end)));
        }
        span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(printed: &str, item: &Item) -> Vec<(&'static str, String, Sureness)> {
        let slice = |p: &Place| match (p.start, p.end) {
            (Some(start), Some(end)) => printed.chars().skip(start).take(end - start).collect(),
            _ => String::new(),
        };
        find_places(printed, item).iter().map(|p| (p.field, slice(p), p.sure)).collect()
    }

    #[test]
    fn every_field_stands_where_it_is_printed() {
        let printed =
            "7. Müller K, O’Hara P. Salt at 10 %. J Fict. 2010;10(1):10-2. doi:10.5555/10. Accessed 3 May 2010.";
        let read = describe(printed, &parse(printed).item);
        let want = [
            ("author", "Müller K, O’Hara P"),
            ("title", "Salt at 10"),
            ("container-title", "J Fict"),
            ("issued", "2010"),
            ("volume", "10"),
            ("issue", "1"),
            ("page", "10-2"),
            ("DOI", "doi:10.5555/10"),
            ("accessed", "3 May 2010"),
        ];
        let got: Vec<(&str, &str)> = read.iter().map(|(field, slice, _)| (*field, slice.as_str())).collect();
        assert_eq!(got, want);
        assert!(read.iter().all(|(_, _, sure)| *sure == Sureness::Sure), "{read:?}");
    }

    #[test]
    fn what_a_person_mended_is_not_judged() {
        let printed = "Okafor N. Warm knees. J Fict Rheumatol. 2017;10(1):45-52.";
        let mended = Item { title: Some("Warm".into()), volume: Some("99".into()), ..parse(printed).item };
        let read = describe(printed, &mended);
        assert!(read.contains(&("title", "Warm".into(), Sureness::Given)));
        assert_eq!(read.last(), Some(&("volume", String::new(), Sureness::NotPrinted)));
    }
}
