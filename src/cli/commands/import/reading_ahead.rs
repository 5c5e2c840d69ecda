//! Files are read by another thread while what stands before them is stored: reading needs nothing of the catalogue, whose
//! connection stays on its own thread.

use super::Args;
use super::detecting::RecognisedInput;
use super::inputs::Input;
use crate::cli::Session;
use crate::tasks::Failure;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{Builder, Scope};

/// So many files may wait, read, for their turn; more would only take memory.
const WAITING: usize = 2;
/// The thread's stack in bytes, which is that of the main one.
const STACK: usize = 8 << 20;

/// What is read ahead of its turn.
pub(super) struct ReadAhead {
    read: Option<Receiver<Result<RecognisedInput, Failure>>>,
}

/// The place of a file.
fn find_file(input: &Input) -> Option<&Path> {
    match input {
        Input::Named(path) | Input::Found(path) => Some(path.as_path()).filter(|path| *path != Path::new("-")),
        Input::Page(_) => None,
    }
}

/// Whether an input is a file.
pub(super) fn is_file(input: &Input) -> bool {
    find_file(input).is_some()
}

impl ReadAhead {
    /// Begins to read the files among the inputs, where there are several.
    pub(super) fn start<'s>(
        scope: &'s Scope<'s, '_>,
        args: &'s Args,
        session: &Session<'_>,
        inputs: &'s [Input],
    ) -> Self {
        let files: Vec<(PathBuf, &Input)> =
            inputs.iter().filter_map(|input| Some((session.ambient.folder.join(find_file(input)?), input))).collect();
        if files.len() < 2 {
            return Self { read: None };
        }
        let settings = session.settings.clone();
        let (send, read) = sync_channel(WAITING);
        let reading = move || {
            for (path, input) in files {
                // Nobody takes it: the import was given up.
                if send.send(args.look_and_read(&path, &input.name(), &settings)).is_err() {
                    return;
                }
            }
        };
        // A thread that cannot be had is done without.
        let started = Builder::new().stack_size(STACK).spawn_scoped(scope, reading);
        Self { read: started.is_ok().then_some(read) }
    }

    /// Whether there are several files, which are read ahead.
    pub(super) fn is_reading(&self) -> bool {
        self.read.is_some()
    }

    /// Reads nothing ahead any more.
    pub(super) fn stop(&mut self) {
        self.read = None;
    }

    /// What an input is; of the files, the next one.
    pub(super) fn take(
        &self,
        args: &Args,
        session: &mut Session<'_>,
        input: &Input,
    ) -> Result<RecognisedInput, Failure> {
        let ahead = find_file(input).and(self.read.as_ref()).and_then(|read| read.recv().ok());
        ahead.unwrap_or_else(|| args.recognise(session, input))
    }
}
