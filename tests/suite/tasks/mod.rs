//! Use cases that need several rooms.

mod cascade;
mod decisions;
mod kept_audits;
mod merges;
mod new_files;
mod retire;
pub(crate) mod states;
mod undo;
mod watch;
