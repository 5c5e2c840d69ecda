//! The one integration binary: everything that needs more than one module, or the real program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what goes wrong in a test, its helpers included, should stop it and say so"
)]
#![allow(clippy::disallowed_methods, reason = "CLAIMBOOK_REWRITE is for tests alone, and so are their time limits")]
#![allow(unreachable_pub, reason = "one binary: pub means for the other topics")]

mod browser;
mod catalogue;
mod cli;
mod compare;
mod detect;
mod docs;
mod double;
mod evidence;
mod example;
mod http;
mod import;
mod model;
mod pages;
mod read;
mod refresh;
mod registry;
mod report;
mod rules;
mod safety;
mod shape;
mod signing;
mod suggest;
mod sync;
mod tasks;
mod text;
mod write;
