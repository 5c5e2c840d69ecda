//! What was read becomes rows.

mod bad_input;
mod inputs;
mod retractions;
mod sheets;
