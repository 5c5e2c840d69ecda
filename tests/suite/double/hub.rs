//! A hub in memory, with the rules of the real one, whose line can be cut: for what desks do with a hub.

use claimbook::catalogue::EventBody;
use claimbook::model::{Head, Uid};
use claimbook::sync::{Blob, BlobKind, Hub, HubError, HubTerms, HubUser, Refusal};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

/// The hub; its clones are the same one.
#[derive(Clone)]
pub struct MemoryHub(Arc<Mutex<Kept>>);

/// What it keeps.
#[derive(Clone)]
pub struct Kept {
    /// In the order in which they arrived.
    pub events: Vec<EventBody>,
    pub blobs: BTreeMap<String, Blob>,
    pub takes_abstracts: bool,
    pub checks_on_one_machine: bool,
    pub most_event_bytes: usize,
    pub most_blob_bytes: usize,
    hub: Uid,
    writers: BTreeMap<Uid, (String, u32)>,
    roles: BTreeMap<String, BTreeSet<String>>,
    takes_history: bool,
}

/// Where a call is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The hub never hears of it.
    Before,
    /// The hub has done it, and nobody hears of that.
    After,
}

/// One login.
pub struct MemoryLogin {
    hub: MemoryHub,
    role: String,
    cut: Option<(u32, Cut)>,
    /// So many calls were made.
    pub calls: u32,
}

/// The role that may bring history.
pub const ADMINISTRATOR: &str = "administrator";

impl MemoryHub {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Kept {
            events: Vec::new(),
            blobs: BTreeMap::new(),
            takes_abstracts: false,
            checks_on_one_machine: false,
            most_event_bytes: 1 << 20,
            most_blob_bytes: 1 << 22,
            hub: Uid::new(super::clock::now()),
            writers: BTreeMap::new(),
            roles: BTreeMap::new(),
            takes_history: true,
        })))
    }

    /// Maps a role to one more name; history is closed from then on.
    pub fn invite(&self, role: &str, name: &str) {
        let mut kept = self.kept();
        kept.takes_history = false;
        kept.roles.entry(role.to_owned()).or_default().insert(name.to_owned());
    }

    pub fn login(&self, role: &str) -> MemoryLogin {
        MemoryLogin { hub: self.clone(), role: role.to_owned(), cut: None, calls: 0 }
    }

    /// What is kept now: to look at, to change, or to put back as from a backup.
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap()
    }
}

impl Kept {
    fn user(&self, role: &str) -> HubUser {
        HubUser {
            role: role.to_owned(),
            names: self.roles.get(role).cloned().unwrap_or_default(),
            may_bring_history: role == ADMINISTRATOR && self.takes_history,
        }
    }

    fn heads(&self) -> BTreeMap<Uid, Head> {
        let head = |e: &EventBody| (e.writer(), Head { seq: e.seq(), hash: e.hash().to_owned() });
        self.events.iter().map(head).collect()
    }

    fn join(&mut self, role: &str, writer: Uid) -> Result<u32, HubError> {
        let names = self.user(role).names;
        let has_named = || self.events.iter().any(|e| e.writer() == writer && names.contains(e.who()));
        let is_new = !self.heads().contains_key(&writer);
        match self.writers.get(&writer) {
            Some((of, desk)) if of == role => Ok(*desk),
            Some((of, _)) => refuse(Refusal::Writer, format!("{writer} is a writer of {of}")),
            None if names.is_empty() => refuse(Refusal::NotInvited, format!("{role} is nobody’s")),
            None if !is_new && !has_named() => refuse(Refusal::Writer, format!("{writer} has no event of {role}")),
            None => {
                let desk = u32::try_from(self.writers.len()).unwrap() + 1;
                self.writers.insert(writer, (role.to_owned(), desk));
                Ok(desk)
            }
        }
    }

    fn push(&mut self, role: &str, events: &[EventBody]) -> Result<(), HubError> {
        let user = self.user(role);
        if user.names.is_empty() && !user.may_bring_history {
            return refuse(Refusal::NotInvited, format!("{role} is nobody’s"));
        }
        let mut heads = self.heads();
        for event in events {
            let (seq, previous) = match heads.get(&event.writer()) {
                Some(head) => (head.seq, head.hash.as_str()),
                None => (0, ""),
            };
            if event.bytes().len() > self.most_event_bytes {
                return refuse(Refusal::Size, format!("{} bytes", event.bytes().len()));
            } else if event.seq() > seq + 1 {
                return refuse(Refusal::Gap, format!("{} follows {seq}", event.seq()));
            } else if event.seq() <= seq || event.previous() != previous {
                return refuse(Refusal::Fork, format!("{} does not follow {seq}", event.seq()));
            } else if !user.may_bring_history && self.writers.get(&event.writer()).is_none_or(|(of, _)| of != role) {
                return refuse(Refusal::Writer, format!("{} is no writer of {role}", event.writer()));
            } else if !user.may_bring_history && !user.names.contains(event.who()) {
                return refuse(Refusal::Who, format!("{} is not {role}", event.who()));
            }
            heads.insert(event.writer(), Head { seq: event.seq(), hash: event.hash().to_owned() });
        }
        self.events.extend_from_slice(events);
        Ok(())
    }

