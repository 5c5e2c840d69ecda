//! What an entry takes from others: by `crossref` from the work that it is a part of, by `xdata` from containers of data.
//! The table is that of BibLaTeX's manual (appendix B); identifiers and addresses stay with the parent, whose they are.

use super::head::Fault;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An entry whose strings are put in.
#[derive(Debug, Default, Clone)]
pub(super) struct Resolved<'t> {
    /// Where it begins.
    pub(super) at: usize,
    /// Its type in small letters.
    pub(super) kind: Cow<'t, str>,
    /// Its key.
    pub(super) key: &'t str,
    /// Its fields, each name in small letters and once.
    pub(super) fields: Vec<Valued<'t>>,
    /// What was wrong with it.
    pub(super) faults: Vec<Fault>,
}

/// A field with its value.
#[derive(Debug, Clone)]
pub(super) struct Valued<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) value: Cow<'t, str>,
}

impl Resolved<'_> {
    /// The value of a field, where it has one.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|field| field.name == name)?;
        Some(found.value.trim()).filter(|value| !value.is_empty())
    }
}

/// A parent may have a parent of its own, and so on so often.
const MOST: usize = 8;

/// Fields that say something of the parent alone.
const OWN: &[&str] = &[
    "crossref",
    "xref",
    "xdata",
    "ids",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "shorthandintro",
    "sortkey",
    "doi",
    "url",
    "urldate",
    "eprint",
    "eprinttype",
    "eprintclass",
    "archiveprefix",
    "primaryclass",
    "pmid",
    "pmcid",
    "eid",
    "pages",
    "abstract",
    "file",
    "keywords",
    "note",
    "annote",
    "annotation",
    "addendum",
    "howpublished",
    "pagetotal",
    "shorttitle",
    "owner",
    "timestamp",
    "groups",
];

const TITLES: [&str; 3] = ["title", "subtitle", "titleaddon"];
const BOOK_TITLES: [&str; 3] = ["booktitle", "booksubtitle", "booktitleaddon"];
const MAIN_TITLES: [&str; 3] = ["maintitle", "mainsubtitle", "maintitleaddon"];
const JOURNAL_TITLES: [&str; 3] = ["journaltitle", "journalsubtitle", "journaltitleaddon"];

/// What a parent's field is called in its child.
fn rename_field<'n>(name: &'n str, parent: &str, child: &str) -> &'n str {
    let to = match (parent, child) {
        ("periodical", _) => JOURNAL_TITLES,
        (
            _,
            "inbook" | "bookinbook" | "suppbook" | "incollection" | "suppcollection" | "inreference" | "inproceedings"
            | "conference",
        ) if parent.starts_with("mv") => MAIN_TITLES,
        (
            _,
            "inbook" | "bookinbook" | "suppbook" | "incollection" | "suppcollection" | "inreference" | "inproceedings"
            | "conference",
        ) => BOOK_TITLES,
        (_, "book" | "collection" | "reference" | "proceedings") if parent.starts_with("mv") => MAIN_TITLES,
        _ => return name,
    };
    let place = TITLES.iter().position(|title| *title == name);
    place.and_then(|place| to.get(place).copied()).unwrap_or(name)
}

/// Gives each entry what it takes from others.
pub(super) fn inherit(entries: &mut [Resolved<'_>]) {
    let takes = |entry: &Resolved<'_>| {
        entry.get("crossref").is_some()
            || entry.get("xdata").is_some()
            || entry.fields.iter().any(|f| read_lent_value(&f.value).is_some())
    };
    if !entries.iter().any(takes) {
        return;
    }
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        by_key.entry(entry.key.to_lowercase()).or_insert(at);
    }
    let children: Vec<usize> = (0..entries.len()).filter(|at| entries.get(*at).is_some_and(takes)).collect();
    let filled: Vec<(usize, Resolved<'_>)> =
        children.into_iter().filter_map(|at| Some((at, fill_entry(entries, &by_key, at)?))).collect();
    for (at, entry) in filled {
        if let Some(place) = entries.get_mut(at) {
            *place = entry;
        }
    }
}

