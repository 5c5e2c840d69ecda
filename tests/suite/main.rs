//! The one integration binary: everything that needs more than one module, or the real program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails by panicking, and says what it measured"
)]

mod articles;
mod printed;
