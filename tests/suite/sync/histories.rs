//! Random histories of desks and a hub, whose line is cut wherever it can be: all come to the same, and nothing is lost.

use super::team::{Desk, Team};
use crate::double::hub::Cut;
use crate::tasks::states::CHANGES;
use claimbook::catalogue::{Error, NotTakenBack};
use claimbook::model::*;
use proptest::prelude::*;

/// What a desk does next.
#[derive(Debug, Clone)]
enum Step {
    Change(usize, usize, u32),
    Sync(usize),
    /// The line is cut at a call.
    Cut(usize, u32, bool),
    /// Somebody settles what is open.
    Settle(usize, bool),
    /// The hub refuses what is new at a desk, which takes in the others' work all the same.
    Refused(usize),
    /// Somebody takes back the command of an event of theirs, so far from the last one.
    Undo(usize, u64),
}

fn steps(desks: usize, most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        12 => (0..desks, 0..CHANGES.len(), 0..12_u32).prop_map(|(desk, at, n)| Step::Change(desk, at, n)),
        2 => (0..desks, 0..12_u32, any::<bool>()).prop_map(|(desk, call, after)| Step::Cut(desk, call, after)),
        1 => (0..desks).prop_map(Step::Sync),
        1 => (0..desks, any::<bool>()).prop_map(|(desk, late)| Step::Settle(desk, late)),
        1 => (0..desks).prop_map(Step::Refused),
        1 => (0..desks, 0..6_u64).prop_map(|(desk, back)| Step::Undo(desk, back)),
    ];
    prop::collection::vec(step, 1..most)
}

fn settle(desk: &mut Desk, late: bool) {
    let side = if late { ConflictSide::Late } else { ConflictSide::Standing };
    let deed = desk.deed("settle");
    // Where the record is gone, it cannot be kept.
    let _: Result<(), Error> = desk.catalogue.write(&deed, |w| {
        let person = w.view().persons()?.remove(0).uid;
        match w.view().open_conflicts()?.first() {
            Some(conflict) => w.settle_conflict(conflict, side, person),
            None => Ok(()),
        }
    });
}

fn undo(desk: &mut Desk, back: u64) {
    let deed = desk.deed("undo");
    // Where something stands in the way, nothing is changed.
    let _: Result<(), NotTakenBack> = desk.catalogue.write(&deed, |w| {
        let own = w.view().own_writer()?;
        let last = w.view().heads()?.get(&own).map_or(0, |head| head.seq);
        match w.view().event_at(own, last.saturating_sub(back))?.filter(|event| event.command != "sync") {
            Some(event) => {
                let command = w.view().read_command(&event)?;
                w.take_back(&command.events).map(drop)
            }
            None => Ok(()),
        }
    });
}

fn play(desks: usize, steps: &[Step]) -> Team {
    let mut team = Team::of(desks);
    let hub = team.hub.clone();
    for step in steps {
        match *step {
            Step::Change(desk, at, n) => team.desks[desk].change(at, n),
            Step::Sync(desk) => drop(team.desks[desk].sync(&hub).unwrap()),
            Step::Cut(desk, call, after) => {
                team.desks[desk].sync_cut(&hub, call, if after { Cut::After } else { Cut::Before });
            }
            Step::Settle(desk, late) => settle(&mut team.desks[desk], late),
            Step::Refused(desk) => team.desks[desk].sync_refused(&hub),
            Step::Undo(desk, back) => undo(&mut team.desks[desk], back),
        }
    }
    team.sync_all();
    team.check();
    team
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn all_desks_and_the_hub_are_the_same_once_all_have_synced(steps in steps(3, 40)) {
        let mut team = play(3, &steps);
        // Whoever comes later gets the same.
        team.join();
        team.check();
    }
}

/// As many desks and decisions as CLAIMBOOK_DESKS says, such as `50,200`; a few otherwise.
#[test]
#[ignore = "long: .ci/run runs it"]
fn many_desks_decide_much() {
    let asked = std::env::var("CLAIMBOOK_DESKS").ok();
    let asked = asked.as_deref().and_then(|asked| asked.split_once(','));
    let (desks, each) = asked.map_or((5, 12), |(desks, each)| (desks.parse().unwrap(), each.parse::<usize>().unwrap()));
    let mut seed = std::env::var("PROPTEST_RNG_SEED").map_or(20_261_126, |seed| seed.parse::<u64>().unwrap());
    let mut next = |most: usize| {
        // A generator that needs no library, and whose numbers are the same everywhere.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    let mut steps = Vec::new();
    for _ in 0..desks * each {
        let desk = next(desks);
        steps.push(Step::Change(desk, next(CHANGES.len()), next(12) as u32));
        match next(10) {
            0 => steps.push(Step::Cut(desk, next(12) as u32, next(2) == 0)),
            1 => steps.push(Step::Sync(desk)),
            2 => steps.push(match next(6) {
                0 | 1 => Step::Undo(desk, next(6) as u64),
                2 | 3 => Step::Settle(desk, next(2) == 0),
                _ => Step::Refused(desk),
            }),
            _ => {}
        }
    }
    let team = play(desks, &steps);
    let conflicts = team.desks[0].catalogue.view().open_conflicts().unwrap().len();
    println!("{desks} desks, {each} decisions each: {} events, {conflicts} conflicts", team.hub.kept().events.len());
    assert!(conflicts > 0, "desks that never clash test nothing");
}
