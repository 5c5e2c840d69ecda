//! What a desk may ask of a hub, and what a hub promises.
//!
//! A hub keeps events as bytes and knows of them only what their chain is made of. It numbers them as they arrive, without gaps,
//! so that whoever has seen an event has seen, or will be handed, all that arrived before it. All desks replay events in that order.

use crate::catalogue::EventBody;
use crate::model::{Head, Uid, to_hex, words};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A hub, seen from one desk that has logged in. Nothing of what is asked changes the hub but [`join`](Self::join),
/// [`push`](Self::push) and [`put_blobs`](Self::put_blobs).
pub trait Hub {
    /// Who is logged in, and what the hub permits.
    fn terms(&mut self) -> Result<HubTerms, HubError>;

    /// Makes a writer known as one of this user's, before its first event, and answers the number of the desk, from 1: no
    /// two writers have the same. Asked again, it answers the same. A writer whose chain the hub has already, such as
    /// one of a history from before the hub, becomes the user's if one of their names is in it.
    fn join(&mut self, writer: Uid) -> Result<u32, HubError>;

    /// The end of each writer's chain.
    fn heads(&mut self) -> Result<BTreeMap<Uid, Head>, HubError>;

    /// Appends events in this order: all of them, or none. Each must follow the last one of its writer that the hub has,
    /// bear a name of this user, and be in the chain of a writer that they joined with; who brings history is bound by the
    /// first of these alone. After [`HubError::Lost`] nobody knows whether they were stored: [`heads`](Self::heads) tells.
    fn push(&mut self, events: &[EventBody]) -> Result<(), HubError> {
        self.push_pages(&mut std::iter::once(events.to_vec()))
    }

    /// The same of events that come page by page, since a long command does not fit into memory: all pages, or none.
    fn push_pages(&mut self, pages: &mut dyn Iterator<Item = Vec<EventBody>>) -> Result<(), HubError>;

    /// Events that are missing behind these places (by writer; a writer who is not named is missing whole), in the order in
    /// which they reached the hub, each with its number in that order: at most so many, and fewer where they are large. None
    /// only where nothing is missing.
    fn pull(&mut self, after: &BTreeMap<Uid, u64>, most: u32) -> Result<Vec<(u64, EventBody)>, HubError>;

    /// Which of these blobs, by their SHA-256 in lower-case hex, the hub does not have.
    fn list_lacking(&mut self, sha256: &BTreeSet<String>) -> Result<BTreeSet<String>, HubError>;

    /// Hands in blobs: all of them, or none; one that is there already is no error. A desk hands in what an event speaks of
    /// before the event, so that nobody is handed an event whose blobs are still to come.
    fn put_blobs(&mut self, blobs: &[Blob]) -> Result<(), HubError>;

    /// Those of these blobs that the hub has; fewer where they are large, but one at least where it has any.
    fn get(&mut self, sha256: &BTreeSet<String>) -> Result<Vec<Blob>, HubError>;
}

/// What a hub permits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubTerms {
    /// What tells this hub from others, for good; a hub that is restored from a backup is the same one.
    pub hub: Uid,
    /// Who is logged in.
    pub user: HubUser,
    /// Whether abstracts may be handed in.
    pub takes_abstracts: bool,
    /// Whether one machine alone, the one whose settings say so, asks registries for all.
    pub checks_on_one_machine: bool,
    /// The most bytes of an event.
    pub most_event_bytes: u64,
    /// The most bytes of a blob.
    pub most_blob_bytes: u64,
}

/// Who is logged in at a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubUser {
    /// The name of the login.
    pub role: String,
    /// The names that their events may bear: more than one where a person changed theirs. None where nobody was invited.
    pub names: BTreeSet<String>,
    /// Whether they may bring events of anybody, as an administrator does with a history from before the hub.
    pub may_bring_history: bool,
}

/// Something that events speak of by its hash alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// What it is.
    pub kind: BlobKind,
    /// SHA-256 of the bytes, in lower-case hex.
    pub sha256: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Blob {
    /// A blob of these bytes.
    pub fn new(kind: BlobKind, bytes: Vec<u8>) -> Self {
        Self { kind, sha256: to_hex(&Sha256::digest(&bytes)), bytes }
    }
}

words! {
    /// What a blob is.
    BlobKind, "kind of blob" {
        /// What a version of an article is made of: its original, its text, its blocks.
        Version = "version",
        /// A work's abstract, which is somebody's copyright.
        Abstract = "abstract",
    }
}

/// Why a hub refuses what it was handed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// Nobody was invited under this login.
    NotInvited,
    /// An event bears a name that is not the user's.
    Who,
    /// The writer is another user's, or never joined.
    Writer,
    /// Events before this one are missing.
    Gap,
    /// Another event is in its place, or before it: the catalogue was copied or restored, and its chain goes on elsewhere.
    Fork,
    /// The bytes are not those of an event, or not those that their hash or columns tell.
    Bytes,
    /// Larger than the hub takes.
    Size,
    /// Abstracts, where the hub takes none.
    Abstracts,
    /// Anything else that the server does not allow.
    Other,
}

/// What can go wrong at a hub.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HubError {
    /// The hub refuses it; nothing of what was asked was stored.
    #[error("the hub refuses this: {said}")]
    Refused {
        /// Why.
        why: Refusal,
        /// What the hub says.
        said: String,
    },
    /// The connection broke while something was asked.
    #[error(
        "the connection to the hub was lost ({0}): what was being sent may or may not have been stored; sync again"
    )]
    Lost(String),
    /// No connection.
    #[error("the hub cannot be reached: {0}")]
    Unreachable(String),
    /// Others hold it for too long.
    #[error("the hub is busy: {0}; nothing was stored, sync again")]
    Busy(String),
    /// The server holds no hub, or one that this program does not know.
    #[error("{0}")]
    NoHub(String),
    /// What the hub sent is not what was stored there.
    #[error("the hub sent something that is not an event: {0}")]
    Damaged(String),
}
