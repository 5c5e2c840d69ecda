//! What could not be looked at: the same few reasons at very many places.

use super::address_book::{Address, AddressBook};
use crate::model::Unchecked;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that could not be looked at, each once, in the order of its addresses.
#[derive(Debug, Clone, Default)]
pub struct UncheckedList {
    book: Arc<AddressBook>,
    whys: Vec<UncheckedPlace>,
    /// Where, and the number of what is said of it.
    places: Vec<(Address, u32)>,
}

/// What is said of a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct UncheckedPlace {
    source: Cow<'static, str>,
    reason: Cow<'static, str>,
    /// The rules that could not look.
    rules: Vec<Cow<'static, str>>,
}

/// The same in the making.
#[derive(Debug, Default)]
pub(super) struct UncheckedGathering {
    whys: BTreeMap<UncheckedPlace, u32>,
    places: Vec<(Address, u32)>,
    /// Rules and records of which is known why nobody was heard: no rule's own word counts beside that.
    told: BTreeSet<(String, String)>,
}

/// Why something could not be looked at, and where. Field names are contracts.
#[derive(Serialize)]
pub(super) struct Reason<'a> {
    pub(super) source: &'a str,
    pub(super) reason: &'a str,
    pub(super) rules: Vec<&'a str>,
    pub(super) addresses: Addresses<'a>,
}

/// Addresses, in their order.
#[derive(Clone)]
pub(super) struct Addresses<'a> {
    book: &'a AddressBook,
    list: Vec<Address>,
}

impl UncheckedGathering {
    /// Adds what an article's rules could not look at.
    pub(super) fn add(&mut self, all: Vec<Unchecked>, book: &mut AddressBook) {
        let is_told = |one: &Unchecked| self.told.contains(&(one.rule.clone().into_owned(), one.address.clone()));
        let news: Vec<Unchecked> = match self.told.is_empty() {
            true => all,
            false => all.into_iter().filter(|one| !is_told(one)).collect(),
        };
        self.gather(news, book);
    }

    /// Adds what nobody was heard about, and why.
    pub(super) fn add_unheard(&mut self, all: Vec<Unchecked>, book: &mut AddressBook) {
        self.told.extend(all.iter().map(|one| (one.rule.clone().into_owned(), one.address.clone())));
        self.gather(all, book);
    }

    fn gather(&mut self, all: Vec<Unchecked>, book: &mut AddressBook) {
        type Said = Cow<'static, str>;
        let mut places: BTreeMap<(String, Said, Said), BTreeSet<Said>> = BTreeMap::new();
        for Unchecked { rule, address, source, reason } in all {
            places.entry((address, source, reason)).or_default().insert(rule);
        }
        for ((address, source, reason), rules) in places {
            let why = self.number_place(UncheckedPlace { source, reason, rules: rules.into_iter().collect() });
            self.places.push((book.note(&address), why));
        }
    }

    fn number_place(&mut self, why: UncheckedPlace) -> u32 {
        let free = self.whys.len() as u32;
        *self.whys.entry(why).or_insert(free)
    }

    /// The list. What several articles say of one record is said once.
    pub(super) fn finish(mut self, book: &Arc<AddressBook>) -> UncheckedList {
        let mut places = std::mem::take(&mut self.places);
        places.sort_unstable();
        places.dedup();
        let mut known: Vec<UncheckedPlace> = self.list_whys();
        let mut joined: Vec<(Address, u32)> = Vec::with_capacity(places.len());
        for here in places.chunk_by(|(one, _), (next, _)| one == next) {
            let [_, _, ..] = here else {
                joined.extend(here);
                continue;
            };
            let mut whys: BTreeMap<(&str, &str), BTreeSet<Cow<'static, str>>> = BTreeMap::new();
            for why in here.iter().filter_map(|(_, why)| known.get(*why as usize)) {
                whys.entry((&why.source, &why.reason)).or_default().extend(why.rules.iter().cloned());
            }
            let owned = |((source, reason), rules): ((&str, &str), BTreeSet<Cow<'static, str>>)| UncheckedPlace {
                source: source.to_owned().into(),
                reason: reason.to_owned().into(),
                rules: rules.into_iter().collect(),
            };
            let whys: Vec<UncheckedPlace> = whys.into_iter().map(owned).collect();
            for (why, (address, _)) in whys.into_iter().zip(here) {
                let number = self.number_place(why.clone());
                if number as usize == known.len() {
                    known.push(why);
                }
                joined.push((*address, number));
            }
        }
        book.sort(&mut joined, |(address, _)| *address);
        UncheckedList { book: Arc::clone(book), whys: known, places: joined }
    }

    fn list_whys(&self) -> Vec<UncheckedPlace> {
        let mut whys: Vec<(u32, &UncheckedPlace)> = self.whys.iter().map(|(why, number)| (*number, why)).collect();
        whys.sort_unstable_by_key(|(number, _)| *number);
        whys.into_iter().map(|(_, why)| why.clone()).collect()
    }
}

