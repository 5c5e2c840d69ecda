//! What was read becomes rows.

mod bad_input;
mod retractions;
mod sheets;