/// An entry with what it takes from its parents, the nearest first.
fn fill_entry<'t>(entries: &[Resolved<'t>], by_key: &BTreeMap<String, usize>, at: usize) -> Option<Resolved<'t>> {
    let mut entry = entries.get(at)?.clone();
    for field in &mut entry.fields {
        let Some((key, name)) = read_lent_value(&field.value) else { continue };
        let from = by_key.get(&key.to_lowercase()).and_then(|at| entries.get(*at));
        match from.and_then(|from| from.get(name)) {
            Some(value) => field.value = value.to_owned().into(),
            None => {
                let what = format!("“{}” does not name a field in this file; it is kept as it stands", field.value);
                entry.faults.push(Fault::new(entry.at, what));
            }
        }
    }
    let mut passed = vec![at];
    let mut next = list_parents(&entry);
    next.reverse();
    while let Some((key, data)) = next.pop() {
        let known = by_key.get(&key.to_lowercase()).copied();
        let Some((parent_at, parent)) = known.and_then(|at| Some((at, entries.get(at)?))) else {
            let what = format!(
                "“{key}”, from which this entry takes fields, is not in the file; the entry is kept without them"
            );
            entry.faults.push(Fault::new(entry.at, what));
            continue;
        };
        // Once it has lent its fields, its key says no more.
        let lent = if data { "xdata" } else { "crossref" };
        entry.fields.retain(|field| field.name != lent || !names_key(&field.value, &key));
        if passed.contains(&parent_at) {
            // Two that share a container of data are no circle.
            if !data {
                entry.faults.push(Fault::new(
                    entry.at,
                    format!("this entry takes fields from itself by way of “{key}”; it takes them once"),
                ));
            }
            continue;
        }
        if passed.len() > MOST {
            entry
                .faults
                .push(Fault::new(entry.at, format!("“{key}” is one parent too far; its fields were not taken")));
            continue;
        }
        passed.push(parent_at);
        take(&mut entry, parent, data);
        next.extend(list_parents(parent).into_iter().rev());
    }
    Some(entry)
}

/// The container of data, and the field of it, that BibLaTeX puts in place of a value: `xdata=presses-kneewell`.
fn read_lent_value(value: &str) -> Option<(&str, &str)> {
    let (key, field) = value.strip_prefix("xdata=")?.rsplit_once('-')?;
    (!key.is_empty() && !field.is_empty() && !value.contains(char::is_whitespace)).then_some((key, field))
}

/// Whether a field names a key, among others or alone.
fn names_key(value: &str, key: &str) -> bool {
    value.split(',').any(|named| named.trim() == key)
}

/// The keys of an entry's parents, and whether each is a container of data.
fn list_parents(entry: &Resolved<'_>) -> Vec<(String, bool)> {
    let data = entry.get("xdata").into_iter().flat_map(|keys| keys.split(',')).map(|key| (key.trim().to_owned(), true));
    let parent = entry.get("crossref").map(|key| (key.to_owned(), false));
    data.filter(|(key, _)| !key.is_empty()).chain(parent).collect()
}

fn take<'t>(entry: &mut Resolved<'t>, parent: &Resolved<'t>, data: bool) {
    let has_book = ["booktitle", "journaltitle", "journal"].iter().any(|name| entry.get(name).is_some());
    let dated = entry.get("date").is_some() || entry.get("year").is_some();
    let child = entry.kind.clone();
    // A parent that says how its parts are to name it says so by `booktitle`, in BibTeX's older way.
    let says_book = parent.get("booktitle").is_some();
    let part = rename_field("title", &parent.kind, &child) != "title";
    for field in &parent.fields {
        let name = field.name.as_ref();
        if !data && OWN.contains(&name) || (name == "title" && part && says_book) {
            continue;
        }
        let to = match name {
            _ if data => name,
            // A book's authors wrote its chapters too, unless others are said to have.
            "author" if part && entry.get("author").is_some() => "bookauthor",
            "date" | "year" | "month" | "day" if dated => continue,
            _ => rename_field(name, &parent.kind, &child),
        };
        let whose = to == "booktitle" || to == "journaltitle";
        if entry.fields.iter().any(|known| known.name == to) || (whose && has_book) {
            continue;
        }
        let name = if to == name { field.name.clone() } else { Cow::Owned(to.to_owned()) };
        entry.fields.push(Valued { name, value: field.value.clone() });
    }
}
