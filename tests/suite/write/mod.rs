//! Formats out.

mod cite;
mod export;
mod writers;
