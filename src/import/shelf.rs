//! The works of a catalogue, as they are looked up while entries of a list join them: an index that is made once an
//! import, since asking the catalogue for each entry of a long list takes longer than the list.

use super::key::{find_free, make_unmistakable};
use super::known_claims::KnownClaims;
use crate::catalogue::{Error, View, Writing};
use crate::compare::same_work::{WorkIndex, WorkMatch};
use crate::model::{Identifier, Item, KnownBy, Uid, Work, is_record_name};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// The index.
#[derive(Debug, Default)]
pub(super) struct WorkShelf {
    index: WorkIndex,
    keys: BTreeSet<String>,
    /// Of each stem, the suffix that was given last.
    suffixes: BTreeMap<String, usize>,
    /// New works that are still to be stored, which is done many at a time.
    new: Vec<Work>,
    /// Where each of them stands.
    places: BTreeMap<Uid, usize>,
}

/// The works of a catalogue, and the claims that somebody judged, for several imports in a row, looked up once. An import that fails drops what it has, since what it
/// added is taken back.
#[derive(Debug, Default)]
pub struct KnownWorks {
    shelf: Option<WorkShelf>,
    claims: Option<KnownClaims>,
    /// What the catalogue counted when they were looked up: another number says that another program has written to it.
    seen: i64,
}

impl KnownWorks {
    /// Those of a shelf that is at hand.
    pub(super) fn from_shelf(view: View<'_>, shelf: WorkShelf) -> Result<Self, Error> {
        Ok(Self { shelf: Some(shelf), claims: None, seen: view.data_version()? })
    }

    /// The same with claims that are at hand.
    pub(super) fn with_claims(self, claims: KnownClaims) -> Self {
        Self { claims: Some(claims), ..self }
    }

    /// The claims that somebody accepted or judged, looked up where that was not done yet or no longer holds.
    pub(super) fn load_claims(&mut self, view: View<'_>) -> Result<&KnownClaims, Error> {
        self.forget_what_changed(view)?;
        Ok(match &mut self.claims {
            Some(claims) => claims,
            none => none.insert(KnownClaims::open(view)?),
        })
    }

    /// Drops what another program has written over since it was looked up.
    fn forget_what_changed(&mut self, view: View<'_>) -> Result<(), Error> {
        let now = view.data_version()?;
        if self.seen != now {
            *self = Self { seen: now, ..Self::default() };
        }
        Ok(())
    }

    /// The works, looked up where that was not done yet or no longer holds.
    pub(super) fn open(&mut self, view: View<'_>) -> Result<&mut WorkShelf, Error> {
        self.forget_what_changed(view)?;
        Ok(match &mut self.shelf {
            Some(shelf) => shelf,
            none => none.insert(WorkShelf::open(view)?),
        })
    }
}

impl WorkShelf {
    /// Reads what every work is known by.
    pub(super) fn open(view: View<'_>) -> Result<Self, Error> {
        let mut shelf = Self { keys: view.keys()?.into_iter().collect(), ..Self::default() };
        for known in view.list_known_identifiers(true)? {
            shelf.index.insert(&known);
        }
        Ok(shelf)
    }

    /// Adds a new work; it is stored with the next [`settle`](Self::settle).
    pub(super) fn add(&mut self, work: Work) {
        self.index.insert(&KnownBy::from(&work));
        self.places.insert(work.uid, self.new.len());
        self.new.push(work);
    }

    /// Takes over a work that was completed.
    pub(super) fn edit(&mut self, writing: &mut Writing<'_>, work: &Work) -> Result<(), Error> {
        self.index.insert(&KnownBy::from(work));
        match self.places.get(&work.uid).and_then(|at| self.new.get_mut(*at)) {
            Some(new) => *new = work.clone(),
            None => drop(writing.edit(work)?),
        }
        Ok(())
    }

    /// Stores the new works.
    pub(super) fn store_waiting(&mut self, writing: &mut Writing<'_>) -> Result<(), Error> {
        writing.add_all(&self.new)?;
        self.new.clear();
        self.places.clear();
        Ok(())
    }

    /// How many new works wait to be stored.
    pub(super) fn count_waiting(&self) -> usize {
        self.new.len()
    }

