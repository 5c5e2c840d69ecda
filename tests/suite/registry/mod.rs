//! What registries answer, read.

mod answers;
mod invented;
mod traps;
