//! Catalogues that were copied, and hubs that were restored from a backup, on a real PostgreSQL.

use super::team::{Desk, assert_alike};
use crate::double::clock::now;
use crate::double::postgres::{Database, SUPERUSER, database};
use crate::double::sample::{sample_in, word_elsewhere};
use claimbook::catalogue::text_form::DumpOptions;
use claimbook::catalogue::{Catalogue, OpenMode};
use claimbook::model::*;
use claimbook::sync::postgres::HubOptions;
use claimbook::sync::{Hub, SyncError, SyncReport, rehearse_sync, sync};
use std::collections::BTreeMap;

/// A hub with a history, and desks of files that have synced: `Desk 1` on.
struct House {
    server: Database,
    folder: tempfile::TempDir,
    desks: Vec<Desk>,
    roles: Vec<String>,
}

impl House {
    fn of(many: usize) -> Option<Self> {
        let server = database()?;
        let mut hub = server.make_hub(HubOptions { takes_abstracts: true, ..HubOptions::default() });
        let folder = tempfile::tempdir().unwrap();
        let mut history = sample_in(folder.path());
        word_elsewhere(&mut history);
        let mut first = Desk::at(history, 0);
        let deed = first.deed("sync");
        sync(&mut first.catalogue, &mut hub, &deed).unwrap();
        let mut house = Self { server, folder, desks: Vec::new(), roles: Vec::new() };
        for n in 1..=many {
            let path = house.folder.path().join(format!("desk-{n}.db"));
            house.desks.push(Desk::at(Catalogue::create(&path, now()).unwrap(), n as i64));
            house.roles.push(house.server.invite(&mut hub, &format!("desk_{n}"), &format!("Desk {n}")));
            house.sync(n - 1).unwrap();
        }
        Some(house)
    }

    fn sync(&mut self, at: usize) -> Result<SyncReport, SyncError> {
        sync_as(&self.server, &self.roles[at], &mut self.desks[at])
    }

    fn sync_all(&mut self) {
        for _ in 0..2 {
            for at in 0..self.desks.len() {
                self.sync(at).unwrap_or_else(|e| panic!("{}: {e}", self.desks[at].name));
            }
        }
    }

    /// All desks are alike and sound, and so is the hub.
    fn check(&self) {
        for desk in &self.desks {
            assert_alike(&self.desks[0], desk);
            assert_eq!(desk.catalogue.verify().unwrap().damage, [], "{}", desk.name);
            assert!(desk.catalogue.unconfirmed().unwrap().is_empty());
        }
        assert_eq!(self.server.connect(SUPERUSER).verify(|_| ()).unwrap().wrong, Vec::<String>::new());
    }

    /// What the hub holds, in its order.
    fn order(&self) -> Vec<(Uid, u64)> {
        let all = self.server.connect(SUPERUSER).pull(&BTreeMap::new(), u32::MAX).unwrap();
        all.iter().map(|(_, event)| (event.writer(), event.seq())).collect()
    }
}

fn sync_as(server: &Database, role: &str, desk: &mut Desk) -> Result<SyncReport, SyncError> {
    let deed = desk.deed("sync");
    sync(&mut desk.catalogue, &mut server.connect(role), &deed)
}

fn add_claim(desk: &mut Desk, statement: &str) -> String {
    desk.write("add", |w| {
        let home = w.view().article("knee-pain")?;
        let first = w.view().claims_of(home.uid)?.remove(0);
        let serial = w.view().number_claims(home.uid)?.give()?;
        let claim = Claim { uid: w.uid(), serial, statement: statement.into(), ..first };
        w.add(&claim)?;
        // What is said of it afterwards goes with it.
        w.edit(&Claim { status: Status::Retired, ..claim.clone() })?;
        Ok(claim.address(&home))
    })
}

