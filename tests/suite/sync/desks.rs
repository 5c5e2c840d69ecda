//! What desks do with a hub: what comes, what goes, what stands, and what becomes one.

use super::team::{Desk, Team, assert_alike};
use crate::double::clock::now;
use crate::tasks::states::CHANGES;
use claimbook::catalogue::{Catalogue, EventBody, OpenMode};
use claimbook::model::*;
use claimbook::sync::{Hub, rehearse_sync};
use claimbook::tasks::persons::{describe_namesakes, list_namesakes};

#[test]
fn a_desk_that_begins_with_nothing_gets_all_that_there_is() {
    let mut team = Team::of(1);
    for (at, _) in CHANGES.iter().enumerate() {
        team.desks[0].change(at, 3);
    }
    team.sync_all();
    team.join();
    team.check();
    let handed_in = team.hub.kept().events.len();
    team.sync_all();
    assert_eq!(team.hub.kept().events.len(), handed_in, "nothing comes of nothing");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_arrived_first_stands_and_the_other_side_is_kept_until_it_is_settled() {
    for side in [ConflictSide::Standing, ConflictSide::Late] {
        let mut team = Team::of(3);
        let hub = team.hub.clone();
        team.desks[1].set_status(2, Status::Accepted);
        team.desks[2].set_status(2, Status::Dismissed);
        team.desks[2].set_status(4, Status::Accepted);
        team.desks[1].sync(&hub).unwrap();
        let told = {
            let (deed, desk) = (team.desks[2].deed("sync"), &mut team.desks[2]);
            rehearse_sync(&mut desk.catalogue, &mut hub.login("desk-2"), &deed).unwrap()
        };
        let report = team.desks[2].sync(&hub).unwrap();
        assert_eq!((told.came, told.conflicts.len()), (1, 1));
        assert_eq!((report.came, report.by["Desk 1"], report.conflicts.len()), (1, 1, 1));
        team.sync_all();
        team.check();
        let conflicts = team.desks[0].catalogue.view().open_conflicts().unwrap();
        let [conflict] = conflicts.as_slice() else { panic!("{conflicts:#?}") };
        assert_eq!((conflict.late_by.as_str(), conflict.standing_by.as_deref()), ("Desk 2", Some("Desk 1")));
        assert_eq!(conflict.late.as_deref(), Some("{\"status\":\"dismissed\"}"));
        assert_eq!(conflict.standing.as_deref(), Some("{\"status\":\"accepted\"}"));
        let stands = |team: &Team, n: u32| team.desks[0].claim(n).status;
        assert_eq!(
            (stands(&team, 2), stands(&team, 4)),
            (Status::Accepted, Status::Accepted),
            "all other changes take effect"
        );
        // Somebody else settles it, at their own desk.
        team.desks[0].write("settle", |w| {
            let person = w.view().persons()?.remove(0).uid;
            w.settle_conflict(conflict, side, person)
        });
        team.sync_all();
        team.check();
        let expected = if side == ConflictSide::Late { Status::Dismissed } else { Status::Accepted };
        assert_eq!(team.desks[1].claim(2).status, expected);
        assert_eq!(team.desks[1].catalogue.view().open_conflicts().unwrap(), []);
    }
}

#[test]
fn one_decision_made_twice_is_no_conflict() {
    let mut team = Team::of(3);
    let hub = team.hub.clone();
    for n in 1..3 {
        team.desks[n].set_status(2, Status::Accepted);
        assert_eq!(team.desks[n].sync(&hub).unwrap().conflicts, []);
    }
    team.sync_all();
    team.check();
}

/// A work with a key, a DOI and a title.
fn add_work(desk: &mut Desk, key: &str, doi: Option<&str>, title: &str, pmid: Option<&str>) -> Uid {
    desk.write("import", |w| {
        let csl = Item { title: Some(title.into()), ..Item::default() };
        let known = w.view().keys()?.first().map(|key| w.view().work_by_key(key)).transpose()?.flatten().unwrap();
        let work = Work {
            uid: w.uid(),
            key: key.into(),
            doi: doi.map(|doi| doi.parse().unwrap()),
            pmid: pmid.map(str::to_owned),
            pmcid: None,
            isbn: None,
            nbk: None,
            arxiv: None,
            url: None,
            csl,
            abstract_text: None,
            merged_into: None,
            superseded_by: None,
            ..known
        };
        w.add(&work)?;
        let home = w.view().article("knee-pain")?;
        let reference = w.view().references_of(home.uid)?.remove(0);
        let serial = w.view().number_references(home.uid)?.give()?;
        w.add(&Reference { uid: w.uid(), serial, work: Some(work.uid), ..reference })?;
        Ok(work.uid)
    })
}

#[test]
fn a_work_that_two_desks_add_becomes_one() {
    let mut team = Team::of(3);
    let hub = team.hub.clone();
    let first = add_work(&mut team.desks[1], "doe2024", Some("10.5555/one"), "Ice in sore knees", None);
    team.desks[1].sync(&hub).unwrap();
    // The second desk knows its number in PubMed, and reads on in it.
    let second = add_work(&mut team.desks[2], "doe2024", Some("10.5555/one"), "Ice in sore knees", Some("123"));
    team.desks[2].write("edit", |w| {
        let work = w.view().get::<Work>(second)?.unwrap();
        w.edit(&Work { level: Some(2), level_reason: Some("a trial".into()), ..work })
    });
    let report = team.desks[2].sync(&hub).unwrap();
    assert_eq!(report.conflicts, [], "{report:#?}");
    team.sync_all();
    team.check();
    let view = team.desks[0].catalogue.view();
    let (kept, other) = (view.get::<Work>(first).unwrap().unwrap(), view.get::<Work>(second).unwrap().unwrap());
    assert_eq!((kept.pmid.as_deref(), kept.level, kept.key.as_str()), (Some("123"), Some(2), "doe2024"));
    assert_eq!(other.merged_into, Some(first));
    assert_eq!(view.open_conflicts().unwrap(), []);
}

#[test]
fn a_catalogue_that_was_copied_does_not_fork_its_chain() {
    let folder = tempfile::tempdir().unwrap();
    let (original, copy) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let mut team = Team::of(1);
    let hub = team.hub.clone();
    let mut one = Desk::at(Catalogue::create(&original, now()).unwrap(), 7);
    hub.invite("desk-7", "Desk 7");
    one.sync(&hub).unwrap();
    one.catalogue.backup(&copy).unwrap();
    let mut other = Desk::at(Catalogue::open(&copy, OpenMode::Write).unwrap(), 7);
    one.set_status(2, Status::Accepted);
    one.sync(&hub).unwrap();
    // A copy that did nothing of its own goes on where the other is.
    other.sync(&hub).unwrap();
    assert_eq!(other.claim(2).status, Status::Accepted);
    one.set_status(4, Status::Accepted);
    other.set_status(4, Status::Dismissed);
    one.sync(&hub).unwrap();
    let report = other.sync(&hub).unwrap();
    assert!(report.was_copied && report.conflicts.len() == 1, "{report:#?}");
    team.desks.extend([one, other]);
    team.sync_all();
    team.check();
    assert_eq!(team.desks[0].claim(4).status, Status::Accepted);
}

#[test]
fn a_desk_that_is_restored_from_a_backup_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (original, backup) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let mut team = Team::of(2);
    let hub = team.hub.clone();
    let mut desk = Desk::at(Catalogue::create(&original, now()).unwrap(), 7);
    hub.invite("desk-7", "Desk 7");
    desk.sync(&hub).unwrap();
    desk.set_status(2, Status::Accepted);
    // The backup has what was not handed in yet, and what came too late when it was.
    desk.catalogue.backup(&backup).unwrap();
    team.desks[1].set_status(2, Status::Dismissed);
    team.desks[1].sync(&hub).unwrap();
    desk.sync(&hub).unwrap();
    desk.set_status(4, Status::Accepted);
    desk.sync(&hub).unwrap();
    let mut restored = Desk::at(Catalogue::open(&backup, OpenMode::Write).unwrap(), 7);
    restored.sync(&hub).unwrap();
    assert_alike(&desk, &restored);
    restored.set_status(1, Status::Dismissed);
    restored.sync(&hub).unwrap();
    team.desks.push(restored);
    team.sync_all();
    team.check();
}

