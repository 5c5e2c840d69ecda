//! T3: system calls fail. Whatever fails, the command does not say that it succeeded unless the change is there, and the
//! catalogue is sound afterwards.

use super::recorded::trace::run_failing;
use super::recorded::{Ends, SCENARIOS, files_of};
use super::{Numbers, is_long};

/// Calls that write, with what they may answer, and about how many of them a command makes at most.
const FAILURES: &[(&str, &str, u64)] = &[
    ("pwrite64", "EIO", 40),
    ("pwrite64", "ENOSPC", 40),
    ("write", "ENOSPC", 6),
    ("fsync", "EIO", 6),
    ("ftruncate", "EIO", 2),
    ("unlink", "EIO", 2),
    ("linkat", "EPERM", 1),
    ("rename", "EACCES", 3),
    ("openat", "EMFILE", 40),
];

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_failing_call_is_taken_for_success() {
    let mut numbers = Numbers(20_261_130);
    let (mut runs, mut failed, mut wrong) = (0, 0, Vec::new());
    for scenario in SCENARIOS {
        let place = tempfile::tempdir().unwrap();
        let whole = place.path().join("whole");
        scenario.prepare(&whole);
        let before = files_of(&whole);
        let Some(output) = run_failing(&whole, "close:error=EBADF:when=9999", scenario.command) else { return };
        assert!(output.status.success(), "{}", scenario.name);
        let after = files_of(&whole);
        let ends = Ends::new(before.clone(), after);
        let times = if is_long() { 30 } else { 2 };
        for n in 0..times {
            let (call, error, most) = FAILURES[(n + runs) % FAILURES.len()];
            let sticky = if numbers.below(2) == 0 { "" } else { "+" };
            let failure = format!("{call}:error={error}:when={}{sticky}", 1 + numbers.below(most));
            let folder = super::recorded::lay_out(&before);
            let output = run_failing(folder.path(), &failure, scenario.command).unwrap();
            let (is_over, said) = (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned());
            failed += usize::from(!is_over);
            let name = format!("{} with {failure}", scenario.name);
            if output.status.code().is_none_or(|code| code == 101) {
                wrong.push(format!("{name}: {said}"));
            }
            if let Some(fault) = ends.find_fault(&files_of(folder.path()), is_over) {
                wrong.push(format!("{name}, exit {:?}: {fault}; {said}", output.status.code()));
            }
            runs += 1;
        }
    }
    println!("| failing calls | {runs} runs, {failed} failed | {} |", wrong.len());
    assert!(failed > runs / 4, "hardly any call failed: {failed} of {runs}");
    assert_eq!(wrong, [""; 0]);
}
