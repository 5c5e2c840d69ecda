//! The one integration binary: everything that needs more than one module, or the real program.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so by panicking")]
#![allow(unreachable_pub, reason = "one binary: pub means for the other topics")]

mod bad_input;
mod double;
mod net;
mod registry;
mod session;