impl UncheckedList {
    /// How many there are: each rule counts at each place.
    pub fn len(&self) -> usize {
        self.list_places().map(|(_, why)| why.rules.len()).sum()
    }

    /// Whether everything could be looked at.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Each, rule by rule, in the order of the addresses.
    pub fn iter(&self) -> impl Iterator<Item = Unchecked> {
        self.rules().into_iter().flat_map(move |rule| {
            let of_rule = self.list_places().filter(move |(_, why)| why.rules.contains(rule));
            of_rule.map(move |(address, why)| Unchecked {
                rule: rule.clone(),
                address: self.book.show(address),
                source: why.source.clone(),
                reason: why.reason.clone(),
            })
        })
    }

    /// How many places could not be looked at: a record counts once for each reason.
    pub(super) fn count_places(&self) -> usize {
        self.places.len()
    }

    /// The rules that could not look somewhere.
    pub(super) fn rules(&self) -> BTreeSet<&Cow<'static, str>> {
        let whys: BTreeSet<u32> = self.places.iter().map(|(_, why)| *why).collect();
        whys.into_iter().filter_map(|why| self.whys.get(why as usize)).flat_map(|why| &why.rules).collect()
    }

    /// Whether any of the reasons holds these words.
    pub(super) fn mentions(&self, words: &str) -> bool {
        self.list_places().any(|(_, why)| why.reason.contains(words))
    }

    /// For people: by source and reason, how many records, and which rules; most first.
    pub(super) fn list_reasons(&self) -> Vec<Reason<'_>> {
        type Places<'r> = (BTreeSet<&'r str>, Vec<Address>);
        let mut reasons: BTreeMap<(&str, &str), Places<'_>> = BTreeMap::new();
        for (address, why) in self.list_places() {
            let (rules, addresses) = reasons.entry((&why.source, &why.reason)).or_default();
            rules.extend(why.rules.iter().map(AsRef::as_ref));
            addresses.push(address);
        }
        let reasons = reasons
            .into_iter()
            .map(|((source, reason), (rules, list))| (source, reason, rules.into_iter().collect(), list));
        self.sort(reasons)
    }

    /// For programs, exact: none of an entry's rules could look at any of its addresses. A reason that met several rules at some
    /// addresses and fewer at others has an entry for each.
    pub(super) fn group(&self) -> Vec<Reason<'_>> {
        let mut places: BTreeMap<&UncheckedPlace, Vec<Address>> = BTreeMap::new();
        self.list_places().for_each(|(address, why)| places.entry(why).or_default().push(address));
        self.sort(places.into_iter().map(|(why, list)| {
            (why.source.as_ref(), why.reason.as_ref(), why.rules.iter().map(AsRef::as_ref).collect(), list)
        }))
    }

    fn sort<'a>(
        &'a self,
        reasons: impl Iterator<Item = (&'a str, &'a str, Vec<&'a str>, Vec<Address>)>,
    ) -> Vec<Reason<'a>> {
        let book = self.book.as_ref();
        let reason =
            |(source, reason, rules, list)| Reason { source, reason, rules, addresses: Addresses { book, list } };
        let mut reasons: Vec<Reason<'_>> = reasons.map(reason).collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.addresses.len()));
        reasons
    }

    fn list_places(&self) -> impl Iterator<Item = (Address, &UncheckedPlace)> {
        self.places.iter().filter_map(|(address, why)| Some((*address, self.whys.get(*why as usize)?)))
    }

    /// What each record's rules could not do, to be asked for one by one.
    pub(super) fn build_index(&self) -> UncheckedIndex<'_> {
        let mut places: Vec<(Address, &UncheckedPlace)> = self.list_places().collect();
        places.sort_unstable_by_key(|(address, _)| *address);
        UncheckedIndex { book: &self.book, places }
    }
}

/// Which rules could not look at a record.
pub(super) struct UncheckedIndex<'a> {
    book: &'a AddressBook,
    places: Vec<(Address, &'a UncheckedPlace)>,
}

impl UncheckedIndex<'_> {
    /// Whether a rule could not look at a record.
    pub(super) fn contains(&self, rule: &str, address: &str) -> bool {
        let Some(address) = self.book.find(address) else { return false };
        let from = self.places.partition_point(|(known, _)| *known < address);
        let here = self.places.iter().skip(from).take_while(|(known, _)| *known == address);
        here.flat_map(|(_, why)| &why.rules).any(|known| known == rule)
    }
}

impl Addresses<'_> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Each.
    pub(super) fn iter(&self) -> impl Iterator<Item = String> {
        self.list.iter().map(|address| self.book.show(*address))
    }
}

impl Serialize for Addresses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
