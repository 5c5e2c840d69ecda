//! What every reader hands on: a decoded file, the entries that it prints, what could be read of each, and how sure that is.

use crate::model::{BESIDE_ISSUED, Doi, Item};
use serde::Serialize;
use serde_json::Value;

/// How the note begins that tells of an entry without a title.
pub(in crate::read) const NO_TITLE: &str = "no title could be told apart";

/// A decoded file.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its text, line breaks `\n`.
    pub text: &'a str,
    /// Its name, for messages and for what its extension tells.
    pub file_name: &'a str,
}

/// One entry of the article's references.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedEntry {
    /// The number as printed, without brackets and stop.
    pub number: Option<String>,
    /// The heading of the list, or of the part of the list, it stands under.
    pub section: String,
    /// The whole entry, normalised, without its number.
    pub printed: String,
    /// The line in the file where it begins, from 1.
    pub line: u32,
    /// The column there, from 1, in code points.
    pub column: u32,
    /// What could be read out of it.
    pub parsed: Parsed,
}

/// What could be read out of a printed entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The fields, as CSL.
    pub item: Item,
    /// The DOI as printed, even where it is malformed.
    pub doi_printed: Option<String>,
    /// Authors or title, and a date or an identifier, stand where a known style puts them.
    pub confident: bool,
    /// Which fields are not sure.
    pub doubts: Doubts,
    /// What was unsure or could not be read, each a sentence.
    pub notes: Vec<String>,
}

impl Parsed {
    /// What a format gives in fields, which nobody had to guess.
    pub fn from_fields(item: Item) -> Self {
        Self { doi_printed: item.doi.clone(), confident: true, item, ..Self::default() }
    }

    /// What the printed words say, and over it what a format gives in fields, which nobody had to guess.
    pub fn with_fields(mut self, fields: Item) -> Self {
        let same = |a: &str, b: &str| a.parse::<Doi>().ok().is_some_and(|a| b.parse() == Ok(a));
        if let (Some(printed), Some(given)) = (&self.item.doi, &fields.doi)
            && !same(printed, given)
        {
            self.notes
                .push(format!("the DOI {printed} is printed, and the file’s own field says {given}, which was taken"));
        }
        self.doi_printed = self.doi_printed.or_else(|| fields.doi.clone());
        if fields.title.is_some() {
            self.notes.retain(|note| !note.starts_with(NO_TITLE));
        }
        let (Ok(Value::Object(mut all)), Ok(Value::Object(given))) =
            (serde_json::to_value(&self.item), serde_json::to_value(&fields))
        else {
            return self;
        };
        // What goes with a field goes with its new value: that a list is cut short, the end of a range of dates.
        let goes = |name: &str, with: &[&str]| with.contains(&name) && with.iter().any(|one| given.contains_key(*one));
        let dated = [&["issued"][..], &BESIDE_ISSUED].concat();
        all.retain(|name, _| {
            !(goes(name, &["author", "et-al"]) || goes(name, &["page", "number"]) || goes(name, &dated))
        });
        self.doubts.fields.retain(|(name, _)| !given.contains_key(*name));
        all.extend(given);
        self.item = serde_json::from_value(Value::Object(all)).unwrap_or(fields);
        let item = &self.item;
        let found = item.issued.is_some() || item.doi.is_some() || item.pmid.is_some() || item.url.is_some();
        self.confident |= item.title.is_some() && found;
        self
    }

    /// Whether an editor need not look at it.
    pub fn is_sure(&self) -> bool {
        self.confident && self.doubts.unsure_fields().is_empty()
    }

    /// What an editor should look at, in a sentence; none where every field that was read is sure, or nothing was read.
    pub fn doubt(&self) -> Option<String> {
        let unsure = self.doubts.unsure_fields();
        match unsure.as_slice() {
            _ if self.item.title.is_none() => None,
            _ if !self.confident => Some("authors, title and date of this entry are a guess; check them".to_owned()),
            [] => None,
            [one] => Some(format!("the {one} of this entry can be read in more than one way; check what was read")),
            [most @ .., last] => {
                let most = most.join(", ");
                Some(format!("{most} and {last} of this entry can be read in more than one way; check what was read"))
            }
        }
    }
}

/// How sure a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// Every reading that comes near says the same, or an identifier's own form tells it.
    Sure,
    /// No other reading comes near, but this one leaves something open.
    Likely,
    /// Another reading says something else, or none holds together.
    Unsure,
    /// It is printed, but this is not what is read there: a person or a file gave it.
    Given,
    /// The printed string does not hold it.
    NotPrinted,
}

/// The fields of an entry that are not sure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doubts {
    fields: Vec<(&'static str, Sureness)>,
}

impl Doubts {
    /// Of the fields that are not sure.
    pub fn new(fields: Vec<(&'static str, Sureness)>) -> Self {
        Self { fields }
    }

    /// How sure a field is.
    pub fn get(&self, field: &str) -> Sureness {
        self.fields.iter().find(|(name, _)| *name == field).map_or(Sureness::Sure, |(_, sure)| *sure)
    }

    /// The fields that are unsure, in words.
    pub fn unsure_fields(&self) -> Vec<&'static str> {
        let words = |field: &&'static str| match *field {
            "author" => "authors",
            "editor" => "editors",
            "container-title" => "journal or site",
            "issued" => "date",
            "page" => "pages",
            "publisher-place" => "place",
            other => other,
        };
        self.fields.iter().filter(|(_, sure)| *sure == Sureness::Unsure).map(|(field, _)| words(field)).collect()
    }
}

/// Something a reader was unsure of or could not read; the text itself is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Line in the file, from 1.
    pub line: u32,
    /// Column there, from 1, in code points.
    pub column: u32,
    /// What, and what was done about it.
    pub message: String,
}

impl Note {
    /// A note about a place in the file.
    pub fn new((line, column): (u32, u32), message: impl Into<String>) -> Self {
        Self { line, column, message: message.into() }
    }
}
