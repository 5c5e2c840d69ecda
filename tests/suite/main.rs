//! The one integration binary: everything that needs more than one module, or the real program.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so by panicking")]
#![allow(clippy::print_stdout, reason = "a test says what it measured, and what it skipped")]
#![allow(unreachable_pub, reason = "one binary: pub means for the other topics")]

mod articles;
mod bad_input;
mod double;
mod net;
mod printed;
mod registry;
mod session;
