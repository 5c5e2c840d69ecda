//! What was read becomes rows.

mod addresses;
mod bad_input;
mod clauses;
mod inputs;
mod keys;
mod known_claims;
mod many;
mod retractions;
mod sheets;