    fn get(&self, view: View<'_>, uid: Uid) -> Result<Option<Work>, Error> {
        match self.places.get(&uid).and_then(|at| self.new.get(*at)) {
            Some(new) => Ok(Some(new.clone())),
            None => view.get(uid)?.map(|work| view.find_surviving_work(work)).transpose(),
        }
    }

    /// The work that an entry names: the one with its identifier, else one of the same title that agrees in all the rest.
    /// `record` says that the entry's fields were given as fields, so that they can show that an identifier is wrong.
    pub(super) fn find(&self, view: View<'_>, named: &Work, record: bool) -> Result<WorkMatch, Error> {
        self.index.find(named, record, |uid| self.get(view, uid))
    }

    /// Every work that [`find`](Self::find) would look at.
    pub(super) fn find_likely(&self, named: &Work) -> Vec<Uid> {
        self.index.find_candidates(named)
    }

    /// Identifiers of an entry that a work other than this one has.
    pub(super) fn find_elsewhere(&self, named: &Work, uid: Uid) -> Vec<Identifier> {
        self.index.find_taken_identifiers(named, uid)
    }

    /// A free key for a new work, which is taken by it: the file's own, where it can be one; else made of family name and
    /// year.
    pub(super) fn make_key(&mut self, own: Option<&str>, item: &Item) -> String {
        let stem = own.filter(|own| can_be_key(own)).map_or_else(|| stem(item), str::to_owned);
        if self.keys.insert(stem.clone()) {
            return stem;
        }
        let first = self.suffixes.get(&stem).copied().unwrap_or(0);
        let letters = |n: usize| match u8::try_from(n) {
            Ok(n @ 1..=26) => char::from(b'a' + n - 1).to_string(),
            _ => format!("-{n}"),
        };
        let (key, n) = find_free(&stem, first + 1, |key| !self.keys.contains(key), letters);
        self.suffixes.insert(stem, n);
        self.keys.insert(key.clone());
        key
    }
}

/// Whether a file's own key can be a work's: one plain word that has a letter and is no serial, such as `c3`. Without a
/// slash it is no other address either.
pub(super) fn can_be_key(own: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "-_.:+".contains(c);
    let is_taken = ["c", "r"].contains(&own) || is_record_name(own);
    own.chars().all(plain) && own.chars().any(char::is_alphabetic) && own.chars().count() <= 64 && !is_taken
}

/// Family name or first word, and year, as in `salari2023`.
fn stem(item: &Item) -> String {
    let name = item.first_author().or_else(|| item.title.clone()).unwrap_or_default();
    let words = text::tokenise(&name);
    let family = item.author.first().is_some_and(|a| a.family.is_some());
    // All of a family name; of a group or a title, its first word that says something.
    let word =
        if family { words.concat() } else { words.into_iter().find(|w| !text::is_stop_word(w)).unwrap_or_default() };
    let plain: String = word.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    let year = item.year().map_or_else(String::new, |y| y.to_string());
    let stem = match (plain.is_empty(), year.is_empty()) {
        (true, true) => "work".to_owned(),
        (true, false) => format!("work{year}"),
        (false, _) => format!("{plain}{year}"),
    };
    make_unmistakable(&stem, "work")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_own_key_is_taken_where_it_can_be_one() {
        for (own, can) in [
            ("salari2023", true),
            ("Salari_2023-a", true),
            ("müller2020", true),
            ("smith:2020", true),
            ("12345", false),
            ("c3", false),
            ("r10", false),
            ("10.5555/a", false),
            ("http://zotero.org/users/1/items/ABC", false),
            ("DBLP:journals/x", false),
            ("a b", false),
            ("", false),
            ("x\u{202e}y", false),
        ] {
            assert_eq!(can_be_key(own), can, "{own}");
        }
    }

    #[test]
    fn keys_are_given_once() {
        let mut shelf = WorkShelf::default();
        let item = Item { author: vec![crate::model::Name::person("Salari", None)], ..Item::default() };
        let keys: Vec<String> = (0..4).map(|_| shelf.make_key(None, &item)).collect();
        assert_eq!(keys, ["salari", "salaria", "salarib", "salaric"]);
        assert_eq!(
            (shelf.make_key(Some("own1"), &item), shelf.make_key(Some("own1"), &item)),
            ("own1".into(), "own1a".into())
        );
    }
}
