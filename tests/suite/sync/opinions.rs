//! What a desk thinks of its own events before they arrive counts for nothing: what becomes of them is decided by the order at
//! the hub, and is the same on every desk.

use super::team::{Desk, Team};
use claimbook::catalogue::Error;
use claimbook::catalogue::text_form::DumpOptions;
use claimbook::model::*;

/// A citation of the first claim and the last reference, added by hand.
fn cite(desk: &mut Desk, state: CitationState) -> Uid {
    let claim = desk.claim(1).uid;
    desk.write("link", |w| {
        let home = w.view().article("knee-pain")?;
        let reference = w.view().references_of(home.uid)?.pop().unwrap().uid;
        assert_eq!(w.view().citation(claim, reference)?, None);
        let uid = w.uid();
        w.add(&Citation {
            uid,
            claim,
            reference,
            origin: CitationOrigin::Person,
            state,
            score: None,
            strength: None,
            because: Reasons::default(),
            note: None,
            merged_into: None,
        })?;
        Ok(uid)
    })
}

/// Takes back the last command of a desk.
fn undo(desk: &mut Desk) {
    let deed = desk.deed("undo");
    let done: Result<(), claimbook::catalogue::NotTakenBack> = desk.catalogue.write(&deed, |w| {
        let own = w.view().own_writer()?;
        let last = w.view().heads()?[&own].seq;
        let event = w.view().event_at(own, last)?.ok_or_else(|| Error::Refused("no event".to_owned()))?;
        let command = w.view().read_command(&event)?;
        w.take_back(&command.events).map(drop)
    });
    done.unwrap();
}

#[test]
fn a_row_that_came_too_late_here_alone_is_as_new_when_it_arrives() {
    let mut team = Team::of(3);
    let hub = team.hub.clone();
    let added = cite(&mut team.desks[1], CitationState::Asserted);
    cite(&mut team.desks[2], CitationState::Rejected);
    team.desks[2].sync(&hub).unwrap();
    // The first desk hears of the other one's, and cannot hand in its own.
    team.desks[1].sync_refused(&hub);
    assert_eq!(team.desks[1].catalogue.view().get::<Citation>(added).unwrap(), None);
    assert_eq!(team.desks[1].catalogue.verify().unwrap().damage, []);
    undo(&mut team.desks[2]);
    team.desks[2].sync(&hub).unwrap();
    assert_eq!(team.desks[1].sync(&hub).unwrap().conflicts, []);
    team.sync_all();
    team.check();
    assert!(team.desks[0].catalogue.view().get::<Citation>(added).unwrap().is_some());
}

#[test]
fn a_row_that_came_too_late_is_kept_alike_everywhere_and_can_be_put_back() {
    let mut team = Team::of(3);
    let hub = team.hub.clone();
    let added = cite(&mut team.desks[1], CitationState::Asserted);
    cite(&mut team.desks[2], CitationState::Rejected);
    team.desks[2].sync(&hub).unwrap();
    team.desks[1].sync_refused(&hub);
    assert_eq!(team.desks[1].sync(&hub).unwrap().conflicts.len(), 1);
    team.sync_all();
    team.check();
    assert!(team.desks[0].catalogue.view().withdrawn(added).unwrap().is_some());
    let conflict = team.desks[0].catalogue.view().open_conflicts().unwrap().remove(0);
    undo(&mut team.desks[2]);
    team.desks[2].sync(&hub).unwrap();
    team.desks[0].sync(&hub).unwrap();
    team.desks[0].write("settle", |w| {
        let person = w.view().persons()?.remove(0).uid;
        w.settle_conflict(&conflict, ConflictSide::Late, person)
    });
    team.sync_all();
    team.check();
    assert!(team.desks[1].catalogue.view().get::<Citation>(added).unwrap().is_some());
}

#[test]
fn what_is_late_at_one_desk_alone_is_not_taken_back() {
    for ends_as in [Status::Accepted, Status::Dismissed] {
        let mut team = Team::of(3);
        let hub = team.hub.clone();
        team.desks[1].set_status(2, Status::Accepted);
        team.desks[1].sync(&hub).unwrap();
        team.sync_all();
        team.desks[1].set_status(2, Status::Dismissed);
        team.desks[2].set_status(2, Status::Retired);
        team.desks[2].sync(&hub).unwrap();
        team.desks[1].sync_refused(&hub);
        assert_eq!(team.desks[1].claim(2).status, Status::Retired, "for now");
        // By the time it arrives, the claim is as it was, or somebody else has decided the same.
        team.desks[2].set_status(2, ends_as);
        team.desks[2].sync(&hub).unwrap();
        assert_eq!(team.desks[1].sync(&hub).unwrap().conflicts, []);
        team.sync_all();
        team.check();
        assert_eq!(team.desks[0].claim(2).status, Status::Dismissed);
    }
}

#[test]
fn what_a_desk_took_back_itself_is_no_conflict() {
    let mut team = Team::of(3);
    let hub = team.hub.clone();
    team.desks[1].set_status(2, Status::Dismissed);
    undo(&mut team.desks[1]);
    team.desks[2].set_status(2, Status::Accepted);
    team.desks[2].sync(&hub).unwrap();
    assert_eq!(team.desks[1].sync(&hub).unwrap().conflicts, []);
    team.sync_all();
    team.check();
    assert_eq!(team.desks[0].claim(2).status, Status::Accepted);
}

#[test]
fn an_abstract_that_a_desk_knows_by_its_hash_can_be_replaced_there() {
    let mut team = Team::of(3);
    let hub = team.hub.clone();
    hub.kept().takes_abstracts = false;
    for (desk, words) in [(1, "Ice helps."), (2, "Ice helps some.")] {
        team.desks[desk].write("add", |w| {
            let key = w.view().keys()?.remove(0);
            let work = w.view().work_by_key(&key)?.unwrap();
            w.edit(&Work { abstract_text: Some(words.into()), ..work })
        });
        assert_eq!(team.desks[desk].sync(&hub).unwrap().conflicts, []);
        team.sync_all();
    }
    let works = |desk: &Desk| {
        let files = desk.catalogue.dump_files(DumpOptions { abstracts: false }).unwrap();
        files.into_iter().find(|(name, _)| name == "works.json").unwrap().1
    };
    for desk in &team.desks {
        assert_eq!(desk.catalogue.view().open_conflicts().unwrap(), []);
        assert_eq!(works(desk), works(&team.desks[0]), "{}", desk.name);
        assert_eq!(desk.catalogue.verify().unwrap().damage, []);
    }
}
