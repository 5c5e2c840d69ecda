//! How right a reading of printed references is: field by field against what is told of each entry.
//!
//! An entry is *right* if its first author, year and title are. Texts are equal if their letters and digits are, in
//! lower case: marks, spaces and the case of a title are the printer's, an accent is not. A year is equal as a number.
//! A field that nothing is told of is not compared; one that is told to be absent must not be read.

use claimbook::model::Item;
use claimbook::read::entry::{Doubts, Sureness};
use claimbook::read::printed::parse;
use std::collections::BTreeMap;

/// The fields that decide whether an entry is right.
pub(crate) const DECIDING: [&str; 3] = ["author", "year", "title"];

/// What is told of a printed entry: a field is missing where nothing is told, and `None` where it must not be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub(crate) printed: String,
    pub(crate) fields: BTreeMap<&'static str, Option<String>>,
}

/// Right, wrong and missed values of a field.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Field {
    pub(crate) right: usize,
    /// Read, but not what is told.
    pub(crate) wrong: usize,
    /// Told, but not read, or read wrong.
    pub(crate) missed: usize,
}

impl Field {
    /// The harmonic mean of precision and recall.
    pub(crate) fn f1(self) -> f64 {
        let twice = 2.0 * self.right as f64;
        twice / (twice + (self.wrong + self.missed) as f64).max(1.0)
    }
}

/// The score of a group of entries.
#[derive(Debug, Default)]
pub(crate) struct Score {
    pub(crate) of: usize,
    pub(crate) right: usize,
    pub(crate) fields: BTreeMap<&'static str, Field>,
    /// Entries that are not right, each with what was read, or with every field if any was wrong.
    pub(crate) missed: Vec<String>,
    /// Identifiers that were read, and those that the entry prints as such.
    pub(crate) identifiers: (usize, usize),
    /// How many fields were right, and all, by how sure their reading was said to be: sure, likely, unsure.
    pub(crate) said: [(usize, usize); 3],
}

impl Score {
    /// Reads the entries and scores what is read.
    pub(crate) fn of<'t>(told: impl IntoIterator<Item = &'t Told>) -> Self {
        let mut score = Self::default();
        for one in told {
            let parsed = parse(&one.printed);
            score.add(one, &parsed.item, &parsed.doubts);
        }
        score
    }

    pub(crate) fn rate(&self) -> f64 {
        self.right as f64 / self.of.max(1) as f64
    }

    fn add(&mut self, told: &Told, item: &Item, doubts: &Doubts) {
        self.of += 1;
        let mut right = true;
        let mut wrong = String::new();
        for (name, want) in &told.fields {
            let got = value(item, name);
            let fits = same(name, want.as_deref(), got.as_deref());
            let field = self.fields.entry(name).or_default();
            match (fits, got.is_some(), want.is_some()) {
                (true, true, _) => field.right += 1,
                (true, false, _) => {}
                (false, read, there) => {
                    field.wrong += usize::from(read);
                    field.missed += usize::from(there);
                }
            }
            if got.is_some() {
                let said = match doubts.get(csl(name)) {
                    Sureness::Sure => &mut self.said[0],
                    Sureness::Likely => &mut self.said[1],
                    _ => &mut self.said[2],
                };
                said.0 += usize::from(fits);
                said.1 += 1;
            }
            right &= fits || !DECIDING.contains(name);
            if !fits {
                wrong += &format!("\n   {name}: read {got:?}, told {want:?}");
            }
        }
        for identifier in ["doi", "pmid", "pmcid"] {
            if let Some(read) = value(item, identifier) {
                self.identifiers.0 += 1;
                let there = prints(&told.printed, &read);
                self.identifiers.1 += usize::from(there);
                if !there {
                    wrong += &format!("\n   {identifier}: read {read}, which is not printed");
                }
            }
        }
        self.right += usize::from(right);
        if !wrong.is_empty() {
            self.missed.push(format!("{}{}{wrong}", if right { "" } else { "✗ " }, told.printed));
        }
    }
}

