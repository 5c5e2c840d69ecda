//! Desks that hand in what they decided, and replay what others did in the order in which it arrived.

use crate::double::clock::now;
use crate::double::sample::{sample_in, word_elsewhere};
use crate::tasks::states::CHANGES;
use claimbook::catalogue::text_form::DumpOptions;
use claimbook::catalogue::{ArrivedEvent, BlobStore, Catalogue, Deed, Error, HubState, WantedBlobs};
use claimbook::model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What arrived, in order, with the blobs.
#[derive(Default)]
struct Log {
    events: Vec<Event>,
    blobs: BTreeMap<String, Vec<u8>>,
}

/// A desk, and how often it did something.
struct Desk {
    catalogue: Catalogue,
    name: String,
    steps: i64,
}

fn hub() -> Uid {
    "00000000-0000-7000-8000-000000000001".parse().unwrap()
}

impl Desk {
    fn founder() -> (tempfile::TempDir, Self) {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = sample_in(folder.path());
        word_elsewhere(&mut catalogue);
        (folder, Self::at(catalogue, 0))
    }

    fn empty(n: i64) -> Self {
        Self::at(Catalogue::in_memory(now() + jiff::SignedDuration::from_secs(n)).unwrap(), n)
    }

    fn at(mut catalogue: Catalogue, n: i64) -> Self {
        let name = format!("Desk {n}");
        let deed = Deed { who: name.clone(), command: "sync".into(), at: now(), reason: None };
        catalogue.join_hub(&HubState::begin(hub(), String::new()), &deed).unwrap();
        Self { catalogue, name, steps: n }
    }

    fn deed(&mut self, command: &str) -> Deed {
        self.steps += 97;
        let at = now() + jiff::SignedDuration::from_mins(self.steps);
        Deed { who: self.name.clone(), command: command.into(), at, reason: None }
    }

    fn change(&mut self, at: usize, n: u32) {
        let (name, change) = CHANGES[at % CHANGES.len()];
        let deed = self.deed(name);
        // What the catalogue refuses changes nothing.
        let _: Result<(), Error> = self.catalogue.write(&deed, |w| change(w, n));
    }

    fn number(&self) -> usize {
        usize::try_from(self.catalogue.hub_state().unwrap().unwrap().number).unwrap()
    }

    fn pull(&mut self, log: &Log) -> Vec<Conflict> {
        let arrived: Vec<ArrivedEvent> = log
            .events
            .iter()
            .zip(1..)
            .skip(self.number())
            .map(|(event, number)| ArrivedEvent { number, event: event.clone() })
            .collect();
        let wanted = WantedBlobs::of(arrived.iter().map(|one| &one.event));
        let mut blobs = BlobStore::default();
        for sha256 in wanted.versions.into_iter().chain(wanted.abstracts) {
            if let Some(bytes) = log.blobs.get(&sha256) {
                blobs.insert(sha256, bytes.clone());
            }
        }
        let deed = self.deed("sync");
        let taken = self.catalogue.take_in(&arrived, blobs, &deed).unwrap_or_else(|e| panic!("{}: {e}", self.name));
        assert_eq!(taken.newer, None);
        taken.conflicts
    }

    /// Hands in what is new, if this desk has replayed all that arrived.
    fn push(&self, log: &mut Log) {
        assert_eq!(self.number(), log.events.len());
        let new = self.catalogue.unconfirmed().unwrap();
        for (sha256, bytes) in self.catalogue.blobs_of(&new).unwrap().iter() {
            log.blobs.insert(sha256.to_owned(), bytes.to_vec());
        }
        log.events.extend(new);
    }

    /// Until there is nothing more to say.
    fn sync(&mut self, log: &mut Log) -> Vec<Conflict> {
        let mut conflicts = self.pull(log);
        while !self.catalogue.unconfirmed().unwrap().is_empty() {
            self.push(log);
            conflicts.extend(self.pull(log));
        }
        conflicts
    }

    /// The catalogue in its text form; when an answer was last heard is each desk's own.
    fn dump(&self) -> BTreeMap<String, String> {
        let files = self.catalogue.dump_files(DumpOptions { abstracts: true }).unwrap();
        let text = |(name, bytes): (String, Vec<u8>)| {
            let text = String::from_utf8(bytes).unwrap();
            let text = match name.as_str() {
                "observations.csv" => {
                    text.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n").collect()
                }
                _ => text,
            };
            (name, text)
        };
        files.into_iter().map(text).collect()
    }

    fn check(&self) {
        let verified = self.catalogue.verify().unwrap();
        assert_eq!(verified.damage, [], "{}", self.name);
    }

    fn rows<R: claimbook::catalogue::Record>(&self) -> usize {
        let text = self.dump().into_iter().filter(|(name, _)| name.ends_with(&format!("{}s.csv", R::TABLE.name)));
        text.map(|(_, text)| text.lines().count() - 1).sum()
    }
}

fn assert_alike(one: &Desk, other: &Desk) {
    let (first, second) = (one.dump(), other.dump());
    let names = |dump: &BTreeMap<String, String>| dump.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&first), names(&second), "{} and {}", one.name, other.name);
    for (name, text) in &first {
        let other_text = &second[name];
        if text != other_text {
            let lines = text.lines().zip(other_text.lines()).find(|(a, b)| a != b);
            panic!("{name} differs between {} and {}: {lines:#?}", one.name, other.name);
        }
    }
}

