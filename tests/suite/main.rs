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

mod anchors;
mod answers;
mod articles;
mod as_typed;
mod bad_input;
mod baseline;
mod bibtex;
mod catalogue;
mod changed_words;
mod check_down;
mod check_pages;
mod check_rungs;
mod check_stand_ins;
mod ci;
mod cite;
mod completions;
mod contracts;
mod dates;
mod desks;
mod detect;
mod doi;
mod double;
mod evidence;
mod example;
mod export;
mod figures;
mod first_steps;
mod formats;
mod golden;
mod kinds_of_files;
mod lists;
mod log;
mod manual;
mod markers;
mod metadata;
mod net;
mod opening;
mod pages;
mod politeness;
mod printed;
mod reference_files;
mod reference_page;
mod registry;
mod registry_check;
mod report;
mod retire;
mod retractions;
mod rules;
mod safety;
mod sample;
mod session;
mod shape;
mod sheets;
mod show;
mod snapshots;
mod streams;
mod suggest;
mod terminal;
mod text_form;
mod titles;
mod tried;
mod unread;
mod writers;
