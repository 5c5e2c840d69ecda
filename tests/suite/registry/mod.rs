//! What registries answer, read.

mod answers;
mod traps;
