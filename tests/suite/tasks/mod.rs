//! Use cases that need several rooms.

mod new_files;
mod retire;
