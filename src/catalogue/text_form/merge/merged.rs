//! What a merge did, for whoever asked for it.

use crate::model::Person;

/// What a merge did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct MergeReport {
    /// Rows that were new here.
    pub added: usize,
    /// Rows that the folder had changed.
    pub changed: usize,
    /// Events taken over.
    pub events: usize,
    /// Records that have another address here than in the folder.
    pub renumbered: Vec<RenumberedRecord>,
    /// Records of the folder that were here already, added on this side too.
    pub joined: Vec<JoinedWork>,
    /// Two persons of one name, of whom nobody said yet whether they are one.
    #[serde(skip)]
    pub alike: Vec<(Person, Person)>,
}

/// A record that both sides had added.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct JoinedWork {
    /// Its table.
    pub table: String,
    /// What it is called in the folder.
    pub from: String,
    /// What it is called here.
    pub to: String,
}

/// A record whose address both sides had given away.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RenumberedRecord {
    /// Its table.
    pub table: String,
    /// The key of its article, where it belongs to one.
    pub article: String,
    /// It was here already, and takes the address that it has in the folder.
    pub was_here: bool,
    /// Its key or serial in the folder; where it was here, its former one.
    pub from: String,
    /// Its key or serial here.
    pub to: String,
}
