//! Use cases that need several rooms.

mod cascade;
mod decisions;
mod new_files;
mod retire;
mod states;
mod watch;
