//! What stands in for the world in tests: the registries, the terminal, the clock, a catalogue, and files that say what is printed.

pub mod clock;
pub mod console;
pub mod desk;
pub mod golden;
pub mod hub;
pub mod keys;
pub mod page;
pub mod postgres;
pub mod registries;
pub mod reports;
pub mod sample;
pub mod snapshots;
pub mod terminal;
