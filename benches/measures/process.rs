//! Whole processes and how long they take: start to exit, as somebody who types the command waits for it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A command line.
#[derive(Clone)]
pub(crate) struct Run {
    program: String,
    arguments: Vec<String>,
}

/// Wall-clock times of one command.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    pub(crate) least: Duration,
    pub(crate) median: Duration,
}

impl Run {
    pub(crate) fn new(program: &Path, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|a| (*a).to_owned()).collect();
        Self { program: program.to_string_lossy().into_owned(), arguments }
    }

    /// Runs it once. Its output goes to a file, as it would in CI: a terminal or a pipe has a speed of its own.
    fn once(&self, output: &Path) -> Result<Duration, String> {
        let out = std::fs::File::create(output).map_err(|e| e.to_string())?;
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(out).stderr(Stdio::piped());
        let began = now();
        let done = command.output().map_err(|e| format!("{}: {e}", self.program))?;
        let took = began.elapsed();
        // 1 means that an audit found something, which is what it is for.
        match done.status.code() {
            Some(0 | 1) => Ok(took),
            _ => {
                Err(format!("{} {}: {}", self.program, self.arguments.join(" "), String::from_utf8_lossy(&done.stderr)))
            }
        }
    }

    /// Runs it once, whatever its exit code, and keeps what it prints.
    pub(crate) fn once_whatever(&self, output: &Path) -> Result<(), String> {
        let out = std::fs::File::create(output).map_err(|e| e.to_string())?;
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(out).stderr(Stdio::null());
        command.status().map(|_| ()).map_err(|e| format!("{}: {e}", self.program))
    }

    /// The most memory it held, in MB (millions of bytes), by `time -f` of GNU; none where that is not installed.
    pub(crate) fn peak(&self, output: &Path) -> Option<f64> {
        let out = std::fs::File::create(output).ok()?;
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "%M", &self.program]).args(&self.arguments).stdout(out).stderr(Stdio::piped());
        let said = String::from_utf8(command.output().ok()?.stderr).ok()?;
        said.lines().last()?.trim().parse::<f64>().ok().map(|kib| kib * 1024.0 / 1e6)
    }
}

/// Runs commands in turn, so that whatever else the machine does meets all of them alike; once unmeasured first.
pub(crate) fn in_turn(runs: &[Run], times: usize, output: &Path) -> Result<Vec<Times>, String> {
    for run in runs {
        run.once(output)?;
    }
    let mut taken = vec![Vec::new(); runs.len()];
    for _ in 0..times {
        for (run, taken) in runs.iter().zip(&mut taken) {
            taken.push(run.once(output)?);
        }
    }
    Ok(taken.into_iter().map(Times::of).collect())
}

impl Times {
    pub(crate) fn of(mut taken: Vec<Duration>) -> Self {
        taken.sort();
        let at = |n: usize| taken.get(n).copied().unwrap_or_default();
        Self { least: at(0), median: at(taken.len() / 2) }
    }
}

/// The time now, which elsewhere only the context knows.
#[allow(clippy::disallowed_methods, reason = "a benchmark is there to look at the clock")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The most memory that the process held so far, in MB; none where the system does not tell.
pub(crate) fn peak_memory() -> Option<f64> {
    memory("VmHWM:")
}

/// How long the processor has worked for this process; nought where the system does not tell.
pub(crate) fn processor_seconds() -> f64 {
    /// So many ticks Linux counts a second.
    const TICKS: f64 = 100.0;
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name, in brackets, may hold spaces; behind it, the 12th and the 13th are the user's and the system's.
    let behind = told.rsplit_once(')').map(|(_, behind)| behind).unwrap_or_default();
    let ticks = behind.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}

/// A figure of what the process holds, `VmRSS:` or `VmHWM:`, in MB; none where the system does not tell.
pub(crate) fn memory(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").parse::<f64>().ok().map(|kib| kib * 1024.0 / 1e6)
}