#[test]
fn a_desk_that_replays_all_has_what_the_first_one_has() {
    let (_folder, mut first) = Desk::founder();
    let mut log = Log::default();
    for (at, _) in CHANGES.iter().enumerate() {
        first.change(at, 3);
    }
    first.sync(&mut log);
    let mut second = Desk::empty(1);
    assert_eq!(second.sync(&mut log), []);
    assert_alike(&first, &second);
    second.check();
    let handed_in = log.events.len();
    first.sync(&mut log);
    assert_eq!(log.events.len(), handed_in, "nothing comes of nothing");
}

fn status(desk: &mut Desk, claim: u32, status: Status, statement: Option<&str>) {
    let deed = desk.deed("edit");
    let done: Result<bool, Error> = desk.catalogue.write(&deed, |w| {
        let home = w.view().article("knee-pain")?;
        let claim = w.view().claim(home.uid, claim)?.unwrap();
        let statement = statement.map_or(claim.statement.clone(), str::to_owned);
        w.edit(&Claim { status, statement, ..claim })
    });
    assert!(done.unwrap());
}

#[test]
fn what_arrived_first_stands_and_the_other_side_is_kept() {
    let (_folder, mut first) = Desk::founder();
    let (mut log, mut second) = (Log::default(), Desk::empty(1));
    first.sync(&mut log);
    second.sync(&mut log);
    status(&mut first, 2, Status::Accepted, None);
    status(&mut second, 2, Status::Dismissed, None);
    status(&mut second, 4, Status::Accepted, None);
    first.sync(&mut log);
    let conflicts = second.sync(&mut log);
    assert_eq!(conflicts.len(), 1, "{conflicts:#?}");
    let conflict = &conflicts[0];
    assert_eq!((conflict.late_by.as_str(), conflict.standing_by.as_deref()), ("Desk 1", Some("Desk 0")));
    assert_eq!(conflict.late.as_deref(), Some("{\"status\":\"dismissed\"}"));
    assert_eq!(conflict.standing.as_deref(), Some("{\"status\":\"accepted\"}"));
    first.sync(&mut log);
    assert_alike(&first, &second);
    [&first, &second].into_iter().for_each(Desk::check);
    let home = first.catalogue.view().article("knee-pain").unwrap();
    let stands = |n| first.catalogue.view().claim(home.uid, n).unwrap().unwrap().status;
    assert_eq!((stands(2), stands(4)), (Status::Accepted, Status::Accepted), "everything else goes on");
}

#[test]
fn one_decision_made_twice_is_no_conflict() {
    let (_folder, mut first) = Desk::founder();
    let (mut log, mut second) = (Log::default(), Desk::empty(1));
    first.sync(&mut log);
    second.sync(&mut log);
    for desk in [&mut first, &mut second] {
        status(desk, 2, Status::Accepted, None);
    }
    first.sync(&mut log);
    assert_eq!(second.sync(&mut log), []);
    first.sync(&mut log);
    assert_alike(&first, &second);
    [&first, &second].into_iter().for_each(Desk::check);
}

/// What a desk does next.
#[derive(Debug, Clone)]
enum Step {
    Change(usize, usize, u32),
    /// It replays what arrived, and the network is cut.
    Pull(usize),
    /// It hands in what is new, and never hears that this was stored.
    Push(usize),
    Sync(usize),
}

const DESKS: usize = 3;

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..DESKS, 0..CHANGES.len(), 0..12_u32).prop_map(|(desk, at, n)| Step::Change(desk, at, n)),
        1 => (0..DESKS).prop_map(Step::Pull),
        1 => (0..DESKS).prop_map(Step::Push),
        1 => (0..DESKS).prop_map(Step::Sync),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn all_desks_are_the_same_once_all_have_synced(steps in prop::collection::vec(step(), 1..40)) {
        let (_folder, first) = Desk::founder();
        let mut log = Log::default();
        let mut desks = vec![first, Desk::empty(1), Desk::empty(2)];
        desks.iter_mut().for_each(|desk| drop(desk.sync(&mut log)));
        for step in steps {
            match step {
                Step::Change(desk, at, n) => desks[desk].change(at, n),
                Step::Pull(desk) => drop(desks[desk].pull(&log)),
                Step::Push(desk) => {
                    desks[desk].pull(&log);
                    desks[desk].push(&mut log);
                }
                Step::Sync(desk) => drop(desks[desk].sync(&mut log)),
            }
        }
        for _ in 0..2 {
            desks.iter_mut().for_each(|desk| drop(desk.sync(&mut log)));
        }
        let handed_in: std::collections::BTreeSet<(Uid, u64)> = log.events.iter().map(Event::place).collect();
        prop_assert_eq!(handed_in.len(), log.events.len(), "nothing is doubled");
        for desk in &desks {
            assert_alike(&desks[0], desk);
            desk.check();
            prop_assert!(desk.catalogue.unconfirmed().unwrap().is_empty());
        }
        let mut late = Desk::empty(9);
        late.sync(&mut log);
        assert_alike(&desks[0], &late);
        prop_assert!(desks[0].rows::<Conflict>() <= log.events.len());
    }
}
