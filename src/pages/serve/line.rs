//! The line to the desk. Requests come many at once and wait for nothing; the catalogue is one person's at one desk, so that one
//! thread owns it and does one thing after the other.

use std::sync::mpsc;
use tokio::sync::oneshot;

/// Something to be done at the desk.
pub(super) type Job<D> = Box<dyn FnOnce(&mut D) + Send>;

/// So many jobs may wait; who comes later is told to come again.
const MOST_WAITING: usize = 64;

/// Where jobs are handed in.
pub(super) struct DeskLine<D> {
    jobs: mpsc::SyncSender<Job<D>>,
}

impl<D> Clone for DeskLine<D> {
    fn clone(&self) -> Self {
        Self { jobs: self.jobs.clone() }
    }
}

/// A line, and the end of it at which the desk takes its jobs.
pub(super) fn open_line<D>() -> (DeskLine<D>, mpsc::Receiver<Job<D>>) {
    let (jobs, taken) = mpsc::sync_channel(MOST_WAITING);
    (DeskLine { jobs }, taken)
}

impl<D: 'static> DeskLine<D> {
    /// Has something done and waits for what comes of it; none where too many wait already, or nobody sits there any more.
    pub(super) async fn ask<T: Send + 'static>(&self, job: impl FnOnce(&mut D) -> T + Send + 'static) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        let job: Job<D> = Box::new(move |desk| _ = answer.send(job(desk)));
        self.jobs.try_send(job).ok()?;
        answered.await.ok()
    }
}

/// Does what is handed in, until nobody can hand in anything any more.
pub(super) fn answer_jobs<D>(jobs: mpsc::Receiver<Job<D>>, desk: &mut D) {
    for job in jobs {
        job(desk);
    }
}
