//! How any course of questions is run: as many under way as the transport likes, and answers handed out as they come.

use super::watch::ProgressHandle;
use crate::http::{Failure, Response};
use crate::model::to_hex;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{Instant, sleep_until};

/// The most answers handed out at once, and the longest that one is held back.
const HAND_OUT: (usize, Duration) = (500, Duration::from_secs(1));

/// Requests that stand ready beside those that may be under way: some wait before they are repeated.
pub(super) const MORE_PREPARED: usize = 8;

/// Why a run stopped before its end. What was handed out by then is stored.
#[derive(Debug, thiserror::Error)]
pub enum Halted<E> {
    /// The operating system gave us no means to wait for the network.
    #[error("cannot start asking: {0}")]
    Runtime(io::Error),
    /// The sink could not take what was heard.
    #[error(transparent)]
    Sink(E),
}

/// What to ask next and what an answer settles, without the network.
pub(super) trait Course {
    /// One request to make.
    type Job;
    /// What it came to.
    type Done: 'static;
    /// One thing heard.
    type Reply;

    /// The next request; none where nothing is left, or an answer has to come first.
    fn next(&mut self) -> Option<Self::Job>;
    /// Takes note of what a job came to.
    fn settle(&mut self, done: Self::Done);
    /// What was heard and is not yet handed out.
    fn replies(&mut self) -> &mut Vec<Self::Reply>;
    /// How many of the things asked about are left open, each with its reason.
    fn count_left_open(&self) -> usize;
    /// Leaves everything that is not settled open, for this reason.
    fn leave_all(&mut self, failure: &Failure);
    /// What rings when there may be more to ask, or to hand out; none where nothing comes any more.
    fn bell(&self) -> Option<Rc<Notify>> {
        None
    }
    /// How many things are asked about and how many are settled, where that is not known from the start.
    fn counts(&self) -> Option<(usize, usize)> {
        None
    }
}

/// Runs a future on a runtime of its own, on this thread.
pub(super) fn run<T, E>(driving: impl Future<Output = Result<T, E>>) -> Result<T, Halted<E>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Halted::Runtime)?;
    let done = LocalSet::new().block_on(&runtime, driving);
    // Not dropped: that would wait for the system's resolver, which may take half a minute to give up on a name.
    runtime.shutdown_background();
    done.map_err(Halted::Sink)
}

/// Runs a course to its end, or until somebody stops the run; gives how many answers were handed out. How many requests are
/// under way is the transport's to say; `prepared` is how many stand ready, so that it never waits for us.
pub(super) async fn drive<C, F, E>(
    course: &mut C,
    prepared: usize,
    carry_out: impl Fn(C::Job) -> F,
    progress: &ProgressHandle<'_>,
    sink: &mut dyn FnMut(Vec<C::Reply>) -> Result<(), E>,
) -> Result<usize, E>
where
    C: Course,
    F: Future<Output = C::Done> + 'static,
{
    let mut running: JoinSet<C::Done> = JoinSet::new();
    let mut answered = 0;
    let mut handed_out = Instant::now();
    loop {
        while running.len() < prepared
            && let Some(job) = course.next()
        {
            running.spawn_local(carry_out(job));
        }
        let (most, longest) = HAND_OUT;
        let bell = course.bell();
        if running.is_empty() && bell.is_none() {
            break;
        }
        tokio::select! {
            done = running.join_next(), if !running.is_empty() => match done {
                None => {}
                Some(Ok(done)) => course.settle(done),
                // A task is never aborted, so this is a panic in our own code: let it be seen.
                Some(Err(error)) => std::panic::resume_unwind(error.into_panic()),
            },
            () = wait_for_bell(bell.as_deref()), if bell.is_some() => {}
            () = sleep_until(handed_out + longest), if !course.replies().is_empty() => {}
            failure = progress.wait_until_stopped() => {
                course.leave_all(&failure);
                break;
            }
        }
        let waiting = course.replies().len();
        match course.counts() {
            Some((asked, settled)) => progress.set(asked, settled),
            None => progress.note_settled(answered + waiting + course.count_left_open()),
        }
        let late = handed_out.elapsed() >= longest;
        let replies = course.replies();
        while replies.len() >= most || late && !replies.is_empty() {
            let batch: Vec<C::Reply> = replies.drain(..most.min(replies.len())).collect();
            answered += batch.len();
            sink(batch)?;
            handed_out = Instant::now();
        }
    }
    let rest = std::mem::take(course.replies());
    if !rest.is_empty() {
        answered += rest.len();
        sink(rest)?;
    }
    if course.counts().is_none() {
        progress.note_settled(answered + course.count_left_open());
    }
    Ok(answered)
}

/// Resolves when a bell rings.
async fn wait_for_bell(bell: Option<&Notify>) {
    match bell {
        Some(bell) => bell.notified().await,
        None => std::future::pending().await,
    }
}

/// Runs these at the same time, on this thread; gives what each came to, in their order.
pub(super) async fn run_all<T>(mut running: Vec<Pin<Box<dyn Future<Output = T> + '_>>>) -> Vec<T> {
    let mut done: Vec<Option<T>> = running.iter().map(|_| None).collect();
    std::future::poll_fn(move |context| {
        for (future, done) in running.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        match done.iter().all(Option::is_some) {
            true => std::task::Poll::Ready(done.iter_mut().filter_map(Option::take).collect()),
            false => std::task::Poll::Pending,
        }
    })
    .await
}

/// The time of day in a run: what main said at its start, and the time since.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    wall: Timestamp,
    started: Instant,
}

impl Clock {
    /// A clock that shows `wall` now.
    pub(super) fn from(wall: Timestamp) -> Self {
        Self { wall, started: Instant::now() }
    }

    pub(super) fn now(self) -> Timestamp {
        let since = SignedDuration::try_from(self.started.elapsed()).unwrap_or(SignedDuration::ZERO);
        self.wall.checked_add(since).unwrap_or(self.wall)
    }
}

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) asked_at: Timestamp,
    pub(super) body_sha256: String,
}

impl Source {
    /// A response that has just arrived.
    pub(super) fn from_response(response: &Response, clock: Clock) -> Self {
        Self { asked_at: clock.now(), body_sha256: to_hex(&Sha256::digest(&response.body)) }
    }
}
