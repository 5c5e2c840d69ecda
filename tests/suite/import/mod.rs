//! What was read becomes rows.

mod bad_input;
mod inputs;
mod keys;
mod retractions;
mod sheets;
