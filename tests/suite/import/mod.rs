//! What was read becomes rows.

mod bad_input;
mod inputs;
mod keys;
mod known_claims;
mod retractions;
mod sheets;
