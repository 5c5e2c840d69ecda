//! Watches the reading of one input: a thread that ends the process when it takes too long or too much memory, and says where
//! the input is. An input that kills the process is left there too.

use crate::process::{memory, now, processor_seconds};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// More of the processor's time than this, in seconds, is a hang: the clock's says little while others keep the cores busy.
const LONGEST: f64 = 5.0;
/// Longer than this by the clock is one too, since who waits for something uses no time.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// More memory than this is too much, in MB.
const MOST: f64 = 1_000.0;
/// How often is looked.
const OFTEN: Duration = Duration::from_millis(50);

/// Since when an input is being read, by the clock and by the processor.
type Since = Arc<Mutex<Option<(Instant, f64)>>>;

pub(super) struct Guard {
    since: Since,
    file: PathBuf,
}

/// An input that is being read, until this is dropped.
pub(super) struct Watched<'g>(&'g Since);

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        set(self.0, None);
    }
}

fn set(since: &Since, to: Option<(Instant, f64)>) {
    *since.lock().unwrap_or_else(PoisonError::into_inner) = to;
}

impl Guard {
    /// A guard that keeps the input which is being read in a file.
    pub(super) fn start(file: PathBuf) -> Self {
        let since = Since::default();
        let (seen, kept) = (Arc::clone(&since), file.clone());
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(OFTEN);
                let began = *seen.lock().unwrap_or_else(PoisonError::into_inner);
                let hangs = began.is_some_and(|(began, used)| {
                    processor_seconds() - used > LONGEST || began.elapsed() > LONGEST_WAIT
                });
                let held = memory("VmRSS:").unwrap_or_default();
                if hangs || held > MOST {
                    let what = if hangs { "more than 5 seconds".to_owned() } else { format!("{held:.0} MB") };
                    eprintln!("{what} for the input in {}", kept.display());
                    std::process::abort();
                }
            }
        });
        Self { since, file }
    }

    /// Watches what is done until the answer is dropped.
    pub(super) fn watch(&self, input: &[u8]) -> Watched<'_> {
        if let Err(e) = std::fs::write(&self.file, input) {
            eprintln!("{}: {e}", self.file.display());
        }
        set(&self.since, Some((now(), processor_seconds())));
        Watched(&self.since)
    }
}

static LAST: Mutex<String> = Mutex::new(String::new());

/// Keeps where and with which words a thread panicked.
pub(super) fn note_panic(info: &std::panic::PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let said = info.payload_as_str().unwrap_or_default();
    // Figures differ from input to input.
    let said: String = said.chars().filter(|c| !c.is_ascii_digit()).take(120).collect();
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = format!("{place}: {said}");
}

/// The last panic.
pub(super) fn last_panic() -> String {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
