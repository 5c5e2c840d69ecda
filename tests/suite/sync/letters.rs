//! Serials that end in a desk's letter: what each desk adds keeps its address for good.

use super::team::Team;
use crate::double::clock::now;
use crate::double::desk::Desk as Folder;
use claimbook::catalogue::{Catalogue, Deed, Error, HubState, OpenMode};
use claimbook::model::*;
use std::collections::BTreeSet;

fn deed(command: &str) -> Deed {
    Deed { who: "A. Reviewer".into(), command: command.into(), at: now(), reason: None }
}

#[test]
fn what_two_desks_add_to_one_article_keeps_its_address_everywhere() {
    let mut team = Team::of(3);
    // The first brought the history, and has a letter once it syncs as one of the team: after the two others.
    team.sync_all();
    let before: BTreeSet<String> = addresses(&team.desks[0].catalogue);
    assert!(before.iter().all(|address| !address.ends_with(char::is_alphabetic)), "{before:?}");
    for desk in &mut team.desks {
        for _ in 0..2 {
            desk.write("add", |w| {
                let home = w.view().article("knee-pain")?;
                let first = w.view().claims_of(home.uid)?.remove(0);
                let serial = w.view().number_claims(home.uid)?.give()?;
                w.add(&Claim { uid: w.uid(), serial, ..first })
            });
        }
    }
    let made: Vec<BTreeSet<String>> = team.desks.iter().map(|desk| &addresses(&desk.catalogue) - &before).collect();
    for (made, letter) in made.iter().zip(["c", "a", "b"]) {
        assert!(made.len() == 2 && made.iter().all(|address| address.ends_with(letter)), "{made:?}");
    }
    team.sync_all();
    team.check();
    let all = made.iter().fold(before, |all, made| &all | made);
    for desk in &team.desks {
        assert_eq!(addresses(&desk.catalogue), all, "{}", desk.name);
    }
    let again = team.desks[1].write("add", |w| w.view().number_claims(w.view().article("knee-pain")?.uid)?.give());
    let last = all.iter().filter_map(|address| address.parse::<Address>().ok()).filter_map(|address| match address {
        Address::Claim(_, serial) => Some(Serial(serial).number()),
        _ => None,
    });
    assert_eq!(
        Some(Serial(again).number()),
        last.max().map(|last| last + 1),
        "the number goes on from all that there is"
    );
}

fn addresses(catalogue: &Catalogue) -> BTreeSet<String> {
    let view = catalogue.view();
    let home = view.article("knee-pain").unwrap();
    view.claims_of(home.uid).unwrap().iter().filter(|c| c.article == home.uid).map(|c| c.address(&home)).collect()
}

