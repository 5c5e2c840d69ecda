//! The works that articles rest on, as a report keeps them: what is known of each is packed, and the entries that name it are kept
//! beside.

use super::address_book::{Address, AddressBook};
use super::store::{Span, Store};
use super::{Packed, Packer, Unpacker, WorkLine};
use crate::model::Uid;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// The works, by key.
#[derive(Debug, Clone, Default)]
pub struct WorkList {
    store: Store,
    book: Arc<AddressBook>,
    works: Vec<KeptWork>,
}

/// The same in the making.
#[derive(Debug, Default)]
pub(super) struct WorkGathering {
    works: BTreeMap<Uid, KeptWork>,
}

#[derive(Debug, Clone)]
struct KeptWork {
    key: Box<str>,
    /// What is known of it, but for the entries.
    span: Span,
    references: Vec<Address>,
}

/// Which work an entry names.
#[derive(Debug)]
pub(super) struct WorksByEntry<'l> {
    book: &'l AddressBook,
    entries: Vec<(Address, u32)>,
}

impl WorkGathering {
    /// Adds what an article says of a work; what the first says holds, and every entry counts.
    pub(super) fn add(
        &mut self,
        (work, mut line): (Uid, WorkLine),
        book: &mut AddressBook,
        store: &Store,
    ) -> io::Result<()> {
        let references = std::mem::take(&mut line.references);
        let kept = match self.works.entry(work) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let mut to = Packer::default();
                line.pack(&mut to);
                let span = store.append(&to.finish())?;
                free.insert(KeptWork { key: line.key.into(), span, references: Vec::with_capacity(references.len()) })
            }
        };
        kept.references.extend(references.iter().map(|reference| book.note(reference)));
        Ok(())
    }

    /// The list.
    pub(super) fn finish(self, book: &Arc<AddressBook>, store: &Store) -> WorkList {
        let mut works: Vec<KeptWork> = self.works.into_values().collect();
        for work in &mut works {
            // An entry that several articles cite is named by each.
            let mut known = BTreeSet::new();
            work.references.retain(|entry| known.insert(*entry));
        }
        works.sort_by(|a, b| a.key.cmp(&b.key));
        WorkList { store: store.clone(), book: Arc::clone(book), works }
    }
}

impl WorkList {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.works.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.works.is_empty()
    }

    /// Each, read back as it is asked for.
    pub fn iter(&self) -> impl Iterator<Item = io::Result<WorkLine>> {
        self.works.iter().map(|work| {
            let damaged = || io::Error::new(io::ErrorKind::InvalidData, "what is known of a work cannot be read back");
            let bytes = self.store.read(work.span)?;
            let line: WorkLine = Unpacker::new(&bytes).take().ok_or_else(damaged)?;
            Ok(WorkLine { references: work.references.iter().map(|entry| self.book.show(*entry)).collect(), ..line })
        })
    }

    /// Which work an entry names.
    pub(super) fn index_by_entry(&self) -> WorksByEntry<'_> {
        let numbered = self.works.iter().zip(0_u32..);
        // Of two works with one entry the last counts.
        let each = numbered.flat_map(|(work, number)| work.references.iter().map(move |entry| (*entry, number)));
        let mut entries: Vec<(Address, u32)> = each.collect();
        entries.sort_unstable();
        WorksByEntry { book: &self.book, entries }
    }
}

impl WorksByEntry<'_> {
    /// The number of the work that an entry names.
    pub(super) fn find(&self, entry: &str) -> Option<u32> {
        let entry = self.book.find(entry)?;
        let end = self.entries.partition_point(|(known, _)| *known <= entry);
        let (known, work) = self.entries.get(end.checked_sub(1)?)?;
        (*known == entry).then_some(*work)
    }
}
