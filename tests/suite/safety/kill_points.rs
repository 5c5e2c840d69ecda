//! T1b, T23: a process killed right after any of its system calls. The states are those of the record, with everything that
//! was asked of the disk there, since a kill loses nothing that the system has. Each is sound, holds the change whole or
//! not at all, and keeps nobody from running the command again, which leaves no temporary file.

use super::recorded::disk::Disk;
use super::recorded::{SCENARIOS, files_of, is_left_over, lay_out, record};
use super::{Numbers, is_long};
use crate::double::terminal::Terminal;

/// Instants of a command at which it is killed: all of them, or some by lot.
fn instants(calls: usize, most: usize) -> Vec<usize> {
    let mut numbers = Numbers(20_261_130);
    let mut instants: Vec<usize> = (0..=calls).collect();
    while instants.len() > most {
        instants.swap_remove(numbers.below(instants.len() as u64) as usize);
    }
    instants.sort_unstable();
    instants
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn killed_after_any_system_call_a_command_can_be_run_again() {
    let mut wrong = Vec::new();
    for scenario in SCENARIOS {
        let Some(recorded) = record(scenario) else { return };
        let mut faults = Vec::new();
        let (mut disk, mut done): (Disk, usize) = (recorded.disk.clone(), 0);
        let instants = instants(recorded.calls.len(), if is_long() { usize::MAX } else { 10 });
        for instant in &instants {
            recorded.calls[done..*instant].iter().for_each(|call| disk.apply(call));
            done = *instant;
            let state = disk.seen();
            if let Some(fault) = recorded.ends.find_fault(&state, false) {
                faults.push(format!("after call {instant}: {fault}"));
                continue;
            }
            let folder = lay_out(&state);
            let terminal = Terminal::piped(folder.path());
            let again = terminal.run(scenario.command);
            if again.exit != 0 && !again.err.contains("already") {
                faults.push(format!("after call {instant}, run again: {}{}", again.out, again.err));
            }
            if again.exit != 0 {
                // What it should make is there, so that it made nothing; the next command that makes a file sweeps.
                terminal.ok(&["backup", "swept.db"]);
            }
            let left: Vec<_> = files_of(folder.path()).into_keys().filter(|path| is_left_over(path)).collect();
            if !left.is_empty() {
                faults.push(format!("after call {instant}, run again, there are left {left:?}"));
            }
        }
        println!("| {} | {} kills | {} |", scenario.name, instants.len(), faults.len());
        wrong.extend(faults.first().map(|fault| format!("{}: {fault}", scenario.name)));
    }
    assert_eq!(wrong, [""; 0]);
}