#[test]
fn an_older_claimbook_sends_refuses_what_is_newer_and_says_so() {
    let mut team = Team::of(3);
    let hub = team.hub.clone();
    hub.invite("newer", "N. Ewer");
    let (writer, mut newer) = (Uid::new(now()), hub.login("newer"));
    newer.join(writer).unwrap();
    team.desks[1].set_status(4, Status::Accepted);
    team.desks[1].sync(&hub).unwrap();
    let event = Event { format: Some(4), ..super::promises::event(writer, 1, "N. Ewer", "") };
    newer.push(&[EventBody::from(&event)]).unwrap();
    team.desks[1].set_status(3, Status::Dismissed);
    team.desks[1].set_status(2, Status::Accepted);
    let own = team.desks[1].sync(&hub).unwrap();
    assert!(own.newer && own.went == 2, "{own:#?}");
    let here = team.desks[2].sync(&hub).unwrap();
    assert!(here.newer, "{here:#?}");
    // All before it is taken over, and nothing behind it.
    assert_eq!((here.came, team.desks[2].claim(4).status), (1, Status::Accepted));
    assert_ne!(team.desks[2].claim(3).status, Status::Dismissed);
    let stored = hub.kept().events.len() as u64;
    assert_eq!(newer.heads().unwrap().values().map(|head| head.seq).sum::<u64>(), stored);
    // It goes on, offline and with the hub, and sends nothing twice.
    team.desks[1].set_status(1, Status::Dismissed);
    assert_eq!(team.desks[1].sync(&hub).unwrap().went, 1);
    assert!(team.desks[1].catalogue.verify().unwrap().damage.is_empty());
}