fn statement_of(desk: &Desk, address: &str) -> String {
    let Ok(Address::Claim(Some(article), serial)) = address.parse() else { panic!("{address}") };
    let view = desk.catalogue.view();
    view.claim(view.article(&article).unwrap().uid, serial).unwrap().unwrap().statement
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_catalogue_that_was_copied_goes_on_under_a_new_writer_and_says_so() {
    let Some(mut house) = House::of(2) else { return };
    let path = house.folder.path().join("copy.db");
    house.desks[0].set_status(3, Status::Dismissed);
    house.desks[0].catalogue.backup(&path).unwrap();
    house.desks[0].set_status(2, Status::Accepted);
    let theirs = add_claim(&mut house.desks[0], "Ice relieves sore knees.");
    house.sync(0).unwrap();
    house.sync(1).unwrap();

    // The copy has what the original sent meanwhile, and decides otherwise on top of it.
    let mut copy = Desk::at(Catalogue::open(&path, OpenMode::Write).unwrap(), 1);
    copy.set_status(2, Status::Dismissed);
    copy.set_status(4, Status::Dismissed);
    let mine = add_claim(&mut copy, "Heat relieves sore knees.");
    assert_eq!(theirs, mine, "both copies gave one address");
    let deed = copy.deed("sync");
    let told = rehearse_sync(&mut copy.catalogue, &mut house.server.connect(&house.roles[0]), &deed).unwrap();
    assert!(told.was_copied && told.went == 4 && copy.claim(2).status == Status::Dismissed, "{told:#?}");

    let report = sync_as(&house.server, &house.roles[0], &mut copy).unwrap();
    assert!(report.was_copied, "{report:#?}");
    assert_eq!(report.letters.as_deref(), Some("c"));
    let [renamed] = report.renamed.as_slice() else { panic!("{report:#?}") };
    assert_eq!((renamed.was.as_str(), renamed.is.ends_with('c')), (mine.as_str(), true));
    assert_eq!(report.conflicts.len(), 1, "{report:#?}");
    assert!(house.folder.path().join("copy.before-new-writer.db").is_file());
    house.roles.push(house.roles[0].clone());
    house.desks.push(copy);
    house.sync_all();
    house.check();
    for desk in &house.desks {
        assert_eq!(statement_of(desk, &theirs), "Ice relieves sore knees.");
        assert_eq!(statement_of(desk, &renamed.is), "Heat relieves sore knees.");
        assert_eq!((desk.claim(2).status, desk.claim(4).status), (Status::Accepted, Status::Dismissed));
    }
    // Both go on.
    house.desks[0].set_status(1, Status::Dismissed);
    add_claim(&mut house.desks[2], "Rest relieves sore knees.");
    assert!(!house.sync(2).unwrap().was_copied);
    house.sync_all();
    house.check();
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn somebody_elses_catalogue_that_was_copied_gets_a_writer_of_its_own() {
    let Some(mut house) = House::of(2) else { return };
    let path = house.folder.path().join("copy.db");
    house.desks[0].catalogue.backup(&path).unwrap();
    let mut copy = Desk::at(Catalogue::open(&path, OpenMode::Write).unwrap(), 2);
    copy.set_status(2, Status::Accepted);
    let report = sync_as(&house.server, &house.roles[1], &mut copy).unwrap();
    assert!(report.was_copied && report.went == 1, "{report:#?}");
    house.roles.push(house.roles[1].clone());
    house.desks.push(copy);
    house.sync_all();
    house.check();
    assert_eq!(house.desks[0].claim(2).status, Status::Accepted);
}

/// One decided first, two too late; then the hub is what it was before either.
fn restored() -> Option<(House, Vec<(Uid, u64)>)> {
    let mut house = House::of(3)?;
    let backup = house.server.copy("before");
    house.desks[0].set_status(2, Status::Accepted);
    house.desks[1].set_status(2, Status::Dismissed);
    house.desks[1].set_status(4, Status::Accepted);
    for at in [0, 1, 0] {
        house.sync(at).unwrap();
    }
    house.desks[0].set_status(3, Status::Dismissed);
    house.sync(0).unwrap();
    house.sync(1).unwrap();
    let order = house.order();
    house.server = backup;
    house.desks[1].set_status(1, Status::Dismissed);
    Some((house, order))
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_hub_that_was_restored_gets_the_missing_events_in_the_order_it_had_them() {
    let Some((mut house, order)) = restored() else { return };
    let waits = |said: Result<SyncReport, SyncError>, for_whom: &str| match said {
        Err(SyncError::HubLost { who, .. }) => assert_eq!(who, for_whom),
        other => panic!("{other:?}"),
    };
    waits(house.sync(1), "Desk 1");
    waits(house.sync(0), "Desk 2");
    let before = house.order().len();
    assert!(before < order.len());
    let said = house.sync(1);
    waits(said, "Desk 1");
    let report = house.sync(0).unwrap();
    assert!(report.hub_lost && report.given_back == 1, "{report:#?}");
    assert_eq!(house.order(), order);
    house.sync_all();
    house.check();
    assert_eq!(house.desks[2].claim(2).status, Status::Accepted, "what came first stands");
    assert_eq!(house.desks[2].claim(1).status, Status::Dismissed, "what was decided meanwhile is there");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_administrator_brings_all_that_a_restored_hub_lacks_at_once() {
    let Some((mut house, order)) = restored() else { return };
    house.server.connect(SUPERUSER).open_history().unwrap();
    let report = sync_as(&house.server, SUPERUSER, &mut house.desks[0]).unwrap();
    assert!(report.hub_lost && report.given_back > 2, "{report:#?}");
    assert_eq!(house.order(), order);
    house.sync_all();
    house.check();
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn where_others_were_quicker_than_what_was_lost_nothing_is_lost_and_desks_begin_anew() {
    let Some((mut house, order)) = restored() else { return };
    house.desks[2].set_status(2, Status::Retired);
    house.sync(2).unwrap();
    for at in [0, 1] {
        let said = house.sync(at);
        assert!(matches!(said, Err(SyncError::Reordered)), "{said:?}");
        let path = house.folder.path().join(format!("anew-{at}.db"));
        house.desks[at] = Desk::at(Catalogue::create(&path, now()).unwrap(), at as i64 + 1);
    }
    house.sync_all();
    house.check();
    let now = house.order();
    assert!(order.iter().all(|place| now.contains(place)), "nothing is lost");
    assert_eq!(house.desks[0].claim(2).status, Status::Retired, "what is first now stands");
    assert_eq!(house.desks[0].claim(1).status, Status::Dismissed);
}

#[test]
fn what_desks_know_of_the_order_is_each_files_own() {
    let Some(mut house) = House::of(1) else { return };
    house.desks[0].set_status(2, Status::Accepted);
    house.sync(0).unwrap();
    let view = house.desks[0].catalogue.view();
    let arrivals = view.arrivals().unwrap();
    let events: u64 = arrivals.iter().map(|run| run.events).sum();
    assert_eq!(events as usize, house.order().len(), "{arrivals:#?}");
    let files = house.desks[0].catalogue.dump_files(DumpOptions { abstracts: true }).unwrap();
    assert!(files.keys().all(|name| !name.contains("arrival")), "{:?}", files.keys());
}
