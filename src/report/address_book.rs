//! Addresses in a few bytes each: a report over a large catalogue speaks of hundreds of thousands of records.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The names that addresses are made of.
#[derive(Debug, Clone, Default)]
pub(super) struct AddressBook {
    names: Vec<Arc<str>>,
    numbers: BTreeMap<Arc<str>, u32>,
}

/// An address: the number of its article's name, and the record in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    name: u32,
    /// The letter before the record's number; none where the name is the whole address.
    letter: u8,
    number: u32,
}

impl AddressBook {
    /// The address as it is kept.
    pub(super) fn note(&mut self, address: &str) -> Address {
        let (name, letter, number) = split(address);
        let known = self.numbers.get(name).copied();
        let name = known.unwrap_or_else(|| {
            let (free, name) = (self.names.len() as u32, Arc::<str>::from(name));
            self.names.push(Arc::clone(&name));
            self.numbers.insert(name, free);
            free
        });
        Address { name, letter, number }
    }

    /// An address that was noted; none where it was not.
    pub(super) fn find(&self, address: &str) -> Option<Address> {
        let (name, letter, number) = split(address);
        Some(Address { name: *self.numbers.get(name)?, letter, number })
    }

    /// The address as it is read.
    pub(super) fn show(&self, address: Address) -> String {
        let name = self.names.get(address.name as usize).map_or("", |name| name);
        match address.letter {
            0 => name.to_owned(),
            letter => format!("{name}/{}{}", char::from(letter), address.number),
        }
    }

    /// Sorts by address, so that `c10` comes after `c9`.
    pub(super) fn sort<T>(&self, all: &mut [T], address: impl Fn(&T) -> Address) {
        let mut ranks = vec![0_u32; self.names.len()];
        for (rank, number) in self.numbers.values().enumerate() {
            if let Some(place) = ranks.get_mut(*number as usize) {
                *place = rank as u32;
            }
        }
        let rank = |address: Address| ranks.get(address.name as usize).copied();
        all.sort_by_key(|one| {
            let address = address(one);
            (rank(address), address.letter, address.number)
        });
    }
}

/// An address so that `c10` sorts after `c9`: the article, the letter, the number.
pub(super) fn split_address(address: &str) -> (&str, &str, u32) {
    let (article, rest) = address.split_once('/').unwrap_or((address, ""));
    let letter = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    (article, letter, rest.get(letter.len()..).and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// The name, the letter and the number, where the address is exactly what these make; otherwise the whole.
fn split(address: &str) -> (&str, u8, u32) {
    let (name, letter, number) = split_address(address);
    match letter.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() && is_plain(address.get(name.len() + 2..), number) => {
            (name, *letter, number)
        }
        _ => (address, 0, 0),
    }
}

/// Whether a number is written as numbers are.
fn is_plain(written: Option<&str>, number: u32) -> bool {
    written.is_some_and(|written| written == number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_read_as_it_was_noted() {
        let mut book = AddressBook::default();
        let all = [
            "knee/c1",
            "knee",
            "knee/r10",
            "knee/c0",
            "knee/c01",
            "knee/c",
            "knee/",
            "",
            "a/b/c3",
            "docs/c3.md",
            "é/c4",
            "knee/c99999999999",
            "knee/C7",
            "knee/cc7",
        ];
        let noted: Vec<Address> = all.iter().map(|address| book.note(address)).collect();
        for (address, noted) in all.iter().zip(&noted) {
            assert_eq!(book.show(*noted), *address);
            assert_eq!(book.find(address), Some(*noted));
        }
        assert_eq!(book.find("hip/c1"), None);
        let mut some: Vec<Address> = ["knee/c10", "knee/c9", "hip/r2", "knee"].iter().map(|a| book.note(a)).collect();
        book.sort(&mut some, |address| *address);
        let sorted: Vec<String> = some.into_iter().map(|address| book.show(address)).collect();
        assert_eq!(sorted, ["hip/r2", "knee", "knee/c9", "knee/c10"]);
    }
}