#[test]
fn persons_of_one_name_from_two_desks_are_offered_and_never_merged_by_themselves() {
    let mut team = Team::of(2);
    let person = |desk: &mut Desk, id: Option<&str>| {
        desk.write("add", |w| {
            let declared_id = id.map(str::to_owned);
            let (contact, merged_into, retired_on) = (None, None, None);
            let name = "R. Namesake".to_owned();
            w.add(&Person { uid: w.uid(), name, credentials: None, contact, declared_id, merged_into, retired_on })
        });
    };
    person(&mut team.desks[0], None);
    person(&mut team.desks[1], None);
    team.sync_all();
    team.check();
    for desk in &team.desks {
        let alike = list_namesakes(desk.catalogue.view()).unwrap();
        let [(one, other)] = alike.as_slice() else { panic!("{alike:#?}") };
        assert!(one.uid != other.uid && one.name == "R. Namesake");
        assert!(describe_namesakes(one, other).contains("claimbook merge person:"));
    }
    let all = team.desks[0].catalogue.view().persons().unwrap();
    assert!(all.iter().filter(|one| one.name == "R. Namesake").all(|one| one.merged_into.is_none()));
    // Once a person has merged them, there is nothing to offer.
    team.desks[0].write("merge", |w| {
        let mut alike = w.view().persons_by_name("R. Namesake")?;
        let (kept, other) = (alike.remove(0), alike.remove(0));
        w.edit(&Person { merged_into: Some(kept.uid), ..other })
    });
    team.sync_all();
    team.check();
    assert_eq!(list_namesakes(team.desks[1].catalogue.view()).unwrap().len(), 0);
}