    fn put(&mut self, role: &str, blobs: &[Blob]) -> Result<(), HubError> {
        let user = self.user(role);
        if user.names.is_empty() && !user.may_bring_history {
            return refuse(Refusal::NotInvited, format!("{role} is nobody’s"));
        }
        for blob in blobs {
            if blob.bytes.len() > self.most_blob_bytes {
                return refuse(Refusal::Size, format!("{} bytes", blob.bytes.len()));
            } else if blob.kind == BlobKind::Abstract && !self.takes_abstracts {
                return refuse(Refusal::Abstracts, "no abstracts".to_owned());
            } else if Blob::new(blob.kind, blob.bytes.clone()) != *blob {
                return refuse(Refusal::Bytes, "another hash".to_owned());
            }
        }
        for blob in blobs {
            self.blobs.entry(blob.sha256.clone()).or_insert_with(|| blob.clone());
        }
        Ok(())
    }
}

fn refuse<T>(why: Refusal, said: String) -> Result<T, HubError> {
    Err(HubError::Refused { why, said })
}

impl MemoryLogin {
    /// Cuts the line at a call to come, the next one being 0; every call from then on fails until it is mended.
    pub fn cut(&mut self, call: u32, at: Cut) {
        self.cut = Some((self.calls + call, at));
    }

    pub fn mend(&mut self) {
        self.cut = None;
    }

    fn call<T>(&mut self, does: impl FnOnce(&mut Kept, &str) -> Result<T, HubError>) -> Result<T, HubError> {
        let now = self.calls;
        self.calls += 1;
        let lost = || Err(HubError::Lost("cut".to_owned()));
        match self.cut {
            Some((call, at)) if now > call || now == call && at == Cut::Before => return lost(),
            _ => (),
        }
        let done = does(&mut self.hub.kept(), &self.role);
        if self.cut == Some((now, Cut::After)) { lost() } else { done }
    }
}

impl Hub for MemoryLogin {
    fn terms(&mut self) -> Result<HubTerms, HubError> {
        self.call(|kept, role| {
            Ok(HubTerms {
                hub: kept.hub,
                user: kept.user(role),
                takes_abstracts: kept.takes_abstracts,
                checks_on_one_machine: kept.checks_on_one_machine,
                most_event_bytes: kept.most_event_bytes as u64,
                most_blob_bytes: kept.most_blob_bytes as u64,
            })
        })
    }

    fn join(&mut self, writer: Uid) -> Result<u32, HubError> {
        self.call(|kept, role| kept.join(role, writer))
    }

    fn heads(&mut self) -> Result<BTreeMap<Uid, Head>, HubError> {
        self.call(|kept, _| Ok(kept.heads()))
    }

    fn push_pages(&mut self, pages: &mut dyn Iterator<Item = Vec<EventBody>>) -> Result<(), HubError> {
        let events: Vec<EventBody> = pages.flatten().collect();
        self.call(|kept, role| kept.push(role, &events))
    }

    fn pull(&mut self, after: &BTreeMap<Uid, u64>, most: u32) -> Result<Vec<(u64, EventBody)>, HubError> {
        self.call(|kept, _| {
            let is_missing = |e: &EventBody| after.get(&e.writer()).is_none_or(|seq| e.seq() > *seq);
            let numbered = (1..).zip(&kept.events).filter(|(_, event)| is_missing(event));
            Ok(numbered.take(most as usize).map(|(n, event)| (n, event.clone())).collect())
        })
    }

    fn list_lacking(&mut self, sha256: &BTreeSet<String>) -> Result<BTreeSet<String>, HubError> {
        self.call(|kept, _| Ok(sha256.iter().filter(|hash| !kept.blobs.contains_key(*hash)).cloned().collect()))
    }

    fn put_blobs(&mut self, blobs: &[Blob]) -> Result<(), HubError> {
        self.call(|kept, role| kept.put(role, blobs))
    }

    fn get(&mut self, sha256: &BTreeSet<String>) -> Result<Vec<Blob>, HubError> {
        self.call(|kept, _| Ok(sha256.iter().filter_map(|hash| kept.blobs.get(hash)).cloned().collect()))
    }
}
