//! T1a, T2, T23: the power fails. From the record of a command we make states in which a power cut may leave the disk, and
//! look at each: the catalogue opens, is sound and holds the change whole or not at all; every other file is the old one or
//! the new one, whole. Once the command has ended, nothing of it may be lost.
//!
//! `CLAIMBOOK_LONG=1` makes two thousand states of each command instead of some dozens: docs/safety.md keeps that table.

use super::recorded::disk::{Disk, State};
use super::recorded::{Recorded, SCENARIOS, record};
use super::{Numbers, is_long};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

fn digest(state: &State, is_over: bool) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update([u8::from(is_over)]);
    for (path, bytes) in state {
        hash.update(path.to_string_lossy().as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize().to_vec()
}

/// The states looked at, those that are not like another, and the faults found.
struct Outcome {
    states: usize,
    different: usize,
    faults: Vec<String>,
}

/// Cuts the power at instants all along a command and, one time in four, after it.
fn cut_often(recorded: &Recorded, states: usize) -> Outcome {
    let Recorded { disk, calls, ends } = recorded;
    let mut numbers = Numbers(20_261_130);
    let mut outcome = Outcome { states, different: 0, faults: Vec::new() };
    let mut seen = BTreeSet::new();
    let over = states / 4;
    let mut instants: Vec<usize> = (over..states).map(|_| numbers.below(calls.len() as u64) as usize).collect();
    instants.extend(std::iter::repeat_n(calls.len(), over));
    instants.sort_unstable();
    let (mut disk, mut done): (Disk, usize) = (disk.clone(), 0);
    for instant in instants {
        for call in &calls[done..instant] {
            disk.apply(call);
        }
        done = instant;
        let (state, is_over) = (disk.cut(&mut numbers), instant == calls.len());
        if seen.insert(digest(&state, is_over)) {
            outcome.different += 1;
            outcome
                .faults
                .extend(ends.find_fault(&state, is_over).map(|fault| format!("after call {instant}: {fault}")));
        }
    }
    outcome
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    let (mut states, mut wrong) = (0, Vec::new());
    for scenario in SCENARIOS {
        let Some(recorded) = record(scenario) else { return };
        let outcome = cut_often(&recorded, if is_long() { 2_000 } else { 24 });
        println!(
            "| {} | {} calls | {} states, {} different | {} |",
            scenario.name,
            recorded.calls.len(),
            outcome.states,
            outcome.different,
            outcome.faults.len()
        );
        states += outcome.states;
        wrong.extend(outcome.faults.first().map(|fault| format!("{}: {fault}", scenario.name)));
    }
    assert_eq!(wrong, [""; 0], "of {states} states");
}

/// The test of the test: where a folder's names are never synced, changes that were acknowledged are lost, and that is seen.
#[test]
#[ignore = "long: .ci/run runs it"]
fn a_disk_that_forgets_names_is_found_out() {
    let scenario = SCENARIOS.iter().find(|scenario| scenario.name == "link").unwrap();
    let Some(mut recorded) = record(scenario) else { return };
    recorded.disk.forgets_folders = true;
    let outcome = cut_often(&recorded, 60);
    assert!(outcome.faults.iter().any(|fault| fault.contains("acknowledged change is lost")), "{:?}", outcome.faults);
}
