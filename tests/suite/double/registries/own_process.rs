//! A test that needs a process of its own: another environment, another namespace, a peak of memory that is its alone.

use std::process::{Command, Output};

/// Names the environment variable that says: you are that process.
const INSIDE: &str = "CLAIMBOOK_TEST_INSIDE";

/// Runs `inside` in a process of its own, which this test binary starts of itself with that environment; the text it
/// is given is what [`start`] put there. Elsewhere starts that process, shows what it printed, and fails if it did.
pub fn with_own_process(test: &str, environment: &[(&str, &str)], inside: impl FnOnce(&str)) {
    match std::env::var(INSIDE) {
        Ok(told) => inside(&told),
        Err(_) => {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.envs(environment.iter().copied());
            judge(test, start(command, test, "yes"));
        }
    }
}

/// Starts a test of this binary with a command that already leads to it, and tells it something.
pub fn start(mut command: Command, test: &str, told: &str) -> Output {
    command
        .args(["--exact", test, "--include-ignored", "--nocapture", "--test-threads=1"])
        .env(INSIDE, told)
        .output()
        .unwrap()
}

/// What the process inside was told, if this is it.
pub fn inside() -> Option<String> {
    std::env::var(INSIDE).ok()
}

/// Shows what a test in a process of its own printed; fails if it failed, or never ran.
pub fn judge(test: &str, output: Output) {
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("1 passed"), "{test}:\n{said}");
    // What it printed stands behind the name of the test, or on lines of its own before the summary.
    let ours = said.lines().filter_map(|line| line.rsplit(" ... ").next()).filter(|line| line.contains(' '));
    ours.filter(|line| !line.starts_with("running ") && !line.starts_with("test ")).for_each(|line| println!("{line}"));
}
