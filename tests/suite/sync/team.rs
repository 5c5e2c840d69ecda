//! A team in memory: desks with catalogues of their own, and a hub.

use crate::double::clock::now;
use crate::double::hub::{ADMINISTRATOR, Cut, MemoryHub};
use crate::double::sample::{sample_in, word_elsewhere};
use crate::tasks::states::CHANGES;
use claimbook::catalogue::text_form::DumpOptions;
use claimbook::catalogue::{Catalogue, Deed, Error, Writing};
use claimbook::model::*;
use claimbook::sync::{SyncError, SyncReport, sync};
use std::collections::{BTreeMap, BTreeSet};

/// A desk, and what it may do next.
pub(super) struct Desk {
    pub(super) catalogue: Catalogue,
    pub(super) name: String,
    role: String,
    steps: i64,
}

/// A hub with so many desks, the first of which brought what there was before; all have synced.
pub(super) struct Team {
    _folder: tempfile::TempDir,
    pub(super) hub: MemoryHub,
    pub(super) desks: Vec<Desk>,
}

impl Team {
    pub(super) fn of(many: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = sample_in(folder.path());
        word_elsewhere(&mut catalogue);
        let hub = MemoryHub::new();
        hub.kept().takes_abstracts = true;
        let mut first = Desk::at(catalogue, 0);
        first.change(2, 1);
        first.role = ADMINISTRATOR.to_owned();
        first.sync(&hub).unwrap();
        let mut team = Self { _folder: folder, hub, desks: vec![first] };
        team.desks[0].role = "desk-0".to_owned();
        team.hub.invite("desk-0", "Desk 0");
        (1..many).for_each(|_| team.join());
        team
    }

    /// One more desk, which begins with nothing.
    pub(super) fn join(&mut self) {
        let n = i64::try_from(self.desks.len()).unwrap();
        let empty = Catalogue::in_memory(now() + jiff::SignedDuration::from_secs(n)).unwrap();
        let mut desk = Desk::at(empty, n);
        self.hub.invite(&desk.role, &desk.name);
        desk.sync(&self.hub).unwrap();
        self.desks.push(desk);
    }

    pub(super) fn sync_all(&mut self) {
        for _ in 0..2 {
            for desk in &mut self.desks {
                desk.sync(&self.hub).unwrap_or_else(|e| panic!("{}: {e}", desk.name));
            }
        }
    }

    /// Every desk is as the first one, and what was decided is there.
    pub(super) fn check(&self) {
        let events = &self.hub.kept().events;
        let places: BTreeSet<(Uid, u64)> = events.iter().map(|e| (e.writer(), e.seq())).collect();
        assert_eq!(places.len(), events.len(), "nothing is doubled");
        for desk in &self.desks {
            assert_alike(&self.desks[0], desk);
            let verified = desk.catalogue.verify().unwrap();
            let rows: Vec<Uid> = verified.damage.iter().filter_map(|damage| damage.row.parse().ok()).collect();
            let said = desk.catalogue.view().events_of(&rows).unwrap();
            assert_eq!(verified.damage, [], "{}, of which the log says, the last first: {said:#?}", desk.name);
            assert_eq!(verified.events, events.len() as u64, "{} has all that the hub has", desk.name);
            assert!(desk.catalogue.unconfirmed().unwrap().is_empty(), "the hub has all that {} has", desk.name);
        }
        for conflict in self.desks[0].catalogue.view().open_conflicts().unwrap() {
            assert!(conflict.standing_by.is_some() && conflict.late_by.starts_with("Desk "), "{conflict:#?}");
        }
    }
}

impl Desk {
    pub(super) fn at(catalogue: Catalogue, n: i64) -> Self {
        Self { catalogue, name: format!("Desk {n}"), role: format!("desk-{n}"), steps: n }
    }

    pub(super) fn deed(&mut self, command: &str) -> Deed {
        self.steps += 97;
        let at = now() + jiff::SignedDuration::from_mins(self.steps);
        Deed { who: self.name.clone(), command: command.into(), at, reason: None }
    }

    pub(super) fn change(&mut self, at: usize, n: u32) {
        let (name, change) = CHANGES[at % CHANGES.len()];
        let deed = self.deed(name);
        // What the catalogue refuses changes nothing.
        let _: Result<(), Error> = self.catalogue.write(&deed, |w| change(w, n));
    }

    pub(super) fn write<T>(&mut self, command: &str, change: impl FnOnce(&mut Writing<'_>) -> Result<T, Error>) -> T {
        let deed = self.deed(command);
        self.catalogue.write(&deed, change).unwrap()
    }

    pub(super) fn sync(&mut self, hub: &MemoryHub) -> Result<SyncReport, SyncError> {
        let deed = self.deed("sync");
        sync(&mut self.catalogue, &mut hub.login(&self.role), &deed)
    }

    pub(super) fn sync_cut(&mut self, hub: &MemoryHub, call: u32, at: Cut) {
        let (deed, mut login) = (self.deed("sync"), hub.login(&self.role));
        login.cut(call, at);
        let _ = sync(&mut self.catalogue, &mut login, &deed);
    }

    /// The hub takes no event, for once.
    pub(super) fn sync_refused(&mut self, hub: &MemoryHub) {
        let most = std::mem::replace(&mut hub.kept().most_event_bytes, 0);
        let _ = self.sync(hub);
        hub.kept().most_event_bytes = most;
    }

    /// The catalogue in its text form; when an answer was last heard is each desk's own.
    fn dump(&self) -> BTreeMap<String, String> {
        let files = self.catalogue.dump_files(DumpOptions { abstracts: true }).unwrap();
        let without_time = |line: &str| line.rsplit_once(',').unwrap().0.to_owned() + "\n";
        let text = |(name, bytes): (String, Vec<u8>)| {
            let text = String::from_utf8(bytes).unwrap();
            let is_heard = name == "observations.csv";
            (name, if is_heard { text.lines().map(without_time).collect() } else { text })
        };
        files.into_iter().map(text).collect()
    }

    pub(super) fn claim(&self, serial: u32) -> Claim {
        let home = self.catalogue.view().article("knee-pain").unwrap();
        self.catalogue.view().claim(home.uid, serial).unwrap().unwrap()
    }

    pub(super) fn set_status(&mut self, serial: u32, status: Status) {
        let claim = self.claim(serial);
        assert!(self.write("edit", |w| w.edit(&Claim { status, ..claim })));
    }
}

pub(super) fn assert_alike(one: &Desk, other: &Desk) {
    let (first, second) = (one.dump(), other.dump());
    let names = |dump: &BTreeMap<String, String>| dump.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&first), names(&second), "{} and {}", one.name, other.name);
    if let Some((name, text)) = first.iter().find(|(name, text)| second[*name] != **text) {
        let lines = text.lines().zip(second[name].lines()).find(|(a, b)| a != b);
        panic!("{name} differs between {} and {}: {lines:#?}", one.name, other.name);
    }
}
