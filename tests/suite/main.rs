//! The one integration binary: everything that needs more than one module, or the real program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what goes wrong in a test, its helpers included, should stop it and say so"
)]

mod catalogue;
mod contracts;
mod export;
mod figures;
mod golden;
mod lists;
mod reference_page;
mod sample;
mod shape;
mod show;
mod streams;
mod terminal;
