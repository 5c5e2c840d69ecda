//! Watching a run, and stopping it: what people see while they wait, and what Ctrl-C does.

use crate::http::{Failure, Fault};
use std::cell::{Cell, RefCell};
use std::future::pending;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};

/// How far a run has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The time since it began.
    pub elapsed: Duration,
    /// The services that are asked, in the order in which they began.
    pub services: Vec<ServiceShare>,
}

/// One service's part of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceShare {
    /// Its name.
    pub service: &'static str,
    /// How many things it is asked about.
    pub asked: usize,
    /// How many of them are settled: answered, or left open with a reason.
    pub settled: usize,
}

impl Progress {
    /// Settled and asked, over all services.
    pub fn total(&self) -> (usize, usize) {
        self.services.iter().fold((0, 0), |(settled, asked), s| (settled + s.settled, asked + s.asked))
    }

    /// Things settled in a second so far.
    pub fn rate(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { self.total().0 as f64 / seconds } else { 0.0 }
    }

    /// How long the rest takes if every service goes on as it did; none before there is anything to go by.
    pub fn remaining(&self) -> Option<Duration> {
        let of = |share: &ServiceShare| {
            let left = share.asked.saturating_sub(share.settled);
            let each = self.elapsed.as_secs_f64() / share.settled as f64;
            Duration::try_from_secs_f64(each * left as f64).ok()
        };
        self.services.iter().filter(|s| s.settled < s.asked).map(of).max().flatten()
    }

    /// The service that the run waits for most: the one with the most left to settle, by what it settled so far.
    pub fn slowest(&self) -> Option<&ServiceShare> {
        let open = self.services.iter().filter(|s| s.settled < s.asked);
        open.min_by(|a, b| share_done(a).total_cmp(&share_done(b)))
    }
}

fn share_done(share: &ServiceShare) -> f64 {
    share.settled as f64 / share.asked.max(1) as f64
}

/// Why a run ends before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Somebody stopped it.
    Interrupted,
    /// It was given so much time.
    Deadline(Duration),
    /// Something was heard that will fail, and the first such ends it.
    Failed,
}

impl Stop {
    /// What that means for what was still to be asked, as the end of a sentence that begins with the service.
    fn explain(self) -> String {
        match self {
            Self::Interrupted => "was not asked: the run was stopped".to_owned(),
            Self::Deadline(time) => format!("was not asked: the {} s that the run was given were over", time.as_secs()),
            Self::Failed => "was not asked: something failed before, and --fail-fast ends the run there".to_owned(),
        }
    }
}

/// Somebody who looks on, and may end it.
pub trait Watch {
    /// How often to show how far it has come; never where nobody looks.
    fn interval(&self) -> Option<Duration> {
        None
    }
    /// Shows how far it has come.
    fn show(&mut self, _progress: &Progress) {}
    /// Whether Ctrl-C ends the run with what is known by then.
    fn heeds_interrupts(&self) -> bool {
        false
    }
}

/// Nobody looks on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// Where the parts of a run meet: how far each has come, and whether to stop.
#[derive(Debug, Default)]
pub(super) struct RunState {
    progress: RefCell<Progress>,
    stopped: Cell<Option<Stop>>,
    bell: Notify,
}

impl RunState {
    /// A place for one service's figures.
    pub(super) fn add_service(&self, service: &'static str, asked: usize) -> ProgressHandle<'_> {
        let mut progress = self.progress.borrow_mut();
        progress.services.push(ServiceShare { service, asked, settled: 0 });
        ProgressHandle { run_state: self, place: progress.services.len() - 1 }
    }

    /// Why the run was stopped, if it was.
    pub(super) fn stop(&self) -> Option<Stop> {
        self.stopped.get()
    }

    /// Stops the run, for the first reason that there is.
    pub(super) fn end(&self, why: Stop) {
        if self.stopped.get().is_none() {
            self.stopped.set(Some(why));
            self.bell.notify_waiters();
        }
    }

    /// What that means for what a service was still to be asked about; none where the run goes on.
    pub(super) fn explain_stop(&self, service: &str) -> Option<Failure> {
        self.stopped.get().map(|why| Failure::new(Fault::Stopped, service, why.explain()))
    }

    /// Shows the run to a watcher until it is over, and stops it when the watcher says so. Never ends by itself.
    pub(super) async fn show_to(&self, watch: &mut dyn Watch, deadline: Option<Duration>) {
        let started = Instant::now();
        let every = watch.interval();
        let mut interrupted = pin!(interrupt());
        let heeds = watch.heeds_interrupts();
        loop {
            tokio::select! {
                () = sleep(every.unwrap_or_default()), if every.is_some() => {
                    let mut progress = self.progress.borrow_mut();
                    progress.elapsed = started.elapsed();
                    watch.show(&progress);
                }
                () = &mut interrupted, if heeds && self.stopped.get().is_none() => self.end(Stop::Interrupted),
                () = sleep_until(started + deadline.unwrap_or_default()), if deadline.is_some() && self.stopped.get().is_none() => {
                    self.end(Stop::Deadline(deadline.unwrap_or_default()));
                }
                else => pending().await,
            }
        }
    }
}

/// Resolves on Ctrl-C. Where signals cannot be listened for, never: Ctrl-C ends the process there as ever, and what was
/// heard is stored all the same.
async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        pending::<()>().await;
    }
}

/// One service's figures on the board.
#[derive(Debug, Clone, Copy)]
pub(super) struct ProgressHandle<'b> {
    run_state: &'b RunState,
    place: usize,
}

impl ProgressHandle<'_> {
    /// So many are settled by now.
    pub(super) fn note_settled(&self, settled: usize) {
        if let Some(share) = self.run_state.progress.borrow_mut().services.get_mut(self.place) {
            share.settled = settled;
        }
    }

    /// So many are asked about, and so many of them are settled by now.
    pub(super) fn set(&self, asked: usize, settled: usize) {
        if let Some(share) = self.run_state.progress.borrow_mut().services.get_mut(self.place) {
            (share.asked, share.settled) = (asked, settled);
        }
    }

    /// Resolves when the run is stopped, with what that means for what is still open.
    pub(super) async fn wait_until_stopped(&self) -> Failure {
        let service = self.run_state.progress.borrow().services.get(self.place).map_or("", |s| s.service);
        loop {
            if let Some(failure) = self.run_state.explain_stop(service) {
                return failure;
            }
            self.run_state.bell.notified().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(service: &'static str, settled: usize, asked: usize) -> ServiceShare {
        ServiceShare { service, asked, settled }
    }

    #[test]
    fn the_rest_takes_as_long_as_the_slowest_service() {
        let services = vec![share("doi.org", 100, 100), share("crossref", 50, 100), share("page", 1, 5)];
        let progress = Progress { elapsed: Duration::from_secs(10), services };
        assert_eq!(progress.total(), (151, 205));
        assert_eq!(progress.remaining(), Some(Duration::from_secs(40)));
        assert_eq!(progress.slowest().map(|s| s.service), Some("page"));
        assert!((progress.rate() - 15.1).abs() < 1e-9);
    }

    #[test]
    fn nothing_to_go_by_is_no_forecast() {
        let progress = Progress { elapsed: Duration::from_secs(1), services: vec![share("doi.org", 0, 10)] };
        assert_eq!((progress.remaining(), progress.rate()), (None, 0.0));
        assert_eq!(Progress::default().slowest(), None);
    }
}