/// A list may have more entries than a desk once had numbers.
#[test]
fn an_import_at_a_desk_never_gives_what_another_desk_gives() {
    let folder = Folder::new();
    let path = folder.path().join("claimbook.db");
    let mut catalogue = Catalogue::open(&path, OpenMode::Write).unwrap();
    catalogue.join_hub(&HubState::begin(Uid::new(now()), Some(2)), &deed("sync")).unwrap();
    let import = |entries: [&str; 2]| {
        std::fs::write(folder.path().join("more.txt"), entries.map(|e| e.to_owned() + "\n").concat()).unwrap();
        folder.run(&["import", "more.txt", "--as", "references", "--article", "sore-knees"])
    };
    let here = |catalogue: &Catalogue| -> Vec<String> {
        let home = catalogue.view().article("sore-knees").unwrap();
        catalogue.view().references_of(home.uid).unwrap().iter().map(|r| reference_name(r.serial)).collect()
    };
    let before = here(&catalogue).len();
    let leave_room = |catalogue: &mut Catalogue, number: u32| {
        let left: Result<(), Error> = catalogue.write(&deed("add"), |w| {
            let home = w.view().article("sore-knees")?;
            let first = w.view().references_of(home.uid)?.remove(0);
            let Serial(serial) = Serial::of_desk(2, number).unwrap();
            w.add(&Reference { uid: w.uid(), serial, work: None, printed: format!("Entry {number}."), ..first })
        });
        left.unwrap();
    };
    leave_room(&mut catalogue, 9_999);
    let run = import([
        "1. Doe J. Ice on sore knees. J Knee. 2020;1:1-2.",
        "2. Poe E. Heat on sore knees. J Knee. 2021;2:3-4.",
    ]);
    assert_eq!(run.exit, 0, "{}{}", run.out, run.err);
    assert_eq!(here(&catalogue)[before..], ["r9999b", "r10000b", "r10001b"]);
    assert!(folder.ok(&["show", "sore-knees/r10001b"]).contains("Heat on sore knees"));
    assert!(folder.ok(&["show", "sore-knees/r2010001"]).contains("Heat on sore knees"), "as the text form has it");

    leave_room(&mut catalogue, 999_998);
    let run = import([
        "1. Roe R. Rest for sore knees. J Knee. 2022;3:5-6.",
        "2. Moe M. Tape on sore knees. J Knee. 2023;4:7-8.",
    ]);
    assert!(run.exit != 0 && run.err.contains("1000000b"), "{}{}", run.out, run.err);
    assert_eq!(here(&catalogue).last().map(String::as_str), Some("r999998b"), "all or nothing");
}

#[test]
fn a_key_that_looks_like_a_serial_with_a_letter_goes_on_naming_its_work() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("one.bib"), "@article{poe2020, title={Ice on sore knees}, year={2020}}").unwrap();
    folder.ok(&["import", "one.bib"]);
    let mut catalogue = Catalogue::open(&folder.path().join("claimbook.db"), OpenMode::Write).unwrap();
    let named: Result<(), Error> = catalogue.write(&deed("edit"), |w| {
        let work = w.view().work_by_key("poe2020")?.unwrap();
        w.edit(&Work { key: "c3b".into(), ..work })?;
        Ok(())
    });
    named.unwrap();
    assert!(folder.ok(&["show", "c3b"]).contains("Ice on sore knees"));
    let run = folder.run(&["show", "c4b"]);
    assert!(run.exit == 2 && run.err.contains("has no claim c4b"), "{}", run.err);
    // A new one is not called so.
    std::fs::write(folder.path().join("two.bib"), "@article{r5b, title={Heat on sore knees}, year={2021}}").unwrap();
    folder.ok(&["import", "two.bib"]);
    assert_eq!(catalogue.view().work_by_key("r5b").unwrap(), None);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_catalogue_calls_every_serial_what_people_call_it() {
    let folder = Folder::new();
    let path = folder.path().join("claimbook.db");
    let mut catalogue = Catalogue::open(&path, OpenMode::Write).unwrap();
    let added: Result<(), Error> = catalogue.write(&deed("add"), |w| {
        let home = w.view().article("sore-knees")?;
        let first = w.view().claims_of(home.uid)?.remove(0);
        let serials = (0..4_294).flat_map(|desk| [57, 999_999].map(|number| Serial::of_desk(desk, number).unwrap().0));
        let claims: Vec<Claim> = serials.map(|serial| Claim { uid: w.uid(), serial, ..first.clone() }).collect();
        w.add_all(&claims)
    });
    added.unwrap();
    let sql = rusqlite::Connection::open(&path).unwrap();
    let mut names = sql.prepare("SELECT serial, name FROM claim UNION ALL SELECT serial, name FROM reference").unwrap();
    let names = names.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let mut seen = 0;
    for named in names {
        let (serial, name): (u32, String) = named.unwrap();
        assert!([claim_name(serial), reference_name(serial)].contains(&name), "{serial}: {name}");
        seen += 1;
    }
    assert!(seen > 2 * 4_294, "{seen}");
}
