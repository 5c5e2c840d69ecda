//! Pages to look at: the report, and what the review page shares with it. Templates are compiled in; what they show is gathered
//! and derived by `tasks`, and nothing is decided here.

pub mod escape;
mod figures;
pub mod report;
pub mod serve;
mod text_rows;
mod words;
