//! claimbook keeps every claim that published health content makes, and the evidence behind each, in one
//! SQLite catalogue: claim → citation → reference → work → what the registries say today.
//!
//! ```text
//!   article files, reference lists
//!        │ read            text: normalise, sentences, anchors
//!        ▼
//!      model ◀── detect: sentences → claims     suggest: claim × works → ranked
//!        │
//!        ▼
//!    catalogue (SQLite, event log, text form) ◀── refresh ── registry ── http   (the only network)
//!        │ snapshot     ▲ events ▼ a team's hub: sync
//!        ▼
//!      rules ── evidence, compare ──▶ findings ──▶ report ──▶ terminal, CI
//! ```
//!
//! A rule is a pure function of (snapshot, settings, today). A machine never gives a verdict. What could not be
//! asked is *unchecked*, never fine and never broken. What a person decided is never lost.

pub mod catalogue;
pub mod cli;
pub mod compare;
pub mod detect;
pub mod evidence;
pub mod files;
pub mod http;
pub mod import;
pub mod model;
pub mod pages;
mod parallel;
pub mod read;
pub mod refresh;
pub mod registry;
pub mod report;
pub mod rules;
pub mod signing;
pub mod suggest;
pub mod sync;
pub mod tasks;
pub mod text;
pub mod write;