/// A field of what was read, in the form in which it is compared.
pub(crate) fn value(item: &Item, field: &str) -> Option<String> {
    let names = |all: &[claimbook::model::Name]| {
        let cited: Vec<String> = all.iter().map(|n| n.short_name()).collect();
        (!cited.is_empty()).then(|| cited.join(" | "))
    };
    match field {
        "author" => item.first_author(),
        "authors" => names(&item.author),
        "editors" => names(&item.editor),
        "year" => item.year().map(|y| y.to_string()),
        "date" => item.issued.map(|d| d.0.to_string()),
        "accessed" => item.accessed.map(|d| d.0.to_string()),
        "title" => item.title.clone(),
        "container" => item.container_title.clone(),
        "volume" => item.volume.clone(),
        "issue" => item.issue.clone(),
        // An article's number stands for its pages, a report's number does not.
        "pages" => {
            let article = item.container_title.is_some() && item.kind != "report";
            item.page.clone().or_else(|| item.number.clone().filter(|_| article))
        }
        "publisher" => item.publisher.clone(),
        "place" => item.publisher_place.clone(),
        "edition" => item.edition.clone(),
        "status" => item.status.clone(),
        "kind" => Some(item.kind.clone()).filter(|k| !k.is_empty()),
        "doi" => item.doi.clone(),
        "pmid" => item.pmid.clone(),
        "pmcid" => item.pmcid.clone(),
        "isbn" => item.isbn.clone(),
        "url" => item.url.clone(),
        other => panic!("“{other}” is no field that is compared"),
    }
}

/// The name in CSL of a field that is compared.
fn csl(field: &str) -> &str {
    match field {
        "authors" => "author",
        "editors" => "editor",
        "year" | "date" => "issued",
        "container" => "container-title",
        "pages" => "page",
        "place" => "publisher-place",
        other => other,
    }
}

fn same(field: &str, want: Option<&str>, got: Option<&str>) -> bool {
    match (want, got) {
        (Some(want), Some(got)) => match field {
            "doi" => want.eq_ignore_ascii_case(got),
            "pmid" | "pmcid" | "url" | "year" | "date" | "accessed" => want == got,
            // "1049-55" is told as its first page where the sample has no more.
            "pages" => folded(want) == folded(got) || folded(want) == folded(first_page(got)),
            _ => folded(want) == folded(got),
        },
        (None, None) => true,
        _ => false,
    }
}

fn first_page(pages: &str) -> &str {
    pages.split(['-', '–', '—']).next().unwrap_or(pages)
}

/// Letters and digits alone, in lower case.
pub(crate) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether an identifier stands in the entry as a whole: nothing that could belong to it stands before or behind.
fn prints(printed: &str, identifier: &str) -> bool {
    let decoded = decoded(printed).to_lowercase();
    let wanted = identifier.to_lowercase();
    decoded.match_indices(&wanted).any(|(at, found)| {
        let before = decoded[..at].chars().next_back();
        let mut behind = decoded[at + found.len()..].chars();
        let behind = (behind.next(), behind.next());
        let closes = match behind {
            (None, _) => true,
            (Some('.' | ',' | ';' | ':' | ')' | ']'), next) => next.is_none_or(|c| !c.is_alphanumeric()),
            (Some(c), _) => c.is_whitespace() || matches!(c, '/' | '"' | '”' | '?' | '<'),
        };
        !before.is_some_and(|c| c.is_ascii_digit()) && closes
    })
}

/// Percent-encoding undone, as in `10.1002/…10%3C2074::AID…`.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii) {
            Some(byte) => {
                out.push(char::from(byte));
                out += &part[2..];
            }
            None => out = out + "%" + part,
        }
    }
    out
}

/// Which half an entry belongs to, by its letters alone (FNV-1a): the parser is tuned on one half, and only measured
/// on the other.
pub(crate) fn tuning(printed: &str) -> bool {
    let hash =
        printed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 32) % 2 == 0
}
