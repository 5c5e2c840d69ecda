//! `@string`: names for text, joined with `#`. A name counts from where it is defined; one that is only defined later
//! counts too, since files are sorted by programs.

use super::entry::{Entry, Piece};
use super::head::Fault;
use crate::model::MONTHS;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Whether every style defines a name: the months do, by their first three letters, and dates are read from them.
fn is_month(name: &str) -> bool {
    MONTHS.iter().filter_map(|month| month.get(..3)).any(|cut| cut.eq_ignore_ascii_case(name))
}

/// The most text that names may stand for, all in all. Twenty definitions that each double the last would fill the memory.
const MOST: usize = 16 * 1024 * 1024;

/// What names stand for.
#[derive(Debug)]
pub(super) struct Strings<'t> {
    /// The definitions of each name in small letters, where they stand, in their order.
    known: BTreeMap<String, Vec<(usize, Cow<'t, str>)>>,
    left: usize,
}

impl<'t> Strings<'t> {
    /// Reads the definitions of a file.
    pub(super) fn collect(blocks: &[Entry<'t>], faults: &mut Vec<Fault>) -> Self {
        let mut strings = Self { known: BTreeMap::new(), left: MOST };
        for block in blocks {
            faults.extend(block.faults.iter().cloned());
            for field in &block.fields {
                let text = strings.read_value(&field.value, field.at, faults);
                strings.known.entry(field.name.to_lowercase()).or_default().push((field.at, text));
            }
        }
        strings
    }

    /// The text of a value that stands at a byte of the file.
    pub(super) fn read_value(&mut self, value: &[Piece<'t>], at: usize, faults: &mut Vec<Fault>) -> Cow<'t, str> {
        match value {
            [] => Cow::Borrowed(""),
            [Piece::Text(text)] => Cow::Borrowed(text),
            [Piece::Name(name)] => self.expand_name(name, at, faults),
            pieces => {
                let mut all = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => all.push_str(text),
                        Piece::Name(name) => all.push_str(&self.expand_name(name, at, faults)),
                    }
                }
                Cow::Owned(all)
            }
        }
    }

    fn expand_name(&mut self, name: &'t str, at: usize, faults: &mut Vec<Fault>) -> Cow<'t, str> {
        let small = name.to_lowercase();
        let known = self.known.get(&small);
        let found = known.and_then(|all| all.iter().rev().find(|(from, _)| *from < at).or_else(|| all.first()));
        match found {
            Some((_, text)) if text.len() <= self.left => {
                self.left -= text.len();
                text.clone()
            }
            Some(_) => {
                faults.push(Fault::new(
                    at,
                    format!("what @string definitions stand for is too long; “{name}” is kept as a name"),
                ));
                Cow::Borrowed(name)
            }
            None => {
                if !is_month(&small) {
                    faults.push(Fault::new(at, format!("no @string defines “{name}”; the name itself is kept")));
                }
                Cow::Borrowed(name)
            }
        }
    }
}
