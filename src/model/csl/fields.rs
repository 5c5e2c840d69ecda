//! The variables of an item, one line each: reading, writing, editing and merging derive from this table.

use super::{CslDate, Item, Name};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A variable of an item: its name in CSL-JSON, and how its value is reached.
#[derive(Debug, Clone, Copy)]
pub struct ItemField {
    /// The name in CSL-JSON.
    pub name: &'static str,
    /// How the value is reached.
    pub access: FieldAccess,
}

/// How a variable of one type is read, and how it is set.
#[derive(Debug)]
pub struct Accessors<T> {
    /// The value in an item.
    pub get: fn(&Item) -> &T,
    /// Its place in an item.
    pub slot: fn(&mut Item) -> &mut T,
}

// Derived, they would ask that the value itself is `Copy`.
impl<T> Clone for Accessors<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Accessors<T> {}

/// The accessors of a variable, by the type of its value.
#[derive(Debug, Clone, Copy)]
pub enum FieldAccess {
    /// The CSL type, empty where unknown.
    Type(Accessors<String>),
    /// One text.
    Text(Accessors<Option<String>>),
    /// Texts with a comma between two.
    Texts(Accessors<Option<String>>),
    /// People and groups, in order.
    Names(Accessors<Vec<Name>>),
    /// A date.
    Date(Accessors<Option<CslDate>>),
    /// A mark that is there or not.
    Flag(Accessors<bool>),
}

/// Declares the variables: a constant, the name in CSL-JSON, the type of value, and the member of [`Item`].
macro_rules! item_fields {
    ($($constant:ident = $name:literal: $access:ident $member:ident;)+) => {
        impl ItemField {
            $(
                #[doc = concat!("`", $name, "`.")]
                pub const $constant: Self = Self {
                    name: $name,
                    access: FieldAccess::$access(Accessors { get: |item| &item.$member, slot: |item| &mut item.$member }),
                };
            )+
        }

        /// Every variable that claimbook reads and compares, in the order in which an item is written.
        pub const ITEM_FIELDS: &[ItemField] = &[$(ItemField::$constant),+];
    };
}

item_fields! {
    TYPE = "type": Type kind;
    AUTHOR = "author": Names author;
    ET_AL = "et-al": Flag et_al;
    EDITOR = "editor": Names editor;
    TITLE = "title": Text title;
    CONTAINER_TITLE = "container-title": Text container_title;
    CONTAINER_TITLE_SHORT = "container-title-short": Text container_title_short;
    ISSUED = "issued": Date issued;
    ACCESSED = "accessed": Date accessed;
    VOLUME = "volume": Text volume;
    ISSUE = "issue": Text issue;
    PAGE = "page": Text page;
    NUMBER = "number": Text number;
    EDITION = "edition": Text edition;
    GENRE = "genre": Text genre;
    PUBLISHER = "publisher": Text publisher;
    PUBLISHER_PLACE = "publisher-place": Text publisher_place;
    STATUS = "status": Text status;
    DOI = "DOI": Text doi;
    PMID = "PMID": Text pmid;
    PMCID = "PMCID": Text pmcid;
    ISBN = "ISBN": Texts isbn;
    ISSN = "ISSN": Texts issn;
    URL = "URL": Text url;
    LANGUAGE = "language": Text language;
    NOTE = "note": Text note;
}

impl PartialEq for ItemField {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl ItemField {
    /// The variable of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        ITEM_FIELDS.iter().find(|field| field.name == name)
    }

    /// Whether an item says nothing here.
    pub fn is_missing(&self, item: &Item) -> bool {
        match self.access {
            FieldAccess::Type(access) => (access.get)(item).is_empty(),
            FieldAccess::Text(access) | FieldAccess::Texts(access) => (access.get)(item).is_none(),
            FieldAccess::Names(access) => (access.get)(item).is_empty(),
            FieldAccess::Date(access) => (access.get)(item).is_none(),
            FieldAccess::Flag(access) => !(access.get)(item),
        }
    }

    /// Gives an item the value that another has here.
    pub fn copy(&self, item: &mut Item, from: &Item) {
        match self.access {
            FieldAccess::Type(access) => (access.slot)(item).clone_from((access.get)(from)),
            FieldAccess::Text(access) | FieldAccess::Texts(access) => {
                (access.slot)(item).clone_from((access.get)(from));
            }
            FieldAccess::Names(access) => (access.slot)(item).clone_from((access.get)(from)),
            FieldAccess::Date(access) => *(access.slot)(item) = *(access.get)(from),
            FieldAccess::Flag(access) => *(access.slot)(item) = *(access.get)(from),
        }
    }

    fn write<M: SerializeMap>(&self, item: &Item, map: &mut M) -> Result<(), M::Error> {
        match self.access {
            FieldAccess::Type(access) => map.serialize_entry(self.name, (access.get)(item)),
            FieldAccess::Text(access) | FieldAccess::Texts(access) => {
                map.serialize_entry(self.name, (access.get)(item))
            }
            FieldAccess::Names(access) => map.serialize_entry(self.name, (access.get)(item)),
            FieldAccess::Date(access) => map.serialize_entry(self.name, (access.get)(item)),
            FieldAccess::Flag(access) => map.serialize_entry(self.name, (access.get)(item)),
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in ITEM_FIELDS.iter().filter(|field| !field.is_missing(self)) {
            field.write(self, &mut map)?;
        }
        for (name, value) in &self.other {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn every_variable_is_read_copied_and_written_under_its_name() {
        for field in ITEM_FIELDS {
            let value = match field.access {
                FieldAccess::Type(_) | FieldAccess::Text(_) | FieldAccess::Texts(_) => json!("7"),
                FieldAccess::Names(_) => json!([{"family": "Abara"}]),
                FieldAccess::Date(_) => json!({"date-parts": [[2021, 3]]}),
                FieldAccess::Flag(_) => json!(true),
            };
            let given = json!({ field.name: value });
            let item: Item = serde_json::from_value(given.clone()).unwrap();
            assert!(item.other.is_empty() && !field.is_missing(&item), "{}", field.name);
            let mut copied = Item::default();
            field.copy(&mut copied, &item);
            assert_eq!(serde_json::to_value(&copied).unwrap(), given);
        }
        let names: BTreeSet<&str> = ITEM_FIELDS.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), ITEM_FIELDS.len());
    }
}
