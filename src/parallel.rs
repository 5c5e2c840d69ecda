//! Doing the same for many things, on as many threads as there are cores.

use std::sync::{Mutex, PoisonError};

/// Fewer things than this for each thread are not worth one.
const WORTH: usize = 64;
/// A thread's stack in bytes: styles and braces nest, and what reads them climbs into them.
const STACK: usize = 8 << 20;

/// What `each` makes of each thing, in their order.
pub(crate) fn map<T: Send, R: Send>(all: Vec<T>, each: impl Fn(T) -> R + Sync) -> Vec<R> {
    map_parts(all, WORTH, each)
}

/// The same where each thing is much work, as a whole file is.
pub(crate) fn map_heavy<T: Send, R: Send>(all: Vec<T>, each: impl Fn(T) -> R + Sync) -> Vec<R> {
    map_parts(all, 1, each)
}

fn map_parts<T: Send, R: Send>(all: Vec<T>, worth: usize, each: impl Fn(T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let size = all.len().div_ceil(cores).max(worth);
    if all.len() <= size {
        return all.into_iter().map(each).collect();
    }
    let mut parts: Vec<Mutex<Vec<T>>> = Vec::new();
    let mut rest = all.into_iter();
    while rest.len() > 0 {
        parts.push(Mutex::new(rest.by_ref().take(size).collect()));
    }
    let done = |part: &Mutex<Vec<T>>| -> Vec<R> {
        let things = std::mem::take(&mut *part.lock().unwrap_or_else(PoisonError::into_inner));
        things.into_iter().map(&each).collect()
    };
    std::thread::scope(|scope| {
        let done = &done;
        let start = |part| {
            let thread = std::thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, move || done(part)).map_err(|_| part)
        };
        let started: Vec<_> = parts.iter().map(start).collect();
        let joined = started.into_iter().flat_map(|started| match started {
            Ok(thread) => thread.join().unwrap_or_else(|bug| std::panic::resume_unwind(bug)),
            Err(part) => done(part), // a thread that cannot be had is done without
        });
        joined.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_however_many_there_are() {
        for n in [0, 1, WORTH, WORTH + 1, 10 * WORTH + 7] {
            let expected: Vec<usize> = (0..n).map(|i| i * 2).collect();
            assert_eq!(map((0..n).collect(), |i| i * 2), expected, "{n}");
            assert_eq!(map_heavy((0..n).collect(), |i| i * 2), expected, "{n}");
        }
    }
}
